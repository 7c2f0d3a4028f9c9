//! How a run becomes the present one.

use crate::app::follow::refresh;
use crate::app::run::Run;
use crate::app::state::State;
use crate::app::window::{Menu, Screen, Tab};

/// Makes a run the present one; whoever calls this says what it is for.
pub fn enter(state: &mut State, run: Run) {
    state.window.screen = Screen::Lab;
    state.tour = None;
    state.lesson = None;
    state.coming = None;
    state.game = None;
    state.clock.auto = false;
    state.course.in_sandbox = false;
    if !state.tabs().contains(&state.window.tab) {
        state.window.tab = Tab::Inspector;
    }
    replace(state, run);
}

/// Puts another run into the place of the present one, for the same purpose.
pub fn replace(state: &mut State, run: Run) {
    state.run = run;
    state.clock.playing = false;
    state.clock.carry_ms = 0.0;
    state.window.selected = None;
    state.window.menu = Menu::Closed;
    state.window.notice = None;
    state.terminal = Default::default();
    state.branches = Vec::new();
    state.drawn.begin(&state.run);
    state.window.incident = None;
    refresh(state);
}
