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
            message: message.into(),
        }
    }

    /// No DB instance bears a name; those that there are.
    pub fn no_database(name: &DbName, known: &[&str]) -> CommandError {
        let known = listed(known);
        let message = format!("no DB instance is called {name}; there are: {known}");
        CommandError::new("DBInstanceNotFound", message)
    }
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
