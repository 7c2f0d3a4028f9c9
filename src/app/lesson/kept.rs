//! What the browser keeps of a lesson beside the transcript of its run, so that its learner can go on another day.

use crate::app::lesson::play::{LessonPlay, Page};
use crate::app::lesson::said::Said;
use crate::app::lesson::{coming, first};
use crate::app::progress::Place;
use crate::app::run::Run;
use crate::lesson::Play;
use crate::sim::SimTime;
use serde_json::{Value, json};
use std::rc::Rc;

/// Where to continue the lesson that is being played: route, title, how far it has come, and its play as `extra`. The run
/// is added by `course::keep_run`.
pub fn place(play: &LessonPlay, run: &Run) -> Option<Place> {
    let steps = play.lesson.steps.len();
    let note = match play.page {
        Page::Introduction => String::new(),
        Page::Step(place) => format!("step {} of {steps}", place + 1),
        Page::Result => "at its end".to_owned(),
    };
    let mut place = Place {
        route: coming::route(&play.source)?.fragment(),
        title: play.lesson.front.title.clone(),
        note,
        run: String::new(),
        extra: json!({
            "at": run.now().ms(),
            "page": page_number(play),
            "from": play.from.ms(),
            "begun": play.begun,
            "lines": play.lines,
            "ended": play.ended.iter().map(|at| at.ms()).collect::<Vec<i64>>(),
            "won": play.won,
            "hinted": play.hinted,
            "said": said(play),
            "answers": play.play.answered(play.play.answers.len()),
        }),
    };
    if play.task().is_some()
        && let Some(extra) = place.extra.as_object_mut()
    {
        extra.insert("first".to_owned(), first::kept(play, said_cell));
    }
    Some(place)
}

/// The same with its run, but without its moment: to look on is to do nothing.
pub fn kept_of(play: &LessonPlay, run: &Run) -> Option<Place> {
    let mut place = place(play, run)?;
    place.run = run.text();
    if let Some(extra) = place.extra.as_object_mut() {
        extra.remove("at");
    }
    Some(place)
}

/// 0 is the introduction; then one for each step; then the result.
fn page_number(play: &LessonPlay) -> usize {
    match play.page {
        Page::Introduction => 0,
        Page::Step(place) => place + 1,
        Page::Result => play.lesson.steps.len() + 1,
    }
}

/// A choice by its place, and one or two hundred more for who was sure of it or not.
fn said(play: &LessonPlay) -> Vec<Vec<i64>> {
    let cell = |(said, sure)| said_cell(said, sure);
    let rows = play.said.iter().zip(&play.sure);
    rows.map(|(said, sure)| said.iter().zip(sure).map(cell).collect())
        .collect()
}

fn said_cell(said: &Said, sure: &Option<bool>) -> i64 {
    match (said, sure) {
        (Said::Nothing, _) => -2,
        (Said::DoNotKnow, _) => -1,
        (Said::Choice(place), None) => number(*place),
        (Said::Choice(place), Some(true)) => number(*place) + SURE,
        (Said::Choice(place), Some(false)) => number(*place) + SURE * 2,
    }
}

/// No question has so many choices.
const SURE: i64 = 100;

fn number(place: usize) -> i64 {
    i64::try_from(place).unwrap_or(-1)
}

fn rows(extra: &Value, key: &str) -> Vec<Vec<i64>> {
    let cells = |row: &Value| {
        let cells = row.as_array().into_iter().flatten();
        cells.map(|cell| cell.as_i64().unwrap_or(-1)).collect()
    };
    let rows = extra[key].as_array().into_iter().flatten();
    rows.map(cells).collect()
}

/// The moment at which the run was left.
pub(super) fn moment(extra: &Value) -> SimTime {
    SimTime::from_ms(extra["at"].as_i64().unwrap_or(0))
}

/// Takes over what was kept; tells whether it fits the lesson, whose file may have changed since.
pub(super) fn apply(play: &mut LessonPlay, extra: &Value) -> bool {
    let answers = rows(extra, "answers");
    let steps = play.lesson.steps.len();
    let page = extra["page"].as_u64();
    let page = page.and_then(|page| usize::try_from(page).ok());
    let Some(page) = page.filter(|page| *page <= answers.len() + 1) else {
        return false;
    };
    let questions = |step: usize| play.said.get(step).map(Vec::len);
    let fits = |(step, row): (usize, &Vec<i64>)| questions(step) == Some(row.len());
    if !answers.iter().enumerate().all(fits) {
        return false;
    }
    play.page = match page {
        0 => Page::Introduction,
        page if page <= steps => Page::Step(page - 1),
        _ => Page::Result,
    };
    play.from = SimTime::from_ms(extra["from"].as_i64().unwrap_or(0));
    // A choice that the lesson no longer has was none.
    let lesson = Rc::clone(&play.lesson);
    let choice = |step: usize, question: usize, cell: i64| {
        let prediction = lesson.steps.get(step)?.step.predictions.get(question)?;
        let place = usize::try_from(cell).ok()?;
        (place < prediction.choices.len()).then_some(place)
    };
    let row = |(step, row): (usize, &Vec<i64>)| {
        let cells = row.iter().enumerate();
        cells
            .map(|(question, cell)| choice(step, question, *cell))
            .collect()
    };
    play.play = Play {
        done: answers.len(),
        answers: answers.iter().enumerate().map(row).collect(),
    };
    take_said(play, extra, &choice);
    play.won = extra["won"] == true;
    play.begun = extra["begun"] == true;
    let hinted = extra["hinted"].as_u64().unwrap_or(0);
    play.hinted = usize::try_from(hinted).unwrap_or(0);
    let ended = extra["ended"].as_array().into_iter().flatten();
    play.ended = ended
        .filter_map(Value::as_i64)
        .map(SimTime::from_ms)
        .collect();
    play.ended.resize(answers.len(), SimTime::START);
    let lines = extra["lines"].as_array().into_iter().flatten();
    let lines = lines.filter_map(|count| usize::try_from(count.as_u64()?).ok());
    play.lines = lines.collect();
    play.lines.resize(answers.len(), 0);
    true
}

/// What was said, last and first. `choice` tells of a cell which choice it is, if the lesson has such a one.
fn take_said(
    play: &mut LessonPlay,
    extra: &Value,
    choice: &impl Fn(usize, usize, i64) -> Option<usize>,
) {
    let read = |step: usize, question: usize, cell: i64| {
        let said = match choice(step, question, cell % SURE) {
            Some(place) => Said::Choice(place),
            None if cell == -1 => Said::DoNotKnow,
            None => Said::Nothing,
        };
        // Who said it before that was asked is neither.
        let sure = match cell / SURE {
            1 => Some(true),
            2 => Some(false),
            _ => None,
        };
        (said, sure)
    };
    let said = rows(extra, "said");
    let slots = play.said.iter_mut().zip(&mut play.sure);
    for (step, ((slots, sure), row)) in slots.zip(said).enumerate() {
        for (question, ((slot, sure), cell)) in slots.iter_mut().zip(sure).zip(row).enumerate() {
            (*slot, *sure) = read(step, question, cell);
        }
    }
    let of_step = |(step, row): (usize, Vec<i64>)| {
        let cells = row.into_iter().enumerate();
        let cells = cells.map(|(question, cell)| read(step, question, cell));
        cells.collect()
    };
    play.first = rows(extra, "first")
        .into_iter()
        .enumerate()
        .map(of_step)
        .collect();
}
