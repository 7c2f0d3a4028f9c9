//! No promise is run past, no step is a dead end without a word, and what was not kept is said at once.

use super::learner_tests::Learner;
use super::*;
use crate::app::Msg;
use crate::app::part::Parts;
use crate::app::part::read::{pressed, spoken};
use crate::app::update::update;

const FORWARD: Msg = Msg::Lesson(LessonMsg::FastForward);

/// Lets the clock run until it halts.
fn watch(learner: &mut Learner) {
    for _ in 0..2000 {
        if learner.state.clock.playing {
            update(&mut learner.state, Msg::Tick(50.0));
        }
    }
}

fn press(learner: &mut Learner, button: usize) {
    learner.press(Msg::Lesson(LessonMsg::Do(button)));
}

fn told(learner: &Learner) -> String {
    let shown = learner.state.guided(learner.play());
    spoken(&Parts::of(|at| steps(&shown, at)))
}

/// Presses what stands under the thumb and bears these words.
fn press_in_reach(learner: &mut Learner, words: &str) {
    let shown = learner.state.guided(learner.play());
    let strip = pressed(&Parts::of(|at| reach(&shown, at)));
    let found = strip.iter().find(|(told, _)| told == words);
    let (_, msg) = found.unwrap_or_else(|| panic!("{words} is not in {strip:?}"));
    learner.press(msg.clone());
}

#[test]
fn nobody_is_offered_to_run_past_a_promise_that_a_button_can_keep() {
    for (text, place) in [
        (include_str!("../../../lessons/en/02-single-az.md"), 3),
        (
            include_str!("../../../lessons/en/06-rewind-or-copy-back.md"),
            1,
        ),
        (
            include_str!("../../../lessons/en/connections-and-dns.md"),
            3,
        ),
    ] {
        let learner = Learner::answered_at(text, place);
        let title = &learner.play().lesson.front.title;
        assert!(!learner.offers_to(&FORWARD), "{title}");
        assert!(told(&learner).contains("the RTO runs"), "{title}");
    }
}

#[test]
fn to_run_the_clock_fast_is_no_longer_offered_once_its_button_is_ready() {
    let mut learner = Learner::answered_at(include_str!("../../../lessons/en/unprotected.md"), 1);
    assert!(
        learner.offers_to(&FORWARD),
        "the last failover has just been"
    );
    learner.press(FORWARD);
    watch(&mut learner);
    assert!(learner.state.drawn.guide.offers[0].refused.is_none());
    assert!(!learner.offers_to(&FORWARD), "it would halt at once");
}

#[test]
fn who_was_too_late_is_told_so_and_does_the_step_again() {
    let mut learner =
        Learner::answered_at(include_str!("../../../lessons/en/manual-snapshots.md"), 1);
    press(&mut learner, 0);
    watch(&mut learner);
    learner.press(Msg::TogglePlay);
    watch(&mut learner);
    press(&mut learner, 1);
    let heard = &learner.state.drawn.announced;
    assert!(heard.contains("too late"), "{heard}");
    assert!(told(&learner).contains("too late"), "{}", told(&learner));
    press_in_reach(&mut learner, "Do this step again");
    press(&mut learner, 0);
    watch(&mut learner);
    press(&mut learner, 1);
    watch(&mut learner);
    assert!(!learner.play().is_done());
    press_in_reach(&mut learner, "Fast-forward");
    watch(&mut learner);
    assert!(learner.play().is_done());
}

#[test]
fn who_has_chosen_wrongly_is_led_back_to_the_choice() {
    let mut learner =
        Learner::answered_at(include_str!("../../../lessons/en/09-cheapest-design.md"), 2);
    press(&mut learner, 0);
    press(&mut learner, 1);
    let single = "aws rds modify-db-instance --db-instance-identifier orders --no-multi-az --apply-immediately";
    learner.press(Msg::Act(single.to_owned()));
    watch(&mut learner);
    learner.end_step().expect("it fits the budget");
    learner.answer();
    press(&mut learner, 0);
    for _ in 0..4 {
        watch(&mut learner);
        if learner.offers_to(&FORWARD) && !learner.state.clock.playing {
            learner.press(FORWARD);
        }
    }
    assert!(!learner.play().is_done(), "the promise is missed");
    press_in_reach(&mut learner, "Do the step before again");
    assert_eq!(learner.play().page, Page::Step(2));
    assert!(!learner.play().is_done(), "and the choice is open");
}

#[test]
fn nobody_goes_on_from_the_edge_before_its_second_answer_is_read() {
    let mut learner =
        Learner::answered_at(include_str!("../../../lessons/en/04-point-in-time.md"), 4);
    let count = learner.state.drawn.guide.offers.len();
    for button in [0, 1, 2, count - 1] {
        press(&mut learner, button);
        watch(&mut learner);
    }
    if learner.offers_to(&FORWARD) {
        learner.press(FORWARD);
    }
    watch(&mut learner);
    assert!(!learner.play().is_done(), "it was not asked again");
    press(&mut learner, 3);
    assert!(learner.play().is_done());
    let answers = learner.state.drawn.guide.offers.iter();
    let moments: Vec<String> = answers
        .filter_map(|offer| {
            offer
                .answer
                .as_ref()?
                .1
                .text()
                .split_once("Time: ")?
                .1
                .get(..20)
                .map(str::to_owned)
        })
        .collect();
    assert_eq!(moments.len(), 2, "{moments:?}");
    assert!(moments[0] < moments[1], "{moments:?}");
}

#[test]
fn a_step_that_is_over_with_a_promise_broken_does_not_say_that_all_is_done() {
    let mut learner = Learner::answered_at(include_str!("../../../lessons/en/03-bad-delete.md"), 3);
    learner.press(Msg::Act("app point shop --to orders-2".to_owned()));
    watch(&mut learner);
    assert!(learner.play().is_done());
    let text = told(&learner);
    assert!(
        text.contains("Step 4 is over, but a promise was not kept"),
        "{text}"
    );
    assert!(text.contains("Do this step again"), "{text}");
}
