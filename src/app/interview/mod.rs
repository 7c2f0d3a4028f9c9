//! The interview: questions that are answered aloud and marked by whoever answered, until they are known.

mod answers;
mod choose;
#[cfg(test)]
mod exam_tests;
mod front;
mod known;
mod live;
#[cfg(test)]
mod live_tests;
mod memory;
mod mock;
#[cfg(test)]
mod schedule_tests;
mod screen;
#[cfg(test)]
mod seat_tests;
mod sheet;
mod shown;
mod skim;
#[cfg(test)]
mod tests;

pub use answers::Answer;
pub use front::front;
pub use known::begins_on_stage;
pub use known::{Arrived, Asked, InterviewMsg, InterviewState, Mock};
pub use live::{back_to_mock, examines, forbids, kept_at_stage};
pub use mock::mock_of;
pub use screen::{came, no_reader, open, react, read};
pub use shown::{watch, way_back};
