//! Nothing passes between two places. Both go on by themselves as far as they can.

use super::{Effect, FaultKind, invalid, region_named};
use crate::cloud::{CommandError, DbName, Place, RegionId, ZoneId};
use crate::world::lever::Lever;
use crate::world::state::World;

pub const KIND: FaultKind = FaultKind {
    name: "network-partition",
    targets: &["A", "B"],
    lasts: true,
    option: None,
    meaning: "Nothing passes between two places: each a zone, a Region, an application or a database.",
};

pub fn strike(world: &World, a: &str, b: &str) -> Result<Effect, CommandError> {
    let (a, b) = (place(world, a)?, place(world, b)?);
    if a == b {
        return invalid("a network partition needs two different places");
    }
    Ok(Effect::Holds(Lever::Cut(a, b)))
}

/// A zone, a Region, an application or a database, by name.
fn place(world: &World, name: &str) -> Result<Place, CommandError> {
    if let Some(zone) = ZoneId::parse(name) {
        return Ok(Place::Zone(zone));
    }
    if let Some(region) = RegionId::parse(name) {
        return Ok(Place::Region(region));
    }
    if let Ok(app) = world.app_named(name) {
        return Ok(Place::App(world.client(app).app.name.clone()));
    }
    let (region, id) = match name.split_once('/') {
        Some((region, id)) => (Some(region_named(region)?), id),
        None => (None, name),
    };
    let database = DbName {
        region,
        name: id.to_owned(),
    };
    world.db_named(&database).map(Place::Database).map_err(|_| {
        let message =
            format!("{name} is no Availability Zone, Region, application or database here");
        CommandError::new("TargetNotFound", message)
    })
}
