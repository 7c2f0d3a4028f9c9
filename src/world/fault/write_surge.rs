//! An application writes many times as much.

use super::{Effect, invalid};
use crate::cloud::{Amount, CommandError, Fault, FaultKind, FaultOption, Reach, Target};
use crate::world::lever::Lever;
use crate::world::state::World;

/// How many times as much it writes.
const FACTOR: FaultOption = FaultOption {
    name: "--factor",
    takes: Amount::Count {
        default: Some(10),
        largest: u32::MAX as u64,
    },
};

pub static KIND: FaultKind = FaultKind {
    name: "write-surge",
    title: "Surge of writes",
    noun: "surge of writes",
    heading: "Surge of writes",
    meaning: "The application writes many times as much.",
    targets: &[Target::App],
    lasts: true,
    options: &[FACTOR],
    reach: Reach::Lag,
    button: "--factor 20 --for 10m",
    menu: 0,
    rare: false,
    held_off: None,
    yearly: None,
};

/// The largest factor.
pub const SURGE_FACTOR_MAX: u32 = 10_000;

pub(super) fn strike(world: &World, fault: &Fault) -> Result<Effect, CommandError> {
    let factor = fault
        .count(&FACTOR)
        .and_then(|factor| u32::try_from(factor).ok());
    let Some(factor) = factor.filter(|factor| (2..=SURGE_FACTOR_MAX).contains(factor)) else {
        return invalid(format!(
            "the factor of a surge lies between 2 and {SURGE_FACTOR_MAX}"
        ));
    };
    Ok(Effect::Holds(Lever::Surge(
        world.app_named(fault.first())?,
        factor,
    )))
}
