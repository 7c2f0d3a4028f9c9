//! What the lab has unless somebody brings more.

use crate::aurora;
use crate::cloud::Deed;
use crate::dynamodb;
use crate::grammar::Catalogue;
use crate::rds;
use crate::world::FAULT_KINDS;
use crate::world::cause::{APP_CREATE, APP_POINT, APP_START};
use std::collections::BinaryHeap;

/// The lab's own services, and what can go wrong besides.
pub const CATALOGUE: Catalogue = Catalogue {
    services: &[&rds::WORDS, &dynamodb::WORDS, &aurora::WORDS],
    faults: FAULT_KINDS,
};

/// What the client applications' lines do, and what any service does by itself.
const OWN_DEEDS: &[Deed] = &[APP_CREATE, APP_POINT, APP_START, Deed::MAINTENANCE];

/// Every deed that an incident can begin with.
fn deeds() -> impl Iterator<Item = &'static Deed> {
    let services = CATALOGUE.services.iter();
    OWN_DEEDS
        .iter()
        .chain(services.flat_map(|service| service.deeds))
}

/// The deed of that name.
pub fn deed(name: &str) -> Option<&'static Deed> {
    deeds().find(|deed| deed.name == name)
}

/// Every name that an action can have, in order.
pub fn deed_names() -> Vec<&'static str> {
    // A sort of their own would weigh more in the page.
    let names: BinaryHeap<&str> = deeds().map(|deed| deed.name).collect();
    names.into_sorted_vec()
}
