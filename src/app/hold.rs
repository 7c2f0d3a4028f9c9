//! The clock waits while somebody composes: it would run away under an open menu, a form or a line that is being written.

use crate::app::pace::Clock;
use crate::app::restore::Source;
use crate::app::state::State;
use crate::app::thing::Thing;
use crate::app::window::{Menu, Tab};

/// Whether something is open in which somebody chooses what to do. On a game day time goes on, as it does where one works; the
/// first minute leads itself.
pub fn composes(state: &State) -> bool {
    if state.in_game() || state.tour.is_some() {
        return false;
    }
    let window = &state.window;
    let typed = window.tab == Tab::Terminal && !state.terminal.input.trim().is_empty();
    let form = state.picker.as_ref().is_some_and(|picker| {
        let Source {
            region,
            resource_id,
        } = &picker.source;
        let has_it = |thing: &Thing| thing.has_backups(&state.drawn.frame, *region, resource_id);
        window.tab == Tab::Inspector && window.selected.as_ref().is_some_and(has_it)
    });
    window.menu != Menu::Closed || window.help || form || typed
}

/// The clock stops where something was opened, and goes on where it was closed. Who starts it meanwhile knows why.
pub fn follow(clock: &mut Clock, before: bool, now: bool) {
    match (before, now) {
        (false, true) => clock.held = clock.playing,
        (true, false) => clock.held = false,
        (false, false) | (true, true) => {}
    }
}
