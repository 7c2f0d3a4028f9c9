//! What may not be asked for on a game day, and what stays secret.

use crate::app::game::GamePlay;
use crate::app::msg::Msg;
use crate::app::run::Run;
use crate::cloud::{JournalEntry, JournalKind};
use crate::language::Step;
use crate::world::Command;
use std::rc::Rc;

/// What may not be asked for on a game day, and why.
#[inline(never)]
pub fn forbids(game: &GamePlay, playing: bool, msg: &Msg) -> Option<&'static str> {
    match msg {
        Msg::Undo | Msg::NextSeed if game.is_over() => Some(OVER),
        _ if game.is_over() => None,
        Msg::TogglePlay if playing => Some(
            "The clock of a game day does not stop. You can give up, at the end of the list beside the stage.",
        ),
        Msg::StepForward | Msg::SeekTo(_) | Msg::Restart | Msg::Undo => Some(
            "On a game day nothing is undone and nothing is skipped. When the shift is over, you can look at every moment again.",
        ),
        Msg::NextSeed | Msg::Goal { .. } => {
            Some("Luck and goals of a game day stand until it is over.")
        }
        Msg::Share => Some("A game day can be shared when it is over."),
        _ => None,
    }
}

const OVER: &str = "The day is over. Open it in the sandbox to try another way.";

/// Why a line is not run on a game day, if so.
pub fn refusal(game: Option<&GamePlay>, run: &Run, line: &str) -> Option<&'static str> {
    let game = game?;
    if game.is_over() {
        return Some(OVER);
    }
    // What is no command is told so when it is run.
    let Step::Do(action) = run.session().parse(line).ok()? else {
        return Some("The day ends by itself. You can give up beside the stage.");
    };
    match **action.command() {
        Command::Fault(_) => Some("On a game day the faults come by themselves."),
        Command::Goal(_) => Some("The goals of a game day stand."),
        Command::Service { .. } | Command::App(_) | Command::Number { .. } => None,
    }
}

/// The journal as far as it may be read now: what strikes in secret is told by what it does. `shown` is what was read last.
pub fn readable(secret: bool, run: &Run, shown: &Rc<Vec<JournalEntry>>) -> Rc<Vec<JournalEntry>> {
    let told = |entry: &&JournalEntry| !secret || entry.kind != JournalKind::Fault;
    let entries = || run.journal().iter().filter(told);
    match entries().count() == shown.len() {
        true => Rc::clone(shown),
        false => Rc::new(entries().cloned().collect()),
    }
}
