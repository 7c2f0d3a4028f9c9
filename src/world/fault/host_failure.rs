//! The host of a database dies. Its volume survives.

use super::{Effect, FaultKind};
use crate::cloud::{CommandError, DbName};
use crate::world::state::World;

pub const KIND: FaultKind = FaultKind {
    name: "host-failure",
    targets: &["DB"],
    lasts: false,
    option: None,
    meaning: "The host of the database dies. Its volume survives.",
};

pub fn strike(world: &World, database: &DbName) -> Result<Effect, CommandError> {
    let key = world.rds.db_named(database)?;
    Ok(Effect::strikes(move |world| {
        let primary = &mut world.rds.db_mut(key).primary;
        primary.host_up = false;
        primary.engine_up = false;
        let restart = world.rds.db_mut(key).restart.take();
        world.cx.cancel(restart);
        None
    }))
}
