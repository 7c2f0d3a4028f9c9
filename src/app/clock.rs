//! The clock: ticks, pauses, steps and leaps.

use crate::app::effect::Effect;
use crate::app::follow::refresh;
use crate::app::game;
use crate::app::lesson;
use crate::app::msg::Msg;
use crate::app::notice::good;
use crate::app::pace::{self, SPEEDS};
use crate::app::playing::{CALM_MS, pause, pause_at_incident, start};
use crate::app::run::Halt;
use crate::app::state::State;
use crate::app::tour::Step;
use crate::app::tour_update;
use crate::language::Outcome;
use crate::sim::{SimDuration, SimTime};
use crate::world::View;

/// A tab that slept does not make the clock leap.
const LONGEST_TICK_MS: f64 = 100.0;

/// Whatever is asked of the clock.
pub fn react(state: &mut State, msg: Msg) -> Vec<Effect> {
    match msg {
        Msg::Tick(ms) => return tick(state, ms),
        Msg::TogglePlay if state.clock.playing => return pause(state),
        Msg::TogglePlay => {
            state.window.notice = None;
            if lesson::lets_play(state) {
                start(state);
            }
        }
        Msg::StepForward if lesson::lets_play(state) => step(state),
        Msg::Speed(speed) => set_speed(state, speed),
        Msg::Faster(way) if state.in_game() => return game::faster(state, way),
        Msg::Faster(way) => set_speed(state, state.clock.speed.saturating_add_signed(way)),
        Msg::ToggleAuto => {
            state.clock.auto = !state.clock.auto;
            state.clock.quiet_ms = 0.0;
        }
        Msg::SeekTo(time) => seek(state, time),
        Msg::TogglePauses => state.clock.pauses = !state.clock.pauses,
        Msg::Restart => seek(state, SimTime::START),
        _ => {}
    }
    Vec::new()
}

fn set_speed(state: &mut State, speed: usize) {
    state.clock.auto = false;
    state.clock.speed = speed.min(SPEEDS.len() - 1);
}

fn tick(state: &mut State, ms: f64) -> Vec<Effect> {
    if !state.clock.playing {
        return Vec::new();
    }
    let ms = ms.clamp(0.0, LONGEST_TICK_MS);
    if state.in_game() {
        return game::tick(state, ms);
    }
    if let Some(tour) = &mut state.tour
        && tour.step == Step::Dark
    {
        tour.dark_ms += ms;
    }
    let pace = state.pace();
    let due = ms * pace + state.clock.carry_ms;
    let whole = due.floor();
    state.clock.carry_ms = due - whole;
    let by = SimDuration::from_ms(whole as u64);
    let halted = match (&state.lesson, state.clock.pauses && state.tour.is_none()) {
        (Some(_), _) => in_lesson(state, ms, by),
        (None, true) if state.clock.auto => with_news(state, ms, by, true),
        (None, false) if state.clock.auto => with_news(state, ms, by, false),
        (None, true) => state.run.advance(by, Halt::Incident),
        (None, false) => state.run.advance(by, Halt::Never),
    };
    state.drawn.frame = state.run.view();
    state.drawn.ticker.pass(ms, &state.drawn.frame);
    if lesson::after_tick(state) {
        state.todo.turn = true;
        refresh(state);
    } else if tour_update::after_tick(state) || state.lesson.is_some() && halted {
        refresh(state);
    } else if halted {
        pause_at_incident(state);
        refresh(state);
    } else {
        state.drawn.calm_age_ms += ms;
        if state.drawn.calm_age_ms >= CALM_MS {
            refresh(state);
        }
    }
    Vec::new()
}

/// Lets time pass in a lesson, and halts where the present step comes to its end.
fn in_lesson(state: &mut State, ms: f64, by: SimDuration) -> bool {
    let State {
        run,
        lesson,
        clock,
        drawn,
        ..
    } = state;
    let Some(play) = lesson else { return false };
    let (mut news, mut ends) = (false, false);
    // Whoever looks again at a step that is done is back at its end, and no further.
    let end = play.end_ahead(run.now());
    let by = end.map_or(by, |end| by.min(end.since(run.now())));
    run.advance_unless(by, |view, outcomes, new| {
        news = new;
        ends = lesson::is_at_end(play, view, outcomes);
        ends || clock.auto && new
    });
    // Whoever may still do something about an incident needs the time for it.
    let open = run.view().open_incidents().next().is_some();
    let idle = open && !play.forward || !drawn.guide.goes_on;
    let is_back = end == Some(run.now());
    count_quiet(state, ms, news, idle);
    if is_back {
        state.clock.playing = false;
    }
    ends || is_back
}

/// Lets time pass until something is reported; tells whether an incident has opened.
fn with_news(state: &mut State, ms: f64, by: SimDuration, pauses: bool) -> bool {
    let known = state.run.view().incidents.len();
    let (mut news, mut opened) = (false, false);
    state.run.advance_unless(by, |view, _, new| {
        news = new;
        opened = view.incidents.len() > known;
        news || opened
    });
    let idle = state.run.next_due().is_none();
    count_quiet(state, ms, news, idle);
    opened && pauses
}

/// How long nothing has happened, which sets the pace.
fn count_quiet(state: &mut State, ms: f64, news: bool, idle: bool) {
    let forward = state.lesson.as_ref().is_some_and(|play| play.forward);
    state.clock.quiet_ms = match (news, idle) {
        // Whoever presses Fast-forward has seen enough of what goes on.
        (true, _) if forward => pace::SLOW_MS,
        (true, _) => 0.0,
        (false, true) => (state.clock.quiet_ms + ms).min(pace::quiet_while_idle()),
        (false, false) => state.clock.quiet_ms + ms,
    };
    if news {
        state.clock.carry_ms = 0.0;
    }
}

fn step(state: &mut State) {
    state.clock.playing = false;
    let State { run, lesson, .. } = state;
    let end = lesson.as_ref().and_then(|play| play.end_ahead(run.now()));
    let ends = |view: &View, outcomes: &[Outcome]| {
        let play = lesson.as_ref();
        play.is_some_and(|play| lesson::is_at_end(play, view, outcomes))
            || end.is_some_and(|end| view.now >= end)
    };
    if !run.step(ends) {
        state.window.notice = Some(good(
            "No event lies ahead. Time can still pass: press Play.",
        ));
    }
    refresh(state);
}

fn seek(state: &mut State, time: SimTime) {
    state.clock.playing = false;
    state.run.seek(time.max(SimTime::START));
    refresh(state);
}
