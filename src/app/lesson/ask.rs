//! What has to be done first in a lesson, and what is answered to what may not be done.

use crate::app::ask::{Ask, focus};
use crate::app::lesson::observe::reopen;
use crate::app::lesson::offer::refusal;
use crate::app::lesson::play::{LessonPlay, Page, question_id};
use crate::app::notice::{Door, bad};
use crate::app::pace::Clock;
use crate::app::run::Run;
use crate::app::window::Tab;
use crate::lesson::only_looks;
use crate::sim::SimTime;

pub(super) const ANSWER_FIRST: &str =
    "First say what you expect, or that you do not know. Then the run will tell.";

/// What the learner should do first, before the clock runs or something is struck: it is said, and the focus goes there.
pub(super) fn why_wait(play: &LessonPlay, now: SimTime) -> Result<(), Vec<Ask>> {
    let remind =
        |text: &str, id: String| Err(vec![Ask::Say(bad(text)), Ask::Open(Tab::Lesson), focus(id)]);
    if let Some(place) = play.unanswered() {
        return remind(ANSWER_FIRST, question_id(place));
    }
    let text = match play.page {
        Page::Introduction => "Begin the lesson first: its first step says what to do.",
        // Who has gone back may look again, and act otherwise.
        Page::Step(_) if play.ended.last() > Some(&now) => return Ok(()),
        Page::Step(_) if play.is_done() => "This step is done. Go on to the next one first.",
        Page::Step(_) | Page::Result => return Ok(()),
    };
    remind(text, "next".to_owned())
}

/// Whether the lesson, if there is one, lets the clock start; if not, it says why.
pub fn lets_play(play: Option<&mut LessonPlay>, now: SimTime) -> Result<(), Vec<Ask>> {
    if let Some(play) = play {
        why_wait(play, now)?;
        (play.watches, play.leap) = (false, None);
    }
    Ok(())
}

/// Whether the lesson lets a line be run now; if not, it says why, in the terminal too.
pub fn lets_run(play: &mut LessonPlay, now: SimTime, line: &str) -> Result<(), Vec<Ask>> {
    if only_looks(line) {
        return Ok(());
    }
    match refusal(&play.lesson, line) {
        Some(refused) => Err(vec![Ask::Refuse {
            line: line.to_owned(),
            reason: refused.reason,
            door: Some(Door::Sandbox),
        }]),
        None => lets_play(Some(play), now),
    }
}

/// Something was carried out in the lesson: predictions stand from now on, and time shows what comes of it.
pub fn has_run(play: &mut LessonPlay, clock: &mut Clock, run: &Run, line: &str) {
    if only_looks(line) {
        return;
    }
    reopen(play, run, false);
    play.begun = true;
    play.watches = true;
    play.leap = None;
    clock.start();
}
