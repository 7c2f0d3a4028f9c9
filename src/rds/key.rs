//! What becomes of a DB instance whose KMS key cannot be used: it stops at once, waits for its key for seven days, and is gone.
//!
//! Sources: User Guide, DB instance status; AWS Knowledge Center, inaccessible-encryption-credentials. Modelling choices, for nothing
//! is published: RDS sees at once that a key is disabled; what was being done with an available instance is given up; a
//! Multi-AZ DB cluster, which the lab cannot start by hand, comes back by itself.

use crate::cloud::{Context, DbKey, numbers};
use crate::rds::Rds;
use crate::rds::copy::Volume;
use crate::rds::event::RdsEvent;
use crate::rds::job_kind::{Ground, Job, JobKind, Nature, Outcome, Task};
use crate::rds::status::Status;

/// It cannot be read, and may be started once it can be.
static UNREADABLE: Task = Task {
    nature: Nature {
        status: Status::KeyRecoverable,
        words: "its key cannot be used",
        ground: Ground::Nothing,
        holds_readers_down: true,
        keeps_from_failover: true,
        waited_for: None,
        ..Nature::RESTART
    },
    takes: &numbers::KEY_GRACE,
    begins: &[
        RdsEvent::EngineShutDown,
        RdsEvent::KeyUnreachable,
        RdsEvent::KeyAboutToGo,
    ],
    ends: &[Outcome::Gone(Status::KeyLost)],
    next: None,
};

impl Rds {
    /// An instance whose key cannot be used stops. What holds the engine down already goes on first.
    pub(super) fn judge_key(&mut self, cx: &mut Context, key: DbKey) -> bool {
        let db = self.db(key);
        let job = db.job.as_ref().map(|job| &job.kind);
        if db.settings.is_readable(&cx.topology) {
            let comes_back = db.settings.cluster && db.is_unreadable();
            if comes_back {
                self.drop_job(cx, key);
                self.report(cx, key, RdsEvent::KeyReachable);
            }
            return comes_back;
        }
        let held = job.is_some_and(|job| job.nature().holds_engine_down);
        if db.failed || held {
            return false;
        }
        let promotes = matches!(job, Some(JobKind::Promoting { .. }));
        self.drop_failover(cx, key);
        self.drop_job(cx, key);
        self.begin_task(cx, key, &UNREADABLE);
        if promotes {
            self.stays_a_replica(cx, key);
        }
        true
    }

    /// A promotion was given up. Of a source that is gone nothing comes any more.
    fn stays_a_replica(&mut self, cx: &mut Context, key: DbKey) {
        self.write_down_heads(cx, key);
        let Some(replication) = self.db_mut(key).replication.as_mut() else {
            return;
        };
        replication.promoting = false;
        let (source, terminated) = (replication.source, replication.terminated);
        let source = self.db(source);
        let is_going = |job: &Job| job.kind == JobKind::Deleting;
        let stands = source.exists() && !source.job.as_deref().is_some_and(is_going);
        match stands {
            _ if terminated => {}
            true => self.replication_broke(cx, key),
            false => self.give_up_replication(cx, key, cx.now),
        }
    }

    /// What can be read no more is lost, on every copy.
    pub(super) fn gone(&mut self, cx: &mut Context, key: DbKey, status: Status) {
        self.write_down_heads(cx, key);
        let db = self.db_mut(key);
        db.failed = true;
        db.comes_to = Some(status);
        for copy in &mut db.copies {
            copy.node.volume = Volume::Lost;
        }
    }

    /// Ends a failover that is going on, without its effects.
    pub(super) fn drop_failover(&mut self, cx: &mut Context, key: DbKey) {
        let failover = self.db_mut(key).failover.take();
        cx.cancel(failover.map(|failover| failover.next));
    }
}
