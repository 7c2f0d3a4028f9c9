//! How the first minute goes on.

use crate::app::ask::{Ask, On, focus};
use crate::app::clock::land;
use crate::app::effect::Effect;
use crate::app::landing::Landing;
use crate::app::pace::Clock;
use crate::app::route::Route;
use crate::app::run::Run;
use crate::app::starts;
use crate::app::thing::Thing;
use crate::app::tour::{CUT, DELETE, HowMany, Step, Tour, TourMsg, When};
use crate::app::tour_guide::QUESTION;
use crate::sim::SimDuration;
use crate::world::View;

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
        TourMsg::ToQuestion => {
            return vec![
                focus(QUESTION),
                Ask::Land(Landing::Read(QUESTION.to_owned())),
            ];
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
#[inline(never)]
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

/// What was answered so far, as a link carries it: the places of the answers.
#[inline(never)]
pub fn answers(tour: &Tour) -> String {
    let place = |place: Option<usize>| place.map_or_else(|| "-".to_owned(), |one| one.to_string());
    let when = When::ALL.iter().position(|one| tour.when == Some(*one));
    let lost = HowMany::ALL.iter().position(|one| tour.lost == Some(*one));
    [when, lost, tour.saves.map(usize::from)]
        .map(place)
        .concat()
}

/// The first minute of a link: its run, and what was answered. Nothing if the run cannot be opened.
pub fn shared(text: &str, answers: &str) -> Option<Ask> {
    let run = Run::open(text).ok()?;
    let multi_az = run.view().databases.iter().any(|entry| entry.multi_az);
    let mut tour = Tour::new(multi_az, None);
    let mut places = answers
        .chars()
        .map(|one| one.to_digit(10).map(|one| one as usize));
    let mut next = || places.next().flatten();
    tour.when = next().and_then(|place| When::ALL.get(place).copied());
    tour.lost = next().and_then(|place| HowMany::ALL.get(place).copied());
    tour.saves = next().map(|place| place == 1);
    Some(Ask::Enter(Box::new(run), On::Tour(tour)))
}

/// How far the first minute has come by now.
pub fn step_at(view: &View) -> Step {
    match view.incidents.len() {
        0 => Step::Ask,
        1 if Tour::is_over(view) => Step::Answer,
        1 => Step::Dark,
        _ => Step::Mark,
    }
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
        land(run, |_| true);
        tour.step = Step::Answer;
        asks.extend([Ask::Stop, Ask::Look]);
    }
    asks
}
