//! Work under way: it takes time, and makes progress only while what it stands on is in reach.

use crate::cloud::RegionId;
use crate::rds::instance::{DbKey, Node};
use crate::rds::job_kind::{Change, JobKind, Seeding};
use crate::rds::snapshot::{CopySource, Snapshot, SnapshotId, SnapshotState};
use crate::rds::world::World;
use crate::sim::{EventId, SimDuration, SimTime};
use serde::{Deserialize, Serialize};

/// How far something is that takes time. It stops and goes on as its footing does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    total: SimDuration,
    /// What was left to do when it last started or stopped.
    left: SimDuration,
    /// Its end, while it goes on.
    going: Option<EventId>,
}

/// What work stands on at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Footing {
    /// All that it reads from and writes to is there: it goes on.
    Firm,
    /// Something does not answer, or comes first: it waits, and loses nothing.
    OutOfReach,
    /// What it reads from is no more: it fails.
    Gone,
}

impl Footing {
    /// For what waits and never fails.
    pub fn firm_if(in_reach: bool) -> Footing {
        if in_reach {
            Footing::Firm
        } else {
            Footing::OutOfReach
        }
    }
}

/// What became of work when it was looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// It goes on, or waits, as before.
    Same,
    /// It has stopped or has gone on again.
    Changed,
    Done,
    Failed,
}

impl Progress {
    /// Work that takes `total` and has not begun.
    pub fn new(total: SimDuration) -> Progress {
        Progress {
            total,
            left: total,
            going: None,
        }
    }

    /// Work of which `left` is still to do, as it stands at one moment: for what is computed rather than scheduled.
    pub fn standing(total: SimDuration, left: SimDuration) -> Progress {
        Progress {
            total,
            left,
            going: None,
        }
    }

    /// Whether nothing of it is done and nothing is under way.
    pub fn is_untouched(&self) -> bool {
        self.going.is_none() && self.left == self.total
    }

    /// When it will be done if nothing comes in its way; `None` while it waits.
    pub fn until(&self) -> Option<SimTime> {
        self.going.map(EventId::due)
    }

    /// The event of its end, while it goes on.
    pub fn event(&self) -> Option<EventId> {
        self.going
    }

    /// What is left to do.
    pub fn left(&self, now: SimTime) -> SimDuration {
        self.going.map_or(self.left, |event| event.due().since(now))
    }

    /// How much of it is done, from 0 to 1.
    pub fn share(&self, now: SimTime) -> f64 {
        1.0 - self.left(now).ms() as f64 / self.total.ms().max(1) as f64
    }
}

impl World {
    /// Brings work up to its footing: starts it, stops it, ends it.
    pub(super) fn step_work(&mut self, progress: &mut Progress, footing: Footing) -> Step {
        let now = self.now;
        match (footing, progress.going) {
            (Footing::Gone, going) => {
                self.cancel(going);
                Step::Failed
            }
            (Footing::Firm, Some(event)) if event.due() <= now => {
                progress.left = SimDuration::ZERO;
                progress.going = None;
                Step::Done
            }
            (Footing::Firm, Some(_)) | (Footing::OutOfReach, None) => Step::Same,
            (Footing::Firm, None) if progress.left.is_zero() => Step::Done,
            (Footing::Firm, None) => {
                progress.going = Some(self.look_at(now + progress.left));
                Step::Changed
            }
            (Footing::OutOfReach, Some(event)) => {
                self.cancel(Some(event));
                progress.left = event.due().since(now);
                progress.going = None;
                Step::Changed
            }
        }
    }
}

/// What each kind of work stands on: the one table of what it reads from, and of what becomes of it when that is out of reach
/// or gone.
impl World {
    /// What an instance's job stands on now.
    pub(super) fn job_footing(&self, key: DbKey, kind: &JobKind) -> Footing {
        let db = self.db(key);
        // Every job is the control plane's, which does one thing at a time.
        if !self.topology.is_open(db.region) || db.failover.is_some() {
            return Footing::OutOfReach;
        }
        let lit = self.topology.has_power(db.primary.zone);
        let stores = self.topology.reaches_storage(db.primary.zone);
        let firm = match kind {
            JobKind::CreatingReplica(Seeding::Snapshot { .. }) => return self.source_footing(key),
            JobKind::CreatingReplica(Seeding::Copy { .. }) => self.source_region_answers(key),
            JobKind::Creating => lit,
            JobKind::CreatingReplica(Seeding::Load)
            | JobKind::Restoring(_)
            | JobKind::Replaying
            | JobKind::FirstBackup { .. }
            | JobKind::Snapshotting => stores,
            JobKind::Modifying(Change::MultiAz(true)) => db.primary.is_sound(&self.topology),
            JobKind::Modifying(_) => true,
            JobKind::ModifyingWithOutage(_) | JobKind::Rebooting | JobKind::Renaming => lit,
            JobKind::Promoting { .. } | JobKind::PromotingReboot { .. } => lit,
            // A final snapshot comes first.
            JobKind::Deleting => !self.is_being_snapshotted(key),
        };
        Footing::firm_if(firm)
    }

    /// A replica in the making begins with a snapshot of its source.
    fn source_footing(&self, replica: DbKey) -> Footing {
        let replication = self.db(replica).replication.as_ref();
        let Some(source) = replication.map(|replication| self.db(replication.source)) else {
            return Footing::Gone;
        };
        if !source.exists() || source.failed {
            return Footing::Gone;
        }
        // A standby takes over, or RDS gives the source up: until then nobody knows.
        if !source.primary.holds_data() || source.failover.is_some() {
            return Footing::OutOfReach;
        }
        Footing::firm_if(self.topology.reaches_storage(source.primary.zone))
    }

    /// A standby is rebuilt from its primary, which has to serve meanwhile.
    pub(super) fn rebuild_footing(&self, key: DbKey, standby: &Node) -> Footing {
        let db = self.db(key);
        let lit = self.topology.has_power(standby.zone) && db.primary.serves(&self.topology);
        let linked = self.hosts_connected(key, &db.primary, standby);
        Footing::firm_if(lit && linked && db.failover.is_none())
    }

    fn source_region_answers(&self, replica: DbKey) -> bool {
        let db = self.db(replica);
        let replication = db.replication.as_ref();
        replication.is_some_and(|r| self.regions_connected(self.db(r.source).region, db.region))
    }

    /// Whether both Regions answer and data pass between them.
    fn regions_connected(&self, a: RegionId, b: RegionId) -> bool {
        let open = self.topology.is_open(a) && self.topology.is_open(b);
        open && self.topology.regions_linked(a, b)
    }

    fn is_being_snapshotted(&self, key: DbKey) -> bool {
        let mut own = self.snapshots.iter().filter(|s| s.instance_key == key);
        own.any(|snapshot| snapshot.state == SnapshotState::Creating)
    }

    /// What a snapshot that is being taken or copied stands on now.
    pub(super) fn snapshot_footing(&self, snapshot: &Snapshot) -> Footing {
        if let Some(source) = &snapshot.copied_from {
            return self.copy_footing(snapshot, source);
        }
        let db = self.db(snapshot.instance_key);
        if !db.exists() || db.failed {
            return Footing::Gone;
        }
        let reach = self.topology.reaches_storage(db.primary.zone);
        Footing::firm_if(reach && self.topology.is_open(snapshot.region))
    }

    /// A copy reads its source to the end, and copies of one database queue.
    fn copy_footing(&self, copy: &Snapshot, source: &CopySource) -> Footing {
        if !self.is_kept(source.id) {
            return Footing::Gone;
        }
        let comes_first = |other: &Snapshot| {
            other.state == SnapshotState::Copying
                && other.is_of_lineage(copy)
                && other.id != copy.id
        };
        let mut earlier = self.snapshots.iter().take_while(|s| s.id != copy.id);
        let is_next = !earlier.any(comes_first);
        Footing::firm_if(is_next && self.regions_connected(source.region, copy.region))
    }

    fn is_kept(&self, id: SnapshotId) -> bool {
        match id {
            SnapshotId::Manual(_) => self.snapshots.iter().any(|snapshot| snapshot.id == id),
            SnapshotId::Automated(db, from) => {
                self.kept_backups(db).iter().any(|kept| kept.from == from)
            }
        }
    }
}
