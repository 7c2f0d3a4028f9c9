//! The database engine crashes. Its host, volume and zone are well, so it restarts in place.

use super::{Effect, FaultKind};
use crate::cloud::{CommandError, DbName};
use crate::world::state::World;

pub const KIND: FaultKind = FaultKind {
    name: "instance-crash",
    targets: &["DB"],
    lasts: false,
    option: None,
    meaning: "The database engine crashes and restarts in place.",
};

pub fn strike(world: &World, database: &DbName) -> Result<Effect, CommandError> {
    let key = world.rds.db_named(database)?;
    Ok(Effect::strikes(move |world| {
        world.rds.db_mut(key).primary.engine_up = false;
        None
    }))
}
