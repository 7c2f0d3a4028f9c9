//! The step's next buttons once more, under the thumb: on a narrow screen they stand far below the stage that is watched.

use crate::app::lesson::action::{button, leading};
use crate::app::lesson::foot::{doors, mend, to_next_lesson};
use crate::app::lesson::foreseen::Offer;
use crate::app::lesson::guided::Guided;
use crate::app::lesson::head::{at_end, back, forward, onward};
use crate::app::lesson::judge::broken;
use crate::app::lesson::outcome::{Standing, standing, to_game_day};
use crate::app::lesson::play::{LessonMsg, Page};
use crate::app::msg::Msg;
use crate::app::part::{Attribute, Group, Parts};
use crate::lesson::StepAction;

/// What can be pressed now in the step that is on. Who hears the page, or uses its keys, has the step itself.
pub fn reach(shown: &Guided, at: &mut Parts) {
    let play = shown.play;
    let go = |words, msg, at: &mut Parts| {
        twin(onward(words, play.page, Msg::Lesson(msg), at));
    };
    at.within("div reach", |at| match play.page {
        _ if play.looks_back.is_some() => {
            go("Back to where you are", LessonMsg::LookBack(None), at);
        }
        Page::Introduction => go("Begin", LessonMsg::Next, at),
        Page::Result if shown.examined => {
            twin(to_next_lesson(shown, at));
        }
        Page::Step(place)
            if shown.examined && play.is_done() && place + 1 == play.lesson.steps.len() =>
        {
            twin(to_next_lesson(shown, at));
        }
        Page::Step(_) if play.is_done() && play.unread => {
            go("Step done: read on", LessonMsg::ToQuestion, at);
        }
        Page::Step(place) if play.is_done() => {
            if broken(play, &shown.calm.view).is_some() {
                let again = Msg::Lesson(LessonMsg::StepAgain);
                twin(at.button("button button", "Do this step again", again));
            }
            go(at_end(play, place), LessonMsg::Next, at);
        }
        // A question is answered where it is read.
        Page::Step(_) if play.unanswered().is_some() => {
            go("Predict first", LessonMsg::ToQuestion, at);
        }
        Page::Step(place) => {
            actions(shown, place, at);
            if play.is_read_only() {
                go("Continue", LessonMsg::Next, at);
            } else if shown.examined {
                // What leads back stands at the foot.
            } else if shown.guide.missed {
                twin(back(play, shown.guide, at));
            }
        }
        Page::Result => result(shown, at),
    })
    .id("reach")
    .says(Attribute::Unspoken, "true");
}

fn result(shown: &Guided, at: &mut Parts) {
    match standing(shown) {
        Standing::Won => {
            twin(to_next_lesson(shown, at));
        }
        Standing::Game => {
            twin(to_game_day(at));
        }
        Standing::Missing => {
            mend(shown, at).map(twin);
        }
    }
}

/// Whether letting time pass is offered beside the buttons of a step.
fn forwards(shown: &Guided) -> bool {
    let (play, guide) = (shown.play, shown.guide);
    let elsewhere = play.is_read_only() || shown.examined || guide.missed;
    !elsewhere && guide.forwards() && play.question().is_none()
}

fn let_pass(shown: &Guided, at: &mut Parts) {
    let runs = shown.play.forward && shown.playing;
    twin(forward(runs, at)).says(Attribute::Key, "forward");
}

/// It stands elsewhere as well: Tab passes it by.
fn twin(group: &mut Group) -> &mut Group {
    group.focusable()
}

/// So many stand in a row (`.reach` in `small.css`).
const ROW: usize = 2;

/// The step's buttons that can be pressed, each in its place for as long as something of its row is left to do: one that is done moves
/// no other under the thumb, and makes way for what lets time pass. If nothing is left and waiting is no way on, what can be done
/// again, and where the step leads.
fn actions(shown: &Guided, place: usize, at: &mut Parts) {
    let Some(step) = shown.play.lesson.steps.get(place) else {
        return;
    };
    let all = step.step.actions.iter().zip(&shown.guide.offers);
    let all: Vec<(usize, (&StepAction, &Offer))> = all.enumerate().collect();
    let leads = leading(&shown.guide.offers);
    let show = |(number, (action, offer)): (usize, (&StepAction, &Offer)), at: &mut Parts| {
        let look = (false, leads == Some(number));
        let named = (number, shown.play.lesson.language());
        // Another one in its place is another element, and rests for a moment when it comes (`onward`).
        twin(button(action, offer, look, named, at)).says(Attribute::Key, format!("do {number}"));
    };
    let mut passes = forwards(shown);
    let open = |offer: &Offer| !offer.is_past() && offer.refused.is_none();
    let stands = all.iter().copied();
    let stands = stands.filter(|(_, (_, offer))| open(offer) || offer.is_past());
    let stands: Vec<_> = stands.collect();
    let rows = stands.chunks(ROW);
    let rows = rows.filter(|row| row.iter().any(|(_, (_, offer))| open(offer)));
    let mut some: Vec<_> = rows.flatten().copied().collect();
    if some.is_empty() {
        // What was waited for can be waited for once more.
        let again = all.iter().copied();
        some.extend(again.filter(|(_, (_, offer))| offer.waited && offer.refused.is_none()));
    }
    for one in &some {
        match passes && one.1.1.is_past() {
            true => let_pass(shown, at),
            false => show(*one, at),
        }
        passes &= !one.1.1.is_past();
    }
    if passes {
        let_pass(shown, at);
    }
    if !some.is_empty() || shown.guide.goes_on || shown.play.is_read_only() {
        return;
    }
    if shown.guide.missed || shown.examined {
        return;
    }
    if shown.guide.stuck {
        twin(back(shown.play, shown.guide, at));
        return;
    }
    for one in all {
        let offer = one.1.1;
        if offer.ran && !offer.strikes() && offer.refused.is_none() {
            show(one, at);
        }
    }
    if shown.guide.shut {
        twin(back(shown.play, shown.guide, at));
    }
    // Whether they are the step's buttons, or stand as links in its text since it has buttons too: nothing else is left.
    for (words, msg) in doors(shown, step) {
        twin(at.press("button button", msg, |at| at.prose(&words))).says(Attribute::Key, words);
    }
}
