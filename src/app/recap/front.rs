//! The recap's page, as parts: a quiz, or the certificate.

use crate::app::class::ClassState;
use crate::app::course::{CourseState, Listed};
use crate::app::msg::Msg;
use crate::app::part::Parts;
use crate::app::recap::known::{RecapMsg, RecapState, Sheet};
use crate::app::recap::{certificate, shown};
use crate::app::route::Route;

/// `class` tells whether the codes were copied.
#[inline(never)]
pub fn front(recap: &RecapState, course: &CourseState, class: &ClassState, at: &mut Parts) {
    at.within("div interview recap", |at| match recap.sheet {
        Sheet::Certificate => certificate::certificate(course, class, at),
        Sheet::Quiz(number) => match (&recap.quiz, &recap.index) {
            (Some(quiz), _) if quiz.asked.is_empty() => none(at),
            (Some(quiz), _) if quiz.is_over() => shown::result(quiz, at),
            (Some(quiz), _) => shown::question(quiz, at),
            (None, Listed::Missing(why)) => missing(why, at),
            (None, _) => {
                let name = format!("Recap {number}");
                at.line("h1", name).id("headline").focusable();
                at.line("p quiet", "Its questions are on their way…");
            }
        },
    });
}

fn none(at: &mut Parts) {
    at.line("h1", "There is no such recap")
        .id("headline")
        .focusable();
    at.line("p", "Its address names none of this page.");
    at.link("a", &Route::Home, |at| at.words("The course"));
}

fn missing(why: &str, at: &mut Parts) {
    at.line("h1", "This recap cannot be asked")
        .id("headline")
        .focusable();
    at.line(
        "p",
        format!("Its questions, which lessons/recap.json lists, did not come: {why}"),
    );
    let again = Msg::Recap(RecapMsg::Retry);
    at.button("button button button--main", "Try again", again);
}
