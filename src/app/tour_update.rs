//! How the first minute goes on.

use crate::app::ask::{Ask, On, focus};
use crate::app::effect::Effect;
use crate::app::pace::Clock;
use crate::app::route::Route;
use crate::app::run::Run;
use crate::app::starts;
use crate::app::thing::Thing;
use crate::app::tour::{CUT, DELETE, Step, Tour, TourMsg};
use crate::sim::SimDuration;

/// How long to wait at most until the standby is in step again.
const UNTIL_PROTECTED: SimDuration = SimDuration::from_hours(6);

pub fn react(tour: &mut Option<Tour>, clock: &Clock, run: &mut Run, msg: TourMsg) -> Vec<Ask> {
    match msg {
        TourMsg::Begin => return begin(run, true),
        TourMsg::SameSeedSingleAz => return begin(run, false),
        TourMsg::Repair => return repair(tour, run),
        TourMsg::CutPower => return strike(tour, clock, CUT, Step::Dark),
        TourMsg::Delete => {
            until_protected(run);
            let mut asks = strike(tour, clock, DELETE, Step::Mark);
            asks.push(Ask::Visited);
            return asks;
        }
        TourMsg::When(when) => with_tour(tour, |tour| tour.when = Some(when)),
        TourMsg::Lost(lost) => with_tour(tour, |tour| tour.lost = Some(lost)),
        TourMsg::Saves(saves) => with_tour(tour, |tour| tour.saves = Some(saves)),
    }
    Vec::new()
}

fn with_tour(tour: &mut Option<Tour>, change: impl FnOnce(&mut Tour)) {
    if let Some(tour) = tour {
        change(tour);
    }
}

/// The run of the first minute becomes the sandbox's.
fn repair(tour: &mut Option<Tour>, run: &Run) -> Vec<Ask> {
    *tour = None;
    let view = run.view();
    let first = view.databases.first().map(Thing::database);
    let mut asks = vec![Ask::Stop, Ask::Settle];
    asks.extend(first.map(Ask::Select));
    let address = Effect::Address(Route::Sandbox.fragment());
    asks.extend([Ask::Look, Ask::Keep, Ask::Do(address), focus("stage")]);
    // What one came for, which stands below the stage on a narrow screen.
    asks.push(Ask::Do(Effect::Show("ways".to_owned())));
    asks
}

/// The first minute from its beginning, under the seed at hand.
pub fn begin(run: &Run, multi_az: bool) -> Vec<Ask> {
    let view = run.view();
    let incident = view.incidents.first().filter(|_| !multi_az);
    let before = incident.map(|incident| incident.write_outage);
    let text = starts::first_minute(run.seed(), multi_az);
    let mut asks = Vec::new();
    if let Ok(run) = Run::open(&text) {
        let on = On::Tour(Tour::new(multi_az, before));
        asks.push(Ask::Enter(Box::new(run), on));
    }
    asks.push(focus("headline"));
    asks
}

fn strike(tour: &mut Option<Tour>, clock: &Clock, line: &str, next: Step) -> Vec<Ask> {
    with_tour(tour, |tour| tour.step = next);
    let mut asks = vec![Ask::Run(line.to_owned()), Ask::Play];
    if !clock.playing {
        asks.push(Ask::Leap);
    }
    // The button that was pressed is gone.
    asks.push(focus("headline"));
    asks
}

/// Lets time pass until the power is back and the standby in step.
fn until_protected(run: &mut Run) {
    let end = run.now() + UNTIL_PROTECTED;
    let waits = |run: &Run| {
        let view = run.view();
        !view.faults.is_empty()
            || view
                .databases
                .iter()
                .any(|entry| entry.multi_az && !entry.protected)
    };
    while waits(run) && run.now() < end {
        run.advance(SimDuration::from_secs(30));
    }
}

/// Lets so much real time pass. The clock stops where the first minute has come to its next step.
pub fn tick(tour: &mut Tour, clock: &mut Clock, run: &mut Run, ms: f64) -> Vec<Ask> {
    if tour.step == Step::Dark {
        tour.dark_ms += ms;
    }
    run.advance(clock.due(ms, tour.pace()));
    let mut asks = vec![Ask::Frame(ms)];
    if tour.step == Step::Dark && Tour::is_over(&run.view()) {
        tour.step = Step::Answer;
        asks.extend([Ask::Stop, Ask::Look]);
    }
    asks
}
