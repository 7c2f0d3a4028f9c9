//! What flows between databases: replication, log uploads, snapshots. Kept in step with the world after every change.

use crate::cloud::{Context, DbKey, Footing, Progress, Site, Step, numbers};
use crate::rds::Rds;
use crate::rds::backup::Doing;
use crate::rds::event::RdsEvent;
use crate::rds::job_kind::{Job, JobKind};
use crate::rds::replication::Replication;
use crate::rds::snapshot::{Snapshot, SnapshotState};
use crate::rds::status::Status;
use crate::sim::SimTime;

impl Rds {
    /// Connects and disconnects replicas as their sources, hosts and links come and go.
    pub(crate) fn settle_replication(&mut self, cx: &mut Context) -> bool {
        let mut changed = false;
        for key in self.agenda.concerned() {
            if self.settle_flow(cx, key) {
                changed = true;
                self.touch(key);
            }
        }
        changed
    }

    /// Connects or disconnects one replica, if need be.
    pub(super) fn settle_flow(&mut self, cx: &mut Context, key: DbKey) -> bool {
        let Some((connected, applying)) = self.flow_of(cx, key) else {
            return false;
        };
        let (heads, now) = (self.heads(cx, key), cx.now);
        let replication = self.db_mut(key).replication.as_deref_mut();
        let differs = |r: &&mut Replication| r.flow_differs(connected, applying);
        let Some(replication) = replication.filter(differs) else {
            return false;
        };
        let was_connected = replication.is_connected();
        replication.set_flow(heads, now, connected, applying);
        match (was_connected, connected) {
            (true, false) => self.replication_broke(cx, key),
            (false, true) => self.replication_resumed(cx, key),
            _ => {}
        }
        true
    }

    /// Whether a replica receives, and whether it applies.
    fn flow_of(&self, cx: &Context, key: DbKey) -> Option<(bool, bool)> {
        let db = self.db(key);
        let replication = db.replication.as_ref().filter(|_| db.exists())?;
        let source = self.db(replication.source);
        let site = |db: &super::instance::DbInstance| Site::Host {
            zone: db.primary().zone,
            database: db.key,
        };
        let applying = db.primary().serves(&cx.topology) && !replication.is_stopped();
        let connected = applying
            && !replication.promoting
            && !replication.terminated
            && source.exists()
            && source.primary().serves(&cx.topology)
            && source.failover.is_none()
            && source.timeline == db.timeline
            && cx.topology.connected(site(db), site(source));
        Some((connected, applying))
    }

    pub(super) fn replication_broke(&mut self, cx: &mut Context, key: DbKey) {
        let replication = self.db(key).replication.as_ref();
        if replication.is_none_or(|replication| replication.promoting) {
            return;
        }
        if replication.is_some_and(|replication| replication.broken.is_none()) {
            let longest = cx.fixed(&numbers::REPLICA_STOP_MAX);
            self.give_up_replication(cx, key, cx.now + longest);
        }
        self.report(cx, key, RdsEvent::ReplicationStopped);
    }

    /// A replica that receives nothing is given up at a moment, unless it receives again until then.
    pub(super) fn give_up_replication(&mut self, cx: &mut Context, key: DbKey, at: SimTime) {
        let broken = (cx.now, cx.look_at(at, key.party()));
        let replication = self.db_mut(key).replication.as_mut();
        let before = replication.and_then(|replication| replication.broken.replace(broken));
        cx.cancel(before.map(|(_, event)| event));
    }

    fn replication_resumed(&mut self, cx: &mut Context, key: DbKey) {
        let broken = self
            .db_mut(key)
            .replication
            .as_mut()
            .and_then(|replication| replication.broken.take());
        if let Some((_, event)) = broken {
            cx.cancel(Some(event));
            self.report(cx, key, RdsEvent::ReplicationRunning);
        }
    }

    pub(super) fn terminate_replication(&mut self, cx: &mut Context, key: DbKey) {
        self.write_down_heads(cx, key);
        if let Some(replication) = self.db_mut(key).replication.as_mut() {
            replication.terminated = true;
            replication.broken = None;
            self.report(cx, key, RdsEvent::ReplicationTerminated);
        }
    }

    /// Logs are uploaded while the instance serves and can reach its Region's object storage; a daily backup begins only while
    /// it is available besides, and no snapshot of it is being copied.
    pub(super) fn settle_archives(&mut self, cx: &mut Context) {
        let now = cx.now;
        for key in self.agenda.concerned() {
            let db = self.db(key);
            let expires = db.backups.expires_at(now);
            if !db.exists() && expires.is_some_and(|at| at <= now) {
                self.end_chain(cx, key);
            }
            let db = self.db(key);
            if db.backups.chain.is_none() {
                continue;
            }
            let is_going = |job: &Job| job.kind == JobKind::Deleting;
            // What a replica has not received it cannot keep.
            let follows = |replication: &Replication| replication.is_connected();
            let serves = db.exists()
                && db.replication.as_deref().is_none_or(follows)
                && db.primary().serves(&cx.topology)
                && cx.topology.in_touch_with_region(db.primary().zone)
                && !db.job.as_deref().is_some_and(is_going);
            let ready =
                serves && self.lasting_status(cx, key).is_in_service() && !self.is_copied(key);
            let is_stopped = |job: &Job| job.kind.nature().status == Status::Stopped;
            let doing = Doing {
                serves,
                ready,
                stopped: db.exists() && db.job.as_deref().is_some_and(is_stopped),
            };
            if let Some(chain) = self.db_mut(key).backups.chain.as_mut() {
                chain.take_down(now, doing);
            }
        }
    }

    /// Whether a snapshot of the instance is being copied from or to its Region.
    fn is_copied(&self, key: DbKey) -> bool {
        let region = self.db(key).region;
        self.snapshots.iter().any(|snapshot| {
            let source = snapshot.copied_from.as_ref();
            snapshot.instance_key == key
                && snapshot.state == SnapshotState::Copying
                && (snapshot.region == region || source.is_some_and(|s| s.region == region))
        })
    }

    /// Brings snapshots and copies up to their footing: they go on, wait, end, or fail.
    pub(super) fn settle_snapshots(&mut self, cx: &mut Context) -> bool {
        let mut changed = false;
        for index in 0..self.snapshots.len() {
            let snapshot = &self.snapshots[index];
            match snapshot.state {
                SnapshotState::Creating | SnapshotState::Copying => {}
                SnapshotState::Available | SnapshotState::Failed => continue,
            }
            let (owner, footing) = (snapshot.instance_key, self.snapshot_footing(cx, snapshot));
            let mut progress = self.paced(snapshot, footing);
            let step = cx.step_work(&mut progress, footing, owner.party());
            self.snapshots[index].progress = progress;
            match step {
                Step::Same => continue,
                Step::Changed => {}
                Step::Done => self.snapshot_done(cx, index, SnapshotState::Available),
                Step::Failed => self.snapshot_done(cx, index, SnapshotState::Failed),
            }
            self.touch(owner);
            changed = true;
        }
        changed
    }

    /// A copy that begins builds on an earlier one of the same database, if that is there: only what changed is copied.
    fn paced(&self, copy: &Snapshot, footing: Footing) -> Progress {
        let begins = footing == Footing::Firm && copy.progress.is_untouched();
        let Some(source) = copy.copied_from.as_ref().filter(|_| begins) else {
            return copy.progress;
        };
        let is_base = |other: &Snapshot| {
            other.is_of_lineage(copy)
                && other.state == SnapshotState::Available
                && other
                    .copied_from
                    .as_ref()
                    .is_some_and(|s| s.region == source.region)
        };
        if !source.is_copy && self.snapshots.iter().any(is_base) {
            Progress::new(source.incremental)
        } else {
            copy.progress
        }
    }

    fn snapshot_done(&mut self, cx: &mut Context, index: usize, state: SnapshotState) {
        let copying = self.snapshots[index].state == SnapshotState::Copying;
        self.snapshots[index].state = state;
        let copy = &self.snapshots[index];
        let source = copy.copied_from.as_ref().map(|source| source.id);
        if source.is_some_and(|source| self.damaged_snapshots.contains(&source)) {
            self.damaged_snapshots.push(copy.id);
        }
        match (copying, state) {
            (false, SnapshotState::Available) => {
                self.report_snapshot(cx, index, RdsEvent::ManualSnapshotReady)
            }
            (true, SnapshotState::Available) => {
                self.report_snapshot(cx, index, RdsEvent::CopyFromRegionFinished)
            }
            (true, _) => self.report_snapshot(cx, index, RdsEvent::CopyFromRegionFailed),
            (false, _) => {}
        }
    }
}
