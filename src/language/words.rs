//! Spans and numbers as people read them.

use crate::language::verbs::fault_kind;
use crate::sim::SimDuration;
use crate::world::{IncidentView, deed};

/// `0.4 s`, `93 s`, `12 min 5 s`, `1 h 20 min`, `2 d 3 h`: two units at most, of which only whole ones count, as on a clock.
pub fn span(span: SimDuration) -> String {
    let ms = span.ms();
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
