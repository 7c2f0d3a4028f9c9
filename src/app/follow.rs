//! What follows from whatever happened: a selected database is followed under its new name, and the lesson on the stage looks
//! whether its step has come to its end. Nothing is drawn.

use crate::app::ask::Ask;
use crate::app::lesson::observe;
use crate::app::state::State;
use crate::app::thing::Thing;

pub fn follow(state: &mut State) -> Vec<Ask> {
    select_something(state);
    match &mut state.lesson {
        Some(play) => observe(play, &mut state.clock, &state.run),
        None => Vec::new(),
    }
}

/// In the sandbox something is always selected, also when it is gone: then the inspector says so. A database stays selected under
/// a new name.
fn select_something(state: &mut State) {
    let view = state.run.view();
    let (selected, known) = (&mut state.window.selected, &mut state.window.known);
    let there = |thing: &Thing| thing.database_in(&view).is_some();
    if let Some((thing, resource_id)) = known
        && selected.as_ref() == Some(thing)
        && !there(thing)
    {
        let mut all = view.databases.iter();
        let now = all.find(|entry| entry.resource_id == *resource_id);
        *selected = now.map(Thing::database).or(selected.take());
    }
    if selected.is_none() && state.tour.is_none() {
        *selected = view.databases.first().map(Thing::database);
    }
    let entry = selected.as_ref().and_then(|thing| thing.database_in(&view));
    if let Some(entry) = entry {
        *known = selected.clone().zip(Some(entry.resource_id.clone()));
    }
}
