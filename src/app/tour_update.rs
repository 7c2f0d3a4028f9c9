//! How the first minute goes on.

use crate::app::act::act;
use crate::app::course::{keep_run, mark_visit};
use crate::app::effect::Effect;
use crate::app::enter::enter;
use crate::app::follow::refresh;
use crate::app::route::Route;
use crate::app::run::{Halt, Run};
use crate::app::starts;
use crate::app::state::State;
use crate::app::thing::Thing;
use crate::app::tour::{CUT, DELETE, Step, Tour, TourMsg};
use crate::sim::SimDuration;

/// How long to wait at most until the standby is in step again.
const UNTIL_PROTECTED: SimDuration = SimDuration::from_hours(6);

pub fn react(state: &mut State, msg: TourMsg) -> Vec<Effect> {
    match msg {
        TourMsg::Begin => return begin(state, true),
        TourMsg::SameSeedSingleAz => return begin(state, false),
        TourMsg::Repair => return repair(state),
        TourMsg::CutPower => return strike(state, CUT, Step::Dark),
        TourMsg::Delete => {
            until_protected(state);
            let mut effects = strike(state, DELETE, Step::Mark);
            effects.extend(mark_visit(&mut state.course));
            return effects;
        }
        TourMsg::When(when) => with_tour(state, |tour| tour.when = Some(when)),
        TourMsg::Lost(lost) => with_tour(state, |tour| tour.lost = Some(lost)),
        TourMsg::Saves(saves) => with_tour(state, |tour| tour.saves = Some(saves)),
    }
    Vec::new()
}

fn with_tour(state: &mut State, change: impl FnOnce(&mut Tour)) {
    if let Some(tour) = &mut state.tour {
        change(tour);
    }
}

/// The run of the first minute becomes the sandbox's.
fn repair(state: &mut State) -> Vec<Effect> {
    state.tour = None;
    state.clock.playing = false;
    state.course.in_sandbox = true;
    state.window.selected = state.drawn.frame.databases.first().map(Thing::database);
    refresh(state);
    let mut effects = keep_run(state);
    effects.push(Effect::Address(Route::Sandbox.fragment()));
    effects.push(Effect::Focus("stage".to_owned()));
    effects
}

/// The first minute from its beginning, under the seed at hand.
pub fn begin(state: &mut State, multi_az: bool) -> Vec<Effect> {
    let before = state
        .drawn
        .frame
        .incidents
        .first()
        .filter(|_| !multi_az)
        .map(|incident| incident.write_outage);
    let text = starts::first_minute(state.run.seed(), multi_az);
    if let Ok(run) = Run::open(&text) {
        enter(state, run);
        state.tour = Some(Tour::new(multi_az, before));
        state.window.selected = None;
        state.clock.playing = true;
    }
    vec![Effect::Focus("headline".to_owned())]
}

fn strike(state: &mut State, line: &str, next: Step) -> Vec<Effect> {
    act(state, line);
    state.todo.leapt = !state.clock.playing;
    state.clock.playing = true;
    with_tour(state, |tour| tour.step = next);
    // The button that was pressed is gone.
    vec![Effect::Focus("headline".to_owned())]
}

/// Lets time pass until the power is back and the standby in step.
fn until_protected(state: &mut State) {
    let end = state.run.now() + UNTIL_PROTECTED;
    let waits = |state: &State| {
        let view = state.run.view();
        !view.faults.is_empty()
            || view
                .databases
                .iter()
                .any(|entry| entry.multi_az && !entry.protected)
    };
    while waits(state) && state.run.now() < end {
        state.run.advance(SimDuration::from_secs(30), Halt::Never);
    }
}

/// Whether the first minute has come to its next step by itself.
pub fn after_tick(state: &mut State) -> bool {
    let over = Tour::is_over(&state.drawn.frame);
    match &mut state.tour {
        Some(tour) if tour.step == Step::Dark && over => {
            tour.step = Step::Answer;
            state.clock.playing = false;
            true
        }
        _ => false,
    }
}
