//! An application writes many times as much.

use super::{Effect, FaultKind, invalid};
use crate::cloud::CommandError;
use crate::world::lever::Lever;
use crate::world::state::World;

pub const KIND: FaultKind = FaultKind {
    name: "write-surge",
    targets: &["APP"],
    lasts: true,
    option: Some("--factor"),
    meaning: "The application writes many times as much.",
};

/// The largest factor.
pub const SURGE_FACTOR_MAX: u32 = 10_000;

pub fn strike(world: &World, app: &str, factor: u32) -> Result<Effect, CommandError> {
    if !(2..=SURGE_FACTOR_MAX).contains(&factor) {
        return invalid(format!(
            "the factor of a surge lies between 2 and {SURGE_FACTOR_MAX}"
        ));
    }
    Ok(Effect::Holds(Lever::Surge(world.app_named(app)?, factor)))
}
