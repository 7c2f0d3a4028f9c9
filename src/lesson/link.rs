//! Places that a step names: where its links lead.

use crate::cloud::RegionId;

/// A tab beside the stage, or something on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place<'a> {
    Verdict,
    Journal,
    Faults,
    Terminal,
    /// What is kept in a Region.
    Backups(RegionId),
    /// A database, an application or a snapshot, by its name. An application is in no Region, and named without one.
    Thing(Option<RegionId>, &'a str),
}

impl Place<'_> {
    /// Reads `verdict`, `orders` or `us-west-2/orders-west`. Nothing if there is no such Region.
    pub fn parse(text: &str) -> Option<Place<'_>> {
        let (region, name) = match text.split_once('/') {
            Some((region, name)) => (Some(RegionId::parse(region)?), name),
            None => (None, text),
        };
        Some(match (name, region) {
            ("verdict", None) => Place::Verdict,
            ("journal", None) => Place::Journal,
            ("faults", None) => Place::Faults,
            ("terminal", None) => Place::Terminal,
            ("backups", _) => Place::Backups(region.unwrap_or(RegionId::DEFAULT)),
            _ => Place::Thing(region, name),
        })
    }
}
