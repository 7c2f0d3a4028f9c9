//! The journal: what RDS reports, what struck, what was asked, what the applications saw.
//!
//! Ids, categories and meanings: Amazon RDS User Guide, USER_Events.Messages; the wording is this project's.

use crate::cloud::{Context, DbKey, JournalEntry, JournalKind, Record, What};
use crate::rds::Rds;
use crate::rds::instance::DbInstance;
use crate::sim::{Date, SimTime, sort_by_number};

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
        "Restored to a point in time from another instance",
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
    snapshot(
        61,
        "notification",
        "Copy from another Region failed or was cancelled",
    ),
    instance(62, "read replica", "Replication stopped on request"),
    snapshot(90, "creation", "Automated snapshot started"),
    snapshot(91, "creation", "Automated snapshot ready"),
    snapshot(
        190,
        "notification",
        "Copy within the Region failed or was cancelled",
    ),
    snapshot(196, "notification", "Copy within the Region started"),
    snapshot(197, "notification", "Copy within the Region finished"),
    instance(202, "read replica", "Creation of the read replica failed"),
    instance(361, "recovery", "Rebuild of the standby started"),
    instance(362, "recovery", "Rebuild of the standby complete"),
];

fn facts(id: u16) -> &'static EventFacts {
    let place = EVENTS
        .binary_search_by_key(&id, |facts| facts.id)
        .expect("only events of the table are reported");
    &EVENTS[place]
}

/// A record as it is told.
fn entry(record: &Record) -> JournalEntry {
    let (kind, message) = match &record.what {
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
        at: record.at,
        kind,
        source: record.source.clone(),
        region: record.region,
        message,
    }
}

impl Rds {
    /// Everything that was reported between two moments (both included), recurring backups too, in order.
    pub fn journal(&self, cx: &Context, from: SimTime, to: SimTime) -> Vec<JournalEntry> {
        let kept = cx
            .journal
            .iter()
            .filter(|record| record.at >= from && record.at <= to);
        let mut entries: Vec<JournalEntry> = kept.map(entry).collect();
        for db in &self.databases {
            let records = self.daily_records(cx, db, from, to.min(cx.now));
            entries.extend(records.iter().map(entry));
        }
        // A stable sort: what was reported at one moment stays in order.
        sort_by_number(&mut entries, |entry| entry.at.ms());
        entries
    }

    /// What was reported of daily backups between two moments: that one began, and if it was not cut short, that it ended.
    fn daily_records(
        &self,
        cx: &Context,
        db: &DbInstance,
        from: SimTime,
        to: SimTime,
    ) -> Vec<Record> {
        let Some(chain) = &db.backups.chain else {
            return Vec::new();
        };
        let luck = self.backup_luck(cx, db);
        let backups = db.backups.daily_within(from, to, &luck);
        let records = backups.flat_map(|backup| {
            let name = chain.name_at(backup.from);
            let snapshot = automated_snapshot_name(name, cx.calendar.date(backup.from));
            let ends = Some(backup.to).filter(|_| backup.cut_at.is_none());
            [
                (Some(backup.from), 1, name.to_owned()),
                (Some(backup.from), 90, snapshot.clone()),
                (ends, 91, snapshot),
                (ends, 2, name.to_owned()),
            ]
        });
        let within = records.filter_map(|(at, id, source)| {
            Some(Record {
                at: at.filter(|at| *at >= from && *at <= to)?,
                source,
                region: Some(db.region),
                what: What::Rds(id),
            })
        });
        within.collect()
    }

    /// Automated backups end, and with them what can be restored. What was reported of them stays in the journal.
    pub(super) fn end_chain(&mut self, cx: &mut Context, key: DbKey) {
        if cx.keeps_journal {
            let records =
                self.daily_records(cx, self.db(key), SimTime::from_ms(i64::MIN / 2), cx.now);
            cx.journal.extend(records);
            sort_by_number(&mut cx.journal, |record| record.at.ms());
        }
        self.db_mut(key).backups.chain = None;
    }

    pub(super) fn report(&self, cx: &mut Context, key: DbKey, event: u16) {
        let db = self.db(key);
        cx.note(&db.name, Some(db.region), What::Rds(event));
    }

    pub(super) fn report_snapshot(&self, cx: &mut Context, index: usize, event: u16) {
        let snapshot = &self.snapshots[index];
        let event = match event {
            59 | 60 if !snapshot.crossed_regions() => event + 137,
            61 if !snapshot.crossed_regions() => 190,
            _ => event,
        };
        let (source, region) = (snapshot.name.clone(), snapshot.region);
        cx.note(source, Some(region), What::Rds(event));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_events_is_sorted_so_that_it_can_be_searched() {
        assert!(EVENTS.is_sorted_by_key(|facts| facts.id));
    }
}
