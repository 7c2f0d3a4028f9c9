//! A read replica stops receiving and applying.

use crate::cloud::{
    CommandError, Context, DbKey, Fault, FaultKind, Reach, Service, Strike, Target,
};
use crate::rds::Rds;

pub static KIND: FaultKind = FaultKind {
    name: "replication-stop",
    title: "Stop replication",
    noun: "stop of replication",
    heading: "Stopped replication",
    meaning: "A read replica stops receiving and applying.",
    targets: &[Target::Replica],
    lasts: true,
    options: &[],
    reach: Reach::Lag,
    button: "--for 20m",
    menu: 2,
    rare: false,
    held_off: None,
    yearly: None,
};

pub(super) fn strike(rds: &Rds, cx: &Context, fault: &Fault) -> Result<Strike, CommandError> {
    let replica = fault.database();
    let key = rds.known(cx, &replica)?;
    if rds.db(key).replication.is_none() {
        let message = format!("{replica} is not a read replica");
        return Err(CommandError::new("InvalidTarget", message));
    }
    Ok(Strike::Grips(key))
}

/// It stops, or goes on. Several faults may hold it.
pub(super) fn grip(rds: &mut Rds, cx: &mut Context, _: &Fault, key: DbKey, on: bool) {
    rds.write_down_heads(cx, key);
    if let Some(replication) = rds.db_mut(key).replication.as_mut() {
        replication.stopped = if on {
            replication.stopped + 1
        } else {
            replication.stopped.saturating_sub(1)
        };
    }
}
