//! A game day: incidents that strike a learner's design by the luck of a name, and the score of what became of it.
//!
//! It deliberately lacks a clock and the page: whoever holds the run says how far to go, and [`Day`] says what strikes on the
//! way. What strikes is written into the transcript as any other line, so the transcript is the whole record and the score
//! follows from it alone.

mod day;
mod design;
mod hand;
mod rules;
mod schedule;
mod score;
mod target;
#[cfg(test)]
mod tests;

pub use day::{Day, run};
pub use design::{Blemish, Design, RETENTIONS, mark, recorded, start, try_out};
pub use hand::Hand;
pub use rules::{PASSED, Rules, rules};
pub use schedule::{Kind, Strike, schedule};
pub use score::{Reason, Score, name, score};
pub use target::{held_off, used_database};
