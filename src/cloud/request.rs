//! What is asked of a service, as those carry it who do not know the service.

use crate::cloud::Deed;
use crate::sim::SimDuration;
use std::any::Any;
use std::fmt;

/// What tests print. The page prints no request, and the words of all of them would weigh some KB there.
#[cfg(not(target_arch = "wasm32"))]
pub use fmt::Debug as Printed;
#[cfg(target_arch = "wasm32")]
pub trait Printed {}
#[cfg(target_arch = "wasm32")]
impl<T> Printed for T {}

/// An API call in typed form. Its service alone knows what it says.
pub trait Request: Any + Printed + Compared + Send + Sync {
    /// What it does, and the name of the database that it is about; nothing if it can make no request fail.
    fn deed(&self) -> Option<(Deed, &str)> {
        None
    }

    /// The name that what it makes would bear.
    fn makes(&self) -> Option<&str> {
        None
    }

    /// If it is a waiter, how it waits.
    fn waits(&self) -> Option<Patience> {
        None
    }

    /// Whether it only looks: it changes nothing, whenever it is carried out.
    fn only_looks(&self) -> bool {
        false
    }

    /// The database that it deletes, if it does.
    fn deletes(&self) -> Option<Deletion<'_>> {
        None
    }
}

/// Any two requests can be compared.
pub trait Compared {
    /// Whether it asks the same.
    fn equals(&self, other: &dyn Request) -> bool;
}

impl<T: Request + PartialEq> Compared for T {
    fn equals(&self, other: &dyn Request) -> bool {
        other.known_as() == Some(self)
    }
}

/// How a waiter waits: how long before it asks again, and how often it asks before it gives up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    pub every: SimDuration,
    pub tries: u64,
}

/// What a request deletes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deletion<'r> {
    pub database: &'r str,
    /// Whether its automated backups stay.
    pub keeps_backups: bool,
    /// Whether a snapshot of it is taken at the last moment.
    pub takes_snapshot: bool,
}

impl dyn Request {
    /// The request as its service knows it, if it is of this type.
    pub fn known_as<T: Request>(&self) -> Option<&T> {
        let any: &dyn Any = self;
        any.downcast_ref()
    }
}

#[cfg(target_arch = "wasm32")]
impl fmt::Debug for dyn Request {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("Request")
    }
}

impl PartialEq for dyn Request {
    fn eq(&self, other: &dyn Request) -> bool {
        self.equals(other)
    }
}

/// Where a waiter (`aws rds wait …`) stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WaitState {
    /// Its condition holds.
    Done,
    NotYet,
    /// Its condition can hold no more: the CLI gives up at once, with status 255.
    Failed,
}
