//! Figures in the prose: whether what a lesson says of a number agrees with the table of numbers.

use crate::cloud::{Unit, numbers};
use crate::sim::Spread;

/// What is wrong with a figure that links to an entry of the table: cause and cure.
pub(super) fn disagreement(name: &str, said: &str) -> Option<(String, String)> {
    let Some(number) = numbers::find(name) else {
        return Some((
            format!("the table of numbers has no entry \"{name}\""),
            "take a name that `failover-lab facts` prints".to_owned(),
        ));
    };
    let cure = format!("write {}, as `failover-lab facts {name}` prints it", number);
    let figures = figures(said);
    let known = values(number.spread);
    let agrees = |value: f64| {
        known
            .iter()
            .any(|known| (known - value).abs() <= known.abs() * 0.001)
    };
    let scale = unit_scale(said, number.unit);
    if figures.is_empty() {
        return Some((format!("\"{said}\" holds no figure"), cure));
    }
    (!figures.into_iter().all(|figure| agrees(figure * scale))).then(|| {
        (
            format!("\"{said}\" disagrees with the table of numbers"),
            cure,
        )
    })
}

fn values(spread: Spread) -> Vec<f64> {
    match spread {
        Spread::Fixed(value) => vec![value],
        Spread::Uniform { low, high } => vec![low, high],
        Spread::Triangular { low, mode, high } => vec![low, mode, high],
        Spread::LogNormal { median, p95 } => vec![median, p95],
    }
}

const WORDS: [&str; 13] = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve",
];

/// Every number in a text, also small ones in words; `1,800` is one number.
pub fn figures(text: &str) -> Vec<f64> {
    let plain = text.replace("half an", "0.5").replace(',', "");
    plain
        .split(|c: char| !(c.is_ascii_alphanumeric() || c == '.'))
        .filter_map(|word| {
            let word = word.trim_matches('.').to_ascii_lowercase();
            let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
            let in_words = WORDS.iter().position(|known| *known == word);
            in_words
                .map(|place| place as f64)
                .or_else(|| digits.parse().ok())
        })
        .collect()
}

/// How many of the table's units one of the text's is. The last unit that is named counts.
fn unit_scale(text: &str, unit: Unit) -> f64 {
    let seconds = |word: &str| match word {
        "s" | "second" | "seconds" => Some(1.0),
        "min" | "m" | "minute" | "minutes" => Some(60.0),
        "h" | "hour" | "hours" => Some(3600.0),
        "d" | "day" | "days" => Some(86_400.0),
        "ms" | "milliseconds" | "millisecond" => Some(0.001),
        _ => None,
    };
    let lower = text.to_ascii_lowercase();
    if unit == Unit::Share && text.contains('%') {
        return 0.01;
    }
    let named = lower
        .split(|c: char| !c.is_ascii_alphabetic())
        .filter_map(seconds)
        .next_back();
    match (named, unit.seconds()) {
        (Some(said), Some(known)) => said / known,
        _ => 1.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_agrees_with_the_table_or_is_told_so() {
        for (name, said) in [
            ("failover", "60–120 s"),
            ("failover", "one to two minutes"),
            ("log-upload", "five minutes"),
            ("log-upload", "300 s"),
            ("promotion", "3 to 10 min"),
            ("backup.retention-max", "35 days"),
            ("price.storage", "USD 0.115"),
            ("host-recovery", "1,800 s"),
        ] {
            assert_eq!(disagreement(name, said), None, "{name}: {said}");
        }
        for (name, said) in [
            ("failover", "30 s"),
            ("failover", "one to three minutes"),
            ("log-upload", "five seconds"),
            ("log-upload", "a while"),
            ("no-such-number", "5 s"),
        ] {
            assert!(disagreement(name, said).is_some(), "{name}: {said}");
        }
    }
}
