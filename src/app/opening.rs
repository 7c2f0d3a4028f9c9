//! How a run becomes the present one: a ready-made start, a transcript, another seed, a branch that was left.

use crate::app::course;
use crate::app::effect::Effect;
use crate::app::game;
use crate::app::notice::{Door, Notice, bad, good};
use crate::app::route::Route;
use crate::app::run::Run;
use crate::app::starts;
use crate::app::state::{Calm, State};
use crate::app::update::refresh;
use crate::app::window::{Menu, Screen, Tab};
use std::rc::Rc;

/// Where a run comes from that this browser kept: it is opened where its visitor left it.
pub const LAST_VISIT: &str = "your last visit";

pub fn start(state: &mut State, name: &str) -> Vec<Effect> {
    let seed = state.run.seed().to_owned();
    match starts::ALL.iter().find(|start| start.name == name) {
        Some(start) => {
            let mut effects = open(state, &start.transcript(&seed), None);
            state.playing = true;
            effects.push(Effect::Focus("stage".to_owned()));
            effects
        }
        None => Vec::new(),
    }
}

/// Opens a transcript in the sandbox; a bad one changes nothing.
pub fn open(state: &mut State, text: &str, from: Option<&str>) -> Vec<Effect> {
    if from.is_some() && game::show_record(state, text) {
        return Vec::new();
    }
    match Run::open(text) {
        Ok(run) => {
            let left = left_behind(state, &run);
            enter(state, run);
            state.course.in_sandbox = true;
            let kept = match left.is_empty() {
                true => "",
                false => " The run that was in the sandbox is kept under Runs.",
            };
            if from == Some(LAST_VISIT) {
                state.run.seek_to_last_line();
                refresh(state);
            } else if let Some(from) = from {
                state.notice = Some(good(format!("Opened the run from {from}.{kept}")));
            } else if !kept.is_empty() {
                state.notice = Some(good(kept.trim_start()));
            }
            state.branches = left;
            let mut effects = course::keep_run(state);
            effects.extend(course::mark_visit(state));
            effects.push(Effect::Address(Route::Sandbox.fragment()));
            effects
        }
        Err(reason) => {
            let from = from.unwrap_or("this text");
            state.notice = Some(bad(format!(
                "The run from {from} cannot be opened, and yours is as it was. {reason}"
            )));
            Vec::new()
        }
    }
}

/// The runs of the sandbox that another one takes the place of: the one that it held, and those that were left there.
fn left_behind(state: &mut State, new: &Run) -> Vec<String> {
    let mut left = match state.course.in_sandbox {
        true => std::mem::take(&mut state.branches),
        false => Vec::new(),
    };
    let held = state.course.sandbox.clone();
    let is_something = |text: &String| text.contains("given ") && *text != new.text();
    left.extend(held.filter(is_something));
    left
}

/// Makes a run the present one; whoever calls this says what it is for.
pub fn enter(state: &mut State, run: Run) {
    state.screen = Screen::Lab;
    state.tour = None;
    state.lesson = None;
    state.coming = None;
    state.game = None;
    state.auto = false;
    state.course.in_sandbox = false;
    if !state.tabs().contains(&state.tab) {
        state.tab = Tab::Inspector;
    }
    replace(state, run);
}

/// Puts another run into the place of the present one, for the same purpose.
fn replace(state: &mut State, run: Run) {
    state.run = run;
    state.playing = false;
    state.carry_ms = 0.0;
    state.selected = None;
    state.menu = Menu::Closed;
    state.notice = None;
    state.terminal = Default::default();
    state.branches = Vec::new();
    state.calm = Rc::new(Calm::new(state.run.view()));
    state.incident = None;
    refresh(state);
}

pub fn empty_sandbox(state: &mut State) -> Vec<Effect> {
    open(state, &format!("seed {}\n", state.run.seed()), None)
}

pub fn next_seed(state: &mut State) -> Vec<Effect> {
    let new = starts::next_seed(state.run.seed());
    if state.lesson.is_some() {
        // What was done in it would be gone by a slip of the finger.
        state.notice = Some(Notice {
            text: format!("Other luck is another run: the lesson begins anew, with seed {new}."),
            bad: false,
            door: Some(Door::OtherLuck),
        });
        return Vec::new();
    }
    let text = state.run.text_under(new);
    let effects = open(state, &text, None);
    state.notice = Some(good(format!("The same run with other luck: seed {new}.")));
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
    state.notice = Some(good("This is the earlier branch. The other one is kept."));
    refresh(state);
    course::keep_run(state)
}
