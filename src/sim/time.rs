//! Simulated time in whole milliseconds, and how people write durations.

use std::fmt;
use std::ops::{Add, AddAssign, Sub};

/// A moment in simulated time: whole milliseconds since the scenario's start. The quiet history before it is negative.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SimTime(i64);

/// A span of simulated time in whole milliseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SimDuration(u64);

impl SimTime {
    /// The start of the scenario; what date it is, the [`Calendar`](crate::sim::Calendar) tells.
    pub const START: SimTime = SimTime(0);
    /// Later than every moment that can be reached.
    pub const NEVER: SimTime = SimTime(i64::MAX);

    pub const fn from_ms(ms: i64) -> SimTime {
        SimTime(ms)
    }

    pub const fn ms(self) -> i64 {
        self.0
    }

    /// The last whole second before it.
    pub const fn last_second_before(self) -> SimTime {
        SimTime((self.0 - 1).div_euclid(1000) * 1000)
    }

    /// The span since an earlier moment; zero when `earlier` is not earlier.
    pub fn since(self, earlier: SimTime) -> SimDuration {
        SimDuration(self.0.saturating_sub(earlier.0).max(0).unsigned_abs())
    }

    /// The first moment at or after this one that is a whole second.
    pub fn ceil_second(self) -> SimTime {
        SimTime(
            self.0
                .saturating_add(999)
                .div_euclid(1000)
                .saturating_mul(1000),
        )
    }
}

impl SimDuration {
    pub const ZERO: SimDuration = SimDuration(0);
    /// The longest span that a person may write: a hundred years.
    pub const LONGEST: SimDuration = SimDuration::from_secs(100 * 365 * 24 * 3600);

    pub const fn from_ms(ms: u64) -> SimDuration {
        SimDuration(ms)
    }

    pub const fn from_secs(secs: u64) -> SimDuration {
        SimDuration(secs.saturating_mul(1000))
    }

    pub const fn from_mins(mins: u64) -> SimDuration {
        SimDuration::from_secs(mins.saturating_mul(60))
    }

    pub const fn from_hours(hours: u64) -> SimDuration {
        SimDuration::from_mins(hours.saturating_mul(60))
    }

    pub const fn from_days(days: u64) -> SimDuration {
        SimDuration::from_hours(days.saturating_mul(24))
    }

    pub const fn ms(self) -> u64 {
        self.0
    }

    pub fn is_zero(self) -> bool {
        self.0 == 0
    }
}

impl Add<SimDuration> for SimTime {
    type Output = SimTime;
    fn add(self, span: SimDuration) -> SimTime {
        SimTime(self.0.saturating_add_unsigned(span.0))
    }
}

impl AddAssign<SimDuration> for SimTime {
    fn add_assign(&mut self, span: SimDuration) {
        *self = *self + span;
    }
}

impl Sub<SimDuration> for SimTime {
    type Output = SimTime;
    fn sub(self, span: SimDuration) -> SimTime {
        SimTime(self.0.saturating_sub_unsigned(span.0))
    }
}

impl Add for SimDuration {
    type Output = SimDuration;
    fn add(self, other: SimDuration) -> SimDuration {
        SimDuration(self.0.saturating_add(other.0))
    }
}

impl Sub for SimDuration {
    type Output = SimDuration;
    /// Saturates at zero.
    fn sub(self, other: SimDuration) -> SimDuration {
        SimDuration(self.0.saturating_sub(other.0))
    }
}

/// The way a duration is written in a transcript, losslessly: `90s`, `1h30m`, `3d`, `250ms`.
impl fmt::Display for SimDuration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 == 0 {
            return f.write_str("0s");
        }
        let mut rest = self.0;
        for (unit, ms) in UNITS {
            let count = rest / ms;
            if count > 0 {
                write!(f, "{count}{unit}")?;
                rest -= count * ms;
            }
        }
        Ok(())
    }
}

/// The way a moment is written in a transcript: the duration since the start, with a minus sign within the history.
impl fmt::Display for SimTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 < 0 {
            f.write_str("-")?;
        }
        SimDuration(self.0.unsigned_abs()).fmt(f)
    }
}

const UNITS: [(&str, u64); 5] = [
    ("d", 86_400_000),
    ("h", 3_600_000),
    ("m", 60_000),
    ("s", 1000),
    ("ms", 1),
];

/// Why a text is not a duration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DurationError {
    /// It does not read as numbers with units, largest unit first.
    Malformed,
    /// It is longer than [`SimDuration::LONGEST`].
    TooLong,
}

/// Reads `90s`, `45m`, `2h`, `3d`, `1h30m`, `250ms`, `0.5s`: each unit once, larger units first, decimals only in the last.
pub fn parse_duration(text: &str) -> Result<SimDuration, DurationError> {
    let mut rest = text;
    let mut total: u64 = 0;
    let mut next_unit = 0;
    while !rest.is_empty() {
        let digits = rest
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(rest.len());
        let (whole, after) = rest.split_at(digits);
        let (fraction, after) = match after.strip_prefix('.') {
            Some(tail) => tail.split_at(
                tail.find(|c: char| !c.is_ascii_digit())
                    .unwrap_or(tail.len()),
            ),
            None => ("", after),
        };
        let letters = after
            .find(|c: char| !c.is_ascii_alphabetic())
            .unwrap_or(after.len());
        let (unit, tail) = after.split_at(letters);
        let place = UNITS
            .iter()
            .position(|(name, _)| *name == unit)
            .ok_or(DurationError::Malformed)?;
        if whole.is_empty()
            || place < next_unit
            || (after.len() != rest.len() - whole.len() && fraction.is_empty())
        {
            return Err(DurationError::Malformed);
        }
        if whole.len() > 15 || fraction.len() > 3 {
            return Err(if whole.len() > 15 {
                DurationError::TooLong
            } else {
                DurationError::Malformed
            });
        }
        let thousandths = thousandths(whole, fraction).ok_or(DurationError::Malformed)?;
        let scaled = u128::from(thousandths) * u128::from(UNITS[place].1);
        if !scaled.is_multiple_of(1000) {
            return Err(DurationError::Malformed);
        }
        total = u64::try_from(scaled / 1000)
            .ok()
            .and_then(|ms| total.checked_add(ms))
            .ok_or(DurationError::TooLong)?;
        if !fraction.is_empty() && !tail.is_empty() {
            return Err(DurationError::Malformed);
        }
        next_unit = place + 1;
        rest = tail;
    }
    match total {
        _ if text.is_empty() => Err(DurationError::Malformed),
        ms if ms > SimDuration::LONGEST.0 => Err(DurationError::TooLong),
        ms => Ok(SimDuration(ms)),
    }
}

fn thousandths(whole: &str, fraction: &str) -> Option<u64> {
    format!("{whole}{fraction:0<3}").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_as_people_write_them() {
        for (text, ms) in [
            ("90s", 90_000),
            ("1h30m", 5_400_000),
            ("3d", 259_200_000),
            ("250ms", 250),
            ("0.5s", 500),
            ("1.25h", 4_500_000),
        ] {
            assert_eq!(parse_duration(text), Ok(SimDuration(ms)), "{text}");
        }
        for text in [
            "", "s", "5", "5 s", "30m1h", "1m1m", "1.s", ".5s", "1.5h3m", "5x", "-5s", "0.0001s",
        ] {
            assert_eq!(
                parse_duration(text),
                Err(DurationError::Malformed),
                "{text}"
            );
        }
        for text in [
            "99999999999999999999d",
            "999999999d",
            "101d999999999999999h",
        ] {
            assert_eq!(parse_duration(text), Err(DurationError::TooLong), "{text}");
        }
    }

    #[test]
    fn printing_a_duration_loses_nothing() {
        for ms in [0, 1, 999, 1000, 61_001, 86_400_000, 90_061_001] {
            let span = SimDuration(ms);
            assert_eq!(parse_duration(&span.to_string()), Ok(span));
        }
    }
}
