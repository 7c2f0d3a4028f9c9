//! What the recap's page does when it is told something.

use crate::app::ask::{Ask, focus};
use crate::app::class::{ClassEffect, ClassState, Copy};
use crate::app::course::{CourseState, Listed};
use crate::app::effect::Effect;
use crate::app::lesson::{NoLesson, address};
use crate::app::reader::{Answer, Task};
use crate::app::recap::certificate;
use crate::app::recap::known::{Arrived, RecapMsg, RecapState, Said, Sheet};
use crate::app::recap::quiz::{quiz, ready, times};
use crate::app::recap::sitting;
use crate::app::window::Screen;
use crate::lesson::{Index, RECAP};
use std::rc::Rc;

/// The list of questions, which is asked for as a lesson's text is.
const LIST: &str = "lessons/recap.json";

/// What the address of the certificate says behind `#/recap/`.
const CERTIFICATE: &str = "certificate";

/// Opens a quiz, or the certificate. Whoever comes back to a quiz finds it as it was.
#[inline(never)]
pub fn open(
    recap: &mut RecapState,
    course: &CourseState,
    tickets: &mut u32,
    sheet: &str,
) -> Vec<Ask> {
    let mut asks = vec![Ask::Show(Screen::Recap), Ask::Stop, Ask::Hush, Ask::Listed];
    recap.sheet = match sheet {
        CERTIFICATE => Sheet::Certificate,
        number => Sheet::Quiz(number.parse().unwrap_or(0)),
    };
    if let Sheet::Quiz(number) = recap.sheet {
        recap.quiz.take_if(|quiz| quiz.number != number);
        asks.extend(go_on(recap, course, tickets));
    }
    asks.push(focus("headline"));
    asks
}

#[inline(never)]
pub fn react(
    recap: &mut RecapState,
    course: &CourseState,
    class: &ClassState,
    tickets: &mut u32,
    msg: RecapMsg,
) -> Vec<Ask> {
    match msg {
        RecapMsg::Copy => {
            let codes = certificate::codes(course, &class.name);
            let copy = ClassEffect::Copy(Copy::Code, codes);
            return vec![Ask::Do(Effect::Class(copy))];
        }
        RecapMsg::Retry => return retry(recap, course, tickets),
        RecapMsg::Again => return again(recap, tickets),
        RecapMsg::Sure(sure) => {
            if let Some(quiz) = &mut recap.quiz {
                quiz.sure = sure;
            }
        }
        RecapMsg::Say(choice) => return say(recap, choice),
        RecapMsg::Next => return next(recap),
    }
    Vec::new()
}

/// Begins the quiz once its list is here, and asks for what is still missing of it: one after the other, the first first.
fn go_on(recap: &mut RecapState, course: &CourseState, tickets: &mut u32) -> Vec<Ask> {
    let Listed::Here(index) = &recap.index else {
        recap.index = Listed::Asked;
        return vec![ask(recap, tickets, None)];
    };
    let Sheet::Quiz(number) = recap.sheet else {
        return Vec::new();
    };
    if recap.quiz.is_none() {
        let times = times(&course.progress.answers, number);
        recap.quiz = Some(quiz(index, number, times));
    }
    fetch(recap, tickets)
}

fn fetch(recap: &mut RecapState, tickets: &mut u32) -> Vec<Ask> {
    let asked = recap.quiz.iter().flat_map(|quiz| &quiz.asked);
    let missing = asked
        .enumerate()
        .find(|(_, one)| one.arrived == Arrived::NotYet);
    match missing.map(|(place, _)| place) {
        Some(place) => vec![ask(recap, tickets, Some(place))],
        None => Vec::new(),
    }
}

/// Asks for a question, or for the list.
fn ask(recap: &mut RecapState, tickets: &mut u32, what: Option<usize>) -> Ask {
    *tickets += 1;
    recap.awaited = Some((*tickets, what));
    let asked = what.and_then(|place| recap.quiz.as_ref()?.asked.get(place));
    let address = asked.map_or_else(
        || LIST.to_owned(),
        |asked| address(&format!("{RECAP}{}", asked.id)),
    );
    Ask::Do(Effect::FetchLesson {
        ticket: *tickets,
        address,
    })
}

/// The text that is awaited.
#[inline(never)]
pub fn came(
    recap: &mut RecapState,
    course: &CourseState,
    tickets: &mut u32,
    text: Result<String, NoLesson>,
) -> Vec<Ask> {
    let Some((ticket, what)) = recap.awaited else {
        return Vec::new();
    };
    let text = text.map_err(|_| "It did not come: look at your connection.".to_owned());
    match (what, text) {
        (None, text) => {
            recap.awaited = None;
            recap.index = match text.and_then(|text| Index::parse(&text)) {
                Ok(index) => Listed::Here(Rc::new(index)),
                Err(why) => {
                    recap.index = Listed::Missing(why);
                    return vec![focus("headline")];
                }
            };
            go_on(recap, course, tickets)
        }
        (Some(_), Ok(text)) => vec![Ask::Do(Effect::AskReader {
            ticket,
            ask: Task::Read,
            text,
        })],
        (Some(place), Err(why)) => arrive(recap, tickets, place, Arrived::Failed(why)),
    }
}

/// The reader has answered about the question that is awaited.
#[inline(never)]
pub fn answered(recap: &mut RecapState, tickets: &mut u32, answer: &Answer) -> Vec<Ask> {
    let Some((_, Some(place))) = recap.awaited else {
        return Vec::new();
    };
    let Some(quiz) = &recap.quiz else {
        return Vec::new();
    };
    let read = answer.lesson.as_ref().zip(quiz.asked.get(place));
    let ready = read.and_then(|(lesson, asked)| ready(lesson, &asked.id, quiz.times));
    let arrived = match ready {
        Some(ready) => Arrived::Here(Rc::new(ready)),
        None => {
            let why = answer.mistakes.first().map(ToString::to_string);
            Arrived::Failed(why.unwrap_or_else(|| "It is no question of a recap.".to_owned()))
        }
    };
    arrive(recap, tickets, place, arrived)
}

/// The reader did not start.
pub fn no_reader(recap: &mut RecapState, tickets: &mut u32) -> Vec<Ask> {
    let Some((_, Some(place))) = recap.awaited else {
        return Vec::new();
    };
    let why = "The part of the page that reads questions did not start: load the page again.";
    arrive(recap, tickets, place, Arrived::Failed(why.to_owned()))
}

fn arrive(recap: &mut RecapState, tickets: &mut u32, place: usize, came: Arrived) -> Vec<Ask> {
    recap.awaited = None;
    let Some(quiz) = &mut recap.quiz else {
        return Vec::new();
    };
    let is_shown = quiz.place == place;
    if let Some(asked) = quiz.asked.get_mut(place) {
        asked.arrived = came;
    }
    let mut asks = fetch(recap, tickets);
    if is_shown {
        asks.push(focus("headline"));
    }
    asks
}

fn retry(recap: &mut RecapState, course: &CourseState, tickets: &mut u32) -> Vec<Ask> {
    let asked = recap.quiz.iter_mut().flat_map(|quiz| &mut quiz.asked);
    for one in asked.filter(|one| matches!(one.arrived, Arrived::Failed(_))) {
        one.arrived = Arrived::NotYet;
    }
    go_on(recap, course, tickets)
}

fn again(recap: &mut RecapState, tickets: &mut u32) -> Vec<Ask> {
    let (Some(before), Listed::Here(index)) = (&recap.quiz, &recap.index) else {
        return Vec::new();
    };
    recap.quiz = Some(quiz(index, before.number, before.times + 1));
    let mut asks = fetch(recap, tickets);
    asks.push(focus("headline"));
    asks
}

/// What was said first stands.
fn say(recap: &mut RecapState, choice: usize) -> Vec<Ask> {
    let Some(quiz) = &mut recap.quiz else {
        return Vec::new();
    };
    let sure = quiz.sure;
    match quiz.asked.get_mut(quiz.place) {
        Some(asked) if asked.said.is_none() && asked.ready().is_some() => {
            asked.said = Some(Said { choice, sure });
            vec![focus("said")]
        }
        _ => Vec::new(),
    }
}

/// Goes on to the next question, or to how it went, which is written down. A question that did not come is left out.
fn next(recap: &mut RecapState) -> Vec<Ask> {
    let Some(quiz) = recap.quiz.as_mut().filter(|quiz| !quiz.is_over()) else {
        return Vec::new();
    };
    (quiz.place, quiz.sure) = (quiz.place + 1, false);
    let mut asks = vec![focus("headline")];
    if quiz.is_over() {
        quiz.asked.retain(|one| one.said.is_some());
        quiz.place = quiz.asked.len();
        if quiz.asked.is_empty() {
            let none = "none of its questions was here".to_owned();
            (recap.quiz, recap.index) = (None, Listed::Missing(none));
        } else {
            asks.push(Ask::Note(sitting::line(quiz)));
        }
    }
    asks
}
