//! `restore-db-instance-to-point-in-time`: of an instance, or of a backup that outlived one.

use super::check::{clash, invalid, wrong_state};
use super::create::NewInstance;
use super::entry::{Entry, RdsOperation, making};
use super::options::{AUTOSCALING, OFFER, RESTORE_SETTINGS, SURROUNDINGS};
use super::restore::{Origin, RestoreSettings, read_settings};
use crate::cloud::{CommandError, Context, DbKey, Deed, RegionId, Tape, numbers};
use crate::grammar::{GLOBAL, Opt, Reader};
use crate::rds::Rds;
use crate::rds::job_kind::{JobKind, Restore};
use crate::rds::plan::{Plan, Planned, change};
use crate::rds::snapshot::SnapshotId;
use crate::rds::status::Status;
use crate::sim::{Date, SimDuration, SimTime};

#[derive(Clone, Debug, PartialEq)]
pub struct RestoreToPointInTime {
    pub target: String,
    pub source: BackupSource,
    pub to: RestoreTime,
    pub settings: RestoreSettings,
}

/// Whose automated backup a point-in-time restore reads.
#[derive(Clone, Debug, PartialEq)]
pub enum BackupSource {
    Instance(String),
    /// A deleted instance's retained backup: `--source-dbi-resource-id`.
    ResourceId(String),
    /// `--source-db-instance-automated-backups-arn`.
    Arn(String),
    /// Not told.
    None,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RestoreTime {
    Latest,
    At(Date),
    /// Neither or both of the two options: AWS refuses it.
    Unclear,
}

impl RestoreTime {
    /// The moment that is meant, if it can be restored now. `option`: how a line tells a moment.
    pub(crate) fn within(
        self,
        cx: &Context,
        option: &str,
        earliest: SimTime,
        latest: SimTime,
    ) -> Result<SimTime, CommandError> {
        match self {
            RestoreTime::Latest => Ok(latest),
            RestoreTime::Unclear => clash(format!(
                "say either {option} or --use-latest-restorable-time"
            )),
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

pub const DEED: Deed = Deed::named("aws rds restore-db-instance-to-point-in-time");

pub const ENTRY: Entry<RestoreToPointInTime> = making(
    "aws rds restore-db-instance-to-point-in-time",
    "Makes a new DB instance as another one was at a moment; the other one stays as it is.",
    &[
        &[
            Opt::needed("--target-db-instance-identifier", "NAME"),
            Opt::one("--source-db-instance-identifier", "NAME"),
            Opt::one("--source-dbi-resource-id", "ID"),
            Opt::one("--source-db-instance-automated-backups-arn", "ARN"),
            Opt::one("--restore-time", "TIME"),
            Opt::yes_or_no("--use-latest-restorable-time"),
            AUTOSCALING,
        ],
        RESTORE_SETTINGS,
        OFFER,
        SURROUNDINGS,
        GLOBAL,
    ],
    read,
);

fn read(reader: &mut Reader) -> Option<RestoreToPointInTime> {
    Some(RestoreToPointInTime {
        target: reader.text("--target-db-instance-identifier")?,
        source: read_source(reader)?,
        to: RestoreTime::read(reader, "--restore-time"),
        settings: read_settings(reader),
    })
}

const SOURCES: [&str; 3] = [
    "--source-db-instance-identifier",
    "--source-dbi-resource-id",
    "--source-db-instance-automated-backups-arn",
];

/// AWS wants exactly one of three options. None of them is for the world to refuse; two cannot even be passed on.
fn read_source(reader: &mut Reader) -> Option<BackupSource> {
    let given = SOURCES.map(|name| reader.text(name));
    match given {
        [None, None, None] => Some(BackupSource::None),
        [Some(name), None, None] => Some(BackupSource::Instance(name)),
        [None, Some(id), None] => Some(BackupSource::ResourceId(id)),
        [None, None, Some(arn)] => Some(BackupSource::Arn(arn)),
        _ => {
            let word = reader.matched.head;
            let message = "a restore reads one source, and this line names several".to_owned();
            reader.refuse(
                word,
                message,
                Some(format!("one of: {}", SOURCES.join(", "))),
            );
            None
        }
    }
}

impl RestoreTime {
    /// What was told by `option`, or by asking for the latest moment.
    pub fn read(reader: &mut Reader, option: &str) -> RestoreTime {
        let latest = reader.is_set("--use-latest-restorable-time");
        match (reader.moment(option), latest) {
            (Some(at), false) => RestoreTime::At(at),
            (None, true) => RestoreTime::Latest,
            (Some(_), true) | (None, false) => RestoreTime::Unclear,
        }
    }
}

impl RdsOperation for RestoreToPointInTime {
    fn plan(&self, rds: &Rds, cx: &Context, region: RegionId) -> Planned {
        rds.restore_to_point_in_time(cx, region, self)
    }

    fn makes(&self) -> Option<&str> {
        Some(&self.target)
    }

    fn deed(&self) -> Option<(Deed, &str)> {
        Some((DEED, &self.target))
    }
}

impl Rds {
    fn restore_to_point_in_time(
        &self,
        cx: &Context,
        region: RegionId,
        asked: &RestoreToPointInTime,
    ) -> Planned {
        let source = self.backup_source(region, &asked.source)?;
        let name = self.new_instance_name(cx, region, &asked.target)?;
        let (origin, moment) = self.origin_at(cx, source, asked.to)?;
        let new = self.restored_instance(cx, region, name, &asked.settings, origin)?;
        Ok(self.rewind_into(cx, new, source, moment))
    }

    /// What a database's backup gives at a moment, and which moment that is.
    pub(super) fn origin_at(
        &self,
        cx: &Context,
        source: DbKey,
        to: RestoreTime,
    ) -> Result<(Origin, SimTime), CommandError> {
        let db = self.db(source);
        let head = self.restorable(cx, source, to)?;
        let Some(tape) = self.tape_restored_to(cx, db, head) else {
            return not_enabled(&db.name);
        };
        let origin = Origin {
            tape,
            engine: db.engine,
            settings: db.settings_at(head),
            retention_days: db.backups.retention_days,
        };
        Ok((origin, head))
    }

    /// A restore of a database to a moment, into a new one.
    pub(super) fn rewind_into(
        &self,
        cx: &Context,
        new: NewInstance,
        source: DbKey,
        moment: SimTime,
    ) -> Plan {
        let db = self.db(source);
        let base = db
            .backups
            .base_of(moment, cx.now, &self.backup_luck(cx, db))
            .map_or(moment, |base| base.from);
        let count = |head| {
            let tape = new.forked_from.map(|tape| Tape { head, ..tape });
            tape.map_or(0, |tape| cx.tapes.count(tape))
        };
        let replayed = count(moment) - count(base).min(count(moment));
        change(move |rds, cx| {
            let restore = cx.duration(&numbers::RESTORE, &new.name);
            // The table's figure is for 50 writes a second: a fiftieth of it for each write.
            let per_second = cx.duration(&numbers::PITR_REPLAY, &new.name);
            let replay = u128::from(per_second.ms()) * u128::from(replayed) / 50;
            let replay = SimDuration::from_ms(u64::try_from(replay).unwrap_or(u64::MAX));
            let restoring = Restore::PointInTime {
                replay: replay.min(SimDuration::LONGEST),
            };
            let base = SnapshotId::Automated(source, base);
            let breaks = rds.restore_breaks(cx, source, base, &new.name);
            let key = rds.add_instance(cx, new);
            rds.db_mut(key).comes_to = breaks.then_some(Status::IncompatibleRestore);
            rds.begin_job(cx, key, JobKind::Restoring(restoring), restore);
            rds.instance_json(cx, key)
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
        to.within(cx, "--restore-time", earliest, latest)
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
