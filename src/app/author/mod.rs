//! The author's page: a lesson's text, its mistakes as one types, and the lesson played beside it.

mod draft;
mod entry;
mod host;
mod screen;
mod shown;
#[cfg(test)]
mod tests;
mod zip;

pub use draft::{Author, AuthorMsg, Found, Idle, Panel, Replaced};
pub use screen::{answered, came, load, open, react};
pub use shown::{found, played, tools};
