//! The clock: ticks, pauses, steps and leaps.

use crate::app::msg::Effect;
use crate::app::run::Halt;
use crate::app::state::State;
use crate::app::tour::Step;
use crate::app::tour_update;
use crate::app::update::{good, refresh};
use crate::sim::{SimDuration, SimTime};

/// How often panels are drawn while the clock runs.
const CALM_MS: f64 = 250.0;

/// A tab that slept does not make the clock leap.
const LONGEST_TICK_MS: f64 = 100.0;

pub fn tick(state: &mut State, ms: f64) -> Vec<Effect> {
    if !state.playing {
        return Vec::new();
    }
    let ms = ms.clamp(0.0, LONGEST_TICK_MS);
    if let Some(tour) = &mut state.tour
        && tour.step == Step::Dark
    {
        tour.dark_ms += ms;
    }
    let pace = state.pace();
    let due = ms * pace + state.carry_ms;
    let whole = due.floor();
    state.carry_ms = due - whole;
    let halt = match state.pauses && state.tour.is_none() {
        true => Halt::Incident,
        false => Halt::Never,
    };
    let halted = state.run.advance(SimDuration::from_ms(whole as u64), halt);
    state.frame = state.run.view();
    state.ticker.pass(ms, &state.frame);
    if tour_update::after_tick(state) {
        refresh(state);
    } else if halted {
        pause_at_incident(state);
        refresh(state);
    } else {
        state.calm_age_ms += ms;
        if state.calm_age_ms >= CALM_MS {
            refresh(state);
        }
    }
    Vec::new()
}

/// Stops the clock because an incident has opened.
pub fn pause_at_incident(state: &mut State) {
    state.playing = false;
    state.notice = Some(good(
        "Paused: an incident has begun. What will happen? Predict, then play on.",
    ));
}

pub fn step(state: &mut State) {
    state.playing = false;
    if !state.run.step() {
        state.notice = Some(good("Nothing more happens by itself."));
    }
    refresh(state);
}

pub fn seek(state: &mut State, time: SimTime) {
    state.playing = false;
    state.run.seek(time.max(SimTime::START));
    refresh(state);
}
