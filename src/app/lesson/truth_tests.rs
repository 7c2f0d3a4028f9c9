//! What a step says is done was done, and what score, step and result say of a loss is one thing.

use super::disturb_tests::Order;
use super::learner_tests::{Learner, lesson, lessons};
use super::*;
use crate::app::Msg;
use crate::app::part::Parts;
use crate::app::part::read::spoken;
use crate::lesson::Condition;

const FOURTH: &str = include_str!("../../../lessons/en/04-point-in-time.md");
const EIGHTH: &str = include_str!("../../../lessons/en/08-region-lost.md");
const NINTH: &str = include_str!("../../../lessons/en/09-cheapest-design.md");

fn presses(learner: &mut Learner, words: &str) {
    let mut all = learner.state.drawn.guide.offers.iter();
    let place = all.position(|offer| offer.line.contains(words));
    let place = place.unwrap_or_else(|| panic!("no button with {words}"));
    learner.press(Msg::Lesson(LessonMsg::Do(place)));
}

fn seen(learner: &Learner) -> String {
    let shown = learner.state.guided(learner.play());
    spoken(&Parts::of(|at| steps(&shown, at)))
}

fn holds(learner: &Learner) -> Vec<bool> {
    learner.state.drawn.guide.holds.clone()
}

#[test]
fn what_is_asked_before_there_is_an_answer_is_not_done() {
    let mut learner = Learner::answered_at(FOURTH, 4);
    for words in ["describe-db-instances", "automated-backups", "orders-3"] {
        presses(&mut learner, words);
    }
    assert!(seen(&learner).contains("none yet"), "{}", seen(&learner));
    assert_eq!(holds(&learner), [false, false, false]);
    presses(&mut learner, "wait 20m");
    learner.watch(10_000.0);
    for words in ["describe-db-instances", "automated-backups"] {
        presses(&mut learner, words);
    }
    let told = holds(&learner);
    assert_eq!(
        told[..2],
        [true, false],
        "the edge has not moved: {}",
        seen(&learner)
    );
    presses(&mut learner, "wait 5m");
    learner.watch(10_000.0);
    presses(&mut learner, "automated-backups");
    assert_eq!(holds(&learner)[..2], [true, true], "{}", seen(&learner));
}

/// Where an option makes another thing of a line, the line without it is not what a step asks for.
#[test]
fn a_line_without_its_option_is_not_what_a_step_asks_for() {
    let mut wrong = Vec::new();
    for (name, text) in lessons() {
        let lesson = lesson(&text);
        let mut lines = lesson.front.solution.lines();
        let rebooted = lines.any(|line| line.contains("--force-failover"));
        let mut used = lesson.front.steps.iter().flat_map(|step| &step.until);
        let plain = used.find(|condition| {
            let line = "aws rds reboot-db-instance --db-instance-identifier orders";
            matches!(condition, Condition::Used(used) if used.refused.is_none() && used.names(line))
        });
        if rebooted && plain.is_some() {
            wrong.push(name);
        }
    }
    assert_eq!(wrong, ["03-bad-delete"; 0]);
}

#[test]
fn score_step_and_result_tell_one_loss() {
    let mut learner = Learner::answered_at(EIGHTH, 3);
    presses(&mut learner, "create-db-instance-read-replica");
    learner.press(Msg::Lesson(LessonMsg::FastForward));
    learner.watch(60_000.0);
    for _ in 0..20 {
        let lines = [
            "aws rds promote-read-replica --db-instance-identifier orders-home",
            "app point shop --to us-east-1/orders-home",
        ];
        for line in lines {
            if learner.state.run.refusal(line).is_none() && !learner.play().is_done() {
                learner.press(Msg::Act(line.to_owned()));
                learner.watch(4_000.0);
                learner.watch(60_000.0);
            }
        }
    }
    assert!(learner.play().is_done(), "{}", seen(&learner));
    let lost = learner.state.run.view().writes.lost;
    assert!(lost > 500, "{lost}");
    let lost = crate::app::words::count(lost);
    assert!(seen(&learner).contains("over, but a promise was not kept"));
    assert!(seen(&learner).contains(&lost), "{}", seen(&learner));
    let calm = &learner.state.drawn.calm;
    let score = spoken(&Parts::of(|at| figures(learner.play(), calm, at)));
    assert!(score.contains("missed") && score.contains(&lost), "{score}");
    learner.press(Msg::Lesson(LessonMsg::Next));
    assert!(seen(&learner).contains("Not won yet") && seen(&learner).contains(&lost));
}

#[test]
fn a_step_whose_promise_was_missed_leads_back_in_the_bar() {
    let mut learner = Learner::answered_at(NINTH, 1);
    let again = Msg::Lesson(LessonMsg::StepAgain);
    assert!(!learner.reaches(&again));
    learner.disturb(Order::WaysFirst);
    let view = learner.state.run.view();
    let rewound = view.incidents.iter().any(|one| one.met_rpo == Some(false));
    assert!(rewound, "{}", seen(&learner));
    assert!(learner.reaches(&again) && learner.offers_to(&again));
    assert!(seen(&learner).contains("was not kept: go back"));
    learner.press(again);
    learner.end_step().expect("it can be ended another way");
}

#[test]
fn a_stated_time_that_passes_is_not_lengthened_by_a_second_press() {
    let mut learner = Learner::answered_at(FOURTH, 4);
    let from = learner.state.run.now();
    presses(&mut learner, "wait 20m");
    for _ in 0..10 {
        learner.watch(200.0);
        presses(&mut learner, "wait 20m");
    }
    learner.watch(20_000.0);
    let passed = learner.state.run.now().since(from).ms() / 1000;
    assert_eq!(passed, 1200);
}

#[test]
fn nobody_is_pointed_to_what_is_still_being_made() {
    let mut learner = Learner::answered_at(FOURTH, 3);
    presses(&mut learner, "restore-db-instance");
    learner.watch(500.0);
    let point = |learner: &Learner| {
        let mut all = learner.state.drawn.guide.offers.iter();
        let found = all.find(|offer| offer.line.starts_with("app point"));
        found.and_then(|offer| offer.refused.clone())
    };
    let why = point(&learner).expect("it is being made").reason;
    assert!(why.contains("orders-2"), "{why}");
    presses(&mut learner, "app point");
    let view = learner.state.run.view();
    assert_eq!(view.apps[0].connect, "orders");
    learner.end_step().expect("it ends all the same");
}
