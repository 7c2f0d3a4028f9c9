//! Going somewhere within the page.

use crate::app::ask::Ask;
use crate::app::author;
use crate::app::course::{self, CourseState};
use crate::app::effect::Effect;
use crate::app::enter::enter;
use crate::app::follow::refresh;
use crate::app::game;
use crate::app::lesson::{self, LessonSource};
use crate::app::notice::bad;
use crate::app::opening;
use crate::app::route::Route;
use crate::app::run::Run;
use crate::app::sandbox::LAST_VISIT;
use crate::app::state::State;
use crate::app::tour_update;
use crate::app::window::{Menu, Screen};

/// What the address bar and a link can ask for.
pub fn go(state: &mut State, route: Route) -> Vec<Ask> {
    state.window.notice = None;
    state.window.menu = Menu::Closed;
    state.window.help = false;
    state.course.forgetting = false;
    let address = match route {
        Route::Start | Route::Unknown => None,
        ref other => Some(other.fragment()),
    };
    let mut effects = match route {
        Route::Start if !state.course.visited || state.course.began_with_tour => {
            state.course.began_with_tour = true;
            return does(tour_update::begin(state, true));
        }
        Route::Tour => does(tour_update::begin(state, true)),
        Route::Start | Route::Home => does(home(state)),
        Route::Unknown => {
            let effects = home(state);
            state.window.notice = Some(bad(
                "This link cannot be read, or leads nowhere. Everything of yours is as it was.",
            ));
            does(effects)
        }
        Route::Sandbox => does(sandbox(state)),
        Route::Run(text) => does(shared_run(state, &text)),
        Route::Author => {
            leave(state);
            state.course.finished = None;
            author::open(&mut state.author, &mut state.tickets)
        }
        Route::Lesson(_)
        | Route::LessonFile(_)
        | Route::Draft
        | Route::Game { .. }
        | Route::GameDay => {
            leave(state);
            does(elsewhere(state, route))
        }
    };
    if state.tour.is_none() {
        effects.extend(course::mark_visit(&mut state.course).map(Ask::Do));
    }
    effects.extend(address.map(Effect::Address).map(Ask::Do));
    effects
}

fn does(effects: Vec<Effect>) -> Vec<Ask> {
    effects.into_iter().map(Ask::Do).collect()
}

/// The place of the three that is shown (`page`), or that leads to what is shown (`true`).
pub fn here(state: &State) -> Option<(Route, &'static str)> {
    let in_lesson = state.lesson.is_some() || state.coming.is_some();
    match state.window.screen {
        Screen::Home => Some((Route::Home, "page")),
        Screen::GameSetUp => Some((Route::GameDay, "page")),
        Screen::Lab if state.game.is_some() => Some((Route::GameDay, "true")),
        Screen::Lab if in_lesson => Some((Route::Home, "true")),
        Screen::Lab if state.course.in_sandbox => Some((Route::Sandbox, "page")),
        Screen::Lab | Screen::Author => None,
    }
}

/// The name of what fills the window, as the browser shows it.
pub fn title(state: &State) -> String {
    let name = match state.window.screen {
        Screen::Home => None,
        Screen::GameSetUp => Some("Game day"),
        Screen::Author => Some("Write a lesson"),
        Screen::Lab if state.coming.is_some() => Some("Lesson"),
        Screen::Lab => match (&state.lesson, &state.game, &state.tour) {
            (Some(lesson), _, _) => Some(lesson.lesson.front.title.as_str()),
            (_, Some(_), _) => Some("Game day"),
            (_, _, Some(_)) => None,
            (None, None, None) => Some("Sandbox"),
        },
    };
    match name {
        Some(name) => format!("{name} · Failover Lab"),
        None => "Failover Lab".to_owned(),
    }
}

fn home(state: &mut State) -> Vec<Effect> {
    leave(state);
    state.window.screen = Screen::Home;
    let mut effects: Vec<_> = course::fetch_index(&mut state.course).into_iter().collect();
    effects.push(Effect::Focus("headline".to_owned()));
    effects
}

/// What was going on waits.
fn leave(state: &mut State) {
    state.tour = None;
    state.coming = None;
    state.clock.playing = false;
    if state.window.screen == Screen::Home {
        state.course.finished = None;
    }
}

/// The run on the stage if it is the sandbox's; else the one that was kept; else an empty one.
fn sandbox(state: &mut State) -> Vec<Effect> {
    let kept = state.course.sandbox.clone();
    let stage = vec![Effect::Focus("stage".to_owned())];
    if state.course.in_sandbox && kept.is_some() {
        leave(state);
        state.window.screen = Screen::Lab;
        refresh(state);
        return stage;
    }
    let reason = match kept.map(|text| opening::open(state, &text, Some(LAST_VISIT))) {
        Some(effects) if state.course.in_sandbox => return [effects, stage].concat(),
        Some(_) => state.window.notice.take(),
        None => None,
    };
    if let Ok(run) = Run::open(&format!("seed {}\n", state.run.seed())) {
        enter(state, run);
        state.course.in_sandbox = true;
    }
    state.window.notice = reason;
    stage
}

/// Opens a run from a link. If it cannot be opened, there must still be something to look at.
fn shared_run(state: &mut State, text: &str) -> Vec<Effect> {
    let mut effects = opening::open(state, text, Some("the link"));
    // The link itself stays in the address bar.
    effects.retain(|effect| !matches!(effect, Effect::Address(_)));
    if state
        .window
        .notice
        .as_ref()
        .is_some_and(|notice| notice.bad)
        && !something_is_on(state)
    {
        let notice = state.window.notice.take();
        let effects = home(state);
        state.window.notice = notice;
        return effects;
    }
    effects
}

fn something_is_on(state: &State) -> bool {
    let CourseState { in_sandbox, .. } = state.course;
    in_sandbox || state.tour.is_some() || state.lesson.is_some() || state.game.is_some()
}

/// Lessons, game days and the author's page. What is on the stage already, or was left, goes on.
fn elsewhere(state: &mut State, route: Route) -> Vec<Effect> {
    state.course.finished = None;
    let fragment = route.fragment();
    let on_stage = lesson::place(state).or_else(|| game::place(state));
    if on_stage.is_some_and(|place| place.route == fragment) {
        state.window.screen = Screen::Lab;
        refresh(state);
        let heading = if state.lesson.is_some() {
            "lesson-heading"
        } else {
            "stage"
        };
        return vec![Effect::Focus(heading.to_owned())];
    }
    let kept = state.course.progress.place(&fragment).cloned();
    match (route, kept) {
        (Route::Lesson(_) | Route::LessonFile(_), Some(place)) => lesson::resume(state, place),
        (Route::Game { .. }, Some(place)) => game::resume(state, place),
        (Route::Lesson(id), None) => lesson::open(state, LessonSource::Id(id)),
        (Route::LessonFile(url), None) => lesson::open(state, LessonSource::Url(url)),
        (Route::Draft, _) => lesson::open(state, LessonSource::Draft),
        (
            Route::Game {
                level,
                seed,
                design,
            },
            None,
        ) => game::open(state, level, &seed, design),
        (Route::GameDay, _) => game::set_up(state),
        (
            Route::Start
            | Route::Home
            | Route::Tour
            | Route::Sandbox
            | Route::Run(_)
            | Route::Author
            | Route::Unknown,
            _,
        ) => Vec::new(),
    }
}
