//! What the control plane does with an instance: jobs begin with a request and take effect when they end.

use crate::cloud::{Context, DbKey, Progress, Step, Tape, numbers};
use crate::rds::Rds;
use crate::rds::backup::Backup;
use crate::rds::copy::{DbCopy, Volume};
use crate::rds::event::RdsEvent;
use crate::rds::instance::per_tib;
use crate::rds::job_kind::{Changes, Job, JobKind, Outcome, Restore, Seeding, Task};
use crate::rds::replication::Replication;
use crate::sim::{SimDuration, SimTime};

impl Rds {
    /// Starts a job that takes `takes`; the caller has checked that none is going on.
    pub(super) fn begin_job(
        &mut self,
        cx: &mut Context,
        key: DbKey,
        kind: JobKind,
        takes: SimDuration,
    ) {
        self.begin_part(cx, key, kind, cx.now, takes, Changes::default());
    }

    /// Starts a task, which takes as long as its number says now.
    pub(super) fn begin_task(&mut self, cx: &mut Context, key: DbKey, task: &'static Task) {
        let name = self.db(key).name.clone();
        let takes = cx.takes(task.takes, &name);
        self.begin_task_for(cx, key, task, takes);
    }

    /// Starts a task of which the caller knows how long it takes.
    pub(super) fn begin_task_for(
        &mut self,
        cx: &mut Context,
        key: DbKey,
        task: &'static Task,
        takes: SimDuration,
    ) {
        for event in task.begins {
            self.report(cx, key, *event);
        }
        self.begin_job(cx, key, JobKind::Once(task), takes);
    }

    fn come_of(&mut self, cx: &mut Context, key: DbKey, outcomes: &[Outcome]) {
        for outcome in outcomes {
            match outcome {
                Outcome::Born => self.first_start(cx, key),
                Outcome::EngineStarts => self.restart_engine(cx, key),
                Outcome::Gone(status) => self.gone(cx, key, *status),
                Outcome::Reported(event) => self.report(cx, key, *event),
            }
        }
    }

    /// Starts a job, or a later part of one that began at `since`; `then` follows it.
    pub(super) fn begin_part(
        &mut self,
        cx: &mut Context,
        key: DbKey,
        kind: JobKind,
        since: SimTime,
        takes: SimDuration,
        then: Changes,
    ) {
        if kind.nature().holds_engine_down {
            self.db_mut(key).primary_mut().engine_up = false;
            let restart = self.db_mut(key).restart.take();
            cx.cancel(restart);
        }
        if kind.nature().gives_hosts {
            self.give_hosts(cx, key);
        }
        if kind.nature().holds_readers_down {
            for copy in &mut self.db_mut(key).copies {
                copy.node.engine_up = false;
            }
        }
        self.db_mut(key).job = Some(Box::new(Job {
            kind,
            since,
            progress: Progress::new(takes),
            then,
        }));
    }

    /// Brings the instance's job up to its footing: it goes on, waits, ends, or fails.
    pub(super) fn step_job(&mut self, cx: &mut Context, key: DbKey) -> bool {
        let Some(job) = &self.db(key).job else {
            return false;
        };
        let footing = self.job_footing(cx, key, job);
        let mut progress = job.progress;
        let is_given_hosts = job.kind.nature().gives_hosts && progress.is_untouched();
        let step = cx.step_work(&mut progress, footing, key.party());
        if let Some(job) = self.db_mut(key).job.as_mut() {
            job.progress = progress;
        }
        match step {
            Step::Same => return false,
            Step::Changed if is_given_hosts => self.give_hosts(cx, key),
            Step::Changed => {}
            Step::Done => {
                if let Some(job) = self.db_mut(key).job.take() {
                    self.job_done(cx, key, *job);
                }
            }
            Step::Failed => self.job_failed(cx, key),
        }
        true
    }

    /// The instance has new hosts where there are any to give, and elsewhere none.
    fn give_hosts(&mut self, cx: &Context, key: DbKey) {
        for copy in &mut self.db_mut(key).copies {
            match cx.topology.gives_hosts(copy.node.zone) {
                true => copy.node.gain_host(),
                false => copy.node.lose_host(),
            }
        }
    }

    /// Ends the present job, if there is one, without its effects.
    pub(super) fn drop_job(&mut self, cx: &mut Context, key: DbKey) {
        let job = self.db_mut(key).job.take();
        cx.cancel(job.and_then(|job| job.progress.event()));
    }

    fn job_done(&mut self, cx: &mut Context, key: DbKey, job: Job) {
        match job.kind {
            JobKind::Once(task) => {
                self.come_of(cx, key, task.ends);
                if let Some(next) = task.next {
                    self.begin_task(cx, key, next);
                }
            }
            JobKind::Renaming => self.restart_engine(cx, key),
            JobKind::Restoring(_) if self.db(key).comes_to.is_some() => {
                return self.restore_broke(cx, key);
            }
            JobKind::Restoring(Restore::PointInTime { replay }) => {
                let none = Changes::default();
                self.begin_part(cx, key, JobKind::Replaying, job.since, replay, none);
            }
            JobKind::Restoring(Restore::Snapshot) => {
                self.restored(cx, key, RdsEvent::RestoredFromSnapshot)
            }
            JobKind::Replaying => self.restored(cx, key, RdsEvent::RestoredToPointInTime),
            JobKind::CreatingReplica(seeding) => self.replica_seeded(cx, key, job.since, seeding),
            JobKind::FirstBackup { from } => self.first_backup_done(cx, key, from),
            JobKind::Modifying(change) => self.modified(cx, key, change),
            JobKind::ModifyingWithOutage(change) => {
                self.restart_engine(cx, key);
                self.modified(cx, key, change);
            }
            JobKind::Promoting {
                retention_days,
                reboot,
            } => self.reboot_promoted(cx, key, job.since, retention_days, reboot),
            JobKind::PromotingReboot { retention_days } => self.promoted(cx, key, retention_days),
            JobKind::Deleting => return self.deleted(cx, key),
        }
        if self.db(key).job.is_none() {
            self.begin_modification(cx, key, job.then);
        }
    }

    /// What a job read from is no more. A replica whose source died too early is never born; anything else that fails so
    /// goes down with its instance.
    fn job_failed(&mut self, cx: &mut Context, key: DbKey) {
        let job = self.db_mut(key).job.take();
        if job.is_some_and(|job| job.kind.is_creation()) {
            let db = self.db_mut(key);
            db.failed = true;
            db.primary_mut().volume = Volume::Empty;
            self.report(cx, key, RdsEvent::ReplicaCreationFailed);
        }
    }

    /// What was to be restored could not be: the new instance stays as it is until it is deleted.
    fn restore_broke(&mut self, cx: &mut Context, key: DbKey) {
        let db = self.db_mut(key);
        db.failed = true;
        db.primary_mut().volume = Volume::Empty;
        self.report(cx, key, RdsEvent::CreationFailed);
    }

    pub(super) fn restart_engine(&mut self, cx: &mut Context, key: DbKey) {
        if self.db(key).primary().is_sound(&cx.topology) {
            self.db_mut(key).primary_mut().start_engine();
            self.report(cx, key, RdsEvent::EngineStarted);
        }
    }

    fn first_start(&mut self, cx: &mut Context, key: DbKey) {
        let db = self.db_mut(key);
        db.primary_mut().start_engine();
        db.records = db.first_records();
        self.start_readers(cx, key);
        self.report(cx, key, RdsEvent::Created);
    }

    /// Begins the first automated backup, if the instance is to have backups and has none: it begins the restore window.
    pub(super) fn begin_backups(&mut self, cx: &mut Context, key: DbKey) -> bool {
        let db = self.db(key);
        let takes_backups = db.replication.is_none() || db.engine.facts().replica_backups;
        let wanted = db.backups.retention_days > 0 && db.backups.chain.is_none() && takes_backups;
        if !wanted || cx.now < db.first_backup_at || !self.status(cx, key).is_in_service() {
            return false;
        }
        let (name, from) = (self.db(key).name.clone(), cx.now);
        let takes = self.first_backup_takes(cx, key, &name);
        self.report(cx, key, RdsEvent::BackupStarted);
        self.report_automated(cx, key, from, RdsEvent::AutomatedSnapshotStarted);
        self.begin_job(cx, key, JobKind::FirstBackup { from }, takes);
        self.pause_for_backup(cx, key);
        true
    }

    /// A restored or promoted instance is available for a moment before its first backup begins.
    fn postpone_backups(&mut self, cx: &mut Context, key: DbKey) {
        let name = self.db(key).name.clone();
        let begins = cx.now + cx.duration(&numbers::FIRST_BACKUP_DELAY, &name);
        self.db_mut(key).first_backup_at = begins;
        cx.look_at(begins, key.party());
    }

    /// A first backup is a full one: there is little of it only where the instance has just been created.
    fn first_backup_takes(&mut self, cx: &mut Context, key: DbKey, name: &str) -> SimDuration {
        let least = cx.duration(&numbers::SNAPSHOT, name);
        if cx.tapes.count(self.live_tape(cx, key)) == 0 {
            return least;
        }
        let gib = self.db(key).settings.storage_gib;
        let per_100_gib = cx.duration(&numbers::FIRST_BACKUP_PER_100_GIB, name);
        least + SimDuration::from_ms(per_100_gib.ms() * gib / 100)
    }

    fn first_backup_done(&mut self, cx: &mut Context, key: DbKey, from: SimTime) {
        let (now, db) = (cx.now, self.db_mut(key));
        db.backups.chain = Some(Box::new(db.chain_from(Backup::new(from, now))));
        self.report_automated(cx, key, from, RdsEvent::AutomatedSnapshotReady);
        self.report(cx, key, RdsEvent::BackupFinished);
    }

    /// A backup of a Single-AZ instance suspends its I/O for a moment; a standby takes it off a Multi-AZ one.
    pub(super) fn pause_for_backup(&mut self, cx: &mut Context, key: DbKey) {
        if self.db(key).is_backed_up_aside() || cx.setting_up {
            return;
        }
        let name = self.db(key).name.clone();
        let until = cx.now + cx.duration(&numbers::SNAPSHOT_PAUSE, &name);
        self.db_mut(key).io_pause_until = until;
        cx.look_at(until, key.party());
    }

    /// A restored instance is there: `event` says what it was restored from.
    fn restored(&mut self, cx: &mut Context, key: DbKey, event: RdsEvent) {
        self.first_start(cx, key);
        self.report(cx, key, event);
        let (name, storage) = (self.db(key).name.clone(), self.db(key).settings.storage_gib);
        let arrives = per_tib(cx.duration(&numbers::HYDRATION, &name), storage);
        let now = cx.now;
        let db = self.db_mut(key);
        db.hydration = Some(Progress::new(arrives));
        db.independent_since = Some(now);
        self.postpone_backups(cx, key);
    }

    fn replica_seeded(&mut self, cx: &mut Context, key: DbKey, since: SimTime, seeding: Seeding) {
        let (next, takes) = match seeding {
            Seeding::Snapshot {
                copy: Some(copy),
                load,
            } => (Seeding::Copy { load }, copy),
            Seeding::Snapshot { copy: None, load } | Seeding::Copy { load } => {
                (Seeding::Load, load)
            }
            Seeding::Load => return self.replica_created(cx, key),
        };
        let kind = JobKind::CreatingReplica(next);
        self.begin_part(cx, key, kind, since, takes, Changes::default());
    }

    fn replica_created(&mut self, cx: &mut Context, key: DbKey) {
        self.first_start(cx, key);
        self.settle_flow(cx, key);
        let replication = self.db(key).replication.as_deref();
        if replication.is_some_and(Replication::is_connected) {
            self.report(cx, key, RdsEvent::ReplicationRunning);
        } else {
            self.replication_broke(cx, key);
        }
    }

    /// Asks a replica to stop receiving, to apply what it has received, and to become a database of its own.
    pub(super) fn begin_promotion(&mut self, cx: &mut Context, key: DbKey, retention_days: u32) {
        let name = self.db(key).name.clone();
        let total = cx.duration(&numbers::PROMOTION, &name);
        let reboot = cx.duration(&numbers::REBOOT, &name).min(total);
        self.write_down_heads(cx, key);
        if let Some(replication) = self.db_mut(key).replication.as_mut() {
            replication.promoting = true;
        }
        self.settle_flow(cx, key);
        let drained = self.drained_at(cx, key);
        let replays = (total - reboot).max(drained.since(cx.now));
        self.report(cx, key, RdsEvent::ReplicationStoppedOnRequest);
        let promoting = JobKind::Promoting {
            retention_days,
            reboot,
        };
        self.begin_job(cx, key, promoting, replays);
    }

    #[inline(never)]
    fn reboot_promoted(
        &mut self,
        cx: &mut Context,
        key: DbKey,
        since: SimTime,
        retention_days: u32,
        reboot: SimDuration,
    ) {
        // What was received is applied before a promotion completes; where the zone was dark meanwhile, it is late.
        let (drained, none) = (self.drained_at(cx, key), Changes::default());
        if drained > cx.now {
            let promoting = JobKind::Promoting {
                retention_days,
                reboot,
            };
            self.begin_part(cx, key, promoting, since, drained.since(cx.now), none);
            return;
        }
        self.report(cx, key, RdsEvent::EngineShutDown);
        let rebooting = JobKind::PromotingReboot { retention_days };
        self.begin_part(cx, key, rebooting, since, reboot, none);
    }

    #[inline(never)]
    fn promoted(&mut self, cx: &mut Context, key: DbKey, retention_days: u32) {
        let head = self.head(cx, key);
        let fork = Tape::of(self.db(key).timeline, head);
        let timeline = cx.tapes.fork(Some(fork));
        let broken = self
            .db(key)
            .replication
            .as_ref()
            .and_then(|replication| replication.broken);
        cx.cancel(broken.map(|(_, event)| event));
        // What a replica's own backups held was its source's line; what it restores to begins anew.
        self.end_chain(cx, key);
        let now = cx.now;
        let db = self.db_mut(key);
        db.replication = None;
        db.independent_since = Some(now);
        db.timeline = timeline;
        db.backups.set_retention(now, retention_days);
        // Its own replicas stay with it, on the line that it continues.
        let children: Vec<DbKey> = self.replicas_of(key).collect();
        for child in children {
            let db = self.db_mut(child);
            db.timeline = timeline;
            if let Some(chain) = db.backups.chain.as_mut() {
                chain.follow(now, timeline);
            }
        }
        self.restart_engine(cx, key);
        self.postpone_backups(cx, key);
    }

    #[inline(never)]
    fn deleted(&mut self, cx: &mut Context, key: DbKey) {
        if !self.db(key).backups.retained {
            self.end_chain(cx, key);
        } else if let Some(expires) = self.db(key).backups.expires_at(cx.now) {
            cx.look_at(expires, key.party());
        }
        let now = cx.now;
        let db = self.db_mut(key);
        db.deleted_at = Some(now);
        db.records.clear();
        db.failover = None;
        let standbys = db.copies.split_off(1);
        let (restart, pending) = (db.restart.take(), db.pending_event.take());
        let replication = db.replication.as_mut();
        let broken = replication.and_then(|replication| replication.broken.take());
        let rebuilds = standbys.iter().map(DbCopy::event);
        let others = [restart, pending, broken.map(|(_, event)| event)];
        for event in rebuilds.chain(others) {
            cx.cancel(event);
        }
        self.report(cx, key, RdsEvent::Deleted);
    }
}
