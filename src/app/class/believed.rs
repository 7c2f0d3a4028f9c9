//! Who believed what, as parts: each question with its choices, and under each the names of those who took it.

use crate::app::class::counted::{counts, of_task};
use crate::app::class::known::{ClassState, Entry, Got};
use crate::app::class::table::is_right;
use crate::app::icon::Icon;
use crate::app::part::Parts;
use crate::app::words::counted;
use crate::lesson::Prediction;
use crate::lesson::hand_in::{Guess, Task};

pub(super) fn questions(class: &ClassState, task: &Task, at: &mut Parts) {
    let entries = of_task(class, task).into_iter();
    let entries = entries.filter(|(place, _)| counts(class, *place));
    let entries: Vec<&Entry> = entries.map(|(_, entry)| entry).collect();
    let lesson = entries.first().and_then(|one| class.lesson(&one.hand_in));
    let Some(Got::Here(lesson)) = lesson else {
        return;
    };
    let steps = lesson.steps.iter().enumerate();
    let asked = steps.flat_map(|(step, one)| {
        let questions = one.step.predictions.iter().enumerate();
        questions.map(move |(place, question)| ((step, place), question))
    });
    let asked: Vec<((usize, usize), &Prediction)> = asked.collect();
    at.when(!asked.is_empty(), |at| {
        at.within("details class__believed", |at| {
            at.within("summary", |at| {
                at.line("b", "Who believed what");
                let no = asked.len() as u64;
                at.line("span quiet", counted(no, "question", "questions"));
            });
            for (of, question) in asked {
                one(&entries, of, question, at);
            }
        });
    });
}

/// What somebody said to a question, and whether their run gave them right.
fn said(entry: &Entry, (step, place): (usize, usize)) -> (Guess, Option<bool>) {
    let guess = entry.hand_in.guess(step, place);
    let fared = entry.fared.as_ref().and_then(|fared| fared.as_ref().ok());
    let answers = fared.and_then(|fared| fared.answers.get(step));
    let answer = answers.and_then(|answers| answers.get(place));
    (guess, answer.and_then(|answer| is_right(guess, *answer)))
}

fn one(entries: &[&Entry], of: (usize, usize), question: &Prediction, at: &mut Parts) {
    at.told("h3", &question.question);
    at.within("ul class__choices", |at| {
        for (place, choice) in question.choices.iter().enumerate() {
            let is_it = |guess: Guess| matches!(guess, Guess::Choice(taken, _) if taken == place);
            bar(entries, of, (&choice.text, true), is_it, at);
        }
        bar(
            entries,
            of,
            ("I do not know", false),
            |guess| guess == Guess::DoesNotKnow,
            at,
        );
        bar(
            entries,
            of,
            ("Not answered", false),
            |guess| guess == Guess::Nothing,
            at,
        );
    });
}

/// A choice, and as long as there are names under it.
fn bar(
    entries: &[&Entry],
    of: (usize, usize),
    (words, is_choice): (&str, bool),
    is_it: impl Fn(Guess) -> bool,
    at: &mut Parts,
) {
    let those: Vec<(&Entry, Guess, Option<bool>)> = entries
        .iter()
        .map(|entry| (*entry, said(entry, of)))
        .filter(|(_, (guess, _))| is_it(*guess))
        .map(|(entry, (guess, right))| (entry, guess, right))
        .collect();
    if those.is_empty() && !is_choice {
        return;
    }
    at.within("li", |at| {
        at.within("p class__choice", |at| {
            at.told("span", words);
            at.line("b number", those.len().to_string());
        });
        at.within("p class__names", |at| {
            for (entry, guess, right) in &those {
                at.within("span class__name", |at| {
                    at.some(|at| match right {
                        Some(true) => at.icon(Icon::Check),
                        Some(false) => at.icon(Icon::Cross),
                        None => {}
                    });
                    let sure = match guess {
                        Guess::Choice(_, Some(true)) => ", sure",
                        Guess::Choice(_, Some(false)) => ", not sure",
                        _ => "",
                    };
                    at.line("span", format!("{}{sure}", entry.hand_in.name));
                    at.line(
                        "span hidden",
                        match right {
                            Some(true) => ": right",
                            Some(false) => ": not so in their run",
                            None => "",
                        },
                    );
                })
                .class_if(
                    matches!(guess, Guess::Choice(_, Some(true))),
                    "class__name--sure",
                )
                .class_if(*right == Some(false), "class__name--wrong");
                at.words(" ");
            }
        });
    });
}

/// A guess in a cell of the CSV: what was said, how sure, and whether it was so.
pub(super) fn told_guess(
    question: Option<&Prediction>,
    guess: Guess,
    right: Option<usize>,
) -> String {
    let (place, sure) = match guess {
        Guess::Nothing => return "not answered".to_owned(),
        Guess::DoesNotKnow => return "does not know".to_owned(),
        Guess::Choice(place, sure) => (place, sure),
    };
    let text = question.and_then(|question| question.choices.get(place));
    let text = text.map_or_else(
        || format!("choice {}", place + 1),
        |choice| choice.text.clone(),
    );
    let sure = match sure {
        Some(true) => " (sure)",
        Some(false) => " (not sure)",
        None => "",
    };
    let right = if is_right(guess, right) == Some(true) {
        "right"
    } else {
        "wrong"
    };
    format!("{text}{sure}: {right}")
}
