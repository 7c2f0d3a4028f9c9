//! Somebody deletes an instance by mistake, without a final snapshot. Deletion protection prevents it.

use super::{Effect, FaultKind};
use crate::cloud::{CommandError, DbName};
use crate::rds::DeleteDbInstance;
use crate::world::state::World;

pub const KIND: FaultKind = FaultKind {
    name: "operator-delete",
    targets: &["DB"],
    lasts: false,
    option: None,
    meaning: "Somebody deletes the instance by mistake, without a final snapshot.",
};

pub fn strike(world: &World, database: &DbName) -> Result<Effect, CommandError> {
    let key = world.rds.db_named(database)?;
    let (region, id) = (world.rds.db(key).region, world.rds.db(key).name.clone());
    let delete = DeleteDbInstance {
        id,
        skip_final_snapshot: true,
        ..DeleteDbInstance::default()
    };
    let plan = world.rds.delete(&world.cx, region, &delete)?;
    Ok(Effect::strikes(move |world| {
        plan.carry_out(&mut world.rds, &mut world.cx);
        None
    }))
}
