//! Reads typed values out of a matched call; what cannot be read is reported with its place.

use crate::cloud::{DbName, Rate, RegionId};
use crate::grammar::error::LineError;
use crate::grammar::source::Source;
use crate::grammar::suggest::nearest;
use crate::grammar::verb::{Found, Matched, Value};
use crate::grammar::word::Word;
use crate::sim::{Date, DurationError, SimDuration, parse_duration};

/// A matched call, and what is wrong with its values.
#[derive(Debug)]
pub struct Reader<'w> {
    pub source: Source<'w>,
    pub matched: Matched<'w>,
    pub errors: Vec<LineError>,
}

impl<'w> Reader<'w> {
    /// The `index`-th word behind the verb.
    pub fn target(&self, index: usize) -> Option<&'w Word> {
        self.matched.targets.get(index).copied()
    }

    pub fn target_text(&self, index: usize) -> Option<String> {
        self.target(index).map(|word| word.text.clone())
    }

    /// Whether an option was given at all.
    pub fn found(&self, name: &str) -> Option<&Found<'w>> {
        // As in the AWS CLI, the last of several counts.
        let mut found = self.matched.options.iter().rev();
        found.find(|found| found.name == name)
    }

    fn value(&self, name: &str) -> Option<Value<'w>> {
        self.found(name)?.values.last().copied()
    }

    pub fn text(&self, name: &str) -> Option<String> {
        Some(self.value(name)?.text.to_owned())
    }

    pub fn list(&self, name: &str) -> Vec<String> {
        let values = self.found(name).map(|found| found.values.as_slice());
        let values = values.unwrap_or_default().iter();
        values.map(|value| value.text.to_owned()).collect()
    }

    /// What a flag says, if it was given.
    pub fn yes_or_no(&self, name: &str) -> Option<bool> {
        self.found(name).map(|found| found.yes)
    }

    pub fn is_set(&self, name: &str) -> bool {
        self.yes_or_no(name) == Some(true)
    }

    /// A whole number.
    pub fn number<T: TryFrom<u64>>(&mut self, name: &str) -> Option<T> {
        let largest = if size_of::<T>() >= 8 {
            u64::MAX
        } else {
            (1 << (8 * size_of::<T>())) - 1
        };
        T::try_from(self.number_up_to(name, largest)?).ok()
    }

    /// A whole number that is no larger than this.
    pub fn number_up_to(&mut self, name: &str, largest: u64) -> Option<u64> {
        let value = self.value(name)?;
        let number = value.text.parse::<u64>().ok();
        let number = number.filter(|_| value.text.bytes().all(|byte| byte.is_ascii_digit()));
        let read = number.filter(|number| *number <= largest);
        if read.is_none() {
            self.wrong(
                value,
                "a number",
                &format!("a whole number from 0 to {largest}"),
            );
        }
        read
    }

    /// A moment in ISO 8601, or in seconds since 1970.
    pub fn moment(&mut self, name: &str) -> Option<Date> {
        let value = self.value(name)?;
        let read = Date::parse(value.text);
        if read.is_none() {
            self.wrong(value, "a time", DATES);
        }
        read
    }

    pub fn duration(&mut self, name: &str) -> Option<SimDuration> {
        let value = self.value(name)?;
        self.read_duration(value)
    }

    pub fn read_duration(&mut self, value: Value) -> Option<SimDuration> {
        match parse_duration(value.text) {
            Ok(span) => Some(span),
            Err(DurationError::Malformed) => {
                self.wrong(value, "a duration", DURATIONS);
                None
            }
            Err(DurationError::TooLong) => {
                self.wrong(
                    value,
                    "a duration that the lab can count",
                    "at most a hundred years",
                );
                None
            }
        }
    }

    pub fn rate(&mut self, name: &str) -> Option<Rate> {
        let value = self.value(name)?;
        let read = Rate::parse(value.text);
        if read.is_none() {
            let expected = format!(
                "a rate such as 50/s, 0.5/s or 30/m, at most {}",
                Rate::HIGHEST
            );
            self.wrong(value, "a rate", &expected);
        }
        read
    }

    /// A database's name, with its Region if it has one.
    pub fn database(&mut self, name: &str) -> Option<DbName> {
        let value = self.value(name)?;
        self.read_database(value)
    }

    pub fn target_database(&mut self, index: usize) -> Option<DbName> {
        let word = self.target(index)?;
        self.read_database(Value {
            word,
            text: &word.text,
        })
    }

    fn read_database(&mut self, value: Value) -> Option<DbName> {
        let Some((region, name)) = value.text.split_once('/') else {
            return Some(DbName {
                region: None,
                name: value.text.to_owned(),
            });
        };
        let region = self.read_region(value, region)?;
        Some(DbName::within(region, name))
    }

    /// The Region that an `aws` line is sent to.
    pub fn region(&mut self) -> Option<RegionId> {
        match self.value("--region") {
            Some(value) => self.read_region(value, value.text),
            None => Some(RegionId::DEFAULT),
        }
    }

    fn read_region(&mut self, value: Value, name: &str) -> Option<RegionId> {
        let region = RegionId::parse(name);
        if region.is_none() {
            let message = format!("AWS has no commercial Region \"{name}\"");
            let mut error = self.source.error(value.word.place, message);
            error.expected = Some("a Region such as us-east-1, us-west-2 or eu-west-1".to_owned());
            let known = RegionId::all().map(RegionId::name);
            error.suggestion = nearest(name, known).map(str::to_owned);
            self.errors.push(error);
        }
        region
    }

    /// Reports a value that is not what it should be.
    pub fn wrong(&mut self, value: Value, what: &str, expected: &str) {
        let message = format!("\"{}\" is not {what}", value.text);
        let mut error = self.source.error(value.word.place, message);
        error.expected = Some(expected.to_owned());
        self.errors.push(error);
    }

    /// Reports whatever else is wrong with a word.
    pub fn refuse(&mut self, word: &Word, message: String, expected: Option<String>) {
        let error = self.source.error(word.place, message);
        self.errors.push(LineError { expected, ..error });
    }
}

/// What a moment of the calendar looks like.
pub const DATES: &str =
    "a time such as 2026-01-12T12:30:00Z, 2026-01-12T14:30:00+02:00 or 1768221000";
/// What a duration looks like.
pub const DURATIONS: &str = "a duration such as 90s, 45m, 2h, 3d or 1h30m";
