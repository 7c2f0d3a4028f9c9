//! The buttons of a step.

use crate::app::icon::Icon;
use crate::app::lesson::play::{LessonMsg, Offer};
use crate::app::msg::Msg;
use crate::app::part::{Attribute, Group, Parts};
use crate::lesson::StepAction;

/// A button of the step; the line that it runs stands beneath it, and what it answered.
pub(super) fn run(action: &StepAction, offer: &Offer, ready: bool, number: usize, at: &mut Parts) {
    let why = match &offer.refused {
        _ if !ready => Some("Answer first: then the run will tell."),
        Some(refused) if !offer.ran => Some(refused.reason.as_str()),
        _ => None,
    };
    at.within("div strike", |at| {
        button(action, offer, why.is_some(), number, at);
        if offer.wait.is_none() {
            at.line("code", offer.line.clone());
        }
        at.some(|at| {
            if let Some(why) = why {
                at.told("p strike__why", why);
            }
        });
        // What was answered, as the terminal shows it.
        if let Some(answer) = &offer.answer {
            at.line("p strike__answer", answer.clone())
                .says(Attribute::Role, "status");
        }
    });
}

/// The button alone, as it stands wherever the step is shown.
pub(super) fn button<'a>(
    action: &StepAction,
    offer: &Offer,
    refused: bool,
    number: usize,
    at: &'a mut Parts,
) -> &'a mut Group {
    let (class, picture) = match (refused, offer.ran) {
        (false, false) if offer.wait.is_some() => ("button--main", Icon::Forward),
        (true, _) => ("button--refused", Icon::Clock),
        (false, true) => ("button--ran", Icon::Check),
        (false, false) if offer.strikes() => ("button--main", Icon::Zap),
        (false, false) if offer.line.starts_with("app stop") => ("button--main", Icon::Pause),
        (false, false) => ("button--main", Icon::Play),
    };
    let disabled = refused || offer.ran && offer.strikes();
    at.press("button button", Msg::Lesson(LessonMsg::Do(number)), |at| {
        at.icon(picture);
        at.within("span", |at| {
            at.prose(&action.label);
            at.when(offer.ran, |at| {
                at.line("span hidden", ", done");
            });
        });
    })
    .class_if(true, class)
    .says(Attribute::Refused, if disabled { "true" } else { "false" })
}
