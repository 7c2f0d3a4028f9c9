//! What the course's screen does when it is told something.

use crate::app::author;
use crate::app::course::known::{CourseMsg, Listed};
use crate::app::course::record::{fetch_index, save};
use crate::app::effect::Effect;
use crate::app::home;
use crate::app::lesson::{self, LessonSource};
use crate::app::notice::{bad, good};
use crate::app::opening;
use crate::app::progress::Progress;
use crate::app::route::Route;
use crate::app::state::State;
use crate::app::window::Screen;
use crate::lesson::{Course, Entry, Index};
use std::rc::Rc;

pub fn react(state: &mut State, msg: CourseMsg) -> Vec<Effect> {
    match msg {
        CourseMsg::Listed(list) => {
            let index = list.and_then(|text| Index::parse(&text));
            state.course.index = match index {
                Ok(index) => Listed::Here(Rc::new(index)),
                Err(reason) => Listed::Missing(reason),
            };
            if state.window.screen == Screen::Home {
                let lead = home::lead(&state.course);
                let (what, name) = home::headline(&state.course, &lead);
                state.drawn.announced = format!("{what}: {name}");
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

/// A lesson, a learner's progress, or a transcript: its first character tells which.
fn open_file(state: &mut State, text: String, from: &'static str) -> Vec<Effect> {
    let start = text.trim_start_matches('\u{feff}').trim_start();
    if start.starts_with("+++") && state.window.screen == Screen::Author {
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
            state.window.notice = Some(bad(format!(
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
    state.window.notice = Some(good(match more {
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
    state.window.notice = Some(good("Forgotten."));
    vec![Effect::Forget, Effect::Focus("headline".to_owned())]
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
