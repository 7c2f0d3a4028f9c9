//! What is drawn: the view, and all that panels compute from it. It changes nothing, so it ends no step and wins no lesson.

use crate::app::announce;
use crate::app::drawn::{Calm, Drawn};
use crate::app::game::{GamePlay, readable, refusal as refusal_on_a_game_day};
use crate::app::lesson::{guide, refusal as refusal_in_a_lesson};
use crate::app::lost;
use crate::app::operations;
use crate::app::restore;
use crate::app::state::State;
use crate::app::tour::{self, Step};
use crate::app::turn::Ahead;
use crate::app::verdict;
use crate::app::ways;
use crate::app::window::Tab;
use crate::world::View;
use std::rc::Rc;

/// Everything as it is now, with what has changed since it was last drawn. `leapt` tells whether time went on otherwise than by
/// the clock.
pub fn look(state: &State, leapt: bool) -> Drawn {
    let view = state.run.view();
    let before = &state.drawn;
    let leapt = leapt || view.now < before.calm.view.now;
    let calm = calm(state, &view);
    let play = state.lesson.as_ref();
    Drawn {
        guide: play.map_or_else(Default::default, |play| {
            guide(&before.guide, play, &state.run, &calm.ways)
        }),
        ticker: before.ticker.again(&state.run, &view, leapt),
        announced: news(state, &view).unwrap_or_else(|| before.announced.clone()),
        calm: Rc::new(calm),
        calm_age_ms: 0.0,
        frame: view,
    }
}

/// Whether nobody leads through what stands on the stage.
fn is_free(state: &State) -> bool {
    state.tour.is_none() && state.lesson.is_none() && !state.in_game()
}

/// Whether the kinds of faults are kept secret now.
fn keeps_secret(state: &State) -> bool {
    state.game.as_ref().is_some_and(GamePlay::keeps_secret)
}

/// What has changed, in sentences.
fn news(state: &State, view: &View) -> Option<String> {
    let told = announce::changes(&state.drawn.calm.view, view, keeps_secret(state));
    let told = Some(told.join(" ")).filter(|told| !told.is_empty())?;
    match &state.tour {
        Some(tour) if tour.step == Step::Answer => {
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
        .or_else(|| verdict::to_be_read(view));
    let ways = incident
        .filter(|_| state.tour.is_none())
        .and_then(|place| {
            let world = state.run.session().world();
            let lacking = |tape, moment| world.lacking(tape, moment);
            ways::ways_out(view, &view.incidents[place], lacking)
        })
        .into_iter()
        .flatten()
        .map(|way| (way.clone(), with_refusal(way.line.as_deref())))
        .collect();
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
            let named = |app: &str, first, last| state.run.writes_named(app, first, last);
            lost::rows(view.calendar, &view.incidents[place].lost, named)
        }),
        journal: readable(keeps_secret(state), &state.run, &state.drawn.calm.journal),
        view: Rc::clone(view),
        operations,
        incident,
        ways,
    }
}

/// Why a line would not be carried out now, if so: the lesson does not offer it, or AWS would refuse it.
fn refusal(state: &State, line: &str) -> Option<String> {
    if let Some(reason) = refusal_on_a_game_day(state.game.as_ref(), &state.run, line) {
        return Some(reason.to_owned());
    }
    let play = state.lesson.as_ref();
    let by_lesson = play.and_then(|play| refusal_in_a_lesson(&play.lesson, line));
    match by_lesson {
        Some(refused) => Some(refused.reason),
        None => state.run.refusal(line),
    }
}
