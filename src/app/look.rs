//! What is drawn: the view, and all that panels compute from it. It changes nothing, so it ends no step and wins no lesson.

use crate::app::announce;
use crate::app::drawn::{Calm, Drawn};
use crate::app::game::{GamePlay, readable, refusal as refusal_on_a_game_day};
use crate::app::lesson::{LessonPlay, guide, refusal as refusal_in_a_lesson};
use crate::app::lost;
use crate::app::operations;
use crate::app::restore;
use crate::app::run::Run;
use crate::app::state::State;
use crate::app::tour::{self, Step, Tour};
use crate::app::turn::Ahead;
use crate::app::verdict;
use crate::app::ways::{self, WayOut};
use crate::app::window::Tab;
use crate::app::words;
use crate::world::View;
use std::rc::Rc;

/// So long, in real milliseconds, the live region says the same: by then it was read out, and whoever comes upon it later would take
/// it for news.
const NEWS_MS: f64 = 8000.0;

/// Everything as it is now, with what has changed since it was last drawn. `leapt` tells whether time went on otherwise than by
/// the clock.
pub fn look(state: &State, leapt: bool) -> Drawn {
    let view = state.run.view();
    let before = &state.drawn;
    let is_back = view.now < before.calm.view.now;
    let leapt = leapt || is_back;
    let calm = calm(state, &view);
    let play = state.lesson.as_ref();
    let (announced, announced_age_ms) = match news(state, &view, is_back) {
        Some(news) => (news, 0.0),
        None if before.announced_age_ms > NEWS_MS => (String::new(), 0.0),
        None => (before.announced.clone(), before.announced_age_ms),
    };
    Drawn {
        guide: play.map_or_else(Default::default, |play| {
            guide(&before.guide, play, &state.run, &calm.ways)
        }),
        ticker: before.ticker.again(&state.run, &view, leapt),
        announced,
        announced_age_ms,
        calm: Rc::new(calm),
        calm_age_ms: 0.0,
        frame: view,
    }
}

/// Whether nobody leads through what stands on the stage. Who works on a live question of an interview is on their own.
fn is_free(state: &State) -> bool {
    let is_led = |play: &LessonPlay| play.question().is_none();
    let led = state.lesson.as_ref().is_some_and(is_led);
    state.tour.is_none() && !led && !state.in_game()
}

/// Whether the kinds of faults are kept secret now.
fn keeps_secret(state: &State) -> bool {
    state.game.as_ref().is_some_and(GamePlay::keeps_secret)
}

/// What has changed, in sentences. Who has gone back in time is told where they are: nothing of what was undone has happened.
fn news(state: &State, view: &View, is_back: bool) -> Option<String> {
    let before = &state.drawn.calm.view;
    if is_back {
        return Some(format!("Back at {}.", words::stopwatch(view.now)));
    }
    let told = announce::changes(before, view, keeps_secret(state));
    let told = Some(told.join(" ")).filter(|told| !told.is_empty())?;
    match &state.tour {
        Some(tour) if tour.step == Step::Answer && !Tour::is_over(before) => {
            Some(format!("{} {told}", tour::headline(tour, view)))
        }
        _ => Some(told),
    }
}

fn calm(state: &State, view: &Rc<View>) -> Calm {
    let with_refusal = |line: Option<&str>| line.and_then(|line| refusal(state, line));
    // Each is tried on the world: nobody pays for what is not in sight.
    let in_sight = state.tour.is_none() && state.window.tab == Tab::Inspector;
    let operations = match &state.window.selected {
        Some(thing) if in_sight => operations::of(view, thing)
            .into_iter()
            .map(|operation| (operation.clone(), with_refusal(Some(&operation.line))))
            .collect(),
        _ => Vec::new(),
    };
    let chosen = state.window.incident;
    let incident = chosen
        .filter(|place| *place < view.incidents.len())
        .or_else(|| {
            let play = state.lesson.as_ref();
            let over = view.open_incidents().next().is_none();
            play.filter(|_| over).and_then(|play| play.speaks_of(view))
        })
        .or_else(|| verdict::to_be_read(view));
    let ways = ways(state, view, incident).into_iter();
    let ways = ways.map(|way| (way.clone(), with_refusal(way.line.as_deref())));
    let picker = state.picker.as_ref().filter(|_| in_sight);
    let restore =
        picker.and_then(|picker| restore::look(picker, &state.run, |line| refusal(state, line)));
    let ahead = match is_free(state) {
        true => {
            let chosen = restore.as_ref().and_then(restore::Shown::refused);
            Ahead::look(&state.run, chosen, &state.drawn.calm.ahead)
        }
        false => Ahead::default(),
    };
    Calm {
        restore,
        ahead,
        lines_ahead: match state.course.in_sandbox {
            true => state.run.ahead(),
            false => Vec::new(),
        },
        lost: incident.map_or_else(Vec::new, |place| {
            let named = |app: &str, first, last| state.run.writes_named(app, &[(first, last)]);
            lost::rows(view.calendar, &view.incidents[place].lost, named)
        }),
        journal: readable(keeps_secret(state), &state.run, &state.drawn.calm.journal),
        view: Rc::clone(view),
        operations,
        incident,
        ways: ways.collect(),
    }
}

/// The ways out of the incident that is read. A lesson has its own buttons for a takeover, and asks before what it will cost.
fn ways(state: &State, view: &View, incident: Option<usize>) -> Vec<WayOut> {
    let Some(place) = incident.filter(|_| state.tour.is_none()) else {
        return Vec::new();
    };
    let (one, in_lesson) = (&view.incidents[place], state.lesson.is_some());
    if in_lesson && !one.damages_rows() {
        return Vec::new();
    }
    if is_free(state) && one.recovered_at.is_some() {
        return ways::afterwards(&state.run, one);
    }
    let mut all = ways::of(&state.run, incident);
    all.retain(|way| !in_lesson || way.under_way.as_deref() != Some(ways::GONE));
    all
}

fn refusal(state: &State, line: &str) -> Option<String> {
    refusal_on_stage(state.game.as_ref(), state.lesson.as_ref(), &state.run, line)
}

/// Why a line would not be carried out now, if so: the game day or the lesson does not let it be, or AWS would refuse it.
pub fn refusal_on_stage(
    game: Option<&GamePlay>,
    play: Option<&LessonPlay>,
    run: &Run,
    line: &str,
) -> Option<String> {
    if let Some(reason) = refusal_on_a_game_day(game, run, line) {
        return Some(reason.to_owned());
    }
    let by_lesson = play.and_then(|play| refusal_in_a_lesson(&play.lesson, line));
    match by_lesson {
        Some(refused) => Some(refused.reason),
        None => run.refusal(line),
    }
}
