//! The simulated calendar: 0s is noon of 12 January 2026, UTC.
//!
//! It deliberately lacks time zones other than UTC and offsets, leap seconds, and years outside 1900–2999.

use crate::sim::SimTime;

/// 2026-01-12T12:00:00Z in seconds since 1970.
const START_UNIX_SECS: i64 = 1_768_219_200;
const DAY_SECS: i64 = 86_400;

/// A moment as AWS prints it: `2026-01-12T12:01:00Z`, with milliseconds where there are any.
pub fn iso8601(time: SimTime) -> String {
    let secs = START_UNIX_SECS.saturating_add(time.ms().div_euclid(1000));
    let ms = time.ms().rem_euclid(1000);
    let (year, month, day) = date_of(secs.div_euclid(DAY_SECS));
    let second = secs.rem_euclid(DAY_SECS);
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    let fraction = match ms {
        0 => String::new(),
        ms => format!(".{ms:03}"),
    };
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{fraction}Z")
}

/// Reads `2026-01-12`, `2026-01-12T12:01Z`, `2026-01-12T12:01:00Z`, `2026-01-12T12:01:00.250+00:00`.
///
/// As the AWS CLI does, a time without a zone is taken for UTC. Offsets other than zero are not read.
pub fn parse_iso8601(text: &str) -> Option<SimTime> {
    let (date, clock) = match text.split_once(['T', 't', ' ']) {
        Some((date, clock)) => (date, Some(clock)),
        None => (text, None),
    };
    let days = parse_date(date)?;
    let of_day_ms = match clock {
        Some(clock) => parse_clock(clock)?,
        None => 0,
    };
    Some(SimTime::from_ms(
        (days * DAY_SECS - START_UNIX_SECS) * 1000 + of_day_ms,
    ))
}

fn parse_date(text: &str) -> Option<i64> {
    let mut parts = text.split('-');
    let (year, month, day) = (
        number(parts.next()?, 4)?,
        number(parts.next()?, 2)?,
        number(parts.next()?, 2)?,
    );
    let exists = parts.next().is_none()
        && (1900..3000).contains(&year)
        && (1..=12).contains(&month)
        && (1..=31).contains(&day);
    let days = days_since_1970(year, month, day);
    // 30 February is a day of March, so it does not come back as it was.
    (exists && date_of(days) == (year, month, day)).then_some(days)
}

/// Milliseconds since midnight.
fn parse_clock(text: &str) -> Option<i64> {
    let text = ["Z", "z", "+00:00", "-00:00", "+0000"]
        .iter()
        .find_map(|zone| text.strip_suffix(zone))
        .unwrap_or(text);
    let (text, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let mut parts = text.split(':');
    let (hour, minute) = (number(parts.next()?, 2)?, number(parts.next()?, 2)?);
    let second = match parts.next() {
        Some(second) => number(second, 2)?,
        None => 0,
    };
    if parts.next().is_some() || hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    if fraction.is_empty() || fraction.len() > 9 || !all_digits(fraction) {
        return None;
    }
    let ms: i64 = format!("{fraction:0<3}").get(..3)?.parse().ok()?;
    Some(((hour * 60 + minute) * 60 + second) * 1000 + ms)
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

    #[test]
    fn the_start_is_noon_of_12_january_2026() {
        assert_eq!(iso8601(SimTime::START), "2026-01-12T12:00:00Z");
        assert_eq!(
            iso8601(SimTime::from_ms(-86_400_000 * 13)),
            "2025-12-30T12:00:00Z"
        );
        assert_eq!(
            iso8601(SimTime::from_ms(60_250)),
            "2026-01-12T12:01:00.250Z"
        );
        assert_eq!(
            iso8601(SimTime::from_ms(86_400_000 * 48)),
            "2026-03-01T12:00:00Z"
        );
    }

    #[test]
    fn every_day_from_1917_to_2997_comes_back() {
        for days in -40_000..355_000 {
            let time = SimTime::from_ms(days * 86_400_000 + 1);
            assert_eq!(parse_iso8601(&iso8601(time)), Some(time));
        }
        assert!(!iso8601(SimTime::NEVER).is_empty());
        assert!(!iso8601(SimTime::from_ms(i64::MIN)).is_empty());
    }

    #[test]
    fn times_read_as_people_write_them() {
        for (text, ms) in [
            ("2026-01-12T12:00:00Z", 0),
            ("2026-01-12T12:00:59", 59_000),
            ("2026-01-12 12:01Z", 60_000),
            ("2026-01-12T12:00:00.5+00:00", 500),
            ("2026-01-13", 43_200_000),
            ("2028-02-29T12:00:00Z", 778 * 86_400_000),
        ] {
            assert_eq!(parse_iso8601(text), Some(SimTime::from_ms(ms)), "{text}");
        }
        for text in [
            "",
            "now",
            "2026-02-30",
            "2026-13-01",
            "26-01-12",
            "2026-01-12T24:00:00Z",
            "2026-01-12T12:00:00+02:00",
            "2026-01-12T12:00:00.Z",
            "2026-01-12T12",
            "2026-01-12T12:00:00:00Z",
            "+026-01-12",
            "2026-01-12Té:00Z",
        ] {
            assert_eq!(parse_iso8601(text), None, "{text}");
        }
    }
}
