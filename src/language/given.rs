//! `given …`: what stands before the clock starts, and what happened in the quiet history.

use crate::grammar::{DATES, DURATIONS, LineError, Place, Source, Word};
use crate::language::action::Action;
use crate::language::line::{Span, Statement, expected, span};
use crate::sim::{Calendar, Date, SimDuration};
use std::fmt;

/// The date that 0s bears, and how somebody wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Start {
    calendar: Calendar,
    written: String,
}

impl Start {
    pub fn calendar(&self) -> Calendar {
        self.calendar
    }
}

impl fmt::Display for Start {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written)
    }
}

pub fn given(source: Source, first: &Word, rest: &[Word]) -> Result<Statement, Vec<LineError>> {
    let Some((word, more)) = rest.split_first() else {
        return Err(vec![*expected(source, first.place, "given what?", GIVEN)]);
    };
    let text = word.text.as_str();
    match text {
        "history" => return history(source, word, more).map_err(|error| vec![*error]),
        "date" => return date(source, word, more).map_err(|error| vec![*error]),
        _ => {}
    }
    if let Some(before) = text.strip_prefix('-') {
        let before = span(source, word.place, before).map_err(|error| vec![*error])?;
        return past(source, word, before, more);
    }
    if text.starts_with(|c: char| c.is_ascii_digit() || c == '+') {
        let message = format!("\"{text}\" does not lie before 0s");
        let what = format!("given -{} …", text.trim_start_matches('+'));
        return Err(vec![*expected(source, word.place, &message, &what)]);
    }
    let action = action(source, rest)?;
    Ok(Statement::Given(action))
}

const GIVEN: &str = "aws rds create-db-instance …, app create …, number …, history 14d, date 2026-03-06T17:00:00Z, \
                     or -42h aws rds create-db-snapshot …";

/// What acts at a time of its own before 0s.
fn past(
    source: Source,
    time: &Word,
    before: Span,
    rest: &[Word],
) -> Result<Statement, Vec<LineError>> {
    let Some(word) = rest.first() else {
        let what = "a command such as aws rds create-db-snapshot …";
        return Err(vec![*expected(
            source,
            time.place,
            "a time, and then?",
            what,
        )]);
    };
    let action = action(source, rest)?;
    let whole_run = ["number", "goal rto", "goal rpo"].contains(&action.call().verb.path);
    let refusal = if whole_run {
        Some((
            "holds for the whole run and has no time",
            "the line without a time",
        ))
    } else if action.is_wait() {
        let what = "the next line at a later time, such as given -1h …";
        Some(("is not given: what was begun goes on by itself", what))
    } else {
        None
    };
    match refusal {
        Some((message, what)) => {
            let message = format!("{} {message}", action.call().verb.path);
            Err(vec![*expected(source, word.place, &message, what)])
        }
        None => Ok(Statement::Past { before, action }),
    }
}

/// What can be given, with a time or without one.
fn action(source: Source, words: &[Word]) -> Result<Action, Vec<LineError>> {
    let word = &words[0];
    if ["seed", "given", "end", "history", "date"].contains(&word.text.as_str()) {
        let message = format!("\"{}\" cannot be given", word.text);
        return Err(vec![source.error(word.place, message)]);
    }
    let action = Action::parse(source, words)?;
    if action.is_fault() {
        let message = "a fault needs a time: what is given stands before the clock starts";
        return Err(vec![*expected(source, word.place, message, "0s fault …")]);
    }
    Ok(action)
}

fn history(source: Source, head: &Word, rest: &[Word]) -> Result<Statement, Box<LineError>> {
    let word = only(
        source,
        head,
        rest,
        ("how much history?", DURATIONS),
        "given history DURATION",
    )?;
    Ok(Statement::History(span(source, word.place, &word.text)?))
}

fn date(source: Source, head: &Word, rest: &[Word]) -> Result<Statement, Box<LineError>> {
    let word = only(
        source,
        head,
        rest,
        ("which date?", DATES),
        "given date TIME",
    )?;
    let Some(date) = Date::parse(&word.text) else {
        let message = format!("\"{}\" is not a date", word.text);
        return Err(expected(source, word.place, &message, DATES));
    };
    let Some(calendar) = Calendar::starting_at(date) else {
        let message = format!("0s cannot be called \"{}\"", word.text);
        let what = "a whole second of the years 1900 to 2999";
        return Err(expected(source, word.place, &message, what));
    };
    Ok(Statement::Date(Start {
        calendar,
        written: word.text.clone(),
    }))
}

/// The one word that stands behind a line's head.
fn only<'w>(
    source: Source,
    head: &Word,
    rest: &'w [Word],
    missing: (&str, &str),
    form: &str,
) -> Result<&'w Word, Box<LineError>> {
    match rest {
        [word] => Ok(word),
        [] => Err(expected(source, head.place, missing.0, missing.1)),
        [_, extra, ..] => {
            let message = format!("unexpected \"{}\"", extra.text);
            Err(expected(source, extra.place, &message, form))
        }
    }
}

/// A given line that lies before the history began.
pub fn too_early(source: Source, place: Place, before: &Span, history: SimDuration) -> LineError {
    let message = format!("the quiet history began only {history} before 0s");
    let what = format!("a later time, or given history {before} for a longer one");
    *expected(source, place, &message, &what)
}
