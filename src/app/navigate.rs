//! Going somewhere within the page: from any screen to any other.

use crate::app::ask::{Ask, On, focus};
use crate::app::author;
use crate::app::carry::keep;
use crate::app::class_update;
use crate::app::course::{self, Listed};
use crate::app::effect::Effect;
use crate::app::first_minute::leads_to_first_minute;
use crate::app::game;
use crate::app::guide::{self, Guide};
use crate::app::interview;
use crate::app::lesson::{self, LessonSource};
use crate::app::map;
use crate::app::notice::bad;
use crate::app::opening;
use crate::app::present;
use crate::app::recap::RecapState;
use crate::app::route::{Route, Seat};
use crate::app::run::Run;
use crate::app::sandbox::LAST_VISIT;
use crate::app::share::Sight;
use crate::app::shared;
use crate::app::state::State;
use crate::app::tour_update;
use crate::app::window::{Menu, Screen};
use crate::lesson::INTERVIEW;

/// What stands in the address bar from then on, if it is not what stood there.
fn address(state: &State, route: &Route) -> Option<String> {
    match route {
        Route::Start | Route::Unknown => None,
        // Whoever comes back from the stage is in their mock interview again.
        Route::Interview(Seat::One(id)) => {
            let mock = interview::mock_of(&state.interview, id);
            Some(mock.unwrap_or_else(|| route.clone()).fragment())
        }
        Route::Present(id, 0) => {
            let play = state.lesson.as_ref();
            let is_it = play.is_some_and(|play| present::source(play) == Some(id));
            let shown = state.present.as_ref().filter(|_| is_it);
            let at = shown.map_or(0, present::Present::place);
            Some(Route::Present(id.clone(), at).fragment())
        }
        other => Some(other.fragment()),
    }
}

/// What the address bar and a link can ask for.
pub fn go(state: &mut State, route: Route) -> Vec<Ask> {
    state.window.notice = None;
    state.window.menu = Menu::Closed;
    state.window.help = false;
    state.course.forgetting = false;
    state.drawn.announced.clear();
    let route = match &route {
        Route::Lesson(id) if id.starts_with(INTERVIEW) => {
            interview::back_to_mock(&state.interview, &state.course.progress, route)
        }
        _ => route,
    };
    let (route, last) = match route {
        Route::In(place) => in_language(state, &place),
        route => {
            let address = address(state, &route).map(Effect::Address);
            (route, address.into_iter().collect())
        }
    };
    let mut is_tour = false;
    let was_tour = state.tour.is_some();
    let mut asks = match route {
        Route::Start if leads_to_first_minute(&state.course, &route) => {
            state.course.began_with_tour = true;
            return tour_update::begin(&state.run, true);
        }
        Route::Tour => {
            is_tour = true;
            tour_update::begin(&state.run, true)
        }
        Route::Start | Route::Home | Route::In(_) => home(state),
        Route::Present(id, at) => to_class(state, id, at),
        Route::Unknown => {
            let mut asks = home(state);
            asks.push(Ask::Say(bad(
                "This link cannot be read, leads nowhere, or is longer than 64 KB. Everything of yours is as it was.",
            )));
            asks
        }
        Route::Sandbox => sandbox(state),
        Route::Run(text, sight) => to_run(state, &text, sight),
        Route::Lesson(_)
        | Route::LessonFile(_)
        | Route::Draft
        | Route::Dropped
        | Route::Game { .. }
        | Route::GameDay
        | Route::Interview(_)
        | Route::Guide(_)
        | Route::Class(_)
        | Route::Map(_)
        | Route::Author => {
            leave(state);
            elsewhere(state, route)
        }
    };
    if !is_tour && state.tour.is_none() {
        asks.push(Ask::Visited);
    }
    if was_tour && state.tour.is_none() {
        // In a tour nothing is selected, and little is drawn.
        asks.push(Ask::Look);
    }
    asks.extend(last.into_iter().map(Ask::Do));
    asks
}

fn to_run(state: &mut State, text: &str, sight: Box<Sight>) -> Vec<Ask> {
    let was = state.window.screen;
    if was == Screen::Map {
        state.map.leave_for(text);
    }
    let mut asks = shared::open(state, text, sight);
    if was == Screen::Interview {
        // The picture comes into sight, wherever its link stood.
        asks.push(focus("stage"));
    }
    asks
}

/// What a place with lessons in a language leads to, `de/lesson/01-multi-az`, and what is to be done last: the address stays as it was given.
#[inline(never)]
fn in_language(state: &mut State, place: &str) -> (Route, Vec<Effect>) {
    let (language, rest) = place.split_once('/').unwrap_or((place, ""));
    let mut last = Vec::new();
    if course::choose(&mut state.course, language) {
        // What stands on the stage comes again in its other words, where it was.
        last = keep(state);
        last.push(course::save(&state.course));
        (state.lesson, state.guide) = (None, None);
        state.interview.index = Listed::Unasked;
        (state.interview.asked, state.interview.mock) = (None, None);
    }
    last.push(Effect::Address(format!("/{place}")));
    match Route::parse(&format!("/{rest}")) {
        Route::In(_) => (Route::Unknown, last),
        inner => (inner, last),
    }
}

/// Whether what was gone to is still on its way, and nothing stands there yet that could be used.
pub fn is_awaited(state: &State) -> bool {
    let comes = |coming: &lesson::Coming| !matches!(coming.arrival, lesson::Arrival::Failed(_));
    match state.window.screen {
        Screen::Home => state.course.index == Listed::Asked,
        Screen::Lab => state.coming.as_ref().is_some_and(comes),
        Screen::Interview => state.interview.index == Listed::Asked,
        Screen::Guide => state.guide.as_ref().is_some_and(Guide::is_awaited),
        Screen::GameSetUp | Screen::Class | Screen::Map | Screen::Recap | Screen::Author => false,
    }
}

/// The name of what fills the window, as the browser shows it.
pub fn title(state: &State) -> String {
    let name = match state.window.screen {
        Screen::Home => None,
        Screen::GameSetUp => Some("Game day"),
        Screen::Interview => Some("Interview"),
        Screen::Guide => Some("Guide"),
        Screen::Class => Some("Class"),
        Screen::Map if state.map.is_board() => Some("Whiteboard"),
        Screen::Map => Some("Protection map"),
        Screen::Recap => state.recap.as_deref().map(RecapState::title),
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

pub(super) fn home(state: &mut State) -> Vec<Ask> {
    leave(state);
    vec![Ask::Show(Screen::Home), Ask::Listed, focus("headline")]
}

/// What was going on waits.
pub(super) fn leave(state: &mut State) {
    state.tour = None;
    state.coming = None;
    state.clock.playing = false;
    if state.window.screen == Screen::Home {
        state.course.finished = None;
    }
}

/// The run on the stage if it is the sandbox's; else the one that was kept; else an empty one.
fn sandbox(state: &mut State) -> Vec<Ask> {
    let course = &state.course;
    let kept = course.sandbox.as_ref();
    if course.in_sandbox && kept.is_some() {
        leave(state);
        return vec![Ask::Show(Screen::Lab), Ask::Look, focus("stage")];
    }
    let open = |text| opening::open(course, &state.branches, text, Some(LAST_VISIT));
    let mut asks = match kept.map(|text| open(text)) {
        Some(Ok(mut asks)) => {
            let left_at = course::sandbox_left_at(course);
            for ask in &mut asks {
                if let Ask::GoTo(moment) = ask {
                    *moment = left_at;
                }
            }
            asks
        }
        Some(Err(notice)) => {
            let mut asks = empty(state);
            asks.push(Ask::Say(notice));
            asks
        }
        None => empty(state),
    };
    asks.push(focus("stage"));
    asks
}

/// A live question, for the first time since it was asked. What was done when it was asked before is not this answer.
#[inline(never)]
fn to_its_stage(state: &mut State, route: Route) -> Vec<Ask> {
    state.lesson = None;
    state.course.progress.forget_place(&route.fragment());
    let kept = interview::kept_at_stage(&state.interview);
    let mut asks = elsewhere(state, route);
    asks.extend(kept);
    asks
}

/// The interview. A live question that stands on the stage is marked by what was done there.
#[inline(never)]
fn to_interview(state: &mut State, seat: &Seat) -> Vec<Ask> {
    // Only what comes straight from the stage is of this answer.
    let play = state.lesson.as_ref();
    let play = play.filter(|_| state.window.screen == Screen::Lab);
    let shown = play.and_then(|play| {
        let id = play.question()?.to_owned();
        Some((id, lesson::marks(play, &state.run)))
    });
    let State {
        interview,
        course,
        tickets,
        ..
    } = state;
    interview::open(interview, &course.progress, tickets, seat, shown)
}

/// The protection map, of the stage or of a whiteboard's design.
#[inline(never)]
fn to_map(state: &mut State, board: Option<&str>) -> Vec<Ask> {
    let in_game = state.in_game();
    match board {
        Some(seed) => map::whiteboard(&mut state.map, &mut state.set_up, seed),
        None if state.map.left.is_some() => map::again(&mut state.map),
        None => {
            let place = place_of_run(state);
            map::open(&mut state.map, &state.run, in_game, place)
        }
    }
}

/// The map of the run that a map has led to.
#[inline(never)]
pub fn map_of_stage(state: &mut State) -> Vec<Ask> {
    state.map.left = None;
    to_map(state, None)
}

/// What the run on the stage is of, and the way back to it.
#[inline(never)]
fn place_of_run(state: &State) -> (String, Route) {
    let sight = Sight {
        at: Some(state.run.now()),
        ..Sight::default()
    };
    let run = Route::Run(state.run.text(), Box::new(sight));
    if let Some(play) = &state.lesson {
        let presented = present::source(play).map(|id| Route::Present(id.to_owned(), 0));
        let draft = (play.source == LessonSource::Draft).then_some(Route::Draft);
        let own = presented.or(draft).or(lesson::route(&play.source));
        return (play.lesson.front.title.clone(), own.unwrap_or(run));
    }
    if let Some(game) = &state.game {
        return ("Game day".to_owned(), game.route());
    }
    if state.course.in_sandbox {
        return ("Sandbox".to_owned(), Route::Sandbox);
    }
    ("A run".to_owned(), run)
}

fn empty(state: &State) -> Vec<Ask> {
    let run = Run::open(&format!("seed {}\n", state.run.seed())).ok();
    let enter = |run| Ask::Enter(Box::new(run), On::Sandbox(Vec::new()));
    run.map(enter).into_iter().collect()
}

/// A lesson that is shown to a class. Whoever was elsewhere meanwhile finds their slide again.
#[inline(never)]
fn to_class(state: &mut State, id: String, at: usize) -> Vec<Ask> {
    leave(state);
    match (&mut state.present, &mut state.lesson) {
        (Some(shown), Some(play)) if present::source(play) == Some(&id) => {
            present::show_again(shown, play, &mut state.clock, &mut state.run, at)
        }
        _ => {
            let source = LessonSource::Presented(id, at);
            lesson::open(&mut state.coming, &mut state.tickets, source, None)
        }
    }
}

/// Lessons, game days and the author's page. What is on the stage already, or was left, goes on.
fn elsewhere(state: &mut State, route: Route) -> Vec<Ask> {
    state.course.finished = None;
    let fragment = route.fragment();
    if let Route::Lesson(id) = &route
        && interview::begins_on_stage(&mut state.interview, id)
    {
        return to_its_stage(state, route);
    }
    let (play, game) = (state.lesson.as_ref(), state.game.as_ref());
    let in_lesson = play.and_then(|play| lesson::place(play, &state.run));
    let on_stage = in_lesson.or_else(|| game.and_then(|game| game::place(game, &state.run)));
    if on_stage.is_some_and(|place| place.route == fragment) {
        let heading = play.map_or("stage", |_| "lesson-heading");
        return vec![Ask::Show(Screen::Lab), Ask::Look, focus(heading)];
    }
    match &route {
        Route::Map(board) => return to_map(state, board.as_deref()),
        Route::Interview(seat) => return to_interview(state, seat),
        Route::Class(address) => return class_update::open(state, address),
        _ => {}
    }
    let kept = state.course.progress.place(&fragment).cloned();
    let State {
        coming,
        tickets,
        set_up,
        author,
        guide,
        course,
        ..
    } = state;
    let mut open = |source| lesson::open(coming, tickets, source, None);
    match (route, kept) {
        (Route::Lesson(_) | Route::LessonFile(_) | Route::Dropped, Some(place)) => {
            lesson::resume(coming, tickets, place)
        }
        (Route::Game { .. }, Some(place)) => game::resume(set_up, &place),
        (Route::Lesson(id), None) => open(lesson::of_course(id)),
        (Route::LessonFile(url), None) => open(LessonSource::Url(url)),
        (Route::Dropped, None) => open(LessonSource::Dropped),
        (Route::Draft, _) => open(LessonSource::Draft),
        (
            Route::Game {
                level,
                seed,
                design,
            },
            None,
        ) => game::open(set_up, level, &seed, design),
        (Route::GameDay, _) => game::show(set_up),
        (Route::Guide(id), _) => guide::open(guide, tickets, id),
        (Route::Author, _) => author::open(author, course, tickets),
        (
            Route::Start
            | Route::Home
            | Route::Tour
            | Route::Sandbox
            | Route::Present(..)
            | Route::Interview(_)
            | Route::Class(_)
            | Route::Map(_)
            | Route::In(_)
            | Route::Run(..)
            | Route::Unknown,
            _,
        ) => Vec::new(),
    }
}
