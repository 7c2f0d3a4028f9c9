//! Regions, Availability Zones and the links between places: what faults switch off and cut.

use serde::{Deserialize, Serialize};

/// A Region, by its place in [`CATALOGUE`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RegionId(u8);

/// An Availability Zone of a Region.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ZoneId {
    pub region: RegionId,
    letter: u8,
}

struct RegionFacts {
    name: &'static str,
    zones: u8,
    /// First hour (UTC) of the eight-hour block from which RDS draws a backup window.
    backup_block_from_hour: u8,
}

/// The Regions that the lab knows. Backup blocks: Amazon RDS User Guide, USER_WorkingWithAutomatedBackups.
const CATALOGUE: &[RegionFacts] = &[
    RegionFacts {
        name: "us-east-1",
        zones: 6,
        backup_block_from_hour: 3,
    },
    RegionFacts {
        name: "us-west-2",
        zones: 4,
        backup_block_from_hour: 6,
    },
    RegionFacts {
        name: "eu-west-1",
        zones: 3,
        backup_block_from_hour: 22,
    },
];

impl RegionId {
    /// Where a command runs that names no Region.
    pub const DEFAULT: RegionId = RegionId(0);

    /// Every Region that the lab knows.
    pub fn all() -> impl Iterator<Item = RegionId> {
        (0..).take(CATALOGUE.len()).map(RegionId)
    }

    pub fn parse(name: &str) -> Option<RegionId> {
        RegionId::all().find(|region| region.name() == name)
    }

    pub fn name(self) -> &'static str {
        self.facts().name
    }

    pub fn zones(self) -> impl Iterator<Item = ZoneId> {
        (0..self.facts().zones).map(move |letter| ZoneId {
            region: self,
            letter,
        })
    }

    /// First hour (UTC) of the eight-hour block from which RDS draws a backup window.
    pub fn backup_block_from_hour(self) -> u8 {
        self.facts().backup_block_from_hour
    }

    fn facts(self) -> &'static RegionFacts {
        &CATALOGUE[usize::from(self.0)]
    }
}

impl ZoneId {
    pub fn parse(name: &str) -> Option<ZoneId> {
        RegionId::all()
            .flat_map(RegionId::zones)
            .find(|zone| zone.name() == name)
    }

    /// `us-east-1a`.
    pub fn name(self) -> String {
        format!("{}{}", self.region.name(), char::from(b'a' + self.letter))
    }
}

/// What one side of a cut link is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Place {
    Region(RegionId),
    Zone(ZoneId),
    App(String),
    /// A database by its key in the world.
    Database(u32),
}

/// Something with an address: an application, which stands outside every Region, or a database's host in a zone.
#[derive(Clone, Copy, Debug)]
pub enum Site<'a> {
    App(&'a str),
    Host { zone: ZoneId, database: u32 },
}

impl Place {
    fn holds(&self, site: Site) -> bool {
        match (self, site) {
            (Place::App(name), Site::App(app)) => name == app,
            (Place::Region(region), Site::Host { zone, .. }) => zone.region == *region,
            (Place::Zone(own), Site::Host { zone, .. }) => zone == *own,
            (Place::Database(key), Site::Host { database, .. }) => database == *key,
            (Place::App(_), Site::Host { .. }) => false,
            (Place::Region(_) | Place::Zone(_) | Place::Database(_), Site::App(_)) => false,
        }
    }
}

/// What is switched off and cut now. Levers count, so that faults may overlap and each puts back only its own.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Topology {
    dark_zones: Vec<ZoneId>,
    dark_regions: Vec<RegionId>,
    cuts: Vec<(Place, Place)>,
}

impl Topology {
    pub fn power_off_zone(&mut self, zone: ZoneId) {
        self.dark_zones.push(zone);
    }

    pub fn power_on_zone(&mut self, zone: ZoneId) {
        remove_first(&mut self.dark_zones, &zone);
    }

    pub fn shut_region(&mut self, region: RegionId) {
        self.dark_regions.push(region);
    }

    pub fn open_region(&mut self, region: RegionId) {
        remove_first(&mut self.dark_regions, &region);
    }

    pub fn cut(&mut self, a: Place, b: Place) {
        self.cuts.push((a, b));
    }

    pub fn mend(&mut self, a: Place, b: Place) {
        remove_first(&mut self.cuts, &(a, b));
    }

    /// Whether hosts in the zone have power and network.
    pub fn has_power(&self, zone: ZoneId) -> bool {
        !self.dark_zones.contains(&zone) && self.is_open(zone.region)
    }

    /// Whether the Region's control plane and object storage answer.
    pub fn is_open(&self, region: RegionId) -> bool {
        !self.dark_regions.contains(&region)
    }

    /// Whether no cut stands between two sites.
    pub fn connected(&self, a: Site, b: Site) -> bool {
        !self
            .cuts
            .iter()
            .any(|(p, q)| separates(p, q, a, b) || separates(p, q, b, a))
    }

    /// Whether no cut stands between two Regions as a whole.
    pub fn regions_linked(&self, a: RegionId, b: RegionId) -> bool {
        let (a, b) = (Place::Region(a), Place::Region(b));
        let cut = |p: &Place, q: &Place| (*p == a && *q == b) || (*p == b && *q == a);
        !self.cuts.iter().any(|(p, q)| cut(p, q))
    }

    /// Whether the zone can be reached from the rest of its Region, where the observer of a failover sits.
    pub fn in_touch_with_region(&self, zone: ZoneId) -> bool {
        let own = |place: &Place| *place == Place::Zone(zone);
        let region = |place: &Place| *place == Place::Region(zone.region);
        !self
            .cuts
            .iter()
            .any(|(p, q)| (own(p) && region(q)) || (own(q) && region(p)))
    }
}

/// A cut between a zone and its own Region separates it from the Region's other zones, not from itself.
fn separates(p: &Place, q: &Place, a: Site, b: Site) -> bool {
    p.holds(a)
        && q.holds(b)
        && !(p.holds(b) && q.holds(a))
        && !matches!((p, q), (Place::Zone(zone), Place::Region(_)) | (Place::Region(_), Place::Zone(zone)) if in_zone(a, *zone) && in_zone(b, *zone))
}

fn in_zone(site: Site, own: ZoneId) -> bool {
    matches!(site, Site::Host { zone, .. } if zone == own)
}

fn remove_first<T: PartialEq>(list: &mut Vec<T>, item: &T) {
    if let Some(place) = list.iter().position(|entry| entry == item) {
        list.remove(place);
    }
}
