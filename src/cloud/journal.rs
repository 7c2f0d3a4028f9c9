//! The journal: what services report, what struck, what was asked, what the applications saw.

use crate::cloud::RegionId;
use crate::sim::SimTime;

/// A journal entry as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    pub at: SimTime,
    pub source: String,
    pub region: Option<RegionId>,
    pub what: What,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    Rds(u16),
    Fault(String),
    Action(String),
    App(String),
}

/// One line of the journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JournalEntry {
    pub at: SimTime,
    pub kind: JournalKind,
    /// What it is about: a database, a snapshot, a zone, an application.
    pub source: String,
    pub region: Option<RegionId>,
    pub message: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum JournalKind {
    /// What RDS reports: its event id (`RDS-EVENT-0013` is 13), category and source type.
    Rds {
        event: u16,
        category: &'static str,
        source_type: &'static str,
    },
    /// A fault struck or ended.
    Fault,
    /// Something an operator asked for.
    Action,
    /// What an application saw.
    App,
}
