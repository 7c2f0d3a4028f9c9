//! The stage's layout: which rows it has from top to bottom, which frames stand around them, and which wires join them.
//!
//! Every row is a lane across the stage with its card on the left and its tape on the right, so that all heads can be
//! compared along one scale. It deliberately knows no pixel but the height of each row's card.

use crate::app::{say, wires};
use crate::cloud::{Access, RegionId, ZoneId};
use crate::world::{AppView, RegionView, View};

/// Most copies for which lanes are tall.
const ROOMY_COPIES: usize = 2;
/// Higher than this, in pixels, a stage is drawn denser where the window is low: at 1280×800 it has about 510.
const DENSE_ABOVE: u32 = 440;
/// Higher than this it would not have room there when it is denser.
const CROWDED_ABOVE: u32 = 640;

/// Everything the page needs to place things.
#[derive(Clone, Debug, PartialEq)]
pub struct Stage {
    pub rows: Vec<Row>,
    pub frames: Vec<Frame>,
    pub wires: Vec<Wire>,
    /// Whether there are so few copies that their lanes can be taller.
    pub roomy: bool,
    /// Whether there are so many rows that they stand closer where the window is low.
    pub many: bool,
    /// Whether there are so many that they stand as close as can be read.
    pub crowded: bool,
}

/// One lane.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Row {
    App {
        app: usize,
    },
    Region {
        region: usize,
    },
    /// What stands in front of databases, in all zones of its Region.
    Proxy {
        proxy: usize,
    },
    /// A zone where nothing stands.
    EmptyZone {
        zone: ZoneId,
    },
    /// One copy of a database, by its place among all that it has: the primary stands first.
    Copy {
        database: usize,
        copy: usize,
        zone: ZoneId,
        /// Whether it is the first lane of its zone, which bears the zone's name.
        names_zone: bool,
    },
    /// The backups of one instance in a Region, by their place among all that it keeps.
    Storage {
        region: RegionId,
        place: usize,
    },
}

impl Row {
    /// From the top of the row to the middle of its card, where wires end, in pixels at the browser's usual size of letters.
    pub fn card_middle(&self, roomy: bool) -> u32 {
        match (self, roomy) {
            (Row::App { .. }, _) => 38,
            (Row::Region { .. }, _) => 15,
            (Row::EmptyZone { .. }, _) => 16,
            (Row::Copy { .. }, false) => 48,
            (Row::Copy { .. }, true) => 56,
            (Row::Proxy { .. } | Row::Storage { .. }, _) => 24,
        }
    }

    /// About how high the row is, in such pixels.
    fn height(&self, roomy: bool) -> u32 {
        match self {
            Row::App { .. } => 88,
            Row::Region { .. } => 30,
            Row::EmptyZone { .. } => 32,
            Row::Copy { .. } => 2 * self.card_middle(roomy),
            Row::Proxy { .. } | Row::Storage { .. } => 54,
        }
    }
}

/// A box around rows `first..=last`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    pub place: Place,
    pub lit: bool,
    pub first: usize,
    pub last: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Region(RegionId),
    Zone(ZoneId),
}

/// An arrow from one row's card to another's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wire {
    pub kind: WireKind,
    pub flow: Flow,
    pub from: usize,
    pub to: usize,
    /// Distance from the cards: 0 is nearest. Wires of one side that overlap have different tracks.
    pub track: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WireKind {
    /// The application's endpoint, for writes (and reads, unless they go elsewhere).
    Endpoint,
    /// Reads that go to another database.
    Reads,
    /// Synchronous copying to a standby, and what a commit waits for.
    Synchronous { waits: &'static str },
    /// Asynchronous copying to a read replica.
    Asynchronous,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flow {
    Flowing,
    /// No answer yet, or stopped on purpose.
    Still,
    /// Nothing gets through.
    Cut,
}

/// Lays out a view.
pub fn lay_out(view: &View) -> Stage {
    let mut rows: Vec<Row> = (0..view.apps.len()).map(|app| Row::App { app }).collect();
    let mut frames = Vec::new();
    for (place, region) in view.regions.iter().enumerate() {
        add_region(view, place, region, &mut rows, &mut frames);
    }
    let wires = wires::all(view, &rows);
    let copies = rows
        .iter()
        .filter(|row| matches!(row, Row::Copy { .. }))
        .count();
    let roomy = copies <= ROOMY_COPIES && view.regions.len() == 1;
    let height: u32 = rows.iter().map(|row| row.height(roomy)).sum();
    Stage {
        roomy,
        many: height > DENSE_ABOVE,
        crowded: height > CROWDED_ABOVE,
        rows,
        frames,
        wires,
    }
}

fn add_region(
    view: &View,
    place: usize,
    region: &RegionView,
    rows: &mut Vec<Row>,
    frames: &mut Vec<Frame>,
) {
    let top = rows.len();
    rows.push(Row::Region { region: place });
    let proxies = view.proxies.iter().enumerate();
    let here = proxies.filter(|(_, proxy)| proxy.region == region.id);
    rows.extend(here.map(|(proxy, _)| Row::Proxy { proxy }));
    for zone in &region.zones {
        let first = rows.len();
        rows.extend(copies_in(view, zone.id));
        if rows.len() == first {
            rows.push(Row::EmptyZone { zone: zone.id });
        }
        frames.push(Frame {
            place: Place::Zone(zone.id),
            lit: zone.has_power && region.up,
            first,
            last: rows.len() - 1,
        });
    }
    let kept = say::backups_in(view, region.id).len();
    rows.extend((0..kept).map(|place| Row::Storage {
        region: region.id,
        place,
    }));
    frames.push(Frame {
        place: Place::Region(region.id),
        lit: region.up,
        first: top,
        last: rows.len() - 1,
    });
}

/// The lanes of one zone: a primary before the standby of another database.
fn copies_in(view: &View, zone: ZoneId) -> Vec<Row> {
    let mut rows = Vec::new();
    for (database, entry) in view.databases.iter().enumerate() {
        let copies = entry.copies.iter().enumerate();
        for (copy, _) in copies.filter(|(_, copy)| copy.zone == zone) {
            rows.push(Row::Copy {
                database,
                copy,
                zone,
                names_zone: rows.is_empty(),
            });
        }
    }
    rows
}

/// The row of a copy.
pub fn copy_row(rows: &[Row], place: usize, number: usize) -> Option<usize> {
    rows.iter().position(|row| {
        matches!(row, Row::Copy { database, copy, .. } if (*database, *copy) == (place, number))
    })
}

/// A database by name, `REGION/name` or ARN.
pub fn find_database(view: &View, name: &str) -> Option<usize> {
    let (region, id) = match name.split_once('/') {
        Some((region, id)) => (RegionId::parse(region), id),
        None => (
            name.split(':').find_map(RegionId::parse),
            name.rsplit(':').next().unwrap_or(name),
        ),
    };
    view.databases.iter().position(|entry| {
        entry.id.eq_ignore_ascii_case(id) && region.is_none_or(|region| entry.region == region)
    })
}

/// The database behind the name to which an application sends its writes, or its reads.
pub fn named(view: &View, app: &AppView, access: Access) -> Option<usize> {
    let (name, endpoint) = match access {
        Access::Write => (&app.write_target, &app.connect),
        Access::Read => (&app.read_target, &app.read_from),
    };
    let region = endpoint
        .split_once('/')
        .map_or(RegionId::DEFAULT.name(), |(region, _)| region);
    find_database(view, &format!("{region}/{}", name.as_ref()?))
}

/// The copy to which an application's requests of one kind really go: the host whose address the client holds, whatever its
/// name stands for by now. Without one, that is while nothing is sent, the one behind the name.
pub fn leads_to(view: &View, app: &AppView, access: Access) -> Option<(usize, usize)> {
    let (channel, endpoint) = match access {
        Access::Write => (&app.writes, &app.connect),
        Access::Read => (&app.reads, &app.read_from),
    };
    let Some(host) = &channel.host else {
        let place = named(view, app, access)?;
        let name = endpoint.rsplit('/').next();
        let mut records = view.databases[place].records.iter();
        let record = records.find(|record| Some(record.name.as_str()) == name);
        return Some((
            place,
            record.and_then(|record| record.leads_to).unwrap_or(0),
        ));
    };
    let place = find_database(view, &format!("{}/{}", host.region.name(), host.database))?;
    let copy = host.copy?;
    (copy < view.databases[place].copies.len()).then_some((place, copy))
}

/// How far a wire reaches down the stage, in about so many pixels.
pub fn reach(stage: &Stage, wire: &Wire) -> u32 {
    let (top, end) = (wire.from.min(wire.to), wire.from.max(wire.to));
    let rows = stage.rows[top..end].iter();
    rows.map(|row| row.height(stage.roomy)).sum::<u32>().max(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::fixture;
    use crate::app::wires::{tracks, wire_key};

    const BOTH: WireKind = WireKind::Synchronous {
        waits: "each commit waits for both",
    };

    fn wire(stage: &Stage, kind: WireKind) -> &Wire {
        let found = stage.wires.iter().find(|wire| wire.kind == kind);
        found.expect("the stage has such a wire")
    }

    #[test]
    fn a_multi_az_instance_stands_in_two_zones_of_one_frame() {
        let stage = lay_out(&fixture::multi_az());
        let kinds: Vec<_> = stage
            .rows
            .iter()
            .map(|row| row.card_middle(stage.roomy))
            .collect();
        assert_eq!(
            kinds,
            [38, 15, 56, 56, 24],
            "app, Region, two lanes, storage"
        );
        assert_eq!(stage.frames.len(), 3);
        let copying = wire(&stage, BOTH);
        assert_eq!(
            (copying.from, copying.to, copying.flow),
            (2, 3, Flow::Flowing)
        );
        assert_eq!(wire(&stage, WireKind::Endpoint).to, 2);
    }

    #[test]
    fn the_endpoint_stays_the_same_wire_when_it_leads_to_another_copy() {
        let before = lay_out(&fixture::multi_az());
        let mut view = fixture::multi_az();
        let copies = &mut view.databases[0].copies;
        (copies[0].zone, copies[1].zone) = (copies[1].zone, copies[0].zone);
        let after = lay_out(&view);
        let (old, new) = (
            wire(&before, WireKind::Endpoint),
            wire(&after, WireKind::Endpoint),
        );
        assert_eq!(wire_key(old), wire_key(new));
        assert!(reach(&before, old) < reach(&after, new));
    }

    #[test]
    fn a_second_region_or_a_restored_copy_makes_the_stage_denser() {
        let is_dense = |view: &View| lay_out(view).many;
        assert!(!is_dense(&fixture::single()) && !is_dense(&fixture::multi_az()));
        assert!(is_dense(&fixture::cross_region()));
        let mut restored = fixture::multi_az();
        let mut copy = restored.databases[0].clone();
        (copy.id, copy.resource_id) = ("orders-2".to_owned(), "db-orders-2".to_owned());
        copy.copies.truncate(1);
        restored.databases.push(copy);
        let mut kept = restored.archives[0].clone();
        (kept.instance, kept.resource_id) = ("orders-2".to_owned(), "db-orders-2".to_owned());
        restored.archives.push(kept);
        assert!(is_dense(&restored));
    }

    #[test]
    fn a_dark_zone_cuts_its_wires() {
        let stage = lay_out(&fixture::zone_dark());
        assert_eq!(wire(&stage, WireKind::Endpoint).flow, Flow::Cut);
        assert_eq!(wire(&stage, BOTH).flow, Flow::Cut);
        assert!(stage.frames.iter().any(|frame| !frame.lit));
    }

    #[test]
    fn a_replica_in_another_region_is_joined_by_its_sources_arn() {
        let stage = lay_out(&fixture::cross_region());
        let copying = wire(&stage, WireKind::Asynchronous);
        assert_eq!(copying.from, 2);
        assert!(copying.to > 5);
        assert_ne!(copying.track, wire(&stage, BOTH).track);
        assert_eq!(tracks(&stage.wires), (1, 2));
    }

    #[test]
    fn who_only_reads_leads_to_what_it_reads_from_alone() {
        let mut view = fixture::cross_region();
        let west = view.databases[1].id.clone();
        let app = &mut view.apps[0];
        app.read_from = format!("us-west-2/{west}");
        (app.read_target, app.reads.host) = (Some(west), None);
        let kinds = |view: &View| {
            let wires = lay_out(view).wires.into_iter();
            let led =
                wires.filter(|wire| matches!(wire.kind, WireKind::Endpoint | WireKind::Reads));
            led.map(|wire| wire.kind).collect::<Vec<_>>()
        };
        let both = kinds(&view);
        view.apps[0].writes.rate = 0.0;
        let alone = kinds(&view);
        assert!(both.contains(&WireKind::Endpoint) && both.contains(&WireKind::Reads));
        assert_eq!(alone, [WireKind::Reads]);
    }

    #[test]
    fn the_endpoint_follows_the_application_to_a_restored_copy() {
        let view = fixture::restored();
        let stage = lay_out(&view);
        let to = wire(&stage, WireKind::Endpoint).to;
        assert!(matches!(stage.rows[to], Row::Copy { database: 1, .. }));
    }
}
