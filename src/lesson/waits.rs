//! Waits that the page does not foresee: it looks ahead for so long, and beyond that it offers nobody to let time pass.

use crate::lesson::notes::Notes;
use crate::lesson::replay::Replay;
use crate::lesson::{Lesson, StepAction};
use crate::sim::{SimDuration, SimTime};

/// How far the page looks ahead for the end of a step.
pub const FORESEEN: SimDuration = SimDuration::from_days(2);

/// The steps whose end comes later than that after the last line, and that have no button which lets time pass.
pub(super) fn warnings(lesson: &Lesson, run: &Replay, notes: &mut Notes) {
    let mut began = SimTime::START;
    for (step, end) in lesson.steps.iter().zip(&run.ended) {
        let lines = run.session.outcomes().iter().map(|outcome| outcome.at);
        let last = lines.filter(|at| *at < *end).max().unwrap_or(began);
        let wait = end.since(began.max(last));
        began = *end;
        let lets_pass = |action: &StepAction| action.wait().is_some();
        if wait <= FORESEEN || step.step.actions.iter().any(lets_pass) {
            continue;
        }
        let mut steps = lesson.front.steps.iter();
        let Some(number) = steps.position(|one| one.section == step.title) else {
            continue;
        };
        let days = wait.ms().div_ceil(SimDuration::from_days(1).ms());
        notes.warning(
            &["step".into(), number.into(), "until".into()],
            format!("step {}", number + 1),
            format!(
                "its end comes {} after the last line, and the page foresees two days: it will say that waiting leads no further",
                crate::language::words::span(wait)
            ),
            format!("add a button that lets the time pass: line = \"wait {days}d\""),
        );
    }
}
