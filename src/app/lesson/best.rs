//! A learner's run beside the solution's, under the same luck.

use crate::app::ask::{Ask, focus};
use crate::app::lesson::play::LessonPlay;
use crate::app::lesson::recall::Best;
use crate::app::lesson::said::Recalled;
use crate::app::notice::bad;
use crate::app::{toll, words};
use crate::lesson::{compose, replay_solution};
use crate::sim::SimDuration;
use crate::world::{ChannelView, View};
use std::rc::Rc;

/// What is told of each of the runs.
pub const NAMES: [&str; 5] = [
    "Longest recovery",
    "Writes down",
    "Reads down",
    "Lost",
    "A month",
];

/// What was seen of the run was said, or is not to be asked.
#[inline(never)]
pub(super) fn recalled(play: &mut LessonPlay, choice: Option<usize>) -> Vec<Ask> {
    play.debrief.recalled = choice.map_or(Recalled::Skipped, Recalled::Chosen);
    vec![focus("recalled")]
}

/// The solution's run stands beside the learner's from now on.
#[inline(never)]
pub(super) fn beside(play: &mut LessonPlay, seed: &str) -> Vec<Ask> {
    play.debrief.best = of(play, seed).map(Rc::new);
    match play.debrief.best {
        Some(_) => vec![focus("best")],
        None => vec![Ask::Say(bad(
            "Here the lesson's own way keeps no promise either: other numbers hold than it was made for.",
        ))],
    }
}

/// Replays the solution of a lesson. Nothing if it does not win, as it may not where somebody set other numbers.
fn of(play: &LessonPlay, seed: &str) -> Option<Best> {
    let front = &play.lesson.front;
    let replayed = replay_solution(&play.lesson, seed).ok()?;
    replayed.missing.is_won().then(|| Best {
        figures: sums(&replayed.session.world().view()),
        run: compose(front, &front.solution, seed).0,
    })
}

/// The figures of a run; of several applications the one that was worst off.
pub fn sums(view: &View) -> Vec<String> {
    let recoveries = view.incidents.iter().filter_map(|one| one.recovery);
    let longest = |spans: &mut dyn Iterator<Item = SimDuration>| {
        let longest = spans.max().unwrap_or_default();
        words::span(longest)
    };
    let down = |channel: &ChannelView| channel.outage_total;
    vec![
        longest(&mut recoveries.into_iter()),
        longest(&mut view.apps.iter().map(|app| down(&app.writes))),
        longest(&mut view.apps.iter().map(|app| down(&app.reads))),
        toll::of_run(view),
        words::dollars(view.monthly_cost_usd()),
    ]
}
