//! What RDS reports to the journal, and what it has reported of daily backups.

use crate::cloud::{Context, DbKey, Record, What};
use crate::rds::Rds;
use crate::rds::event::RdsEvent;
use crate::rds::instance::DbInstance;
use crate::sim::{Date, SimTime, sort_by_number};

impl Rds {
    /// What was reported of daily backups between two moments (both included), instance by instance: it is computed, not kept.
    pub(super) fn recurring(&self, cx: &Context, from: SimTime, to: SimTime) -> Vec<Record> {
        let of_one = |db| self.daily_records(cx, db, from, to.min(cx.now));
        self.databases.iter().flat_map(of_one).collect()
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
                (Some(backup.from), RdsEvent::BackupStarted, name.to_owned()),
                (
                    Some(backup.from),
                    RdsEvent::AutomatedSnapshotStarted,
                    snapshot.clone(),
                ),
                (ends, RdsEvent::AutomatedSnapshotReady, snapshot),
                (ends, RdsEvent::BackupFinished, name.to_owned()),
            ]
        });
        let within = records.filter_map(|(at, event, source)| {
            Some(Record {
                at: at.filter(|at| *at >= from && *at <= to)?,
                source,
                region: Some(db.region),
                what: What::Service(db.event(event)?.facts()),
            })
        });
        within.collect()
    }

    /// Reports of the automated snapshot that began at `from`.
    pub(super) fn report_automated(
        &mut self,
        cx: &mut Context,
        key: DbKey,
        from: SimTime,
        event: RdsEvent,
    ) {
        let db = self.db(key);
        let snapshot = automated_snapshot_name(&db.name, cx.calendar.date(from));
        if let Some(event) = db.event(event) {
            cx.note(snapshot, Some(db.region), What::Service(event.facts()));
        }
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

    pub(super) fn report(&self, cx: &mut Context, key: DbKey, event: RdsEvent) {
        self.report_host(cx, key, 0, event);
    }

    /// Reports what happens to one of a database's hosts, by the place of its copy. A cluster's host is an instance of its own.
    pub(super) fn report_host(&self, cx: &mut Context, key: DbKey, place: usize, event: RdsEvent) {
        let db = self.db(key);
        let Some(event) = db.event(event) else {
            return;
        };
        let of_host = db.copies.get(place).filter(|_| event.is_of_instance());
        let source = of_host.map(|copy| db.instance_name(&copy.node));
        let source = source.unwrap_or_else(|| db.name.clone());
        cx.note(source, Some(db.region), What::Service(event.facts()));
    }

    pub(super) fn report_snapshot(&self, cx: &mut Context, index: usize, event: RdsEvent) {
        let snapshot = &self.snapshots[index];
        let within = !snapshot.crossed_regions();
        let event = match event {
            RdsEvent::CopyFromRegionStarted if within => RdsEvent::CopyStarted,
            RdsEvent::CopyFromRegionFinished if within => RdsEvent::CopyFinished,
            RdsEvent::CopyFromRegionFailed if within => RdsEvent::CopyFailed,
            event => event,
        };
        let event = match snapshot.settings.cluster {
            true => event.of_cluster(),
            false => Some(event),
        };
        let (source, region) = (snapshot.name.clone(), snapshot.region);
        if let Some(event) = event {
            cx.note(source, Some(region), What::Service(event.facts()));
        }
    }
}

impl DbInstance {
    /// What is reported of it.
    pub(super) fn event(&self, event: RdsEvent) -> Option<RdsEvent> {
        match self.settings.cluster {
            true => event.of_cluster(),
            false => Some(event),
        }
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
