//! How a run becomes the present one.

use crate::app::follow::refresh;
use crate::app::run::Run;
use crate::app::state::{Calm, State};
use crate::app::window::{Menu, Screen, Tab};
use std::rc::Rc;

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
pub fn replace(state: &mut State, run: Run) {
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
