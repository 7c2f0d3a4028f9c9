//! The palette of faults: for each thing on the stage, the lines that strike it.

use crate::app::stage;
use crate::app::thing::{Thing, line_name};
use crate::cloud::{Access, RegionId, ZoneId};
use crate::sim::sort_by_number;
use crate::world::{DatabaseView, FAULT_KINDS, FaultView, RoleView, View};

/// One way to break something, as one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Strike {
    pub kind: &'static str,
    /// Where it strikes, as a person says it.
    pub place: String,
    pub line: String,
}

impl Strike {
    fn new(kind: &'static str, target: &str, options: &str) -> Strike {
        let mut line = format!("fault inject {kind} {target}");
        if !options.is_empty() {
            line.push(' ');
            line.push_str(options);
        }
        Strike {
            kind,
            place: target.replace(' ', " from "),
            line,
        }
    }

    /// What it means, in one plain sentence.
    pub fn meaning(&self) -> &'static str {
        meaning(self.kind)
    }

    /// What its button says: `Lose power`, `Crash the engine`.
    pub fn title(&self) -> &'static str {
        title(self.kind)
    }
}

pub fn meaning(kind: &str) -> &'static str {
    FAULT_KINDS
        .iter()
        .find(|known| known.name == kind)
        .map_or("", |known| known.meaning)
}

pub fn title(kind: &str) -> &'static str {
    match kind {
        "az-outage" => "Cut the power",
        "bad-write" => "Run a wrong DELETE",
        "host-failure" => "Kill the host",
        "instance-crash" => "Crash the engine",
        "network-partition" => "Cut the network",
        "operator-delete" => "Delete by mistake",
        "region-outage" => "Lose the Region",
        "replication-stop" => "Stop replication",
        "volume-failure" => "Destroy the volume",
        "write-surge" => "Surge of writes",
        _ => "Break",
    }
}

/// Every strike that is possible on this stage, in the order of the list of kinds.
pub fn all(view: &View) -> Vec<Strike> {
    let mut strikes: Vec<Strike> = things(view)
        .iter()
        .flat_map(|thing| against(view, thing))
        .collect();
    let place = |name| FAULT_KINDS.iter().position(|kind| kind.name == name);
    sort_by_number(&mut strikes, |strike| {
        place(strike.kind).map_or(-1, |place| place as i64)
    });
    strikes.dedup();
    strikes
}

fn things(view: &View) -> Vec<Thing> {
    let mut things: Vec<Thing> = view
        .apps
        .iter()
        .map(|app| Thing::App(app.name.clone()))
        .collect();
    things.extend(view.databases.iter().map(Thing::database));
    for region in &view.regions {
        things.extend(region.zones.iter().map(|zone| Thing::Zone(zone.id)));
        things.push(Thing::Region(region.id));
    }
    things
}

/// The strikes against one thing.
pub fn against(view: &View, thing: &Thing) -> Vec<Strike> {
    match thing {
        Thing::App(name) => against_app(view, name),
        Thing::Database { .. } => match thing.database_in(view) {
            Some(entry) => against_database(view, entry),
            None => Vec::new(),
        },
        Thing::Zone(zone) => against_zone(view, *zone),
        Thing::Region(region) => against_region(view, *region),
        Thing::Storage(_) | Thing::Snapshot { .. } => Vec::new(),
    }
}

fn against_app(view: &View, name: &str) -> Vec<Strike> {
    let mut strikes = vec![Strike::new("write-surge", name, "--factor 20 --for 10m")];
    let app = view.apps.iter().find(|app| app.name == name);
    if let Some(place) = app.and_then(|app| stage::named(view, app, Access::Write)) {
        let target = format!("{name} {}", line_name(view, &view.databases[place]));
        strikes.push(Strike::new("network-partition", &target, "--for 10m"));
    }
    strikes
}

fn against_database(view: &View, entry: &DatabaseView) -> Vec<Strike> {
    let name = line_name(view, entry);
    let mut strikes = vec![Strike::new("instance-crash", &name, "")];
    if let RoleView::ReadReplica { source, .. } = &entry.role {
        strikes.push(Strike::new("replication-stop", &name, "--for 20m"));
        if let Some(place) = stage::find_database(view, source) {
            let target = format!("{} {name}", line_name(view, &view.databases[place]));
            strikes.push(Strike::new("network-partition", &target, "--for 20m"));
        }
    } else {
        strikes.insert(0, Strike::new("bad-write", &name, "--rows 1000"));
    }
    strikes.extend([
        Strike::new("host-failure", &name, ""),
        Strike::new("volume-failure", &name, ""),
        Strike::new("operator-delete", &name, ""),
    ]);
    strikes
}

fn against_zone(view: &View, zone: ZoneId) -> Vec<Strike> {
    let mut strikes = vec![Strike::new("az-outage", &zone.name(), "--for 45m")];
    let neighbour = view
        .regions
        .iter()
        .find(|region| region.id == zone.region)
        .and_then(|region| region.zones.iter().find(|other| other.id != zone));
    if let Some(other) = neighbour {
        let (a, b) = (zone.min(other.id), zone.max(other.id));
        let target = format!("{} {}", a.name(), b.name());
        strikes.push(Strike::new("network-partition", &target, "--for 20m"));
    }
    strikes
}

fn against_region(view: &View, region: RegionId) -> Vec<Strike> {
    let mut strikes = vec![Strike::new("region-outage", region.name(), "--for 5h")];
    if let Some(other) = view.regions.iter().find(|other| other.id != region) {
        let (a, b) = (region.min(other.id), region.max(other.id));
        let target = format!("{} {}", a.name(), b.name());
        strikes.push(Strike::new("network-partition", &target, "--for 20m"));
    }
    strikes
}

/// The line that mends a fault in force, if that kind can be mended.
pub fn mend(fault: &FaultView) -> Option<String> {
    let kind = fault.fault.kind();
    let lasts = FAULT_KINDS
        .iter()
        .any(|known| known.name == kind && known.lasts);
    lasts.then(|| format!("fault clear {kind} {}", fault.fault.target()))
}

/// Faults in force that strike a thing by name.
pub fn in_force<'a>(view: &'a View, thing: &Thing) -> impl Iterator<Item = &'a FaultView> {
    let name = thing.name();
    view.faults.iter().filter(move |fault| {
        fault
            .fault
            .target()
            .split(' ')
            .any(|target| target.rsplit('/').next() == Some(name.as_str()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::fixture;

    #[test]
    fn every_kind_of_fault_has_a_title_and_a_place_in_the_palette() {
        let strikes = all(&fixture::cross_region());
        for kind in FAULT_KINDS {
            assert_ne!(title(kind.name), "Break", "{}", kind.name);
            assert!(
                strikes.iter().any(|strike| strike.kind == kind.name),
                "{}",
                kind.name
            );
        }
    }

    #[test]
    fn a_zone_is_struck_from_itself() {
        let view = fixture::zone_dark();
        let zone = Thing::Zone(ZoneId::parse("us-east-1a").expect("it exists"));
        assert_eq!(
            against(&view, &zone)[0].line,
            "fault inject az-outage us-east-1a --for 45m"
        );
        let fault = in_force(&view, &zone).next().expect("it is in force");
        assert_eq!(
            mend(fault).as_deref(),
            Some("fault clear az-outage us-east-1a")
        );
    }
}
