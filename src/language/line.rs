//! One line of a transcript: what it says, and when.

use crate::cloud::Patience;
use crate::grammar::{DURATIONS, LineError, Place, Source, Word, Words, nearest, quoted};
use crate::language::action::Action;
use crate::language::given::{Start, given};
use crate::sim::{DurationError, SimDuration, SimTime, parse_duration};
use std::fmt;

/// One line of a transcript. Two lines are equal if they say the same, wherever they stand.
#[derive(Clone, Debug)]
pub struct Line {
    pub statement: Option<Statement>,
    /// What stands behind `#`, without it.
    pub comment: Option<String>,
    /// Where it stood in the file, from 1.
    pub number: u32,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Statement {
    /// `seed WORD`
    Seed(String),
    /// `given history D`
    History(Span),
    /// `given date TIME`
    Date(Start),
    /// `given …`
    Given(Action),
    /// `given -D …`: it acts in the quiet history, so long before 0s.
    Past { before: Span, action: Action },
    /// `goal rto D`, `goal rpo D`
    Goal(Action),
    /// `TIME …`
    Timed { at: At, step: Step },
}

/// What happens at a line's time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    Do(Action),
    End,
}

impl Step {
    /// Whether it is meant to change something: it neither looks nor waits.
    pub fn acts(&self) -> bool {
        match self {
            Step::Do(action) => !action.only_looks() && !action.is_wait(),
            Step::End => true,
        }
    }

    /// Whether it only looks: it changes nothing, whenever it runs.
    pub fn only_looks(&self) -> bool {
        matches!(self, Step::Do(action) if action.only_looks())
    }

    /// If it is a waiter, how it waits.
    pub fn waits(&self) -> Option<Patience> {
        match self {
            Step::Do(action) => action.waits(),
            Step::End => None,
        }
    }
}

/// A line's time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum At {
    /// Since 0s.
    Absolute(Span),
    /// Since the line before: its start, or its end where it was a wait.
    After(Span),
}

/// A duration, and how somebody wrote it: `90s` stays `90s`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    span: SimDuration,
    written: String,
}

impl Span {
    pub fn parse(text: &str) -> Result<Span, DurationError> {
        Ok(Span {
            span: parse_duration(text)?,
            written: text.to_owned(),
        })
    }

    pub fn duration(&self) -> SimDuration {
        self.span
    }
}

impl From<SimDuration> for Span {
    fn from(span: SimDuration) -> Span {
        Span {
            span,
            written: span.to_string(),
        }
    }
}

impl At {
    /// A moment of the run; nothing is done before 0s.
    pub fn moment(time: SimTime) -> At {
        At::Absolute(time.since(SimTime::START).into())
    }
}

impl PartialEq for Line {
    fn eq(&self, other: &Line) -> bool {
        self.statement == other.statement && self.comment == other.comment
    }
}

impl Eq for Line {}

impl Line {
    /// What its words say.
    pub fn parse(source: Source, words: Words) -> Result<Line, Vec<LineError>> {
        let statement = match words.words.split_first() {
            Some((first, rest)) => Some(statement(source, first, rest, &words.words)?),
            None => None,
        };
        Ok(Line {
            statement,
            comment: words.comment,
            number: u32::try_from(words.line + 1).unwrap_or(u32::MAX),
        })
    }
}

/// What can stand at the start of a line that has no time.
const KEYWORDS: [&str; 3] = ["seed", "given", "goal"];
/// What needs a time before it.
const TIMED: [&str; 5] = ["aws", "app", "fault", "number", "end"];

fn statement(
    source: Source,
    first: &Word,
    rest: &[Word],
    all: &[Word],
) -> Result<Statement, Vec<LineError>> {
    match first.text.as_str() {
        "seed" => seed(source, first, rest).map_err(|error| vec![*error]),
        "given" => given(source, first, rest),
        "goal" => Ok(Statement::Goal(Action::parse(source, all)?)),
        text if text.starts_with(|c: char| c.is_ascii_digit() || c == '+') => {
            let at = time(source, first).map_err(|error| vec![*error])?;
            let step = step(source, first, rest)?;
            Ok(Statement::Timed { at, step })
        }
        _ => Err(vec![*no_statement(source, first)]),
    }
}

fn seed(source: Source, first: &Word, rest: &[Word]) -> Result<Statement, Box<LineError>> {
    let word = match rest {
        [word] => word,
        [] => return Err(expected(source, first.place, "seed what?", SEEDS)),
        [_, extra, ..] => {
            let message = format!("unexpected \"{}\"", extra.text);
            return Err(expected(source, extra.place, &message, SEEDS));
        }
    };
    if !is_seed(&word.text) {
        let message = format!("\"{}\" cannot be a seed", word.text);
        return Err(expected(source, word.place, &message, SEEDS));
    }
    Ok(Statement::Seed(word.text.clone()))
}

const SEEDS: &str = "one word of up to 40 letters, digits and hyphens, such as KYIV";

/// Whether a word is short and plain enough to be spoken and to stand in a link.
pub fn is_seed(word: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    (1..=40).contains(&word.len()) && word.chars().all(plain)
}

fn time(source: Source, word: &Word) -> Result<At, Box<LineError>> {
    match word.text.strip_prefix('+') {
        Some(rest) => Ok(At::After(span(source, word.place, rest)?)),
        None => Ok(At::Absolute(span(source, word.place, &word.text)?)),
    }
}

pub fn span(source: Source, place: Place, text: &str) -> Result<Span, Box<LineError>> {
    Span::parse(text).map_err(|error| match error {
        DurationError::Malformed => {
            let message = format!("\"{text}\" is not a duration");
            expected(source, place, &message, DURATIONS)
        }
        DurationError::TooLong => {
            let message = format!("\"{text}\" is longer than the lab can run");
            expected(source, place, &message, "at most a hundred years")
        }
    })
}

/// What stands behind a time.
pub fn step(source: Source, before: &Word, rest: &[Word]) -> Result<Step, Vec<LineError>> {
    let Some(first) = rest.first() else {
        let what = "a command such as fault inject az-outage us-east-1a, or end";
        return Err(vec![*expected(
            source,
            before.place,
            "a time, and then?",
            what,
        )]);
    };
    match first.text.as_str() {
        "end" => match rest.get(1) {
            None => Ok(Step::End),
            Some(extra) => {
                let message = format!("unexpected \"{}\"", extra.text);
                Err(vec![*expected(
                    source,
                    extra.place,
                    &message,
                    "nothing after end",
                )])
            }
        },
        "seed" | "given" => {
            let message = format!("{} stands at the start and has no time", first.text);
            Err(vec![source.error(first.place, message)])
        }
        _ => {
            let action = Action::parse(source, rest)?;
            if action.call().verb.path == "number" {
                let message = "a number can only be given: it holds for the whole run";
                let what = "given number NAME VALUE";
                return Err(vec![*expected(source, first.place, message, what)]);
            }
            Ok(Step::Do(action))
        }
    }
}

fn no_statement(source: Source, first: &Word) -> Box<LineError> {
    let timed = || TIMED.into_iter().chain(source.catalogue.own_words());
    if timed().any(|word| word == first.text) {
        let message = format!("\"{}\" needs a time before it", first.text);
        let what = format!(
            "60s {0} …, or +5s {0} … to count from the line before",
            first.text
        );
        return expected(source, first.place, &message, &what);
    }
    let message = format!("unknown word \"{}\"", first.text);
    let what = "seed, given, goal, a time such as 60s or +5s, or a comment after #";
    let mut error = expected(source, first.place, &message, what);
    error.suggestion = nearest(&first.text, KEYWORDS.into_iter().chain(timed())).map(str::to_owned);
    error
}

pub fn expected(source: Source, place: Place, message: &str, expected: &str) -> Box<LineError> {
    let mut error = source.error(place, message);
    error.expected = Some(expected.to_owned());
    Box::new(error)
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(statement) = &self.statement {
            statement.fmt(f)?;
        }
        match (&self.statement, &self.comment) {
            (Some(_), Some(comment)) => write!(f, "  #{comment}"),
            (None, Some(comment)) => write!(f, "#{comment}"),
            (_, None) => Ok(()),
        }
    }
}

impl fmt::Display for Statement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Statement::Seed(word) => write!(f, "seed {}", quoted(word)),
            Statement::History(span) => write!(f, "given history {span}"),
            Statement::Date(start) => write!(f, "given date {}", quoted(&start.to_string())),
            Statement::Given(action) => write!(f, "given {action}"),
            Statement::Past { before, action } => write!(f, "given -{before} {action}"),
            Statement::Goal(action) => action.fmt(f),
            Statement::Timed { at, step } => write!(f, "{:<5} {step}", at.to_string()),
        }
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Step::Do(action) => action.fmt(f),
            Step::End => f.write_str("end"),
        }
    }
}

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            At::Absolute(span) => span.fmt(f),
            At::After(span) => write!(f, "+{span}"),
        }
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written)
    }
}
