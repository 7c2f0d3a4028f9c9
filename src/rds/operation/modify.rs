//! `modify-db-instance`.

use super::check::{backup_window, clash, maintenance_window, windows_apart};
use super::entry::{Entry, RdsOperation, entry};
use super::options::{AUTOSCALING, ID, LIFECYCLE, MONITORING, PASSWORDS, SURROUNDINGS, name};
use super::storage::new_storage;
use crate::cloud::{Context, DbKey, Deed, RegionId};
use crate::grammar::Unseen::{Monitoring, Network};
use crate::grammar::{GLOBAL, Opt, Reader};
use crate::rds::Rds;
use crate::rds::backup::BackupWindow;
use crate::rds::instance::MaintenanceWindow;
use crate::rds::job_kind::Changes;
use crate::rds::offer::check_multi_az;
use crate::rds::plan::{Planned, change};

/// What a modification changes at once, without a job.
struct Light {
    window: Option<BackupWindow>,
    maintenance: Option<MaintenanceWindow>,
    protection: Option<bool>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct ModifyDbInstance {
    pub id: String,
    pub apply_immediately: bool,
    pub storage_gib: Option<u64>,
    pub multi_az: Option<bool>,
    pub retention_days: Option<u32>,
    pub backup_window: Option<String>,
    pub maintenance_window: Option<String>,
    pub deletion_protection: Option<bool>,
    pub new_id: Option<String>,
}

pub const DEED: Deed = Deed::named("aws rds modify-db-instance")
    .noun("modification")
    .heading("Modification")
    .waiting();

/// What takes people out of an incident.
const WAY_OUT: Deed = DEED.way_out();

pub const ENTRY: Entry<ModifyDbInstance> = entry(
    "aws rds modify-db-instance",
    "Changes the settings or the name of a DB instance, at once or in its maintenance window.",
    &[
        &[
            ID,
            Opt::yes_or_no("--apply-immediately"),
            Opt::one(name::STORAGE, "GIB"),
            Opt::yes_or_no("--multi-az"),
            Opt::one("--backup-retention-period", "DAYS"),
            Opt::one("--preferred-backup-window", "HH:MM-HH:MM"),
            Opt::one("--preferred-maintenance-window", "DDD:HH:MM-DDD:HH:MM"),
            Opt::yes_or_no("--deletion-protection"),
            Opt::one("--new-db-instance-identifier", "NAME"),
            Opt::many("--db-security-groups", "NAME").unseen(Network),
            LIFECYCLE,
            AUTOSCALING,
            Opt::not_modelled("--storage-type", "a change of the storage's type"),
            Opt::not_modelled("--iops", "a change of the storage's IOPS"),
            Opt::not_modelled(
                "--storage-throughput",
                "a change of the storage's throughput",
            ),
            Opt::not_modelled("--automation-mode", "RDS Custom"),
            Opt::not_modelled("--db-instance-class", "a change of instance class"),
            Opt::not_modelled("--db-parameter-group-name", "parameter groups"),
            Opt::not_modelled("--option-group-name", "option groups"),
            Opt::not_modelled("--db-port-number", "a change of port"),
            Opt::not_modelled("--engine", "a change of engine"),
            Opt::not_modelled("--engine-version", "engine upgrades"),
            Opt::not_modelled("--allow-major-version-upgrade", "engine upgrades"),
            Opt::not_modelled("--no-allow-major-version-upgrade", "engine upgrades"),
            Opt::not_modelled("--license-model", "a change of licence"),
            Opt::not_modelled("--promotion-tier", "Aurora"),
            Opt::not_modelled("--replica-mode", "mounted replicas"),
            Opt::one("--cloudwatch-logs-export-configuration", "LOGS").unseen(Monitoring),
        ],
        PASSWORDS,
        SURROUNDINGS,
        MONITORING,
        GLOBAL,
    ],
    read,
);

fn read(reader: &mut Reader) -> Option<ModifyDbInstance> {
    Some(ModifyDbInstance {
        id: reader.text(name::ID)?,
        apply_immediately: reader.is_set("--apply-immediately"),
        storage_gib: reader.number(name::STORAGE),
        multi_az: reader.yes_or_no(name::MULTI_AZ),
        retention_days: reader.number(name::RETENTION),
        backup_window: reader.text(name::BACKUP_WINDOW),
        maintenance_window: reader.text(name::MAINTENANCE_WINDOW),
        deletion_protection: reader.yes_or_no(name::PROTECTION),
        new_id: reader.text("--new-db-instance-identifier"),
    })
}

impl RdsOperation for ModifyDbInstance {
    fn plan(&self, rds: &Rds, cx: &Context, region: RegionId) -> Planned {
        rds.modify(cx, region, self)
    }

    fn deed(&self) -> Option<(Deed, &str)> {
        let deed = match self.new_id.is_some() || self.storage_gib.is_some() {
            true => WAY_OUT,
            false => DEED,
        };
        Some((deed, &self.id))
    }
}

impl Rds {
    pub(super) fn modify(
        &self,
        cx: &Context,
        region: RegionId,
        asked: &ModifyDbInstance,
    ) -> Planned {
        let key = self.instance(region, &asked.id)?;
        if !self.takes_modification(cx, key, asked) {
            self.available_instance(cx, region, &asked.id, "a modification")?;
        }
        self.plan_modification(cx, key, asked)
    }

    /// The modification of an instance or a cluster.
    pub(super) fn plan_modification(
        &self,
        cx: &Context,
        key: DbKey,
        asked: &ModifyDbInstance,
    ) -> Planned {
        let db = self.db(key);
        let region = db.region;
        let new_name = match &asked.new_id {
            Some(id) => Some(self.free_instance_name(region, id, Some(key))?),
            None => None,
        };
        let storage_gib = match asked.storage_gib {
            Some(gib) => Some(new_storage(cx, db, gib)?),
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
            storage_gib,
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
        let storage_gib = db.settings.storage_gib;
        let mut all = std::mem::take(&mut db.pending);
        all.merge(changes);
        all.storage_gib = all.storage_gib.filter(|asked| *asked != storage_gib);
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
