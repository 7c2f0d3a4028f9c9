//! The host of a database stalls: it answers nobody, and health checks see nothing wrong for long, or not at all.

use crate::cloud::{
    Amount, CommandError, Context, DbKey, Fault, FaultKind, FaultOption, Reach, Service, Strike,
    Target, numbers,
};
use crate::rds::Rds;

/// How long health checks see nothing wrong: [`numbers::HOST_STALL_UNSEEN`] unless told.
const UNSEEN: FaultOption = FaultOption {
    name: "--unseen",
    takes: Amount::Span { default: None },
};

pub static KIND: FaultKind = FaultKind {
    name: "host-stall",
    title: "Stall the host",
    noun: "stall of the host",
    heading: "Stalled host",
    meaning: "The host answers nobody, but does not die: RDS notices late, or not at all.",
    targets: &[Target::Database],
    lasts: true,
    options: &[UNSEEN],
    reach: Reach::Named,
    button: "--for 1h",
    menu: 7,
    rare: true,
    held_off: None,
    yearly: None,
};

pub(super) fn strike(rds: &Rds, cx: &Context, fault: &Fault) -> Result<Strike, CommandError> {
    let database = fault.database();
    let key = rds.known(cx, &database)?;
    let mut copies = rds.db(key).copies.iter();
    if copies.any(|copy| copy.node.is_stalled()) {
        let message = format!("a host of {database} is stalled already");
        return Err(CommandError::new("InvalidTarget", message));
    }
    Ok(Strike::Grips(key))
}

/// The primary's host stalls; whoever has it when it comes to itself goes on.
pub(super) fn grip(rds: &mut Rds, cx: &mut Context, fault: &Fault, key: DbKey, on: bool) {
    if !on {
        for copy in &mut rds.db_mut(key).copies {
            copy.node.stalled_until_seen = None;
        }
        return;
    }
    let name = rds.db(key).name.clone();
    let unseen = fault.span(&UNSEEN);
    let unseen = unseen.unwrap_or_else(|| cx.duration(&numbers::HOST_STALL_UNSEEN, &name));
    let seen = cx.now + unseen;
    cx.look_at(seen, key.party());
    rds.db_mut(key).primary_mut().stalled_until_seen = Some(seen);
}
