//! What a learner of a class said first to each question of a task: that counts in what is handed in, however often a step is done again.
//! It stands as soon as the run goes on.

use crate::app::lesson::play::{LessonPlay, Page};
use crate::app::lesson::said::Said;
use crate::app::part::Parts;
use crate::lesson::Prediction;
use serde_json::Value;

impl LessonPlay {
    /// The run goes on: what was said to the present step stands, unless something stands already.
    #[inline(never)]
    pub(super) fn first_stand(&mut self) {
        let Page::Step(step) = self.page else { return };
        let (Some(said), Some(sure)) = (self.said.get(step), self.sure.get(step)) else {
            return;
        };
        if self.first.len() <= step {
            self.first.resize(step + 1, Vec::new());
        }
        let row = &mut self.first[step];
        row.resize(said.len(), (Said::Nothing, None));
        for (slot, now) in row.iter_mut().zip(said.iter().zip(sure)) {
            if slot.0 == Said::Nothing {
                *slot = (*now.0, *now.1);
            }
        }
    }
}

/// What was said first to a question, if that stands.
#[inline(never)]
pub fn first(play: &LessonPlay, step: usize, question: usize) -> Option<(Said, Option<bool>)> {
    let all = play.first.get(step)?;
    let first = all.get(question).copied();
    first.filter(|(said, _)| *said != Said::Nothing)
}

/// How many questions were answered otherwise later.
pub fn otherwise(play: &LessonPlay) -> u32 {
    let mut count = 0;
    for (step, row) in play.said.iter().enumerate() {
        for (question, said) in row.iter().enumerate() {
            let first = first(play, step, question);
            let other = first.is_some_and(|(first, _)| first != *said);
            count += u32::from(other && *said != Said::Nothing);
        }
    }
    count
}

/// Where a question is asked again: what counts, whatever is said now.
#[inline(never)]
pub(super) fn first_counts(
    play: &LessonPlay,
    (step, number): (usize, usize),
    question: &Prediction,
    at: &mut Parts,
) {
    let Some((said, _)) = first(play, step, number) else {
        return;
    };
    let choice = match said {
        Said::Choice(place) => question.choices.get(place),
        Said::DoNotKnow | Said::Nothing => None,
    };
    let words = choice.map_or("that you do not know", |choice| &choice.text);
    let told =
        format!("You have answered this before: your first answer, “{words}”, is handed in.");
    at.told("p quiet", &told);
}

/// As the browser keeps it: cells as those of what was said last.
#[inline(never)]
pub(super) fn kept(play: &LessonPlay, cell: impl Fn(&Said, &Option<bool>) -> i64) -> Value {
    let row = |row: &Vec<(Said, Option<bool>)>| {
        let cells = row.iter().map(|(said, sure)| cell(said, sure));
        cells.collect::<Vec<i64>>()
    };
    Value::from(play.first.iter().map(row).collect::<Vec<Vec<i64>>>())
}
