//! What is wrong with a lesson: where, why, and what to do.

use crate::grammar::nearest;
use crate::language::LineError;
use crate::sim::sort_by_number;
use serde::{Deserialize, Serialize};
use std::fmt;

/// What was found at a place of a lesson.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    #[default]
    Mistake,
    /// It may be so only because of the mistake before it: once that is mended, it may be gone.
    Follows,
    /// It works, but hardly as it is meant.
    Warning,
}

/// A mistake in a lesson's file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mistake {
    pub kind: Kind,
    /// From 1.
    pub line: u32,
    /// The first offending character, from 1.
    pub column: u32,
    /// The part of the lesson: `step 2, hint 1`.
    pub place: String,
    /// The line as it was written.
    pub source: String,
    /// What is wrong.
    pub cause: String,
    /// What to do.
    pub cure: String,
}

/// How much of a long line is shown.
const SHOWN: usize = 100;

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = format!("line {}, column {}, {}", self.line, self.column, self.place);
        match self.kind {
            Kind::Mistake => writeln!(f, "{place}: {}", self.cause)?,
            Kind::Warning => writeln!(f, "{place}: warning: {}", self.cause)?,
            Kind::Follows => return write!(f, "  may follow: {place}: {}", self.cause),
        }
        let source: String = self.source.chars().take(SHOWN).collect();
        if !source.trim().is_empty() {
            writeln!(f, "  {source}")?;
        }
        write!(f, "  cure: {}", self.cure)
    }
}

impl std::error::Error for Mistake {}

/// The text of a lesson, whose places can be told as line and column.
#[derive(Clone, Copy, Debug)]
pub(super) struct Text<'a>(pub &'a str);

impl Text<'_> {
    /// A mistake at an offset in the text.
    pub fn mistake(
        self,
        at: usize,
        place: impl Into<String>,
        cause: impl Into<String>,
        cure: impl Into<String>,
    ) -> Mistake {
        let at = self.floor(at);
        let before = &self.0[..at];
        let start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Mistake {
            kind: Kind::Mistake,
            line: number(before.matches('\n').count() + 1),
            column: number(self.0[start..at].chars().count() + 1),
            place: place.into(),
            source: self.0[start..]
                .lines()
                .next()
                .unwrap_or_default()
                .to_owned(),
            cause: cause.into(),
            cure: cure.into(),
        }
    }

    /// Where a line, counted from 1, of a text of several lines begins; `start` is where the text begins.
    pub fn line_at(self, start: usize, line: u32) -> usize {
        let start = self.floor(start);
        let newlines = self.0[start..].match_indices('\n');
        let before = newlines.take(line.saturating_sub(1) as usize).last();
        before.map_or(start, |(newline, _)| start + newline + 1)
    }

    /// A mistake in a line of the language that stands in the lesson: `start` is where its text begins, and `shift` how many
    /// lines of the text that was parsed stand before it.
    pub fn in_language(
        self,
        start: usize,
        shift: u32,
        place: impl Into<String>,
        error: &LineError,
    ) -> Mistake {
        let at = self.line_at(start, error.line.saturating_sub(shift));
        // What was parsed may differ in its quoting from what stands here: a column beyond the line means its end.
        let rest = self.0[at..].lines().next().unwrap_or_default();
        let column = (error.column as usize).saturating_sub(1);
        let within: usize = rest.chars().take(column).map(char::len_utf8).sum();
        let cure = match (&error.suggestion, &error.expected) {
            (Some(meant), _) => format!("did you mean {meant}?"),
            (None, Some(expected)) => format!("expected {expected}"),
            (None, None) => {
                "`failover-lab run` explains each line of a transcript; see README.md".to_owned()
            }
        };
        self.mistake(at + within, place, error.message.clone(), cure)
    }

    fn floor(self, at: usize) -> usize {
        let mut at = at.min(self.0.len());
        while !self.0.is_char_boundary(at) {
            at -= 1;
        }
        at
    }
}

/// Each cause before what may follow from it, and the causes as they stand in the file. A name that is written wrong once is missing
/// wherever it is used: told once, the other places follow.
pub(super) fn causes_first(found: Vec<Mistake>) -> Vec<Mistake> {
    let place = |one: &Mistake| i64::from(one.line) << 32 | i64::from(one.column);
    let mut groups: Vec<Vec<Mistake>> = Vec::new();
    let mut last = None;
    for mut one in found {
        let same = |group: &Vec<Mistake>| group[0].cause == one.cause && is_of_a_name(&one.cause);
        let of = match one.kind {
            Kind::Follows => last,
            Kind::Mistake | Kind::Warning => groups.iter().position(same),
        };
        last = Some(of.unwrap_or(groups.len()));
        match of.and_then(|of| groups.get_mut(of)) {
            Some(group) => {
                one.kind = Kind::Follows;
                group.push(one);
            }
            None => {
                if one.kind == Kind::Follows {
                    one.kind = Kind::Mistake;
                }
                groups.push(vec![one]);
            }
        }
    }
    for group in &mut groups {
        sort_by_number(&mut group[1..], place);
    }
    sort_by_number(&mut groups, |group| place(&group[0]));
    groups.concat()
}

/// Whether something is not there that is called so.
fn is_of_a_name(cause: &str) -> bool {
    ["no line of the lesson names ", "the lesson has no "]
        .iter()
        .any(|words| cause.starts_with(words))
}

/// What somebody probably meant by a word that does not exist; else what can stand there.
pub(super) fn did_you_mean(written: &str, candidates: &[&str], otherwise: &str) -> String {
    match nearest(written, candidates.iter().copied()) {
        Some(meant) => format!("did you mean {meant}?"),
        None => otherwise.to_owned(),
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
