//! The course: which lessons there are, which of them are done, and where its learner was last.

use crate::app::game;
use crate::app::lesson;
use crate::app::msg::Effect;
use crate::app::progress::{Best, Predicted, Progress};
use crate::app::state::State;
use crate::lesson::GameLevel;

pub use crate::app::progress::Place;

/// What the home page knows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CourseState {
    pub progress: Progress,
}

#[derive(Clone, Debug, PartialEq)]
pub enum CourseMsg {}

pub fn react(_state: &mut State, msg: CourseMsg) -> Vec<Effect> {
    match msg {}
}

/// Writes down that a lesson was won, and how its predictions fared.
pub fn record_lesson(state: &mut State, id: &str, right: u32, asked: u32) -> Vec<Effect> {
    let progress = &mut state.course.progress;
    progress.record_lesson(id, Predicted { right, asked });
    progress.forget_place(&format!("/lesson/{id}"));
    vec![save(state)]
}

/// Writes down the score of a game day, if it is the level's best.
pub fn record_game(state: &mut State, level: GameLevel, seed: &str, score: u32) -> Vec<Effect> {
    let seed = seed.to_owned();
    let progress = &mut state.course.progress;
    progress.record_game(level.name(), Best { score, seed });
    vec![save(state)]
}

/// Keeps the present run where it belongs: to its lesson, its game day, or the sandbox. Call it whenever one has come on.
pub fn keep_run(state: &mut State) -> Vec<Effect> {
    let text = state.run.text();
    match lesson::place(state).or_else(|| game::place(state)) {
        Some(place) => {
            let place = Place { run: text, ..place };
            state.course.progress.remember(place);
            vec![save(state)]
        }
        None => vec![Effect::Save(text)],
    }
}

fn save(state: &State) -> Effect {
    Effect::SaveProgress(state.course.progress.to_text())
}
