//! Where the values of a front matter stand in the file.

use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A step on the way to a value: a key, or a place in a list.
#[derive(Clone, Copy, Debug)]
pub(super) enum Key<'k> {
    Name(&'k str),
    At(usize),
}

impl<'k> From<&'k str> for Key<'k> {
    fn from(name: &'k str) -> Key<'k> {
        Key::Name(name)
    }
}

impl From<usize> for Key<'_> {
    fn from(place: usize) -> Self {
        Key::At(place)
    }
}

/// Tells where values stand.
pub(super) struct Places<'a> {
    text: &'a str,
    table: Spanned<DeTable<'a>>,
    /// Where the front matter begins in the file.
    offset: usize,
}

impl<'a> Places<'a> {
    pub fn new(front: &'a str, offset: usize) -> Places<'a> {
        Places {
            text: front,
            table: DeTable::parse_recoverable(front).0,
            offset,
        }
    }

    /// Where a value stands in the file; what it stands in, where it is not there itself.
    pub fn of(&self, path: &[Key]) -> Range<usize> {
        let mut span = 0..0;
        let mut table = Some(self.table.get_ref());
        let mut list: Option<&[Spanned<DeValue>]> = None;
        for key in path {
            let value = match key {
                Key::Name(name) => table.and_then(|table| table.get(*name)),
                Key::At(place) => list.and_then(|list| list.get(*place)),
            };
            let Some(value) = value else { break };
            if value.span() != (0..0) {
                span = value.span();
            }
            table = value.get_ref().as_table();
            list = value.get_ref().as_array().map(|array| &array[..]);
        }
        span.start + self.offset..span.end + self.offset
    }

    /// Where the text of a string begins and ends, its quotes taken off; a newline that follows them does not count.
    pub fn of_text(&self, path: &[Key]) -> Range<usize> {
        let span = self.of(path);
        let quoted = self
            .text
            .get(span.start - self.offset..span.end - self.offset)
            .unwrap_or_default();
        let quotes = ["'''", "\"\"\"", "'", "\""]
            .into_iter()
            .find(|quotes| quoted.starts_with(quotes))
            .unwrap_or_default();
        let rest = &quoted[quotes.len()..];
        let newline = match quotes.len() {
            3 if rest.starts_with("\r\n") => 2,
            3 if rest.starts_with('\n') => 1,
            _ => 0,
        };
        span.start + quotes.len() + newline..span.end.saturating_sub(quotes.len())
    }
}
