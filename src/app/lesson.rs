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

/// Where a lesson comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LessonSource {
    /// A file beside the page: `lessons/en/ID.md`.
    Id(String),
    /// Any address.
    Url(String),
    /// A file that was dropped or opened.
    Text { text: String, from: &'static str },
    /// What is being written on the author's page.
    Draft,
}

#[derive(Clone, Debug, PartialEq)]
pub enum LessonMsg {}

/// Opens a lesson: fetches it, reads it, and puts its start on the stage.
pub fn open(_state: &mut State, _source: LessonSource) -> Vec<Effect> {
    Vec::new()
}

/// What the browser should keep of the lesson that is being played, so that [`resume`] can go on with it.
pub fn kept(_state: &State) -> Option<String> {
    None
}

/// Goes on with a lesson where [`kept`] says that its learner left it.
pub fn resume(_state: &mut State, _kept: &str) -> Vec<Effect> {
    Vec::new()
}

pub fn react(_state: &mut State, msg: LessonMsg) -> Vec<Effect> {
    match msg {}
}

/// Looks whether the present step has come to its end. Called whenever everything is drawn anew.
pub fn observe(_state: &mut State) {}
