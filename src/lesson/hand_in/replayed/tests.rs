//! Runs of a class that are replayed, and what is said of them.

use super::*;
use crate::lesson::hand_in::{Task, seed_of};
use crate::lesson::{Lesson, read};

/// Lines alone, and nothing predicted.
pub(in crate::lesson::hand_in) fn ran(lines: &str) -> Work {
    Work::Run {
        digest: String::new(),
        lines: lines.to_owned(),
        said: Vec::new(),
        again: 0,
        hints: 0,
    }
}

fn handed_in(what: What, lines: &str) -> HandIn {
    HandIn {
        name: "Ada".to_owned(),
        task: Task::new(what, ""),
        seconds: 5,
        work: ran(lines),
    }
}

fn lesson(text: &str) -> Lesson {
    read(text).expect("the lab's own lessons can be read")
}

#[test]
fn the_lesson_of_a_game_day_is_no_hand_in_whatever_its_lines_are() {
    let lesson = lesson(include_str!("../../../../lessons/en/10-game-day.md"));
    let what = || What::Lesson("10-game-day".to_owned());
    for lines in ["8h end\n", "1m aws rds describe-db-instances\n8h end\n"] {
        let refused = replayed(&handed_in(what(), lines), Some(&lesson));
        assert!(
            refused.is_err_and(|why| why.contains("game day")),
            "{lines}"
        );
    }
}

#[test]
fn of_what_was_asked_for_only_what_is_not_so_is_told() {
    let lesson = lesson(include_str!("../../../../lessons/en/02-single-az.md"));
    let missing = |lines: &str| {
        let hand_in = handed_in(What::Lesson("02-single-az".to_owned()), lines);
        let fared = replayed(&hand_in, Some(&lesson));
        fared
            .unwrap_or_else(|why| panic!("{why}"))
            .missing
            .join("; ")
    };
    let waited = missing("1m fault inject az-outage us-east-1a --for 3h\n6h end\n");
    assert!(waited.contains("RTO missed"), "{waited}");
    assert!(
        waited.contains("not so: the power outage of a zone went through the phase “restoring”"),
        "{waited}"
    );
    assert!(
        !waited.contains("RTO and") && !waited.contains("meets its"),
        "{waited}"
    );
    assert!(!waited.contains("has recovered"), "it has: {waited}");
    assert!(missing("6h end\n").contains("not so: the power outage of a zone has struck"));
}

#[test]
fn what_was_handed_in_early_has_missed_nothing_that_could_still_be_kept() {
    let lesson = lesson(include_str!("../../../../lessons/en/01-multi-az.md"));
    let missing = |lines: &str| {
        let hand_in = handed_in(What::Lesson("01-multi-az".to_owned()), lines);
        let fared = replayed(&hand_in, Some(&lesson));
        fared
            .unwrap_or_else(|why| panic!("{why}"))
            .missing
            .join("; ")
    };
    let strike = "1m fault inject az-outage us-east-1a --for 2h\n";
    let early = missing(&format!("{strike}90s end\n"));
    assert!(
        early.contains("while not all was well yet: the power outage of a zone (us-east-1a)"),
        "{early}"
    );
    assert!(
        !early.contains("RTO") && !early.contains("recovered"),
        "{early}"
    );
    let steps = lesson.steps.len();
    assert!(early.contains(&format!(" to {steps} not done")), "{early}");
    assert!(early.matches("not so").count() < 2, "{early}");
}

#[test]
fn on_a_day_what_is_called_end_is_done_like_any_other_line() {
    let (level, design) = (GameLevel::WarmUp, game::Design::default().lines());
    let cost = |own: &str| {
        let what = What::Game {
            level,
            design: Some(design.clone()),
        };
        let lines = format!("# what was done in the end\n{own}9h end\n");
        let fared = replayed(&handed_in(what, &lines), None);
        fared.unwrap_or_else(|why| panic!("{why}")).cost_usd
    };
    let create = "1m aws rds create-db-instance --engine postgres --db-instance-class db.m6g.large \
         --allocated-storage 200 --db-instance-identifier end\n";
    assert!(cost(create) > cost(""), "it stands there, and is paid");
}

#[test]
fn what_limits_a_lesson_to_nothing_does_not_let_everything_be_done() {
    let lesson = lesson(include_str!(
        "../../../../lessons/en/05-after-the-restore.md"
    ));
    let mut task = Task::new(What::Lesson("05-after-the-restore".to_owned()), "");
    task.allow("app stop").expect("it is an action");
    let mut plain = lesson.clone();
    plain
        .front
        .offers
        .retain(|one| !one.starts_with("fault") && !one.starts_with("app"));
    assert!(!plain.front.offers.is_empty());
    assert_eq!(task.applied(&plain).front.offers, ["fault"]);
    let lines = "1m aws rds reboot-db-instance --db-instance-identifier orders\n2h end\n";
    let refused = in_lesson(&task.applied(&plain), &seed_of("Ada"), lines);
    assert!(refused.is_err_and(|why| why.contains("may not be run")));
}
