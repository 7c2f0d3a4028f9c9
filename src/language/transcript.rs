//! A transcript: seed, start, promises and timed lines, as plain text. It is the share link, the replay and the undo history.

use crate::grammar::{Catalogue, LineError, Place, Source, Word, words_at};
use crate::language::action::Action;
use crate::language::given::too_early;
use crate::language::line::{At, Line, Statement, Step, is_seed, step};
use crate::sim::{Calendar, SimDuration, sort_by_number};
use crate::world::CATALOGUE;
use std::fmt;

/// The lines of a run, in the order in which they were written.
#[derive(Clone, Debug)]
pub struct Transcript {
    pub lines: Vec<Line>,
    /// The services that its lines may name.
    catalogue: Catalogue,
}

/// The text says all.
impl PartialEq for Transcript {
    fn eq(&self, other: &Transcript) -> bool {
        self.lines == other.lines
    }
}

impl Eq for Transcript {}

/// The luck of a run that names no seed.
pub const DEFAULT_SEED: &str = "LAB";
/// The quiet days before the start of a run that tells nothing else.
pub const DEFAULT_HISTORY: SimDuration = SimDuration::from_days(2);
/// How long a run without an `end` goes on after its last line.
pub const DEFAULT_REST: SimDuration = SimDuration::from_hours(24);

/// No transcript is longer: a bigger text is no transcript, and reading it would only take time.
pub const BYTES_MAX: usize = 1 << 20;
/// Lines that say something. Each is carried out in a world that grows with them.
pub const STATEMENTS_MAX: usize = 1000;
/// Applications, each of which keeps an account of its own with every incident.
pub const APPS_MAX: usize = 30;
/// More errors help nobody.
const ERRORS_MAX: usize = 50;

impl Transcript {
    /// Reads a transcript. All lines that cannot be understood are reported, not only the first.
    pub fn parse(text: &str) -> Result<Transcript, Vec<LineError>> {
        Transcript::parse_with(CATALOGUE, text)
    }

    /// As [`Transcript::parse`], with these services and no others.
    pub fn parse_with(catalogue: Catalogue, text: &str) -> Result<Transcript, Vec<LineError>> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        if text.len() > BYTES_MAX {
            let shown: String = text.chars().take(60).take_while(|c| *c != '\n').collect();
            let source = [shown.as_str()];
            let message = format!("{} bytes are too many for a transcript", text.len());
            return Err(vec![whole_line(
                &source,
                message,
                format!("at most {BYTES_MAX}"),
            )]);
        }
        let texts: Vec<&str> = text.lines().collect();
        let source = Source {
            lines: &texts,
            catalogue,
        };
        let mut transcript = Transcript {
            lines: Vec::new(),
            catalogue,
        };
        let mut errors = Vec::new();
        // Where each line's second word stands, for what can be judged only when all are read.
        let mut times = Vec::new();
        let mut at = 0;
        while at < texts.len() && errors.len() < ERRORS_MAX {
            let read = words_at(source, at);
            let taken = match &read {
                Ok(words) => words.lines,
                Err(error) => error.1,
            };
            let second = read.as_ref().ok().and_then(|words| words.words.get(1));
            let second = second.map(|word| word.place);
            let line = read
                .map_err(|error| vec![error.0])
                .and_then(|words| Line::parse(source, words));
            match line {
                Ok(line) => {
                    errors.extend(transcript.twice(source, at, &line));
                    times.push(second);
                    transcript.lines.push(line);
                }
                Err(more) => errors.extend(more),
            }
            at += taken;
        }
        errors.extend(transcript.too_early(source, &times));
        errors.extend(transcript.too_many(source));
        errors.truncate(ERRORS_MAX);
        if errors.is_empty() {
            Ok(transcript)
        } else {
            Err(errors)
        }
    }

    /// Seed, history, date, each goal and the end stand once.
    fn twice(&self, source: Source, at: usize, line: &Line) -> Option<LineError> {
        let kind = once(line)?;
        let first = self.lines.iter().find(|line| once(line) == Some(kind))?;
        let message = format!("{kind} stands in line {} already", first.number);
        let place = Place {
            line: at,
            column: 0,
            length: source
                .lines
                .get(at)
                .map_or(1, |text| text.trim_end().chars().count()),
        };
        Some(source.error(place, message))
    }

    /// Given lines that would have acted before the history began.
    fn too_early(&self, source: Source, places: &[Option<Place>]) -> Vec<LineError> {
        let history = self.history();
        let lines = self.lines.iter().zip(places);
        let early = lines.filter_map(|(line, place)| match &line.statement {
            Some(Statement::Past { before, .. }) if before.duration() > history => {
                Some(too_early(source, (*place)?, before, history))
            }
            _ => None,
        });
        early.collect()
    }

    fn too_many(&self, source: Source) -> Option<LineError> {
        let line = self.beyond_limits(None)?;
        let place = Place {
            line: line.number as usize - 1,
            column: 0,
            length: 1,
        };
        let mut error = source.error(place, "too many lines for one run");
        error.expected = Some(limits());
        Some(error)
    }

    /// The first line, `more` being the last, that is more than there may be.
    fn beyond_limits<'a>(&'a self, more: Option<&'a Line>) -> Option<&'a Line> {
        let lines = || self.lines.iter().chain(more);
        let mut statements = lines().filter(|line| line.statement.is_some());
        let mut apps = lines().filter(|line| creates_app(line));
        statements
            .nth(STATEMENTS_MAX)
            .or_else(|| apps.nth(APPS_MAX))
    }

    /// Why there is no room for another line, if there is none.
    pub fn no_room_for(&self, line: &Line) -> Option<LineError> {
        self.beyond_limits(Some(line))?;
        let message = "the transcript has too many lines already".to_owned();
        Some(whole_line(&[&line.to_string()], message, limits()))
    }

    /// The services that its lines may name.
    pub fn catalogue(&self) -> Catalogue {
        self.catalogue
    }

    /// The seed's word.
    pub fn seed(&self) -> &str {
        let seed = self.lines.iter().find_map(|line| match &line.statement {
            Some(Statement::Seed(word)) => Some(word.as_str()),
            _ => None,
        });
        seed.unwrap_or(DEFAULT_SEED)
    }

    /// Puts another seed in the place of the old one; `false` if the word cannot be a seed.
    pub fn set_seed(&mut self, word: &str) -> bool {
        if !is_seed(word) {
            return false;
        }
        let statement = Statement::Seed(word.to_owned());
        let is_seed = |line: &&mut Line| matches!(line.statement, Some(Statement::Seed(_)));
        match self.lines.iter_mut().find(is_seed) {
            Some(line) => line.statement = Some(statement),
            None => self.lines.insert(
                0,
                Line {
                    statement: Some(statement),
                    comment: None,
                    number: 1,
                },
            ),
        }
        true
    }

    /// The quiet time before 0s.
    pub fn history(&self) -> SimDuration {
        let history = self.lines.iter().find_map(|line| match &line.statement {
            Some(Statement::History(span)) => Some(span.duration()),
            _ => None,
        });
        history.unwrap_or(DEFAULT_HISTORY)
    }

    /// Which date 0s is.
    pub fn calendar(&self) -> Calendar {
        let start = self.lines.iter().find_map(|line| match &line.statement {
            Some(Statement::Date(start)) => Some(start.calendar()),
            _ => None,
        });
        start.unwrap_or_default()
    }

    /// What is given without a time, and what is promised, each with its line.
    pub fn set_up(&self) -> impl Iterator<Item = (&Line, &Action)> {
        self.lines.iter().filter_map(|line| match &line.statement {
            Some(Statement::Given(action) | Statement::Goal(action)) => Some((line, action)),
            _ => None,
        })
    }

    /// What acts in the quiet history, each with its line and how long before 0s, in order of time.
    pub fn past(&self) -> Vec<(&Line, SimDuration, &Action)> {
        let lines = self.lines.iter();
        let mut past: Vec<_> = lines
            .filter_map(|line| match &line.statement {
                Some(Statement::Past { before, action }) => Some((line, before.duration(), action)),
                _ => None,
            })
            .collect();
        // Equal times keep the order of the lines.
        sort_by_number(&mut past, |(_, before, _)| {
            -i64::try_from(before.ms()).unwrap_or(i64::MAX)
        });
        past
    }

    /// The timed lines, by their place among all lines.
    pub fn timed(&self) -> impl Iterator<Item = (usize, &At, &Step)> {
        let lines = self.lines.iter().enumerate();
        lines.filter_map(|(index, line)| match &line.statement {
            Some(Statement::Timed { at, step }) => Some((index, at, step)),
            _ => None,
        })
    }

    /// The text that [`Transcript::parse`] reads back.
    pub fn to_text(&self) -> String {
        self.to_string()
    }
}

fn limits() -> String {
    format!("at most {STATEMENTS_MAX} lines, and {APPS_MAX} applications")
}

fn creates_app(line: &Line) -> bool {
    match &line.statement {
        Some(
            Statement::Given(action)
            | Statement::Past { action, .. }
            | Statement::Timed {
                step: Step::Do(action),
                ..
            },
        ) => action.call().verb.path == "app create",
        _ => false,
    }
}

/// What may stand but once, by name.
fn once(line: &Line) -> Option<&str> {
    match line.statement.as_ref()? {
        Statement::Seed(_) => Some("seed"),
        Statement::History(_) => Some("given history"),
        Statement::Date(_) => Some("given date"),
        Statement::Goal(goal) => Some(goal.call().verb.path),
        Statement::Timed {
            step: Step::End, ..
        } => Some("end"),
        Statement::Given(_)
        | Statement::Past { .. }
        | Statement::Timed {
            step: Step::Do(_), ..
        } => None,
    }
}

/// An error about the first of `lines`.
fn whole_line(lines: &[&str], message: String, expected: String) -> LineError {
    let place = Place {
        line: 0,
        column: 0,
        length: 1,
    };
    let error = LineError::at(lines, place, message);
    LineError {
        expected: Some(expected),
        ..error
    }
}

/// Reads one line that somebody typed: a command without a time, which is to be carried out at once.
pub fn parse_step(text: &str) -> Result<Step, Vec<LineError>> {
    parse_step_with(CATALOGUE, text)
}

/// As [`parse_step`], with these services and no others.
pub fn parse_step_with(catalogue: Catalogue, text: &str) -> Result<Step, Vec<LineError>> {
    let text = text.trim_end_matches(['\n', '\r']);
    if text.len() > BYTES_MAX {
        let message = "the line is too long".to_owned();
        return Err(vec![whole_line(
            &[""],
            message,
            format!("at most {BYTES_MAX} bytes"),
        )]);
    }
    let lines: Vec<&str> = text.lines().collect();
    let source = Source {
        lines: &lines,
        catalogue,
    };
    let words = words_at(source, 0).map_err(|error| vec![error.0])?;
    if words.lines < lines.len() {
        let place = Place {
            line: words.lines,
            column: 0,
            length: 1,
        };
        return Err(vec![source.error(place, "one command at a time")]);
    }
    let Some(first) = words.words.first() else {
        let message = "nothing to do".to_owned();
        return Err(vec![whole_line(&lines, message, "a command".to_owned())]);
    };
    if first
        .text
        .starts_with(|c: char| c.is_ascii_digit() || c == '+')
    {
        let mut error = source.error(
            first.place,
            "what is typed here happens at once: leave out the time",
        );
        error.suggestion = words.words.get(1).map(|word: &Word| word.text.clone());
        return Err(vec![error]);
    }
    step(source, first, &words.words)
}

impl fmt::Display for Transcript {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for line in &self.lines {
            writeln!(f, "{line}")?;
        }
        Ok(())
    }
}
