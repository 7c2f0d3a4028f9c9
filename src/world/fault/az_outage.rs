//! Power and network loss across one Availability Zone. Stored bytes are not damaged.

use super::{Effect, FaultKind, zone_named};
use crate::cloud::CommandError;
use crate::world::lever::Lever;

pub const KIND: FaultKind = FaultKind {
    name: "az-outage",
    targets: &["AZ"],
    lasts: true,
    option: None,
    meaning: "An Availability Zone loses power and network. Stored bytes are not damaged.",
};

pub fn strike(zone: &str) -> Result<Effect, CommandError> {
    Ok(Effect::Holds(Lever::ZoneDark(zone_named(zone)?)))
}
