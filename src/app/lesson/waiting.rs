//! A lesson that is on its way, or that did not come, as parts: what, where, and what to do.

use crate::app::lesson::coming::{Arrival, Coming, Failure, LessonSource, NoLesson, address};
use crate::app::lesson::play::LessonMsg;
use crate::app::msg::Msg;
use crate::app::part::Parts;
use crate::app::route::Route;
use crate::cloud::clipped;
use crate::lesson::Mistake;

pub fn waiting(coming: &Coming, at: &mut Parts) {
    at.within("div arrival__body", |at| match &coming.arrival {
        Arrival::Fetching | Arrival::Reading => {
            at.line("h1", "Opening the lesson…")
                .id("headline")
                .focusable();
        }
        Arrival::Failed(failure) => failed(coming, failure, at),
    });
}

/// Why it did not come, what to do, and whether trying again may help.
fn told_of(failure: &Failure, source: &LessonSource) -> (&'static str, &'static str, bool) {
    match failure {
        Failure::NotFetched(NoLesson::Missing) => (
            "There is no such lesson",
            "Nothing that its host hands out lies at that address. Look at its spelling, or choose a lesson of the course.",
            false,
        ),
        Failure::NotFetched(NoLesson::Status(_)) => (
            "The lesson was not handed out",
            "The host knows the address but does not answer with a file. Try again later.",
            true,
        ),
        Failure::NotFetched(NoLesson::NoAnswer) => no_answer(source),
        Failure::NotFetched(NoLesson::NoDraft) => (
            "Nothing is written yet",
            "The author’s page keeps its text in this browser, and there is none.",
            false,
        ),
        Failure::NotFetched(NoLesson::NotKept) => (
            "No lesson from a file is kept",
            "This browser keeps the last one that was dropped on the page, and there is none. Drop its file again.",
            false,
        ),
        Failure::NoReader => (
            "The reader of lessons did not start",
            "The part of the page that reads lessons could not be loaded. Look at your connection, then try again. Where the page is hosted, the folder `later` must lie beside it.",
            true,
        ),
        Failure::Mistakes(_) => (
            "This lesson cannot be played yet",
            "Its author can mend it: each mistake is named with its line and its cure.",
            false,
        ),
    }
}

fn no_answer(source: &LessonSource) -> (&'static str, &'static str, bool) {
    match source {
        LessonSource::Url(_) => (
            "The lesson did not come",
            "Either you are offline, or its host does not let other pages read its files (it sends no header `Access-Control-Allow-Origin`). Then download the file and drop it on this page.",
            true,
        ),
        LessonSource::Id(_)
        | LessonSource::Task(_)
        | LessonSource::Set(_)
        | LessonSource::Presented(..)
        | LessonSource::Text { .. }
        | LessonSource::Dropped
        | LessonSource::Draft => (
            "The lesson did not come",
            "You seem to be offline. What is open already goes on working; try again when the connection is back.",
            true,
        ),
    }
}

fn failed(coming: &Coming, failure: &Failure, at: &mut Parts) {
    let (title, cure, again) = told_of(failure, &coming.source);
    let title = match failure {
        Failure::NotFetched(NoLesson::Status(status)) => format!("{title} (status {status})"),
        _ => title.to_owned(),
    };
    at.line("h1", title).id("headline").focusable();
    at.told("p arrival__place", &place(&coming.source));
    at.told("p", cure);
    if let Failure::Mistakes(mistakes) = failure {
        at.within("ol mistakes", |at| {
            for one in mistakes.iter() {
                at.within("li mistake", |at| mistake(one, at));
            }
        });
    }
    at.within("div doors doors--row", |at| {
        if again {
            let msg = Msg::Lesson(LessonMsg::TryAgain);
            at.button("button button button--main", "Try again", msg);
        }
        at.link("a button", &Route::Home, |at| at.words("Home"));
    });
}

/// Where it was looked for.
fn place(source: &LessonSource) -> String {
    clipped(match source {
        LessonSource::Id(id) | LessonSource::Presented(id, _) => {
            format!("Looked for at `{}`.", address(id))
        }
        LessonSource::Task(set) => format!("Looked for at `{}`.", address(&set.id)),
        LessonSource::Set(set) => format!("Looked for at `{}`.", address(set.id())),
        LessonSource::Url(url) => format!("Looked for at `{url}`."),
        LessonSource::Text { from, .. } => format!("It comes from {from}."),
        LessonSource::Dropped => "It comes from a file.".to_owned(),
        LessonSource::Draft => "It comes from the author’s page.".to_owned(),
    })
}

/// One mistake: line, place, cause, cure.
pub fn mistake(mistake: &Mistake, at: &mut Parts) {
    at.within("span mistake__where", |at| {
        at.line("b", format!("Line {}", mistake.line));
        at.words(format!(", {}", mistake.place));
    });
    at.told("span", &mistake.cause);
    let source = mistake.source.trim();
    if !source.is_empty() {
        at.line("code mistake__source", source.to_owned());
    }
    at.told("span mistake__cure", &mistake.cure);
}
