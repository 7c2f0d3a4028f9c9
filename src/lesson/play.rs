//! Playing a lesson: which step it has come to, and how the run answered its questions.

use crate::lesson::{Lesson, Moment, Prediction};
use serde::{Deserialize, Serialize};

/// How far somebody has come in a lesson.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Play {
    /// The number of steps that are done; also the place of the present one.
    pub done: usize,
    /// For each step that is done, the right answer to each of its questions; none where no choice was right.
    pub answers: Vec<Vec<Option<usize>>>,
}

/// What is missing at the end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Missing {
    /// Steps that were not ended.
    pub steps: usize,
    /// Conditions of winning that do not hold, by place.
    pub conditions: Vec<usize>,
    pub rto: bool,
    pub rpo: bool,
    /// Whether an incident is still open, so that the goals are not decided.
    pub open: bool,
}

impl Play {
    /// Which choice each question of the first steps turned out to have right, by its place; none is −1.
    pub fn answered(&self, steps: usize) -> Vec<Vec<i64>> {
        let cell = |answer: &Option<usize>| {
            let place = answer.map(i64::try_from);
            place.and_then(Result::ok).unwrap_or(-1)
        };
        let rows = self.answers.iter().take(steps);
        rows.map(|row| row.iter().map(cell).collect()).collect()
    }

    /// Whether the present step waits for a condition, rather than for its reader.
    pub fn waits(&self, lesson: &Lesson) -> bool {
        lesson
            .steps
            .get(self.done)
            .is_some_and(|step| !step.step.until.is_empty())
    }

    /// Whether the conditions of the present step hold.
    pub fn is_reached(&self, lesson: &Lesson, moment: &Moment) -> bool {
        lesson
            .steps
            .get(self.done)
            .is_some_and(|step| moment.all_hold(&step.step.until))
    }

    /// Ends the present step: this moment answers its questions.
    pub fn end_step(&mut self, lesson: &Lesson, moment: &Moment) {
        if let Some(step) = lesson.steps.get(self.done) {
            let questions = step.step.predictions.iter();
            self.answers
                .push(questions.map(|one| right_choice(one, moment)).collect());
            self.done += 1;
        }
    }

    /// What keeps the lesson from being won at this moment.
    pub fn missing(&self, lesson: &Lesson, moment: &Moment) -> Missing {
        let conditions = lesson.front.win.iter().enumerate();
        let missed = moment.view.missed_goals();
        Missing {
            steps: lesson.steps.len().saturating_sub(self.done),
            conditions: conditions
                .filter(|(_, condition)| !condition.holds(moment))
                .map(|(place, _)| place)
                .collect(),
            rto: missed.rto,
            rpo: missed.rpo,
            open: moment.view.open_incidents().next().is_some(),
        }
    }
}

impl Missing {
    pub fn is_won(&self) -> bool {
        self.steps == 0 && self.conditions.is_empty() && !self.rto && !self.rpo
    }
}

/// The one choice whose conditions hold; none if there is none, or more than one.
fn right_choice(prediction: &Prediction, moment: &Moment) -> Option<usize> {
    let choices = prediction.choices.iter().enumerate();
    let mut right = choices.filter(|(_, choice)| moment.all_hold(&choice.when));
    let (place, _) = right.next()?;
    right.next().is_none().then_some(place)
}
