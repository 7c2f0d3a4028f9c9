//! The teacher's desk, as parts: codes go in, and a table comes out.

use crate::app::class::believed::{self, told_guess};
use crate::app::class::door::{setting, title};
use crate::app::class::known::{ClassField, ClassMsg, ClassState, Entry, Got};
use crate::app::icon::Icon;
use crate::app::msg::Msg;
use crate::app::part::{Attribute, Does, Field, Parts};
use crate::app::share::percent;
use crate::app::words::{count, counted, span};
use crate::lesson::hand_in::{Fared, Guess, HandIn, Row, Task, What, Work, csv};
use crate::sim::SimDuration;

pub(super) fn board(class: &ClassState, at: &mut Parts) {
    at.within("section setup__part", |at| {
        at.line("h2", "Take hand-ins");
        at.line("label setup__label", "Codes: as many as you like, with whatever stands around them")
            .says(Attribute::For, "codes");
        at.field("textarea field class__code", Does::Write(Field::Class(ClassField::Pasted)), class.pasted.clone())
            .id("codes")
            .says(Attribute::Rows, "4")
            .says(Attribute::SpellCheck, "false")
            .says(Attribute::Placeholder, "FL1.…");
        at.within("div doors doors--row", |at| {
            let take = Msg::Class(ClassMsg::Take);
            at.icon_button("button button button--main", Icon::Check, "Read the codes", take);
            at.icon_button("button button", Icon::Upload, "Choose files", Msg::Import);
        });
        at.line("p quiet", "Or drop files onto the page. The table lives in this tab alone, and is gone with it: save it.");
        refused(class, at);
    });
    if class.entries.is_empty() {
        return;
    }
    for task in tasks(class) {
        at.within("section class__task", |at| {
            at.line("h2", title(&task));
            let about = [task.class.clone()]
                .into_iter()
                .filter(|class| !class.is_empty());
            let about: Vec<String> = about.chain(setting(&task)).collect();
            at.told("p quiet", &about.join(" · "));
            table(class, &task, at);
            believed::questions(class, &task, at);
        });
    }
    at.within("div doors doors--row", |at| {
        let waits = class
            .entries
            .iter()
            .filter(|one| one.fared.is_none())
            .count();
        at.when(waits > 0, |at| {
            at.line(
                "p quiet",
                format!("{} still to be replayed…", count(waits as u64)),
            );
        });
        let file = format!(
            "data:text/csv;charset=utf-8,{}",
            percent(&csv(&rows(class)))
        );
        at.within("a button button--main", |at| {
            at.marked(Icon::Download, "Save as CSV")
        })
        .says(Attribute::Href, file)
        .says(Attribute::Download, "class.csv");
        at.button(
            "button button",
            "Empty the table",
            Msg::Class(ClassMsg::Clear),
        );
    });
}

fn refused(class: &ClassState, at: &mut Parts) {
    at.when(!class.refused.is_empty(), |at| {
        let no = class.refused.len() as u64;
        at.line("h3", format!("Refused: {}", counted(no, "code", "codes")));
        at.within("ul missing", |at| {
            for one in &class.refused {
                at.within("li", |at| {
                    at.icon(Icon::Cross);
                    at.told("span", one);
                });
            }
        });
    });
}

/// A task as it stands over its table: designs are each learner's own.
pub(super) fn as_set(task: &Task) -> Task {
    let mut task = task.clone();
    if let What::Game { design, .. } = &mut task.what {
        *design = None;
    }
    task
}

/// The tasks that were handed in, each once.
fn tasks(class: &ClassState) -> Vec<Task> {
    let mut all: Vec<Task> = Vec::new();
    for entry in &class.entries {
        let task = as_set(&entry.hand_in.task);
        if !all.contains(&task) {
            all.push(task);
        }
    }
    all
}

/// Those who handed this in.
pub(super) fn of_task<'c>(class: &'c ClassState, task: &Task) -> Vec<&'c Entry> {
    let all = class.entries.iter();
    all.filter(|one| as_set(&one.hand_in.task) == *task)
        .collect()
}

const HEADS: [&str; 10] = [
    "Name",
    "Won",
    "RTO",
    "RPO",
    "Lost writes",
    "Cost",
    "Hints",
    "Time",
    "Predicted",
    "To know",
];

fn table(class: &ClassState, task: &Task, at: &mut Parts) {
    at.within("div class__scroll", |at| {
        at.within("table class__table", |at| {
            at.within("thead", |at| at.heads(&HEADS));
            at.within("tbody", |at| {
                for entry in of_task(class, task) {
                    at.within("tr", |at| {
                        let [name, cells @ ..] = cells(entry);
                        at.line("th", name).says(Attribute::Scope, "row");
                        let heads = HEADS.iter().skip(1);
                        for (cell, head) in cells.into_iter().zip(heads) {
                            at.told("td", &cell).says(Attribute::What, *head);
                        }
                    });
                }
            });
        });
    })
    .says(Attribute::TabIndex, "0")
    .says(Attribute::Role, "region")
    .says(Attribute::Label, format!("Table: {}", title(task)));
}

/// A line of the table, as it is read.
fn cells(entry: &Entry) -> [String; 10] {
    let hand_in = &entry.hand_in;
    let mut cells = HEADS.map(|_| "–".to_owned());
    cells[0].clone_from(&hand_in.name);
    cells[7] = time(hand_in.seconds);
    let fared = match &entry.fared {
        None => {
            "…".clone_into(&mut cells[1]);
            return cells;
        }
        Some(Err(why)) => {
            "refused".clone_into(&mut cells[1]);
            cells[9].clone_from(why);
            return cells;
        }
        Some(Ok(fared)) => fared,
    };
    match &hand_in.work {
        Work::Answers(answers) => {
            let had = answers.iter().filter(|one| one.had).count();
            cells[1] = format!("{had} of {} had", answers.len());
            let sure = answers.iter().filter(|one| one.sure && !one.had).count();
            cells[9] = format!("marked by themselves; sure and missed: {sure}");
        }
        Work::Run { hints, .. } => {
            cells[1] = match (fared.won, fared.score) {
                (true, Some(score)) => format!("yes, {score} points"),
                (true, None) => "yes".to_owned(),
                (false, _) => "no".to_owned(),
            };
            cells[2] = recovery(fared);
            cells[3] = span(fared.lost_span);
            cells[4] = count(fared.lost_writes);
            cells[5] = format!("${:.2}", fared.cost_usd);
            cells[6] = hints.to_string();
            let (right, asked) = predicted(hand_in, fared);
            if asked > 0 {
                cells[8] = format!("{right} of {asked}");
            }
            let all: Vec<&str> = fared
                .missing
                .iter()
                .chain(&fared.notes)
                .map(String::as_str)
                .collect();
            cells[9] = all.join("; ");
        }
    }
    cells
}

fn recovery(fared: &Fared) -> String {
    match fared.recovery {
        None => "–".to_owned(),
        Some(so_far) if fared.open => format!("open after {}", span(so_far)),
        Some(took) => span(took),
    }
}

fn time(seconds: u64) -> String {
    match seconds {
        0 => "–".to_owned(),
        _ => span(SimDuration::from_secs(seconds)),
    }
}

/// How many predictions were right, and how many questions the steps have that are done.
fn predicted(hand_in: &HandIn, fared: &Fared) -> (usize, usize) {
    let all = guesses(hand_in, fared);
    let right = all
        .iter()
        .filter(|(guess, right)| is_right(*guess, *right) == Some(true));
    (right.count(), all.len())
}

/// Each guess beside the right answer.
fn guesses(hand_in: &HandIn, fared: &Fared) -> Vec<(Guess, Option<usize>)> {
    let steps = fared.answers.iter().enumerate();
    let all = steps.flat_map(|(step, answers)| {
        let answers = answers.iter().enumerate();
        answers.map(move |(place, right)| (hand_in.guess(step, place), *right))
    });
    all.collect()
}

/// Nothing for what was not predicted.
pub(super) fn is_right(guess: Guess, right: Option<usize>) -> Option<bool> {
    match guess {
        Guess::Choice(place, _) => Some(Some(place) == right),
        Guess::Nothing | Guess::DoesNotKnow => None,
    }
}

/// The whole table, for a spreadsheet: figures as they are, times in seconds.
pub fn rows(class: &ClassState) -> Vec<Row> {
    let most = class
        .entries
        .iter()
        .filter_map(|one| Some(guesses(&one.hand_in, one.fared.as_ref()?.as_ref().ok()?).len()));
    let most = most.max().unwrap_or(0);
    let mut head: Row = [
        "Name",
        "Class",
        "Task",
        "Setting",
        "Won",
        "To know",
        "RTO in s",
        "Over",
        "RPO in s",
        "Lost writes",
        "Cost in $ a month",
        "Points",
        "Hints",
        "Time in s",
        "Predictions right",
        "Predictions",
    ]
    .map(str::to_owned)
    .to_vec();
    head.extend((1..=most).map(|number| format!("Prediction {number}")));
    let mut rows = vec![head];
    for entry in &class.entries {
        let hand_in = &entry.hand_in;
        let shown = cells(entry);
        let mut row: Row = vec![
            hand_in.name.clone(),
            hand_in.task.class.clone(),
            title(&hand_in.task),
            setting(&hand_in.task).join(" "),
            shown[1].clone(),
            shown[9].clone(),
        ];
        row.extend(figures(class, entry));
        rows.push(row);
    }
    rows
}

/// What the run came to, for a spreadsheet; what is not known is empty.
fn figures(class: &ClassState, entry: &Entry) -> Row {
    let hand_in = &entry.hand_in;
    let seconds = |span: SimDuration| format!("{}", span.ms() / 1000);
    let mut row = Row::new();
    let hints = match &hand_in.work {
        Work::Run { hints, .. } => hints.to_string(),
        Work::Answers(_) => String::new(),
    };
    let is_run = matches!(hand_in.work, Work::Run { .. });
    match entry
        .fared
        .as_ref()
        .and_then(|fared| fared.as_ref().ok())
        .filter(|_| is_run)
    {
        Some(fared) => {
            let (right, asked) = predicted(hand_in, fared);
            row.extend([
                fared.recovery.map_or_else(String::new, seconds),
                if fared.open { "no" } else { "yes" }.to_owned(),
                seconds(fared.lost_span),
                fared.lost_writes.to_string(),
                format!("{:.2}", fared.cost_usd),
                fared
                    .score
                    .map_or_else(String::new, |score| score.to_string()),
                hints,
                hand_in.seconds.to_string(),
                right.to_string(),
                asked.to_string(),
            ]);
            let lesson = match class.lesson(hand_in) {
                Some(Got::Here(lesson)) => Some(&**lesson),
                _ => None,
            };
            let guesses = guesses(hand_in, fared);
            row.extend(
                guesses
                    .iter()
                    .enumerate()
                    .map(|(place, (guess, right))| told_guess(lesson, place, *guess, *right)),
            );
        }
        None => {
            row.extend(std::iter::repeat_n(String::new(), 6));
            row.extend([hints, hand_in.seconds.to_string()]);
        }
    }
    row
}
