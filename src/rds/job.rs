//! What the control plane does with an instance: jobs begin with a request and take effect when they end.

use crate::cloud::{NodeId, ZoneId};
use crate::cloud::{Tape, numbers};
use crate::rds::backup::Chain;
use crate::rds::instance::{Changes, DbKey, Job, JobKind, Node, Standby, Sync, per_tib};
use crate::rds::replication::Replication;
use crate::rds::world::{Event, World};
use crate::sim::{SimDuration, SimTime};

impl World {
    /// Starts a job that ends after `takes`; the caller has checked that none is going on.
    pub(super) fn begin_job(&mut self, key: DbKey, kind: JobKind, takes: SimDuration) {
        let until = self.now + takes;
        let event = self.schedule(until, Event::Look);
        if kind.holds_engine_down() {
            self.db_mut(key).primary.engine_up = false;
            let restart = self.db_mut(key).restart.take();
            self.cancel(restart);
        }
        self.db_mut(key).job = Some(Job {
            kind,
            since: self.now,
            until,
            event,
        });
    }

    /// Ends a job whose time has come. It stalls while its Region is shut or a failover goes on; while the zone is dark in which
    /// something is created or backed up; and while the primary is away from which a standby is to be synchronised.
    pub(super) fn finish_due_job(&mut self, key: DbKey) -> bool {
        let db = self.db(key);
        let Some(job) = db.job.as_ref().filter(|job| job.until <= self.now) else {
            return false;
        };
        let is_new = matches!(
            job.kind,
            JobKind::Creating | JobKind::Restoring { .. } | JobKind::CreatingReplica
        );
        let adds_standby = matches!(
            &job.kind,
            JobKind::Modifying(changes) | JobKind::ModifyingWithOutage(changes) if changes.multi_az == Some(true)
        );
        let needs_zone = is_new || job.kind == JobKind::BackingUp;
        let no_host = needs_zone && !self.topology.has_power(db.primary.zone)
            || adds_standby && !db.primary.is_sound(&self.topology);
        if !self.topology.is_open(db.region) || no_host || db.failover.is_some() {
            return false;
        }
        let Some(job) = self.db_mut(key).job.take() else {
            return false;
        };
        match job.kind {
            JobKind::Creating => self.created(key),
            JobKind::Restoring { .. } => self.restored(key),
            JobKind::CreatingReplica => self.replica_created(key),
            JobKind::BackingUp => self.backed_up(key),
            JobKind::Modifying(changes) => self.modified(key, changes),
            JobKind::ModifyingWithOutage(changes) => {
                self.restart_engine(key);
                self.modified(key, changes);
            }
            JobKind::Rebooting | JobKind::Renaming => self.restart_engine(key),
            JobKind::Promoting {
                retention_days,
                reboot,
            } => self.reboot_promoted(key, retention_days, reboot),
            JobKind::PromotingReboot { retention_days } => self.promoted(key, retention_days),
            JobKind::Deleting => self.deleted(key),
        }
        true
    }

    /// A host for a new volume.
    pub(super) fn new_node(&mut self, zone: ZoneId) -> Node {
        self.nodes += 1;
        Node::new(NodeId(self.nodes - 1), zone)
    }

    fn restart_engine(&mut self, key: DbKey) {
        if self.db(key).primary.is_sound(&self.topology) {
            self.db_mut(key).primary.start_engine();
            self.report(key, 6);
        }
    }

    fn first_start(&mut self, key: DbKey) {
        let db = self.db_mut(key);
        db.primary.start_engine();
        db.record = Some(db.primary.id);
        self.report(key, 5);
    }

    fn created(&mut self, key: DbKey) {
        self.first_start(key);
        if self.db(key).backups.retention_days > 0 {
            self.begin_first_backup(key);
        }
    }

    /// The first automated backup, which begins the restore window.
    fn begin_first_backup(&mut self, key: DbKey) {
        let name = self.db(key).name.clone();
        let takes = self.duration(&numbers::SNAPSHOT, &name);
        self.report(key, 1);
        self.begin_job(key, JobKind::BackingUp, takes);
    }

    fn backed_up(&mut self, key: DbKey) {
        let (now, db) = (self.now, self.db_mut(key));
        if db.backups.retention_days > 0 && db.backups.chain.is_none() && db.replication.is_none() {
            db.backups.chain = Some(Chain::new(db.timeline, now));
        }
        self.report(key, 2);
    }

    fn restored(&mut self, key: DbKey) {
        self.first_start(key);
        let (name, storage) = (self.db(key).name.clone(), self.db(key).settings.storage_gib);
        let arrives = per_tib(self.duration(&numbers::HYDRATION, &name), storage);
        let now = self.now;
        let db = self.db_mut(key);
        db.hydration = Some((now, now + arrives));
        db.independent_since = Some(now);
        self.begin_chain(key);
    }

    /// Begins the restore window of an instance that continues another's data, without a status of its own.
    fn begin_chain(&mut self, key: DbKey) {
        let (now, db) = (self.now, self.db_mut(key));
        if db.backups.retention_days > 0 {
            db.backups.chain = Some(Chain::new(db.timeline, now));
            self.report(key, 1);
            self.report(key, 2);
        }
    }

    fn replica_created(&mut self, key: DbKey) {
        self.first_start(key);
        self.settle_replication();
        let replication = self.db(key).replication.as_ref();
        if replication.is_some_and(Replication::is_connected) {
            self.report(key, 46);
        } else {
            self.replication_broke(key);
        }
    }

    pub(super) fn modified(&mut self, key: DbKey, changes: Changes) {
        if let Some(multi_az) = changes.multi_az {
            self.convert(key, multi_az);
        }
        let Some(days) = changes.retention_days else {
            return;
        };
        if days == 0 {
            self.end_chain(key);
        }
        let (now, db) = (self.now, self.db_mut(key));
        let (before, timeline) = (db.backups.retention_days, db.timeline);
        db.backups.retention_days = days;
        let is_replica = db.replication.is_some();
        match (before, days) {
            (_, 0) => self.report(key, 28),
            (0, _) => {
                if !is_replica || db.engine.facts().replica_backups {
                    db.backups.chain = Some(Chain::new(timeline, now));
                }
                self.report(key, 32);
            }
            _ => {}
        }
    }

    fn convert(&mut self, key: DbKey, multi_az: bool) {
        self.db_mut(key).settings.multi_az = multi_az;
        if multi_az && self.db(key).standby.is_none() {
            self.add_standby(key);
            self.report(key, 25);
        } else if !multi_az {
            if let Some(Standby {
                sync: Sync::Rebuilding { done, .. },
                ..
            }) = self.db_mut(key).standby.take()
            {
                self.cancel(Some(done));
            }
            self.report(key, 29);
        }
    }

    /// Gives the instance a standby in another zone of its Region; the zone has power if any has.
    pub(super) fn add_standby(&mut self, key: DbKey) {
        let (region, own) = (self.db(key).region, self.db(key).primary.zone);
        let other = |zone: &ZoneId| *zone != own;
        let zone = region
            .zones()
            .filter(other)
            .find(|zone| self.topology.has_power(*zone));
        if let Some(zone) = zone.or_else(|| region.zones().find(other)) {
            let node = self.new_node(zone);
            self.db_mut(key).standby = Some(Standby {
                node,
                sync: Sync::InStep,
            });
        }
    }

    /// Asks a replica to stop receiving, to apply what it has received, and to become a database of its own.
    pub(super) fn begin_promotion(&mut self, key: DbKey, retention_days: u32) {
        let name = self.db(key).name.clone();
        let total = self.duration(&numbers::PROMOTION, &name);
        let reboot = self.duration(&numbers::REBOOT, &name).min(total);
        self.write_down_heads(key);
        if let Some(replication) = self.db_mut(key).replication.as_mut() {
            replication.promoting = true;
            // A promotion ignores the delay of delayed replication: what was received is applied at once.
            replication.delay = SimDuration::ZERO;
        }
        self.settle_replication();
        let drained = self.drained_at(key);
        let replays = (total - reboot).max(drained.since(self.now));
        self.report(key, 62);
        let promoting = JobKind::Promoting {
            retention_days,
            reboot,
        };
        self.begin_job(key, promoting, replays);
    }

    fn reboot_promoted(&mut self, key: DbKey, retention_days: u32, reboot: SimDuration) {
        // What was received is applied before a promotion completes; where the zone was dark meanwhile, it is late.
        let drained = self.drained_at(key);
        if drained > self.now {
            let promoting = JobKind::Promoting {
                retention_days,
                reboot,
            };
            self.begin_job(key, promoting, drained.since(self.now));
            return;
        }
        self.report(key, 4);
        self.begin_job(key, JobKind::PromotingReboot { retention_days }, reboot);
    }

    fn promoted(&mut self, key: DbKey, retention_days: u32) {
        let head = self.head(key);
        let fork = Tape {
            timeline: self.db(key).timeline,
            head,
        };
        let timeline = self.tapes.fork(Some(fork));
        let broken = self
            .db(key)
            .replication
            .as_ref()
            .and_then(|replication| replication.broken);
        self.cancel(broken.map(|(_, event)| event));
        // What a replica's own backups held was its source's line; what it restores to begins anew.
        self.end_chain(key);
        let now = self.now;
        let db = self.db_mut(key);
        db.replication = None;
        db.independent_since = Some(now);
        db.timeline = timeline;
        db.backups.retention_days = retention_days;
        // Its own replicas stay with it, on the line that it continues.
        let children: Vec<DbKey> = self.replicas_of(key).collect();
        for child in children {
            self.db_mut(child).timeline = timeline;
        }
        self.restart_engine(key);
        self.begin_chain(key);
    }

    fn deleted(&mut self, key: DbKey) {
        if !self.db(key).backups.retained {
            self.end_chain(key);
        } else if let Some(expires) = self.db(key).backups.expires_at(self.now) {
            self.schedule(expires, Event::Look);
        }
        let now = self.now;
        let db = self.db_mut(key);
        db.deleted_at = Some(now);
        db.record = None;
        db.failover = None;
        let rebuild = match db.standby.take() {
            Some(Standby {
                sync: Sync::Rebuilding { done, .. },
                ..
            }) => Some(done),
            _ => None,
        };
        let (restart, pending) = (db.restart.take(), db.pending_event.take());
        for event in [rebuild, restart, pending] {
            self.cancel(event);
        }
        self.report(key, 3);
    }

    pub(super) fn replicas_of(&self, source: DbKey) -> impl Iterator<Item = DbKey> + '_ {
        let of_source = move |replication: &Replication| {
            replication.source == source && !replication.terminated
        };
        self.databases
            .iter()
            .filter(move |db| db.exists() && db.replication.as_ref().is_some_and(of_source))
            .map(|db| db.key)
    }

    pub(super) fn maintenance_window_opens(&mut self, key: DbKey) {
        self.db_mut(key).pending_event = None;
        if self.db(key).job.is_none() && self.status(key) == "available" {
            let changes = std::mem::take(&mut self.db_mut(key).pending);
            self.begin_modification(key, changes);
        } else {
            self.schedule_pending(key, self.now + SimDuration::from_ms(1));
        }
    }

    pub(super) fn schedule_pending(&mut self, key: DbKey, from: SimTime) {
        if self.db(key).pending_event.is_none() && !self.db(key).pending.is_empty() {
            let window = self.db(key).settings.maintenance_window;
            let opens = window.next_opening(from, self.calendar);
            let event = self.schedule(opens, Event::MaintenanceWindowOpens { db: key });
            self.db_mut(key).pending_event = Some(event);
        }
    }
}
