//! A lesson on the page: its steps beside the stage, what they offer, and how the run judged what was predicted.

use crate::app::msg::Effect;
use crate::app::state::State;
use crate::lesson::{Lesson, Play};
use std::rc::Rc;

/// The lesson that is being played.
#[derive(Clone, Debug, PartialEq)]
pub struct LessonPlay {
    /// The name of its file without `.md`; none for a file that was dropped, linked or is being written.
    pub id: Option<String>,
    pub lesson: Rc<Lesson>,
    pub play: Play,
}

#[derive(Clone, Debug, PartialEq)]
pub enum LessonMsg {}

pub fn react(_state: &mut State, msg: LessonMsg) -> Vec<Effect> {
    match msg {}
}

/// Looks whether the present step has come to its end. Called whenever everything is drawn anew.
pub fn observe(_state: &mut State) {}
