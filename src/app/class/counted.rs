//! Which hand-ins belong together, and which of them count.

use crate::app::class::known::{ClassState, Entry};
use crate::lesson::hand_in::{Task, What};

/// A task as it stands over its table: designs are each learner's own.
pub(super) fn as_set(task: &Task) -> Task {
    let mut task = task.clone();
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

/// Of what one learner handed in for one task, the one that came furthest counts; of as many steps, the later one.
pub(super) fn counts(class: &ClassState, place: usize) -> bool {
    let own = &class.entries[place];
    let rank = |at: usize, one: &Entry| {
        let steps = one.came_to().map(|fared| fared.steps.0);
        (steps, one.hand_in.seconds, at)
    };
    let name = |one: &Entry| one.hand_in.name.to_lowercase();
    let task = as_set(&own.hand_in.task);
    let mut theirs = of_task(class, &task).into_iter();
    !theirs.any(|(at, one)| name(one) == name(own) && rank(at, one) > rank(place, own))
}
