//! The journal: what services report, what struck, what was asked, what the applications saw.

use crate::cloud::RegionId;
use crate::sim::{SimTime, sort_by_number};

/// An event that a service documents and reports.
#[derive(Debug, PartialEq, Eq)]
pub struct ServiceEvent {
    /// The word of its `aws` lines: `rds`.
    pub service: &'static str,
    /// Its number among the service's events: 13.
    pub id: u16,
    /// How the service names it: `RDS-EVENT-0013`.
    pub code: &'static str,
    /// The kind of what it is about: `db-instance`.
    pub source_type: &'static str,
    pub category: &'static str,
    pub message: &'static str,
    /// It happens day by day, by itself: whoever watches does not look up.
    pub repeats: bool,
    /// It tells of the end of work that needs its Region.
    pub completes: bool,
}

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
    Service(&'static ServiceEvent),
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

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JournalKind {
    /// What a service reports.
    Service(&'static ServiceEvent),
    /// A fault struck or ended.
    Fault,
    /// Something an operator asked for.
    Action,
    /// What an application saw.
    App,
}

impl Record {
    /// The record as it is told.
    fn told(&self) -> JournalEntry {
        let (kind, message) = match &self.what {
            What::Service(event) => (JournalKind::Service(event), event.message),
            What::Fault(message) => (JournalKind::Fault, message.as_str()),
            What::Action(message) => (JournalKind::Action, message.as_str()),
            What::App(message) => (JournalKind::App, message.as_str()),
        };
        JournalEntry {
            at: self.at,
            kind,
            source: self.source.clone(),
            region: self.region,
            message: message.to_owned(),
        }
    }
}

impl JournalEntry {
    /// Everything that was reported between two moments (both included), in order: of the records kept, those of that time,
    /// and what services report again and again and therefore compute, of that time only.
    pub fn between(
        kept: &[Record],
        recurring: &[Record],
        from: SimTime,
        to: SimTime,
    ) -> Vec<JournalEntry> {
        // It is kept in order: whoever asks for the last moment does not pay for the whole run.
        let first = kept.partition_point(|record| record.at < from);
        let kept = kept[first..].iter().take_while(|record| record.at <= to);
        let mut entries: Vec<JournalEntry> = kept.chain(recurring).map(Record::told).collect();
        // A stable sort: what was reported at one moment stays in order.
        sort_by_number(&mut entries, |entry| entry.at.ms());
        entries
    }
}
