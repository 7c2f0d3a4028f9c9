//! What *Share* hands on: the run, and what its sharer saw of it: where, when, what was selected, whose verdict was read. Whoever opens
//! the link sees the same, and loses nothing of their own.

use crate::app::ask::Ask;
use crate::app::effect::Effect;
use crate::app::lesson;
use crate::app::navigate::{home, leave};
use crate::app::opening;
use crate::app::progress::Place;
use crate::app::route::Route;
use crate::app::share::{self, Sight};
use crate::app::state::State;
use crate::app::thing::Thing;
use crate::app::tour_update;

/// The fragment of the link to what is seen now.
#[inline(never)]
pub fn link(state: &State) -> String {
    let view = state.run.view();
    let window = &state.window;
    let selected = window.selected.as_ref().filter(|_| state.tour.is_none());
    let first = view.databases.first().map(Thing::database);
    let sight = Sight {
        at: Some(view.now),
        selected: selected
            .filter(|thing| Some(*thing) != first.as_ref())
            .map(|thing| thing.key(&view)),
        incident: window.incident,
        tab: Some(window.tab).filter(|tab| state.tour.is_none() && *tab != state.tabs()[0]),
        within: within(state),
    };
    share::fragment(&state.run.text(), &sight)
}

/// Nothing for the sandbox, and for a lesson that nobody else has.
#[inline(never)]
fn within(state: &State) -> Option<(String, String)> {
    if let Some(tour) = &state.tour {
        return Some((Route::Tour.fragment(), tour_update::answers(tour)));
    }
    let play = state.lesson.as_ref()?;
    let place = lesson::place(play, &state.run)?;
    let is_anyones = matches!(
        Route::parse(&place.route),
        Route::Lesson(_) | Route::LessonFile(_)
    );
    is_anyones.then(|| (place.route, place.extra.to_string()))
}

/// Opens a run from a link, as it was seen. If it cannot be opened, there must still be something to look at.
pub fn open(state: &mut State, text: &str, sight: Box<Sight>) -> Vec<Ask> {
    match sight.within.clone() {
        Some((route, more)) => match Route::parse(&route) {
            Route::Tour => in_tour(state, text, &more, sight),
            Route::Lesson(_) | Route::LessonFile(_) => in_lesson(state, text, route, &more, sight),
            _ => in_sandbox(state, text, sight),
        },
        None => in_sandbox(state, text, sight),
    }
}

fn in_sandbox(state: &mut State, text: &str, sight: Box<Sight>) -> Vec<Ask> {
    let opened = match opening::open(&state.course, &state.branches, text, Some("the link")) {
        Ok(opened) => opened,
        Err(notice) => {
            let mut asks = match something_is_on(state) {
                true => Vec::new(),
                false => home(state),
            };
            asks.push(Ask::Say(notice));
            return asks;
        }
    };
    let mut sight = Some(sight);
    let mut asks = Vec::new();
    for ask in opened {
        match ask {
            // The link itself stays in the address bar.
            Ask::Do(Effect::Address(_)) => {}
            Ask::GoTo(_) => {
                if let Some(sight) = sight.take() {
                    asks.extend([Ask::GoTo(sight.at), Ask::See(sight)]);
                }
            }
            ask => asks.push(ask),
        }
    }
    asks.push(Ask::Visited);
    asks
}

fn something_is_on(state: &State) -> bool {
    let in_sandbox = state.course.in_sandbox;
    in_sandbox || state.tour.is_some() || state.lesson.is_some() || state.game.is_some()
}

fn in_tour(state: &mut State, text: &str, answers: &str, sight: Box<Sight>) -> Vec<Ask> {
    match tour_update::shared(text, answers) {
        Some(enter) => vec![enter, Ask::GoTo(sight.at), Ask::Stop, Ask::See(sight)],
        None => in_sandbox(state, text, sight),
    }
}

/// A lesson that is opened at a moment of somebody else's run.
fn in_lesson(
    state: &mut State,
    text: &str,
    route: String,
    more: &str,
    sight: Box<Sight>,
) -> Vec<Ask> {
    leave(state);
    state.course.finished = None;
    let place = Place {
        route,
        run: text.to_owned(),
        extra: serde_json::from_str(more).unwrap_or_default(),
        ..Place::default()
    };
    let mut asks = lesson::resume(&mut state.coming, &mut state.tickets, place);
    if let Some(coming) = &mut state.coming {
        coming.seen = Some(sight);
    }
    asks.push(Ask::Visited);
    asks
}

/// What was seen at the present moment is seen again. What is not there any more is passed over.
#[inline(never)]
pub fn see(state: &mut State, sight: &Sight) -> Vec<Ask> {
    let view = state.run.view();
    if let Some(tour) = &mut state.tour {
        tour.step = tour_update::step_at(&view);
    }
    if let Some(play) = &mut state.lesson {
        play.seen = lesson::kept_of(play, &state.run);
    }
    if state.course.in_sandbox {
        state.course.linked = Some(state.run.text());
        let from = sight.within.as_ref().map(|(route, _)| route);
        let of_interview = from.filter(|route| route.starts_with("/interview/"));
        state.course.watched = of_interview.cloned();
    }
    let selected = sight.selected.as_ref();
    if let Some(thing) = selected.and_then(|key| Thing::keyed(&view, key)) {
        state.window.selected = Some(thing);
    }
    if let Some(tab) = sight.tab.filter(|tab| state.tabs().contains(tab)) {
        state.window.tab = tab;
    }
    state.window.incident = sight.incident.filter(|place| *place < view.incidents.len());
    vec![Ask::Look]
}
