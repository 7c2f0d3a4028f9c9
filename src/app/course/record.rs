//! What is written down of the course: what was won, and that somebody was here.

use crate::app::course::known::{CourseState, Listed};
use crate::app::effect::Effect;
use crate::app::progress::{Best, Place, Predicted};
use crate::app::route::Route;
use crate::lesson::GameLevel;

/// What is written down.
#[derive(Clone, Debug, PartialEq)]
pub enum Record {
    /// A lesson was won, and so its predictions fared.
    Lesson { id: String, right: u32, asked: u32 },
    /// A lesson from an address or a file was won: it counts for nothing in the course.
    OtherLesson(Option<Route>),
    /// A game day has come to its score.
    Game {
        level: GameLevel,
        seed: String,
        score: u32,
    },
    /// Somebody is here now, and goes on here another time.
    At(Place),
    /// A question of the interview was answered: its line.
    Answer(String),
    /// There is nothing to go on with at this place.
    Left(Route),
}

pub fn record(course: &mut CourseState, record: Record) -> Effect {
    let progress = &mut course.progress;
    progress.finished |= !matches!(record, Record::Left(_) | Record::Answer(_) | Record::At(_));
    match record {
        Record::Lesson { id, right, asked } => {
            progress.record_lesson(&id, Predicted { right, asked });
            progress.forget_place(&Route::Lesson(id.clone()).fragment());
            course.finished = Some(id);
        }
        Record::OtherLesson(None) => {}
        Record::OtherLesson(Some(route)) | Record::Left(route) => {
            progress.forget_place(&route.fragment());
        }
        Record::At(place) => progress.remember(place),
        Record::Answer(line) => progress.answers.push(line),
        Record::Game { level, seed, score } => {
            progress.record_game(level.name(), Best { score, seed });
        }
    }
    save(course)
}

/// Asks for the list of lessons, unless it is here or on its way.
pub fn fetch_index(course: &mut CourseState) -> Option<Effect> {
    let is_missing = matches!(course.index, Listed::Unasked | Listed::Missing(_));
    is_missing.then(|| {
        course.index = Listed::Asked;
        (course.own, course.words) = (None, None);
        Effect::FetchIndex
    })
}

/// That somebody was here, so that the next visit does not begin with the first minute.
pub fn mark_visit(course: &mut CourseState) -> Option<Effect> {
    let is_first = !std::mem::replace(&mut course.visited, true);
    is_first.then(|| save(course))
}

/// The progress as a file, which brings the sandbox along.
pub fn exported(course: &CourseState) -> String {
    let mut progress = course.progress.clone();
    let route = Route::Sandbox.fragment();
    for place in &mut progress.places {
        if place.route == route {
            place.run = course.sandbox.clone().unwrap_or_default();
        }
    }
    progress.to_text()
}

pub fn save(course: &CourseState) -> Effect {
    Effect::SaveProgress(course.progress.to_text())
}
