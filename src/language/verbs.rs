//! The list of all verbs, and the services that a run has unless somebody brings more.

use crate::cloud::FaultKind;
use crate::grammar::{Catalogue, Verb};
use crate::language::lab;
use crate::rds;
use crate::world::FAULT_KINDS;

/// The lab's own services.
pub const CATALOGUE: Catalogue = Catalogue {
    services: &[&rds::WORDS],
    faults: FAULT_KINDS,
};

/// The kind of fault of that name, of the lab's own services too.
pub fn fault_kind(name: &str) -> Option<&'static FaultKind> {
    CATALOGUE.fault_kind(name)
}

impl Verb {
    /// Every verb of the language, the operations of the lab's own services among them.
    pub fn all() -> impl Iterator<Item = &'static Verb> {
        let own = lab::VERBS.iter().map(|own| &own.verb);
        own.chain(CATALOGUE.operations().map(|operation| &operation.verb))
    }
}
