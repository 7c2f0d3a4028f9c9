//! Code in prose and hints: what begins as a line of the language must be one.

use crate::language::{Verb, fault_kind, parse_step};
use crate::lesson::begins_with;
use crate::lesson::mistake::did_you_mean;
use crate::world::CATALOGUE;

const FIRST_WORDS: [&str; 3] = ["aws", "fault", "app"];

/// What is wrong with a piece of code, if it is meant for the language: cause and cure.
pub(super) fn mistake(code: &str) -> Option<(String, String)> {
    let first = code.split_whitespace().next()?;
    if !FIRST_WORDS.contains(&first) {
        return None;
    }
    let before = code.split('…').next().unwrap_or_default();
    if names_a_verb(before) {
        return None;
    }
    if before.len() < code.len() {
        return shortened(before.trim());
    }
    let errors = parse_step(&with_time_before(code)).err()?;
    let error = errors.first()?;
    let cure = match (&error.suggestion, &error.expected) {
        (Some(meant), _) => format!("did you mean {meant}?"),
        (None, Some(expected)) => format!("expected {expected}, or … for what is left out"),
        (None, None) => cure(),
    };
    Some((format!("in \"{code}\": {}", error.message), cure))
}

/// What is wrong with a line of which something was left out: its verb and its options must be known.
fn shortened(line: &str) -> Option<(String, String)> {
    let verb = Verb::all()
        .filter(|verb| begins_with(line, verb.path))
        .max_by_key(|verb| verb.path.len());
    let Some(verb) = verb.filter(|_| can_begin_a_line(line)) else {
        let cause = format!("\"{line}\" is no command of the lab");
        return Some((cause, cure()));
    };
    let mut options = line
        .split_whitespace()
        .filter(|word| word.starts_with("--"));
    let brought = verb.brought(&CATALOGUE.fault_kinds());
    let is_known = |word: &str| {
        let mut brought = brought.iter();
        !verb.meant(word).is_empty() || brought.any(|option| option.name == word)
    };
    let unknown = options.find(|word| !is_known(word))?;
    let cause = format!("{} has no option {unknown}", verb.path);
    Some((cause, format!("it is used so: {}", verb.usage())))
}

/// What somebody probably meant who wrote the first words of no line.
pub(super) fn meant(words: &str) -> String {
    let verbs = Verb::all().map(|verb| verb.path);
    let cure = "name a verb of the language, such as \"app point\" or \"fault inject az-outage\"";
    did_you_mean(words, &verbs.collect::<Vec<&str>>(), cure)
}

fn cure() -> String {
    "write the line as the terminal takes it, and … for what is left out".to_owned()
}

/// Stands for the second before the latest incident, in the lines of buttons and in hints.
pub const BEFORE: &str = "{before}";

/// The placeholder stands for some moment.
pub(super) fn with_time_before(line: &str) -> String {
    line.replace(BEFORE, "2026-01-12T12:00:00Z")
}

/// Whether a line only looks: it changes nothing, and is always let through.
pub fn only_looks(line: &str) -> bool {
    parse_step(line).is_ok_and(|step| step.only_looks())
}

/// Whether the words are the first of some verb, or a whole verb and more that is left open: `fault inject az-outage`.
pub(super) fn names_a_verb(words: &str) -> bool {
    let words: Vec<&str> = words.split_whitespace().collect();
    let verbs = || Verb::all().map(|verb| verb.path.split(' ').collect::<Vec<&str>>());
    match words.as_slice() {
        ["fault", "inject" | "clear"] => true,
        ["fault", "inject" | "clear", kind] => fault_kind(kind).is_some(),
        _ => verbs().any(|verb| verb.starts_with(&words)),
    }
}

/// Whether the words can begin a line: a verb or its first words, or a verb and what may follow it.
pub(super) fn can_begin_a_line(words: &str) -> bool {
    let mut parts = words.split_whitespace();
    if let (Some("fault"), Some("inject" | "clear"), Some(kind)) =
        (parts.next(), parts.next(), parts.next())
    {
        return fault_kind(kind).is_some();
    }
    names_a_verb(words) || Verb::all().any(|verb| begins_with(words, verb.path))
}

/// A line of a transcript without the time before it.
pub(super) fn without_time(line: &str) -> &str {
    match line.split_once(char::is_whitespace) {
        Some((time, rest)) if time.starts_with(|c: char| c.is_ascii_digit() || c == '+') => {
            rest.trim_start()
        }
        _ => line.strip_prefix("given ").unwrap_or(line),
    }
}

/// The pieces of code of a text: what stands between backticks.
pub(super) fn spans(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_is_a_line_or_the_beginning_of_one() {
        for fine in [
            "orders",
            "app",
            "app point",
            "aws rds wait",
            "fault inject az-outage",
            "fault inject az-outage us-east-1a --for 45m",
            "aws rds restore-db-instance-to-point-in-time …",
            "aws rds restore-db-instance-to-point-in-time --target-db-instance-identifier orders-2 --restore-time …",
            "app point shop --to orders-2",
        ] {
            assert_eq!(mistake(fine), None, "{fine}");
        }
        for wrong in [
            "app pont shop --to orders-2",
            "fault inject az-outrage …",
            "fault inject earthquake",
            "aws rds undo-everything …",
            "app point shop",
            "app point shop --onto …",
        ] {
            assert!(mistake(wrong).is_some(), "{wrong}");
        }
    }
}
