//! The buttons of a step.

use crate::app::icon::Icon;
use crate::app::lesson::play::{LessonMsg, Offer};
use crate::app::msg::Msg;
use crate::app::part::{Attribute, Group, Parts};
use crate::lesson::StepAction;

/// What a button of the step runs, why it would not do now, and what was answered. Where there are several, it is named.
pub(super) fn run(
    action: &StepAction,
    offer: &Offer,
    number: usize,
    (ready, named): (bool, bool),
    at: &mut Parts,
) {
    let why = offer.refused.as_ref().filter(|_| ready && !offer.ran);
    let runs = offer.wait.is_none();
    if !runs && why.is_none() && offer.answer.is_none() {
        return;
    }
    at.within("div runs", |at| {
        at.when(named, |at| {
            at.told("p runs__name", &action.label);
        });
        at.when(runs, |at| {
            at.command(&offer.line);
        });
        at.some(|at| {
            if let Some(why) = why {
                at.told("p strike__why", &why.reason);
            }
        });
        // What was answered, as the terminal shows it.
        if let Some(answer) = &offer.answer {
            at.line("p strike__answer", answer.clone())
                .says(Attribute::Role, "status");
        }
    })
    .id(told_id(number));
}

/// The element that tells what a button runs, and what was answered.
pub(super) fn told_id(number: usize) -> String {
    format!("told-{number}")
}

/// The button, as it stands wherever the step is shown.
pub(super) fn button<'a>(
    action: &StepAction,
    offer: &Offer,
    refused: bool,
    number: usize,
    at: &'a mut Parts,
) -> &'a mut Group {
    let (class, picture) = match (refused, offer.ran) {
        (false, false) if offer.waited => ("button--ran", Icon::Check),
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
