//! What can go wrong with RDS alone: what faults do to engine, host, volume and replication, and a deletion by mistake.
//!
//! Every kind is one file, and one line in the table of all.

pub mod host_failure;
pub mod instance_crash;
pub mod operator_delete;
pub mod replication_stop;
pub mod volume_failure;

use crate::cloud::{CommandError, Context, DbKey, Fault, FaultKind, Reply, Strike};
use crate::rds::Rds;
use crate::rds::plan::change;

/// What a fault of a kind will do now. Fails if its target is not there.
type Strikes = fn(&Rds, &Context, &Fault) -> Result<Strike, CommandError>;

/// Every kind of fault with what it does, by name.
const FAULTS: [(&FaultKind, Strikes); 5] = [
    (&host_failure::KIND, host_failure::strike),
    (&instance_crash::KIND, instance_crash::strike),
    (&operator_delete::KIND, operator_delete::strike),
    (&replication_stop::KIND, replication_stop::strike),
    (&volume_failure::KIND, volume_failure::strike),
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

/// The one kind that lasts takes hold of an instance, or lets it go.
pub fn grip(rds: &mut Rds, cx: &Context, key: DbKey, on: bool) {
    replication_stop::grip(rds, cx, key, on);
}

fn at_once(strike: impl FnOnce(&mut Rds, &mut Context) + 'static) -> Strike {
    Strike::Once(change(move |rds, cx| {
        strike(rds, cx);
        Reply::Null
    }))
}
