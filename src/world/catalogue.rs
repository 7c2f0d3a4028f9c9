//! What the lab has unless somebody brings more.

use crate::grammar::Catalogue;
use crate::rds;
use crate::world::FAULT_KINDS;
use crate::world::cause::{APP_CREATE, APP_POINT, APP_START};

/// The lab's own services, and what can go wrong besides.
pub const CATALOGUE: Catalogue = Catalogue {
    services: &[&rds::WORDS],
    faults: FAULT_KINDS,
};

/// Every name that an action can have, in order.
pub fn deed_names() -> Vec<&'static str> {
    let own = [APP_CREATE, APP_POINT, APP_START];
    let services = CATALOGUE.services.iter();
    let mut names: Vec<&str> = own
        .iter()
        .chain(services.flat_map(|kind| kind.deeds))
        .map(|deed| deed.name)
        .collect();
    names.sort_unstable();
    names
}
