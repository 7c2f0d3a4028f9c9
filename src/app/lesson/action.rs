//! The buttons of a step.

use crate::app::icon::Icon;
use crate::app::lesson::foreseen::{Offer, Reply};
use crate::app::lesson::play::LessonMsg;
use crate::app::msg::Msg;
use crate::app::part::{Attribute, Group, Parts};
use crate::lesson::StepAction;

/// What a button of the step runs, why it would not do now, and what was answered. Where there are several, it is named, in the
/// lesson's language.
pub(super) fn run(
    action: &StepAction,
    offer: &Offer,
    number: usize,
    (ready, named): (bool, Option<Option<&str>>),
    at: &mut Parts,
) {
    let why = offer.refused.as_ref().filter(|_| ready && !offer.ran);
    let runs = offer.wait.is_none();
    if !runs && why.is_none() && offer.answer.is_none() {
        return;
    }
    at.within("div runs", |at| {
        at.some(|at| {
            if let Some(language) = named {
                at.told("p runs__name", &action.label).in_language(language);
            }
        });
        at.when(runs, |at| {
            at.command(&offer.line);
        });
        at.some(|at| {
            if let Some(why) = why {
                at.told("p strike__why", &why.reason);
            }
        });
        if let Some((_, answer)) = &offer.answer {
            answered(answer, at).says(Attribute::Role, "status");
        }
    })
    .id(told_id(number));
}

/// What was answered, as the terminal shows it. A refusal has a look, a sign and a word of its own.
pub(super) fn answered<'a>(answer: &Reply, at: &'a mut Parts) -> &'a mut Group {
    let text = answer.text();
    match answer {
        Reply::Told(_) => at.within("p strike__answer", |at| at.whole(text)),
        Reply::Refused(_) => at.within("p strike__answer strike__answer--refused", |at| {
            at.icon(Icon::Cross);
            at.within("span", |at| at.whole(&format!("Refused: {text}")));
        }),
    }
}

/// The element that tells what a button runs, and what was answered.
pub(super) fn told_id(number: usize) -> String {
    format!("told-{number}")
}

/// The button that leads on now, by its place: the first that was not pressed and can be. It alone is filled.
pub(super) fn leading(offers: &[Offer]) -> Option<usize> {
    offers
        .iter()
        .position(|offer| !offer.ran && !offer.waited && offer.refused.is_none())
}

/// The button, as it stands wherever the step is shown.
pub(super) fn button<'a>(
    action: &StepAction,
    offer: &Offer,
    (refused, leads): (bool, bool),
    (number, language): (usize, Option<&str>),
    at: &'a mut Parts,
) -> &'a mut Group {
    let next = if leads {
        "button--main"
    } else {
        "button--later"
    };
    let (class, picture) = match (refused, offer.ran) {
        (false, false) if offer.waited => ("button--ran", Icon::Check),
        (false, false) if offer.wait.is_some() => (next, Icon::Forward),
        (true, _) => ("button--refused", Icon::Clock),
        (false, true) => ("button--ran", Icon::Check),
        (false, false) if offer.strikes() => (next, Icon::Zap),
        (false, false) if offer.line.starts_with("app stop") => (next, Icon::Pause),
        (false, false) => (next, Icon::Play),
    };
    let disabled = refused || offer.ran && offer.strikes();
    at.press("button button", Msg::Lesson(LessonMsg::Do(number)), |at| {
        at.icon(picture);
        at.within("span", |at| {
            at.told("span", &action.label).in_language(language);
            at.when(offer.ran, |at| {
                at.line("span hidden", ", done");
            });
        });
    })
    .class_if(true, class)
    .says(Attribute::Refused, if disabled { "true" } else { "false" })
}
