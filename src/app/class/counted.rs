//! Which hand-ins belong together, and which of them count.

use crate::app::class::known::{ClassState, Entry};
use crate::lesson::hand_in::{Fared, Task, What, Work};

/// A task as it stands over its table: design and luck are each learner's own.
pub(super) fn as_set(task: &Task) -> Task {
    let mut task = task.clone();
    task.luck = None;
    if let What::Game { design, .. } = &mut task.what {
        *design = None;
    }
    task
}

/// The tasks that were handed in, each once.
pub(super) fn tasks(class: &ClassState) -> Vec<Task> {
    let mut all: Vec<Task> = Vec::new();
    for entry in &class.entries {
        let task = as_set(&entry.hand_in.task);
        if !all.contains(&task) {
            all.push(task);
        }
    }
    all
}

/// Those who handed this in, each with its place.
pub(super) fn of_task<'c>(class: &'c ClassState, task: &Task) -> Vec<(usize, &'c Entry)> {
    let all = class.entries.iter().enumerate();
    all.filter(|(_, one)| as_set(&one.hand_in.task) == *task)
        .collect()
}

/// Of what one learner handed in for one task, the one that came furthest counts: what came to its end before what did not, then what was won, then
/// the better score, more steps, the longer time.
pub(super) fn counts(class: &ClassState, place: usize) -> bool {
    let own = &class.entries[place];
    let rank = |at: usize, one: &Entry| {
        let came = one
            .came_to()
            .map(|fared| furthest(fared, &one.hand_in.work));
        (came, one.hand_in.seconds, at)
    };
    let name = |one: &Entry| one.hand_in.name.to_lowercase();
    let task = as_set(&own.hand_in.task);
    let mut theirs = of_task(class, &task).into_iter();
    !theirs.any(|(at, one)| name(one) == name(own) && rank(at, one) > rank(place, own))
}

/// How far it came: to its end, or of an interview through how many answers; whether it was won; its points, or how many answers were had; and its steps.
fn furthest(fared: &Fared, work: &Work) -> (usize, bool, usize, usize) {
    if let Work::Answers(answers) = work {
        let had = answers.iter().filter(|one| one.had).count();
        return (answers.len(), false, had, 0);
    }
    let (done, steps) = fared.steps;
    let score = fared.score.map(|score| score as usize);
    let is_whole = score.is_some() || steps > 0 && done == steps;
    let end = usize::from(is_whole);
    (end, fared.won, score.unwrap_or_default(), done)
}
