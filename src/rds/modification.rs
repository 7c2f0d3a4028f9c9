//! Modifications: one change after another, each in its own time, now or in the maintenance window.

use crate::cloud::{Access, Context, DbKey, numbers};
use crate::rds::Rds;
use crate::rds::event::RdsEvent;
use crate::rds::job_kind::{Change, Changes, JobKind};
use crate::rds::offer::grown;
use crate::rds::space::Allocation;
use crate::rds::status::Status;
use crate::sim::{SimDuration, SimTime};

impl Rds {
    /// Starts the first of some changes; the others follow it, each in its own time.
    pub(super) fn begin_modification(
        &mut self,
        cx: &mut Context,
        key: DbKey,
        mut changes: Changes,
    ) {
        // A source that has been given replicas meanwhile keeps its backups on.
        if changes.retention_days == Some(0) && self.replicas_of(key).next().is_some() {
            changes.retention_days = None;
        }
        let Some(change) = changes.take_first() else {
            return;
        };
        let (name, now) = (self.db(key).name.clone(), cx.now);
        let before = self.db(key).backups.retention_days;
        let (kind, takes) = match change {
            Change::MultiAz(true) => {
                self.report(cx, key, RdsEvent::MultiAzStarted);
                let takes = cx.duration(&numbers::MULTI_AZ_CONVERSION, &name);
                (JobKind::Modifying(change), takes)
            }
            Change::MultiAz(false) => {
                self.report(cx, key, RdsEvent::SingleAzStarted);
                let takes = cx.duration(&numbers::MODIFY, &name);
                (JobKind::Modifying(change), takes)
            }
            Change::Storage(_) => {
                self.report(cx, key, RdsEvent::StorageChangeStarted);
                let takes = cx.duration(&numbers::MODIFY, &name);
                (JobKind::Modifying(change), takes)
            }
            Change::Retention(days) if (days == 0) != (before == 0) => {
                let takes = cx.duration(&numbers::REBOOT, &name);
                (JobKind::ModifyingWithOutage(change), takes)
            }
            Change::Retention(_) => {
                let takes = cx.duration(&numbers::MODIFY, &name);
                (JobKind::Modifying(change), takes)
            }
            Change::Name(new_name) => (JobKind::Renaming, self.rename(cx, key, new_name)),
        };
        self.begin_part(cx, key, kind, now, takes, changes);
    }

    /// The old name is gone at once; the new one answers when the instance has restarted. Tells how long that takes.
    #[inline(never)]
    pub(super) fn rename(&mut self, cx: &mut Context, key: DbKey, new_name: String) -> SimDuration {
        self.report(cx, key, RdsEvent::EngineShutDown);
        let (now, db) = (cx.now, self.db_mut(key));
        db.backups.set_name(now, &new_name);
        let old = std::mem::replace(&mut db.name, new_name);
        let reader = db.reader_name();
        for record in &mut db.records {
            record.name = match (record.access, &reader) {
                (Access::Read, Some(reader)) => reader.clone(),
                (Access::Read | Access::Write, _) => db.name.clone(),
            };
        }
        cx.duration(&numbers::RENAME, &old)
    }

    pub(super) fn modified(&mut self, cx: &mut Context, key: DbKey, change: Change) {
        match change {
            Change::MultiAz(multi_az) => self.convert(cx, key, multi_az),
            Change::Storage(gib) => self.grow_storage(cx, key, gib),
            Change::Retention(days) => self.change_retention(cx, key, days),
            // A new name is no modification of its own but a renaming.
            Change::Name(_) => {}
        }
    }

    /// More is allocated: there is room at once, and RDS goes on moving blocks beside an engine that serves.
    fn grow_storage(&mut self, cx: &mut Context, key: DbKey, gib: u64) {
        let name = self.db(key).name.clone();
        let optimized_at = cx.now + cx.duration(&numbers::STORAGE_OPTIMIZATION, &name);
        cx.look_at(optimized_at, key.party());
        let (now, db) = (cx.now, self.db_mut(key));
        let before = db.settings.allocation();
        if let Ok(performance) = grown(db.engine, &db.settings, gib) {
            db.settings.allocate(Allocation { gib, performance });
            db.space.grow(now, before, optimized_at);
        }
        self.report(cx, key, RdsEvent::StorageChanged);
    }

    pub(super) fn change_retention(&mut self, cx: &mut Context, key: DbKey, days: u32) {
        let (now, before) = (cx.now, self.db(key).backups.retention_days);
        if days == 0 {
            self.end_chain(cx, key);
        }
        self.db_mut(key).backups.set_retention(now, days);
        match (before, days) {
            (_, 0) => self.report(cx, key, RdsEvent::BackupsOff),
            (0, _) => self.report(cx, key, RdsEvent::BackupsOn),
            _ => {}
        }
    }

    pub(super) fn convert(&mut self, cx: &mut Context, key: DbKey, multi_az: bool) {
        self.db_mut(key).settings.multi_az = multi_az;
        if multi_az && self.db(key).standbys().is_empty() {
            self.add_standby(cx, key);
            self.report(cx, key, RdsEvent::MultiAzComplete);
        } else if !multi_az {
            for standby in self.db_mut(key).copies.split_off(1) {
                cx.cancel(standby.event());
            }
            self.report(cx, key, RdsEvent::SingleAzComplete);
        }
    }

    /// The maintenance window opens: what has waited for it begins. Tells whether it does.
    #[inline(never)]
    pub(super) fn open_window(&mut self, cx: &mut Context, key: DbKey) -> bool {
        self.db_mut(key).pending_event = None;
        let waited = !self.db(key).pending.is_empty();
        let is_ready = match self.status(cx, key) {
            Status::StorageFull => self.db(key).pending.storage_gib.is_some(),
            status => status.is_in_service(),
        };
        if self.db(key).job.is_none() && is_ready {
            let changes = std::mem::take(&mut self.db_mut(key).pending);
            self.begin_modification(cx, key, changes);
        } else {
            // It is busy: it is asked again as long as the window is open, and else next week.
            let window = self.db(key).settings.maintenance_window;
            let soon = cx.now + SimDuration::from_mins(1);
            if window.is_open(soon, cx.calendar) {
                let event = cx.look_at(soon, key.party());
                self.db_mut(key).pending_event = Some(event);
            } else {
                self.schedule_pending(cx, key, soon);
            }
        }
        waited && self.db(key).pending.is_empty()
    }

    pub(super) fn schedule_pending(&mut self, cx: &mut Context, key: DbKey, from: SimTime) {
        if self.db(key).pending_event.is_none() && !self.db(key).pending.is_empty() {
            let window = self.db(key).settings.maintenance_window;
            let opens = window.next_opening(from, cx.calendar);
            let event = cx.look_at(opens, key.party());
            self.db_mut(key).pending_event = Some(event);
        }
    }
}
