//! A line of the one language is run, and everything learns of it.

use crate::app::ask::Ask;
use crate::app::branch::Branch;
use crate::app::clock::pause_at_incident;
use crate::app::effect::Effect;
use crate::app::game;
use crate::app::interview;
use crate::app::lesson;
use crate::app::msg::Msg;
use crate::app::notice::{Notice, bad, good, good_and_back};
use crate::app::restore;
use crate::app::sandbox::STARTS_AND_RUNS;
use crate::app::say;
use crate::app::state::State;
use crate::app::ways;
use crate::app::window::{Exchange, Tab};
use crate::app::words;
use std::rc::Rc;

/// Why a message is not heeded: on a game day, or while a mock interview asks a live question.
pub fn forbids(state: &State, msg: &Msg) -> Option<&'static str> {
    let game = state.game.as_ref();
    match game.and_then(|game| game::forbids(game, state.clock.playing, msg)) {
        None if state.is_examined() => interview::forbids(msg),
        reason => reason,
    }
}

/// Runs a line now; its answer goes to the terminal, and a refusal to a notice where the terminal is not in sight: it is told once.
pub fn act(state: &mut State, line: String) -> Vec<Ask> {
    let mut asks = vec![Ask::Close];
    if let Err(why_not) = lets_run(state, &line) {
        asks.extend(why_not);
        return asks;
    }
    if state.game.is_none() {
        state.run.to_whole_second(&line);
    }
    let at = words::stopwatch(state.run.now());
    let before = (state.run.text(), state.run.branches());
    let left = Branch::before(before.0, &line, &state.run);
    // What the form asks for now, whether or not it was drawn since.
    let form = state.picker.as_ref();
    let form = form.and_then(|picker| restore::look(picker, &state.run, |_| None));
    let is_chosen = form.is_some_and(|form| form.asks_for(&line));
    let answer = state.run.act(&line);
    let refused = answer.refused;
    let forked = state.run.branches() > before.1;
    let known = state.drawn.frame.noticed_incidents();
    let noticed = state.run.view().noticed_incidents() > known;
    let opened = state.run.view().incidents.len() > state.drawn.frame.incidents.len();
    if forked {
        state.branches.push(left.clone());
        if let Some(play) = &mut state.lesson {
            lesson::reopen(play, &state.run, false);
        }
    }
    if !refused && is_chosen {
        state.picker = None;
    }
    let told = (refused && !is_told_there(state, &line))
        .then(|| bad(answer.text.lines().next().unwrap_or_default()))
        .or(forked.then(|| {
            let told = format!(
                "You acted in the past: the run has forked. The one before is kept under {STARTS_AND_RUNS}, as “{}”.",
                left.name
            );
            good_and_back(told, state.branches.len().saturating_sub(1))
        }))
        .or_else(|| press_play(state, &line));
    match told {
        Some(told) => state.window.say(told),
        None => state.window.notice = None,
    }
    if opened {
        state.window.incident = None;
    }
    if let Some(play) = &mut state.lesson {
        if !refused {
            lesson::has_run(play, &mut state.clock, &state.run, &line);
        }
    } else if noticed && state.clock.playing && state.clock.pauses && is_free(state) {
        asks.extend(pause_at_incident(&state.run));
    }
    Rc::make_mut(&mut state.terminal.entries).push(Exchange {
        at,
        line,
        answer: answer.text,
        refused,
    });
    if let Some(game) = &mut state.game {
        game.acted();
    }
    if !refused && state.window.sheet.is_some() {
        asks.push(Ask::Do(Effect::Uncover));
    }
    asks.extend([Ask::Look, Ask::Keep, Ask::Do(Effect::ScrollTerminal)]);
    asks
}

/// Whether what is answered to a line stands where it was asked: in the terminal, or in the step of a lesson under its button.
fn is_told_there(state: &State, line: &str) -> bool {
    match state.window.tab {
        Tab::Terminal => true,
        Tab::Lesson => {
            let mut offers = state.drawn.guide.offers.iter();
            offers.any(|offer| offer.line == line)
        }
        _ => false,
    }
}

/// Whether the clock may be stopped by an incident: the first minute leads itself, and a game day is never still and has its banner.
fn is_free(state: &State) -> bool {
    state.tour.is_none() && state.game.is_none()
}

/// That time stands still, where what a line of the sandbox has begun takes some, or where something can be done about it.
fn press_play(state: &State, line: &str) -> Option<Notice> {
    if !state.course.in_sandbox || state.clock.playing || !state.run.changes(line) {
        return None;
    }
    let possible = ways::told(&state.run);
    let under_way = || say::under_way(&state.run.view());
    let more = possible.or_else(|| under_way().map(|what| format!("Under way: {what}.")))?;
    Some(good(format!("The clock stands still: press Play. {more}")))
}

/// Whether what stands on the stage lets a line be run now; if not, it says why.
fn lets_run(state: &mut State, line: &str) -> Result<(), Vec<Ask>> {
    if let Some(play) = &mut state.lesson {
        lesson::lets_run(play, state.run.now(), line)?;
    }
    match game::refusal(state.game.as_ref(), &state.run, line) {
        Some(reason) => Err(vec![Ask::Refuse {
            line: line.to_owned(),
            reason: reason.to_owned(),
            door: None,
        }]),
        None => Ok(()),
    }
}
