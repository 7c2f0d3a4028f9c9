//! The list of all verbs.

use crate::cloud::FaultKind;
use crate::grammar::Verb;
use crate::language::lab;
use crate::world::CATALOGUE;

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
