//! What has to be done first in a lesson, and what is answered to what may not be done.

use crate::app::effect::Effect;
use crate::app::lesson::observe::reopen;
use crate::app::lesson::offer::refusal;
use crate::app::lesson::play::{Page, question_id};
use crate::app::notice::{Door, bad};
use crate::app::playing;
use crate::app::state::State;
use crate::app::window::Tab;
use crate::lesson::only_looks;

pub(super) const ANSWER_FIRST: &str =
    "First say what you expect, or that you do not know. Then the run will tell.";

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
        // Who has gone back may look again, and act otherwise.
        Page::Step(_) if play.ended.last() > Some(&state.run.now()) => return None,
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
    state.window.notice = Some(bad(reminder.text));
    state.window.tab = Tab::Lesson;
    state.todo.effects.push(Effect::Focus(reminder.focus));
}

/// Whether the lesson lets the clock start; if not, it says why.
pub fn lets_play(state: &mut State) -> bool {
    match why_wait(state) {
        None => {
            watch(state, false);
            true
        }
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
        state.refuse(line, &refused.reason);
        if let Some(notice) = &mut state.window.notice {
            notice.door = Some(Door::Sandbox);
        }
        return false;
    }
    lets_play(state)
}

/// Something was carried out in the lesson: predictions stand from now on, and time shows what comes of it.
pub fn has_run(state: &mut State, line: &str) {
    if only_looks(line) {
        return;
    }
    reopen(state, false);
    if let Some(play) = &mut state.lesson {
        play.begun = true;
        playing::start(state);
        watch(state, true);
    }
}

/// Says whether the clock runs because something was done.
fn watch(state: &mut State, watches: bool) {
    if let Some(play) = &mut state.lesson {
        play.watches = watches;
    }
}
