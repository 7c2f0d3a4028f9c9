//! Nothing passes between two places. Both go on by themselves as far as they can.

use super::{Effect, invalid, region_named};
use crate::cloud::{
    CommandError, DbName, Fault, FaultKind, Place, Reach, RegionId, Target, ZoneId,
};
use crate::world::lever::Lever;
use crate::world::state::World;

pub static KIND: FaultKind = FaultKind {
    name: "network-partition",
    title: "Cut the network",
    noun: "cut in the network",
    heading: "Cut in the network",
    meaning: "Nothing passes between two places: each a zone, a Region, an application or a database.",
    targets: &[Target::Side("A"), Target::Side("B")],
    lasts: true,
    options: &[],
    reach: Reach::Across,
    button: "--for 20m",
    menu: 3,
    rare: false,
    held_off: None,
    yearly: None,
};

pub(super) fn strike(world: &World, fault: &Fault) -> Result<Effect, CommandError> {
    let [a, b] = &fault.targets[..] else {
        return invalid("a network partition has two sides");
    };
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
