//! The clock: ticks, pauses, steps and leaps.

use crate::app::ask::Ask;
use crate::app::landing::Landing;
use crate::app::lesson::{self, LessonPlay};
use crate::app::msg::Msg;
use crate::app::notice::good;
use crate::app::pace::{self, Clock};
use crate::app::run::Run;
use crate::app::turn::Ahead;
use crate::app::ways;
use crate::language::Outcome;
use crate::sim::{SimDuration, SimTime};
use crate::world::{AppView, ChannelState, ChannelView, IncidentView, View, WriteFate, WriteView};

/// How long Auto does not fly where somebody can do something about what is not over, in real milliseconds. Who has done nothing
/// by then waits for what comes by itself.
const THINKING_MS: f64 = 10_000.0;

/// So far, and in such steps, does a clock go on that halts while an answer is on its way.
const STEP: SimDuration = SimDuration::from_ms(100);
const STEPS_MAX: u32 = 50;

/// Whatever is asked of the clock. A lesson lets it start, or not.
pub fn react(
    clock: &mut Clock,
    run: &mut Run,
    mut play: Option<&mut LessonPlay>,
    msg: Msg,
) -> Vec<Ask> {
    match msg {
        Msg::TogglePlay if clock.runs() => return vec![Ask::Pause],
        Msg::TogglePlay => {
            let mut asks = vec![Ask::Hush];
            match lesson::lets_play(play, run) {
                Ok(more) => {
                    clock.start();
                    asks.extend(more);
                }
                Err(why_not) => asks.extend(why_not),
            }
            return asks;
        }
        Msg::StepForward => {
            return match lesson::lets_play(play.as_deref_mut(), run) {
                Ok(mut asks) => {
                    asks.extend(step(clock, run, play.as_deref()));
                    asks
                }
                Err(why_not) => why_not,
            };
        }
        Msg::Speed(speed) => clock.set_speed(speed),
        Msg::Faster(way) => clock.set_speed(clock.place().saturating_add_signed(way)),
        Msg::ToggleAuto => {
            clock.speed = clock.place();
            clock.auto = !clock.auto;
            clock.quiet_ms = 0.0;
            // It halts at what comes from now on, not at what has come since all was looked at last.
            return vec![Ask::Look];
        }
        Msg::SeekTo(time) => return seek(clock, run, time),
        Msg::TogglePauses => clock.pauses = !clock.pauses,
        Msg::Restart => return seek(clock, run, SimTime::START),
        _ => {}
    }
    Vec::new()
}

/// Lets so much real time pass in the sandbox. Auto halts where what was waited for has come. `ahead` is what was last seen of that.
#[inline(never)]
pub fn tick(clock: &mut Clock, run: &mut Run, ahead: &Ahead, ms: f64) -> Vec<Ask> {
    let (auto, pauses) = (clock.auto, clock.pauses);
    let by = clock.due(ms, clock.pace());
    let before = run.view();
    let (known, healed_before) = (before.noticed_incidents(), healed(&before));
    let opened = |view: &View| pauses && view.noticed_incidents() > known;
    if auto {
        let next = ahead.next(run.now());
        let by = next.map_or(by, |next| by.min(next.since(run.now())));
        let mut news = false;
        run.advance_unless(by, |view, _, new| {
            news = new;
            news || opened(view) || ahead.is_done(view)
        });
        clock.waited_ms = if news { 0.0 } else { clock.waited_ms + ms };
        let thinks = ahead.waits_for_somebody() && clock.waited_ms < THINKING_MS;
        clock.count_quiet(ms, news, thinks || !ahead.goes_on(), 0.0);
    } else if pauses {
        run.advance_unless(by, |view, _, _| opened(view));
    } else {
        run.advance(by);
    }
    let mut asks = vec![Ask::Frame(ms)];
    if opened(&run.view()) {
        asks.extend(pause_at_incident(run));
        asks.push(Ask::Look);
    } else if auto && let Some(told) = ahead.come(run) {
        land_served(run);
        asks.extend([Ask::Stop, Ask::Say(good(told)), Ask::Look]);
        if healed(&run.view()) > healed_before {
            // What it came to, and what the other ways would have cost.
            asks.push(Ask::Land(Landing::Read("ways".to_owned())));
        }
    }
    asks
}

/// Lets so much real time pass for whoever works on a live question of an interview: nobody tells them when to act, and the clock
/// halts at nothing. Unless they set its speed it does not fly while an incident lasts and nothing is being made, so that it can be
/// read what has happened; nor once it is over.
#[inline(never)]
pub fn tick_alone(clock: &mut Clock, run: &mut Run, ms: f64) -> Vec<Ask> {
    let by = clock.due(ms, clock.pace());
    if clock.auto {
        let mut news = false;
        run.advance_unless(by, |_, _, new| {
            news = new;
            news
        });
        let view = run.view();
        let is_open = view.open_incidents().next().is_some();
        let makes = view.databases.iter().any(pace::is_being_made);
        clock.count_quiet(ms, news, !is_open && !makes, 0.0);
        if is_open && !makes {
            clock.quiet_ms = clock.quiet_ms.min(pace::SLOW_MS);
        }
    } else {
        run.advance(by);
    }
    vec![Ask::Frame(ms)]
}

/// How many wrong statements have been put right.
fn healed(view: &View) -> usize {
    let over = |one: &&IncidentView| one.damages_rows() && one.recovered_at.is_some();
    view.incidents.iter().filter(over).count()
}

/// A database that is there again is served a moment later: its clients try again every second. The clock that halts there goes on
/// until they have been answered, if they will be that soon.
#[inline(never)]
fn land_served(run: &mut Run) {
    let mut world = run.session().world().clone();
    for _ in 0..STEPS_MAX {
        if world.view().apps.iter().all(is_answered) {
            run.advance(world.now().since(run.now()));
            break;
        }
        world.advance_to(world.now() + STEP);
    }
    land(run, |_| true);
}

/// Whether what an application asks for is answered, or it asks for nothing.
fn is_answered(app: &AppView) -> bool {
    let channels = [&app.writes, &app.reads];
    let waits = |one: &&ChannelView| {
        matches!(one.state, ChannelState::Failing | ChannelState::Waiting) && one.rate > 0.0
    };
    !app.running || !channels.iter().any(waits)
}

/// Stops the clock because an incident has opened, and says what can be done about it.
pub fn pause_at_incident(run: &Run) -> [Ask; 2] {
    let told = match ways::told(run) {
        Some(possible) => format!("Paused: an incident has begun. {possible}"),
        None => "Paused: an incident has begun. Look, then play on.".to_owned(),
    };
    [Ask::Stop, Ask::Say(good(told))]
}

/// An application that is served again shows orders that were refused until the first one has landed: the clock that halts there
/// goes on so far, for as long as what it halts at stands.
pub fn land(run: &mut Run, stands: impl Fn(&View) -> bool) {
    let mut world = run.session().world().clone();
    for _ in 0..STEPS_MAX {
        let view = world.view();
        if !stands(&view) {
            return;
        }
        if !view.apps.iter().any(is_in_the_air) {
            break;
        }
        world.advance_to(world.now() + STEP);
    }
    run.advance(world.now().since(run.now()));
}

/// Whether an application's writes are accepted, and its newest order is not yet one of them.
fn is_in_the_air(app: &AppView) -> bool {
    let is_served = app.writes.state == ChannelState::Serving;
    let landed = |write: &WriteView| matches!(write.fate, WriteFate::Present | WriteFate::Damaged);
    let newest = app.recent.last().filter(|_| is_served);
    newest.is_some_and(|newest| !landed(newest))
}

#[inline(never)]
fn step(clock: &mut Clock, run: &mut Run, play: Option<&LessonPlay>) -> Vec<Ask> {
    clock.playing = false;
    let end = play.and_then(|play| play.end_ahead(run.now()));
    let ends = |view: &View, outcomes: &[Outcome]| {
        play.is_some_and(|play| lesson::is_at_end(play, view, outcomes))
            || end.is_some_and(|end| view.now >= end)
    };
    let mut asks = vec![Ask::Look];
    if !run.step(ends) {
        let told = "No event lies ahead. Time can still pass: press Play.";
        asks.push(Ask::Say(good(told)));
    }
    asks
}

fn seek(clock: &mut Clock, run: &mut Run, time: SimTime) -> Vec<Ask> {
    clock.playing = false;
    run.seek(time.max(SimTime::START));
    vec![Ask::Look]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::starts;

    #[test]
    fn a_clock_that_halts_at_a_recovery_goes_on_until_the_first_order_has_landed() {
        let text = starts::first_minute("KYIV", true) + "10s fault inject az-outage us-east-1a\n";
        let run = || {
            let mut run = Run::open(&text).expect("it can be opened");
            run.advance_unless(SimDuration::from_hours(1), |view, _, _| {
                let mut all = view.incidents.iter();
                all.any(|one| one.recovered_at == Some(view.now) && !one.apps.is_empty())
            });
            run
        };
        let newest = |run: &Run| run.view().apps[0].recent.last().map(|write| write.fate);
        let mut run = run();
        let recovered = run.now();
        assert_ne!(newest(&run), Some(WriteFate::Present), "it is in the air");
        let mut other = run.clone();
        land(&mut other, |view| view.now <= recovered);
        assert!(other.now() <= recovered, "what it halts at would not stand");
        land(&mut run, |_| true);
        assert_eq!(newest(&run), Some(WriteFate::Present));
        assert!(run.now().since(recovered) <= SimDuration::from_secs(5));
        let landed = run.now();
        land(&mut run, |_| true);
        assert_eq!(run.now(), landed, "once is enough");
    }

    #[test]
    fn a_clock_that_halts_at_a_start_goes_on_until_orders_are_accepted() {
        let text = starts::first_minute("KYIV", true)
            + "10s aws rds stop-db-instance --db-instance-identifier orders\n";
        let mut run = Run::open(&text).expect("it can be opened");
        run.advance(SimDuration::from_hours(1));
        run.act("aws rds start-db-instance --db-instance-identifier orders");
        let started = |view: &View| view.databases[0].status == "available";
        run.advance_unless(SimDuration::from_hours(1), |view, _, _| started(view));
        let state = |run: &Run| run.view().apps[0].writes.state;
        assert_ne!(state(&run), ChannelState::Serving, "it tries again soon");
        let mut other = run.clone();
        land(&mut other, |_| true);
        assert_ne!(state(&other), ChannelState::Serving);
        land_served(&mut run);
        assert_eq!(state(&run), ChannelState::Serving);
        assert!(run.now().since(other.now()) <= SimDuration::from_secs(10));
    }

    #[test]
    fn the_clock_needs_no_page_and_asks_for_what_is_not_its_own() {
        let text = starts::ALL[1].transcript("OSLO") + "10s fault inject az-outage us-east-1a\n";
        let mut run = Run::open(&text).expect("it can be opened");
        let mut clock = Clock::default();
        let asks = react(&mut clock, &mut run, None, Msg::TogglePlay);
        assert!(clock.playing && matches!(asks[..], [Ask::Hush]));
        clock.set_speed(0);
        let ahead = Ahead::default();
        let asks = tick(&mut clock, &mut run, &ahead, 100.0);
        assert!(matches!(asks[..], [Ask::Frame(100.0)]));
        assert_eq!(run.now(), SimTime::from_ms(100));
        let asks = tick(&mut clock, &mut run, &ahead, 20_000.0);
        assert!(matches!(
            asks[..],
            [Ask::Frame(_), Ask::Stop, Ask::Say(_), Ask::Look]
        ));
        assert!(run.now() < SimTime::from_ms(20_000), "where it opened");
        let asks = react(&mut clock, &mut run, None, Msg::TogglePlay);
        assert!(matches!(asks[..], [Ask::Pause]), "it is kept then, too");
    }
}
