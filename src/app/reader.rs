//! What the page asks of the reader, which works beside it in a worker, and what that answers. Both travel as JSON.
//!
//! TOML and Markdown are read there, so that nobody waits for their parsers who only wants to see the first screen.

use crate::lesson::{Lesson, Mistake};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Question {
    /// The answer bears the same number.
    pub ticket: u32,
    pub ask: Ask,
    pub text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ask {
    /// Reads a lesson.
    Read,
    /// Proves it by replay as well.
    Check,
    /// Hands out the example of the author's guide.
    Example,
}

/// What was found: a lesson, its mistakes, or a text.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    pub ticket: u32,
    pub lesson: Option<Lesson>,
    pub mistakes: Vec<Mistake>,
    pub text: String,
}
