//! A lesson that is on its way, or that did not come: what, where, and what to do.

use crate::app::lesson::{Arrival, Coming, Failure, NoLesson, address};
use crate::app::{LessonMsg, LessonSource, Msg, Route};
use crate::lesson::Mistake;
use crate::ui::kit::{Send, on};
use crate::ui::prose::inline;
use yew::prelude::*;

pub fn view(coming: &Coming, send: &Send) -> Html {
    match &coming.arrival {
        Arrival::Fetching | Arrival::Reading => html! {
            <div class="arrival__body"><h1 id="headline" tabindex="-1">{ "Opening the lesson…" }</h1></div>
        },
        Arrival::Failed(failure) => failed(coming, failure, send),
    }
}

fn failed(coming: &Coming, failure: &Failure, send: &Send) -> Html {
    let place = place(&coming.source);
    let (title, cure, again) = match failure {
        Failure::NotFetched(NoLesson::Missing) => (
            "There is no such lesson",
            "Nothing lies at that address. Look at its spelling, or choose a lesson of the course.",
            false,
        ),
        Failure::NotFetched(NoLesson::Status(_)) => (
            "The lesson was not handed out",
            "The host knows the address but does not answer with a file. Try again later.",
            true,
        ),
        Failure::NotFetched(NoLesson::NoAnswer) => no_answer(&coming.source),
        Failure::NotFetched(NoLesson::NoDraft) => (
            "Nothing is written yet",
            "The author’s page keeps its text in this browser, and there is none.",
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
    };
    let status = match failure {
        Failure::NotFetched(NoLesson::Status(status)) => format!(" (status {status})"),
        _ => String::new(),
    };
    html! {
        <div class="arrival__body">
            <h1 id="headline" tabindex="-1">{ title }{ status }</h1>
            <p class="arrival__place">{ inline(&place) }</p>
            <p>{ inline(cure) }</p>
            if let Failure::Mistakes(mistakes) = failure {
                <ol class="mistakes">{ for mistakes.iter().map(|one| html! { <li class="mistake">{ told(one) }</li> }) }</ol>
            }
            <div class="doors doors--row">
                if again {
                    <button type="button" class="button button--main" onclick={on(send, Msg::Lesson(LessonMsg::TryAgain))}>{ "Try again" }</button>
                }
                <a class="button" href={format!("#{}", Route::Home.fragment())}>{ "Home" }</a>
            </div>
        </div>
    }
}

fn no_answer(source: &LessonSource) -> (&'static str, &'static str, bool) {
    match source {
        LessonSource::Url(_) => (
            "The lesson did not come",
            "Either you are offline, or its host does not let other pages read its files (it sends no header `Access-Control-Allow-Origin`). Then download the file and drop it on this page.",
            true,
        ),
        LessonSource::Id(_) | LessonSource::Text { .. } | LessonSource::Draft => (
            "The lesson did not come",
            "You seem to be offline. What is open already goes on working; try again when the connection is back.",
            true,
        ),
    }
}

/// Where it was looked for.
fn place(source: &LessonSource) -> String {
    match source {
        LessonSource::Id(id) => format!("Looked for at `{}`.", address(id)),
        LessonSource::Url(url) => format!("Looked for at `{url}`."),
        LessonSource::Text { from, .. } => format!("It comes from {from}."),
        LessonSource::Draft => "It comes from the author’s page.".to_owned(),
    }
}

/// One mistake: line, place, cause, cure.
pub fn told(mistake: &Mistake) -> Html {
    html! {
        <>
            <span class="mistake__where"><b>{ format!("Line {}", mistake.line) }</b>{ format!(", {}", mistake.place) }</span>
            <span>{ inline(&mistake.cause) }</span>
            if !mistake.source.trim().is_empty() { <code class="mistake__source">{ mistake.source.trim() }</code> }
            <span class="mistake__cure">{ inline(&mistake.cure) }</span>
        </>
    }
}
