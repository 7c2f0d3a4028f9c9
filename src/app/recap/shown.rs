//! A recap's question, what the run says to an answer, and how the recap went, as parts.

use crate::app::icon::Icon;
use crate::app::interview::watch;
use crate::app::lesson::FIGURES;
use crate::app::msg::Msg;
use crate::app::part::{Attribute, Parts};
use crate::app::recap::known::{Arrived, Asked, Quiz, Ready, RecapMsg, Said};
use crate::app::recap::quiz::luck;
use crate::app::recap::sitting::lessons_of;
use crate::app::route::Route;
use crate::lesson::{Choice, Prediction};

pub(super) fn question(quiz: &Quiz, at: &mut Parts) {
    let Some(asked) = quiz.asked.get(quiz.place) else {
        return;
    };
    let (place, all) = (quiz.place + 1, quiz.asked.len());
    let heading = format!("Recap {}: question {place} of {all}", quiz.number);
    at.line("h1 recap__head", heading)
        .id("headline")
        .focusable();
    match &asked.arrived {
        Arrived::NotYet => {
            at.line("p quiet", "It is on its way…");
        }
        Arrived::Failed(why) => failed(why, at),
        Arrived::Here(ready) => here(quiz, asked, ready, at),
    }
}

fn failed(why: &str, at: &mut Parts) {
    at.line("p", why.to_owned());
    at.within("div doors doors--row", |at| {
        let msg = |msg| Msg::Recap(msg);
        let again = msg(RecapMsg::Retry);
        at.button("button button button--main", "Try again", again);
        at.button("button button", "Leave it out", msg(RecapMsg::Next));
    });
}

/// What a question asks, and among what one chooses.
fn asks(ready: &Ready) -> Option<&Prediction> {
    ready.lesson.steps.first()?.step.predictions.first()
}

fn here(quiz: &Quiz, asked: &Asked, ready: &Ready, at: &mut Parts) {
    let Some(prediction) = asks(ready) else {
        return;
    };
    for step in &ready.lesson.steps {
        at.html(&step.html);
    }
    at.told("h2", &prediction.question).id("recap-question");
    match asked.said {
        None => choose(quiz, ready, prediction, at),
        Some(said) => {
            judged(said, ready, prediction, at);
            doors(quiz, ready, at);
            at.within("div recap__foot", |at| {
                let words = match quiz.place + 1 < quiz.asked.len() {
                    true => "Next question",
                    false => "How it went",
                };
                let next = Msg::Recap(RecapMsg::Next);
                at.press("button button button--main", next, |at| {
                    at.line("span", words);
                    at.icon(Icon::Next);
                })
                .id("next");
            });
        }
    }
}

fn choose(quiz: &Quiz, ready: &Ready, prediction: &Prediction, at: &mut Parts) {
    at.within("label recap__sure", |at| {
        let sure = Msg::Recap(RecapMsg::Sure(!quiz.sure));
        at.choice("checkbox", quiz.sure, sure);
        at.line("span", "I am sure of what I shall answer");
    });
    at.within("div recap__choices", |at| {
        for (place, choice) in in_order(ready, prediction) {
            let say = Msg::Recap(RecapMsg::Say(place));
            at.press("button button recap__choice", say, |at| {
                at.told("span", &choice.text);
            });
        }
    })
    .says(Attribute::Role, "group")
    .says(Attribute::LabelledBy, "recap-question");
}

fn in_order<'r>(
    ready: &'r Ready,
    prediction: &'r Prediction,
) -> impl Iterator<Item = (usize, &'r Choice)> {
    let places = ready.order.iter();
    places.filter_map(|place| Some((*place, prediction.choices.get(*place)?)))
}

fn judged(said: Said, ready: &Ready, prediction: &Prediction, at: &mut Parts) {
    let had = said.choice == ready.right;
    at.line(
        "h3 recap__said",
        match (had, said.sure) {
            (true, _) => "Right",
            (false, true) => "Sure, and not so",
            (false, false) => "Not so",
        },
    )
    .id("said")
    .focusable();
    at.within("ul recap__choices", |at| {
        for (place, choice) in in_order(ready, prediction) {
            let (taken, right) = (place == said.choice, place == ready.right);
            at.within("li recap__choice", |at| {
                at.some(|at| match (right, taken) {
                    (true, _) => at.icon(Icon::Check),
                    (false, true) => at.icon(Icon::Cross),
                    (false, false) => {}
                });
                at.within("span", |at| {
                    at.told("b", &choice.text);
                    at.some(|at| match (right, taken) {
                        (true, true) => hidden(" (your answer, and right)", at),
                        (true, false) => hidden(" (so it was)", at),
                        (false, true) => hidden(" (your answer)", at),
                        (false, false) => {}
                    });
                    if let Some(tempts) = choice.tempts.as_ref().filter(|_| taken) {
                        at.told("span recap__tempts", tempts);
                    }
                });
            })
            .class_if(right, "recap__choice--right")
            .class_if(taken && !right, "recap__choice--wrong");
        }
    });
    at.told("p recap__explain", &prediction.explain);
    at.facts(
        "dl facts recap__facts",
        FIGURES.into_iter().zip(ready.figures.clone()).collect(),
    );
}

fn hidden(words: &'static str, at: &mut Parts) {
    at.line("span hidden", words);
}

/// Where it is shown, and where it is taught.
fn doors(quiz: &Quiz, ready: &Ready, at: &mut Parts) {
    at.within("div doors doors--row", |at| {
        let luck = luck(&ready.lesson, quiz.times);
        watch(
            &ready.lesson,
            &luck,
            None,
            "In the sandbox: press Play. Back leads here.",
            at,
        );
        if let Some(about) = ready.lesson.recap() {
            let lesson = Route::Lesson(about.lesson.clone());
            at.way(&lesson, "The lesson", "Where it is taught.");
        }
    });
}

/// How it went: what was missed for sure first.
pub(super) fn result(quiz: &Quiz, at: &mut Parts) {
    let (had, all) = (quiz.had(), quiz.asked.len());
    at.within("header setup__top", |at| {
        let heading = format!("Recap {}: {had} of {all}", quiz.number);
        at.line("h1", heading).id("headline").focusable();
        let of = match lessons_of(quiz.number) {
            Some((first, last)) => format!("Lessons {first} to {last}, mixed. "),
            None => String::new(),
        };
        at.line("p", format!("{of}It is kept with your progress."));
    });
    let missed = |sure: bool| {
        let asked = quiz.asked.iter();
        asked.filter(move |one| one.had() == Some(false) && one.is_confident_miss() == sure)
    };
    for (sure, words) in [(true, "Sure, and missed"), (false, "Missed")] {
        at.when(missed(sure).next().is_some(), |at| {
            at.within("section recap__missed", |at| {
                at.line("h2", words);
                for asked in missed(sure) {
                    at.some(|at| one(quiz, asked, at));
                }
            })
            .class_if(sure, "interview__missed");
        });
    }
    at.when(had > 0, |at| {
        at.within("section", |at| {
            at.line("h2", "What stays");
            at.within("ul teaches", |at| {
                let right = quiz.asked.iter().filter(|one| one.had() == Some(true));
                for text in right
                    .filter_map(Asked::ready)
                    .flat_map(|one| &one.lesson.front.teaches)
                {
                    at.told("li", text);
                }
            });
        });
    });
    at.within("div doors doors--row", |at| {
        at.way(
            &Route::Home,
            "The course",
            "On with the path, and what is beside it.",
        );
        let again = Msg::Recap(RecapMsg::Again);
        at.door("Once more", "In another order, under other luck.", again);
        let certificate = Route::recap("certificate");
        at.way(&certificate, "Certificate", "What you have done, to print.");
    });
}

/// What was missed: what it was, and where that is shown and taught.
fn one(quiz: &Quiz, asked: &Asked, at: &mut Parts) {
    let Some(ready) = asked.ready() else { return };
    let Some(prediction) = asks(ready) else {
        return;
    };
    at.told("h3", &prediction.question);
    if let Some(right) = prediction.choices.get(ready.right) {
        at.told("p", &format!("It was “{}”.", right.text));
    }
    for text in &ready.lesson.front.teaches {
        at.told("p quiet", text);
    }
    doors(quiz, ready, at);
}
