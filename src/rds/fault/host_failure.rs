//! The host of a database dies. Its volume survives.

use super::at_once;
use crate::cloud::{
    CommandError, Context, Fault, FaultKind, Reach, Service, Strike, Target, Yearly, numbers,
};
use crate::rds::Rds;

pub static KIND: FaultKind = FaultKind {
    name: "host-failure",
    title: "Kill the host",
    noun: "failure of the host",
    heading: "Host failure",
    meaning: "The host of the database dies. Its volume survives.",
    targets: &[Target::Database],
    lasts: false,
    options: &[],
    reach: Reach::Named,
    button: "",
    menu: 4,
    rare: false,
    held_off: None,
    yearly: Some(Yearly {
        rate: &numbers::YEARLY_HOST_FAILURE,
        length: None,
    }),
};

pub(super) fn strike(rds: &Rds, cx: &Context, fault: &Fault) -> Result<Strike, CommandError> {
    let key = rds.known(cx, &fault.database())?;
    Ok(at_once(key, move |rds, cx| {
        let db = rds.db_mut(key);
        db.primary_mut().lose_host();
        cx.cancel(db.restart.take());
    }))
}
