//! Restores: always into a new instance with a new endpoint, Single-AZ unless asked otherwise.

use super::check::{clash, invalid, wrong_state};
use super::create::NewInstance;
use crate::cloud::{RegionId, Tape, numbers};
use crate::rds::engine::Engine;
use crate::rds::instance::{DbKey, JobKind, Settings};
use crate::rds::offer::{Instance, check_offer};
use crate::rds::world::World;
use crate::rds::{
    BackupSource, CommandError, Reply, RestoreFromDbSnapshot, RestoreSettings, RestoreTime,
    RestoreToPointInTime,
};
use crate::sim::{SimDuration, SimTime, iso8601};

/// What is restored, and what the new instance inherits.
struct Origin {
    tape: Tape,
    engine: Engine,
    settings: Settings,
    retention_days: u32,
}

impl World {
    pub(super) fn restore_from_snapshot(
        &mut self,
        region: RegionId,
        asked: &RestoreFromDbSnapshot,
    ) -> Result<Reply, CommandError> {
        let name = self.new_instance_name(region, &asked.id)?;
        let snapshot = self.usable_snapshot(region, &asked.snapshot)?;
        let origin = Origin {
            tape: snapshot.tape,
            engine: snapshot.engine,
            settings: snapshot.settings,
            retention_days: self.db(snapshot.instance_key).backups.retention_days,
        };
        let new = self.restored_instance(region, name, &asked.settings, origin)?;
        let takes = self.duration(&numbers::RESTORE, &new.name);
        let key = self.add_instance(new);
        self.begin_job(
            key,
            JobKind::Restoring {
                replays_from: SimTime::NEVER,
            },
            takes,
        );
        self.report(key, 43);
        Ok(self.instance_json(key))
    }

    pub(super) fn restore_to_point_in_time(
        &mut self,
        region: RegionId,
        asked: &RestoreToPointInTime,
    ) -> Result<Reply, CommandError> {
        let source = self.backup_source(region, &asked.source)?;
        let name = self.new_instance_name(region, &asked.target)?;
        let (source_name, head) = (
            self.db(source).name.clone(),
            self.restorable(source, asked.to)?,
        );
        let db = self.db(source);
        let Some(chain) = &db.backups.chain else {
            return not_enabled(&source_name);
        };
        let origin = Origin {
            tape: Tape {
                timeline: chain.timeline,
                head,
            },
            engine: db.engine,
            settings: db.settings.clone(),
            retention_days: db.backups.retention_days,
        };
        let base = db
            .backups
            .base_before(head, &self.backup_luck(&db.first_name))
            .unwrap_or(chain.since);
        let count = |head| {
            self.tapes.count(Tape {
                head,
                ..origin.tape
            })
        };
        let replayed = count(head) - count(base).min(count(head));
        let new = self.restored_instance(region, name, &asked.settings, origin)?;
        let restore = self.duration(&numbers::RESTORE, &new.name);
        // The table's figure is for 50 writes a second: a fiftieth of it for each write.
        let per_second = self.duration(&numbers::PITR_REPLAY, &new.name);
        let replay = SimDuration::from_ms(
            u64::try_from(u128::from(per_second.ms()) * u128::from(replayed) / 50)
                .unwrap_or(u64::MAX),
        );
        let replays_from = self.now + restore;
        let key = self.add_instance(new);
        self.schedule(replays_from, crate::rds::world::Event::Look);
        self.begin_job(
            key,
            JobKind::Restoring { replays_from },
            (restore + replay).min(SimDuration::LONGEST),
        );
        self.report(source, 19);
        Ok(self.instance_json(key))
    }

    fn restored_instance(
        &mut self,
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
        let retention_days = self.retention(asked.retention_days, origin.retention_days)?;
        let zone = self.choose_zone(region, asked.availability_zone.as_deref(), &[])?;
        let window = self.drawn_window(region, &name, Some(origin.settings.maintenance_window));
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
    fn restorable(&self, source: DbKey, to: RestoreTime) -> Result<SimTime, CommandError> {
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
        let window = db
            .backups
            .earliest_restorable(self.now)
            .zip(db.backups.last_upload_before(self.now));
        let Some((earliest, latest)) = window.filter(|(earliest, latest)| earliest <= latest)
        else {
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
            RestoreTime::At(time) if time.ms().rem_euclid(1000) != 0 => {
                invalid(format!("{} is not a whole second", iso8601(time)))
            }
            RestoreTime::At(time) if (earliest..=latest).contains(&time) => Ok(time),
            RestoreTime::At(time) => invalid(format!(
                "{} is outside what can be restored now: from {} to the latest restorable time {}",
                iso8601(time),
                iso8601(earliest),
                iso8601(latest)
            )),
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
