//! The journal: what RDS reports, what struck, what was asked, what the applications saw.
//!
//! Ids, categories and meanings: Amazon RDS User Guide, USER_Events.Messages; the wording is this project's.

use crate::cloud::RegionId;
use crate::rds::backup::SnapshotState;
use crate::rds::instance::{DbInstance, DbKey};
use crate::rds::world::World;
use crate::rds::{JournalEntry, JournalKind};
use crate::sim::{Date, SimTime, sort_by_number};
use serde::{Deserialize, Serialize};

/// A journal entry as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    pub at: SimTime,
    pub source: String,
    pub region: Option<RegionId>,
    pub what: What,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum What {
    Rds(u16),
    Fault(String),
    Action(String),
    App(String),
}

struct EventFacts {
    id: u16,
    category: &'static str,
    source_type: &'static str,
    message: &'static str,
}

const fn instance(id: u16, category: &'static str, message: &'static str) -> EventFacts {
    EventFacts {
        id,
        category,
        source_type: "db-instance",
        message,
    }
}

const fn snapshot(id: u16, category: &'static str, message: &'static str) -> EventFacts {
    EventFacts {
        id,
        category,
        source_type: "db-snapshot",
        message,
    }
}

const EVENTS: &[EventFacts] = &[
    instance(1, "backup", "Backup started"),
    instance(2, "backup", "Backup finished"),
    instance(3, "deletion", "DB instance deleted"),
    instance(4, "availability", "Database engine shut down"),
    instance(5, "creation", "DB instance created"),
    instance(6, "availability", "Database engine started again"),
    instance(13, "failover", "Failover to the standby started"),
    instance(
        15,
        "failover",
        "Failover complete; the DNS record names the new primary",
    ),
    instance(
        19,
        "restoration",
        "Restored to a point in time into another instance",
    ),
    instance(20, "recovery", "Recovery of the instance started"),
    instance(21, "recovery", "Recovery of the instance complete"),
    instance(24, "configuration change", "Conversion to Multi-AZ started"),
    instance(
        25,
        "configuration change",
        "Conversion to Multi-AZ complete",
    ),
    instance(
        28,
        "configuration change",
        "Automated backups turned off; existing ones deleted",
    ),
    instance(
        29,
        "configuration change",
        "Conversion to Single-AZ complete",
    ),
    instance(
        30,
        "configuration change",
        "Conversion to Single-AZ started",
    ),
    instance(
        31,
        "failure",
        "The instance cannot be recovered; restore it to a point in time",
    ),
    instance(32, "configuration change", "Automated backups turned on"),
    instance(
        34,
        "failover",
        "Requested failover dropped: one happened recently",
    ),
    snapshot(40, "creation", "Manual snapshot started"),
    snapshot(41, "deletion", "Manual snapshot deleted"),
    snapshot(42, "creation", "Manual snapshot ready"),
    instance(43, "restoration", "Restored from a snapshot"),
    instance(45, "read replica", "Replication stopped"),
    instance(46, "read replica", "Replication running"),
    instance(49, "failover", "Failover to the standby complete"),
    instance(57, "read replica", "Replication terminated"),
    snapshot(59, "notification", "Copy from another Region started"),
    snapshot(60, "notification", "Copy from another Region finished"),
    instance(62, "read replica", "Replication stopped on request"),
    snapshot(90, "creation", "Automated snapshot started"),
    snapshot(91, "creation", "Automated snapshot ready"),
    snapshot(196, "notification", "Copy within the Region started"),
    snapshot(197, "notification", "Copy within the Region finished"),
    instance(361, "recovery", "Rebuild of the standby started"),
    instance(362, "recovery", "Rebuild of the standby complete"),
];

fn facts(id: u16) -> &'static EventFacts {
    let place = EVENTS
        .binary_search_by_key(&id, |facts| facts.id)
        .expect("only events of the table are reported");
    &EVENTS[place]
}

impl Record {
    fn entry(&self) -> JournalEntry {
        let (kind, message) = match &self.what {
            What::Rds(id) => {
                let EventFacts {
                    category,
                    source_type,
                    message,
                    ..
                } = facts(*id);
                (
                    JournalKind::Rds {
                        event: *id,
                        category,
                        source_type,
                    },
                    (*message).to_owned(),
                )
            }
            What::Fault(message) => (JournalKind::Fault, message.clone()),
            What::Action(message) => (JournalKind::Action, message.clone()),
            What::App(message) => (JournalKind::App, message.clone()),
        };
        JournalEntry {
            at: self.at,
            kind,
            source: self.source.clone(),
            region: self.region,
            message,
        }
    }
}

impl World {
    /// Everything that was reported between two moments (both included), recurring backups too, in order.
    pub fn journal(&self, from: SimTime, to: SimTime) -> Vec<JournalEntry> {
        let kept = self
            .journal
            .iter()
            .filter(|record| record.at >= from && record.at <= to);
        let mut entries: Vec<JournalEntry> = kept.map(Record::entry).collect();
        for db in &self.databases {
            let start = SimTime::from_ms(from.ms().saturating_sub(1));
            let records = self.daily_records(db, start, to.min(self.now));
            let within = records
                .iter()
                .filter(|record| record.at >= from && record.at <= to);
            entries.extend(within.map(Record::entry));
        }
        // A stable sort: what was reported at one moment stays in order.
        sort_by_number(&mut entries, |entry| entry.at.ms());
        entries
    }

    /// What was reported of the daily backups that ended between two moments, as far as it is not written down yet.
    fn daily_records(&self, db: &DbInstance, from: SimTime, to: SimTime) -> Vec<Record> {
        let told = db.backups.chain.as_ref().map(|chain| chain.told_until);
        let (from, luck) = (
            from.max(told.unwrap_or(from)),
            self.backup_luck(&db.first_name),
        );
        let backups = db.backups.daily_backups_within(from, to, &luck);
        let records = backups.flat_map(|backup| {
            let date = self.calendar.date(backup.from);
            let snapshot = automated_snapshot_name(&db.name, date);
            let reports = daily_reports(&db.name, snapshot, backup.from, backup.to);
            reports.map(|(at, id, source)| Record {
                at,
                source,
                region: Some(db.region),
                what: What::Rds(id),
            })
        });
        records.collect()
    }

    /// Writes down what was reported of daily backups so far, before something that they are computed from changes.
    pub(super) fn tell_daily_backups(&mut self, key: DbKey) {
        let db = self.db(key);
        let Some(since) = db.backups.chain.as_ref().map(|chain| chain.since) else {
            return;
        };
        if self.keeps_journal {
            let records = self.daily_records(db, since, self.now);
            self.journal.extend(records);
            sort_by_number(&mut self.journal, |record| record.at.ms());
        }
        let now = self.now;
        if let Some(chain) = self.db_mut(key).backups.chain.as_mut() {
            chain.told_until = now;
        }
    }

    /// Automated backups end, and with them what can be restored.
    pub(super) fn end_chain(&mut self, key: DbKey) {
        self.tell_daily_backups(key);
        self.db_mut(key).backups.chain = None;
    }

    pub(super) fn report(&mut self, key: DbKey, event: u16) {
        let db = self.db(key);
        let (source, region) = (db.name.clone(), Some(db.region));
        self.journal.push(Record {
            at: self.now,
            source,
            region,
            what: What::Rds(event),
        });
    }

    pub(super) fn report_snapshot(&mut self, index: usize, event: u16) {
        let snapshot = &self.snapshots[index];
        let same_region = |id: u16| match (id, &snapshot.copied_from) {
            (59 | 60, Some(arn)) if arn.contains(&format!(":{}:", snapshot.region.name())) => {
                id + 137
            }
            _ => id,
        };
        debug_assert!(
            !matches!(snapshot.state, SnapshotState::Failed),
            "a failed snapshot reports nothing here"
        );
        let (source, region, event) = (snapshot.name.clone(), snapshot.region, same_region(event));
        self.note(source, Some(region), What::Rds(event));
    }

    pub(super) fn note(&mut self, source: impl Into<String>, region: Option<RegionId>, what: What) {
        self.journal.push(Record {
            at: self.now,
            source: source.into(),
            region,
            what,
        });
    }
}

/// The name that RDS gives an automated snapshot: `rds:orders-2026-01-12-04-10`.
pub fn automated_snapshot_name(instance: &str, at: Date) -> String {
    let stamp: String = at
        .to_string()
        .chars()
        .take(16)
        .map(|c| if c.is_ascii_digit() { c } else { '-' })
        .collect();
    format!("rds:{instance}-{stamp}")
}

fn daily_reports(
    instance: &str,
    snapshot: String,
    from: SimTime,
    to: SimTime,
) -> [(SimTime, u16, String); 4] {
    [
        (from, 1, instance.to_owned()),
        (from, 90, snapshot.clone()),
        (to, 91, snapshot),
        (to, 2, instance.to_owned()),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_events_is_sorted_so_that_it_can_be_searched() {
        assert!(EVENTS.is_sorted_by_key(|facts| facts.id));
    }
}
