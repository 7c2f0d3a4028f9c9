//! The clock: ticks, pauses, steps and leaps.

use crate::app::ask::Ask;
use crate::app::lesson::{self, LessonPlay};
use crate::app::msg::Msg;
use crate::app::notice::good;
use crate::app::pace::Clock;
use crate::app::run::Run;
use crate::app::turn::Ahead;
use crate::language::Outcome;
use crate::sim::SimTime;
use crate::world::View;

/// Whatever is asked of the clock. A lesson lets it start, or not.
pub fn react(
    clock: &mut Clock,
    run: &mut Run,
    mut play: Option<&mut LessonPlay>,
    msg: Msg,
) -> Vec<Ask> {
    let now = run.now();
    let mut lets_play = || lesson::lets_play(play.as_deref_mut(), now);
    match msg {
        Msg::TogglePlay if clock.playing => return vec![Ask::Pause],
        Msg::TogglePlay => {
            let mut asks = vec![Ask::Hush];
            match lets_play() {
                Ok(()) => clock.start(),
                Err(why_not) => asks.extend(why_not),
            }
            return asks;
        }
        Msg::StepForward => {
            return match lets_play() {
                Ok(()) => step(clock, run, play.as_deref()),
                Err(why_not) => why_not,
            };
        }
        Msg::Speed(speed) => clock.set_speed(speed),
        Msg::Faster(way) => clock.set_speed(clock.place().saturating_add_signed(way)),
        Msg::ToggleAuto => {
            clock.speed = clock.place();
            clock.auto = !clock.auto;
            clock.quiet_ms = 0.0;
        }
        Msg::SeekTo(time) => return seek(clock, run, time),
        Msg::TogglePauses => clock.pauses = !clock.pauses,
        Msg::Restart => return seek(clock, run, SimTime::START),
        _ => {}
    }
    Vec::new()
}

/// Lets so much real time pass in the sandbox. Auto halts where what was waited for has come. `ahead` is what was last seen of that.
pub fn tick(clock: &mut Clock, run: &mut Run, ahead: &Ahead, ms: f64) -> Vec<Ask> {
    let (auto, pauses) = (clock.auto, clock.pauses);
    let by = clock.due(ms, clock.pace());
    let known = run.view().incidents.len();
    let opened = |view: &View| pauses && view.incidents.len() > known;
    if auto {
        let next = ahead.next(run.now());
        let by = next.map_or(by, |next| by.min(next.since(run.now())));
        let mut news = false;
        run.advance_unless(by, |view, _, new| {
            news = new;
            news || opened(view) || ahead.is_done(view)
        });
        clock.count_quiet(ms, news, !ahead.goes_on(), 0.0);
    } else if pauses {
        run.advance_unless(by, |view, _, _| opened(view));
    } else {
        run.advance(by);
    }
    let mut asks = vec![Ask::Frame(ms)];
    if opened(&run.view()) {
        asks.extend(pause_at_incident());
        asks.push(Ask::Look);
    } else if auto && let Some(told) = ahead.come(run) {
        asks.extend([Ask::Stop, Ask::Say(good(told)), Ask::Look]);
    }
    asks
}

/// Stops the clock because an incident has opened.
pub fn pause_at_incident() -> [Ask; 2] {
    let told = "Paused: an incident has begun. Look, then play on.";
    [Ask::Stop, Ask::Say(good(told))]
}

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
