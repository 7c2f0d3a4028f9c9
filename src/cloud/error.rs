//! Refusals: what AWS, or the lab, says to a request that it does not carry out; and replies to those it does.

use crate::cloud::DbName;
use std::fmt;

/// Why a request was refused. Nothing has changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommandError {
    /// AWS's error code (`DBInstanceNotFound`), or the lab's own for `app` and `fault` lines (`AppNotFound`).
    pub code: &'static str,
    /// What was wrong, what was expected, what to do.
    pub message: String,
}

impl CommandError {
    pub fn new(code: &'static str, message: impl Into<String>) -> CommandError {
        CommandError {
            code,
            message: clipped(message.into()),
        }
    }

    /// No DB instance bears a name; those that there are.
    pub fn no_database(name: &DbName, known: &[&str]) -> CommandError {
        let known = listed(known);
        let message = format!("no DB instance is called {name}; there are: {known}");
        CommandError::new("DBInstanceNotFound", message)
    }
}

/// A word of what is said is no longer than this, in characters.
const LONGEST_WORD: usize = 100;
/// What is left of a longer one: its beginning and its end.
const KEPT_FIRST: usize = 60;
const KEPT_LAST: usize = 12;

/// What is said, with words cut short that nobody would read: whatever was typed or linked may stand in it.
pub fn clipped(text: String) -> String {
    let is_long = |word: &str| word.chars().nth(LONGEST_WORD).is_some();
    if !text.split(' ').any(is_long) {
        return text;
    }
    let words: Vec<String> = text
        .split(' ')
        .map(|word| match word.chars().count() {
            length if length > LONGEST_WORD => {
                let first = word.chars().take(KEPT_FIRST);
                let last = word.chars().skip(length - KEPT_LAST);
                first.chain(['…']).chain(last).collect()
            }
            _ => word.to_owned(),
        })
        .collect();
    words.join(" ")
}

/// Names for people.
pub fn listed(names: &[&str]) -> String {
    if names.is_empty() {
        "none".into()
    } else {
        names.join(", ")
    }
}

impl fmt::Display for CommandError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code, self.message)
    }
}

impl std::error::Error for CommandError {}

/// The answer to a request that was accepted: what the AWS CLI would print, `Null` where it prints nothing.
pub type Reply = serde_json::Value;

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::proptest;

    #[test]
    fn a_word_of_fifty_thousand_letters_is_cut_short_and_the_sentence_stays() {
        let said = clipped(format!("no zone is called \"{}\" here", "é".repeat(50_000)));
        assert!(said.starts_with("no zone is called \"éééé"), "{said}");
        assert!(said.ends_with("é\" here"), "{said}");
        assert!(said.chars().count() < 110, "{said}");
    }

    proptest! {
        #[test]
        fn what_has_no_long_word_is_as_it_was(text in "(\\PC{0,99} ){0,5}") {
            assert_eq!(clipped(text.clone()), text);
        }
    }
}
