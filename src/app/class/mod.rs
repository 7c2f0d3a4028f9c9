//! The class: a teacher's links, what learners hand in, and the table of it. Nothing of it leaves the browser.

mod believed;
mod board;
mod choices;
mod counted;
#[cfg(test)]
mod desk_tests;
mod door;
mod front;
mod hand;
mod known;
mod link;
mod maker;
#[cfg(test)]
mod maker_tests;
mod rows;
mod screen;
#[cfg(test)]
mod setting_tests;
mod sheet;
mod table;
#[cfg(test)]
mod task_tests;
#[cfg(test)]
pub(in crate::app) mod tests;

pub use front::front;
pub use hand::{by_themselves, day_by_themselves, is_set, of_game, of_lesson, of_mock, to_hand_in};
pub use known::{ClassEffect, ClassField, ClassMsg, ClassState, Copy, Desk, Kind, SIGNED};
pub use link::{Link, address, read};
#[cfg(test)]
pub(in crate::app) use rows::rows;
pub use screen::{answered, came, no_reader, react, take};
