//! What a database shows and holds at a moment: its status, its tape, and every copy that survives.

use crate::cloud::{Context, CopyRole, DbKey, Tape};
use crate::rds::Rds;
use crate::rds::copy::DbCopy;
use crate::rds::job_kind::{JobKind, Seeding};
use crate::rds::snapshot::SnapshotState;
use crate::rds::status::Status;

impl Rds {
    /// The status that AWS shows, the daily backup's included.
    pub(crate) fn status(&self, cx: &Context, key: DbKey) -> Status {
        match self.lasting_status(cx, key) {
            Status::Available if self.daily_backup(cx, key).is_some() => Status::BackingUp,
            status => status,
        }
    }

    /// The status that AWS shows, apart from the daily backup's.
    pub(super) fn lasting_status(&self, cx: &Context, key: DbKey) -> Status {
        match self.db(key).status(&cx.topology) {
            Status::Available if self.feeds_a_snapshot(key) => Status::Modifying,
            Status::Available if self.db(key).space.is_optimizing(cx.now) => {
                Status::StorageOptimization
            }
            status => status,
        }
    }

    /// Whether a snapshot is being taken of it from which a read replica will be made.
    pub(super) fn feeds_a_snapshot(&self, key: DbKey) -> bool {
        let is_seeding =
            |kind: &JobKind| matches!(kind, JobKind::CreatingReplica(Seeding::Snapshot { .. }));
        let mut replicas = self.replicas_of(key);
        replicas.any(|replica| {
            let job = self.db(replica).job.as_ref();
            job.is_some_and(|job| is_seeding(&job.kind))
        })
    }

    /// What a database holds; `None` if its volume is lost, it was deleted, or it has yet to be born. A replica's tape ends at
    /// its applied head.
    pub(crate) fn tape(&self, cx: &Context, key: DbKey) -> Option<Tape> {
        self.db(key).holds_data().then(|| self.live_tape(cx, key))
    }

    /// As [`Rds::tape`]; while the primary's volume is lost, what a standby in step holds, for a failover to that loses nothing.
    pub(crate) fn held(&self, cx: &Context, key: DbKey) -> Option<Tape> {
        let db = self.db(key);
        let stands_in = || db.copies.iter().any(DbCopy::may_stand_for_it);
        let holds = db.holds_data() || db.exists() && !db.is_in_the_making() && stands_in();
        holds.then(|| self.live_tape(cx, key))
    }

    /// Where a database's tape stands, whether its volume is there or not.
    pub(super) fn live_tape(&self, cx: &Context, key: DbKey) -> Tape {
        let db = self.db(key);
        Tape::of(db.timeline, self.head(cx, key)).on(db.blocks(cx.now))
    }

    /// Every copy that survives anywhere: volumes, standbys, replicas, snapshots, archives.
    pub(crate) fn copies(&self, cx: &Context) -> Vec<Tape> {
        let mut copies = Vec::new();
        for key in self.db_keys() {
            let db = self.db(key);
            // A replica holds what it has received, applied or not; its standby holds no more.
            let held = self.heads(cx, key).received;
            let timeline = db.timeline;
            let is_born = !db.is_in_the_making();
            let of_copies = db
                .copies
                .iter()
                .filter(|copy| is_born || copy.role != CopyRole::Primary);
            let heads = of_copies.filter_map(|copy| copy.holds_up_to(held));
            if db.exists() {
                copies.extend(heads.map(|head| Tape::of(timeline, head)));
            }
            copies.extend(self.archived_tape(cx, key));
        }
        let available = self
            .snapshots
            .iter()
            .filter(|s| s.state == SnapshotState::Available)
            .filter(|s| !self.damaged_snapshots.contains(&s.id));
        copies.extend(available.map(|snapshot| snapshot.tape));
        copies
    }
}
