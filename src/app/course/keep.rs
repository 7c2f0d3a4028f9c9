//! Where a run is kept, so that its learner can go on with it.

use crate::app::course::known::named_sandbox;
use crate::app::course::record::save;
use crate::app::effect::Effect;
use crate::app::game::place as place_in_game;
use crate::app::lesson::{Page, place as place_in_lesson, start};
use crate::app::progress::Place;
use crate::app::run::Run;
use crate::app::state::State;

/// Asks for the present run to be kept, once the message has been reacted to. Call it whenever one has come on.
pub fn keep_run(state: &mut State) -> Vec<Effect> {
    state.todo.keep = true;
    Vec::new()
}

/// Keeps the present run where it belongs: to its lesson, its game day, or the sandbox.
pub fn keep(state: &mut State) -> Vec<Effect> {
    let text = state.run.text();
    if state.lesson.as_ref().is_some_and(|play| play.won) {
        // There is nothing left to go on with.
        return Vec::new();
    }
    if let Some(place) = untouched(state) {
        // Whoever only looked in has nothing to go on with.
        state.course.progress.forget_place(&place.route);
        return vec![save(&state.course)];
    }
    if let Some(place) = place_in_lesson(state).or_else(|| place_in_game(state)) {
        let place = Place { run: text, ..place };
        state.course.progress.remember(place);
        return vec![save(&state.course)];
    }
    if !state.course.in_sandbox {
        return Vec::new();
    }
    state.course.sandbox = Some(text.clone());
    if !state.run.view().databases.is_empty() {
        let place = sandbox_place(state);
        state.course.progress.remember(place);
    }
    vec![Effect::Save(text), save(&state.course)]
}

/// The place of the lesson on the stage, if it stands at its introduction and no line was run.
fn untouched(state: &State) -> Option<Place> {
    let play = state.lesson.as_ref()?;
    if play.page != Page::Introduction {
        return None;
    }
    let begun = Run::open(&start(&play.lesson, state.run.seed())).ok()?;
    place_in_lesson(state).filter(|_| begun.text() == state.run.text())
}

fn sandbox_place(state: &State) -> Place {
    let view = state.run.view();
    let names: Vec<&str> = view
        .databases
        .iter()
        .map(|entry| entry.id.as_str())
        .collect();
    named_sandbox(format!("{} · seed {}", names.join(", "), state.run.seed()))
}
