//! How a lesson comes to the stage: fetched, read by the reader, begun or gone on with.

use crate::app::ask::{Ask, On, focus};
use crate::app::effect::Effect;
use crate::app::lesson::coming::{
    Arrival, Coming, Failure, LessonSource, NoLesson, address, solved, start,
};
use crate::app::lesson::kept;
use crate::app::lesson::play::LessonPlay;
use crate::app::lesson::setting::Setting;
use crate::app::notice::{bad, good};
use crate::app::progress::Place;
use crate::app::reader::{Answer, Task};
use crate::app::route::Route;
use crate::app::run::Run;
use crate::app::window::Screen;
use crate::lesson::Lesson;
use crate::lesson::hand_in::seed_of;
use std::rc::Rc;

/// Told with a moment of a lesson that somebody shared.
const SHARED: &str = "This is the moment that was shared. What you have done in this lesson yourself stays, until you go on from here.";

/// Opens a lesson: fetches it, reads it, and puts its start on the stage, or where its learner left it.
pub fn open(
    coming: &mut Option<Coming>,
    tickets: &mut u32,
    source: LessonSource,
    kept: Option<Place>,
) -> Vec<Ask> {
    *tickets += 1;
    let ticket = *tickets;
    let fetch = |address| Effect::FetchLesson { ticket, address };
    let (arrival, effect) = match &source {
        LessonSource::Id(id) | LessonSource::Presented(id, _) => {
            (Arrival::Fetching, fetch(address(id)))
        }
        LessonSource::Url(url) => (Arrival::Fetching, fetch(url.clone())),
        LessonSource::Dropped => (Arrival::Fetching, Effect::LoadDropped { ticket }),
        LessonSource::Draft => (Arrival::Fetching, Effect::LoadDraft { ticket }),
        LessonSource::Task(set) => (Arrival::Fetching, fetch(address(&set.id))),
        LessonSource::Set(set) => (Arrival::Fetching, fetch(address(set.id()))),
        LessonSource::Text { text, .. } => (Arrival::Reading, read(ticket, text.clone())),
    };
    *coming = Some(Coming {
        source,
        arrival,
        ticket,
        kept,
        seen: None,
    });
    vec![
        Ask::Stop,
        Ask::Show(Screen::Lab),
        Ask::Hush,
        Ask::Do(effect),
    ]
}

/// Goes on with a lesson where it was left.
pub fn resume(coming: &mut Option<Coming>, tickets: &mut u32, place: Place) -> Vec<Ask> {
    match Route::parse(&place.route) {
        Route::Lesson(id) => open(coming, tickets, of_course(id), Some(place)),
        Route::LessonFile(url) => open(coming, tickets, LessonSource::Url(url), Some(place)),
        Route::Dropped => open(coming, tickets, LessonSource::Dropped, Some(place)),
        _ => Vec::new(),
    }
}

/// A lesson beside the page, as its link sets it if it sets anything.
pub fn of_course(id: String) -> LessonSource {
    match id.contains('?').then(|| Setting::read(&id)).flatten() {
        Some(setting) => LessonSource::Set(Rc::new(setting)),
        None => LessonSource::Id(id),
    }
}

fn read(ticket: u32, text: String) -> Effect {
    Effect::AskReader {
        ticket,
        ask: Task::Read,
        text,
    }
}

/// The text of the lesson that is awaited.
pub fn came(coming: &mut Coming, text: Result<String, NoLesson>) -> Vec<Ask> {
    match text {
        Ok(text) => {
            coming.arrival = Arrival::Reading;
            vec![Ask::Do(read(coming.ticket, text))]
        }
        Err(reason) => failed(coming, Failure::NotFetched(reason)),
    }
}

/// The reader has answered about the lesson that is awaited.
pub fn answered(coming: &mut Coming, answer: &Answer) -> Vec<Ask> {
    let Some(lesson) = &answer.lesson else {
        return failed(coming, Failure::Mistakes(answer.mistakes.clone()));
    };
    let mut kept = coming.kept.take();
    let (source, dropped) = match &coming.source {
        LessonSource::Text { text, .. } => (LessonSource::Dropped, Some(text.clone())),
        source => (source.clone(), None),
    };
    let (source, lesson, seed) = match source {
        LessonSource::Task(set) => {
            let (lesson, seed) = (set.task.applied(lesson), seed_of(&set.name));
            (LessonSource::Task(set), lesson, Some(seed))
        }
        LessonSource::Set(set) => {
            let lesson = set.applied(lesson);
            let mut set = Setting::clone(&set);
            kept = kept.or_else(|| set.place(&lesson));
            let seed = set.seed.clone();
            (LessonSource::Set(Rc::new(set)), lesson, seed)
        }
        source => (source, lesson.clone(), None),
    };
    let title = lesson.front.title.clone();
    let mut asks = stand(source, Rc::new(lesson), seed.as_deref(), kept);
    if let Some(text) = dropped {
        // A reload finds it again.
        asks.push(Ask::KeepDropped { title, text });
    }
    if let Some(sight) = coming.seen.take() {
        // Nothing is kept until its visitor goes on from there.
        asks.extend([Ask::See(sight), Ask::Say(good(SHARED))]);
    }
    asks
}

pub fn no_reader(coming: &mut Coming) -> Vec<Ask> {
    match coming.arrival {
        Arrival::Reading => failed(coming, Failure::NoReader),
        Arrival::Fetching | Arrival::Failed(_) => Vec::new(),
    }
}

fn failed(coming: &mut Coming, failure: Failure) -> Vec<Ask> {
    coming.arrival = Arrival::Failed(failure);
    vec![focus("headline")]
}

pub fn try_again(coming: &mut Option<Coming>, tickets: &mut u32) -> Vec<Ask> {
    match coming.take() {
        Some(before) => {
            let asks = open(coming, tickets, before.source, before.kept);
            if let Some(coming) = coming {
                coming.seen = before.seen;
            }
            asks
        }
        None => Vec::new(),
    }
}

/// Puts a lesson's start on the stage, under its own seed or another, or goes on where its learner left it.
pub(super) fn stand(
    source: LessonSource,
    lesson: Rc<Lesson>,
    seed: Option<&str>,
    kept: Option<Place>,
) -> Vec<Ask> {
    let seed = seed.unwrap_or(&lesson.front.seed);
    let is_presented = matches!(source, LessonSource::Presented(..));
    let text = match is_presented {
        true => solved(&lesson),
        false => start(&lesson, seed),
    };
    let begun = match Run::open(&text) {
        Ok(run) => run,
        Err(reason) => {
            let told = bad(format!("The lesson's start cannot be opened. {reason}"));
            return vec![Ask::Say(told)];
        }
    };
    let id = match &source {
        LessonSource::Id(id) => Some(id.clone()),
        LessonSource::Set(set) => set.is_the_courses().then(|| set.id().to_owned()),
        LessonSource::Url(_)
        | LessonSource::Text { .. }
        | LessonSource::Dropped
        | LessonSource::Task(_)
        | LessonSource::Draft
        | LessonSource::Presented(..) => None,
    };
    // Beside the author's text, the focus stays with the text.
    let is_draft = source == LessonSource::Draft;
    let mut play = LessonPlay::new(id, source, lesson);
    let enter = |run, play| Ask::Enter(Box::new(run), On::Lesson(Box::new(play)));
    let mut asks = match kept.map(|kept| (Run::open(&kept.run), kept.extra)) {
        None => vec![enter(begun, play)],
        Some((Ok(run), extra)) if kept::apply(&mut play, &extra) => {
            let left_at = kept::moment(&extra);
            vec![enter(run, play), Ask::GoTo(Some(left_at))]
        }
        Some(_) => {
            let told = "This lesson has changed since you were here: it begins anew.";
            vec![enter(begun, play), Ask::Say(bad(told))]
        }
    };
    asks.extend([Ask::Keep, Ask::Listed]);
    if !is_draft {
        let heading = if is_presented {
            "headline"
        } else {
            "lesson-heading"
        };
        asks.push(focus(heading));
    }
    asks
}
