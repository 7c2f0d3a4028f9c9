//! The host of a database dies. Its volume survives.

use super::{Effect, FaultKind};
use crate::rds::world::World;
use crate::rds::{CommandError, DbName};

pub const KIND: FaultKind = FaultKind {
    name: "host-failure",
    targets: &["DB"],
    lasts: false,
    option: None,
    meaning: "The host of the database dies. Its volume survives.",
};

pub fn strike(world: &World, database: &DbName) -> Result<Effect, CommandError> {
    let key = world.db_named(database)?;
    Ok(Effect::strikes(move |world| {
        let primary = &mut world.db_mut(key).primary;
        primary.host_up = false;
        primary.engine_up = false;
        let restart = world.db_mut(key).restart.take();
        world.cancel(restart);
        None
    }))
}
