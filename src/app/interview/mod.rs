//! The interview: questions that are answered aloud and marked by whoever answered, until they are known.

mod answers;
mod choose;
mod front;
mod known;
mod memory;
mod mock;
mod screen;
mod sheet;
mod shown;
#[cfg(test)]
mod tests;

pub use answers::Answer;
pub use front::front;
pub use known::{Arrived, Asked, InterviewMsg, InterviewState, Mock};
pub use mock::mock_of;
pub use screen::{came, open, react, read};
