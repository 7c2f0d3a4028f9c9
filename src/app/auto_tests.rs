//! What the clock does on Auto: it passes waits, and halts where there is something to do.

use crate::app::Msg;
use crate::app::restore::{RestoreMsg, Shown, Source};
use crate::app::state::State;
use crate::app::tests::play;
use crate::app::turn;
use crate::app::update::update;
use crate::app::window::Theme;
use crate::app::words;
use crate::sim::SimDuration;

/// The sandbox with a start, struck by a line, playing on.
fn struck(start: &'static str, line: &str) -> State {
    let mut state = State::first_visit(Theme::Auto);
    update(&mut state, Msg::Start(start));
    update(&mut state, Msg::TogglePlay);
    update(&mut state, Msg::Tick(100.0));
    update(&mut state, Msg::Act(line.to_owned()));
    assert!(!state.clock.playing, "there is something to predict");
    update(&mut state, Msg::TogglePlay);
    state
}

/// Plays until the clock halts; tells what is said then, and how many real seconds it took.
fn halted(state: &mut State) -> (String, f64) {
    let mut ticks = 0;
    play(state, |state| {
        ticks += 1;
        !state.clock.playing
    });
    let notice = state.window.notice.as_ref();
    let told = notice.map_or_else(String::new, |notice| notice.text.clone());
    (told, f64::from(ticks) / 10.0)
}

#[test]
fn auto_passes_a_wait_in_seconds_and_halts_when_it_is_over() {
    let mut state = struck("single-az", "fault inject az-outage us-east-1a --for 45m");
    let (told, seconds) = halted(&mut state);
    assert!(told.starts_with("Recovered after 4"), "{told}");
    assert!(seconds < 20.0, "{seconds}");
    assert!(state.drawn.frame.open_incidents().next().is_none());
    // Who plays on is not held up: there is nothing left to wait for.
    update(&mut state, Msg::TogglePlay);
    for _ in 0..300 {
        update(&mut state, Msg::Tick(100.0));
    }
    assert!(state.clock.playing, "{:?}", state.window.notice);
    assert!(state.pace() <= 60.1, "one can follow it");
}

#[test]
fn what_can_be_done_about_a_loss_is_named_at_once_and_when_the_next_thing_can_be_done() {
    for (start, line, promote) in [
        (
            "read-replica",
            "fault inject volume-failure orders",
            "Promote orders-r",
        ),
        (
            "cross-region",
            "fault inject region-outage us-east-1 --for 9h",
            "Promote orders-west",
        ),
    ] {
        let mut state = State::first_visit(Theme::Auto);
        update(&mut state, Msg::Start(start));
        update(&mut state, Msg::TogglePlay);
        update(&mut state, Msg::Tick(100.0));
        update(&mut state, Msg::Act(line.to_owned()));
        let told = |state: &State| {
            let notice = state.window.notice.as_ref();
            notice.map_or_else(String::new, |notice| notice.text.clone())
        };
        assert!(told(&state).contains(promote), "{}", told(&state));
        update(&mut state, Msg::TogglePlay);
        // Nobody who reads it is flown past it.
        for _ in 0..80 {
            update(&mut state, Msg::Tick(100.0));
        }
        assert!(state.pace() <= 60.1, "{start}: {}", state.pace());
        let way = |state: &State, title: &str| {
            let mut ways = state.drawn.calm.ways.iter();
            let found = ways.find(|(way, _)| way.title.starts_with(title));
            found.map(|(way, refusal)| (way.line.clone(), refusal.clone()))
        };
        let (promotion, refusal) = way(&state, promote).expect("it is a button of the verdict");
        assert_eq!(refusal, None);
        update(&mut state, Msg::Act(promotion.expect("it can be pressed")));
        let (halted, _) = halted(&mut state);
        assert!(
            halted.contains("Possible now, in the verdict: “Point shop to"),
            "{halted}"
        );
        let (point, _) = way(&state, "Go on with").expect("it is the next button");
        update(&mut state, Msg::Act(point.expect("it can be pressed")));
        update(&mut state, Msg::TogglePlay);
        for _ in 0..100 {
            update(&mut state, Msg::Tick(100.0));
        }
        let view = &state.drawn.frame;
        assert!(view.incidents[0].recovered_at.is_some(), "{start}");
        assert_eq!(state.drawn.calm.ways, []);
    }
}

#[test]
fn auto_halts_at_the_second_at_which_the_log_has_the_moment_before_a_bad_write() {
    let mut state = struck("single-az", "fault inject bad-write orders");
    let mut restore = state.drawn.calm.ahead.all.iter();
    let restore = restore
        .find_map(|(one, _)| one.line())
        .expect("it has to wait")
        .to_owned();
    let (told, _) = halted(&mut state);
    assert_eq!(
        told,
        "orders: “Restore to just before the wrong DELETE” can be done now."
    );
    assert_eq!(state.run.refusal(&restore), None);
    let second_before = state.run.now() - SimDuration::from_secs(1);
    update(&mut state, Msg::SeekTo(second_before));
    assert!(
        state.run.refusal(&restore).is_some(),
        "not a second earlier"
    );
    assert_eq!(
        state.drawn.calm.ahead.when(&restore),
        Some(second_before + SimDuration::from_secs(1))
    );
}

#[test]
fn auto_halts_once_for_what_leads_on_and_not_for_each_line_that_could_be_run() {
    let mut state = struck("single-az", "fault inject volume-failure orders");
    let restore = |state: &State| {
        let mut ways = state.drawn.calm.ways.iter();
        let way = ways.find(|(way, _)| way.title.starts_with("Restore"));
        way.and_then(|(way, _)| way.line.clone())
    };
    let line = restore(&state).expect("it is offered");
    update(&mut state, Msg::Act(line));
    let (told, _) = halted(&mut state);
    assert!(told.contains("“Point shop to orders-2”"), "{told}");
    // Nothing is done about it: what else can be done by and by holds nobody up.
    update(&mut state, Msg::TogglePlay);
    let now = state.run.now();
    for _ in 0..1800 {
        update(&mut state, Msg::Tick(100.0));
    }
    let passed = state.run.now().since(now);
    assert!(state.clock.playing, "{:?}", state.window.notice);
    assert!(
        passed > SimDuration::from_mins(30),
        "what could be run by then has come: {}",
        words::span(passed)
    );
}

#[test]
fn a_moment_that_is_chosen_before_the_log_has_it_is_waited_for() {
    let mut state = State::first_visit(Theme::Auto);
    update(&mut state, Msg::Start("single-az"));
    update(&mut state, Msg::TogglePlay);
    update(&mut state, Msg::Tick(100.0));
    let source = Source::of(&state.drawn.frame.archives[0]);
    update(&mut state, Msg::Restore(RestoreMsg::Open(source)));
    for seconds in [60, 120] {
        let soon = state.run.now() + SimDuration::from_secs(seconds);
        let typed = words::wall_time(state.drawn.frame.calendar.date(soon), true);
        update(&mut state, Msg::Restore(RestoreMsg::Type(typed)));
        let shown = state.drawn.calm.restore.as_ref();
        let refused = shown.and_then(Shown::refused);
        let line = refused.expect("the log ends before it").1.line;
        let wait = state.drawn.calm.wait_for(&line).expect("time brings it");
        assert!(wait.until >= soon && wait.takes < SimDuration::from_mins(10));
        let mut later = state.clone();
        update(&mut later, Msg::SeekTo(wait.until));
        assert_eq!(later.run.refusal(&line), None);
    }
}

#[test]
fn a_new_name_is_work_that_passes_by_itself() {
    let mut state = State::first_visit(Theme::Auto);
    update(&mut state, Msg::Start("single-az"));
    update(&mut state, Msg::TogglePlay);
    update(&mut state, Msg::Tick(100.0));
    let line = "aws rds modify-db-instance --db-instance-identifier orders --new-db-instance-identifier sales --apply-immediately";
    update(&mut state, Msg::Act(line.to_owned()));
    let soon = state.run.now() + SimDuration::from_secs(2);
    update(&mut state, Msg::SeekTo(soon));
    let status = state.run.view().databases[0].status;
    assert_eq!(
        (status, turn::is_at_work(&state.run.view())),
        ("renaming", true)
    );
}

#[test]
fn auto_halts_when_what_was_asked_for_is_made() {
    let mut state = State::first_visit(Theme::Auto);
    update(&mut state, Msg::Start("single-az"));
    update(&mut state, Msg::TogglePlay);
    update(&mut state, Msg::Tick(100.0));
    let line = "aws rds create-db-instance-read-replica --db-instance-identifier orders-r --source-db-instance-identifier orders";
    update(&mut state, Msg::Act(line.to_owned()));
    let (told, seconds) = halted(&mut state);
    assert!(
        told.contains("orders-r: “Promote to a database of its own” can be done now."),
        "{told}"
    );
    assert!(seconds < 20.0, "{seconds}");
    // A speed that was chosen waits for nobody.
    update(&mut state, Msg::Undo);
    update(&mut state, Msg::Act(line.to_owned()));
    update(&mut state, Msg::Speed(8));
    update(&mut state, Msg::TogglePlay);
    for _ in 0..100 {
        update(&mut state, Msg::Tick(100.0));
    }
    assert!(state.clock.playing);
}
