//! Regions, Availability Zones and the links between places: what faults switch off and cut.

use crate::cloud::DbKey;

/// A Region, by its place in [`CATALOGUE`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RegionId(u8);

/// An Availability Zone of a Region.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ZoneId {
    pub region: RegionId,
    letter: u8,
}

/// Every commercial Region, the first the default, the others by name: how many Availability Zones it has, and from which minute of
/// the day (UTC) on RDS draws a backup window.
///
/// Regions: the published endpoints of August 2026. Zones: AWS, "AWS Availability Zones" (three at least; six, and four, where
/// more are known). Backup blocks: Amazon RDS User Guide, USER_ManagingAutomatedBackups, in the text of April 2026; each is of
/// eight hours, but Paris's of seven.
const CATALOGUE: &[(&str, u8, u16)] = &[
    ("us-east-1", 6, 3 * 60),
    ("af-south-1", 3, 3 * 60),
    ("ap-east-1", 3, 6 * 60),
    ("ap-east-2", 3, 9 * 60),
    ("ap-northeast-1", 4, 13 * 60),
    ("ap-northeast-2", 4, 13 * 60),
    ("ap-northeast-3", 3, 0),
    ("ap-south-1", 3, 16 * 60 + 30),
    ("ap-south-2", 3, 6 * 60 + 30),
    ("ap-southeast-1", 3, 14 * 60),
    ("ap-southeast-2", 3, 12 * 60),
    ("ap-southeast-3", 3, 8 * 60),
    ("ap-southeast-4", 3, 11 * 60),
    ("ap-southeast-5", 3, 9 * 60),
    ("ap-southeast-6", 3, 13 * 60),
    ("ap-southeast-7", 3, 8 * 60),
    ("ca-central-1", 3, 3 * 60),
    ("ca-west-1", 3, 18 * 60),
    ("eu-central-1", 3, 20 * 60),
    ("eu-central-2", 3, 2 * 60),
    ("eu-north-1", 3, 23 * 60),
    ("eu-south-1", 3, 2 * 60),
    ("eu-south-2", 3, 2 * 60),
    ("eu-west-1", 3, 22 * 60),
    ("eu-west-2", 3, 22 * 60),
    ("eu-west-3", 3, 7 * 60 + 29),
    ("il-central-1", 3, 3 * 60),
    ("me-central-1", 3, 5 * 60),
    ("me-south-1", 3, 6 * 60),
    ("mx-central-1", 3, 19 * 60),
    ("sa-east-1", 3, 23 * 60),
    ("us-east-2", 3, 3 * 60),
    ("us-west-1", 3, 6 * 60),
    ("us-west-2", 4, 6 * 60),
];

impl RegionId {
    /// Where a command runs that names no Region.
    pub const DEFAULT: RegionId = RegionId(0);

    /// Every Region that the lab knows.
    pub fn all() -> impl Iterator<Item = RegionId> {
        (0..).take(CATALOGUE.len()).map(RegionId)
    }

    /// The Region of that name, in whatever case.
    pub fn parse(name: &str) -> Option<RegionId> {
        RegionId::all().find(|region| region.name().eq_ignore_ascii_case(name))
    }

    pub fn name(self) -> &'static str {
        self.facts().0
    }

    /// The Region that the lab proposes for what is to stand far away: the other coast of the United States.
    pub fn far_away(self) -> RegionId {
        let west = RegionId::parse("us-west-2").unwrap_or(RegionId::DEFAULT);
        if self == west {
            RegionId::DEFAULT
        } else {
            west
        }
    }

    pub fn zones(self) -> impl Iterator<Item = ZoneId> {
        (0..self.facts().1).map(move |letter| ZoneId {
            region: self,
            letter,
        })
    }

    /// Minute of the day (UTC) at which the block begins from which RDS draws a backup window, and how many minutes it has.
    pub fn backup_block(self) -> (u32, u32) {
        let hours = if self.name() == "eu-west-3" { 7 } else { 8 };
        (u32::from(self.facts().2), hours * 60)
    }

    /// A name in this Region as a line tells it: `us-west-2/orders`, in the default Region `orders`.
    pub fn label(self, name: &str) -> String {
        match self {
            RegionId::DEFAULT => name.to_owned(),
            region => format!("{}/{name}", region.name()),
        }
    }

    /// Whether a line would tell that name so.
    pub fn is_label(self, label: &str, name: &str) -> bool {
        let before = label.strip_suffix(name);
        match self {
            RegionId::DEFAULT => before == Some(""),
            region => before.and_then(|before| before.strip_suffix('/')) == Some(region.name()),
        }
    }

    fn facts(self) -> &'static (&'static str, u8, u16) {
        &CATALOGUE[usize::from(self.0)]
    }
}

impl ZoneId {
    /// The zone of that name, in whatever case.
    pub fn parse(name: &str) -> Option<ZoneId> {
        let (last, _) = name.char_indices().next_back()?;
        let (region, letter) = name.split_at(last);
        let letter = letter.to_ascii_lowercase();
        RegionId::parse(region)?
            .zones()
            .find(|zone| letter.as_bytes() == [b'a' + zone.letter])
    }

    /// `us-east-1a`.
    pub fn name(self) -> String {
        format!("{}{}", self.region.name(), char::from(b'a' + self.letter))
    }
}

/// What one side of a cut link is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    Region(RegionId),
    Zone(ZoneId),
    App(String),
    Database(DbKey),
}

/// Something with an address: an application, which stands outside every Region, or a database's host in a zone.
#[derive(Clone, Copy, Debug)]
pub enum Site<'a> {
    App(&'a str),
    Host { zone: ZoneId, database: DbKey },
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
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Topology {
    dark_zones: Vec<ZoneId>,
    dark_regions: Vec<RegionId>,
    degraded_regions: Vec<RegionId>,
    short_zones: Vec<ZoneId>,
    /// Of KMS, by ARN.
    disabled_keys: Vec<String>,
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

    /// The control plane of the Region answers, and finishes nothing that it begins.
    pub fn degrade_region(&mut self, region: RegionId) {
        self.degraded_regions.push(region);
    }

    pub fn relieve_region(&mut self, region: RegionId) {
        remove_first(&mut self.degraded_regions, &region);
    }

    /// The zone has no host to give.
    pub fn run_short(&mut self, zone: ZoneId) {
        self.short_zones.push(zone);
    }

    pub fn restock(&mut self, zone: ZoneId) {
        remove_first(&mut self.short_zones, &zone);
    }

    /// Nobody can use the KMS key of that ARN.
    pub fn disable_key(&mut self, arn: String) {
        self.disabled_keys.push(arn);
    }

    pub fn enable_key(&mut self, arn: &str) {
        remove_first(&mut self.disabled_keys, arn);
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

    /// Whether the Region's control plane finishes what it begins.
    pub fn finishes_work(&self, region: RegionId) -> bool {
        self.is_open(region) && !self.degraded_regions.contains(&region)
    }

    /// Whether the zone has hosts to give.
    pub fn has_capacity(&self, zone: ZoneId) -> bool {
        !self.short_zones.contains(&zone)
    }

    /// Whether a new host can be had in the zone now, or a new volume.
    pub fn gives_hosts(&self, zone: ZoneId) -> bool {
        self.has_power(zone) && self.has_capacity(zone) && self.finishes_work(zone.region)
    }

    /// Whether the KMS key of that ARN can be used.
    pub fn key_works(&self, arn: &str) -> bool {
        !self.disabled_keys.iter().any(|disabled| disabled == arn)
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

    /// Whether hosts in the zone have power and reach their Region's object storage.
    pub fn reaches_storage(&self, zone: ZoneId) -> bool {
        self.has_power(zone) && self.in_touch_with_region(zone)
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

fn remove_first<T: PartialEq<I>, I: ?Sized>(list: &mut Vec<T>, item: &I) {
    if let Some(place) = list.iter().position(|entry| *entry == *item) {
        list.remove(place);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_commercial_region_is_there_once_the_default_first() {
        let names: Vec<&str> = RegionId::all().map(RegionId::name).collect();
        assert_eq!(names.len(), 34);
        assert_eq!(names[0], "us-east-1");
        assert!(names[1..].is_sorted(), "{names:?}");
        assert!(RegionId::all().all(|region| region.zones().count() >= 3));
    }

    proptest! {
        /// Whatever the case in which a place is written, it is read, and printed as AWS writes it.
        #[test]
        fn places_are_read_without_regard_to_case(
            number in 0..CATALOGUE.len(), zone in any::<prop::sample::Index>(), capitals in any::<u32>(),
        ) {
            let region = RegionId::all().nth(number).expect("there are as many");
            let zones: Vec<ZoneId> = region.zones().collect();
            let zone = zones[zone.index(zones.len())];
            let shout = |text: &str| -> String {
                let capital = |place: usize| capitals >> (place % 32) & 1 == 1;
                text.chars().enumerate().map(|(i, c)| if capital(i) { c.to_ascii_uppercase() } else { c }).collect()
            };
            prop_assert_eq!(RegionId::parse(&shout(region.name())), Some(region));
            prop_assert_eq!(ZoneId::parse(&shout(&zone.name())), Some(zone));
            prop_assert_eq!(RegionId::parse(&zone.name()), None);
            prop_assert_eq!(ZoneId::parse(region.name()), None);
        }
    }
}
