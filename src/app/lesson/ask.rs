//! What may be done in a lesson now, and what is answered to what may not.

use crate::app::clock;
use crate::app::lesson::{LessonPlay, Page, question_id};
use crate::app::msg::Effect;
use crate::app::operations;
use crate::app::state::{Door, Exchange, Notice, State, Tab};
use crate::app::update;
use crate::app::words;
use crate::lesson::{Condition, Lesson, begins_with};
use crate::rds::View;
use crate::sim::iso8601;
use std::rc::Rc;

pub(super) const ANSWER_FIRST: &str =
    "First say what you expect, or that you do not know. Then the run will tell.";

/// Why a line is not run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    pub reason: String,
    /// Whether it could be run in the sandbox.
    pub in_sandbox: bool,
}

impl Refused {
    fn now(reason: impl Into<String>) -> Refused {
        Refused {
            reason: reason.into(),
            in_sandbox: false,
        }
    }
}

/// Why the lesson does not let a line be run at all, if so.
pub fn refusal(lesson: &Lesson, line: &str) -> Option<Refused> {
    let is_goal = line.split_whitespace().next() == Some("goal");
    if lesson.offers(line) && !is_goal {
        return None;
    }
    let first: Vec<&str> = line.split_whitespace().take(3).collect();
    let words = match first.as_slice() {
        ["aws" | "fault", ..] => first.join(" "),
        ["app", verb, ..] => format!("app {verb}"),
        [verb, ..] => (*verb).to_owned(),
        [] => String::new(),
    };
    Some(Refused {
        reason: format!("This lesson does not offer `{words}`."),
        in_sandbox: true,
    })
}

/// Whether a line only looks: it changes nothing, and is always let through.
fn only_looks(line: &str) -> bool {
    line.starts_with("aws rds describe-")
}

/// What has to be done before anything may happen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reminder {
    text: &'static str,
    focus: String,
}

/// What the learner should do first, before the clock runs or something is struck.
pub(super) fn why_wait(state: &State) -> Option<Reminder> {
    let play = state.lesson.as_ref()?;
    if let Some(place) = play.unanswered() {
        return Some(Reminder {
            text: ANSWER_FIRST,
            focus: question_id(place),
        });
    }
    let text = match play.page {
        Page::Introduction => "Begin the lesson first: its first step says what to do.",
        Page::Step(_) if play.is_done() => "This step is done. Go on to the next one first.",
        Page::Step(_) | Page::Result => return None,
    };
    Some(Reminder {
        text,
        focus: "next".to_owned(),
    })
}

/// Says what has to be done first, and goes there.
pub(super) fn remind(state: &mut State, reminder: Reminder) {
    state.notice = Some(update::bad(reminder.text));
    state.tab = Tab::Lesson;
    state.pending.push(Effect::Focus(reminder.focus));
}

/// Whether the lesson lets the clock start; if not, it says why.
pub fn lets_play(state: &mut State) -> bool {
    match why_wait(state) {
        None => true,
        Some(reminder) => {
            remind(state, reminder);
            false
        }
    }
}

/// Whether the lesson lets a line be run now; if not, it says why, in the terminal too.
pub fn lets_run(state: &mut State, line: &str) -> bool {
    let Some(play) = &state.lesson else {
        return true;
    };
    if only_looks(line) {
        return true;
    }
    if let Some(refused) = refusal(&play.lesson, line) {
        let at = words::stopwatch(state.run.now());
        Rc::make_mut(&mut state.terminal.entries).push(Exchange {
            at,
            line: line.to_owned(),
            answer: refused.reason.clone(),
            refused: true,
        });
        state.notice = Some(Notice {
            text: refused.reason,
            bad: true,
            door: Some(Door::Sandbox),
        });
        state.pending.push(Effect::ScrollTerminal);
        return false;
    }
    lets_play(state)
}

/// Something was carried out in the lesson: predictions stand from now on, and time shows what comes of it.
pub fn has_run(state: &mut State, line: &str) {
    if let Some(play) = &mut state.lesson
        && !only_looks(line)
    {
        play.begun = true;
        clock::start(state);
    }
}

/// The line that an action runs now, or why it cannot be told yet.
pub(super) fn resolved(line: &str, view: &View) -> Result<String, Refused> {
    if !line.contains("{before}") {
        return Ok(line.to_owned());
    }
    match view.incidents.last() {
        Some(incident) => Ok(line.replace("{before}", &iso8601(operations::before(incident.at)))),
        None => Err(Refused::now("Nothing has gone wrong yet.")),
    }
}

/// The actions of the present step as they are now.
pub(super) fn actions(
    state: &State,
    play: &LessonPlay,
    view: &View,
) -> Vec<(String, Option<Refused>)> {
    let Some((_, step)) = play.step().filter(|_| !play.is_done()) else {
        return Vec::new();
    };
    // Where a refusal is what the step asks for, the button is one like any other, and the answer comes when it is pressed.
    let is_meant = |line: &str| {
        step.step.until.iter().any(|condition| {
            matches!(condition, Condition::Used(used)
                if used.refused.is_some() && begins_with(line, &used.command))
        })
    };
    let all = step.step.actions.iter();
    all.map(|action| match resolved(&action.line, view) {
        Ok(line) if is_meant(&line) => (line, None),
        Ok(line) => {
            let refused = state.run.refusal(&line).map(Refused::now);
            (line, refused)
        }
        Err(refused) => (action.line.clone(), Some(refused)),
    })
    .collect()
}

/// Runs an action of the present step.
pub(super) fn run(state: &mut State, place: usize) -> Vec<Effect> {
    let view = state.run.view();
    let action = state
        .lesson
        .as_ref()
        .and_then(LessonPlay::step)
        .and_then(|(_, step)| step.step.actions.get(place).cloned());
    match action.map(|action| resolved(&action.line, &view)) {
        Some(Ok(line)) => {
            let mut effects = update::act(state, &line);
            if let Some(play) = state.lesson.as_mut().filter(|_| state.playing) {
                play.ran.push(place);
                effects.push(Effect::Show("stage".to_owned()));
            }
            effects
        }
        Some(Err(refused)) => {
            state.notice = Some(update::bad(refused.reason));
            Vec::new()
        }
        None => Vec::new(),
    }
}
