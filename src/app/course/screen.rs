//! What the course's screen does when it is told something.

use crate::app::ask::{Ask, focus};
use crate::app::course::known::{CourseMsg, CourseState, Listed};
use crate::app::course::language;
use crate::app::course::record::{fetch_index, save};
use crate::app::effect::Effect;
use crate::app::home;
use crate::app::lesson::LessonSource;
use crate::app::notice::{bad, good};
use crate::app::progress::Progress;
use crate::app::route::Route;
use crate::app::window::Screen;
use crate::lesson::{Course, Entry, Index};
use std::rc::Rc;

/// `screen` is what fills the window.
pub fn react(course: &mut CourseState, screen: Screen, msg: CourseMsg) -> Vec<Ask> {
    match msg {
        CourseMsg::Listed(list) => {
            let index = list.and_then(|text| Index::parse(&text));
            let index = match course.own.take() {
                Some(own) => index.map(|index| index.with_own(own)),
                None => index,
            };
            let index = match course.words.take() {
                Some(words) => {
                    index.map(|index| index.in_words_of(&course.progress.language, words))
                }
                None => index,
            };
            course.index = match index {
                Ok(index) => Listed::Here(Rc::new(index)),
                Err(reason) => Listed::Missing(reason),
            };
            if screen == Screen::Home {
                let lead = home::lead(course);
                let (what, name) = home::headline(course, &lead);
                return vec![Ask::Announce(format!("{what}: {name}"))];
            }
        }
        CourseMsg::OwnListed(own) => {
            let own = own.and_then(|text| Index::parse(&text));
            match &mut course.index {
                Listed::Here(index) => *index = Rc::new((**index).clone().with_own(own)),
                Listed::Unasked | Listed::Asked | Listed::Missing(_) => course.own = Some(own),
            }
        }
        CourseMsg::Translated(of, list) => language::translated(course, of, list),
        CourseMsg::Retry => {
            course.index = Listed::Unasked;
            return fetch_index(course).into_iter().map(Ask::Do).collect();
        }
        CourseMsg::Dragged(over) => course.dragging = over,
        CourseMsg::File { text, from } => {
            course.dragging = false;
            return open_file(course, screen, text, from);
        }
        CourseMsg::AskToForget(ask) => {
            course.forgetting = ask;
            return vec![focus(if ask { "keep" } else { "forget" })];
        }
        CourseMsg::Forget => return forget(course),
        CourseMsg::ForgetDropped => {
            course.dropped = None;
            course.progress.forget_place(&Route::Dropped.fragment());
            return vec![
                Ask::LeaveDropped,
                Ask::Do(Effect::ForgetDropped),
                Ask::Do(save(course)),
                Ask::Say(good("Forgotten.")),
                focus("progress-title"),
            ];
        }
    }
    Vec::new()
}

/// A lesson, a learner's progress, or a transcript: its first character tells which.
#[inline(never)]
fn open_file(
    course: &mut CourseState,
    screen: Screen,
    text: String,
    from: &'static str,
) -> Vec<Ask> {
    let start = text.trim_start_matches('\u{feff}').trim_start();
    if start.starts_with('{') {
        return import(course, start);
    }
    vec![match (start.starts_with("+++"), screen) {
        (true, Screen::Author) => Ask::Draft { text, by: from },
        (true, _) => Ask::Lesson(LessonSource::Text { text, from }),
        (false, _) => {
            let from = Some(from);
            Ask::Transcript { text, from }
        }
    }]
}

#[inline(never)]
fn import(course: &mut CourseState, text: &str) -> Vec<Ask> {
    let other = match Progress::parse(text) {
        Ok(other) => other,
        Err(reason) => {
            return vec![Ask::Say(bad(format!(
                "This file holds no progress that could be read, and yours is as it was. ({reason})"
            )))];
        }
    };
    let route = Route::Sandbox.fragment();
    let sandbox = other.place(&route).map(|place| place.run.clone());
    let before = course.progress.lessons.len();
    course.progress.merge(other);
    for place in &mut course.progress.places {
        if place.route == route {
            place.run = String::new();
        }
    }
    let more = course.progress.lessons.len() - before;
    let mut asks = vec![Ask::Say(good(match more {
        0 => "Progress imported. The better of both is kept.".to_owned(),
        1 => "Progress imported: one more lesson is done.".to_owned(),
        more => format!("Progress imported: {more} more lessons are done."),
    }))];
    if let (None, Some(run)) = (&course.sandbox, sandbox.filter(|run| !run.is_empty())) {
        course.sandbox = Some(run.clone());
        asks.push(Ask::Do(Effect::Save(run)));
    }
    asks.push(Ask::Do(save(course)));
    asks
}

/// Forgets what was done and where the learner was, here and in the browser.
#[inline(never)]
fn forget(course: &mut CourseState) -> Vec<Ask> {
    course.progress = Progress::default();
    course.forgetting = false;
    course.finished = None;
    course.visited = false;
    course.returned = false;
    course.sandbox = None;
    course.in_sandbox = false;
    course.dropped = None;
    // The list is in English again.
    (course.index, course.own, course.words) = (Listed::Unasked, None, None);
    vec![
        Ask::ClearStage,
        Ask::Listed,
        Ask::Say(good("Forgotten.")),
        Ask::Do(Effect::Forget),
        focus("headline"),
    ]
}

/// What comes next: the first lesson of the same course after the present one that is not done. After the last elective, and
/// after what is no lesson of the course, the path goes on: with the first lesson that is not done of those behind the one that
/// it was begun with, for whoever began with another than the first knows why; else with the first of all.
pub fn next_lesson<'c>(course: &'c CourseState, present: Option<&str>) -> Option<&'c Entry> {
    let Listed::Here(index) = &course.index else {
        return None;
    };
    let done = &course.progress.lessons;
    let open = |entry: &&Entry| !done.contains_key(&entry.id);
    let is_present = |entry: &&Entry| Some(entry.id.as_str()) == present;
    let here = index
        .lessons
        .iter()
        .find(is_present)
        .map(|entry| entry.course);
    let same = here.into_iter().flat_map(|course| index.of_course(course));
    let mut after = same.skip_while(|entry| !is_present(entry)).skip(1);
    let path = || index.of_course(Course::Spine);
    let begun = || path().skip_while(open);
    let path_goes_on = || begun().find(open).or_else(|| path().find(open));
    match here {
        Some(Course::Spine) => after.find(open),
        Some(Course::Elective | Course::Interview | Course::Recap) | None => {
            after.find(open).or_else(path_goes_on)
        }
    }
}
