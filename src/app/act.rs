//! A line of the one language is run, and everything learns of it.

use crate::app::course::keep_run;
use crate::app::effect::Effect;
use crate::app::follow::refresh;
use crate::app::game::refusal;
use crate::app::lesson::{has_run, lets_run, reopen};
use crate::app::notice::{bad, good};
use crate::app::playing::pause_at_incident;
use crate::app::state::State;
use crate::app::window::Exchange;
use crate::app::words;
use std::rc::Rc;

/// Runs a line now; its answer goes to the terminal, and a refusal also to a notice.
pub fn act(state: &mut State, line: &str) -> Vec<Effect> {
    if !lets_run(state, line) {
        return state.close();
    }
    if let Some(reason) = refusal(state, line) {
        state.refuse(line, reason);
        return state.close();
    }
    if state.game.is_none() {
        state.run.to_whole_second(line);
    }
    let at = words::stopwatch(state.run.now());
    let before = (state.run.text(), state.run.branches());
    let answer = state.run.act(line);
    let answer_refused = answer.refused;
    let forked = state.run.branches() > before.1;
    let opened = state.run.view().incidents.len() > state.drawn.frame.incidents.len();
    if forked {
        state.branches.push(before.0);
        reopen(state, false);
    }
    state.window.notice = answer
        .refused
        .then(|| bad(answer.text.lines().next().unwrap_or_default()))
        .or(forked.then(|| {
            good(
                "You acted in the past: the run has forked. The earlier branch is kept under Runs.",
            )
        }));
    Rc::make_mut(&mut state.terminal.entries).push(Exchange {
        at,
        line: line.to_owned(),
        answer: answer.text,
        refused: answer.refused,
    });
    let mut effects = state.close();
    if opened {
        state.window.incident = None;
    }
    if state.lesson.is_some() {
        if !answer_refused {
            has_run(state, line);
        }
    } else if opened && state.clock.playing && state.clock.pauses && state.tour.is_none() {
        pause_at_incident(state);
    }
    if let Some(game) = &mut state.game {
        game.acted();
    }
    refresh(state);
    effects.extend(keep_run(state));
    effects.push(Effect::ScrollTerminal);
    effects
}
