//! What can go wrong with RDS alone: what faults do to engine, host, volume and replication, and a deletion by mistake.
//!
//! Every kind is one file, and one line in the table of all.

pub mod host_failure;
pub mod host_stall;
pub mod instance_crash;
pub mod operator_delete;
pub mod replication_stop;
pub mod restore_fails;
pub mod slow_disk;
pub mod snapshot_damaged;
pub mod storage_full;
pub mod volume_failure;

use crate::cloud::{CommandError, Context, DbKey, Fault, FaultKind, Strike};
use crate::rds::Rds;
use crate::rds::plan::change;

/// What a fault of a kind will do now. Fails if its target is not there.
type Strikes = fn(&Rds, &Context, &Fault) -> Result<Strike, CommandError>;

/// A fault that lasts takes hold of an instance, or lets it go.
type Grips = fn(&mut Rds, &mut Context, &Fault, DbKey, bool);

/// Every kind of fault with what it does, by name.
const FAULTS: [(&FaultKind, Strikes); 10] = [
    (&host_failure::KIND, host_failure::strike),
    (&host_stall::KIND, host_stall::strike),
    (&instance_crash::KIND, instance_crash::strike),
    (&operator_delete::KIND, operator_delete::strike),
    (&replication_stop::KIND, replication_stop::strike),
    (&restore_fails::KIND, restore_fails::strike),
    (&slow_disk::KIND, slow_disk::strike),
    (&snapshot_damaged::KIND, snapshot_damaged::strike),
    (&storage_full::KIND, storage_full::strike),
    (&volume_failure::KIND, volume_failure::strike),
];

/// Those that last, with how they grip.
const LASTING: [(&FaultKind, Grips); 3] = [
    (&host_stall::KIND, host_stall::grip),
    (&replication_stop::KIND, replication_stop::grip),
    (&slow_disk::KIND, slow_disk::grip),
];

/// The service's own kinds of faults, by name.
pub const FAULT_KINDS: &[&FaultKind] = &FaultKind::of_table(&FAULTS);

/// What a fault will do to an instance.
pub fn plan(rds: &Rds, cx: &Context, fault: &Fault) -> Result<Strike, CommandError> {
    let mut faults = FAULTS.iter();
    match faults.find(|(kind, _)| *kind == fault.kind) {
        Some((_, strikes)) => strikes(rds, cx, fault),
        None => unreachable!("{} is no fault of RDS", fault.kind.name),
    }
}

/// A fault that lasts takes hold of an instance, or lets it go.
pub fn grip(rds: &mut Rds, cx: &mut Context, fault: &Fault, key: DbKey, on: bool) {
    let mut faults = LASTING.iter();
    match faults.find(|(kind, _)| *kind == fault.kind) {
        Some((_, grips)) => grips(rds, cx, fault, key, on),
        None => unreachable!("{} does not last", fault.kind.name),
    }
}

/// What strikes an instance at one instant.
fn at_once(key: DbKey, strike: impl FnOnce(&mut Rds, &mut Context) + 'static) -> Strike {
    Strike::Once(key, change(strike))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lasts_has_a_grip_of_its_own() {
        let lasting = FAULT_KINDS.iter().filter(|kind| kind.lasts);
        let names: Vec<&str> = lasting.map(|kind| kind.name).collect();
        let gripping: Vec<&str> = LASTING.iter().map(|(kind, _)| kind.name).collect();
        assert_eq!(names, gripping);
    }
}
