//! The stage's layout: which rows it has from top to bottom, which frames stand around them, and which wires join them.
//!
//! Every row is a lane across the stage with its card on the left and its tape on the right, so that all heads can be
//! compared along one scale. It deliberately knows no pixel but the height of each row's card.

use crate::app::tape::{Ancestry, Scale};
use crate::app::wires;
use crate::cloud::{RegionId, ZoneId};
use crate::rds::{DatabaseView, RegionView, TapeView, View};

/// Most copies for which lanes are tall.
const ROOMY_COPIES: usize = 2;

/// Everything the page needs to place things.
#[derive(Clone, Debug, PartialEq)]
pub struct Stage {
    pub rows: Vec<Row>,
    pub frames: Vec<Frame>,
    pub wires: Vec<Wire>,
    pub scale: Scale,
    pub ancestry: Ancestry,
    /// Whether there are so few copies that their lanes can be taller.
    pub roomy: bool,
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
    /// A zone where nothing stands.
    EmptyZone {
        zone: ZoneId,
    },
    Copy {
        database: usize,
        which: Which,
        zone: ZoneId,
        /// Whether it is the first lane of its zone, which bears the zone's name.
        names_zone: bool,
    },
    Storage {
        region: RegionId,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    Primary,
    Standby,
}

impl Row {
    /// From the top of the row to the middle of its card, where wires end, in pixels.
    pub fn card_middle(&self, roomy: bool) -> u32 {
        match (self, roomy) {
            (Row::App { .. }, _) => 38,
            (Row::Region { .. }, _) => 15,
            (Row::EmptyZone { .. }, _) => 16,
            (Row::Copy { .. }, false) => 48,
            (Row::Copy { .. }, true) => 56,
            (Row::Storage { .. }, _) => 24,
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
#[derive(Clone, Debug, PartialEq, Eq)]
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
    /// Synchronous copying to the standby.
    Synchronous,
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
    Stage {
        roomy: copies <= ROOMY_COPIES && view.regions.len() == 1,
        scale: Scale::new(newest(view)),
        ancestry: ancestry(view),
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
    if holds_backups(view, region.id) {
        rows.push(Row::Storage { region: region.id });
    }
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
        let copies = [
            (Which::Primary, Some(&entry.primary)),
            (Which::Standby, entry.standby.as_ref()),
        ];
        for (which, copy) in copies {
            if copy.is_some_and(|copy| copy.zone == zone) {
                rows.push(Row::Copy {
                    database,
                    which,
                    zone,
                    names_zone: rows.is_empty(),
                });
            }
        }
    }
    rows
}

fn holds_backups(view: &View, region: RegionId) -> bool {
    view.archives.iter().any(|archive| archive.region == region)
        || view.snapshots.iter().any(|shot| shot.region == region)
}

/// The row of a database's primary; the name may bear its Region.
pub fn primary_row(view: &View, rows: &[Row], name: &str) -> Option<usize> {
    let database = find_database(view, name)?;
    rows.iter().position(|row| {
        matches!(row, Row::Copy { database: own, which: Which::Primary, .. } if *own == database)
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
    view.databases
        .iter()
        .position(|entry| entry.id == id && region.is_none_or(|region| entry.region == region))
}

/// A database's name with its Region.
pub fn qualified(entry: &DatabaseView) -> String {
    format!("{}/{}", entry.region.name(), entry.id)
}

/// Tracks in use on the side of the endpoints, and on the side of the copies.
pub fn tracks(wires: &[Wire]) -> (u32, u32) {
    let most = |endpoint: bool| {
        wires
            .iter()
            .filter(|wire| matches!(wire.kind, WireKind::Endpoint | WireKind::Reads) == endpoint)
            .map(|wire| wire.track + 1)
            .max()
            .unwrap_or(0)
    };
    (most(true), most(false))
}

fn newest(view: &View) -> u64 {
    tapes(view)
        .map(|tape| tape.position.max(tape.received))
        .max()
        .unwrap_or(0)
}

/// Every tape in sight.
pub fn tapes(view: &View) -> impl Iterator<Item = &TapeView> {
    let copies = view
        .databases
        .iter()
        .flat_map(|entry| [Some(&entry.primary), entry.standby.as_ref()])
        .flatten()
        .map(|copy| &copy.tape);
    copies
        .chain(view.snapshots.iter().map(|shot| &shot.tape))
        .chain(
            view.archives
                .iter()
                .filter_map(|archive| archive.tape.as_ref()),
        )
}

/// What the first application's data keeps of each timeline.
fn ancestry(view: &View) -> Ancestry {
    view.apps
        .iter()
        .find_map(|app| app.write_target.as_ref())
        .and_then(|name| find_database(view, name))
        .map(|place| Ancestry::of(&view.databases[place].primary.tape, tapes(view)))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::fixture;

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
        let copying = wire(&stage, WireKind::Synchronous);
        assert_eq!(
            (copying.from, copying.to, copying.flow),
            (2, 3, Flow::Flowing)
        );
        assert_eq!(wire(&stage, WireKind::Endpoint).to, 2);
    }

    #[test]
    fn a_dark_zone_cuts_its_wires() {
        let stage = lay_out(&fixture::zone_dark());
        assert_eq!(wire(&stage, WireKind::Endpoint).flow, Flow::Cut);
        assert_eq!(wire(&stage, WireKind::Synchronous).flow, Flow::Cut);
        assert!(stage.frames.iter().any(|frame| !frame.lit));
    }

    #[test]
    fn a_replica_in_another_region_is_joined_by_its_sources_arn() {
        let stage = lay_out(&fixture::cross_region());
        let copying = wire(&stage, WireKind::Asynchronous);
        assert_eq!(copying.from, 2);
        assert!(copying.to > 5);
        assert_ne!(copying.track, wire(&stage, WireKind::Synchronous).track);
        assert_eq!(tracks(&stage.wires), (1, 2));
    }

    #[test]
    fn the_endpoint_follows_the_application_to_a_restored_copy() {
        let view = fixture::restored();
        let stage = lay_out(&view);
        assert_eq!(stage.ancestry.kept(0), Some(344_900));
        let to = wire(&stage, WireKind::Endpoint).to;
        assert!(matches!(stage.rows[to], Row::Copy { database: 1, .. }));
    }
}
