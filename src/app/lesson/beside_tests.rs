//! Nobody predicts what can be read: what a question asks for is covered until it is answered.

use super::learner_tests::{Learner, lesson, lessons};
use super::*;
use crate::app::part::Parts;
use crate::app::part::read::spoken;
use crate::lesson::Condition;
use std::collections::BTreeMap;
use std::rc::Rc;

/// The figures above the tabs, and the verdict in its tab.
fn in_sight(learner: &Learner) -> (String, String) {
    let calm = &learner.state.drawn.calm;
    let figures = Parts::of(|at| figures(learner.play(), calm, at));
    let verdict = Parts::of(|at| verdict_tab(learner.play(), calm, at));
    (spoken(&figures), spoken(&verdict))
}

#[test]
fn what_a_question_asks_for_is_covered_until_it_is_answered() {
    let text = include_str!("../../../lessons/en/07-read-replicas.md");
    let mut learner = Learner::at_step(text, 4);
    let (figures, verdict) = in_sight(&learner);
    assert!(
        figures.contains("Lost orders–RPO 10 s: answer first"),
        "{figures}"
    );
    assert!(!figures.contains("Whole run"), "{figures}");
    assert!(
        verdict.contains("answer first") && !verdict.contains("gone"),
        "{verdict}"
    );
    learner.answer();
    let (figures, verdict) = in_sight(&learner);
    assert!(!figures.contains("answer first"), "{figures}");
    assert!(verdict.contains("Whole run"), "{verdict}");
}

#[test]
fn what_everything_costs_is_covered_where_that_is_asked() {
    let text = include_str!("../../../lessons/en/09-cheapest-design.md");
    let mut learner = Learner::at_step(text, 0);
    assert!(in_sight(&learner).0.contains("Cost–answer first"));
    learner.answer();
    assert!(in_sight(&learner).0.contains("a month"));
}

/// A step whose figures stand there, and whose choices look at this alone.
fn asks(learner: &Learner, condition: &str) -> Learner {
    let mut learner = learner.clone();
    let play = learner.state.lesson.as_mut().expect("a lesson is on");
    let Page::Step(place) = play.page else {
        panic!("no step is on");
    };
    let told = format!("when = [{condition}]");
    let mut told: BTreeMap<String, Vec<Condition>> = toml::from_str(&told).expect("conditions");
    let when = told.remove("when").expect("they are named");
    let step = &mut Rc::make_mut(&mut play.lesson).steps[place];
    let questions = step.step.predictions.iter_mut();
    for choice in questions.flat_map(|question| &mut question.choices) {
        choice.when = when.clone();
    }
    learner
}

#[test]
fn whatever_is_asked_the_verdict_is_covered_and_each_figure_where_it_would_tell() {
    let text = include_str!("../../../lessons/en/07-read-replicas.md");
    let learner = Learner::at_step(text, 4);
    let (none, loss, recovery) = ((false, false), (true, false), (false, true));
    for (condition, covered) in [
        ("{ metric = { name = 'lost-writes' } }", loss),
        ("{ any = [{ metric = { name = 'lost-span' } }] }", loss),
        ("{ not = { metric = { name = 'stranded-writes' } } }", loss),
        (
            "{ any = [{ not = { any = [{ metric = { name = 'recovery' } }] } }] }",
            recovery,
        ),
        ("{ incident = { fault = 'az-outage', rpo = 'met' } }", loss),
        (
            "{ incident = { fault = 'az-outage', rto = 'missed' } }",
            recovery,
        ),
        (
            "{ incident = { fault = 'az-outage', recovered = true } }",
            recovery,
        ),
        ("{ incident = { action = 'aws rds reboot' } }", none),
        ("{ metric = { name = 'write-outage' } }", recovery),
        ("{ metric = { name = 'read-outage' } }", recovery),
        ("{ metric = { name = 'wrong-data' } }", recovery),
        ("{ metric = { name = 'damaged-rows' } }", none),
        ("{ database = { name = 'orders', multi_az = true } }", none),
    ] {
        let mut learner = asks(&learner, condition);
        let (figures, verdict) = in_sight(&learner);
        let is_covered = |name: &str| figures.contains(&format!("{name}–"));
        let seen = (is_covered("Lost orders"), is_covered("Recovery"));
        assert_eq!(seen, covered, "{condition}: {figures}");
        assert!(verdict.contains("answer first"), "{condition}: {verdict}");
        learner.answer();
        let (figures, verdict) = in_sight(&learner);
        assert!(!figures.contains("answer first"), "{condition}: {figures}");
        assert!(verdict.contains("Whole run"), "{condition}: {verdict}");
    }
}

/// A dash is one letter to the eye, whatever it takes to keep.
#[test]
fn a_note_stands_under_its_figure_by_what_is_seen_of_it() {
    assert!(!super::beside::is_long(&"–".repeat(24)));
    assert!(super::beside::is_long(&"–".repeat(25)));
}

/// A line that is yet to be answered must not say how: the question beside it may ask just that.
#[test]
fn what_is_still_to_come_never_says_how_rds_will_answer() {
    let mut told = Vec::new();
    for (name, text) in lessons() {
        let lesson = lesson(&text);
        for step in &lesson.front.steps {
            let refused = step.until.iter().flat_map(Condition::refusals);
            let codes: Vec<&str> = refused.filter_map(|used| used.refused.as_deref()).collect();
            for condition in &step.until {
                let words = crate::lesson::words::to_do(condition, &step.actions);
                let is_told = codes.iter().any(|code| words.contains(code));
                if is_told || words.contains("refused") && !codes.is_empty() {
                    told.push(format!("{name}, {}: {words}", step.section));
                }
            }
        }
    }
    assert!(told.is_empty(), "{}", told.join("\n"));
}
