//! An application keeps every DNS answer for ever, whatever its settings say: a failover is over, and it does not hear of it.

use super::Effect;
use crate::cloud::{CommandError, Fault, FaultKind, Reach, Target};
use crate::world::lever::Lever;
use crate::world::state::World;

pub static KIND: FaultKind = FaultKind {
    name: "dns-cached-forever",
    title: "Keep DNS answers for ever",
    noun: "DNS answer that is kept for ever",
    heading: "DNS answers kept for ever",
    meaning: "The application keeps every DNS answer it has. A new primary is not found before it is stopped and started.",
    targets: &[Target::App],
    lasts: true,
    options: &[],
    reach: Reach::Latent,
    button: "",
    menu: 4,
    rare: true,
    held_off: None,
    yearly: None,
};

pub(super) fn strike(world: &World, fault: &Fault) -> Result<Effect, CommandError> {
    let app = world.app_named(fault.first())?;
    Ok(Effect::Holds(Lever::DnsKept(app)))
}
