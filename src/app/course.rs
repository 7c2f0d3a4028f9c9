//! The course: which lessons there are, which of them are done, and where its learner was last.

use crate::app::author;
use crate::app::game;
use crate::app::home;
use crate::app::lesson::{self, LessonSource};
use crate::app::msg::Effect;
use crate::app::opening;
use crate::app::progress::{Best, Predicted, Progress};
use crate::app::route::Route;
use crate::app::run::Run;
use crate::app::state::{Screen, State};
use crate::app::update::{bad, good};
use crate::lesson::{Course, Entry, GameLevel, Index};
use std::rc::Rc;

pub use crate::app::progress::Place;

/// What the home page knows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CourseState {
    pub index: Listed,
    pub progress: Progress,
    /// Whether this browser has been here before.
    pub visited: bool,
    /// Whether this visit began with the first minute, so that Back leads there.
    pub began_with_tour: bool,
    /// The transcript of the sandbox, wherever the learner is now.
    pub sandbox: Option<String>,
    /// Whether the run on the stage is that of the sandbox.
    pub in_sandbox: bool,
    /// The lesson that was just finished, until somewhere else is gone to.
    pub finished: Option<String>,
    /// Whether it is being asked if everything should be forgotten.
    pub forgetting: bool,
    /// Whether a file is being dragged over the page.
    pub dragging: bool,
}

/// The list of lessons.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Listed {
    #[default]
    Unasked,
    Asked,
    Here(Rc<Index>),
    /// It could not be fetched or read, and why.
    Missing(String),
}

#[derive(Clone, Debug, PartialEq)]
pub enum CourseMsg {
    /// The list of lessons came, or the reason why not.
    Listed(Result<String, String>),
    /// Asks for the list again.
    Retry,
    /// A file is being dragged over the page, or no more.
    Dragged(bool),
    /// A file was dropped or chosen.
    File {
        text: String,
        from: &'static str,
    },
    /// Asks whether to forget everything; or leaves it at that.
    AskToForget(bool),
    Forget,
}

pub fn react(state: &mut State, msg: CourseMsg) -> Vec<Effect> {
    match msg {
        CourseMsg::Listed(list) => {
            let index = list.and_then(|text| Index::parse(&text));
            state.course.index = match index {
                Ok(index) => Listed::Here(Rc::new(index)),
                Err(reason) => Listed::Missing(reason),
            };
            if state.screen == Screen::Home {
                let lead = home::lead(&state.course);
                let (what, name) = home::headline(&state.course, &lead);
                state.announced = format!("{what}: {name}");
            }
        }
        CourseMsg::Retry => {
            state.course.index = Listed::Unasked;
            return fetch_index(state);
        }
        CourseMsg::Dragged(over) => state.course.dragging = over,
        CourseMsg::File { text, from } => {
            state.course.dragging = false;
            return open_file(state, text, from);
        }
        CourseMsg::AskToForget(ask) => {
            state.course.forgetting = ask;
            let next = if ask { "keep" } else { "forget" };
            return vec![Effect::Focus(next.to_owned())];
        }
        CourseMsg::Forget => return forget(state),
    }
    Vec::new()
}

/// Writes down that a lesson was won, and how its predictions fared.
pub fn record_lesson(state: &mut State, id: &str, right: u32, asked: u32) -> Vec<Effect> {
    let course = &mut state.course;
    course
        .progress
        .record_lesson(id, Predicted { right, asked });
    course
        .progress
        .forget_place(&Route::Lesson(id.to_owned()).fragment());
    course.progress.finished = true;
    course.finished = Some(id.to_owned());
    vec![save(state)]
}

/// A lesson from an address or a file was won: it counts for nothing in the course, and there is nothing left of it to go
/// on with.
pub fn finish_other(state: &mut State, route: Option<Route>) -> Vec<Effect> {
    let progress = &mut state.course.progress;
    if let Some(route) = route {
        progress.forget_place(&route.fragment());
    }
    progress.finished = true;
    vec![save(state)]
}

/// Writes down the score of a game day, if it is the level's best.
pub fn record_game(state: &mut State, level: GameLevel, seed: &str, score: u32) -> Vec<Effect> {
    let seed = seed.to_owned();
    let progress = &mut state.course.progress;
    progress.record_game(level.name(), Best { score, seed });
    progress.finished = true;
    vec![save(state)]
}

/// Keeps the present run where it belongs: to its lesson, its game day, or the sandbox. Call it whenever one has come on.
pub fn keep_run(state: &mut State) -> Vec<Effect> {
    let text = state.run.text();
    if state.lesson.as_ref().is_some_and(|play| play.won) {
        // There is nothing left to go on with.
        return Vec::new();
    }
    if let Some(place) = untouched(state) {
        // Whoever only looked in has nothing to go on with.
        state.course.progress.forget_place(&place.route);
        return vec![save(state)];
    }
    if let Some(place) = lesson::place(state).or_else(|| game::place(state)) {
        let place = Place { run: text, ..place };
        state.course.progress.remember(place);
        return vec![save(state)];
    }
    if !state.course.in_sandbox {
        return Vec::new();
    }
    state.course.sandbox = Some(text.clone());
    if !state.run.view().databases.is_empty() {
        let place = sandbox_place(state);
        state.course.progress.remember(place);
    }
    vec![Effect::Save(text), save(state)]
}

/// The place of the lesson on the stage, if it stands at its introduction and no line was run.
fn untouched(state: &State) -> Option<Place> {
    let play = state.lesson.as_ref()?;
    if play.page != lesson::Page::Introduction {
        return None;
    }
    let start = Run::open(&lesson::start(&play.lesson, state.run.seed())).ok()?;
    lesson::place(state).filter(|_| start.text() == state.run.text())
}

/// The lesson of the path that comes next: the first after the present one that is not done, or else the first.
pub fn next_lesson(state: &State) -> Option<&Entry> {
    let Listed::Here(index) = &state.course.index else {
        return None;
    };
    let done = &state.course.progress.lessons;
    let open = |entry: &&Entry| !done.contains_key(&entry.id);
    let present = state.lesson.as_ref().and_then(|play| play.id.as_ref());
    let path = || index.of_course(Course::Spine);
    let mut after = path().skip_while(|entry| Some(&entry.id) != present);
    after.find(open).or_else(|| path().find(open))
}

/// Asks for the list of lessons, unless it is here or on its way.
pub fn fetch_index(state: &mut State) -> Vec<Effect> {
    match state.course.index {
        Listed::Asked | Listed::Here(_) => Vec::new(),
        Listed::Unasked | Listed::Missing(_) => {
            state.course.index = Listed::Asked;
            vec![Effect::FetchIndex]
        }
    }
}

/// What this browser kept of earlier visits: the sandbox's transcript, and the progress, which may be damaged.
pub fn recall(state: &mut State, sandbox: Option<String>, progress: Option<&str>) {
    let course = &mut state.course;
    course.visited = sandbox.is_some() || progress.is_some();
    course.progress = progress
        .and_then(|text| Progress::parse(text).ok())
        .unwrap_or_default();
    let route = Route::Sandbox.fragment();
    if sandbox.is_some() && course.progress.place(&route).is_none() {
        // From before there were lessons.
        course.progress.places.push(named_sandbox(String::new()));
    }
    course.sandbox = sandbox;
}

/// That somebody was here, so that the next visit does not begin with the first minute.
pub fn mark_visit(state: &mut State) -> Vec<Effect> {
    match std::mem::replace(&mut state.course.visited, true) {
        true => Vec::new(),
        false => vec![save(state)],
    }
}

/// The progress as a file, which brings the sandbox along.
pub fn exported(course: &CourseState) -> String {
    let mut progress = course.progress.clone();
    let route = Route::Sandbox.fragment();
    for place in &mut progress.places {
        if place.route == route {
            place.run = course.sandbox.clone().unwrap_or_default();
        }
    }
    progress.to_text()
}

pub fn save(state: &State) -> Effect {
    Effect::SaveProgress(state.course.progress.to_text())
}

fn sandbox_place(state: &State) -> Place {
    let view = state.run.view();
    let names: Vec<&str> = view
        .databases
        .iter()
        .map(|entry| entry.id.as_str())
        .collect();
    named_sandbox(format!("{} · seed {}", names.join(", "), state.run.seed()))
}

fn named_sandbox(note: String) -> Place {
    Place {
        route: Route::Sandbox.fragment(),
        title: "Your run in the sandbox".to_owned(),
        note,
        ..Place::default()
    }
}

/// A lesson, a learner's progress, or a transcript: its first character tells which.
fn open_file(state: &mut State, text: String, from: &'static str) -> Vec<Effect> {
    let start = text.trim_start_matches('\u{feff}').trim_start();
    if start.starts_with("+++") && state.screen == Screen::Author {
        author::load(state, &text, from)
    } else if start.starts_with("+++") {
        lesson::open(state, LessonSource::Text { text, from })
    } else if start.starts_with('{') {
        import(state, start)
    } else {
        opening::open(state, &text, Some(from))
    }
}

fn import(state: &mut State, text: &str) -> Vec<Effect> {
    let other = match Progress::parse(text) {
        Ok(other) => other,
        Err(reason) => {
            state.notice = Some(bad(format!(
                "This file holds no progress that could be read, and yours is as it was. ({reason})"
            )));
            return Vec::new();
        }
    };
    let route = Route::Sandbox.fragment();
    let sandbox = other.place(&route).map(|place| place.run.clone());
    let course = &mut state.course;
    let before = course.progress.lessons.len();
    course.progress.merge(other);
    for place in &mut course.progress.places {
        if place.route == route {
            place.run = String::new();
        }
    }
    let more = course.progress.lessons.len() - before;
    let mut effects = Vec::new();
    if let (None, Some(run)) = (&course.sandbox, sandbox.filter(|run| !run.is_empty())) {
        course.sandbox = Some(run.clone());
        effects.push(Effect::Save(run));
    }
    state.notice = Some(good(match more {
        0 => "Progress imported. The better of both is kept.".to_owned(),
        1 => "Progress imported: one more lesson is done.".to_owned(),
        more => format!("Progress imported: {more} more lessons are done."),
    }));
    effects.push(save(state));
    effects
}

/// Forgets what was done and where the learner was, here and in the browser.
fn forget(state: &mut State) -> Vec<Effect> {
    state.lesson = None;
    state.game = None;
    let course = &mut state.course;
    course.progress = Progress::default();
    course.forgetting = false;
    course.finished = None;
    course.visited = false;
    course.sandbox = None;
    course.in_sandbox = false;
    state.notice = Some(good("Forgotten."));
    vec![Effect::Forget, Effect::Focus("headline".to_owned())]
}
