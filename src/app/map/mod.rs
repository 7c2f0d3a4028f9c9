//! The protection map: whatever can strike the design on the stage strikes copies of it, under several seeds. What comes back by itself,
//! what somebody brings back, and what is lost, is read off those runs.

mod known;
mod promise;
mod rows;
mod screen;
mod shown;
#[cfg(test)]
mod tests;
mod trial;

pub use known::{MapMsg, MapState};
pub use screen::{open, react, whiteboard};
pub use shown::front;
