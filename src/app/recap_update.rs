//! The recap in the loop: where its addresses lead, what it is told, and what is written down as a proof of what was won.

use crate::app::ask::Ask;
use crate::app::course::Record;
use crate::app::effect::Effect;
use crate::app::recap::{self, RecapMsg};
use crate::app::state::State;

/// `sheet` is what stands behind `#/recap/`.
#[inline(never)]
pub fn open(state: &mut State, sheet: &str) -> Vec<Ask> {
    let State {
        recap,
        course,
        class,
        tickets,
        ..
    } = state;
    if class.name.is_empty() {
        class.name = recap::signed(&course.progress.answers).unwrap_or_default();
    }
    let recap = recap.get_or_insert_default();
    recap::open(recap, course, tickets, sheet)
}

#[inline(never)]
pub fn react(state: &mut State, msg: RecapMsg) -> Vec<Ask> {
    let State {
        recap,
        course,
        class,
        tickets,
        ..
    } = state;
    let recap = recap.get_or_insert_default();
    recap::react(recap, course, class, tickets, msg)
}

/// A line of the record waits until the browser has told the time.
#[inline(never)]
pub fn note(state: &mut State, line: String) -> Effect {
    state.interview.undated.push(line);
    Effect::TellTime {
        ticket: 0,
        after_ms: 0,
    }
}

/// The line of the record that proves what is about to be written down, if there is something to prove. A day counts if it is the best of its level.
#[inline(never)]
pub fn proof(state: &State, record: &Record) -> Option<String> {
    let progress = &state.course.progress;
    match (record, &state.lesson, &state.game) {
        (Record::Lesson { id, .. }, Some(play), _) => {
            recap::of_lesson(&progress.answers, id, play, &state.run)
        }
        (Record::Lesson { id, .. }, None, Some(game)) => recap::of_game(Some(id), game, &state.run),
        (Record::Game { level, score, .. }, _, Some(game)) => {
            let best = progress.best(*level);
            let is_best = best.is_none_or(|best| best.score < *score);
            recap::of_game(None, game, &state.run).filter(|_| is_best)
        }
        _ => None,
    }
}
