//! The I/O of a database's volume is degraded: every request takes many times as long, and nothing is down.

use crate::cloud::{
    Amount, CommandError, Context, DbKey, Fault, FaultKind, FaultOption, Reach, Service, Strike,
    Target, numbers,
};
use crate::rds::Rds;

/// How many times as long a request takes: [`numbers::SLOW_DISK_TIMES`] unless told.
const FACTOR: FaultOption = FaultOption {
    name: "--factor",
    takes: Amount::Count {
        default: None,
        largest: u32::MAX as u64,
    },
};

/// The largest factor.
const MOST: u32 = 1000;

pub static KIND: FaultKind = FaultKind {
    name: "slow-disk",
    title: "Slow the disk",
    noun: "slow disk",
    heading: "Slow disk",
    meaning: "The I/O of the primary's volume is degraded. Requests take many times as long, and nothing fails over.",
    targets: &[Target::Database],
    lasts: true,
    options: &[FACTOR],
    reach: Reach::Lag,
    button: "--for 2h",
    menu: 8,
    rare: true,
    held_off: None,
    yearly: None,
};

pub(super) fn strike(rds: &Rds, cx: &Context, fault: &Fault) -> Result<Strike, CommandError> {
    let database = fault.database();
    let key = rds.known(cx, &database)?;
    let invalid = |message| Err(CommandError::new("InvalidTarget", message));
    if times(cx, fault).is_none() {
        return invalid(format!(
            "the factor of a slow disk lies between 2 and {MOST}"
        ));
    }
    let mut copies = rds.db(key).copies.iter();
    if copies.any(|copy| copy.node.slow_times.is_some()) {
        return invalid(format!("a disk of {database} is slow already"));
    }
    Ok(Strike::Grips(key))
}

/// The primary's volume becomes slow, or is well again, whichever host has it by then.
pub(super) fn grip(rds: &mut Rds, cx: &mut Context, fault: &Fault, key: DbKey, on: bool) {
    let times = times(cx, fault).filter(|_| on);
    let db = rds.db_mut(key);
    for copy in &mut db.copies {
        copy.node.slow_times = None;
    }
    db.primary_mut().slow_times = times;
}

fn times(cx: &Context, fault: &Fault) -> Option<u32> {
    let told = fault.count(&FACTOR);
    let times = told.unwrap_or_else(|| cx.numbers.value(&numbers::SLOW_DISK_TIMES) as u64);
    let times = u32::try_from(times).ok()?;
    (2..=MOST).contains(&times).then_some(times)
}
