//! `reboot-db-instance` and `modify-db-instance`.

use super::check::{backup_window, clash, maintenance_window, windows_apart, wrong_state};
use crate::cloud::{Context, DbKey, RegionId, numbers};
use crate::rds::backup::BackupWindow;
use crate::rds::event::RdsEvent;
use crate::rds::instance::MaintenanceWindow;
use crate::rds::job_kind::{Changes, JobKind};
use crate::rds::offer::check_multi_az;
use crate::rds::plan::{Planned, change};
use crate::rds::{ModifyDbInstance, Rds};

/// What a modification changes at once, without a job.
struct Light {
    window: Option<BackupWindow>,
    maintenance: Option<MaintenanceWindow>,
    protection: Option<bool>,
}

impl Rds {
    pub(super) fn reboot(
        &self,
        cx: &Context,
        region: RegionId,
        id: &str,
        force_failover: bool,
    ) -> Planned {
        let key = self.instance(region, id)?;
        if force_failover && !self.db(key).settings.multi_az {
            return clash(format!(
                "{id} is not Multi-AZ: there is no standby to fail over to"
            ));
        }
        self.available_instance(cx, region, id, "a reboot")?;
        if !force_failover {
            return Ok(change(move |rds, cx| {
                let name = rds.db(key).name.clone();
                let takes = cx.duration(&numbers::REBOOT, &name);
                rds.report(cx, key, RdsEvent::EngineShutDown);
                rds.begin_job(cx, key, JobKind::Rebooting, takes);
                rds.instance_json(cx, key)
            }));
        }
        // The call is accepted; RDS abandons the failover and says so.
        if self.in_failover_cooldown(cx, key) {
            return Ok(change(move |rds, cx| {
                rds.report(cx, key, RdsEvent::FailoverDropped);
                rds.instance_json(cx, key)
            }));
        }
        if !self.db(key).is_protected(&cx.topology) {
            return wrong_state(format!(
                "the standby of {id} is not in step with its primary, so it cannot take over"
            ));
        }
        Ok(change(move |rds, cx| {
            rds.begin_forced_failover(cx, key);
            rds.instance_json(cx, key)
        }))
    }

    pub(super) fn modify(
        &self,
        cx: &Context,
        region: RegionId,
        asked: &ModifyDbInstance,
    ) -> Planned {
        let key = self.available_instance(cx, region, &asked.id, "a modification")?;
        let db = self.db(key);
        let new_name = match &asked.new_id {
            Some(id) => Some(self.free_instance_name(region, id, Some(key))?),
            None => None,
        };
        let before = db.backups.retention_days;
        let retention_days = match asked.retention_days {
            Some(days) => Some(self.retention(cx, Some(days), before)?),
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
        // Windows that RDS chose itself are no reason to refuse another change.
        if window.is_some() || maintenance.is_some() {
            windows_apart(
                window.unwrap_or(db.backups.window),
                maintenance.unwrap_or(db.settings.maintenance_window),
            )?;
        }
        if asked.multi_az == Some(true) {
            check_multi_az(db.engine, &db.settings.offer.engine_version)?;
        }
        let light = Light {
            window,
            maintenance,
            protection: asked.deletion_protection,
        };
        let changes = Changes {
            retention_days,
            multi_az: asked.multi_az,
            new_name,
        };
        let immediately = asked.apply_immediately;
        Ok(change(move |rds, cx| {
            rds.change_lightly(cx, key, &light);
            rds.apply_or_queue(cx, key, immediately, changes);
            rds.instance_json(cx, key)
        }))
    }

    fn change_lightly(&mut self, cx: &mut Context, key: DbKey, light: &Light) {
        let (now, db) = (cx.now, self.db_mut(key));
        if let Some(window) = light.window {
            db.backups.set_window(now, window);
        }
        let settings = &mut db.settings;
        settings.deletion_protection = light.protection.unwrap_or(settings.deletion_protection);
        if let Some(window) = light.maintenance {
            settings.maintenance_window = window;
            // What waits, waits for the new window.
            let waits = db.pending_event.take();
            cx.cancel(waits);
            self.schedule_pending(cx, key, now);
        }
    }

    /// What needs no window begins now: a change between two retention periods, and everything with `--apply-immediately`,
    /// which applies what was waiting too.
    fn apply_or_queue(
        &mut self,
        cx: &mut Context,
        key: DbKey,
        immediately: bool,
        changes: Changes,
    ) {
        // What is asked for now takes the place of what waited, also if it asks for what is so already.
        let db = self.db_mut(key);
        let (before, multi_az) = (db.backups.retention_days, db.settings.multi_az);
        let mut all = std::mem::take(&mut db.pending);
        all.merge(changes);
        all.retention_days = all.retention_days.filter(|days| *days != before);
        all.multi_az = all.multi_az.filter(|asked| *asked != multi_az);
        let waited = db.pending_event.take();
        cx.cancel(waited);
        let mut at_once = std::mem::take(&mut all);
        if !immediately {
            let harmless = at_once
                .retention_days
                .filter(|days| before > 0 && *days > 0);
            all = at_once;
            at_once = Changes {
                retention_days: harmless,
                ..Changes::default()
            };
            all.retention_days = all.retention_days.filter(|_| harmless.is_none());
        }
        let now = cx.now;
        self.db_mut(key).pending = all;
        self.begin_modification(cx, key, at_once);
        self.schedule_pending(cx, key, now);
    }
}
