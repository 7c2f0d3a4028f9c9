//! A whole Region stops answering: its zones, its control plane and its object storage.

use super::{Effect, region_named};
use crate::cloud::{CommandError, Fault, FaultKind, Reach, Target, Yearly, numbers};
use crate::world::lever::Lever;
use crate::world::state::World;

pub static KIND: FaultKind = FaultKind {
    name: "region-outage",
    title: "Lose the Region",
    noun: "outage of the Region",
    heading: "Region outage",
    meaning: "A whole Region stops answering: zones, control plane and object storage.",
    targets: &[Target::Region],
    lasts: true,
    options: &[],
    reach: Reach::Within,
    button: "--for 5h",
    menu: 0,
    rare: false,
    held_off: None,
    yearly: Some(Yearly {
        rate: &numbers::YEARLY_REGION_OUTAGE,
        length: Some(&numbers::YEARLY_REGION_OUTAGE_LENGTH),
    }),
};

pub(super) fn strike(_: &World, fault: &Fault) -> Result<Effect, CommandError> {
    Ok(Effect::Holds(Lever::RegionShut(region_named(
        fault.first(),
    )?)))
}
