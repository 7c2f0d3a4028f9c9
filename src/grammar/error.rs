//! What is wrong with a line, and where: printed with a caret under the place.

use crate::cloud::CommandError;
use crate::cloud::clipped;
use crate::grammar::word::Place;
use std::fmt;

/// A line that cannot be understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineError {
    /// The line in the file, from 1; 1 for a line that was typed.
    pub line: u32,
    /// The first offending character, from 1.
    pub column: u32,
    /// How many characters are wrong, at least 1.
    pub length: u32,
    /// The line as it was written.
    pub source: String,
    /// What is wrong.
    pub message: String,
    /// What was expected, where that helps.
    pub expected: Option<String>,
    /// What was probably meant.
    pub suggestion: Option<String>,
}

/// Why a line would not be carried out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It cannot be understood.
    Usage(LineError),
    /// It was understood, and AWS or the lab refuses it.
    Refused(CommandError),
}

/// Errors keep no more of a line than this.
const LONGEST_SHOWN: usize = 2000;

impl LineError {
    /// An error about a place in these lines.
    pub fn at(lines: &[&str], place: Place, message: String) -> LineError {
        let number = |index: usize| u32::try_from(index).unwrap_or(u32::MAX);
        let text = lines.get(place.line).copied().unwrap_or_default();
        LineError {
            line: number(place.line + 1),
            column: number(place.column + 1),
            length: number(place.length.max(1)),
            source: text.chars().take(LONGEST_SHOWN).collect(),
            message: clipped(message),
            expected: None,
            suggestion: None,
        }
    }

    /// What is wrong and what was expected, without the place: for where the line itself is in view.
    pub fn advice(&self) -> String {
        let mut text = self.message.clone();
        if let Some(hint) = self.hint() {
            text.push_str("; ");
            text.push_str(&hint);
        }
        text
    }

    /// What was expected or probably meant.
    pub fn hint(&self) -> Option<String> {
        let meant = self
            .suggestion
            .as_ref()
            .map(|word| format!("did you mean {word}?"));
        match (&self.expected, meant) {
            (Some(expected), Some(meant)) => Some(format!("expected {expected} — {meant}")),
            (Some(expected), None) => Some(format!("expected {expected}")),
            (None, meant) => meant,
        }
    }
}

/// How many characters of a long line are shown, and how many of them before the place.
const SHOWN: usize = 100;
const SHOWN_BEFORE: usize = 60;

impl fmt::Display for LineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "line {}, column {}: {}",
            self.line, self.column, self.message
        )?;
        let place = (self.column as usize).saturating_sub(1);
        let first = if self.source.chars().nth(SHOWN).is_some() {
            place.saturating_sub(SHOWN_BEFORE)
        } else {
            0
        };
        let shown: String = self
            .source
            .chars()
            .skip(first)
            .take(SHOWN)
            .map(|c| if c.is_control() { ' ' } else { c })
            .collect();
        writeln!(f, "  {shown}")?;
        let before = place - first;
        let carets = (self.length as usize).clamp(1, SHOWN.saturating_sub(before).max(1));
        write!(f, "  {}{}", " ".repeat(before), "^".repeat(carets))?;
        match self.hint() {
            Some(hint) => write!(f, "\n{hint}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for LineError {}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::Usage(error) => f.write_str(&error.advice()),
            Refusal::Refused(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for Refusal {}
