//! What proves that something was done: the code of its own run, as it would be handed in, kept as a line of the record,
//! `1764547200 won-01-multi-az FL1.…`. Nothing replaces a line; one is added only for a lesson that has changed, or a better day.

use crate::app::class;
use crate::app::game::GamePlay;
use crate::app::lesson::{LessonPlay, LessonSource};
use crate::app::run::Run;
use crate::lesson::GameLevel;
use crate::lesson::hand_in::{FIELD_MAX, HandIn, Work, read, write};

/// What stands for a name until somebody writes one.
const NOBODY: &str = "-";

/// A kept proof.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Proof {
    /// When it was won, in seconds since 1970.
    pub at: u64,
    pub hand_in: HandIn,
}

const WORD: &str = "won-";

/// The name of a day among lessons: no lesson's file can be called so.
pub(super) fn day(level: GameLevel) -> String {
    format!("game/{}", level.name())
}

/// The newest proof of a lesson or a day.
pub(super) fn of(record: &[String], id: &str) -> Option<Proof> {
    all(record, id).next()
}

/// All proofs of a lesson or a day, the newest first. A line that cannot be read counts for nothing.
pub(super) fn all(record: &[String], id: &str) -> impl Iterator<Item = Proof> {
    record.iter().rev().filter_map(move |line| {
        let mut words = line.split(' ');
        let at = words.next()?.parse().ok()?;
        if words.next()?.strip_prefix(WORD)? != id {
            return None;
        }
        let hand_in = read(words.next()?).ok()?;
        Some(Proof { at, hand_in })
    })
}

/// The code of a proof in somebody's name.
pub(super) fn code(proof: &Proof, name: &str) -> String {
    let mut hand_in = proof.hand_in.clone();
    name.clone_into(&mut hand_in.name);
    write(&hand_in)
}

/// The line, without its time, that proves a lesson which was just won. Nothing if it is kept already, or too long to be; or if it was
/// not played as it stands in its file: nobody could replay that.
#[inline(never)]
pub fn of_lesson(record: &[String], id: &str, play: &LessonPlay, run: &Run) -> Option<String> {
    match &play.source {
        LessonSource::Id(_) => {}
        LessonSource::Set(set) if set.is_the_courses() => {}
        _ => return None,
    }
    let hand_in = class::by_themselves(NOBODY, id, play, run)?;
    let is_same = |kept: &Proof| digest(&kept.hand_in) == digest(&hand_in);
    match of(record, id).is_some_and(|kept| is_same(&kept)) {
        true => None,
        false => line(id, &hand_in),
    }
}

/// The same of a game day that is over, whose score is the best of its level; `id` is the day, or the lesson that it has won.
#[inline(never)]
pub fn of_game(id: Option<&str>, game: &GamePlay, run: &Run) -> Option<String> {
    let hand_in = class::day_by_themselves(NOBODY, game, run)?;
    let day = day(game.level);
    line(id.unwrap_or(&day), &hand_in)
}

fn line(id: &str, hand_in: &HandIn) -> Option<String> {
    let code = write(hand_in);
    (code.len() <= FIELD_MAX).then(|| format!("{WORD}{id} {code}"))
}

fn digest(hand_in: &HandIn) -> Option<&str> {
    match &hand_in.work {
        Work::Run { digest, .. } => Some(digest),
        Work::Answers(_) => None,
    }
}
