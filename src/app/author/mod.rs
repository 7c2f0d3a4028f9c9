//! The author's page: a lesson's text, its mistakes as one types, and the lesson played beside it.

mod draft;
mod screen;

pub use draft::{Author, AuthorMsg, Found, Idle, Replaced};
pub(in crate::app) use screen::{answered, came, no_reader};
pub use screen::{load, open, react, told, words};
