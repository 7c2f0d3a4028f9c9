//! Presenting: an ordinary lesson, drawn large for a class and one idea at a time. Its run is the lesson's solution; the class votes, and
//! the run settles it.
//!
//! It deliberately lacks a lesson of its own: pages, questions and their answers are those of [`LessonPlay`](crate::app::lesson).

mod aloud;
#[cfg(test)]
mod class_tests;
mod deck;
mod known;
mod screen;
mod shown;
#[cfg(test)]
mod tests;

pub use deck::{Round, Slide, deck};
pub use known::{Present, PresentMsg, key, source};
pub use screen::{begin, react, show_again, tick};
pub use shown::{Shown, slide};
