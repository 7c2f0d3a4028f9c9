//! The table of a task, as parts: a line for each hand-in, with the columns that its kind of task has.

use crate::app::class::counted::{counts, of_task};
use crate::app::class::door::title;
use crate::app::class::known::{ClassMsg, ClassState, Entry};
use crate::app::course::CourseState;
use crate::app::msg::Msg;
use crate::app::part::{Attribute, Parts};
use crate::app::route::Route;
use crate::app::share::Sight;
use crate::app::window::Tab;
use crate::app::words::{count, joined};
use crate::lesson::game::{Design, PASSED};
use crate::lesson::hand_in::{Fared, Guess, HandIn, Task, What, Work};
use crate::sim::SimDuration;

/// A column: its head, and what stands under it. Numbers are torn nowhere.
struct Column {
    head: String,
    cell: String,
    is_prose: bool,
}

fn number(head: impl Into<String>, cell: String) -> Column {
    let cell = match cell.is_empty() {
        true => "–".to_owned(),
        false => cell,
    };
    Column {
        head: head.into(),
        cell,
        is_prose: false,
    }
}

fn prose(head: &'static str, cell: String) -> Column {
    Column {
        is_prose: true,
        ..number(head, cell)
    }
}

#[inline(never)]
pub(super) fn table(class: &ClassState, course: &CourseState, task: &Task, at: &mut Parts) {
    let entries = of_task(class, task);
    let goals = entries.iter().find_map(|(_, one)| one.came_to());
    at.within("div class__scroll", |at| {
        at.within("table class__table", |at| {
            let heads = entries.first();
            let heads = heads.map(|(place, _)| columns(class, *place, goals));
            at.within("thead", |at| {
                at.within("tr", |at| {
                    at.line("th", "Name").says(Attribute::Scope, "col");
                    for column in heads.into_iter().flatten() {
                        at.line("th", column.head).says(Attribute::Scope, "col");
                    }
                });
            });
            at.within("tbody", |at| {
                for (place, entry) in &entries {
                    let columns = columns(class, *place, goals);
                    at.within("tr", |at| line(entry, *place, columns, at))
                        .class_if(!counts(class, *place), "class__earlier");
                }
            });
        });
    })
    .says(Attribute::TabIndex, "0")
    .says(Attribute::Role, "region")
    .says(Attribute::Label, format!("Table: {}", title(task, course)));
}

fn line(entry: &Entry, place: usize, columns: Vec<Column>, at: &mut Parts) {
    let name = &entry.hand_in.name;
    at.within("th", |at| {
        at.line("span", name.clone());
        at.within("span class__ways", |at| {
            at.some(|at| {
                let Some(route) = run_of(entry) else { return };
                at.link("a", &route, |at| at.words("See the run"))
                    .says(Attribute::Label, format!("See the run of {name}"));
                at.words(" ");
            });
            at.button("button link", "Remove", Msg::Class(ClassMsg::Remove(place)))
                .says(Attribute::Label, format!("Remove {name}"));
        });
    })
    .says(Attribute::Scope, "row");
    for column in columns {
        let cell = at.within("td", |at| {
            at.told("span", &column.cell);
        });
        cell.class_if(!column.is_prose, "class__number")
            .says(Attribute::What, column.head);
    }
}

/// Where the run of a hand-in can be looked at: at its end, with its verdict; a game day with its score.
fn run_of(entry: &Entry) -> Option<Route> {
    let fared = entry.came_to().filter(|fared| !fared.run.is_empty())?;
    let sight = match fared.score {
        Some(_) => Sight::default(),
        None => Sight {
            at: Some(fared.end),
            tab: Some(Tab::Verdict),
            ..Sight::default()
        },
    };
    Some(Route::Run(fared.run.clone(), Box::new(sight)))
}

/// What stands in the line of a hand-in, by its place. `goals` are told in the heads.
fn columns(class: &ClassState, place: usize, goals: Option<&Fared>) -> Vec<Column> {
    let entry = &class.entries[place];
    let fared = entry.came_to();
    let with = |head: &str, name: &str, goal: Option<SimDuration>| match goal {
        Some(goal) => format!("{head} ({name}\u{a0}{})", joined(goal)),
        None => head.to_owned(),
    };
    let of = |tell: &dyn Fn(&Fared) -> String| fared.map_or_else(String::new, tell);
    let (rto, rpo) = goals.map_or((None, None), |one| (one.goals.rto, one.goals.rpo));
    let time = match entry.hand_in.seconds {
        0 => String::new(),
        seconds => joined(SimDuration::from_secs(seconds)),
    };
    let time = number("Time", time);
    let to_know = prose("To know", to_know(class, place));
    let what = &entry.hand_in.task.what;
    if let What::Interview(_) = what {
        let missed = match &entry.hand_in.work {
            Work::Answers(all) => all.iter().filter(|one| one.sure && !one.had).count(),
            Work::Run { .. } => 0,
        };
        let missed = number("Sure and missed", missed.to_string());
        return vec![number("Had", won(entry)), missed, time, to_know];
    }
    let mut all = vec![number("Won", won(entry))];
    if let What::Game { .. } = what {
        let score = of(&|fared| fared.score.map_or_else(String::new, |one| one.to_string()));
        all.push(number(format!("Points ({PASSED}\u{a0}needed)"), score));
    }
    all.extend([
        number(with("Recovery", "RTO", rto), of(&recovery)),
        number(
            with("Lost time", "RPO", rpo),
            of(&|fared| joined(fared.lost_span)),
        ),
        number("Lost orders", of(&|fared| count(fared.lost_writes))),
    ]);
    if let What::Game { design, .. } = what {
        all.extend([
            number("Not accepted", of(&|fared| count(fared.not_accepted))),
            number("Cost a month", of(&cost)),
            prose(
                "Design",
                design.as_deref().map_or_else(String::new, design_of),
            ),
        ]);
    } else {
        let hints = match &entry.hand_in.work {
            Work::Run { hints, .. } => hints.to_string(),
            Work::Answers(_) => String::new(),
        };
        let (right, asked) = fared.map_or((0, 0), |fared| predicted(&entry.hand_in, fared));
        let right = match asked {
            0 => String::new(),
            asked => format!("{right} of {asked}"),
        };
        all.extend([
            number("Cost a month", of(&cost)),
            number("Hints", hints),
            number("Predicted", right),
        ]);
    }
    all.extend([time, to_know]);
    all
}

/// Whether it was won, in a word or two.
pub(super) fn won(entry: &Entry) -> String {
    let won = match (&entry.fared, &entry.hand_in.work) {
        (None, _) => "…",
        (Some(Err(_)), _) => "refused",
        (Some(Ok(_)), Work::Answers(answers)) => {
            let had = answers.iter().filter(|one| one.had).count();
            return format!("{had} of {}", answers.len());
        }
        (Some(Ok(fared)), Work::Run { .. }) if fared.won => "yes",
        (Some(Ok(_)), Work::Run { .. }) => "no",
    };
    won.to_owned()
}

/// What its teacher should know, in half sentences.
pub(super) fn to_know(class: &ClassState, place: usize) -> String {
    let entry = &class.entries[place];
    let mut told: Vec<String> = Vec::new();
    if !counts(class, place) {
        told.push("does not count: another one came further".to_owned());
    }
    match (&entry.fared, &entry.hand_in.work) {
        (Some(Err(why)), _) => told.push(why.clone()),
        (Some(Ok(_)), Work::Answers(_)) => told.push("marked by themselves".to_owned()),
        (Some(Ok(fared)), Work::Run { .. }) => {
            told.extend(fared.missing.iter().chain(&fared.notes).cloned());
        }
        (None, _) => {}
    }
    told.join("; ")
}

fn cost(fared: &Fared) -> String {
    format!("${:.2}", fared.cost_usd)
}

fn recovery(fared: &Fared) -> String {
    match fared.recovery {
        None => String::new(),
        Some(so_far) if fared.open => format!("open after {}", joined(so_far)),
        Some(took) => joined(took),
    }
}

/// A design in a few words.
pub(super) fn design_of(lines: &str) -> String {
    let Some(design) = Design::of(lines) else {
        return "lines of its own".to_owned();
    };
    let copies = if design.multi_az {
        "Multi-AZ"
    } else {
        "Single-AZ"
    };
    let backups = match design.retention_days {
        0 => "no backups".to_owned(),
        days => format!("backups {days}\u{a0}d"),
    };
    let mut words = vec![copies.to_owned(), backups];
    for (on, word) in [
        (design.replica, "replica"),
        (design.replica_west, "replica in us-west-2"),
        (design.deletion_protection, "deletion protection"),
    ] {
        words.extend(on.then(|| word.to_owned()));
    }
    words.join(", ")
}

/// How many predictions were right, and how many questions the steps have that are done.
pub(super) fn predicted(hand_in: &HandIn, fared: &Fared) -> (usize, usize) {
    let all = guesses(hand_in, fared);
    let right = all
        .iter()
        .filter(|(guess, right)| is_right(*guess, *right) == Some(true));
    (right.count(), all.len())
}

/// Each guess beside the right answer.
pub(super) fn guesses(hand_in: &HandIn, fared: &Fared) -> Vec<(Guess, Option<usize>)> {
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
