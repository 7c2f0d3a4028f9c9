//! A lesson on the page: its steps beside the stage, what they offer, and how the run judged what was predicted.

use crate::app::course::Place;
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
    /// A file of `lessons/en/`, by its name without `.md`.
    Id(String),
    Url(String),
    /// A file that was dropped or chosen.
    Text {
        text: String,
        from: &'static str,
    },
    /// The lesson that is being written.
    Draft,
}

#[derive(Clone, Debug, PartialEq)]
pub enum LessonMsg {}

pub fn react(_state: &mut State, msg: LessonMsg) -> Vec<Effect> {
    match msg {}
}

/// Looks whether the present step has come to its end. Called whenever everything is drawn anew.
pub fn observe(_state: &mut State) {}

/// Fetches a lesson and begins it.
pub fn open(_state: &mut State, _source: LessonSource) -> Vec<Effect> {
    Vec::new()
}

/// Goes on with a lesson where it was left.
pub fn resume(_state: &mut State, _place: Place) -> Vec<Effect> {
    Vec::new()
}

/// Where to continue the lesson that is being played: route, title, how far it has come, and its play as `extra`. The run
/// is added by `course::keep_run`.
pub fn place(_state: &State) -> Option<Place> {
    None
}
