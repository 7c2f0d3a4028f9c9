//! What is kept of answers, and when they are asked for again.

use crate::app::interview::answers::{Answer, LATEST, known};
use crate::app::interview::memory::Memory;
use proptest::prelude::*;

/// Twelve questions with eight answers each, as py-fsrs 6.3.2 scheduled them: learning and relearning in one step of ten minutes,
/// no fuzz. Each line: time, answer, stability, difficulty, due.
#[test]
fn the_schedule_is_that_of_py_fsrs() {
    let mut compared = 0;
    for question in include_str!("../../../tests/interview/py-fsrs.txt").split("\n\n") {
        let mut memory: Option<Memory> = None;
        for line in question.lines() {
            let words: Vec<&str> = line.split(' ').collect();
            let number = |place: usize| words[place].parse::<f64>().expect("it is a number");
            let (at, had) = (number(0) as u64, words[1] == "had");
            let next = match memory {
                None => Memory::first(had, at),
                Some(memory) => memory.again(had, at),
            };
            let near = |value: f64, told: f64| (value - told).abs() <= 1e-6 * told.max(1.0);
            assert!(near(next.stability(), number(2)), "{line}: {next:?}");
            assert!(near(next.difficulty(), number(3)), "{line}: {next:?}");
            assert_eq!(next.due, number(4) as u64, "{line}");
            memory = Some(next);
            compared += 1;
        }
    }
    assert_eq!(compared, 96);
}

proptest! {
    #[test]
    fn an_answer_comes_back_from_its_line_and_no_line_breaks_the_page(
        at in 0..=LATEST,
        sure: bool,
        had: bool,
        marks in proptest::collection::vec(any::<bool>(), 3..=6),
        other in "\\PC{0,60}",
    ) {
        let answer = Answer { at, id: "a-question".to_owned(), sure, had, marks };
        prop_assert_eq!(Answer::parse(&answer.line()), Some(answer.clone()));
        Answer::parse(&other);
        let never = format!("{} a-question sure had 111", LATEST + 1);
        prop_assert_eq!(Answer::parse(&never), None);
        let lines = [other, answer.line()];
        prop_assert!(known(&lines, "a-question").is_some_and(|known| known.last == answer));
    }

    /// Whoever has it each time is asked less and less often; whoever misses it, at once.
    #[test]
    fn what_is_known_rests_and_what_was_missed_does_not(times in 1_usize..12) {
        let mut memory = Memory::first(true, 0);
        let mut rest = memory.due;
        for _ in 1..times {
            let at = memory.due;
            memory = memory.again(true, at);
            prop_assert!(memory.due - at >= rest);
            rest = memory.due - at;
        }
        let at = memory.due;
        prop_assert_eq!(memory.again(false, at).due, at + 600);
    }
}
