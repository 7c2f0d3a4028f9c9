//! Nobody predicts what can be read: what a question asks for is covered until it is answered.

use super::learner_tests::{Learner, lesson, lessons};
use super::*;
use crate::app::part::Parts;
use crate::app::part::read::spoken;
use crate::lesson::Condition;

fn at_step(text: &str, place: usize) -> Learner {
    let lesson = lesson(text);
    let mut learner = Learner::begins(&lesson, &lesson.front.seed);
    while learner.play().page != Page::Step(place) {
        learner.end_step().expect("it ends");
    }
    learner
}

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
    let mut learner = at_step(text, 4);
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
    let mut learner = at_step(text, 0);
    assert!(in_sight(&learner).0.contains("Cost–answer first"));
    learner.answer();
    assert!(in_sight(&learner).0.contains("a month"));
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
