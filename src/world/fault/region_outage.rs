//! A whole Region stops answering: its zones, its control plane and its object storage.

use super::{Effect, FaultKind, region_named};
use crate::cloud::CommandError;
use crate::world::lever::Lever;

pub const KIND: FaultKind = FaultKind {
    name: "region-outage",
    targets: &["REGION"],
    lasts: true,
    option: None,
    meaning: "A whole Region stops answering: zones, control plane and object storage.",
};

pub fn strike(region: &str) -> Result<Effect, CommandError> {
    Ok(Effect::Holds(Lever::RegionShut(region_named(region)?)))
}
