//! What can be opened: a ready-made start, a transcript, the record of a game day, another seed, a branch that was left.

use crate::app::course::keep_run;
use crate::app::effect::Effect;
use crate::app::enter::replace;
use crate::app::follow::refresh;
use crate::app::game::show_record;
use crate::app::notice::{Door, Notice, good};
use crate::app::run::Run;
use crate::app::sandbox;
use crate::app::starts;
use crate::app::state::State;

pub fn start(state: &mut State, name: &str) -> Vec<Effect> {
    let seed = state.run.seed().to_owned();
    match starts::ALL.iter().find(|start| start.name == name) {
        Some(start) => {
            let mut effects = sandbox::open(state, &start.transcript(&seed), None);
            state.clock.playing = true;
            effects.push(Effect::Focus("stage".to_owned()));
            effects
        }
        None => Vec::new(),
    }
}

/// Opens a transcript: the record of a game day is shown, and any other run comes to the sandbox.
pub fn open(state: &mut State, text: &str, from: Option<&str>) -> Vec<Effect> {
    if from.is_some() && show_record(state, text) {
        return Vec::new();
    }
    sandbox::open(state, text, from)
}

pub fn empty_sandbox(state: &mut State) -> Vec<Effect> {
    sandbox::open(state, &format!("seed {}\n", state.run.seed()), None)
}

pub fn next_seed(state: &mut State) -> Vec<Effect> {
    let new = starts::next_seed(state.run.seed());
    if state.lesson.is_some() {
        // What was done in it would be gone by a slip of the finger.
        state.window.notice = Some(Notice {
            text: format!("Other luck is another run: the lesson begins anew, with seed {new}."),
            bad: false,
            door: Some(Door::OtherLuck),
        });
        return Vec::new();
    }
    let text = state.run.text_under(new);
    let effects = sandbox::open(state, &text, None);
    state.window.notice = Some(good(format!("The same run with other luck: seed {new}.")));
    effects
}

/// Changes places with a branch that was left.
pub fn open_branch(state: &mut State, place: usize) -> Vec<Effect> {
    let Some(text) = state.branches.get(place).cloned() else {
        return Vec::new();
    };
    let Ok(run) = Run::open(&text) else {
        return Vec::new();
    };
    let mut branches = std::mem::take(&mut state.branches);
    branches[place] = state.run.text();
    replace(state, run);
    state.run.seek_to_last_line();
    state.branches = branches;
    state.window.notice = Some(good("This is the earlier branch. The other one is kept."));
    refresh(state);
    keep_run(state)
}
