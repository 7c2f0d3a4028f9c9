//! What is written down of the course: what was won, and that somebody was here.

use crate::app::course::known::{CourseState, Listed};
use crate::app::effect::Effect;
use crate::app::progress::{Best, Predicted};
use crate::app::route::Route;
use crate::app::state::State;
use crate::lesson::GameLevel;

/// Writes down that a lesson was won, and how its predictions fared.
pub fn record_lesson(state: &mut State, id: &str, right: u32, asked: u32) -> Vec<Effect> {
    let course = &mut state.course;
    course
        .progress
        .record_lesson(id, Predicted { right, asked });
    course
        .progress
        .forget_place(&Route::Lesson(id.to_owned()).fragment());
    course.progress.finished = true;
    course.finished = Some(id.to_owned());
    vec![save(state)]
}

/// A lesson from an address or a file was won: it counts for nothing in the course, and there is nothing left of it to go
/// on with.
pub fn finish_other(state: &mut State, route: Option<Route>) -> Vec<Effect> {
    let progress = &mut state.course.progress;
    if let Some(route) = route {
        progress.forget_place(&route.fragment());
    }
    progress.finished = true;
    vec![save(state)]
}

/// Writes down the score of a game day, if it is the level's best.
pub fn record_game(state: &mut State, level: GameLevel, seed: &str, score: u32) -> Vec<Effect> {
    let seed = seed.to_owned();
    let progress = &mut state.course.progress;
    progress.record_game(level.name(), Best { score, seed });
    progress.finished = true;
    vec![save(state)]
}

/// Asks for the list of lessons, unless it is here or on its way.
pub fn fetch_index(state: &mut State) -> Vec<Effect> {
    match state.course.index {
        Listed::Asked | Listed::Here(_) => Vec::new(),
        Listed::Unasked | Listed::Missing(_) => {
            state.course.index = Listed::Asked;
            vec![Effect::FetchIndex]
        }
    }
}

/// That somebody was here, so that the next visit does not begin with the first minute.
pub fn mark_visit(state: &mut State) -> Vec<Effect> {
    match std::mem::replace(&mut state.course.visited, true) {
        true => Vec::new(),
        false => vec![save(state)],
    }
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

pub fn save(state: &State) -> Effect {
    Effect::SaveProgress(state.course.progress.to_text())
}
