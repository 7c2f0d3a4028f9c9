//! The clock of a lesson: it halts where the present step comes to its end, and where it is the learner's turn.

use crate::app::ask::Ask;
use crate::app::clock::land;
use crate::app::landing::Landing;
use crate::app::lesson::foreseen::{Guide, Offer};
use crate::app::lesson::observe::{ends_alone, ends_late, is_at_end, still_goes_on};
use crate::app::lesson::play::LessonPlay;
use crate::app::pace::{self, Clock};
use crate::app::run::Run;
use crate::sim::SimDuration;
use crate::world::View;

/// Lets so much real time pass. `guide` is what was last seen of the present step.
pub fn tick(
    play: &mut LessonPlay,
    guide: &Guide,
    clock: &mut Clock,
    run: &mut Run,
    ms: f64,
) -> Vec<Ask> {
    let leap = play.leap;
    let by = clock.due(ms, leap.map_or_else(|| clock.pace(), |leap| leap.pace));
    let by = leap.map_or(by, |leap| by.min(leap.until.since(run.now())));
    let (mut news, mut ends) = (false, false);
    // Whoever looks again at a step that is done is back at its end, and no further.
    let end = play.end_ahead(run.now());
    let by = end.map_or(by, |end| by.min(end.since(run.now())));
    run.advance_unless(by, |view, outcomes, new| {
        news = new;
        ends = is_at_end(play, view, outcomes);
        ends || clock.auto && new && leap.is_none()
    });
    if ends {
        let outcomes = run.outcomes().to_vec();
        land(run, |view| is_at_end(play, view, &outcomes));
    }
    // Whoever may still do something about an incident needs the time for it; who has nothing left to do but wait for hours does not.
    let is_open = run.view().open_incidents().next().is_some();
    // To foresee is dear: only where it would hold the clock back.
    let is_slow = is_open && !play.forward && clock.quiet_ms + ms >= pace::quiet_while_idle();
    let open = is_open && !(is_slow && ends_late(run, play));
    let idle = open && !play.forward || !guide.goes_on;
    // Whoever presses Fast-forward has seen enough of what goes on.
    let after_news = if play.forward { pace::SLOW_MS } else { 0.0 };
    clock.count_quiet(ms, news, idle, after_news);
    if let Some(left) = time_to_press(play, guide, &run.view()) {
        clock.quiet_ms = clock.quiet_ms.min(pace::quiet_while_urgent(left));
    }
    let is_back = end == Some(run.now());
    let is_there = leap.is_some_and(|leap| run.now() >= leap.until);
    clock.playing &= !is_back && !is_there;
    if is_there {
        play.leap = None;
    }
    let mut asks = vec![Ask::Frame(ms)];
    if leap.is_none() && is_learners_turn(play, guide, clock, run) {
        play.forward = false;
        clock.playing = false;
        asks.extend([Ask::Land(Landing::Turn), Ask::Turn, Ask::Look]);
    } else if ends || is_back || is_there {
        asks.push(Ask::Look);
    }
    asks
}

/// What is left of the RTO while a button can still be pressed that may bring its incident to an end.
fn time_to_press(play: &LessonPlay, guide: &Guide, view: &View) -> Option<SimDuration> {
    let may_act = play.is_open() && guide.offers.iter().any(Offer::may_mend);
    left_of_rto(view).filter(|_| may_act && !play.forward)
}

/// What is left of the RTO of the incident that has been open for longest.
pub(super) fn left_of_rto(view: &View) -> Option<SimDuration> {
    let rto = view.goals.rto?;
    let last = view.open_incidents().map(|incident| incident.at).min()? + rto;
    (view.now < last).then(|| last.since(view.now))
}

/// Whether a fast-forward waits in vain, or what the clock that chooses its own speed waited for has come.
fn is_learners_turn(play: &LessonPlay, guide: &Guide, clock: &Clock, run: &Run) -> bool {
    if !play.is_open() {
        return false;
    }
    // What an action brings about is watched for a moment, even where nothing more comes of it.
    let watched = play.watches && clock.quiet_ms >= pace::SLOW_MS;
    let waited = play.forward || clock.auto && (guide.goes_on || watched);
    // A database is ready that was asked for: whatever else may come by itself, there is something to do now, unless all was done
    // before it was ready.
    let is_ready = guide.making && !run.view().databases.iter().any(pace::is_being_made);
    let hurries = play.forward || clock.auto;
    let passes = guide.fleeting && (play.watches || play.forward);
    is_ready && hurries && !ends_alone(run, play)
        || passes
        || waited && !still_goes_on(run, play, guide)
}
