//! A wrong DELETE or migration commits. To every form of replication it is a write like any other.

use super::{Effect, FaultKind, invalid};
use crate::rds::world::World;
use crate::rds::{CommandError, DbName};

pub const KIND: FaultKind = FaultKind {
    name: "bad-write",
    targets: &["DB"],
    lasts: false,
    option: Some("--rows"),
    meaning: "A wrong DELETE or migration commits, and is copied like any other write.",
};

/// Rows that it damages unless told otherwise.
pub const BAD_WRITE_ROWS: u64 = 1000;

pub fn strike(
    world: &mut World,
    database: &DbName,
    rows: Option<u64>,
) -> Result<Effect, CommandError> {
    let key = world.db_named(database)?;
    let db = world.db(key);
    if db.replication.is_some() {
        return invalid(format!(
            "{database} is a read replica and takes no writes; strike its source"
        ));
    }
    let serves = db.primary.serves(&world.topology) && db.failover.is_none();
    match world.tape(key).filter(|_| serves) {
        Some(tape) => Ok(Effect::Damaged(
            world.tapes.damage(tape, rows.unwrap_or(BAD_WRITE_ROWS)),
        )),
        None => invalid(format!(
            "{database} is {} and takes no writes now",
            world.status(key)
        )),
    }
}
