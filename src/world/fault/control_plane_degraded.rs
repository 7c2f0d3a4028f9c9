//! A Region's control plane takes requests and finishes nothing. What runs goes on, and fails over by itself.

use super::{Effect, region_named};
use crate::cloud::{CommandError, Fault, FaultKind, Reach, Target};
use crate::world::lever::Lever;
use crate::world::state::World;

pub static KIND: FaultKind = FaultKind {
    name: "control-plane-degraded",
    title: "Degrade the control plane",
    noun: "degraded control plane",
    heading: "Degraded control plane",
    meaning: "What is created, restored, promoted or modified in the Region stalls, and no host is replaced. Databases run, and fail over.",
    targets: &[Target::Region],
    lasts: true,
    options: &[],
    reach: Reach::Latent,
    button: "--for 8h",
    menu: 4,
    rare: true,
    held_off: None,
    yearly: None,
};

pub(super) fn strike(_: &World, fault: &Fault) -> Result<Effect, CommandError> {
    let region = region_named(fault.first())?;
    Ok(Effect::Holds(Lever::RegionDegraded(region)))
}
