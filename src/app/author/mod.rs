//! The author's page: a lesson's text, its mistakes as one types, and the lesson played beside it.

mod draft;
mod screen;
mod shown;

pub use draft::{Author, AuthorMsg, Found, Idle, Replaced};
pub use screen::{answered, came, load, open, react};
pub use shown::{found, played, tools};
