//! A game day on the page: the design, the clock that does not stop, what strikes, and the score.
//!
//! What others call of it, and of the author's page, is never inlined into them, so that `scripts/split.mjs` can split it off.

mod choice;
mod choices;
mod clock;
mod end;
mod kept;
mod pace;
mod play;
mod resume;
mod rule;
#[cfg(test)]
mod score_tests;
mod screen;
mod set_up;
mod shown;
#[cfg(test)]
mod strike_tests;
#[cfg(test)]
mod tests;
pub mod words;

pub use crate::lesson::game::PASSED;
pub use choice::SetUp;
pub use choices::{choices, design};
pub use clock::tick;
pub use end::{challenge, copy_run, show_record};
pub use kept::place;
pub use pace::pace;
pub use play::{AS_IT_IS, End, GameMsg, GamePlay, HASTES, LESSON};
pub use resume::resume;
pub use rule::{forbids, readable, refusal};
pub use screen::{choose, faster, react};
pub use set_up::{DECIDE, open, show};
pub use shown::{banner, budget, guide, reach};
