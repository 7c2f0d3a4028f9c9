//! What the page asks of the reader, which works beside it in a worker, and what that answers.
//!
//! TOML and Markdown are read there, so that nobody waits for their parsers who only wants to see the first screen. Both
//! travel as postcard's bytes: a reader of JSON for all that a lesson holds would weigh many times as much.

use crate::lesson::{Lesson, Mistake};
use fnv::FnvHasher;
use serde::{Deserialize, Serialize};
use std::hash::Hasher;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Question {
    /// The answer bears the same number.
    pub ticket: u32,
    pub ask: Task,
    pub text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Task {
    /// Reads a lesson, or a teacher's guide.
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
    /// Of a lesson that was proved: what works, but hardly as it is meant.
    pub warnings: Vec<Mistake>,
    /// Of a lesson that was proved: what makes each right answer right, in sentences.
    pub answers: Vec<String>,
    /// An example, or the prose of a guide.
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

/// The answer to the reading of a text, if this is it: the lessons of the lab are read when the page is published
/// (`scripts/read-lessons.mjs`), so that the reader need not be loaded for them. The first line names the build of the page and
/// the text that was read; a lesson that was changed since is read anew.
pub fn read_before(file: &[u8], build: &str, text: &str) -> Option<Answer> {
    let end = file.iter().position(|&byte| byte == b'\n')?;
    let (line, answer) = file.split_at(end);
    let is_it = line == format!("{build} {:016x}", hash(text)).as_bytes();
    is_it.then(|| from_bytes(&answer[1..])).flatten()
}

/// FNV-1a over the bytes of a text.
fn hash(text: &str) -> u64 {
    let mut hasher = FnvHasher::default();
    hasher.write(text.as_bytes());
    hasher.finish()
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

    #[test]
    fn what_was_read_before_counts_for_the_same_text_and_the_same_build_alone() {
        let answer = Answer {
            lesson: Some(read(LESSONS[0]).expect("it can be read")),
            ..Answer::default()
        };
        let mut file = format!("b2 {:016x}\n", hash(LESSONS[0])).into_bytes();
        file.extend(to_bytes(&answer));
        assert_eq!(read_before(&file, "b2", LESSONS[0]), Some(answer));
        assert_eq!(read_before(&file, "b3", LESSONS[0]), None, "another build");
        let edited = LESSONS[0].replace("zone", "place");
        assert_eq!(read_before(&file, "b2", &edited), None, "another text");
        assert_eq!(read_before(&file[..200], "b2", LESSONS[0]), None, "cut off");
        let page = b"<!doctype html>\n<p>There is no such file.";
        assert_eq!(
            read_before(page, "b2", LESSONS[0]),
            None,
            "a host's own page"
        );
    }

    #[test]
    fn the_hash_is_the_one_that_the_script_computes() {
        assert_eq!(hash("a"), 0xaf63_dc4c_8601_ec8c);
    }
}
