//! When each recap comes, and the line of the record that tells how one went: `1764547200 recap-1 the-edge:sure:had …`.

use crate::app::recap::known::{Asked, Quiz};
use crate::lesson::is_file_name;

/// The lessons of the path after which the recaps come, by their order.
pub const AFTER: [u32; 3] = [3, 6, 10];

/// The recap that comes after the lesson of this order, if one does.
pub fn after(order: u32) -> Option<u32> {
    let place = AFTER.iter().position(|last| *last == order)?;
    u32::try_from(place + 1).ok()
}

/// The lessons that a recap mixes, the first and the last by their order.
pub(super) fn lessons_of(number: u32) -> Option<(u32, u32)> {
    let place = usize::try_from(number).ok()?.checked_sub(1)?;
    let last = AFTER.get(place)?;
    let before = place.checked_sub(1).map_or(0, |before| AFTER[before]);
    Some((before + 1, *last))
}

/// How a recap went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sitting {
    /// In seconds since 1970.
    pub at: u64,
    pub answers: Vec<Answered>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Answered {
    pub id: String,
    pub sure: bool,
    pub had: bool,
}

impl Sitting {
    /// Reads a line of the record; nothing if it is none of this recap.
    fn parse(line: &str, number: u32) -> Option<Sitting> {
        let mut words = line.split(' ');
        let at = words.next()?.parse().ok()?;
        if words.next()?.strip_prefix(WORD)?.parse() != Ok(number) {
            return None;
        }
        let answers: Vec<Answered> = words.map(answered).collect::<Option<_>>()?;
        (!answers.is_empty()).then_some(Sitting { at, answers })
    }

    pub fn had(&self) -> usize {
        self.answers.iter().filter(|one| one.had).count()
    }
}

const WORD: &str = "recap-";

fn answered(word: &str) -> Option<Answered> {
    let mut parts = word.split(':');
    let mut next = || parts.next();
    let answered = Answered {
        id: next().filter(|id| is_file_name(id))?.to_owned(),
        sure: one_of(next()?, ["sure", "unsure"])?,
        had: one_of(next()?, ["had", "missed"])?,
    };
    next().is_none().then_some(answered)
}

fn one_of(word: &str, [yes, no]: [&str; 2]) -> Option<bool> {
    (word == yes || word == no).then_some(word == yes)
}

/// The line of a quiz that is over, without its time.
pub(super) fn line(quiz: &Quiz) -> String {
    let word = |asked: &Asked| {
        let sure = asked.said.is_some_and(|said| said.sure);
        let had = asked.had() == Some(true);
        let sure = if sure { "sure" } else { "unsure" };
        let had = if had { "had" } else { "missed" };
        format!(" {}:{sure}:{had}", asked.id)
    };
    let words: String = quiz.asked.iter().map(word).collect();
    format!("{WORD}{}{words}", quiz.number)
}

/// All sittings of a recap, the oldest first. A line that cannot be read counts for nothing.
pub(super) fn sittings(record: &[String], number: u32) -> Vec<Sitting> {
    let lines = record.iter();
    lines
        .filter_map(|line| Sitting::parse(line, number))
        .collect()
}

/// The one that went best; of several the latest.
pub(super) fn best(record: &[String], number: u32) -> Option<Sitting> {
    let all = sittings(record, number).into_iter();
    all.max_by_key(|sitting| (sitting.had(), sitting.at))
}
