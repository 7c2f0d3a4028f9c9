//! Somebody deletes an instance by mistake, without a final snapshot. Deletion protection prevents it.

use super::{Effect, FaultKind};
use crate::rds::world::World;
use crate::rds::{CommandError, DbName, DeleteDbInstance};

pub const KIND: FaultKind = FaultKind {
    name: "operator-delete",
    targets: &["DB"],
    lasts: false,
    option: None,
    meaning: "Somebody deletes the instance by mistake, without a final snapshot.",
};

pub fn strike(world: &World, database: &DbName) -> Result<Effect, CommandError> {
    let key = world.db_named(database)?;
    let (region, id) = (world.db(key).region, world.db(key).name.clone());
    let delete = DeleteDbInstance {
        id,
        skip_final_snapshot: true,
        ..DeleteDbInstance::default()
    };
    let plan = world.delete(region, &delete)?;
    Ok(Effect::strikes(move |world| {
        plan.carry_out(world);
        None
    }))
}
