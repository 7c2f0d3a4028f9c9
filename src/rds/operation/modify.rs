//! `reboot-db-instance` and `modify-db-instance`.

use super::check::{backup_window, clash, maintenance_window, windows_apart, wrong_state};
use crate::cloud::{RegionId, numbers};
use crate::rds::instance::{Changes, DbKey, JobKind};
use crate::rds::world::World;
use crate::rds::{CommandError, ModifyDbInstance, Reply};
use crate::sim::SimDuration;

impl World {
    pub(super) fn reboot(
        &mut self,
        region: RegionId,
        id: &str,
        force_failover: bool,
    ) -> Result<Reply, CommandError> {
        let key = self.instance(region, id)?;
        if force_failover && !self.db(key).settings.multi_az {
            return clash(format!(
                "{id} is not Multi-AZ: there is no standby to fail over to"
            ));
        }
        self.available_instance(region, id, "a reboot")?;
        if !force_failover {
            let name = self.db(key).name.clone();
            let takes = self.duration(&numbers::REBOOT, &name);
            self.report(key, 4);
            self.begin_job(key, JobKind::Rebooting, takes);
            return Ok(self.instance_json(key));
        }
        if self.in_failover_cooldown(key) {
            self.report(key, 34);
            return wrong_state(format!(
                "{id} failed over less than {} ago; the request is dropped",
                self.fixed(&numbers::FAILOVER_COOLDOWN)
            ));
        }
        if !self.db(key).is_protected(&self.topology) {
            return wrong_state(format!(
                "the standby of {id} is not in step with its primary, so it cannot take over"
            ));
        }
        self.begin_forced_failover(key);
        Ok(self.instance_json(key))
    }

    pub(super) fn modify(
        &mut self,
        region: RegionId,
        asked: &ModifyDbInstance,
    ) -> Result<Reply, CommandError> {
        let key = self.available_instance(region, &asked.id, "a modification")?;
        let new_name = match &asked.new_id {
            Some(id) => Some(self.new_instance_name(region, id)?),
            None => None,
        };
        let before = self.db(key).backups.retention_days;
        let retention_days = match asked.retention_days {
            Some(days) => Some(self.retention(Some(days), before)?).filter(|days| *days != before),
            None => None,
        };
        if retention_days == Some(0) && self.replicas_of(key).next().is_some() {
            return clash(format!(
                "{} has read replicas; a source needs automated backups",
                asked.id
            ));
        }
        let window = asked
            .backup_window
            .as_deref()
            .map(backup_window)
            .transpose()?;
        let maintenance = asked
            .maintenance_window
            .as_deref()
            .map(maintenance_window)
            .transpose()?;
        let db = self.db(key);
        // Windows that RDS chose itself are no reason to refuse another change.
        if window.is_some() || maintenance.is_some() {
            windows_apart(
                window.unwrap_or(db.backups.window),
                maintenance.unwrap_or(db.settings.maintenance_window),
            )?;
        }
        let multi_az = asked
            .multi_az
            .filter(|multi_az| *multi_az != db.settings.multi_az);
        if window.is_some() {
            self.tell_daily_backups(key);
        }
        let db = self.db_mut(key);
        db.backups.window = window.unwrap_or(db.backups.window);
        db.settings.maintenance_window = maintenance.unwrap_or(db.settings.maintenance_window);
        db.settings.deletion_protection = asked
            .deletion_protection
            .unwrap_or(db.settings.deletion_protection);
        self.apply_or_queue(
            key,
            asked.apply_immediately,
            Changes {
                multi_az,
                retention_days,
                new_name,
            },
        );
        Ok(self.instance_json(key))
    }

    /// What needs no window begins now: a change between two retention periods, and everything with `--apply-immediately`,
    /// which applies what was waiting too.
    fn apply_or_queue(&mut self, key: DbKey, immediately: bool, changes: Changes) {
        if immediately {
            let mut all = std::mem::take(&mut self.db_mut(key).pending);
            all.merge(changes);
            let event = self.db_mut(key).pending_event.take();
            self.cancel(event);
            self.begin_modification(key, all);
            return;
        }
        let (now, before) = (self.now, self.db(key).backups.retention_days);
        let mut queued = changes;
        if before > 0 && queued.retention_days.is_some_and(|days| days > 0) {
            let retention_days = queued.retention_days.take();
            self.begin_modification(
                key,
                Changes {
                    retention_days,
                    ..Changes::default()
                },
            );
        }
        self.db_mut(key).pending.merge(queued);
        self.schedule_pending(key, now);
    }

    /// Starts the job that carries changes out. Of several the longest tells how long it takes.
    pub(in crate::rds) fn begin_modification(&mut self, key: DbKey, mut changes: Changes) {
        if changes.is_empty() {
            return;
        }
        let name = self.db(key).name.clone();
        let before = self.db(key).backups.retention_days;
        let toggles_backups = changes
            .retention_days
            .is_some_and(|days| (days == 0) != (before == 0));
        let new_name = changes.new_name.take();
        let takes = match changes.multi_az {
            Some(true) => {
                self.report(key, 24);
                self.duration(&numbers::MULTI_AZ_CONVERSION, &name)
            }
            Some(false) => {
                self.report(key, 30);
                self.duration(&numbers::MODIFY, &name)
            }
            None if toggles_backups => self.duration(&numbers::REBOOT, &name),
            None => self.duration(&numbers::MODIFY, &name),
        };
        match new_name {
            Some(new_name) => self.rename(key, new_name, changes),
            None if toggles_backups => {
                self.begin_job(key, JobKind::ModifyingWithOutage(changes), takes)
            }
            None => self.begin_job(key, JobKind::Modifying(changes), takes),
        }
    }

    /// The old name is gone at once; the new one answers when the instance has restarted.
    fn rename(&mut self, key: DbKey, new_name: String, changes: Changes) {
        // What was reported so far was reported of the old name.
        self.tell_daily_backups(key);
        let old = std::mem::replace(&mut self.db_mut(key).name, new_name);
        let takes: SimDuration = self.duration(&numbers::RENAME, &old);
        self.report(key, 4);
        self.modified(key, changes);
        self.begin_job(key, JobKind::Renaming, takes);
    }
}
