//! A wrong DELETE or migration commits. To every form of replication it is a write like any other.

use super::{Effect, invalid};
use crate::cloud::{
    Amount, CommandError, Fault, FaultKind, FaultOption, Reach, Target, Yearly, numbers,
};
use crate::world::state::World;

/// How many rows it damages: [`numbers::BAD_WRITE_ROWS`] unless told.
const ROWS: FaultOption = FaultOption {
    name: "--rows",
    takes: Amount::Count {
        default: None,
        largest: u64::MAX,
    },
};

pub static KIND: FaultKind = FaultKind {
    name: "bad-write",
    title: "Run a wrong DELETE",
    noun: "wrong DELETE",
    heading: "Bad write",
    meaning: "A wrong DELETE or migration commits, and is copied like any other write.",
    targets: &[Target::Database],
    lasts: false,
    options: &[ROWS, FaultOption::NOTICED_AFTER],
    reach: Reach::Rows,
    button: "--rows 1000",
    menu: 0,
    rare: false,
    held_off: None,
    yearly: Some(Yearly {
        rate: &numbers::YEARLY_BAD_WRITE,
        length: None,
    }),
};

pub(super) fn strike(world: &World, fault: &Fault) -> Result<Effect, CommandError> {
    let database = fault.database();
    let key = world.db_named(&database)?;
    let db = world.db(key);
    if db.source.is_some() {
        return invalid(format!(
            "{database} is a read replica and takes no writes; strike its source"
        ));
    }
    let serves = db.serves && !db.fails_over;
    match world.tape(key).filter(|_| serves) {
        Some(tape) => {
            let default = world.cx.numbers.value(&numbers::BAD_WRITE_ROWS) as u64;
            let rows = fault.count(&ROWS).unwrap_or(default);
            let what = fault.kind.noun;
            Ok(Effect::strikes(move |world| {
                Some(world.cx.tapes.damage(tape, rows, what))
            }))
        }
        None => invalid(format!(
            "{database} is {} and takes no writes now",
            world.service(key).status(&world.cx, key)
        )),
    }
}
