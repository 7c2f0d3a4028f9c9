//! A zone has no host to give: nothing can be created, restored or rebuilt there.

use super::{Effect, zone_named};
use crate::cloud::{CommandError, Fault, FaultKind, Reach, Target};
use crate::world::lever::Lever;
use crate::world::state::World;

pub static KIND: FaultKind = FaultKind {
    name: "capacity-shortage",
    title: "Run out of hosts",
    noun: "shortage of capacity in a zone",
    heading: "Shortage of capacity",
    meaning: "An Availability Zone has no host to give: requests that name it are refused, and no host is replaced there.",
    targets: &[Target::Zone],
    lasts: true,
    options: &[],
    reach: Reach::Latent,
    button: "--for 6h",
    menu: 4,
    rare: true,
    held_off: None,
    yearly: None,
};

pub(super) fn strike(_: &World, fault: &Fault) -> Result<Effect, CommandError> {
    Ok(Effect::Holds(Lever::ZoneShort(zone_named(fault.first())?)))
}
