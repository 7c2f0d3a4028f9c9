//! The simulated calendar: what the moments of a run are called. Unless told otherwise, 0s is noon of 12 January 2026, UTC.
//!
//! It deliberately lacks time zones by name, leap seconds, weeks and days of the year by number.

use crate::sim::SimTime;
use std::fmt;

/// 2026-01-12T12:00:00Z in milliseconds since 1970.
const DEFAULT_START_MS: i64 = 1_768_219_200_000;
const DAY_SECS: i64 = 86_400;
const DAY_MS: i64 = 1000 * DAY_SECS;
const WEEK_MS: i64 = 7 * DAY_MS;

/// A moment of the calendar, whatever a run calls it: milliseconds since 1970 in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date(i64);

/// Which date 0s is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Calendar {
    start: Date,
}

impl Default for Calendar {
    fn default() -> Calendar {
        Calendar {
            start: Date(DEFAULT_START_MS),
        }
    }
}

impl Calendar {
    /// The calendar of a run whose 0s is `start`: a whole second of the years 1900 to 2999.
    pub fn starting_at(start: Date) -> Option<Calendar> {
        let is_year = (1900..3000).contains(&date_of(start.0.div_euclid(DAY_MS)).0);
        (is_year && start.is_whole_second()).then_some(Calendar { start })
    }

    pub fn date(self, time: SimTime) -> Date {
        Date(self.start.0.saturating_add(time.ms()))
    }

    pub fn time(self, date: Date) -> SimTime {
        SimTime::from_ms(date.0.saturating_sub(self.start.0))
    }

    /// A moment as AWS prints it: `2026-01-12T12:01:00Z`, with milliseconds where there are any.
    pub fn iso8601(self, time: SimTime) -> String {
        self.date(time).to_string()
    }

    /// The number of a moment's day in UTC; that of 0s has number 0.
    pub fn day(self, time: SimTime) -> i64 {
        time.ms()
            .saturating_sub(self.day_begins(0).ms())
            .div_euclid(DAY_MS)
    }

    /// Midnight in UTC before day number `day`.
    pub fn day_begins(self, day: i64) -> SimTime {
        let since_midnight = self.start.0.rem_euclid(DAY_MS);
        SimTime::from_ms(day.saturating_mul(DAY_MS).saturating_sub(since_midnight))
    }

    /// The first moment from `now` on that lies `minute` minutes after a midnight from Sunday to Monday.
    pub fn next_in_week(self, minute: u32, now: SimTime) -> SimTime {
        // 1 January 1970 was a Thursday: three days of its week were gone.
        let of_week = (self.date(now).0.saturating_add(3 * DAY_MS)).rem_euclid(WEEK_MS);
        let wait = (i64::from(minute) * 60_000 - of_week).rem_euclid(WEEK_MS);
        SimTime::from_ms(now.ms().saturating_add(wait))
    }
}

impl Date {
    /// Reads a time as the AWS CLI does: in ISO 8601 with any offset (`2026-01-12`, `2026-01-12T12:01Z`,
    /// `2026-01-12T14:01:00.250+02:00`, `20260112T120100Z`), or in seconds since 1970 (`1768219200`, `1768219200.25`).
    ///
    /// A time without an offset is local time; the lab's shell keeps UTC. What is finer than a millisecond is cut off.
    /// Source: botocore, `utils.parse_timestamp` and `parse_to_aware_datetime`.
    pub fn parse(text: &str) -> Option<Date> {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
        if (1..=12).contains(&whole.len()) && all_digits(whole) {
            let ms = whole.parse::<i64>().ok()? * 1000 + thousandths(fraction)?;
            return Some(Date(ms)).filter(|date| date.is_printable());
        }
        let (date, clock) = match text.split_once(['T', 't', ' ']) {
            Some((date, clock)) => (date, Some(clock)),
            None => (text, None),
        };
        let midnight = parse_date(date)? * DAY_MS;
        let since = clock.map_or(Some(0), parse_clock)?;
        Some(Date(midnight + since)).filter(|date| date.is_printable())
    }

    pub fn is_whole_second(self) -> bool {
        self.0.rem_euclid(1000) == 0
    }

    /// Whether its year has four digits, so that what is printed reads as it was.
    fn is_printable(self) -> bool {
        (1..10_000).contains(&date_of(self.0.div_euclid(DAY_MS)).0)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (secs, ms) = (self.0.div_euclid(1000), self.0.rem_euclid(1000));
        let (year, month, day) = date_of(secs.div_euclid(DAY_SECS));
        let second = secs.rem_euclid(DAY_SECS);
        let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
        write!(
            f,
            "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}"
        )?;
        match ms {
            0 => f.write_str("Z"),
            ms => write!(f, ".{ms:03}Z"),
        }
    }
}

/// Days since 1970: `2026-01-12` or `20260112`.
fn parse_date(text: &str) -> Option<i64> {
    let (year, month, day) = match text.len() {
        8 => (text.get(..4)?, text.get(4..6)?, text.get(6..)?),
        _ => {
            let (year, rest) = text.split_once('-')?;
            let (month, day) = rest.split_once('-')?;
            (year, month, day)
        }
    };
    let (year, month, day) = (number(year, 4)?, number(month, 2)?, number(day, 2)?);
    let days = days_since_1970(year, month, day);
    // 30 February is a day of March, and month 13 one of the next year, so it does not come back as it was.
    (date_of(days) == (year, month, day)).then_some(days)
}

/// Milliseconds from midnight in UTC: a time of day, less its offset.
fn parse_clock(text: &str) -> Option<i64> {
    let (text, offset) = match text.find(['Z', 'z', '+', '-']) {
        Some(place) => (
            text.get(..place)?.trim_end(),
            parse_offset(text.get(place..)?)?,
        ),
        None => (text, 0),
    };
    let (text, fraction) = text.split_once(['.', ',']).unwrap_or((text, "0"));
    let (hour, minute, second) = hours(text)?;
    (hour <= 23 && second <= 59)
        .then(|| ((hour * 60 + minute - offset) * 60 + second) * 1000)
        .zip(thousandths(fraction))
        .map(|(whole, part)| whole + part)
}

/// Minutes ahead of UTC: `Z`, `+02`, `+0200`, `-03:30`.
fn parse_offset(text: &str) -> Option<i64> {
    if text.eq_ignore_ascii_case("z") {
        return Some(0);
    }
    let (hour, minute, second) = hours(text.get(1..)?)?;
    let ahead = if text.starts_with('-') { -1 } else { 1 };
    (hour <= 23 && second == 0).then_some(ahead * (hour * 60 + minute))
}

/// `12`, `12:01`, `1201`, `12:01:00`, `120100`.
fn hours(text: &str) -> Option<(i64, i64, i64)> {
    let width = if text.contains(':') { 3 } else { 2 };
    let part = |place: usize| match text.get(place * width..) {
        None | Some("") => Some(0),
        Some(rest) => number(rest.get(..2)?, 2),
    };
    let separated = (0..text.len()).all(|at| (at % width == 2) == (text.as_bytes()[at] == b':'));
    let (hour, minute, second) = (part(0)?, part(1)?, part(2)?);
    let whole = text.len() >= 2 && text.len() <= 3 * width - (width - 2) && separated;
    (whole && !text.ends_with(':') && minute <= 59).then_some((hour, minute, second))
}

/// The digits behind a point, as milliseconds.
fn thousandths(digits: &str) -> Option<i64> {
    let sound = (1..=9).contains(&digits.len()) && all_digits(digits);
    sound.then(|| format!("{digits:0<3}").get(..3)?.parse().ok())?
}

fn number(text: &str, digits: usize) -> Option<i64> {
    (text.len() == digits && all_digits(text)).then(|| text.parse().ok())?
}

fn all_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}
/// Days since 1970-01-01 of a date of the Gregorian calendar, by counting years that begin in March.
/// Source: https://howardhinnant.github.io/date_algorithms.html
fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// The year, month and day that lie this many days after 1970-01-01.
fn date_of(days: i64) -> (i64, i64, i64) {
    let days = days.saturating_add(719_468);
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = (shifted + 2) % 12 + 1;
    let year = era * 400 + year_of_era + i64::from(month <= 2);
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn calendar(start: &str) -> Calendar {
        Calendar::starting_at(Date::parse(start).expect("it is a date")).expect("it is a start")
    }

    #[test]
    fn the_start_is_noon_of_12_january_2026_unless_told_otherwise() {
        let iso8601 = |ms: i64| Calendar::default().iso8601(SimTime::from_ms(ms));
        assert_eq!(iso8601(0), "2026-01-12T12:00:00Z");
        assert_eq!(iso8601(-DAY_MS * 13), "2025-12-30T12:00:00Z");
        assert_eq!(iso8601(60_250), "2026-01-12T12:01:00.250Z");
        assert_eq!(iso8601(DAY_MS * 48), "2026-03-01T12:00:00Z");
        let friday = calendar("2026-03-06T17:00:00Z");
        assert_eq!(friday.iso8601(SimTime::START), "2026-03-06T17:00:00Z");
        assert_eq!(
            friday.iso8601(SimTime::from_ms(-DAY_MS * 7)),
            "2026-02-27T17:00:00Z"
        );
        for start in [
            "1899-12-31T23:59:59Z",
            "3000-01-01",
            "2026-01-12T12:00:00.5Z",
        ] {
            let start = Date::parse(start).expect("it is a date");
            assert_eq!(Calendar::starting_at(start), None);
        }
    }

    #[test]
    fn every_day_from_1917_to_2997_comes_back() {
        let calendar = Calendar::default();
        for days in -40_000..355_000 {
            let time = SimTime::from_ms(days * DAY_MS + 1);
            let date = Date::parse(&calendar.iso8601(time));
            assert_eq!(date.map(|date| calendar.time(date)), Some(time));
        }
        assert!(!calendar.iso8601(SimTime::NEVER).is_empty());
        assert!(!calendar.iso8601(SimTime::from_ms(i64::MIN)).is_empty());
    }

    #[test]
    fn times_read_as_people_write_them() {
        let calendar = Calendar::default();
        for (text, ms) in [
            ("2026-01-12T12:00:00Z", 0),
            ("2026-01-12T12:00:59", 59_000),
            ("2026-01-12 12:01Z", 60_000),
            ("2026-01-12T12:00:00.5+00:00", 500),
            ("2026-01-13", 43_200_000),
            ("2028-02-29T12:00:00Z", 778 * DAY_MS),
            ("2026-01-12T14:00:00+02:00", 0),
            ("2026-01-12T08:30:00-0330", 0),
            ("2026-01-13T02:00+14", 0),
            ("2026-01-12 12:00:00 +0000", 0),
            ("20260112T120001Z", 1000),
            ("2026-01-12T12", 0),
            ("2026-01-12T12:00:00,25z", 250),
            ("1768219200", 0),
            ("1768219260.25", 60_250),
            ("0", -DEFAULT_START_MS),
        ] {
            let time = Date::parse(text).map(|date| calendar.time(date));
            assert_eq!(time, Some(SimTime::from_ms(ms)), "{text}");
        }
    }

    #[test]
    fn what_is_no_time_is_not_read() {
        for text in [
            "",
            "now",
            "2026-02-30",
            "2026-13-01",
            "2026-00-10",
            "26-01-12",
            "0000-01-01",
            "2026-01-12T24:00:00Z",
            "2026-01-12T12:60:00Z",
            "2026-01-12T12:00:00+24:00",
            "2026-01-12T12:00:00+02:00:30",
            "2026-01-12T12:00:00+",
            "2026-01-12T12:00:00+2",
            "2026-01-12T12:00:00.Z",
            "2026-01-12T12:00:",
            "2026-01-12T1:00",
            "2026-01-12T",
            "2026-01-12TZ",
            "2026-01-12T12:00:00:00Z",
            "2026-01-12T12:0000Z",
            "+026-01-12",
            "2026-01-12Té:00Z",
            "99999999999999",
            "999999999999",
            "1768219200.",
            "1768219200.-5",
        ] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
    }

    proptest! {
        /// Whatever 0s is called, what is printed reads as it was, and days and weeks begin at its midnights.
        #[test]
        fn any_calendar_reads_what_it_prints(
            start in -2_208_988_800_i64..32_503_680_000,
            ms in -3_000_000_000_000_i64..3_000_000_000_000,
            offset in -1439_i64..=1439,
            minute in 0_u32..10_080,
        ) {
            let calendar = Calendar::starting_at(Date(start * 1000)).expect("a whole second of those years");
            let time = SimTime::from_ms(ms);
            let printed = calendar.iso8601(time);
            prop_assert_eq!(Date::parse(&printed).map(|date| calendar.time(date)), Some(time));
            // The same moment as a clock shows it that is so many minutes ahead.
            let there = calendar.iso8601(SimTime::from_ms(ms + offset * 60_000));
            let sign = if offset < 0 { '-' } else { '+' };
            let offset = offset.abs();
            let there = there.replace('Z', &format!("{sign}{:02}:{:02}", offset / 60, offset % 60));
            prop_assert_eq!(Date::parse(&there).map(|date| calendar.time(date)), Some(time));

            let midnight = calendar.day_begins(calendar.day(time));
            prop_assert!(midnight <= time && time < calendar.day_begins(calendar.day(time) + 1));
            prop_assert!(calendar.iso8601(midnight).ends_with("T00:00:00Z"));
            prop_assert_eq!(calendar.day(SimTime::START), 0);

            let opens = calendar.next_in_week(minute, time);
            prop_assert!(opens >= time && opens.ms() - time.ms() < WEEK_MS);
            let midnight = calendar.day_begins(calendar.day(opens));
            prop_assert_eq!(opens.ms() - midnight.ms(), i64::from(minute % 1440) * 60_000);
            // Zeller's congruence counts from Saturday.
            let date = calendar.iso8601(opens);
            let number = |from: usize, to: usize| date[from..to].parse::<i64>().expect("digits");
            let (mut year, mut month, day) = (number(0, 4), number(5, 7), number(8, 10));
            if month < 3 {
                (year, month) = (year - 1, month + 12);
            }
            let from_saturday = (day + 13 * (month + 1) / 5 + year + year / 4 - year / 100 + year / 400).rem_euclid(7);
            prop_assert_eq!((from_saturday + 5) % 7, i64::from(minute / 1440));
        }
    }
}
