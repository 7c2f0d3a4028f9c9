//! A lesson that was asked for, where it comes from, and why it does not come.

use crate::app::progress::Place;
use crate::app::route::Route;
use crate::lesson::{Lesson, Mistake, compose};

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

/// A lesson that was asked for and does not stand on the stage yet.
#[derive(Clone, Debug, PartialEq)]
pub struct Coming {
    pub source: LessonSource,
    pub arrival: Arrival,
    /// Answers to earlier questions bear smaller numbers.
    pub(in crate::app) ticket: u32,
    /// Where its learner left it.
    pub(super) kept: Option<Place>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Arrival {
    Fetching,
    Reading,
    Failed(Failure),
}

/// Why there is no lesson.
#[derive(Clone, Debug, PartialEq)]
pub enum Failure {
    NotFetched(NoLesson),
    /// The part of the page that reads lessons did not start.
    NoReader,
    Mistakes(Vec<Mistake>),
}

/// Why a text was not fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoLesson {
    /// There is none at that address.
    Missing,
    /// The host answered with this status.
    Status(u16),
    /// No answer: offline, or the host does not let other pages read it.
    NoAnswer,
    /// Nothing was written yet.
    NoDraft,
}

/// Where the file of a lesson lies, beside the page.
pub fn address(id: &str) -> String {
    format!("lessons/en/{id}.md")
}

/// Where the lesson that is being played can be opened again.
pub fn route(source: &LessonSource) -> Option<Route> {
    match source {
        LessonSource::Id(id) => Some(Route::Lesson(id.clone())),
        LessonSource::Url(url) => Some(Route::LessonFile(url.clone())),
        LessonSource::Text { .. } | LessonSource::Draft => None,
    }
}

/// The transcript that a lesson begins with.
pub fn start(lesson: &Lesson, seed: &str) -> String {
    compose(&lesson.front, "", seed).0
}
