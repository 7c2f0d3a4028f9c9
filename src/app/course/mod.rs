//! The course: which lessons there are, which of them are done, and where its learner was last.

mod front;
mod keep;
mod known;
mod language;
#[cfg(test)]
mod language_tests;
mod mine;
mod record;
mod screen;

pub use crate::app::progress::Place;
pub use front::front;
pub use keep::{keep, sandbox_left_at};
pub use known::{CourseMsg, CourseState, Listed};
pub use language::{choose, in_words};
pub use record::{Record, exported, fetch_index, mark_visit, record, save};
pub use screen::{next_lesson, react};
