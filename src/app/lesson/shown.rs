//! A lesson beside the stage, as parts: its guide, step by step.

use crate::app::icon::Icon;
use crate::app::lesson::action::{answered, run};
use crate::app::lesson::beside::verdict_of;
use crate::app::lesson::first::first_counts;
use crate::app::lesson::foot::{self, foot, next, to_next_lesson};
use crate::app::lesson::guided::Guided;
use crate::app::lesson::head::{again, at_end, heading, onward, progress, turn};
use crate::app::lesson::judge::{Judged, SURE_AND_MISSED, broken, judged};
use crate::app::lesson::offer::with_moment_before;
use crate::app::lesson::outcome::outcome;
use crate::app::lesson::play::{LessonMsg, LessonPlay, Page, question_id};
use crate::app::lesson::said::Said;
use crate::app::msg::Msg;
use crate::app::named;
use crate::app::part::{Attribute, Parts};
use crate::app::route::Route;
use crate::app::tongue::{isolated, mixed};
use crate::app::words::as_shown;
use crate::lesson::words as condition_words;
use crate::lesson::{Condition, LessonStep, Prediction, is_file_name};
use crate::sim::sort_by_number;
use crate::world::View;

/// The guide of the lesson that is being played.
pub fn steps(shown: &Guided, at: &mut Parts) {
    let play = shown.play;
    let seen_again = play.looks_back.filter(|place| *place < play.play.done);
    let seen_again = seen_again.and_then(|place| Some((place, play.lesson.steps.get(place)?)));
    at.within("div lesson", |at| {
        progress(shown, at);
        at.some(|at| match play.page {
            _ if let Some((place, step)) = seen_again => look_back(shown, place, step, at),
            Page::Introduction => introduction(shown, at),
            Page::Step(place) => {
                if let Some(step) = play.lesson.steps.get(place) {
                    step_shown(shown, place, step, at);
                }
            }
            Page::Result => outcome(shown, at),
        });
        let begun = seen_again.is_none() && play.page != Page::Introduction;
        at.when(begun && !shown.examined, |at| again(play, at));
    });
}

/// A step that is done, as it was read and judged; the run stays as it is.
fn look_back(shown: &Guided, place: usize, step: &LessonStep, at: &mut Parts) {
    let play = shown.play;
    heading(&step.title, at).in_language(play.lesson.language());
    at.html(&named::marked(&shown.calm.view, &step.html))
        .in_language(play.lesson.language());
    at.within("section done", |at| {
        for one in judged(play, place) {
            judged_shown(&one, play.lesson.language(), at);
        }
    });
    let back = Msg::Lesson(LessonMsg::LookBack(None));
    foot(at, |at| {
        onward("Back to where you are", play.page, back, at);
    });
}

fn introduction(shown: &Guided, at: &mut Parts) {
    let play = shown.play;
    let front = &play.lesson.front;
    heading("What this is about", at);
    at.html(&named::marked(&shown.calm.view, &play.lesson.introduction))
        .in_language(play.lesson.language());
    at.when(!front.goals.is_empty(), |at| {
        at.within("p lesson__goals", |at| {
            at.words("Promised: ");
            for (name, goal) in front.goals.stated() {
                at.line(
                    "b",
                    format!("{} {}", name.to_ascii_uppercase(), as_shown(goal)),
                );
            }
        });
    });
    at.within("p quiet", |at| {
        at.words(format!("About {} minutes.", front.minutes));
        if play.question().is_some() {
            at.words(" Nobody helps, and the clock runs on while you read: eight times as fast as life while an incident lasts and nothing is being made. Space halts it, plus and minus set its speed.");
        } else if front.game.is_none() {
            at.words(" Nothing here can break for good: undo and rewind whenever you like.");
        }
        // Hosts have no guides to their own lessons.
        if let Some(id) = play.id.as_ref().filter(|id| is_file_name(id)) {
            at.words(" ");
            at.link("a", &Route::Guide(id.clone()), |at| {
                at.words("For teachers")
            });
        }
    });
    next("Begin", play.page, at);
}

fn step_shown(shown: &Guided, place: usize, step: &LessonStep, at: &mut Parts) {
    let play = shown.play;
    heading(&step.title, at).in_language(play.lesson.language());
    at.html(&named::marked(&shown.calm.view, &step.html))
        .in_language(play.lesson.language());
    if play.is_done() {
        // What the text says to look at afterwards stays in sight.
        let broken = broken(play, &shown.calm.view).filter(|_| !shown.examined);
        let is_broken = broken.is_some();
        end_of_step(shown, place, broken, at);
        at.some(|at| places(shown, step, at));
        at.some(|at| verdict_of(shown, step, at));
        return onward_from(shown, place, is_broken, at);
    }
    let ready = play.unanswered().is_none();
    // In an interview nobody says what is struck, what is waited for, or what to do.
    let is_asked = play.question().is_some();
    at.some(|at| {
        for (number, question) in step.step.predictions.iter().enumerate() {
            ask(play, place, number, question, at);
        }
    });
    at.some(|at| places(shown, step, at));
    at.some(|at| verdict_of(shown, step, at));
    at.when(ready && !play.is_read_only() && !is_asked, |at| {
        until(shown, step, at)
    });
    at.when(!is_asked, |at| {
        let actions = step.step.actions.iter().zip(&shown.guide.offers);
        let named = step.step.actions.len() > 1;
        for (number, (action, offer)) in actions.enumerate() {
            let named = named.then_some(play.lesson.language());
            run(action, offer, number, (ready, named), at);
        }
    });
    at.some(|at| foot::of_step(shown, step, at));
    at.when(!is_asked, |at| hints(play, &shown.calm.view, step, at));
}

/// What the step is about, one tap away, unless that is what it asks for.
fn places(shown: &Guided, step: &LessonStep, at: &mut Parts) {
    let mut doors = foot::doors(shown, step);
    if foot::leads_elsewhere(shown, step) {
        doors.clear();
    }
    at.when(!doors.is_empty(), |at| {
        at.within("p step__places", |at| {
            for (words, msg) in doors {
                at.press("button link", msg, |at| at.prose(&words));
                at.words(" ");
            }
        });
    });
}

/// A question, asked before the run answers it.
fn ask(play: &LessonPlay, step: usize, number: usize, question: &Prediction, at: &mut Parts) {
    let said = play.said[step][number];
    let language = play.lesson.language();
    if play.begun {
        at.within("p stands", |at| {
            at.told("span", &question.question).in_language(language);
            match said {
                Said::Choice(place) => {
                    let text = &question.choices[place].text;
                    let sure = match play.sure[step][number] {
                        Some(true) => ", sure",
                        Some(false) => ", not sure",
                        None => "",
                    };
                    let text = isolated(text, language);
                    mixed("b", &format!("You said “{text}”{sure}."), language, at);
                }
                Said::DoNotKnow | Said::Nothing => {
                    at.line("b", "You do not know yet.");
                }
            }
        });
        return;
    }
    let choice = |of: Said, words: &str, at: &mut Parts| {
        at.within("label pick", |at| {
            at.choice("radio", said == of, Msg::Lesson(LessonMsg::Say(number, of)))
                .says(Attribute::Name, format!("question-{step}-{number}"));
            let is_own = of == Said::DoNotKnow;
            at.told("span", words)
                .in_language(language.filter(|_| !is_own));
        })
        .class_if(of == Said::DoNotKnow, "pick--quiet");
    };
    at.within("fieldset question", |at| {
        at.within("legend", |at| {
            at.line("span question__mark", "Predict");
            at.told("span", &question.question).in_language(language);
        });
        for (place, one) in question.choices.iter().enumerate() {
            choice(Said::Choice(place), &one.text, at);
        }
        if !play.task().is_some_and(|set| set.task.predict) {
            choice(Said::DoNotKnow, "I do not know", at);
        }
        at.some(|at| {
            if play.task().is_some() {
                first_counts(play, (step, number), question, at);
            }
        });
        let is_choice = matches!(said, Said::Choice(_));
        at.when(is_choice, |at| {
            how_sure(number, play.sure[step][number], at)
        });
    })
    .id(question_id(number))
    .focusable();
}

/// One more tap, which nobody has to make.
fn how_sure(number: usize, said: Option<bool>, at: &mut Parts) {
    at.within("div sure", |at| {
        at.line("span", "How sure are you?");
        for (sure, words) in [(true, "Sure"), (false, "Not sure")] {
            let pressed = if said == Some(sure) { "true" } else { "false" };
            let msg = Msg::Lesson(LessonMsg::Sure(number, sure));
            at.button("button button", words, msg)
                .says(Attribute::Pressed, pressed);
        }
    })
    .says(Attribute::Role, "group")
    .says(Attribute::Label, "How sure are you?");
}

/// What ends the step, ticked as it comes true. It can name the answer to a question: it comes when the answers stand.
fn until(shown: &Guided, step: &LessonStep, at: &mut Parts) {
    let play = shown.play;
    let stands = play.begun || step.step.predictions.is_empty();
    at.within("section until", |at| {
        at.when(stands, |at| {
            at.line("h3", "This step is done when");
            at.within("ul", |at| {
                let conditions = &step.step.until;
                let ticked = ticked(conditions, &shown.guide.holds);
                for (condition, holds) in conditions.iter().zip(ticked) {
                    let words = condition_words::to_do(condition, &step.step.actions);
                    tick(&words, holds, at);
                }
            });
        });
        at.some(|at| {
            let words = turn(shown.guide);
            if !words.is_empty() {
                at.line("p until__turn", words).id("turn");
            }
        });
    });
}

/// Which conditions are ticked. That there is none of something, or no more than so much, is so from the beginning: it counts once
/// all else has come true.
pub(super) fn ticked(until: &[Condition], holds: &[bool]) -> Vec<bool> {
    let is_upper_bound =
        |one: &Condition| matches!(one, Condition::Metric(metric) if metric.at_least.is_none());
    let each = || until.iter().zip(holds);
    let rest = each().all(|(one, holds)| *holds || is_upper_bound(one));
    each()
        .map(|(one, holds)| *holds && (rest || !is_upper_bound(one)))
        .collect()
}

fn tick(condition: &str, holds: bool, at: &mut Parts) {
    let (icon, words) = match holds {
        true => (Icon::Check, ": so it is"),
        false => (Icon::Ring, ": still to come"),
    };
    at.within("li tick", |at| {
        at.icon(icon);
        at.within("span", |at| {
            at.prose(condition);
            at.line("span hidden", words);
        });
    })
    .class_if(holds, "tick--holds");
}

fn hints(play: &LessonPlay, view: &View, step: &LessonStep, at: &mut Parts) {
    let hints = &step.step.hints;
    let open = play.hints.min(hints.len());
    if hints.is_empty() {
        return;
    }
    at.within("section hints", |at| {
        at.some(|at| {
            for (place, hint) in hints.iter().take(open).enumerate() {
                at.within("p", |at| {
                    at.line("b", format!("Hint {}. ", place + 1));
                    at.told("span", &with_moment_before(hint, view))
                        .in_language(play.lesson.language());
                })
                .id(format!("hint-{}", place + 1))
                .focusable();
            }
        });
        at.when(open < hints.len(), |at| {
            let which = if open == 0 { "Give me a" } else { "Another" };
            let words = format!("{which} hint ({} of {})", open + 1, hints.len());
            at.button("button link", words, Msg::Lesson(LessonMsg::Hint));
        });
    });
}

/// The step is done: what was predicted, what came, and on.
fn end_of_step(shown: &Guided, place: usize, broken: Option<String>, at: &mut Parts) {
    let play = shown.play;
    let is_broken = broken.is_some();
    let mut incidents = shown.calm.view.incidents.iter();
    let has_lost = incidents.any(|one| one.met_rpo == Some(false));
    at.within("section done", |at| {
        at.within("h3", |at| {
            let (icon, comes) = match &broken {
                Some(_) => (Icon::Cross, "over, but a promise was not kept"),
                None => (Icon::Check, "done"),
            };
            at.marked(icon, format!("Step {} is {comes}", place + 1));
        })
        .id("done")
        .focusable();
        answers(shown, place, at);
        for one in judged(play, place) {
            judged_shown(&one, play.lesson.language(), at);
        }
        at.some(|at| {
            if let Some(told) = broken {
                at.line("p done__late", told);
            }
        });
    })
    .id("done-part")
    .class_if(is_broken, "done--broken")
    .class_if(is_broken && has_lost, "done--lost");
}

/// What was answered in a step, the last answer first, for that somebody has just pressed, and so back to the first.
fn answers(shown: &Guided, place: usize, at: &mut Parts) {
    let actions = &shown.play.lesson.steps[place].step.actions;
    let all = actions.iter().zip(&shown.guide.offers);
    let all = all.filter_map(|(action, offer)| Some((offer.answer.as_ref()?, action)));
    let mut all: Vec<_> = all.collect();
    sort_by_number(&mut all, |((order, _), _)| -(*order as i64));
    for ((_, answer), action) in all {
        at.told("p done__asked", &action.label)
            .in_language(shown.play.lesson.language());
        answered(answer, at);
    }
}

/// Where a step leads that is done.
fn onward_from(shown: &Guided, place: usize, is_broken: bool, at: &mut Parts) {
    let play = shown.play;
    foot(at, |at| {
        if shown.examined && place + 1 == play.lesson.steps.len() {
            to_next_lesson(shown, at);
            return;
        }
        at.when(is_broken, |at| {
            let again = Msg::Lesson(LessonMsg::StepAgain);
            at.button("button button", "Do this step again", again);
        });
        let next = Msg::Lesson(LessonMsg::Next);
        onward(at_end(play, place), play.page, next, at).id("next");
    });
}

pub(super) fn judged_shown(one: &Judged, language: Option<&str>, at: &mut Parts) {
    let picture = match one.right {
        Some(true) => Icon::Check,
        Some(false) => Icon::Cross,
        None => Icon::Help,
    };
    at.within("div judged", |at| {
        at.told("p judged__question", &one.question)
            .in_language(language);
        at.within("p judged__said", |at| {
            at.icon(picture);
            at.within("span", |at| {
                at.when(one.sure_and_missed, |at| {
                    at.words(SURE_AND_MISSED);
                    at.words(". ");
                });
                mixed("span", &one.text, language, at);
            });
        });
        at.told("p", &one.explain).in_language(language);
    })
    .class_if(one.right == Some(true), "judged--right");
}
