//! What leads on, at the foot of the panel: it stays in sight however long the text above it is.

use crate::app::course::next_lesson;
use crate::app::icon::Icon;
use crate::app::lesson::action::{button, leading};
use crate::app::lesson::guided::Guided;
use crate::app::lesson::head::{back, forward, hand_in, onward};
use crate::app::lesson::judge::is_too_late;
use crate::app::lesson::place::door;
use crate::app::lesson::play::{LessonMsg, LessonPlay, Page};
use crate::app::msg::Msg;
use crate::app::part::{Group, Parts};
use crate::app::route::{Route, Seat};
use crate::app::tongue::{isolated, mixed};
use crate::lesson::LessonStep;

pub(super) fn foot(at: &mut Parts, fill: impl FnOnce(&mut Parts)) {
    at.within("div strike foot", fill);
}

/// The one button that leads on.
pub(super) fn next(words: &'static str, from: Page, at: &mut Parts) {
    foot(at, |at| {
        onward(words, from, Msg::Lesson(LessonMsg::Next), at).id("next");
    });
}

/// The buttons of a step that is on, and what lets time pass. What they run stands above them.
pub(super) fn of_step(shown: &Guided, step: &LessonStep, at: &mut Parts) {
    let play = shown.play;
    let ready = play.unanswered().is_none();
    foot(at, |at| {
        at.when(!ready, |at| {
            at.line("p strike__why", "Answer first: then the run will tell.");
        });
        at.some(|at| {
            let actions = step.step.actions.iter().zip(&shown.guide.offers);
            let leads = leading(&shown.guide.offers);
            for (number, (action, offer)) in actions.enumerate() {
                let refused = !ready || !offer.ran && offer.refused.is_some();
                let state = (refused, leads == Some(number));
                button(action, offer, state, (number, play.lesson.language()), at);
            }
        });
        at.some(|at| {
            if leads_elsewhere(shown, step) {
                for (words, msg) in doors(shown, step) {
                    at.press("button button", msg, |at| at.prose(&words));
                }
            }
        });
        at.some(|at| {
            if play.is_read_only() {
                onward("Continue", play.page, Msg::Lesson(LessonMsg::Next), at).id("next");
            } else if shown.examined {
                // Whoever has had enough says so.
                to_interview("a button lesson__next", play, at);
            } else if ready && (shown.guide.stuck || shown.guide.shut) {
                back(play, shown.guide, at);
            } else if ready && shown.guide.forwards() && play.question().is_none() {
                forward(play.forward && shown.playing, at);
            }
        });
    });
}

/// Whether what a step asks for is to be found elsewhere: it has no button of its own, waiting is no way on, and its places lead there.
pub(super) fn leads_elsewhere(shown: &Guided, step: &LessonStep) -> bool {
    let play = shown.play;
    let waits = shown.guide.goes_on || play.is_read_only() || play.is_done();
    step.step.actions.is_empty() && !waits && play.unanswered().is_none()
}

/// What the step is about, one tap away.
pub(super) fn doors(shown: &Guided, step: &LessonStep) -> Vec<(String, Msg)> {
    let places = step.step.places.iter();
    places
        .filter_map(|name| door(name, &shown.calm.view))
        .collect()
}

/// Where a lesson that is won leads: to the next one, or to all of them.
#[inline(never)]
pub(super) fn to_next_lesson<'a>(shown: &Guided, at: &'a mut Parts) -> &'a mut Group {
    if shown.play.task().is_some() {
        let route = hand_in();
        return at.link("a button button--main lesson__next", &route, |at| {
            at.line("span", "Hand in");
            at.icon(Icon::Next);
        });
    }
    if shown.play.question().is_some() {
        return to_interview("a button button--main lesson__next", shown.play, at);
    }
    let next = next_lesson(shown.course, shown.play.id.as_deref());
    let language = next.and_then(|entry| entry.language.as_deref());
    let (route, words) = match next {
        Some(entry) => (
            Route::Lesson(entry.id.clone()),
            format!("Next: {}", isolated(&entry.title, language)),
        ),
        None => (Route::Home, "The course".to_owned()),
    };
    at.link("a button button--main lesson__next", &route, |at| {
        mixed("span", &words, language, at);
        at.icon(Icon::Next);
    })
}

/// Where a live question is judged.
fn to_interview<'a>(kind: &'static str, play: &LessonPlay, at: &'a mut Parts) -> &'a mut Group {
    let asked = play.question().unwrap_or_default().to_owned();
    at.link(kind, &Route::Interview(Seat::One(asked)), |at| {
        at.line("span", "Back to the interview");
        at.icon(Icon::Next);
    })
}

/// What may still win a lesson whose steps are done.
pub(super) fn mend<'a>(shown: &Guided, at: &'a mut Parts) -> Option<&'a mut Group> {
    let LessonPlay {
        forward: forwards,
        missing,
        ..
    } = shown.play;
    if is_too_late(&shown.calm.view) {
        let again = Msg::Lesson(LessonMsg::StepAgain);
        let words = "Do the last step again";
        return Some(at.button("button button button--main", words, again));
    }
    missing
        .open
        .then(|| forward(*forwards && shown.playing, at))
}
