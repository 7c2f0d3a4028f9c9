//! The list of all verbs.

use crate::language::verb::Verb;
use crate::language::{aws, lab};

impl Verb {
    /// Every verb of the language, AWS's operations among them.
    pub fn all() -> impl Iterator<Item = &'static Verb> {
        lab::VERBS.iter().chain(aws::OPERATIONS)
    }
}
