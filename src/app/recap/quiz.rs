//! A quiz is put together: which questions, in which order, under which luck.

use crate::app::lesson::sums;
use crate::app::recap::known::{Arrived, Asked, Quiz, Ready};
use crate::app::recap::sitting::sittings;
use crate::lesson::{Index, Lesson, Recap, replay_solution, seed_of_turn};
use crate::sim::{Luck, Spread, sort_by_number};

const LOTS: Spread = Spread::Uniform {
    low: 0.0,
    high: 1e12,
};

/// A quiz that is about to begin; it has no question if there is none of this number. It was taken `times` before.
pub(super) fn quiz(index: &Index, number: u32, times: usize) -> Quiz {
    let of_it = index.lessons.iter();
    let of_it = of_it.filter(|entry| Recap::of_order(entry.order) == number);
    let mut ids: Vec<String> = of_it.map(|entry| entry.id.clone()).collect();
    shuffle(&mut ids, times, |id| id.clone());
    let asked = ids.into_iter().map(|id| Asked {
        id,
        arrived: Arrived::NotYet,
        said: None,
    });
    Quiz {
        number,
        times,
        asked: asked.collect(),
        place: 0,
        sure: false,
    }
}

/// How often a recap was taken.
pub(super) fn times(record: &[String], number: u32) -> usize {
    sittings(record, number).len()
}

fn shuffle<T>(all: &mut [T], times: usize, name: impl Fn(&T) -> String) {
    let luck = Luck::from_seed("recap");
    let turn = times as u64;
    sort_by_number(all, |one| luck.draw(LOTS, "recap", &name(one), turn) as i64);
}

/// Runs a question under the luck of its turn: the run tells which choice is right. Nothing if it is none, or tells nothing.
pub(super) fn ready(lesson: &Lesson, id: &str, times: usize) -> Option<Ready> {
    lesson.recap()?;
    let run = replay_solution(lesson, &luck(lesson, times)).ok()?;
    let right = (*run.play.answers.first()?.first()?)?;
    let question = lesson.steps.first()?.step.predictions.first()?;
    let mut order: Vec<usize> = (0..question.choices.len()).collect();
    shuffle(&mut order, times, |place| format!("{id} {place}"));
    Some(Ready {
        order,
        right,
        figures: sums(run.moment().view),
        lesson: lesson.clone(),
    })
}

/// The luck of a turn: each is one under which the question is proved.
pub(super) fn luck(lesson: &Lesson, times: usize) -> String {
    seed_of_turn(&lesson.front.seed, times)
}
