//! Which question comes next, and which belong to a mock interview.

use crate::app::interview::answers::known;
use crate::lesson::{Area, Entry, Index, Level};
use crate::sim::{Luck, Spread, sort_by_number};

/// How many questions a mock interview has, the live one among them.
pub(super) const ASKED: usize = 6;

/// What is practised next: what has been due for longest; else what is new, the easier first and the areas mixed; else what is due first. Not what
/// was asked just now, unless there is nothing else.
pub(super) fn next<'i>(
    index: &'i Index,
    level: Option<Level>,
    answers: &[String],
    now: u64,
    just_now: Option<&str>,
) -> Option<&'i Entry> {
    let of_level = |entry: &&Entry| level.is_none_or(|level| entry.level == level);
    let rank = |entry: &&Entry| {
        let known = known(answers, &entry.id);
        let due = known.map(|known| known.memory.due);
        let turn = match due {
            Some(due) if due <= now => 0,
            None => 1,
            Some(_) => 2,
        };
        let level = Level::ASKED.iter().position(|level| *level == entry.level);
        let mixed = Luck::from_seed("practice").draw(LOTS, "question", &entry.id, 0) as u64;
        let new = (level, mixed);
        (
            just_now == Some(entry.id.as_str()),
            turn,
            due.unwrap_or(0),
            new,
        )
    };
    index.lessons.iter().filter(of_level).min_by_key(rank)
}

/// The questions of a mock interview: of its level, each of another area as long as there is one, and one that is live, which
/// comes last but one.
pub(super) fn mock(index: &Index, level: Level, seed: &str) -> Vec<String> {
    let luck = Luck::from_seed(seed);
    let mut drawn: Vec<&Entry> = index.lessons.iter().collect();
    sort_by_number(&mut drawn, |entry| {
        luck.draw(LOTS, "mock interview", &entry.id, 0) as i64
    });
    let is_live = |entry: &&&Entry| entry.live;
    let of_level = |entry: &&&Entry| entry.level == level;
    let live = drawn.iter().filter(is_live);
    let live = live.clone().find(of_level).or(live.clone().next()).copied();
    let mut areas: Vec<Option<Area>> = Vec::new();
    let mut others: Vec<&Entry> = Vec::new();
    let spoken = || drawn.iter().filter(|entry| !entry.live && of_level(entry));
    for entry in spoken() {
        if !areas.contains(&entry.area) {
            areas.push(entry.area);
            others.push(entry);
        }
    }
    for entry in spoken() {
        if !others.iter().any(|one| one.id == entry.id) {
            others.push(entry);
        }
    }
    others.truncate(ASKED - live.iter().len());
    let place = others.len().saturating_sub(1);
    if let Some(live) = live {
        others.insert(place, live);
    }
    others.into_iter().map(|entry| entry.id.clone()).collect()
}

const LOTS: Spread = Spread::Uniform {
    low: 0.0,
    high: 1e12,
};
