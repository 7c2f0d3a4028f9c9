//! Modifications: one change after another, each in its own time, now or in the maintenance window.

use crate::cloud::numbers;
use crate::rds::instance::DbKey;
use crate::rds::job_kind::{Change, Changes, JobKind};
use crate::rds::world::World;
use crate::sim::{SimDuration, SimTime};

impl World {
    /// Starts the first of some changes; the others follow it, each in its own time.
    pub(super) fn begin_modification(&mut self, key: DbKey, mut changes: Changes) {
        // A source that has been given replicas meanwhile keeps its backups on.
        if changes.retention_days == Some(0) && self.replicas_of(key).next().is_some() {
            changes.retention_days = None;
        }
        let Some(change) = changes.take_first() else {
            return;
        };
        let (name, now) = (self.db(key).name.clone(), self.now);
        let before = self.db(key).backups.retention_days;
        let (kind, takes) = match change {
            Change::MultiAz(true) => {
                self.report(key, 24);
                let takes = self.duration(&numbers::MULTI_AZ_CONVERSION, &name);
                (JobKind::Modifying(change), takes)
            }
            Change::MultiAz(false) => {
                self.report(key, 30);
                let takes = self.duration(&numbers::MODIFY, &name);
                (JobKind::Modifying(change), takes)
            }
            Change::Retention(days) if (days == 0) != (before == 0) => {
                let takes = self.duration(&numbers::REBOOT, &name);
                (JobKind::ModifyingWithOutage(change), takes)
            }
            Change::Retention(_) => {
                let takes = self.duration(&numbers::MODIFY, &name);
                (JobKind::Modifying(change), takes)
            }
            Change::Name(new_name) => (JobKind::Renaming, self.rename(key, new_name)),
        };
        self.begin_part(key, kind, now, takes, changes);
    }

    /// The old name is gone at once; the new one answers when the instance has restarted. Tells how long that takes.
    pub(super) fn rename(&mut self, key: DbKey, new_name: String) -> SimDuration {
        self.report(key, 4);
        let (now, db) = (self.now, self.db_mut(key));
        db.backups.set_name(now, &new_name);
        let old = std::mem::replace(&mut db.name, new_name);
        self.duration(&numbers::RENAME, &old)
    }

    pub(super) fn modified(&mut self, key: DbKey, change: Change) {
        match change {
            Change::MultiAz(multi_az) => self.convert(key, multi_az),
            Change::Retention(days) => self.change_retention(key, days),
            // A new name is no modification of its own but a renaming.
            Change::Name(_) => {}
        }
    }

    pub(super) fn change_retention(&mut self, key: DbKey, days: u32) {
        let (now, before) = (self.now, self.db(key).backups.retention_days);
        if days == 0 {
            self.end_chain(key);
        }
        self.db_mut(key).backups.set_retention(now, days);
        match (before, days) {
            (_, 0) => self.report(key, 28),
            (0, _) => self.report(key, 32),
            _ => {}
        }
    }

    pub(super) fn convert(&mut self, key: DbKey, multi_az: bool) {
        self.db_mut(key).settings.multi_az = multi_az;
        if multi_az && self.db(key).standby.is_none() {
            self.add_standby(key);
            self.report(key, 25);
        } else if !multi_az {
            let standby = self.db_mut(key).standby.take();
            self.cancel(standby.and_then(|standby| standby.event()));
            self.report(key, 29);
        }
    }

    /// The maintenance window opens: what has waited for it begins. Tells whether it does.
    pub(super) fn open_window(&mut self, key: DbKey) -> bool {
        self.db_mut(key).pending_event = None;
        let waited = !self.db(key).pending.is_empty();
        if self.db(key).job.is_none() && self.status(key) == "available" {
            let changes = std::mem::take(&mut self.db_mut(key).pending);
            self.begin_modification(key, changes);
        } else {
            // It is busy: it is asked again as long as the window is open, and else next week.
            let window = self.db(key).settings.maintenance_window;
            let soon = self.now + SimDuration::from_mins(1);
            if window.is_open(soon, self.calendar) {
                let event = self.look_at(soon);
                self.db_mut(key).pending_event = Some(event);
            } else {
                self.schedule_pending(key, soon);
            }
        }
        waited && self.db(key).pending.is_empty()
    }

    pub(super) fn schedule_pending(&mut self, key: DbKey, from: SimTime) {
        if self.db(key).pending_event.is_none() && !self.db(key).pending.is_empty() {
            let window = self.db(key).settings.maintenance_window;
            let opens = window.next_opening(from, self.calendar);
            let event = self.look_at(opens);
            self.db_mut(key).pending_event = Some(event);
        }
    }
}
