//! What has to be done first in a lesson, and what is answered to what may not be done.

use crate::app::ask::{Ask, focus};
use crate::app::lesson::observe::reopen;
use crate::app::lesson::offer::refusal;
use crate::app::lesson::play::{LessonPlay, Page, question_id};
use crate::app::notice::{Door, bad, good};
use crate::app::pace::Clock;
use crate::app::run::Run;
use crate::app::window::Tab;
use crate::lesson::only_looks;
use crate::sim::SimTime;

/// Where each question wants a prediction, not to know is none.
pub(super) fn answer_first(play: &LessonPlay) -> &'static str {
    match play.task().is_some_and(|set| set.task.predict) {
        true => "First say what you expect: this task wants a prediction. Then the run will tell.",
        false => "First say what you expect, or that you do not know. Then the run will tell.",
    }
}

/// What the learner should do first, before the clock runs or something is struck: it is said, and the focus goes there.
pub(super) fn why_wait(play: &LessonPlay, now: SimTime) -> Result<(), Vec<Ask>> {
    let remind =
        |text: &str, id: String| Err(vec![Ask::Say(bad(text)), Ask::Open(Tab::Lesson), focus(id)]);
    if let Some(place) = play.unanswered() {
        return remind(answer_first(play), question_id(place));
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

/// Whether the lesson, if there is one, lets the clock start; if not, it says why. Who starts it at the end of a step goes on from
/// there, and is asked first what comes next, if anything is.
#[inline(never)]
pub fn lets_play(play: Option<&mut LessonPlay>, run: &Run) -> Result<Vec<Ask>, Vec<Ask>> {
    let mut goes_on = Vec::new();
    if let Some(play) = play {
        if play.is_done() && play.end_ahead(run.now()).is_none() {
            let mut asks = next(play, run);
            if play.unanswered().is_some() {
                let told = "The next step has begun: first say what you expect, then press Play.";
                asks.push(Ask::Say(bad(told)));
                return Err(asks);
            }
            goes_on.extend([Ask::Look, Ask::Keep]);
        }
        lets_act(play, run.now())?;
    }
    Ok(goes_on)
}

/// Whether something may be done in the lesson now; if not, it says why.
fn lets_act(play: &mut LessonPlay, now: SimTime) -> Result<(), Vec<Ask>> {
    why_wait(play, now)?;
    play.answers_stand();
    (play.watches, play.leap) = (false, None);
    Ok(())
}

/// From the introduction or a step that is done to what follows. Who has looked back into the past goes on from the present.
#[inline(never)]
pub fn next(play: &mut LessonPlay, run: &Run) -> Vec<Ask> {
    if let Some(place) = play.unanswered() {
        return vec![Ask::Say(bad(answer_first(play))), focus(question_id(place))];
    }
    let view = run.view();
    let end = play.end_ahead(view.now);
    if play.is_read_only() && !play.is_done() {
        play.end_step(&run.moment(&view));
        if play
            .step()
            .is_some_and(|(_, step)| !step.step.predictions.is_empty())
        {
            // Its questions have their answers now, which are read before it is left.
            return vec![Ask::Look, focus("done")];
        }
    }
    let last = play.lesson.steps.len().checked_sub(1);
    let before = play.page;
    play.page = match play.page {
        Page::Introduction if last.is_none() => Page::Result,
        Page::Introduction => Page::Step(0),
        Page::Step(place) if !play.is_done() => Page::Step(place),
        Page::Step(place) if Some(place) == last => Page::Result,
        Page::Step(place) => Page::Step(place + 1),
        Page::Result => Page::Result,
    };
    if play.page != before {
        play.from = play.ended_at().max(view.now);
    }
    (play.hints, play.begun, play.forward, play.asks_again) = (0, false, false, false);
    let mut asks = vec![
        Ask::Open(Tab::Lesson),
        Ask::Hush,
        Ask::Look,
        Ask::Keep,
        focus("lesson-heading"),
    ];
    if let Some(end) = end {
        let told = "The clock is back where the step before ended.";
        asks.extend([Ask::GoTo(Some(end)), Ask::Say(good(told))]);
    }
    asks
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
        None => lets_act(play, now),
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
