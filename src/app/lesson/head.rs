//! What stands around a step: where the learner is, and the ways back.

use crate::app::icon::Icon;
use crate::app::lesson::coming::LessonSource;
use crate::app::lesson::foreseen::{Guide, Offer};
use crate::app::lesson::guided::Guided;
use crate::app::lesson::play::{LessonMsg, LessonPlay, Page};
use crate::app::msg::Msg;
use crate::app::part::{Attribute, Group, Parts};
use crate::app::route::{HAND_IN, Route, Seat};
use crate::app::words::counted;

/// The way back to the beginning, which costs what was done here.
pub(super) fn again(play: &LessonPlay, at: &mut Parts) {
    let ask = |asks| Msg::Lesson(LessonMsg::AskToStartAgain(asks));
    at.within("p lesson__again", |at| {
        if play.asks_again {
            let sure = Msg::Lesson(LessonMsg::StartAgain);
            at.words("Begin anew, and lose this run? ");
            at.button("button link", "Begin anew", sure).id("again");
            at.words(" ");
            at.button("button link", "Go on", ask(false));
        } else {
            let words = match (play.is_begun(), play.is_done(), play.play.done) {
                (true, ..) | (_, true, _) => "Do this step again",
                (false, false, 0) => "",
                (false, false, _) => "Do the step before again",
            };
            if !words.is_empty() {
                let again = Msg::Lesson(LessonMsg::StepAgain);
                at.button("button link", words, again);
                at.words(" ");
            }
            at.button("button link", "Start this lesson again", ask(true))
                .id("ask-again");
        }
    });
}

/// Where the learner is: a mark for each step, told apart by shape.
pub(super) fn progress(shown: &Guided, at: &mut Parts) {
    let play = shown.play;
    let count = play.lesson.steps.len();
    let (present, words) = match play.page {
        Page::Introduction => (None, counted(count as u64, "step", "steps")),
        Page::Step(place) => (Some(place), format!("Step {} of {count}", place + 1)),
        // A game day is read here, and played on a page of its own.
        Page::Result if play.lesson.front.game.is_some() => (None, "All is read".to_owned()),
        Page::Result if shown.examined => (None, "Over".to_owned()),
        Page::Result => (None, "Result".to_owned()),
    };
    at.within("header lesson__top", |at| {
        at.line("p lesson__title", play.lesson.front.title.clone())
            .in_language(play.lesson.language());
        if let Some(set) = play.task() {
            at.within("p lesson__set", |at| {
                let class = [set.task.class.as_str(), &set.name];
                let class: Vec<&str> = class.into_iter().filter(|one| !one.is_empty()).collect();
                at.line("span", format!("{}. ", class.join(" · ")));
                at.when(play.begun || play.play.done > 0, |at| {
                    at.link("a", &hand_in(), |at| at.words("Hand in"));
                });
            });
        }
        if let LessonSource::Set(set) = &play.source {
            for said in set.said() {
                at.told("p lesson__set", &said);
            }
        }
        if let Some(question) = play.question() {
            let seat = Route::Interview(Seat::One(question.to_owned()));
            at.within("p", |at| {
                at.link("a", &seat, |at| at.words("Back to the interview"));
            });
        }
        at.within("p lesson__place", |at| {
            at.within("span dots", |at| {
                for (place, step) in play.lesson.steps.iter().enumerate() {
                    dot(play, place, &step.title, Some(place) == present, at);
                }
            });
            at.line("span", words);
        });
    });
}

/// Where a task is handed in.
pub(super) fn hand_in() -> Route {
    Route::Class(HAND_IN.to_owned())
}

/// The mark of a step; one that is done can be looked at again.
fn dot(play: &LessonPlay, place: usize, title: &str, here: bool, at: &mut Parts) {
    let done = place < play.play.done;
    let again = done && !here;
    let mark = match (again, done) {
        (true, _) => {
            let msg = Msg::Lesson(LessonMsg::LookBack(Some(place)));
            let name = format!("Look at step {} again: {title}", place + 1);
            let mark = at.press("button dot", msg, |at| at.icon(Icon::Check));
            mark.says(Attribute::Title, "Look at it again")
                .says(Attribute::Label, name)
        }
        (false, true) => at.within("span dot", |at| at.icon(Icon::Check)),
        (false, false) => at.empty("span dot"),
    };
    mark.class_if(done, "dot--done")
        .class_if(here || play.looks_back == Some(place), "dot--here");
    if !again {
        mark.says(Attribute::Unspoken, "true");
    }
}

pub(super) fn heading<'a>(text: &str, at: &'a mut Parts) -> &'a mut Group {
    at.line("h2 lesson__heading", text.to_owned())
        .id("lesson-heading")
        .focusable()
}

/// A button that leads on from a page of the lesson. It is another one on each, and rests for a moment when it comes: whoever pressed
/// what stood there before has not read yet what it leads away from.
pub(super) fn onward<'a>(
    words: &'static str,
    from: Page,
    msg: Msg,
    at: &'a mut Parts,
) -> &'a mut Group {
    at.press("button button button--main lesson__next", msg, |at| {
        at.line("span", words);
        at.icon(Icon::Next);
    })
    .says(Attribute::Key, format!("{words} {}", from.number()))
}

/// Lets the clock run until there is something to see or to do, or stops it.
pub(super) fn forward(runs: bool, at: &mut Parts) -> &mut Group {
    let (icon, words) = match runs {
        true => (Icon::Pause, "Stop"),
        false => (Icon::Forward, "Fast-forward"),
    };
    let msg = Msg::Lesson(LessonMsg::FastForward);
    at.icon_button("button button", icon, words, msg)
}

/// Leads back from a step that cannot be ended any more: where it offers nothing but faults, to the choice before it.
pub(super) fn back<'a>(play: &LessonPlay, guide: &Guide, at: &'a mut Parts) -> &'a mut Group {
    let chosen_before = play.play.done > 0 && guide.offers.iter().all(Offer::strikes);
    let (words, msg) = match chosen_before {
        true => ("Do the step before again", LessonMsg::StepBefore),
        false => ("Do this step again", LessonMsg::StepAgain),
    };
    at.icon_button("button button", Icon::Back, words, Msg::Lesson(msg))
}

/// Whose turn it is, and why, if that is the learner's.
pub(super) fn turn(guide: &Guide) -> &'static str {
    let is_late = |offer: &Offer| !offer.ran && offer.refused.is_some();
    match (guide.fleeting, guide.goes_on) {
        _ if guide.missed => {
            "A promise that this step asks for was not kept: go back, and do otherwise."
        }
        (true, _) => "It is your turn: press the next button now. Later it answers otherwise.",
        (false, true) if guide.urgent => "It is your turn: the RTO runs on with the clock.",
        (false, true) if !guide.offers.is_empty() && guide.offers.iter().all(Offer::is_past) => {
            "What is left of this step comes with time: let the clock run."
        }
        (false, true) => "",
        (false, false) if guide.stuck && guide.offers.iter().any(is_late) => {
            "It is too late for what is left of this step: go back, and do it again."
        }
        (false, false) if guide.stuck => {
            "Neither waiting nor what this step offers brings it to its end: go back, and do otherwise."
        }
        (false, false) if guide.shut => {
            "None of these buttons can be pressed now, and waiting brings none back: if nothing else leads on, do this step again."
        }
        (false, false) if guide.catches_up => {
            "It is your turn. A replica is still catching up: waiting brings it nearer."
        }
        (false, false) if guide.urgent => {
            "It is your turn: the RTO runs on with the clock, and waiting brings this step no further."
        }
        (false, false) => "It is your turn: waiting alone brings this step no further.",
    }
}

/// Where a step that is done leads, by its place.
pub(super) fn at_end(play: &LessonPlay, place: usize) -> &'static str {
    match place + 1 == play.lesson.steps.len() {
        true => "To the result",
        false => "Next step",
    }
}
