//! Spans and numbers as people read them.

use crate::language::verbs::fault_kind;
use crate::sim::SimDuration;
use crate::world::{IncidentView, deed};

/// `0.4 s`, `93 s`, `12 min 5 s`, `1 h 20 min`, `2 d 3 h`: two units at most. Of seconds only whole ones count, as on a clock; minutes
/// and hours at the end are rounded, for 1 d 23 h 59 min are two days.
pub fn span(span: SimDuration) -> String {
    let ms = match span.ms() {
        ms @ 0..3_600_000 => ms,
        ms => match rounded(ms, 60_000) {
            to_the_minute @ 0..86_400_000 => to_the_minute,
            _ => rounded(ms, 3_600_000),
        },
    };
    match ms {
        0 => "0 s".to_owned(),
        1..10_000 if !ms.is_multiple_of(1000) => {
            let tenths = (ms / 100).max(1);
            format!("{}.{} s", tenths / 10, tenths % 10)
        }
        1..120_000 => format!("{} s", ms / 1000),
        120_000..3_600_000 => two(ms, (60_000, "min"), (1000, "s")),
        3_600_000..86_400_000 => two(ms, (3_600_000, "h"), (60_000, "min")),
        _ => two(ms, (86_400_000, "d"), (3_600_000, "h")),
    }
}

/// The same of what no clock is held against: its last unit is rounded, whatever it is.
pub fn nearest(span: SimDuration) -> String {
    let step = if span.ms() < 9_950 { 100 } else { 1000 };
    let whole = match span.ms() {
        ms @ 0..3_600_000 => rounded(ms, step).max(ms.min(100)),
        ms => ms,
    };
    self::span(SimDuration::from_ms(whole))
}

fn rounded(ms: u64, unit: u64) -> u64 {
    (ms + unit / 2) / unit * unit
}

/// A part of a whole that begins and ends so long after the beginning of the whole. Both moments are read as a clock would
/// show them, so that all parts add up to the whole as it is shown.
pub fn part(from: SimDuration, to: SimDuration, whole: SimDuration) -> String {
    let step = if whole.ms() < 10_000 { 100 } else { 1000 };
    let shown = (to.ms() / step - from.ms() / step) * step;
    match shown {
        0 if from < to => "< 1 s".to_owned(),
        _ => span(SimDuration::from_ms(shown)),
    }
}

fn two(ms: u64, (large, large_unit): (u64, &str), (small, small_unit): (u64, &str)) -> String {
    let rest = ms % large / small;
    match rest {
        0 => format!("{} {large_unit}", ms / large),
        _ => format!("{} {large_unit} {rest} {small_unit}", ms / large),
    }
}

/// `15,000`.
pub fn count(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// `1 order`, `15,000 orders`.
pub fn counted(number: u64, one: &str, many: &str) -> String {
    format!("{} {}", count(number), if number == 1 { one } else { many })
}

/// The first letter in upper case.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => std::iter::once(first.to_ascii_uppercase())
            .chain(letters)
            .collect(),
        None => String::new(),
    }
}

/// A phase as people read it: its name in reports is all in small letters.
pub fn phase(name: &'static str) -> &'static str {
    match name {
        "dns" => "DNS",
        name => name,
    }
}

/// What began an incident in words, a fault's kind or the first words of a line: `power outage of a zone`, `re-pointing`.
pub fn fault(kind: &str) -> String {
    let of_deed = || deed(kind).map(|deed| deed.noun);
    let noun = fault_kind(kind).map(|kind| kind.noun).or_else(of_deed);
    noun.unwrap_or(kind).to_owned()
}

/// What began an incident, in words.
pub fn cause(incident: &IncidentView) -> String {
    let of_deed = || incident.deed.map(|deed| deed.noun);
    let noun = incident.fault.map(|kind| kind.noun).or_else(of_deed);
    noun.unwrap_or(incident.cause).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sim::parse_duration;
    use proptest::prelude::*;

    /// What is told, read again, and its last unit: in milliseconds.
    fn read(told: &str) -> (u64, u64) {
        let (_, unit) = told.rsplit_once(' ').expect("it has a unit");
        let unit = match unit {
            "s" if told.contains('.') => 100,
            "s" => 1000,
            "min" => 60_000,
            "h" => 3_600_000,
            _ => 86_400_000,
        };
        let typed = told.replace("min", "m").replace(' ', "");
        let ms = match typed
            .strip_suffix('s')
            .and_then(|text| text.split_once('.'))
        {
            Some((whole, tenths)) => {
                let tenths = format!("{whole}{tenths}").parse::<u64>();
                tenths.expect("it is a number") * 100
            }
            None => parse_duration(&typed).expect("it is a span").ms(),
        };
        (ms, unit)
    }

    proptest! {
        /// From a second to years, as likely short as long.
        #[test]
        fn what_is_told_of_a_span_differs_by_no_more_than_its_last_unit_rounded(
            scale in 3_u32..11, share in 0.1_f64..1.0
        ) {
            let ms = (10_f64.powi(scale as i32) * share * 10.0) as u64;
            let (told, unit) = read(&span(SimDuration::from_ms(ms)));
            // One unit is told where the smaller is none: then that was what was rounded.
            let allowed = match unit {
                100 | 1000 => unit - 1,
                60_000 => 30_000,
                _ if ms < 86_370_000 => 30_000,
                _ => 1_800_000,
            };
            prop_assert!(told.abs_diff(ms) <= allowed, "{ms} ms is told as {told} ms");
            let (told, unit) = read(&nearest(SimDuration::from_ms(ms)));
            let allowed = if unit <= 1000 { unit / 2 } else { allowed };
            let allowed = if unit == 60_000 && ms < 3_600_000 { 500 } else { allowed };
            prop_assert!(told.abs_diff(ms) <= allowed, "nearest {ms} ms is told as {told} ms");
        }
    }

    #[test]
    fn two_days_short_of_a_write_are_two_days() {
        let ms = SimDuration::from_ms;
        assert_eq!(span(ms(172_799_980)), "2 d");
        assert_eq!(span(ms(86_399_000)), "1 d");
        assert_eq!(span(ms(5_399_000)), "1 h 30 min");
        assert_eq!(
            (span(ms(59_980)), nearest(ms(59_980))),
            ("59 s".to_owned(), "60 s".to_owned())
        );
        assert_eq!(nearest(ms(9_960)), "10 s");
        assert_eq!(nearest(ms(20)), "0.1 s");
        assert_eq!(nearest(ms(0)), "0 s");
        assert_eq!(nearest(ms(3_599_900)), "1 h");
    }

    #[test]
    fn what_began_an_incident_is_called_as_its_service_calls_it() {
        for (name, noun) in [
            ("az-outage", "power outage of a zone"),
            ("aws rds reboot-db-instance", "reboot"),
            ("app point", "re-pointing"),
            (
                "aws rds create-db-instance-read-replica",
                "aws rds create-db-instance-read-replica",
            ),
        ] {
            assert_eq!(fault(name), noun);
        }
    }
}
