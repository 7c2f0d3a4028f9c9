//! The protection map: whatever can strike the design on the stage strikes copies of it, under several seeds. What comes back by itself,
//! what somebody brings back, and what is lost, is read off those runs.

mod board;
mod known;
mod msg;
#[cfg(test)]
mod offer_tests;
mod promise;
mod rows;
mod screen;
mod shown;
#[cfg(test)]
mod shown_tests;
#[cfg(test)]
mod tests;
mod trial;
#[cfg(test)]
mod way_tests;

pub use known::MapState;
pub use msg::MapMsg;
pub use screen::{again, open, react, whiteboard};
pub use shown::front;
