//! What was answered, one line for each time, oldest first: from these lines alone every later schedule can be computed.

use crate::app::interview::memory::Memory;
use crate::lesson::is_file_name;

/// A hundred centuries: no clock tells more, in seconds.
pub(super) const LATEST: u64 = 315_360_000_000;

/// One answer: `1764547200 dropped-table unsure missed 1001`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// In seconds since 1970.
    pub at: u64,
    pub id: String,
    /// Whether its candidate was sure before it was revealed.
    pub sure: bool,
    /// Whether they had it, as they say themselves.
    pub had: bool,
    /// The points of the rubric that they had.
    pub marks: Vec<bool>,
}

impl Answer {
    /// Reads a line; nothing if it is none.
    pub fn parse(line: &str) -> Option<Answer> {
        let mut words = line.split(' ');
        let mut next = || words.next();
        let answer = Answer {
            at: next()?.parse().ok().filter(|at| *at <= LATEST)?,
            id: next().filter(|id| is_file_name(id))?.to_owned(),
            sure: one_of(next()?, ["sure", "unsure"])?,
            had: one_of(next()?, ["had", "missed"])?,
            marks: next()?.chars().map(mark).collect::<Option<_>>()?,
        };
        (next().is_none() && answer.marks.len() <= 6).then_some(answer)
    }

    pub fn line(&self) -> String {
        let marks = self.marks.iter().map(|had| if *had { '1' } else { '0' });
        format!(
            "{} {} {} {} {}",
            self.at,
            self.id,
            if self.sure { "sure" } else { "unsure" },
            if self.had { "had" } else { "missed" },
            marks.collect::<String>()
        )
    }
}

fn one_of(word: &str, [yes, no]: [&str; 2]) -> Option<bool> {
    (word == yes || word == no).then_some(word == yes)
}

fn mark(letter: char) -> Option<bool> {
    one_of(letter.encode_utf8(&mut [0; 4]), ["1", "0"])
}

/// What is known of one question.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Known {
    pub last: Answer,
    /// How often it was asked.
    pub times: usize,
    pub memory: Memory,
}

/// What these lines come to for a question. A line that cannot be read counts for nothing.
pub(super) fn known(lines: &[String], id: &str) -> Option<Known> {
    let own = lines
        .iter()
        .filter(|line| line.split(' ').nth(1) == Some(id));
    let answers = own.filter_map(|line| Answer::parse(line));
    answers.fold(None, |known, last| {
        Some(match known {
            None => Known {
                times: 1,
                memory: Memory::first(last.had, last.at),
                last,
            },
            Some(Known { times, memory, .. }) => Known {
                times: times + 1,
                memory: memory.again(last.had, last.at),
                last,
            },
        })
    })
}
