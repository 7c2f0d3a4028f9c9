//! A read replica stops receiving and applying.

use super::{Effect, FaultKind, invalid};
use crate::cloud::{CommandError, DbName};
use crate::world::lever::Lever;
use crate::world::state::World;

pub const KIND: FaultKind = FaultKind {
    name: "replication-stop",
    targets: &["REPLICA"],
    lasts: true,
    option: None,
    meaning: "A read replica stops receiving and applying.",
};

pub fn strike(world: &World, replica: &DbName) -> Result<Effect, CommandError> {
    let key = world.rds.db_named(replica)?;
    if world.rds.db(key).replication.is_none() {
        return invalid(format!("{replica} is not a read replica"));
    }
    Ok(Effect::Holds(Lever::ReplicationStopped(key)))
}
