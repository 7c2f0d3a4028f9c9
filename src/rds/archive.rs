//! What the automated backups of a world hold: restore windows, kept backups, and the snapshots that stand for them.

use crate::cloud::{CommandError, Context, DbKey, Progress, RegionId, Tape, numbers};
use crate::rds::Rds;
use crate::rds::backup::{Backup, BackupLuck, Chain};
use crate::rds::instance::DbInstance;
use crate::rds::job_kind::JobKind;
use crate::rds::journal::automated_snapshot_name;
use crate::rds::snapshot::{Snapshot, SnapshotId, SnapshotState};
use crate::sim::{SimDuration, SimTime};

impl Rds {
    pub(super) fn backup_luck<'a>(&self, cx: &Context, db: &'a DbInstance) -> BackupLuck<'a> {
        BackupLuck {
            luck: cx.luck,
            calendar: cx.calendar,
            name: &db.resource,
            offset: cx.numbers.get(&numbers::BACKUP_OFFSET),
            length: cx.numbers.get(&numbers::SNAPSHOT),
        }
    }

    /// The daily backup that is running.
    pub(crate) fn daily_backup(&self, cx: &Context, key: DbKey) -> Option<Backup> {
        let db = self.db(key);
        db.backups.running_at(cx.now, &self.backup_luck(cx, db))
    }

    /// How long a request has to wait now because a daily backup has just begun: it suspends the I/O of an instance without a
    /// standby that could be backed up instead. It is computed, not scheduled, so it is latency alone, also for a client
    /// whose time-out is shorter.
    pub(crate) fn daily_pause(&self, cx: &Context, db: &DbInstance) -> SimDuration {
        let Some(backup) = self
            .daily_backup(cx, db.key)
            .filter(|_| !db.is_backed_up_aside())
        else {
            return SimDuration::ZERO;
        };
        let (pause, day) = (&numbers::SNAPSHOT_PAUSE, cx.calendar.day(backup.from));
        let spread = cx.numbers.get(pause);
        let takes = cx
            .luck
            .duration(spread, "backup.pause", &db.resource, day.cast_unsigned());
        (backup.from + takes).since(cx.now)
    }

    /// From when to when an instance can be restored to a point in time now.
    pub(crate) fn restore_window(
        &self,
        cx: &Context,
        db: &DbInstance,
    ) -> Option<(SimTime, SimTime)> {
        db.backups.restore_window(cx.now, &self.backup_luck(cx, db))
    }

    /// The automated backups of an instance that are kept, oldest first.
    pub(super) fn kept_backups(&self, cx: &Context, key: DbKey) -> Vec<Backup> {
        let db = self.db(key);
        db.backups.kept(cx.now, &self.backup_luck(cx, db))
    }

    /// What an instance's automated backups hold: its log, as far as it was uploaded.
    pub(crate) fn archived_tape(&self, cx: &Context, key: DbKey) -> Option<Tape> {
        let db = self.db(key);
        let (_, latest) = self.restore_window(cx, db)?;
        self.tape_restored_to(cx, db, latest)
    }

    /// What a restore to a moment makes: the writes up to it, on the blocks of the backup that it begins with.
    pub(super) fn tape_restored_to(
        &self,
        cx: &Context,
        db: &DbInstance,
        moment: SimTime,
    ) -> Option<Tape> {
        let tape = db.backups.chain.as_ref()?.tape_at(moment);
        let base = db
            .backups
            .base_of(moment, cx.now, &self.backup_luck(cx, db));
        Some(tape.on(db.blocks(base.map_or(moment, |base| base.from))))
    }

    /// Every automated snapshot that is kept, and those that are being taken.
    pub(crate) fn automated_snapshots(&self, cx: &Context) -> Vec<Snapshot> {
        let mut found = Vec::new();
        for db in &self.databases {
            found.extend(self.first_snapshot(cx, db));
            let Some(chain) = &db.backups.chain else {
                continue;
            };
            let kept = self.kept_backups(cx, db.key).into_iter();
            let kept = kept.map(|backup| (backup, SnapshotState::Available));
            let running = self.daily_backup(cx, db.key);
            let running = running.map(|backup| (backup, SnapshotState::Creating));
            found.extend(kept.chain(running).map(|(backup, state)| {
                let progress = standing(&backup, cx.now);
                self.automated_snapshot(cx, db, chain, backup.from, state, progress)
            }));
        }
        found
    }

    /// The automated snapshot that an instance's first backup is taking.
    fn first_snapshot(&self, cx: &Context, db: &DbInstance) -> Option<Snapshot> {
        let job = db.job.as_ref()?;
        let JobKind::FirstBackup { from } = job.kind else {
            return None;
        };
        let chain = db.chain_from(Backup::new(from, cx.now));
        let state = SnapshotState::Creating;
        Some(self.automated_snapshot(cx, db, &chain, from, state, job.progress))
    }

    fn automated_snapshot(
        &self,
        cx: &Context,
        db: &DbInstance,
        chain: &Chain,
        from: SimTime,
        state: SnapshotState,
        progress: Progress,
    ) -> Snapshot {
        let instance = chain.name_at(from);
        Snapshot {
            id: SnapshotId::Automated(db.key, from),
            name: automated_snapshot_name(instance, cx.calendar.date(from)),
            region: db.region,
            instance: instance.to_owned(),
            instance_key: db.key,
            engine: db.engine,
            settings: db.settings_at(from),
            tape: chain.tape_at(from).on(db.blocks(from)),
            created_at: from,
            state,
            progress,
            copied_from: None,
        }
    }

    /// The snapshot of that name, manual or automated, if it is available.
    pub(super) fn usable_snapshot(
        &self,
        cx: &Context,
        region: RegionId,
        id: &str,
        of_cluster: bool,
    ) -> Result<Snapshot, CommandError> {
        let named = |s: &Snapshot| {
            let here = s.region == region && s.settings.cluster == of_cluster;
            here && s.name.eq_ignore_ascii_case(id)
        };
        let automated = self.automated_snapshots(cx);
        let mut all = self.snapshots.iter().chain(&automated);
        match all.find(|snapshot| named(snapshot)) {
            Some(found) if found.state == SnapshotState::Available => Ok(found.clone()),
            Some(found) => Err(CommandError::new(
                "InvalidDBSnapshotState",
                format!("{id} is {}; it must be available", found.state.name()),
            )),
            None => Err(CommandError::new(
                "DBSnapshotNotFound",
                format!("DBSnapshot {id} not found in {}", region.name()),
            )),
        }
    }

    /// The instance, living or deleted, whose automated backup an ARN or a resource id names.
    pub(super) fn automated_backup(
        &self,
        region: RegionId,
        resource_id: Option<&str>,
        arn: Option<&str>,
    ) -> Result<DbKey, CommandError> {
        let is_named = |db: &&DbInstance| {
            let of_instance = db.backups.chain.is_some() && !db.settings.cluster;
            db.region == region && of_instance && db.has_backup(resource_id, arn)
        };
        let found = self.databases.iter().find(is_named);
        found.map(|db| db.key).ok_or_else(|| {
            let asked = resource_id.or(arn).unwrap_or("(none named)");
            CommandError::new(
                "DBInstanceAutomatedBackupNotFound",
                format!("no automated backup {asked} in {}", region.name()),
            )
        })
    }
}

impl DbInstance {
    /// The chain of automated backups that begins with `first`.
    pub(super) fn chain_from(&self, first: Backup) -> Chain {
        let replication = self.replication.as_ref();
        let lag = replication.map(|replication| replication.base_lag);
        Chain::new(self.timeline, first, &self.name, self.backups.window)
            .trailing(lag.unwrap_or_default())
    }

    /// Whether a standby takes the backups, so that the primary's I/O does not pause for them.
    pub fn is_backed_up_aside(&self) -> bool {
        !self.standbys().is_empty() && self.engine.facts().standby_takes_backups
    }

    /// Whether its automated backup is the one of that resource id, or of that ARN.
    pub fn has_backup(&self, resource_id: Option<&str>, arn: Option<&str>) -> bool {
        let by_id = |id: &str| id.eq_ignore_ascii_case(&self.resource_id());
        let by_arn = |arn: &str| arn.eq_ignore_ascii_case(&self.backup_arn());
        resource_id.is_some_and(by_id) || arn.is_some_and(by_arn)
    }
}

/// How far a backup is at a moment.
fn standing(backup: &Backup, now: SimTime) -> Progress {
    let total: SimDuration = backup.to.since(backup.from);
    Progress::standing(total, backup.to.since(now))
}
