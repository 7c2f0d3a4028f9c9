//! Power and network loss across one Availability Zone. Stored bytes are not damaged.

use super::{Effect, zone_named};
use crate::cloud::{CommandError, Fault, FaultKind, Reach, Target, Yearly, numbers};
use crate::world::lever::Lever;
use crate::world::state::World;

pub static KIND: FaultKind = FaultKind {
    name: "az-outage",
    title: "Cut the power",
    noun: "power outage of a zone",
    heading: "Zone outage",
    meaning: "An Availability Zone loses power and network. Stored bytes are not damaged.",
    targets: &[Target::Zone],
    lasts: true,
    options: &[],
    reach: Reach::Within,
    button: "--for 45m",
    menu: 0,
    rare: false,
    held_off: None,
    yearly: Some(Yearly {
        rate: &numbers::YEARLY_AZ_OUTAGE,
        length: Some(&numbers::YEARLY_AZ_OUTAGE_LENGTH),
    }),
};

pub(super) fn strike(_: &World, fault: &Fault) -> Result<Effect, CommandError> {
    Ok(Effect::Holds(Lever::ZoneDark(zone_named(fault.first())?)))
}
