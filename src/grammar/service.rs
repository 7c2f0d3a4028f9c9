//! What services bring to a run: themselves, and their words, as data.

use crate::cloud::{Buttons, Deed, FaultKind, Request, Service};
use crate::grammar::reader::Reader;
use crate::grammar::verb::Verb;
use std::sync::Arc;

/// One operation of a service.
#[derive(Debug)]
pub struct Operation {
    /// Its path begins with `aws` and the service's name, or with a word of its own.
    pub verb: Verb,
    /// Makes the request. A reader reports errors by itself, and then the result counts for nothing.
    pub read: fn(&mut Reader) -> Option<Arc<dyn Request>>,
}

/// The statuses of what a service keeps, by name.
#[derive(Clone, Copy, Debug)]
pub struct Statuses {
    pub of_databases: &'static [&'static str],
    pub of_snapshots: &'static [&'static str],
    pub of_backups: &'static [&'static str],
}

/// One service, and its words.
#[derive(Debug)]
pub struct ServiceWords {
    /// As its room is called.
    pub name: &'static str,
    /// The word behind `aws` by which lines reach it: its name, or that of another service whose API is its own too.
    pub lines: &'static str,
    /// The service that has nothing yet, by its place among those of the world.
    pub open: fn(u8) -> Box<dyn Service>,
    /// What is done to its databases that can make requests fail.
    pub deeds: &'static [Deed],
    pub operations: &'static [Operation],
    /// What can go wrong with it alone.
    pub faults: &'static [&'static FaultKind],
    /// Every status that one of its databases, a snapshot or automated backups can have.
    pub statuses: Statuses,
    /// An operation that a message can give as an example: `describe-db-instances`.
    pub example: &'static str,
    /// What the page offers to do with what is the service's.
    pub buttons: &'static dyn Buttons,
}

/// The services of a run: the lab's own, and what somebody brings besides.
#[derive(Clone, Copy, Debug)]
pub struct Catalogue {
    pub services: &'static [&'static ServiceWords],
    /// What can go wrong with places and with any service.
    pub faults: &'static [&'static FaultKind],
}

/// Services bear different names.
impl PartialEq for Catalogue {
    fn eq(&self, other: &Catalogue) -> bool {
        let name = |service: &&ServiceWords| service.name;
        self.services
            .iter()
            .map(name)
            .eq(other.services.iter().map(name))
    }
}

impl Catalogue {
    /// The first operation that a message can give as an example: `aws rds describe-db-instances`.
    pub fn example(self) -> String {
        let first = self.services.first();
        first.map_or_else(String::new, |own| {
            format!("aws {} {}", own.lines, own.example)
        })
    }

    /// The words of their own that lines of services begin with, besides `aws`.
    pub fn own_words(self) -> impl Iterator<Item = &'static str> {
        let first = |operation: &'static Operation| operation.verb.path.split(' ').next();
        self.operations()
            .filter_map(first)
            .filter(|word| *word != "aws")
    }

    /// The service of that name.
    pub fn service(self, name: &str) -> Option<&'static ServiceWords> {
        let mut services = self.services.iter().copied();
        services.find(|service| service.name == name)
    }

    /// The service whose lines begin with that word behind `aws`.
    pub fn spoken_to(self, word: &str) -> Option<&'static ServiceWords> {
        self.service(word).filter(|service| service.lines == word)
    }

    /// The words behind `aws` by which lines reach the services.
    pub fn spoken(self) -> impl Iterator<Item = &'static str> {
        let services = self.services.iter();
        let first = services.filter(|service| service.lines == service.name);
        first.map(|service| service.lines)
    }

    /// The operation of that path, with its service.
    pub fn operation(self, path: &str) -> Option<(&'static ServiceWords, &'static Operation)> {
        self.services.iter().find_map(|service| {
            let mut operations = service.operations.iter();
            let found = operations.find(|operation| operation.verb.path == path)?;
            Some((*service, found))
        })
    }

    pub fn operations(self) -> impl Iterator<Item = &'static Operation> {
        let services = self.services.iter();
        services.flat_map(|service| service.operations)
    }

    /// The places of the services that a kind of fault is of; of none in particular if there are none.
    pub fn sufferers(self, kind: &FaultKind) -> impl Iterator<Item = usize> {
        let suffers = move |place: &usize| self.services[*place].faults.contains(&kind);
        (0..self.services.len()).filter(suffers)
    }

    /// Every kind of fault, by name.
    pub fn fault_kinds(self) -> Vec<&'static FaultKind> {
        let own = self.services.iter().flat_map(|service| service.faults);
        let mut kinds: Vec<&'static FaultKind> = Vec::new();
        for kind in self.faults.iter().chain(own) {
            let place = kinds.partition_point(|before| before.name < kind.name);
            // Services may suffer from the same.
            if kinds.get(place) != Some(kind) {
                kinds.insert(place, kind);
            }
        }
        kinds
    }

    /// Those that can strike what is a service's, by its place.
    pub fn fault_kinds_of(self, service: usize) -> Vec<&'static FaultKind> {
        let strikes = |kind: &&FaultKind| {
            let mut sufferers = self.sufferers(kind).peekable();
            sufferers.peek().is_none() || sufferers.any(|of| of == service)
        };
        self.fault_kinds().into_iter().filter(strikes).collect()
    }

    pub fn fault_kind(self, name: &str) -> Option<&'static FaultKind> {
        let own = self.services.iter().flat_map(|service| service.faults);
        let mut kinds = self.faults.iter().chain(own);
        kinds.find(|kind| kind.name == name).copied()
    }
}
