//! The next restore from a database's backups breaks. Another one may go well.

use super::at_once;
use crate::cloud::{CommandError, Context, Fault, FaultKind, Reach, Service, Strike, Target};
use crate::rds::Rds;

pub static KIND: FaultKind = FaultKind {
    name: "restore-fails",
    title: "Let the next restore fail",
    noun: "restore that fails",
    heading: "Failed restore",
    meaning: "The next restore of this database's backups runs its time, and comes to nothing. Nothing shows it before.",
    targets: &[Target::Database],
    lasts: false,
    options: &[],
    reach: Reach::Latent,
    button: "",
    menu: 9,
    rare: true,
    held_off: None,
    yearly: None,
};

pub(super) fn strike(rds: &Rds, cx: &Context, fault: &Fault) -> Result<Strike, CommandError> {
    let key = rds.known(cx, &fault.database())?;
    Ok(at_once(key, move |rds, _| {
        rds.next_restore_breaks.push(key);
    }))
}
