//! Amounts in a lesson's conditions, and bounds.

use crate::sim::{DurationError, SimDuration, parse_duration};
use serde::{Deserialize, Deserializer, Serialize};

/// A number, or a duration such as `90s`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[cfg_attr(not(target_arch = "wasm32"), schemars(untagged))]
pub enum Amount {
    Number(f64),
    Span(String),
}

/// In a lesson's file its form tells which it is; on the way from the reader to the page nothing but its place does.
impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Amount, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged, expecting = "a number, or a duration such as \"90s\"")]
        enum Written {
            Number(f64),
            Span(String),
        }
        #[derive(Deserialize)]
        enum Sent {
            Number(f64),
            Span(String),
        }
        Ok(if from.is_human_readable() {
            match Written::deserialize(from)? {
                Written::Number(number) => Amount::Number(number),
                Written::Span(text) => Amount::Span(text),
            }
        } else {
            match Sent::deserialize(from)? {
                Sent::Number(number) => Amount::Number(number),
                Sent::Span(text) => Amount::Span(text),
            }
        })
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Within {
    /// No less than this
    pub at_least: Option<f64>,
    /// No more than this
    pub at_most: Option<f64>,
}

impl Amount {
    /// As a number, durations in milliseconds; nothing if it is no duration.
    pub fn value(&self) -> Option<f64> {
        match self {
            Amount::Number(number) => Some(*number),
            Amount::Span(text) => span(text).ok().map(|span| span.ms() as f64),
        }
    }
}

impl Within {
    pub fn hold(&self, value: f64) -> bool {
        self.at_least.is_none_or(|least| value >= least)
            && self.at_most.is_none_or(|most| value <= most)
    }
}

/// Reads a duration of a lesson, whose smallest unit is the second.
pub fn span(text: &str) -> Result<SimDuration, DurationError> {
    match parse_duration(text)? {
        span if text.contains("ms") || span.ms() % 1000 != 0 => Err(DurationError::Malformed),
        span => Ok(span),
    }
}
