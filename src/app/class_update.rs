//! Where the class's addresses lead: to the teacher's desk, to the door of a task, into it, and to what is handed in.

use crate::app::ask::{Ask, focus};
use crate::app::class::{self, ClassEffect, Desk, Link};
use crate::app::effect::Effect;
use crate::app::game;
use crate::app::interview;
use crate::app::lesson::{self, Assigned, LessonPlay, LessonSource};
use crate::app::recap_update;
use crate::app::route::{HAND_IN, RECAP, Route, Seat};
use crate::app::state::State;
use crate::app::window::Screen;
use crate::lesson::hand_in::{HandIn, What, seed_of};
use std::rc::Rc;

/// `address` is without `#/`.
#[inline(never)]
pub fn open(state: &mut State, address: &str) -> Vec<Ask> {
    state.class.copied = None;
    if let Some(sheet) = address.strip_prefix(RECAP) {
        return recap_update::open(state, sheet);
    }
    let desk = match address {
        "" => Desk::Teacher,
        HAND_IN => {
            let handed = handed_in(state);
            let what = handed.as_ref().map(|(hand_in, _)| &hand_in.task.what);
            state.class.to_come = what.and_then(|what| to_come(state, what));
            Desk::HandIn(handed.map(Box::new))
        }
        _ => match class::read(address) {
            Some(link) if link.name.is_some() => return begin(state, address, &link),
            link => Desk::Door(link.map(Box::new)),
        },
    };
    if state.class.name.is_empty()
        && let Some(link) = mine(state)
    {
        state.class.name = link.name.unwrap_or_default();
    }
    state.class.desk = desk;
    let now = Effect::TellTime {
        ticket: 0,
        after_ms: 0,
    };
    vec![
        Ask::Show(Screen::Class),
        Ask::Stop,
        Ask::Hush,
        Ask::Listed,
        Ask::Do(now),
        Ask::Do(Effect::Class(ClassEffect::Settle)),
        focus("headline"),
    ]
}

/// The task that is worked on in this browser.
fn mine(state: &State) -> Option<Link> {
    class::read(state.class.mine.as_deref()?)
}

/// What stands on the stage, or was said in the interview, if it belongs to the task; and since when it is worked on.
fn handed_in(state: &State) -> Option<(HandIn, u64)> {
    if let Some(play) = state.lesson.as_ref()
        && let Some(set) = play.task()
    {
        let link = class::read(&set.address)?;
        let handed = class::of_lesson(&link, play, &state.run)?;
        return Some((handed, link.since));
    }
    let link = mine(state)?;
    let game = state.game.as_ref();
    let of_game = game.and_then(|game| class::of_game(&link, game, &state.run));
    let mock = || state.interview.mock.as_ref();
    let handed = of_game.or_else(|| class::of_mock(&link, mock()?))?;
    Some((handed, link.since))
}

/// What is still to come of what is handed in, so that nobody hands in half of it unawares.
fn to_come(state: &State, what: &What) -> Option<String> {
    let told = match what {
        What::Lesson(_) => {
            let play = state.lesson.as_ref();
            return still(play.filter(|play| play.task().is_some())?);
        }
        What::Game { .. } => {
            let game = state.game.as_ref().filter(|game| !game.is_over());
            game.map(|_| "The shift is not over: it has no score yet.")
        }
        What::Interview(_) => {
            let mock = state.interview.mock.as_ref();
            let open = mock.filter(|mock| !mock.is_over());
            open.map(|_| "The interview is not over: not every answer is marked yet.")
        }
    };
    told.map(str::to_owned)
}

/// What is still to come of a lesson.
fn still(play: &LessonPlay) -> Option<String> {
    let (done, steps) = (play.play.done, play.lesson.steps.len());
    match steps - done.min(steps) {
        0 if play.won => None,
        0 => Some(
            "Every step is done, and it is not won yet: its page says what is missing.".to_owned(),
        ),
        1 => Some(format!("Step {steps} is still to come.")),
        _ => Some(format!("Steps {} to {steps} are still to come.", done + 1)),
    }
}

/// Begins a task, or goes on with it.
fn begin(state: &mut State, address: &str, link: &Link) -> Vec<Ask> {
    let name = link.name.clone().unwrap_or_default();
    let seed = seed_of(&name);
    state.class.mine = Some(address.to_owned());
    let mut asks = vec![Ask::Do(Effect::Class(ClassEffect::Keep(
        address.to_owned(),
    )))];
    let State {
        coming,
        tickets,
        set_up,
        interview,
        course,
        ..
    } = state;
    asks.extend(match &link.task.what {
        What::Lesson(id) => {
            let set = Assigned {
                id: id.clone(),
                task: link.task.clone(),
                name,
                address: address.to_owned(),
            };
            let kept = Route::Class(address.to_owned()).fragment();
            let kept = course.progress.place(&kept).cloned();
            lesson::open(coming, tickets, LessonSource::Task(Rc::new(set)), kept)
        }
        What::Game { level, design } => {
            let asks = game::open(set_up, *level, &seed, design.clone());
            set_up.set = true;
            asks
        }
        What::Interview(level) => {
            let seat = Seat::Mock {
                level: *level,
                seed,
                guides: false,
            };
            interview::open(interview, &course.progress, tickets, &seat, None)
        }
    });
    asks
}
