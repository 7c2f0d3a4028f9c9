//! What can be pointed at on the stage.

use crate::app::kept::backups_in;
use crate::cloud::kms::{self, KmsKey};
use crate::cloud::{RegionId, ZoneId};
use crate::world::{AppView, DatabaseView, ProxyView, SnapshotView, View};

/// Something on the stage that can be selected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Thing {
    App(String),
    Database { region: RegionId, id: String },
    Proxy { region: RegionId, id: String },
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

    pub fn proxy(entry: &ProxyView) -> Thing {
        Thing::Proxy {
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
            Thing::Database { .. } => self.place(view),
            Thing::Snapshot { region, id } => format!("snapshot:{}/{id}", region.name()),
            Thing::Proxy { region, id } => format!("proxy:{}/{id}", region.name()),
            Thing::Storage(region) => format!("backups:{}", region.name()),
            Thing::App(name) => format!("app:{name}"),
            Thing::Zone(_) | Thing::Region(_) => self.name(),
        }
    }

    /// What is called so and is there.
    pub fn keyed(view: &View, key: &str) -> Option<Thing> {
        Thing::all(view).find(|thing| thing.key(view) == key)
    }

    /// What bears this name in a text, in whatever Region.
    pub fn named(view: &View, name: &str) -> Option<Thing> {
        Thing::all(view).find(|thing| thing.name().eq_ignore_ascii_case(name))
    }

    /// What is told so: a database of another Region than the default one with it.
    pub fn told(view: &View, name: &str) -> Option<Thing> {
        let is = |thing: &Thing| match thing {
            Thing::Database { region, id } => region.label(id) == name,
            thing => thing.name() == name,
        };
        Thing::all(view).find(is)
    }

    fn all(view: &View) -> impl Iterator<Item = Thing> {
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
            .chain(view.proxies.iter().map(Thing::proxy))
            .chain(view.snapshots.iter().map(Thing::snapshot))
            .chain(regions)
    }

    /// Its name, as a heading.
    pub fn name(&self) -> String {
        match self {
            Thing::App(name) => name.clone(),
            Thing::Database { id, .. } | Thing::Proxy { id, .. } | Thing::Snapshot { id, .. } => {
                id.clone()
            }
            Thing::Zone(zone) => zone.name(),
            Thing::Region(region) => region.name().to_owned(),
            Thing::Storage(region) => format!("Backups in {}", region.name()),
        }
    }

    /// Its name, told from those of all other things on the stage.
    fn place(&self, view: &View) -> String {
        if let Some(proxy) = self.proxy_in(view) {
            return proxy.endpoint.clone();
        }
        let entry = self.database_in(view);
        entry.map_or_else(|| self.name(), |entry| line_name(view, entry))
    }

    /// The id of its button on the stage.
    pub fn id(&self, view: &View) -> String {
        format!("thing-{}", self.place(view).to_ascii_lowercase())
    }

    /// What stands for it on the stage, by ids, each in a lane of its own: a database's copies, the primary first.
    pub fn lanes(&self, view: &View) -> Vec<String> {
        match self {
            Thing::Database { .. } => {
                let copies = self.database_in(view).map_or(0, |entry| entry.copies.len());
                let name = self.place(view);
                (0..copies).map(|number| lane_id(&name, number)).collect()
            }
            Thing::Storage(region) => vec![lane_id(region.name(), 0)],
            Thing::Snapshot { region, id } => {
                let is_it = |shot: &&SnapshotView| shot.region == *region && shot.id == *id;
                let kept = view.snapshots.iter().find(is_it).and_then(|shot| {
                    let mut all = backups_in(view, *region).into_iter();
                    all.position(|kept| kept.resource_id == shot.resource_id)
                });
                vec![lane_id(region.name(), kept.unwrap_or(0))]
            }
            Thing::App(_) | Thing::Proxy { .. } | Thing::Zone(_) | Thing::Region(_) => {
                vec![self.id(view)]
            }
        }
    }

    /// The id of the button that opens its menu of faults.
    pub fn break_id(&self, view: &View) -> String {
        format!("break-{}", self.place(view))
    }

    /// Whether it is still there.
    pub fn exists(&self, view: &View) -> bool {
        match self {
            Thing::App(_) => self.app_in(view).is_some(),
            Thing::Database { .. } => self.database_in(view).is_some(),
            Thing::Proxy { .. } => self.proxy_in(view).is_some(),
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

    pub fn proxy_in<'a>(&self, view: &'a View) -> Option<&'a ProxyView> {
        let Thing::Proxy { region, id } = self else {
            return None;
        };
        let mut all = view.proxies.iter();
        all.find(|entry| entry.region == *region && entry.id == *id)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::fixture;

    #[test]
    fn two_databases_of_one_name_have_places_of_their_own() {
        let mut view = fixture::cross_region();
        let lanes = |view: &View| -> Vec<String> {
            let all = view.databases.iter().map(Thing::database);
            all.flat_map(|one| [one.lanes(view), vec![one.id(view), one.break_id(view)]].concat())
                .collect()
        };
        assert_eq!(
            lanes(&view)[..3],
            ["lane-orders.0", "lane-orders.1", "thing-orders"]
        );
        view.databases[1].id = "orders".to_owned();
        let mut all = lanes(&view);
        assert!(
            all.contains(&"lane-us-west-2/orders.0".to_owned()),
            "{all:?}"
        );
        let count = all.len();
        all.sort();
        all.dedup();
        assert_eq!(all.len(), count, "{all:?}");
    }

    #[test]
    fn a_snapshot_is_found_among_the_backups_of_its_instance() {
        let mut view = fixture::single();
        view.snapshots[1].resource_id = "db-cart".to_owned();
        let lanes = |place: usize| Thing::snapshot(&view.snapshots[place]).lanes(&view);
        assert_eq!(lanes(0), ["lane-us-east-1.0"]);
        assert_eq!(lanes(1), ["lane-us-east-1.1"]);
    }
}
