//! What is drawn: the view, and all that panels compute from it. It ends no step and wins no lesson.

use crate::app::announce;
use crate::app::drawn::Calm;
use crate::app::game::{keeps_secret, readable, refusal as refusal_on_a_game_day};
use crate::app::lesson::refusal as refusal_in_a_lesson;
use crate::app::lost;
use crate::app::operations;
use crate::app::state::State;
use crate::app::thing::Thing;
use crate::app::tour::{self, Step};
use crate::app::verdict;
use crate::app::ways;
use crate::world::View;
use std::rc::Rc;

/// Draws everything anew, and tells what has changed since it was last drawn.
pub fn look(state: &mut State) {
    let view = state.run.view();
    select_something(state, &view);
    let told = announce::changes(&state.drawn.calm.view, &view, keeps_secret(state));
    if !told.is_empty() {
        state.drawn.announced = told.join(" ");
    }
    if let Some(tour) = &state.tour
        && tour.step == Step::Answer
        && !told.is_empty()
    {
        state
            .drawn
            .announced
            .insert_str(0, &format!("{} ", tour::headline(tour, &view)));
    }
    let with_refusal = |line: Option<&str>| line.and_then(|line| refusal(state, line));
    let operations = match &state.window.selected {
        Some(thing) if state.tour.is_none() => operations::of(&view, thing)
            .into_iter()
            .map(|operation| (operation.clone(), with_refusal(Some(&operation.line))))
            .collect(),
        _ => Vec::new(),
    };
    let incident = state
        .window
        .incident
        .filter(|place| *place < view.incidents.len())
        .or_else(|| verdict::to_be_read(&view));
    let ways = incident
        .filter(|_| state.tour.is_none())
        .and_then(|place| ways::ways_out(&view, &view.incidents[place]))
        .into_iter()
        .flatten()
        .map(|way| (way.clone(), with_refusal(way.line.as_deref())))
        .collect();
    let journal = readable(state);
    let leapt = view.now < state.drawn.calm.view.now || !state.clock.playing;
    state.drawn.ticker.look_again(&state.run, &view, leapt);
    state.drawn.frame = Rc::clone(&view);
    state.drawn.calm = Rc::new(Calm {
        lost: incident.map_or_else(Vec::new, |place| {
            let named = |app: &str, first, last| state.run.writes_named(app, first, last);
            lost::rows(view.calendar, &view.incidents[place].lost, named)
        }),
        view,
        journal,
        operations,
        incident,
        ways,
    });
    state.drawn.calm_age_ms = 0.0;
}

/// Why a line would not be carried out now, if so: the lesson does not offer it, or AWS would refuse it.
fn refusal(state: &State, line: &str) -> Option<String> {
    if let Some(reason) = refusal_on_a_game_day(state, line) {
        return Some(reason.to_owned());
    }
    let play = state.lesson.as_ref();
    let by_lesson = play.and_then(|play| refusal_in_a_lesson(&play.lesson, line));
    match by_lesson {
        Some(refused) => Some(refused.reason),
        None => state.run.refusal(line),
    }
}

/// In the sandbox something is always selected, also when it is gone: then the inspector says so. A database stays selected under
/// a new name.
fn select_something(state: &mut State, view: &View) {
    let selected = state.window.selected.as_ref();
    if let Some(before) = selected.and_then(|thing| thing.database_in(&state.drawn.calm.view)) {
        let mut all = view.databases.iter();
        let now = all.find(|entry| entry.resource_id == before.resource_id);
        state.window.selected = now.map(Thing::database).or(state.window.selected.take());
    }
    if state.window.selected.is_none() && state.tour.is_none() {
        state.window.selected = first_thing(view);
    }
}

fn first_thing(view: &View) -> Option<Thing> {
    view.databases.first().map(Thing::database)
}
