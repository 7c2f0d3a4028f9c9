//! How the clock is started and stopped, by whomever.

use crate::app::course::keep_run;
use crate::app::effect::Effect;
use crate::app::follow::refresh;
use crate::app::notice::good;
use crate::app::state::State;

/// How often panels are drawn while the clock runs.
pub const CALM_MS: f64 = 250.0;

/// Starts the clock, slowly.
pub fn start(state: &mut State) {
    state.clock.playing = true;
    state.clock.quiet_ms = 0.0;
    state.clock.carry_ms = 0.0;
}

/// Stops the clock because somebody asks for it.
pub fn pause(state: &mut State) -> Vec<Effect> {
    state.clock.playing = false;
    if let Some(play) = &mut state.lesson {
        play.forward = false;
    }
    refresh(state);
    keep_run(state)
}

/// Stops the clock because an incident has opened.
pub fn pause_at_incident(state: &mut State) {
    state.clock.playing = false;
    state.window.notice = Some(good(
        "Paused: an incident has begun. What will happen? Predict, then play on.",
    ));
}
