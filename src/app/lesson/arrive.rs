//! How a lesson comes to the stage: fetched, read by the reader, begun or gone on with.

use crate::app::author::Found;
use crate::app::course::{fetch_index, keep_run};
use crate::app::effect::Effect;
use crate::app::enter::enter;
use crate::app::follow::refresh;
use crate::app::lesson::coming::{
    Arrival, Coming, Failure, LessonSource, NoLesson, address, start,
};
use crate::app::lesson::kept;
use crate::app::lesson::play::LessonPlay;
use crate::app::notice::bad;
use crate::app::progress::Place;
use crate::app::reader::{Answer, Task};
use crate::app::route::Route;
use crate::app::run::Run;
use crate::app::state::State;
use crate::app::window::{Screen, Tab};
use crate::lesson::Lesson;
use std::rc::Rc;

/// Opens a lesson: fetches it, reads it, and puts its start on the stage.
pub fn open(state: &mut State, source: LessonSource) -> Vec<Effect> {
    ask_for(state, source, None)
}

/// Goes on with a lesson where it was left.
pub fn resume(state: &mut State, place: Place) -> Vec<Effect> {
    match Route::parse(&place.route) {
        Route::Lesson(id) => ask_for(state, LessonSource::Id(id), Some(place)),
        Route::LessonFile(url) => ask_for(state, LessonSource::Url(url), Some(place)),
        _ => Vec::new(),
    }
}

fn ask_for(state: &mut State, source: LessonSource, kept: Option<Place>) -> Vec<Effect> {
    state.tickets += 1;
    let ticket = state.tickets;
    let (arrival, effect) = match &source {
        LessonSource::Id(id) => (
            Arrival::Fetching,
            Effect::FetchLesson {
                ticket,
                address: address(id),
            },
        ),
        LessonSource::Url(url) => (
            Arrival::Fetching,
            Effect::FetchLesson {
                ticket,
                address: url.clone(),
            },
        ),
        LessonSource::Draft => (Arrival::Fetching, Effect::LoadDraft { ticket }),
        LessonSource::Text { text, .. } => (
            Arrival::Reading,
            Effect::AskReader {
                ticket,
                ask: Task::Read,
                text: text.clone(),
            },
        ),
    };
    state.clock.playing = false;
    state.window.screen = Screen::Lab;
    state.window.notice = None;
    state.coming = Some(Coming {
        source,
        arrival,
        ticket,
        kept,
    });
    vec![effect]
}

/// Whether this ticket was given for the lesson that is still awaited.
pub fn is_awaited(state: &mut State, ticket: u32) -> bool {
    awaited(state, ticket).is_some()
}

/// The lesson that this ticket was given for, if it is still awaited: its learner may have gone elsewhere.
fn awaited(state: &mut State, ticket: u32) -> Option<&mut Coming> {
    if state.window.screen != Screen::Lab {
        state.coming = None;
    }
    let coming = state.coming.as_mut();
    coming.filter(|coming| coming.ticket == ticket)
}

pub(super) fn came(state: &mut State, ticket: u32, text: Result<String, NoLesson>) -> Vec<Effect> {
    let Some(coming) = awaited(state, ticket) else {
        return Vec::new();
    };
    match text {
        Ok(text) => {
            coming.arrival = Arrival::Reading;
            vec![Effect::AskReader {
                ticket,
                ask: Task::Read,
                text,
            }]
        }
        Err(reason) => failed(state, Failure::NotFetched(reason)),
    }
}

pub(super) fn answered(state: &mut State, answer: &Answer) -> Vec<Effect> {
    let Some(coming) = awaited(state, answer.ticket) else {
        return Vec::new();
    };
    let Some(lesson) = &answer.lesson else {
        return failed(state, Failure::Mistakes(answer.mistakes.clone()));
    };
    let (source, kept) = (coming.source.clone(), coming.kept.take());
    if stand(state, source, Rc::new(lesson.clone()), None) {
        if let Some(kept) = kept {
            go_on(state, &kept);
        }
        return landed(state);
    }
    Vec::new()
}

pub(super) fn no_reader(state: &mut State) -> Vec<Effect> {
    if state.window.screen == Screen::Author {
        state.author.found = Found::NoReader;
    }
    let reading = |coming: &Coming| coming.arrival == Arrival::Reading;
    match state.coming.as_ref().is_some_and(reading) {
        true => failed(state, Failure::NoReader),
        false => Vec::new(),
    }
}

fn failed(state: &mut State, failure: Failure) -> Vec<Effect> {
    if let Some(coming) = &mut state.coming {
        coming.arrival = Arrival::Failed(failure);
    }
    vec![Effect::Focus("headline".to_owned())]
}

pub(super) fn try_again(state: &mut State) -> Vec<Effect> {
    match state.coming.take() {
        Some(coming) => ask_for(state, coming.source, coming.kept),
        None => Vec::new(),
    }
}

/// Begins a lesson, under its own seed or another.
pub(super) fn begin(
    state: &mut State,
    source: LessonSource,
    lesson: Rc<Lesson>,
    seed: Option<&str>,
) -> Vec<Effect> {
    match stand(state, source, lesson, seed) {
        true => landed(state),
        false => Vec::new(),
    }
}

/// Puts a lesson's start on the stage; tells whether it could be opened.
fn stand(state: &mut State, source: LessonSource, lesson: Rc<Lesson>, seed: Option<&str>) -> bool {
    let seed = seed.unwrap_or(&lesson.front.seed);
    match Run::open(&start(&lesson, seed)) {
        Ok(run) => {
            enter(state, run);
            let id = match &source {
                LessonSource::Id(id) => Some(id.clone()),
                LessonSource::Url(_) | LessonSource::Text { .. } | LessonSource::Draft => None,
            };
            state.lesson = Some(LessonPlay::new(id, source, lesson));
            state.clock.auto = true;
            state.drawn.announced = String::new();
            state.window.tab = Tab::Lesson;
            refresh(state);
            true
        }
        Err(reason) => {
            state.window.notice = Some(bad(format!(
                "The lesson's start cannot be opened. {reason}"
            )));
            false
        }
    }
}

/// Puts the lesson that has just begun to where its learner left it.
fn go_on(state: &mut State, kept: &Place) {
    let run = Run::open(&kept.run);
    let Some(play) = state.lesson.as_mut() else {
        return;
    };
    match run {
        Ok(run) if kept::apply(play, &kept.extra) => {
            state.run = run;
            state.run.seek_to_last_line();
            state.run.seek(kept::moment(&kept.extra));
            refresh(state);
        }
        Ok(_) | Err(_) => {
            state.window.notice = Some(bad(
                "This lesson has changed since you were here: it begins anew.",
            ));
        }
    }
}

/// The lesson stands on the stage.
fn landed(state: &mut State) -> Vec<Effect> {
    let mut effects = keep_run(state);
    effects.extend(fetch_index(&mut state.course));
    let is_draft = |play: &LessonPlay| play.source == LessonSource::Draft;
    // Beside the author's text, the focus stays with the text.
    if !state.lesson.as_ref().is_some_and(is_draft) {
        effects.push(Effect::Focus("lesson-heading".to_owned()));
    }
    effects
}
