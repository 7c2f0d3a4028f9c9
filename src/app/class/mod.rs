//! The class: a teacher's links, what learners hand in, and the table of it. Nothing of it leaves the browser.

mod believed;
mod board;
mod door;
mod front;
mod hand;
mod known;
mod link;
mod maker;
mod screen;
mod sheet;
#[cfg(test)]
mod tests;

#[cfg(test)]
pub(in crate::app) use board::rows;
pub use front::front;
pub use hand::{is_set, of_game, of_lesson, of_mock, to_hand_in};
pub use known::{ClassEffect, ClassField, ClassMsg, ClassState, Desk, Kind};
pub use link::{Link, address, read};
pub use screen::{answered, came, no_reader, react, take};
