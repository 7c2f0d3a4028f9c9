//! What the page asks of the reader, which works beside it in a worker, and what that answers.
//!
//! TOML and Markdown are read there, so that nobody waits for their parsers who only wants to see the first screen. Both
//! travel as postcard's bytes: a reader of JSON for all that a lesson holds would weigh many times as much.

use crate::lesson::{Lesson, Mistake};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Question {
    /// The answer bears the same number.
    pub ticket: u32,
    pub ask: Task,
    pub text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Task {
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
    /// Of a lesson that was proved: what makes each right answer right, in sentences.
    pub answers: Vec<String>,
    pub text: String,
}

/// Nothing for what cannot be sent, which questions and answers can.
pub fn to_bytes(value: &impl Serialize) -> Vec<u8> {
    postcard::to_allocvec(value).unwrap_or_default()
}

/// Nothing if the bytes are not of such a value: page and reader are of different builds.
pub fn from_bytes<'b, T: Deserialize<'b>>(bytes: &'b [u8]) -> Option<T> {
    match postcard::take_from_bytes(bytes) {
        Ok((value, [])) => Some(value),
        Ok(_) | Err(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lesson::read;

    const LESSONS: [&str; 3] = [
        include_str!("../../lessons/en/01-multi-az.md"),
        include_str!("../../lessons/en/03-bad-delete.md"),
        include_str!("../../lessons/en/09-cheapest-design.md"),
    ];

    #[test]
    fn lessons_arrive_as_they_were_sent() {
        for text in LESSONS {
            let lesson = read(text).expect("it can be read");
            let bytes = to_bytes(&lesson);
            let came: Lesson = from_bytes(&bytes).expect("it arrives");
            assert_eq!(came, lesson);
            for end in 0..bytes.len().min(2000) {
                assert_eq!(
                    from_bytes::<Lesson>(&bytes[..end]),
                    None,
                    "cut off at {end}"
                );
            }
        }
    }
}
