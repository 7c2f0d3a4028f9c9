//! The database engine crashes. Its host, volume and zone are well, so it restarts in place.

use super::at_once;
use crate::cloud::{CommandError, Context, Fault, FaultKind, Reach, Service, Strike, Target};
use crate::rds::Rds;

pub static KIND: FaultKind = FaultKind {
    name: "instance-crash",
    title: "Crash the engine",
    noun: "crash of the engine",
    heading: "Engine crash",
    meaning: "The database engine crashes and restarts in place.",
    targets: &[Target::Database],
    lasts: false,
    options: &[],
    reach: Reach::Named,
    button: "",
    menu: 1,
    rare: false,
    held_off: None,
    yearly: None,
};

pub(super) fn strike(rds: &Rds, cx: &Context, fault: &Fault) -> Result<Strike, CommandError> {
    let key = rds.known(cx, &fault.database())?;
    Ok(at_once(key, move |rds, _| {
        rds.db_mut(key).primary_mut().engine_up = false;
    }))
}
