//! The storage volume of a database is lost for good.

use super::{Effect, FaultKind};
use crate::rds::instance::Volume;
use crate::rds::world::World;
use crate::rds::{CommandError, DbName};

pub const KIND: FaultKind = FaultKind {
    name: "volume-failure",
    targets: &["DB"],
    lasts: false,
    option: None,
    meaning: "The storage volume of the database is lost for good.",
};

pub fn strike(world: &World, database: &DbName) -> Result<Effect, CommandError> {
    let key = world.db_named(database)?;
    Ok(Effect::strikes(move |world| {
        world.write_down_heads(key);
        world.db_mut(key).primary.volume = Volume::Lost;
        None
    }))
}
