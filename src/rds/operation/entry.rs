//! What each operation is: its line, how that is read, and what the request does.

use crate::cloud::{Context, Deed, Deletion, Patience, Planned, RegionId};
use crate::grammar::{Opt, Reader, Verb};
use crate::rds::Rds;

/// A request of one operation, which knows what it asks.
pub trait RdsOperation {
    /// What it will do in a Region that answers, or how AWS refuses it.
    fn plan(&self, rds: &Rds, cx: &Context, region: RegionId) -> Planned;

    /// As [`Request::deed`](crate::cloud::Request::deed).
    fn deed(&self) -> Option<(Deed, &str)> {
        None
    }

    /// As [`Request::makes`](crate::cloud::Request::makes).
    fn makes(&self) -> Option<&str> {
        None
    }

    /// As [`Request::only_looks`](crate::cloud::Request::only_looks).
    fn only_looks(&self) -> bool {
        false
    }

    /// As [`Request::waits`](crate::cloud::Request::waits).
    fn waits(&self) -> Option<Patience> {
        None
    }

    /// As [`Request::deletes`](crate::cloud::Request::deletes).
    fn deletes(&self) -> Option<Deletion<'_>> {
        None
    }
}

/// One line of `aws rds`, and the request that it makes.
pub struct Entry<T> {
    pub verb: Verb,
    /// Makes the request. A reader reports errors by itself, and then the result counts for nothing.
    pub read: fn(&mut Reader) -> Option<T>,
}

pub const fn entry<T>(
    path: &'static str,
    meaning: &'static str,
    options: &'static [&'static [Opt]],
    read: fn(&mut Reader) -> Option<T>,
) -> Entry<T> {
    let verb = Verb::plain(path, meaning, options);
    Entry { verb, read }
}

/// As [`entry`], of a line that makes a database.
pub const fn making<T>(
    path: &'static str,
    meaning: &'static str,
    options: &'static [&'static [Opt]],
    read: fn(&mut Reader) -> Option<T>,
) -> Entry<T> {
    let verb = Verb {
        makes: true,
        ..Verb::plain(path, meaning, options)
    };
    Entry { verb, read }
}
