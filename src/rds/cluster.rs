//! A Multi-AZ DB cluster: a writer and two readable standbys, in three zones, with two names.
//!
//! What is written is sent as log, and a commit waits until one of the two standbys has it. Where none can say so, commits wait; so
//! the loss of the writer alone never costs what was acknowledged.

use crate::cloud::{Access, Blocks, Context, CopyRole, DbKey, NodeId, Number, Phase, numbers};
use crate::rds::Rds;
use crate::rds::copy::{DbCopy, DnsRecord, Member, Node, Sync};
use crate::rds::instance::DbInstance;
use crate::rds::job_kind::Job;
use crate::rds::replication::{Heads, Replication};
use crate::sim::{EventId, SimDuration, SimTime};

/// How many standbys a cluster has.
const READERS: usize = 2;

impl DbInstance {
    /// What a cluster's reader endpoint is called in lines: `orders.cluster-ro`.
    pub fn reader_name(&self) -> Option<String> {
        let cluster = self.settings.cluster;
        cluster.then(|| format!("{}.cluster-ro", self.name))
    }

    /// What one of its hosts is called as a DB instance: `orders-instance-1` in a cluster.
    pub fn instance_name(&self, node: &Node) -> String {
        match node.member {
            Some(member) => format!("{}-instance-{}", self.name, member.number),
            None => self.name.clone(),
        }
    }

    /// The records of its names when it begins to serve.
    pub fn first_records(&self) -> Vec<DnsRecord> {
        let record = |name: String, access: Access, node: NodeId| DnsRecord {
            name,
            access,
            node,
            due: None,
        };
        let primary = self.primary().id;
        let mut records = vec![record(self.name.clone(), Access::Write, primary)];
        if let Some(name) = self.reader_name() {
            let first = self.standbys().first();
            let node = first.map_or(primary, |copy| copy.node.id);
            records.push(record(name, Access::Read, node));
        }
        records
    }

    /// Up to where a reader has applied what it has received.
    pub fn applied_by(&self, cx: &Context, copy: &DbCopy, received: SimTime) -> SimTime {
        let applied = |replay: &Replication| {
            let applied = replay.applied(&cx.tapes, self.timeline, cx.now, received);
            applied.min(received)
        };
        copy.replay.as_deref().map_or(received, applied)
    }

    /// How long a reader that is in step has yet to apply what was written up to now.
    fn applied_after(&self, cx: &Context, copy: &DbCopy) -> Option<SimDuration> {
        let replay = copy.replay.as_ref()?;
        let (now, all) = (cx.now, cx.now - replay.base_lag);
        let is_done = |ms: i64| {
            let moment = SimTime::from_ms(ms);
            replay.applied(&cx.tapes, self.timeline, moment, now) >= all
        };
        let (mut low, mut high) = (now.ms(), (now + SimDuration::from_days(1)).ms());
        while low < high {
            let middle = low + (high - low) / 2;
            match is_done(middle) {
                true => high = middle,
                false => low = middle + 1,
            }
        }
        Some(SimTime::from_ms(low).since(now) + replay.base_lag)
    }

    /// What its failovers take, and how much of that is their detection.
    pub fn failover_numbers(&self) -> (&'static Number, &'static Number) {
        match self.settings.cluster {
            true => (
                &numbers::CLUSTER_FAILOVER,
                &numbers::CLUSTER_FAILOVER_DETECTION,
            ),
            false => (&numbers::FAILOVER, &numbers::FAILOVER_DETECTION),
        }
    }
}

impl Rds {
    /// Makes the hosts of a new instance a cluster's: two readable standbys more, each with a volume that was filled from `origin`.
    #[inline(never)]
    pub(super) fn form_cluster(&mut self, cx: &mut Context, key: DbKey, origin: Option<Blocks>) {
        for _ in 0..READERS {
            self.add_standby(cx, key);
        }
        let db = self.db_mut(key);
        let own = db.volume;
        for (number, copy) in (1..).zip(&mut db.copies) {
            let blocks = match copy.role {
                CopyRole::Primary => own,
                CopyRole::Standby { .. } => {
                    copy.role = CopyRole::Standby { readable: true };
                    cx.tapes.new_volume(origin)
                }
            };
            copy.node.member = Some(Member { number, blocks });
        }
        for place in 1..self.db(key).copies.len() {
            let name = self.db(key).instance_name(&self.db(key).copies[place].node);
            let lag = cx.draw(&numbers::REPLICA_LAG_SAME_REGION, &name);
            let lag = SimDuration::from_ms((lag * 1000.0).round() as u64);
            self.db_mut(key).copies[place].replay = Some(Box::new(replay(cx, key, lag)));
        }
    }

    /// A reader that was brought back into step has applied everything.
    pub(super) fn replay_anew(&mut self, cx: &Context, key: DbKey, place: usize) {
        let copy = &mut self.db_mut(key).copies[place];
        if let Some(before) = &copy.replay {
            copy.replay = Some(Box::new(replay(cx, key, before.base_lag)));
        }
    }

    /// How much longer a failover takes since what was received has yet to be applied: by all readers, by the
    /// one that was asked for, or by the one that lags least.
    pub(super) fn still_to_apply(
        &self,
        cx: &Context,
        db: &DbInstance,
        target: Option<NodeId>,
    ) -> SimDuration {
        let in_step = db
            .standbys()
            .iter()
            .filter(|copy| copy.is_in_step(&cx.topology));
        let is_asked = |copy: &&DbCopy| Some(copy.node.id) == target;
        let asked = in_step.clone().find(is_asked);
        let waits = in_step.filter_map(|copy| db.applied_after(cx, copy));
        let waits = match db.engine.facts().failover_waits_for_all {
            true => waits.max(),
            false if asked.is_some() => asked.and_then(|copy| db.applied_after(cx, copy)),
            false => waits.min(),
        };
        waits.unwrap_or_default()
    }

    /// Whether what a database commits now is acknowledged: in a cluster one of its readers has to say that it has it.
    pub(super) fn is_acknowledged(&self, cx: &Context, db: &DbInstance) -> bool {
        let says_so = |copy: &DbCopy| self.acknowledges(cx, db, copy);
        !db.settings.cluster || db.standbys().iter().any(says_so)
    }

    fn acknowledges(&self, cx: &Context, db: &DbInstance, copy: &DbCopy) -> bool {
        copy.sync == Sync::InStep
            && copy.node.serves(&cx.topology)
            && self.hosts_connected(cx, db.key, db.primary(), &copy.node)
    }

    /// Whether a cluster's reader that is out of reach misses nothing: without it nothing is committed, and it needs no new host.
    pub(super) fn misses_nothing(&self, cx: &Context, key: DbKey, place: usize) -> bool {
        let db = self.db(key);
        let own = &db.copies[place].node;
        let mut others = db.standbys().iter().filter(|copy| copy.node.id != own.id);
        let whole = own.host_up && own.holds_data();
        db.settings.cluster && whole && !others.any(|copy| self.acknowledges(cx, db, copy))
    }

    /// Starts the engines of the readers of a cluster that begins to serve.
    pub(super) fn start_readers(&mut self, cx: &Context, key: DbKey) {
        let readers = self.db_mut(key).copies[1..].iter_mut();
        for copy in readers.filter(|copy| copy.serves(Access::Read)) {
            if copy.is_in_step(&cx.topology) {
                copy.node.start_engine();
            }
        }
    }

    /// The engine of a reader that is in step comes back when its host is there again.
    pub(super) fn judge_readers(&mut self, cx: &mut Context, key: DbKey) -> bool {
        let places = 1..self.db(key).copies.len();
        places.fold(false, |changed, place| {
            self.judge_reader(cx, key, place) | changed
        })
    }

    fn judge_reader(&mut self, cx: &mut Context, key: DbKey, place: usize) -> bool {
        let db = self.db(key);
        let copy = &db.copies[place];
        let held = |job: &Job| job.kind.nature().holds_readers_down;
        let comes_back = copy.serves(Access::Read)
            && copy.is_in_step(&cx.topology)
            && !copy.node.engine_up
            && !db.failed
            && !db.is_full()
            && !db.job.as_deref().is_some_and(held);
        match copy.restart {
            None if comes_back => {
                let name = db.instance_name(&copy.node);
                let back = cx.now + cx.duration(&numbers::REBOOT, &name);
                let event = cx.look_at(back, key.party());
                self.db_mut(key).copies[place].restart = Some(event);
                true
            }
            Some(event) if !comes_back => {
                cx.cancel(Some(event));
                self.db_mut(key).copies[place].restart = None;
                true
            }
            None | Some(_) => false,
        }
    }

    /// A reader's engine is back, if that is what has come due.
    pub(super) fn reader_starts(&mut self, key: DbKey, event: EventId) -> bool {
        let mut copies = self.db_mut(key).copies.iter_mut();
        let Some(copy) = copies.find(|copy| copy.restart == Some(event)) else {
            return false;
        };
        copy.restart = None;
        copy.node.start_engine();
        true
    }

    /// RDS sees that the host which a reader endpoint names serves no more, or that there is a better one, and changes the record.
    pub(super) fn redirect_readers(&mut self, cx: &mut Context, key: DbKey) -> bool {
        let db = self.db(key);
        let is_wrong = |record: &DnsRecord| {
            let wanted = db.host_for(record, &cx.topology);
            record.access == Access::Read && record.due.is_none() && record.node != wanted
        };
        let Some(place) = db.records.iter().position(is_wrong) else {
            return false;
        };
        let name = db.records[place].name.clone();
        let seen = cx.duration(&numbers::CLUSTER_FAILOVER_DETECTION, &name);
        let spreads = cx.now + seen + cx.duration(&numbers::DNS_PROPAGATION, &name);
        cx.look_at(spreads, key.party());
        self.db_mut(key).records[place].due = Some(spreads);
        true
    }

    /// What commits wait for in a cluster none of whose readers acknowledges.
    #[inline(never)]
    pub(super) fn awaited_of_readers(&self, cx: &Context, db: &DbInstance) -> Phase {
        let nodes = || db.standbys().iter().map(|copy| &copy.node);
        if nodes().any(|node| !cx.topology.has_power(node.zone)) {
            Phase::WaitingForZone
        } else if nodes().any(|node| !node.is_sound(&cx.topology)) {
            Phase::HostReplacement
        } else if nodes().any(|node| !node.engine_up) {
            Phase::CrashRecovery
        } else {
            Phase::WaitingForNetwork
        }
    }
}

/// How a reader applies from now on, having applied everything so far.
fn replay(cx: &Context, key: DbKey, lag: SimDuration) -> Replication {
    let mut replay = Replication::new(key, cx.now, cx.now);
    replay.base_lag = lag;
    replay.apply_rate = cx.numbers.value(&numbers::REPLICA_APPLY_RATE) as u64;
    let heads = Heads {
        received: cx.now,
        applied: cx.now,
    };
    replay.set_flow(heads, cx.now, true, true);
    replay
}
