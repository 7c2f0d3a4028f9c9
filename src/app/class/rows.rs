//! The whole table for a spreadsheet: figures as they are, times in seconds.

use crate::app::class::believed::told_guess;
use crate::app::class::counted::counts;
use crate::app::class::door::{setting, title};
use crate::app::class::known::{ClassState, Entry, Got};
use crate::app::class::table::{design_of, guesses, predicted, to_know, won};
use crate::app::course::CourseState;
use crate::lesson::hand_in::{Row, What, Work, write};
use crate::sim::SimDuration;

const HEADS: [&str; 22] = [
    "Name",
    "Class",
    "Task",
    "Setting",
    "Won",
    "To know",
    "Counts",
    "Recovery in s",
    "RTO in s",
    "Recovered",
    "Lost time in s",
    "RPO in s",
    "Lost orders",
    "Orders not accepted",
    "Cost in $ a month",
    "Points",
    "Design",
    "Hints",
    "Time in s",
    "Predictions right",
    "Predictions",
    "Code",
];

pub fn rows(class: &ClassState, course: &CourseState) -> Vec<Row> {
    let most = class
        .entries
        .iter()
        .filter_map(|one| Some(guesses(&one.hand_in, one.came_to()?).len()));
    let most = most.max().unwrap_or(0);
    let mut head: Row = HEADS.map(str::to_owned).to_vec();
    for number in 1..=most {
        head.extend([format!("Question {number}"), format!("Prediction {number}")]);
    }
    let mut rows = vec![head];
    for (place, entry) in class.entries.iter().enumerate() {
        let hand_in = &entry.hand_in;
        let counts = if counts(class, place) { "yes" } else { "no" };
        let mut row: Row = vec![
            hand_in.name.clone(),
            hand_in.task.class.clone(),
            title(&hand_in.task, course),
            setting(&hand_in.task).join(" "),
            won(entry),
            to_know(class, place),
            counts.to_owned(),
        ];
        row.extend(figures(entry));
        row.resize(HEADS.len() - 1, String::new());
        // Whoever has the table alone can have it replayed.
        row.push(write(hand_in));
        row.extend(said(class, entry));
        // Code stands between backticks, which a spreadsheet does not know.
        rows.push(row.into_iter().map(|cell| cell.replace('`', "")).collect());
    }
    rows
}

/// What the run came to; what is not known, or means nothing there, is empty.
fn figures(entry: &Entry) -> Row {
    let hand_in = &entry.hand_in;
    let seconds = |span: SimDuration| format!("{}", span.ms() / 1000);
    let known = |span: Option<SimDuration>| span.map_or_else(String::new, seconds);
    let (design, is_day) = match &hand_in.task.what {
        What::Game { design, .. } => (design.as_deref().map_or_else(String::new, design_of), true),
        What::Lesson(_) | What::Interview(_) => (String::new(), false),
    };
    let hints = match &hand_in.work {
        Work::Run { hints, .. } if !is_day => hints.to_string(),
        Work::Run { .. } | Work::Answers(_) => String::new(),
    };
    let is_run = matches!(hand_in.work, Work::Run { .. });
    let Some(fared) = entry.came_to().filter(|_| is_run) else {
        let mut row = vec![String::new(); 9];
        row.extend([design, hints, hand_in.seconds.to_string()]);
        return row;
    };
    let points = fared
        .score
        .map_or_else(String::new, |score| score.to_string());
    let not_accepted = match is_day {
        true => fared.not_accepted.to_string(),
        false => String::new(),
    };
    let mut row = vec![
        known(fared.recovery),
        known(fared.goals.rto),
        if fared.open { "no" } else { "yes" }.to_owned(),
        seconds(fared.lost_span),
        known(fared.goals.rpo),
        fared.lost_writes.to_string(),
        not_accepted,
        format!("{:.2}", fared.cost_usd),
        points,
        design,
        hints,
        hand_in.seconds.to_string(),
    ];
    if !is_day {
        let (right, asked) = predicted(hand_in, fared);
        row.extend([right.to_string(), asked.to_string()]);
    }
    row
}

/// Each question with what was said to it.
fn said(class: &ClassState, entry: &Entry) -> Row {
    let Some(fared) = entry.came_to() else {
        return Row::new();
    };
    let hand_in = &entry.hand_in;
    let lesson = match class.lesson(hand_in) {
        Some(Got::Here(lesson)) => Some(&**lesson),
        _ => None,
    };
    let steps = lesson.iter().flat_map(|lesson| &lesson.steps);
    let mut questions = steps.flat_map(|one| &one.step.predictions);
    let guesses = guesses(hand_in, fared).into_iter();
    let told = guesses.flat_map(|(guess, right)| {
        let question = questions.next();
        let asked = question.map(|one| one.question.clone());
        [
            asked.unwrap_or_default(),
            told_guess(question, guess, right),
        ]
    });
    told.collect()
}
