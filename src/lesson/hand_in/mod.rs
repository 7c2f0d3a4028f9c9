//! A hand-in: what a learner of a class played, as a code that their teacher replays.
//!
//! It claims as little as possible: a name, what was played, the learner's own lines, what they predicted, hints and time. Whether it was won, and
//! what it cost, is derived by replay, so that no code can say so. It deliberately lacks the page, and where lessons come from.

mod code;
mod letter;
mod letters;
mod pack;
mod replayed;
mod shortfall;
mod table;
mod task;
#[cfg(test)]
mod tests;

pub use code::{CODE_MAX, FIELD_MAX, Piece, TEXT_MAX, pieces, read, write};
pub use letter::label;
pub use letter::{Guess, HandIn, Marked, Work, digest};
pub use replayed::{Fared, Replayed, own_lines, replayed};
pub use table::{Row, csv};
pub use task::{NAME_MAX, SETTINGS_MAX, Task, What, ignored, seed_of};
