//! A wrong DELETE or migration commits. To every form of replication it is a write like any other.

use super::{Effect, FaultKind, invalid};
use crate::cloud::{CommandError, DbName, numbers};
use crate::world::state::World;

pub const KIND: FaultKind = FaultKind {
    name: "bad-write",
    targets: &["DB"],
    lasts: false,
    option: Some("--rows"),
    meaning: "A wrong DELETE or migration commits, and is copied like any other write.",
};

pub fn strike(world: &World, database: &DbName, rows: Option<u64>) -> Result<Effect, CommandError> {
    let key = world.db_named(database)?;
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
            let rows = rows.unwrap_or(default);
            Ok(Effect::strikes(move |world| {
                Some(world.cx.tapes.damage(tape, rows))
            }))
        }
        None => invalid(format!(
            "{database} is {} and takes no writes now",
            world.service(key).status(&world.cx, key)
        )),
    }
}
