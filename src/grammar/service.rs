//! What services bring to the language, as data.

use crate::cloud::Request;
use crate::grammar::reader::Reader;
use crate::grammar::verb::Verb;
use std::sync::Arc;

/// One operation of a service.
#[derive(Debug)]
pub struct Operation {
    /// Its path begins with `aws` and the service's name.
    pub verb: Verb,
    /// Makes the request. A reader reports errors by itself, and then the result counts for nothing.
    pub read: fn(&mut Reader) -> Option<Arc<dyn Request>>,
}

/// The words of one service.
#[derive(Debug)]
pub struct ServiceWords {
    /// As lines name it: `rds`.
    pub name: &'static str,
    pub operations: &'static [Operation],
    /// An operation that a message can give as an example: `describe-db-instances`.
    pub example: &'static str,
}

/// The services of a run: the lab's own, and what somebody brings besides.
#[derive(Clone, Copy, Debug)]
pub struct Catalogue {
    pub services: &'static [&'static ServiceWords],
}

impl Catalogue {
    pub fn service(self, name: &str) -> Option<&'static ServiceWords> {
        let mut services = self.services.iter().copied();
        services.find(|service| service.name == name)
    }

    pub fn operations(self) -> impl Iterator<Item = &'static Operation> {
        let services = self.services.iter();
        services.flat_map(|service| service.operations)
    }
}
