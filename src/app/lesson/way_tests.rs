//! The ways on, back and out of a step: nobody is stuck in one.

use super::tests::{FIRST, answer_all, example, opened, play, run_on, tell};
use super::*;
use crate::app::Msg;
use crate::app::effect::Effect;
use crate::app::part::Parts;
use crate::app::part::read::{pressed, spoken};
use crate::app::state::State;
use crate::app::thing::Thing;
use crate::app::update::update;
use crate::app::window::Tab;
use crate::sim::SimDuration;
use crate::world::ChannelState;

const SNAPSHOTS: &str = include_str!("../../../lessons/en/manual-snapshots.md");
const DELETED: &str = include_str!("../../../lessons/en/deleted-by-mistake.md");

fn offered(state: &State) -> Vec<(String, Msg)> {
    let shown = state.guided(play(state));
    pressed(&Parts::of(|at| steps(&shown, at)))
}

/// What stands under the thumb.
fn in_reach(state: &State) -> Vec<(String, Msg)> {
    let shown = state.guided(play(state));
    pressed(&Parts::of(|at| reach(&shown, at)))
}

fn msg(of: LessonMsg) -> Msg {
    Msg::Lesson(of)
}

/// Whether to run the clock fast is offered, in the step or under the thumb.
fn forwards(state: &State) -> bool {
    let all = [offered(state), in_reach(state)].concat();
    all.iter()
        .any(|(_, one)| *one == msg(LessonMsg::FastForward))
}

/// The page at a step of a lesson that was played until there as its buttons say.
fn at_step(text: &str, place: usize) -> State {
    let mut state = opened(text);
    tell(&mut state, LessonMsg::Next);
    while play(&state).page != Page::Step(place) {
        answer_all(&mut state, Said::DoNotKnow);
        for button in 0..state.drawn.guide.offers.len() {
            if !play(&state).is_done() {
                tell(&mut state, LessonMsg::Do(button));
                run_on(&mut state);
            }
        }
        if !play(&state).is_done() && !play(&state).is_read_only() {
            tell(&mut state, LessonMsg::FastForward);
            run_on(&mut state);
        }
        tell(&mut state, LessonMsg::Next);
    }
    answer_all(&mut state, Said::DoNotKnow);
    state
}

#[test]
fn the_clock_stops_where_the_next_button_would_soon_be_too_late() {
    let mut state = at_step(SNAPSHOTS, 1);
    let second = |state: &State| state.drawn.guide.offers[1].clone();
    assert!(second(&state).refused.is_some(), "not yet");
    tell(&mut state, LessonMsg::Do(0));
    let waited_ms = run_on(&mut state);
    assert!(waited_ms < 1000.0, "{waited_ms} ms");
    assert!(state.drawn.guide.fleeting);
    assert!(!forwards(&state), "the clock would stop at once");
    assert_eq!(second(&state).refused, None);
    assert!(
        offered(&state)
            .iter()
            .any(|(_, one)| *one == msg(LessonMsg::Do(1)))
    );
    tell(&mut state, LessonMsg::Do(1));
    assert!(second(&state).ran, "it was refused, as it was meant to be");
    tell(&mut state, LessonMsg::FastForward);
    run_on(&mut state);
    assert!(play(&state).is_done());
}

#[test]
fn what_shall_be_refused_is_not_carried_out_instead() {
    let mut state = at_step(DELETED, 3);
    let strike = |state: &State| {
        state
            .drawn
            .guide
            .offers
            .iter()
            .position(|one| one.strikes())
    };
    let strike = strike(&state).expect("the step has a fault");
    tell(&mut state, LessonMsg::Do(strike));
    let there = |state: &State| {
        state
            .run
            .view()
            .databases
            .iter()
            .any(|one| one.id == "orders")
    };
    assert!(there(&state) && !state.drawn.guide.offers[strike].ran);
    // Whoever types it meets no dead button either.
    update(
        &mut state,
        Msg::Act("fault inject operator-delete orders".to_owned()),
    );
    run_on(&mut state);
    assert!(!state.drawn.guide.offers[strike].ran && !play(&state).is_done());
    assert!(
        offered(&state)
            .iter()
            .any(|(_, one)| *one == msg(LessonMsg::StepAgain))
    );
    tell(&mut state, LessonMsg::StepAgain);
    assert!(there(&state), "it is taken back");
    assert_eq!(play(&state).page, Page::Step(3));
}

#[test]
fn a_button_that_lets_time_pass_has_no_twin_that_runs_it_fast() {
    let mut state = at_step(SNAPSHOTS, 3);
    assert!(state.drawn.guide.offers[0].wait.is_some());
    assert!(state.drawn.guide.goes_on && !forwards(&state));
    tell(&mut state, LessonMsg::Do(0));
    run_on(&mut state);
    assert!(play(&state).is_done());
}

#[test]
fn a_stated_time_passes_at_once_and_no_more() {
    let text = example().replacen(
        "[[step.predict]]",
        "[[step.action]]\nlabel = \"Let 30 hours pass\"\nline = \"wait 30h\"\n\n[[step.predict]]",
        1,
    );
    let mut state = opened(&text);
    tell(&mut state, LessonMsg::Next);
    answer_all(&mut state, Said::DoNotKnow);
    let from = state.run.now();
    tell(&mut state, LessonMsg::Do(1));
    let waited_ms = run_on(&mut state);
    assert_eq!(state.run.now(), from + SimDuration::from_mins(30 * 60));
    assert!(waited_ms < 5_000.0, "{waited_ms} ms");
    assert!(play(&state).leap.is_none());
}

#[test]
fn whoever_has_done_nothing_in_a_step_goes_back_to_the_one_before() {
    let mut state = at_step(FIRST, 3);
    let before = play(&state).play.done;
    tell(&mut state, LessonMsg::StepAgain);
    assert_eq!(play(&state).page, Page::Step(1), "the third was only read");
    assert!(play(&state).play.done < before);
    assert!(state.run.outcomes().is_empty(), "nothing has struck");
    answer_all(&mut state, Said::DoNotKnow);
    tell(&mut state, LessonMsg::Do(0));
    run_on(&mut state);
    assert!(play(&state).is_done());
}

#[test]
fn a_step_that_is_done_can_be_read_again_and_the_run_stays() {
    let mut state = at_step(FIRST, 3);
    let (run, page) = (state.run.text(), play(&state).page);
    let back = msg(LessonMsg::LookBack(Some(1)));
    assert!(offered(&state).iter().any(|(_, one)| *one == back));
    update(&mut state, back);
    let parts = offered(&state);
    assert!(
        !parts
            .iter()
            .any(|(_, one)| *one == msg(LessonMsg::FastForward))
    );
    update(&mut state, msg(LessonMsg::LookBack(None)));
    assert_eq!((state.run.text(), play(&state).page), (run, page));
    assert!(play(&state).looks_back.is_none());
}

#[test]
fn a_place_of_a_step_is_one_tap_away() {
    let state = at_step(FIRST, 4);
    let offered = offered(&state);
    let orders = Thing::database(&state.run.view().databases[0]);
    assert!(offered.contains(&("Select orders".to_owned(), Msg::Select(orders))));
    let state = at_step(FIRST, 2);
    assert!(
        self::offered(&state)
            .iter()
            .any(|(_, one)| *one == Msg::Open(Tab::Verdict))
    );
}

#[test]
fn what_leads_on_stands_under_the_thumb() {
    let told = |words: &str, of| (words.to_owned(), msg(of));
    let mut state = opened(FIRST);
    assert_eq!(in_reach(&state), [told("Begin", LessonMsg::Next)]);
    let mut state_at_strike = at_step(FIRST, 1);
    let strike = told("Cut the power to us-east-1a", LessonMsg::Do(0));
    let strip = in_reach(&state_at_strike);
    assert!(strip.contains(&strike), "{strip:?}");
    tell(&mut state, LessonMsg::Next);
    tell(&mut state, LessonMsg::Next);
    assert!(play(&state).unanswered().is_some());
    assert_eq!(
        in_reach(&state),
        [told("Predict first", LessonMsg::ToQuestion)],
        "a question is answered where it is read"
    );
    let effects = update(&mut state, msg(LessonMsg::ToQuestion));
    assert!(effects.contains(&Effect::Focus(question_id(0))));
    let state = &mut state_at_strike;
    tell(state, LessonMsg::Do(0));
    assert_eq!(
        in_reach(state),
        [told("Fast-forward", LessonMsg::FastForward)]
    );
    tell(state, LessonMsg::FastForward);
    assert_eq!(in_reach(state), [told("Stop", LessonMsg::FastForward)]);
    run_on(state);
    // The take-over is on the stage: nobody is taken away from it.
    let read_on = told("Step done: read on", LessonMsg::ToQuestion);
    assert_eq!(in_reach(state), [read_on]);
    let effects = tell(state, LessonMsg::ToQuestion);
    assert!(effects.contains(&Effect::Show("done-part".to_owned())));
    assert_eq!(in_reach(state), [told("Next step", LessonMsg::Next)]);
    tell(state, LessonMsg::LookBack(Some(1)));
    let back = told("Back to where you are", LessonMsg::LookBack(None));
    assert_eq!(in_reach(state), [back]);
}

#[test]
fn nobody_is_told_that_it_is_their_turn_while_the_reboot_that_they_asked_for_goes_on() {
    let mut state = at_step(FIRST, 4);
    let line = "aws rds reboot-db-instance --db-instance-identifier orders";
    update(&mut state, Msg::Act(line.to_owned()));
    run_on(&mut state);
    let view = state.run.view();
    assert_eq!(view.databases[0].status, "available");
    assert_eq!(view.apps[0].writes.state, ChannelState::Serving);
    assert!(!state.drawn.guide.goes_on, "it was the plain reboot");
}

#[test]
fn who_asks_again_sees_both_answers_and_neither_is_none() {
    let mut state = at_step(include_str!("../../../lessons/en/04-point-in-time.md"), 4);
    for button in [0, 1, 2, 1] {
        tell(&mut state, LessonMsg::Do(button));
        run_on(&mut state);
    }
    let (_, answer) = state.drawn.guide.offers[1].answer.clone().expect("asked");
    let answer = answer.text();
    let lines: Vec<&str> = answer.lines().collect();
    assert_eq!(lines.len(), 2, "{answer}");
    assert!(!answer.contains("none yet"), "{answer}");
    let moment = |line: &str| {
        line.split_once(" (asked at")
            .map(|(told, _)| told.to_owned())
    };
    assert_ne!(moment(lines[0]), moment(lines[1]), "the edge has moved");
}

#[test]
fn nobody_closes_the_shop_or_points_it_before_what_they_will_move_to_can_take_it() {
    let mut state = at_step(include_str!("../../../lessons/en/08-region-lost.md"), 3);
    let refused = |state: &State| -> Vec<bool> {
        let offers = state.drawn.guide.offers.iter();
        offers.map(|offer| offer.refused.is_some()).collect()
    };
    assert_eq!(refused(&state), [false, true, true, true, true]);
    tell(&mut state, LessonMsg::Do(0));
    tell(&mut state, LessonMsg::Do(1));
    let heard = &state.drawn.announced;
    assert!(heard.contains("Not yet"), "{heard}");
    assert!(state.run.view().apps[0].running && refused(&state)[1]);
    run_on(&mut state);
    assert_eq!(
        refused(&state),
        [true, false, false, true, true],
        "the replica is there, and takes no orders yet"
    );
    tell(&mut state, LessonMsg::Do(1));
    tell(&mut state, LessonMsg::Do(2));
    run_on(&mut state);
    let told = refused(&state);
    assert!(
        !told[3] && told[4],
        "it is promoted, and the shop still points west: {told:?}"
    );
    tell(&mut state, LessonMsg::Do(3));
    assert!(!refused(&state)[4]);
}

#[test]
fn what_is_under_the_thumb_stays_in_its_place_while_its_row_is_worked_off() {
    let mut state = at_step(include_str!("../../../lessons/en/04-point-in-time.md"), 4);
    let of = |state: &State| -> Vec<Msg> {
        let all = in_reach(state).into_iter();
        all.map(|(_, msg)| msg).collect()
    };
    let rest = || [LessonMsg::Do(2), LessonMsg::Do(3)].map(msg);
    let whole = [[LessonMsg::Do(0), LessonMsg::Do(1)].map(msg), rest()].concat();
    assert_eq!(of(&state)[..4], whole);
    tell(&mut state, LessonMsg::Do(0));
    run_on(&mut state);
    assert_eq!(of(&state)[..4], whole, "what has passed moves nothing");
    tell(&mut state, LessonMsg::Do(1));
    assert_eq!(of(&state)[..2], rest(), "a row that is done goes whole");
    tell(&mut state, LessonMsg::Do(2));
    run_on(&mut state);
    assert_eq!(of(&state)[..2], rest());
}

#[test]
fn what_is_done_keeps_its_place_beside_what_is_not() {
    let mut state = at_step(include_str!("../../../lessons/en/08-region-lost.md"), 3);
    let reach = |state: &State| -> Vec<String> {
        let all = in_reach(state).into_iter();
        all.map(|(words, _)| words).collect()
    };
    tell(&mut state, LessonMsg::Do(0));
    assert_eq!(reach(&state), ["Fast-forward"]);
    run_on(&mut state);
    let made = "Make the replica orders-home, done";
    let stands = [made, "Stop the shop", "Promote orders-home"];
    assert_eq!(reach(&state), stands);
    tell(&mut state, LessonMsg::Do(1));
    assert_eq!(reach(&state), ["Promote orders-home"]);
}

#[test]
fn where_all_was_pressed_a_step_says_that_the_rest_comes_with_time() {
    let mut state = at_step(SNAPSHOTS, 1);
    let told = |state: &State| {
        let shown = state.guided(play(state));
        spoken(&Parts::of(|at| steps(&shown, at)))
    };
    let words = "comes with time: let the clock run";
    assert!(!told(&state).contains(words));
    tell(&mut state, LessonMsg::Do(0));
    tell(&mut state, LessonMsg::Do(1));
    assert!(!play(&state).is_done() && told(&state).contains(words));
}

#[test]
fn what_is_held_back_for_a_time_says_which() {
    let state = at_step(include_str!("../../../lessons/en/unprotected.md"), 1);
    let refused = state.drawn.guide.offers[1].refused.clone();
    assert_eq!(
        refused.map(|refused| refused.reason).as_deref(),
        Some("Not yet: “Let 5 minutes pass” comes first.")
    );
}

#[test]
fn what_lets_time_pass_stands_where_something_is_done() {
    let mut state = at_step(include_str!("../../../lessons/en/08-region-lost.md"), 2);
    let reach = |state: &State| -> Vec<String> {
        let all = in_reach(state).into_iter();
        all.map(|(words, _)| words).collect()
    };
    let back = "Bring us-east-1 back";
    assert_eq!(
        reach(&state),
        ["Let the shop run for 1 hour", "Fast-forward"]
    );
    tell(&mut state, LessonMsg::Do(0));
    run_on(&mut state);
    assert_eq!(reach(&state), ["Fast-forward", back]);
}
