//! The text that is read, what it may name, and errors about places in it.

use crate::grammar::error::LineError;
use crate::grammar::service::Catalogue;
use crate::grammar::word::Place;

/// The text that an error is about, line by line, and the services that its lines may name.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    pub lines: &'a [&'a str],
    pub catalogue: Catalogue,
}

impl Source<'_> {
    pub fn error(&self, place: Place, message: impl Into<String>) -> LineError {
        LineError::at(self.lines, place, message.into())
    }
}
