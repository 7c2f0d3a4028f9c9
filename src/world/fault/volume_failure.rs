//! The storage volume of a database is lost for good.

use super::{Effect, FaultKind};
use crate::cloud::{CommandError, DbName};
use crate::rds::instance::Volume;
use crate::world::state::World;

pub const KIND: FaultKind = FaultKind {
    name: "volume-failure",
    targets: &["DB"],
    lasts: false,
    option: None,
    meaning: "The storage volume of the database is lost for good.",
};

pub fn strike(world: &World, database: &DbName) -> Result<Effect, CommandError> {
    let key = world.rds.db_named(database)?;
    Ok(Effect::strikes(move |world| {
        world.rds.write_down_heads(&world.cx, key);
        world.rds.db_mut(key).primary.volume = Volume::Lost;
        None
    }))
}
