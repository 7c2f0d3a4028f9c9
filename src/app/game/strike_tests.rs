//! How a game day is played while things strike: what is told, and at which pace.

use super::play::AS_IT_IS;
use super::tests::{begun, hurry, over, struck, tell, tells_faults, until};
use super::*;
use crate::app::around::{Timed, clock as at_clock};
use crate::app::effect::Effect;
use crate::app::part::Parts;
use crate::app::part::read::{pressed, spoken};
use crate::app::state::State;
use crate::app::update::update;
use crate::app::{Msg, Tab};
use crate::lesson::GameLevel;
use crate::sim::SimTime;

#[test]
fn the_clock_does_not_stop_and_nothing_is_undone() {
    let mut state = begun(GameLevel::WarmUp, "ANA", true);
    until(&mut state, struck);
    let now = state.run.now();
    for msg in [
        Msg::TogglePlay,
        Msg::Undo,
        Msg::Restart,
        Msg::StepForward,
        Msg::SeekTo(SimTime::START),
        Msg::NextSeed,
        Msg::Act("fault inject az-outage us-east-1a".to_owned()),
        Msg::Act("'fault' inject az-outage us-east-1a".to_owned()),
        Msg::Act("'fault' clear az-outage us-east-1a".to_owned()),
        Msg::Act("\tfault\t\"clear\" az-outage us-east-1a".to_owned()),
        Msg::Act("goal rto 9h".to_owned()),
        Msg::Act("go'al' rto 9h".to_owned()),
        Msg::Act("\\end".to_owned()),
        Msg::Share,
    ] {
        state.window.notice = None;
        update(&mut state, msg.clone());
        assert!(
            state
                .window
                .notice
                .as_ref()
                .is_some_and(|notice| notice.bad),
            "{msg:?} is answered"
        );
        assert!(state.clock.playing && state.run.now() == now, "{msg:?}");
    }
    assert!(!state.run.text().contains("us-east-1a\n"));
    assert!(!state.run.text().contains("clear"));
    assert!(!state.run.text().contains("goal rto 9h"));
    update(
        &mut state,
        Msg::Act("aws rds reboot-db-instance --db-instance-identifier orders".to_owned()),
    );
    assert!(state.run.text().contains("reboot-db-instance"));
}

#[test]
fn the_pace_falls_when_something_strikes() {
    let mut state = begun(GameLevel::WarmUp, "ANA", true);
    until(&mut state, |state| state.pace() >= 100.0);
    until(&mut state, struck);
    assert!(state.pace() <= 10.0, "{}", state.pace());
    assert_eq!(
        state.game.as_ref().and_then(|game| game.banner),
        Some(state.run.now())
    );
    tell(&mut state, GameMsg::CloseBanner);
    assert_eq!(state.game.as_ref().and_then(|game| game.banner), None);
}

#[test]
fn a_strike_is_told_once_with_the_pace_that_goes_with_it() {
    let mut state = begun(GameLevel::WarmUp, "ANA", true);
    tell(&mut state, GameMsg::Haste(AS_IT_IS + 1));
    until(&mut state, struck);
    let said = |state: &State| {
        let game = state.game.as_ref().expect("it goes on");
        let view = &state.drawn.calm.view;
        spoken(&Parts::of(|at| banner(game, view, at)))
    };
    assert_eq!(state.window.notice, None);
    let once = said(&state);
    assert!(
        once.contains("Something has happened") && once.contains("the day’s own again"),
        "{once}"
    );
    assert_eq!(state.game.as_ref().map(|game| game.haste), Some(AS_IT_IS));
    until(&mut state, |state| state.run.view().incidents.len() > 1);
    assert!(!said(&state).contains("own again"), "nobody chose a pace");
}

#[test]
fn what_was_waited_for_is_told_with_the_pace_that_goes_with_it_and_the_banner_goes_by_itself() {
    let mut state = begun(GameLevel::WarmUp, "ANA", true);
    tell(&mut state, GameMsg::Haste(AS_IT_IS + 2));
    let game = state.game.as_mut().expect("it goes on");
    game.making = vec!["orders".to_owned()];
    update(&mut state, Msg::Tick(16.0));
    let notice = state.window.notice.clone().expect("it is told");
    assert!(notice.text.contains("`orders` is ready. The pace is"));
    assert_eq!(state.game.as_ref().map(|game| game.haste), Some(AS_IT_IS));
    until(&mut state, struck);
    let has_banner = |state: &State| {
        state
            .game
            .as_ref()
            .is_some_and(|game| game.banner.is_some())
    };
    assert!(has_banner(&state));
    until(&mut state, |state| !has_banner(state));
    let view = state.run.view();
    assert!(view.open_incidents().next().is_none() && view.incidents.len() == 1);
}

#[test]
fn what_is_left_of_the_rto_stands_at_the_clock_whatever_tab_is_open() {
    let mut state = begun(GameLevel::WarmUp, "ANA", true);
    let clock = |state: &State| {
        let timed = Timed {
            clock: &state.clock,
            view: &state.drawn.calm.view,
            pace: state.pace(),
            in_tour: false,
            in_lesson: false,
            takes_back: true,
            game_is_over: Some(false),
        };
        spoken(&Parts::of(|at| at_clock(&timed, at)))
    };
    assert!(!clock(&state).contains("RTO"));
    let is_open = |state: &State| state.drawn.calm.view.open_incidents().next().is_some();
    until(&mut state, is_open);
    let said = clock(&state);
    assert!(said.contains("RTO") && said.contains("left"), "{said}");
    until(&mut state, |state| !is_open(state));
    assert!(!clock(&state).contains("RTO"));
}

#[test]
fn from_the_second_level_on_only_symptoms_are_told() {
    let mut state = begun(GameLevel::Shift, "ANA", true);
    let mut told = Vec::new();
    until(&mut state, |state| state.run.view().incidents.len() == 2);
    for _ in 0..20 {
        update(&mut state, Msg::Tick(50.0));
        told.push(state.drawn.announced.clone());
    }
    let game = state.game.as_ref().expect("it goes on");
    let kinds = [
        "outage",
        "failure",
        "bad-write",
        "network",
        "deletion",
        "crash of",
    ];
    for incident in &state.drawn.calm.view.incidents {
        told.push(words::incident(incident, &state.drawn.calm.view, game.keeps_secret()).0);
    }
    for text in &told {
        assert!(!kinds.iter().any(|kind| text.contains(kind)), "{text}");
    }
    assert!(!tells_faults(&state));
    assert!(!state.tabs().contains(&Tab::Verdict));
    hurry(&mut state);
    assert!(tells_faults(&state), "afterwards all is told");
    assert!(state.tabs().contains(&Tab::Verdict));
}

#[test]
fn one_strike_is_told_once_and_whatever_is_done_about_it_stops_no_day() {
    for (level, name) in [(GameLevel::WarmUp, "Ana"), (GameLevel::Shift, "Mila")] {
        let mut state = begun(level, name, true);
        tell(&mut state, GameMsg::Haste(HASTES.len() - 1));
        let mut strikes = 0;
        for _ in 0..200_000 {
            if over(&state) {
                break;
            }
            let told = |state: &State| {
                let game = state.game.as_ref().and_then(|game| game.banner);
                (game, state.window.notice.clone())
            };
            let (lines, before) = (state.run.outcomes().len(), told(&state));
            update(&mut state, Msg::Tick(100.0));
            let new = &state.run.outcomes()[lines..];
            let struck = new.iter().filter(|one| one.result.is_ok()).count();
            let after = told(&state);
            if over(&state) {
                break;
            }
            let news = usize::from(before.0 != after.0) + usize::from(before.1 != after.1);
            assert_eq!(news, new.len().min(1), "{new:?}: {after:?}");
            assert!(struck <= 1);
            strikes += struck;
            if struck == 1 {
                let line =
                    "aws rds reboot-db-instance --db-instance-identifier orders --force-failover";
                update(&mut state, Msg::Act(line.to_owned()));
                assert!(state.clock.playing, "a day is never still");
                update(&mut state, Msg::DismissNotice);
                tell(&mut state, GameMsg::Haste(HASTES.len() - 1));
            }
        }
        assert!(strikes > 0);
    }
}

#[test]
fn the_pace_is_chosen_under_the_thumb_and_a_day_begins_with_its_stage() {
    let mut state = begun(GameLevel::WarmUp, "ANA", true);
    let paces = |state: &State| pressed(&Parts::of(|at| state.reach(at)));
    let all = paces(&state);
    assert_eq!(all.len(), HASTES.len());
    let (words, msg) = all[AS_IT_IS + 3].clone();
    assert_eq!(words, "20 times");
    update(&mut state, msg);
    assert_eq!(
        state.game.as_ref().map(|game| game.haste),
        Some(AS_IT_IS + 3)
    );
    let effects = tell(&mut state, GameMsg::Again);
    let called = |one: &Effect| matches!(one, Effect::Watch { called: true, .. });
    assert!(effects.iter().any(called), "{effects:?}");
    until(&mut state, over);
    assert!(paces(&state).is_empty());
}
