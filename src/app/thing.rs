//! What can be pointed at on the stage.

use crate::cloud::kms::{self, KmsKey};
use crate::cloud::{RegionId, ZoneId};
use crate::world::{AppView, DatabaseView, SnapshotView, View};

/// Something on the stage that can be selected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Thing {
    App(String),
    Database { region: RegionId, id: String },
    Zone(ZoneId),
    Region(RegionId),
    Storage(RegionId),
    Snapshot { region: RegionId, id: String },
}

impl Thing {
    pub fn database(entry: &DatabaseView) -> Thing {
        Thing::Database {
            region: entry.region,
            id: entry.id.clone(),
        }
    }

    pub fn snapshot(entry: &SnapshotView) -> Thing {
        Thing::Snapshot {
            region: entry.region,
            id: entry.id.clone(),
        }
    }

    /// Its name, told from those of all other things.
    pub fn key(&self, view: &View) -> String {
        match self {
            Thing::Database { .. } => match self.database_in(view) {
                Some(entry) => line_name(view, entry),
                None => self.name(),
            },
            Thing::Snapshot { region, id } => format!("snapshot:{}/{id}", region.name()),
            Thing::Storage(region) => format!("backups:{}", region.name()),
            Thing::App(name) => format!("app:{name}"),
            Thing::Zone(_) | Thing::Region(_) => self.name(),
        }
    }

    /// What is called so and is there.
    pub fn keyed(view: &View, key: &str) -> Option<Thing> {
        let regions = view.regions.iter().flat_map(|region| {
            let zones = region.zones.iter().map(|zone| Thing::Zone(zone.id));
            [Thing::Region(region.id), Thing::Storage(region.id)]
                .into_iter()
                .chain(zones)
        });
        let apps = view.apps.iter().map(|app| Thing::App(app.name.clone()));
        view.databases
            .iter()
            .map(Thing::database)
            .chain(apps)
            .chain(view.snapshots.iter().map(Thing::snapshot))
            .chain(regions)
            .find(|thing| thing.key(view) == key)
    }

    /// Its name, as a heading.
    pub fn name(&self) -> String {
        match self {
            Thing::App(name) => name.clone(),
            Thing::Database { id, .. } | Thing::Snapshot { id, .. } => id.clone(),
            Thing::Zone(zone) => zone.name(),
            Thing::Region(region) => region.name().to_owned(),
            Thing::Storage(region) => format!("Backups in {}", region.name()),
        }
    }

    /// The id of its button on the stage.
    pub fn id(&self) -> String {
        id_of(&self.name())
    }

    /// What stands for it on the stage, by ids, each in a lane of its own: a database's copies, the primary first.
    pub fn lanes(&self, view: &View) -> Vec<String> {
        match self {
            Thing::Database { id, .. } => {
                let copies = self.database_in(view).map_or(0, |entry| entry.copies.len());
                (0..copies).map(|number| lane_id(id, number)).collect()
            }
            Thing::Storage(region) | Thing::Snapshot { region, .. } => {
                vec![lane_id(region.name(), 0)]
            }
            Thing::App(_) | Thing::Zone(_) | Thing::Region(_) => vec![self.id()],
        }
    }

    /// The id of the button that opens its menu of faults.
    pub fn break_id(&self) -> String {
        format!("break-{}", self.name())
    }

    /// Whether it is still there.
    pub fn exists(&self, view: &View) -> bool {
        match self {
            Thing::App(_) => self.app_in(view).is_some(),
            Thing::Database { .. } => self.database_in(view).is_some(),
            Thing::Snapshot { region, id } => view
                .snapshots
                .iter()
                .any(|shot| shot.region == *region && shot.id == *id),
            Thing::Zone(zone) => view.regions.iter().any(|region| region.id == zone.region),
            Thing::Region(id) | Thing::Storage(id) => {
                view.regions.iter().any(|region| region.id == *id)
            }
        }
    }

    pub fn database_in<'a>(&self, view: &'a View) -> Option<&'a DatabaseView> {
        let Thing::Database { region, id } = self else {
            return None;
        };
        view.databases
            .iter()
            .find(|entry| entry.region == *region && entry.id == *id)
    }

    /// The KMS key that it is encrypted with, if it is.
    pub fn key_in(&self, view: &View) -> Option<KmsKey> {
        let arn = match self {
            Thing::Snapshot { region, id } => {
                let mut shots = view.snapshots.iter();
                let shot = shots.find(|shot| shot.region == *region && shot.id == *id)?;
                shot.kms_key.as_deref()
            }
            _ => self.database_in(view)?.kms_key.as_deref(),
        };
        kms::named(arn?)
    }

    /// Whether it holds the backups of an instance: that database, or the storage of its Region.
    pub fn has_backups(&self, view: &View, region: RegionId, resource_id: &str) -> bool {
        match (self, self.database_in(view)) {
            (Thing::Storage(of), _) => *of == region,
            (_, Some(entry)) => entry.region == region && entry.resource_id == resource_id,
            _ => false,
        }
    }

    pub fn app_in<'a>(&self, view: &'a View) -> Option<&'a AppView> {
        let Thing::App(name) = self else { return None };
        view.apps.iter().find(|app| app.name == *name)
    }
}

/// The id of the button on the stage of what is called so.
pub fn id_of(name: &str) -> String {
    format!("thing-{}", name.to_ascii_lowercase())
}

/// The id of a lane: of a database's copy, by its number, or of what a Region keeps.
pub fn lane_id(name: &str, number: usize) -> String {
    format!("lane-{name}.{number}")
}

/// A database's name with its Region.
fn qualified(entry: &DatabaseView) -> String {
    format!("{}/{}", entry.region.name(), entry.id)
}

/// A database's name as a line needs it: with its Region only where the bare name is ambiguous.
pub fn line_name(view: &View, entry: &DatabaseView) -> String {
    let namesakes = view
        .databases
        .iter()
        .filter(|other| other.id == entry.id)
        .count();
    match namesakes {
        0 | 1 => entry.id.clone(),
        _ => qualified(entry),
    }
}
