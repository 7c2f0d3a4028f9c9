//! A game day on the page: the design, the clock that does not stop, what strikes, and the score.

mod choice;
mod choices;
mod clock;
mod end;
mod kept;
mod pace;
mod play;
mod resume;
mod rule;
mod screen;
mod set_up;
mod shown;
#[cfg(test)]
mod tests;
pub mod words;

pub use choice::SetUp;
pub use choices::choices;
pub(in crate::app) use clock::tick;
pub use end::{challenge, show_record};
pub use kept::place;
pub(in crate::app) use pace::pace;
pub use play::{AS_IT_IS, End, GameMsg, GamePlay, HASTES, LESSON, PASSED};
pub use resume::resume;
pub use rule::{forbids, keeps_secret, readable, refusal};
pub use screen::{faster, react};
pub use set_up::{open, set_up};
pub use shown::{banner, guide};
