//! A lesson that was asked for, where it comes from, and why it does not come.

use crate::app::lesson::play::LessonPlay;
use crate::app::lesson::setting::Setting;
use crate::app::progress::Place;
use crate::app::route::Route;
use crate::app::share::Sight;
use crate::lesson::hand_in::Task;
use crate::lesson::{Lesson, Mistake, OWN, compose};
use std::rc::Rc;

/// Where a lesson comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LessonSource {
    /// A file beside the page: `lessons/en/ID.md`.
    Id(String),
    /// Any address.
    Url(String),
    /// A file that was dropped or opened.
    Text { text: String, from: &'static str },
    /// The file that was dropped or opened last, as this browser keeps it.
    Dropped,
    /// What is being written on the author's page.
    Draft,
    /// A file beside the page that is presented to a class: its run is its solution, and nothing of it is kept.
    Presented(String, usize),
    /// As a teacher has set it.
    Task(Rc<Assigned>),
    /// As its link sets it.
    Set(Rc<Setting>),
}

/// What a teacher has set, for a learner whose name is the luck.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assigned {
    /// The lesson's.
    pub id: String,
    pub task: Task,
    pub name: String,
    /// The fragment at which it is worked on, without `#/`.
    pub address: String,
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
    /// It is opened at a moment that somebody shared, who saw this of it.
    pub(in crate::app) seen: Option<Box<Sight>>,
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
    /// No lesson from a file is kept.
    NotKept,
}

/// Where all lessons lie as they were written.
pub const ENGLISH_TEXTS: &str = "lessons/en/";

/// Where the file of a lesson lies, beside the page: the lab's own or the host's.
pub fn address(id: &str) -> String {
    match id.starts_with(OWN) {
        true => format!("lessons/{id}.md"),
        false => format!("{ENGLISH_TEXTS}{id}.md"),
    }
}

/// Where the English text of a translation lies.
pub fn in_english(address: &str) -> String {
    let name = address.splitn(3, '/').last().unwrap_or_default();
    format!("{ENGLISH_TEXTS}{name}")
}

/// Where the lesson that is being played can be opened again.
pub fn route(source: &LessonSource) -> Option<Route> {
    match source {
        LessonSource::Id(id) => Some(Route::Lesson(id.clone())),
        LessonSource::Url(url) => Some(Route::LessonFile(url.clone())),
        LessonSource::Dropped => Some(Route::Dropped),
        LessonSource::Task(set) => Some(Route::Class(set.address.clone())),
        LessonSource::Set(set) => Some(Route::Lesson(set.address.clone())),
        LessonSource::Text { .. } | LessonSource::Draft | LessonSource::Presented(..) => None,
    }
}

/// The title in a lesson's front matter, as far as it can be told without the reader.
pub fn title_in(text: &str) -> String {
    let titles = text.lines().filter_map(|line| {
        let value = line.strip_prefix("title")?.trim_start().strip_prefix('=')?;
        Some(value.trim().trim_matches(['"', '\'']).to_owned())
    });
    let mut titles = titles.filter(|title| !title.is_empty());
    titles.next().unwrap_or_else(|| "a lesson".to_owned())
}

impl LessonPlay {
    /// How a teacher has set it, if one has.
    pub fn task(&self) -> Option<&Assigned> {
        match &self.source {
            LessonSource::Task(set) => Some(set),
            _ => None,
        }
    }
}

/// The transcript that a lesson begins with.
pub fn start(lesson: &Lesson, seed: &str) -> String {
    compose(&lesson.front, "", seed).0
}

/// The transcript of whoever presents it: all lines of the solution lie ahead. A game day has a page of its own.
pub(super) fn solved(lesson: &Lesson) -> String {
    let front = &lesson.front;
    let lines = match front.game {
        Some(_) => "",
        None => &front.solution,
    };
    compose(front, lines, &front.seed).0
}
