//! What is written down of the course: what was won, and that somebody was here.

use crate::app::course::known::{CourseState, Listed};
use crate::app::effect::Effect;
use crate::app::progress::{Best, Predicted};
use crate::app::route::Route;
use crate::lesson::GameLevel;

/// Writes down that a lesson was won, and how its predictions fared.
pub fn record_lesson(course: &mut CourseState, id: &str, right: u32, asked: u32) -> Effect {
    course
        .progress
        .record_lesson(id, Predicted { right, asked });
    course
        .progress
        .forget_place(&Route::Lesson(id.to_owned()).fragment());
    course.progress.finished = true;
    course.finished = Some(id.to_owned());
    save(course)
}

/// A lesson from an address or a file was won: it counts for nothing in the course, and there is nothing left of it to go
/// on with.
pub fn finish_other(course: &mut CourseState, route: Option<Route>) -> Effect {
    let progress = &mut course.progress;
    if let Some(route) = route {
        progress.forget_place(&route.fragment());
    }
    progress.finished = true;
    save(course)
}

/// Writes down the score of a game day, if it is the level's best.
pub fn record_game(course: &mut CourseState, level: GameLevel, seed: &str, score: u32) -> Effect {
    let seed = seed.to_owned();
    let progress = &mut course.progress;
    progress.record_game(level.name(), Best { score, seed });
    progress.finished = true;
    save(course)
}

/// Asks for the list of lessons, unless it is here or on its way.
pub fn fetch_index(course: &mut CourseState) -> Option<Effect> {
    let is_missing = matches!(course.index, Listed::Unasked | Listed::Missing(_));
    is_missing.then(|| {
        course.index = Listed::Asked;
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
