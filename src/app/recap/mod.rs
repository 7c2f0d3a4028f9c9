//! The recap: a short quiz after each third of the course, and a certificate of what was done. Both rest on lines of the record.

mod certificate;
mod front;
mod known;
mod proof;
mod quiz;
mod screen;
mod shown;
mod sitting;
#[cfg(test)]
mod tests;

pub use certificate::signed;
pub use front::front;
pub use known::{RecapMsg, RecapState};
pub use proof::{of_game, of_lesson};
pub use screen::{answered, came, no_reader, open, react};
pub use sitting::{AFTER, after};
