//! Restores: always into a new instance with a new endpoint, Single-AZ unless asked otherwise.

use super::check::{clash, invalid, wrong_state};
use super::create::NewInstance;
use crate::cloud::{CommandError, Context, DbKey, RegionId, Tape, numbers};
use crate::rds::engine::Engine;
use crate::rds::instance::Settings;
use crate::rds::job_kind::{JobKind, Restore};
use crate::rds::offer::{Instance, check_offer};
use crate::rds::plan::{Planned, change};
use crate::rds::{
    BackupSource, Rds, RestoreFromDbSnapshot, RestoreSettings, RestoreTime, RestoreToPointInTime,
};
use crate::sim::{SimDuration, SimTime};

/// What is restored, and what the new instance inherits.
struct Origin {
    tape: Tape,
    engine: Engine,
    settings: Settings,
    retention_days: u32,
}

impl Rds {
    pub(super) fn restore_from_snapshot(
        &self,
        cx: &Context,
        region: RegionId,
        asked: &RestoreFromDbSnapshot,
    ) -> Planned {
        let name = self.new_instance_name(cx, region, &asked.id)?;
        let snapshot = self.usable_snapshot(cx, region, &asked.snapshot)?;
        let origin = Origin {
            tape: snapshot.tape,
            engine: snapshot.engine,
            settings: snapshot.settings,
            retention_days: self.db(snapshot.instance_key).backups.retention_days,
        };
        let new = self.restored_instance(cx, region, name, &asked.settings, origin)?;
        Ok(change(move |rds, cx| {
            let takes = cx.duration(&numbers::RESTORE, &new.name);
            let key = rds.add_instance(cx, new);
            rds.begin_job(cx, key, JobKind::Restoring(Restore::Snapshot), takes);
            rds.instance_json(cx, key)
        }))
    }

    pub(super) fn restore_to_point_in_time(
        &self,
        cx: &Context,
        region: RegionId,
        asked: &RestoreToPointInTime,
    ) -> Planned {
        let source = self.backup_source(region, &asked.source)?;
        let name = self.new_instance_name(cx, region, &asked.target)?;
        let db = self.db(source);
        let head = self.restorable(cx, source, asked.to)?;
        let Some(chain) = &db.backups.chain else {
            return not_enabled(&db.name);
        };
        let tape = chain.tape_at(head);
        let origin = Origin {
            tape,
            engine: db.engine,
            settings: db.settings.clone(),
            retention_days: db.backups.retention_days,
        };
        let base = db
            .backups
            .base_of(head, cx.now, &self.backup_luck(cx, db))
            .map_or(head, |base| base.from);
        let count = |head| cx.tapes.count(Tape { head, ..tape });
        let replayed = count(tape.head) - count(base).min(count(tape.head));
        let new = self.restored_instance(cx, region, name, &asked.settings, origin)?;
        Ok(change(move |rds, cx| {
            let restore = cx.duration(&numbers::RESTORE, &new.name);
            // The table's figure is for 50 writes a second: a fiftieth of it for each write.
            let per_second = cx.duration(&numbers::PITR_REPLAY, &new.name);
            let replay = u128::from(per_second.ms()) * u128::from(replayed) / 50;
            let replay = SimDuration::from_ms(u64::try_from(replay).unwrap_or(u64::MAX));
            let restoring = Restore::PointInTime {
                replay: replay.min(SimDuration::LONGEST),
            };
            let key = rds.add_instance(cx, new);
            rds.begin_job(cx, key, JobKind::Restoring(restoring), restore);
            rds.instance_json(cx, key)
        }))
    }

    fn restored_instance(
        &self,
        cx: &Context,
        region: RegionId,
        name: String,
        asked: &RestoreSettings,
        origin: Origin,
    ) -> Result<NewInstance, CommandError> {
        let multi_az = asked.multi_az.unwrap_or(false);
        if multi_az && asked.availability_zone.is_some() {
            return clash("a Multi-AZ DB instance cannot be asked for with an Availability Zone");
        }
        let class = asked
            .class
            .clone()
            .unwrap_or_else(|| origin.settings.class.clone());
        if let Some(name) = asked
            .engine
            .as_ref()
            .filter(|name| **name != origin.engine.facts().name)
        {
            Engine::asked(name)?;
            return clash(format!(
                "the backup is of engine {}, and cannot become {name}",
                origin.engine.facts().name
            ));
        }
        let instance = Instance {
            engine: origin.engine,
            class: &class,
            storage_gib: origin.settings.storage_gib,
            multi_az,
        };
        let offer = check_offer(instance, &asked.offer, Some(&origin.settings.offer))?;
        let retention_days = self.retention(cx, asked.retention_days, origin.retention_days)?;
        let zone = self.choose_zone(cx, region, asked.availability_zone.as_deref(), &[])?;
        let window = self.drawn_window(cx, region, &name, Some(origin.settings.maintenance_window));
        let settings = Settings {
            class,
            multi_az,
            deletion_protection: asked.deletion_protection.unwrap_or(false),
            offer,
            ..origin.settings
        };
        Ok(NewInstance {
            name,
            region,
            zone,
            engine: origin.engine,
            settings,
            retention_days,
            window,
            forked_from: Some(origin.tape),
        })
    }

    /// The instance, living or deleted, whose automated backup is to be read.
    fn backup_source(
        &self,
        region: RegionId,
        source: &BackupSource,
    ) -> Result<DbKey, CommandError> {
        match source {
            BackupSource::Instance(id) => self.instance(region, id),
            BackupSource::ResourceId(id) => self.automated_backup(region, Some(id), None),
            BackupSource::Arn(arn) => self.automated_backup(region, None, Some(arn)),
            BackupSource::None => clash(
                "name the source: --source-db-instance-identifier, --source-dbi-resource-id for a deleted instance, or \
                 --source-db-instance-automated-backups-arn",
            ),
        }
    }

    /// The moment to restore to, if it lies within the restore window.
    fn restorable(
        &self,
        cx: &Context,
        source: DbKey,
        to: RestoreTime,
    ) -> Result<SimTime, CommandError> {
        let db = self.db(source);
        if db.backups.retention_days == 0 || (db.backups.chain.is_none() && !db.exists()) {
            return not_enabled(&db.name);
        }
        if db.exists() && db.replication.is_some() && !db.engine.facts().replica_point_in_time {
            return wrong_state(format!(
                "{} is a read replica; with {} a replica cannot be restored to a point in time",
                db.name,
                db.engine.facts().name
            ));
        }
        let Some((earliest, latest)) = self.restore_window(cx, db) else {
            return wrong_state(format!(
                "{} has no restorable time yet: its first backup must finish and its log be uploaded",
                db.name
            ));
        };
        match to {
            RestoreTime::Latest => Ok(latest),
            RestoreTime::Unclear => {
                clash("say either --restore-time or --use-latest-restorable-time")
            }
            RestoreTime::At(date) if !date.is_whole_second() => {
                invalid(format!("{date} is not a whole second"))
            }
            RestoreTime::At(date) => {
                let time = cx.calendar.time(date);
                if (earliest..=latest).contains(&time) {
                    return Ok(time);
                }
                invalid(format!(
                    "{date} is outside what can be restored now: from {} to the latest restorable time {}",
                    cx.calendar.date(earliest),
                    cx.calendar.date(latest)
                ))
            }
        }
    }
}

fn not_enabled<T>(name: &str) -> Result<T, CommandError> {
    Err(CommandError::new(
        "PointInTimeRestoreNotEnabled",
        format!(
            "{name} has a backup retention period of 0, so it cannot be restored to a point in time"
        ),
    ))
}
