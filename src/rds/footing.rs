//! What each kind of work stands on: what it reads from, and what becomes of it when that is out of reach or gone. A job tells
//! its [`Ground`] itself.

use crate::cloud::{Context, DbKey, Footing, RegionId, Site};
use crate::rds::Rds;
use crate::rds::copy::Node;
use crate::rds::instance::Settings;
use crate::rds::job_kind::{Ground, Job};
use crate::rds::snapshot::{CopySource, Snapshot, SnapshotId, SnapshotState};

impl Rds {
    /// What an instance's job stands on now.
    pub(super) fn job_footing(&self, cx: &Context, key: DbKey, job: &Job) -> Footing {
        let (db, nature) = (self.db(key), job.kind.nature());
        if nature.ground == Ground::Nothing {
            return Footing::Firm;
        }
        // Every other job is the control plane's, which does one thing at a time.
        let answers = match nature.needs_new_work {
            true => cx.topology.finishes_work(db.region),
            false => cx.topology.is_open(db.region),
        };
        let needs_key = job.kind.is_creation() || nature.gives_hosts;
        let can_be_made = !needs_key || db.settings.is_readable(&cx.topology);
        if !answers || !can_be_made || db.failover.is_some() {
            return Footing::OutOfReach;
        }
        let firm = match nature.ground {
            Ground::Source => return self.source_footing(cx, key),
            Ground::SourceRegion => self.source_region_answers(cx, key),
            Ground::Power if nature.gives_hosts && job.progress.is_untouched() => {
                cx.topology.gives_hosts(db.primary().zone)
            }
            Ground::Power => cx.topology.has_power(db.primary().zone),
            Ground::Storage => cx.topology.reaches_storage(db.primary().zone),
            Ground::Primary => db.primary().is_sound(&cx.topology),
            Ground::Region | Ground::Nothing => true,
            Ground::SnapshotsTaken => !self.is_being_snapshotted(key),
        };
        Footing::firm_if(firm)
    }

    /// A replica in the making begins with a snapshot of its source.
    fn source_footing(&self, cx: &Context, replica: DbKey) -> Footing {
        let replication = self.db(replica).replication.as_ref();
        let Some(source) = replication.map(|replication| self.db(replication.source)) else {
            return Footing::Gone;
        };
        if !source.exists() || source.failed {
            return Footing::Gone;
        }
        // A standby takes over, or RDS gives the source up: until then nobody knows.
        let readable = source.settings.is_readable(&cx.topology);
        if !source.primary().holds_data() || source.failover.is_some() || !readable {
            return Footing::OutOfReach;
        }
        Footing::firm_if(cx.topology.reaches_storage(source.primary().zone))
    }

    /// A standby is rebuilt from its primary, which has to serve meanwhile. A `clean` one keeps its host and volume.
    pub(super) fn rebuild_footing(
        &self,
        cx: &Context,
        key: DbKey,
        standby: &Node,
        clean: bool,
    ) -> Footing {
        let db = self.db(key);
        let hosted = match clean {
            true => cx.topology.has_power(standby.zone),
            false => cx.topology.gives_hosts(standby.zone),
        };
        let answers = db.primary().serves(&cx.topology) && !standby.is_stalled();
        let linked = self.hosts_connected(cx, key, db.primary(), standby);
        Footing::firm_if(hosted && answers && linked && db.failover.is_none())
    }

    fn source_region_answers(&self, cx: &Context, replica: DbKey) -> bool {
        let db = self.db(replica);
        let replication = db.replication.as_ref();
        replication.is_some_and(|replication| {
            let source = self.db(replication.source);
            let connected = self.regions_connected(cx, source.region, db.region);
            connected && source.settings.is_readable(&cx.topology)
        })
    }

    pub(super) fn hosts_connected(&self, cx: &Context, key: DbKey, a: &Node, b: &Node) -> bool {
        let site = |node: &Node| Site::Host {
            zone: node.zone,
            database: key,
        };
        cx.topology.connected(site(a), site(b))
    }

    /// Whether both Regions answer and data pass between them.
    fn regions_connected(&self, cx: &Context, a: RegionId, b: RegionId) -> bool {
        let open = cx.topology.is_open(a) && cx.topology.is_open(b);
        open && cx.topology.regions_linked(a, b)
    }

    fn is_being_snapshotted(&self, key: DbKey) -> bool {
        let mut own = self.snapshots.iter().filter(|s| s.instance_key == key);
        own.any(|snapshot| snapshot.state == SnapshotState::Creating)
    }

    /// What a snapshot that is being taken or copied stands on now.
    pub(super) fn snapshot_footing(&self, cx: &Context, snapshot: &Snapshot) -> Footing {
        if let Some(source) = &snapshot.copied_from {
            return self.copy_footing(cx, snapshot, source);
        }
        let db = self.db(snapshot.instance_key);
        if !db.exists() || db.failed {
            return Footing::Gone;
        }
        let reach = cx.topology.reaches_storage(db.primary().zone);
        let reach = reach && snapshot.settings.is_readable(&cx.topology);
        Footing::firm_if(reach && cx.topology.is_open(snapshot.region))
    }

    /// A copy reads its source to the end, and copies of one database queue.
    fn copy_footing(&self, cx: &Context, copy: &Snapshot, source: &CopySource) -> Footing {
        let Some(read) = self.settings_kept(cx, source.id) else {
            return Footing::Gone;
        };
        let readable = read.is_readable(&cx.topology) && copy.settings.is_readable(&cx.topology);
        let comes_first = |other: &Snapshot| {
            other.state == SnapshotState::Copying
                && other.is_of_lineage(copy)
                && other.id != copy.id
        };
        let mut earlier = self.snapshots.iter().take_while(|s| s.id != copy.id);
        let is_next = !earlier.any(comes_first);
        Footing::firm_if(
            is_next && readable && self.regions_connected(cx, source.region, copy.region),
        )
    }

    /// What is known of a snapshot while it is kept.
    #[inline(never)]
    fn settings_kept(&self, cx: &Context, id: SnapshotId) -> Option<&Settings> {
        match id {
            SnapshotId::Manual(_) => {
                let found = self.snapshots.iter().find(|snapshot| snapshot.id == id);
                found.map(|snapshot| &snapshot.settings)
            }
            SnapshotId::Automated(db, from) => {
                let kept = self.kept_backups(cx, db);
                let is_kept = kept.iter().any(|kept| kept.from == from);
                is_kept.then(|| &self.db(db).settings)
            }
        }
    }
}
