//! Somebody disables a KMS key, or has it deleted: nobody reads what is encrypted with it, until it is enabled again.

use super::{Effect, invalid};
use crate::cloud::{CommandError, Fault, FaultKind, Reach, Target, kms};
use crate::world::lever::Lever;
use crate::world::state::World;

pub static KIND: FaultKind = FaultKind {
    name: "kms-key-disabled",
    title: "Disable the key",
    noun: "disabled key",
    heading: "Disabled key",
    meaning: "Somebody disables a KMS key. Whatever is encrypted with it stops, and no backup of it can be restored.",
    targets: &[Target::Key],
    lasts: true,
    options: &[],
    reach: Reach::Keyed,
    button: "",
    menu: 11,
    rare: true,
    held_off: None,
    yearly: None,
};

pub(super) fn strike(_: &World, fault: &Fault) -> Result<Effect, CommandError> {
    let (region, local) = kms::place_of(fault.first());
    let Some(key) = kms::key_in(region, local) else {
        return invalid(kms::unknown(region, local));
    };
    if key.is_aws_own() {
        return invalid(format!(
            "{} is a key that AWS made and manages: its account cannot disable it",
            key.label()
        ));
    }
    Ok(Effect::Holds(Lever::KeyOff(key.arn())))
}
