//! A DB instance: its hosts and volumes, its settings, and what is being done with it.

use crate::cloud::view::Form;
use crate::cloud::{Blocks, DbKey, NodeId, Progress, RegionId, TimelineId, Topology, VolumeId};
use crate::rds::backup::Backups;
use crate::rds::copy::{DbCopy, DnsRecord, Node};
use crate::rds::engine::Engine;
use crate::rds::job_kind::{Changes, Job, JobKind};
use crate::rds::offer::Offer;
use crate::rds::replication::Replication;
use crate::rds::space::{Allocation, Space};
use crate::rds::status::Status;
use crate::sim::{Calendar, EventId, SimDuration, SimTime};

#[derive(Clone, Debug)]
pub struct DbInstance {
    pub key: DbKey,
    pub name: String,
    /// What AWS's own ids derive from, used for no other instance ever: the name it was created with, and a number if an
    /// earlier instance had that.
    pub resource: String,
    pub region: RegionId,
    pub engine: Engine,
    pub settings: Settings,
    pub timeline: TimelineId,
    /// What its copies' blocks are, which are kept in step: not a replica's source's.
    pub volume: VolumeId,
    /// The primary comes first, and there is one always.
    pub copies: Vec<DbCopy>,
    /// Present while it is a read replica.
    pub replication: Option<Box<Replication>>,
    /// What the control plane is doing with it; it decides the status.
    pub job: Option<Box<Job>>,
    pub failover: Option<Failover>,
    /// The engine, or its host, is coming back at this event's time.
    pub restart: Option<EventId>,
    /// Its endpoints' records, while it has any: from its birth to its end.
    pub records: Vec<DnsRecord>,
    pub backups: Backups,
    /// Its first automated backup begins no earlier.
    pub first_backup_at: SimTime,
    /// Modifications that wait for the maintenance window.
    pub pending: Changes,
    pub pending_event: Option<EventId>,
    /// RDS cannot recover it.
    pub failed: bool,
    /// What it comes to instead of `failed`, should it fail: a restore that makes it and breaks, a key that is lost.
    pub comes_to: Option<Status>,
    pub created_at: SimTime,
    /// Since when it is a database of its own, if it was restored or promoted.
    pub independent_since: Option<SimTime>,
    pub deleted_at: Option<SimTime>,
    pub last_failover: Option<SimTime>,
    /// When RDS ends its last failover, where a proxy leads to the new primary before that.
    pub completing: Option<SimTime>,
    /// Writes pause until then, while the primary gives up on its standby.
    pub pause_until: SimTime,
    /// Reads and writes pause until then, while a backup of its only volume begins.
    pub io_pause_until: SimTime,
    /// What is used of its volume beside its writes.
    pub space: Space,
    /// Blocks of a restored volume still arrive.
    pub hydration: Option<Progress>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    pub class: String,
    pub storage_gib: u64,
    pub multi_az: bool,
    /// Whether it is a Multi-AZ DB cluster, a writer and two readable standbys; then it is Multi-AZ.
    pub cluster: bool,
    pub deletion_protection: bool,
    pub maintenance_window: MaintenanceWindow,
    /// The ARN of the KMS key it is encrypted with, if it is.
    pub kms_key: Option<String>,
    pub offer: Offer,
}

impl Settings {
    /// Whether what is encrypted so, if it is, can be read: its key works.
    pub fn is_readable(&self, topology: &Topology) -> bool {
        let key = self.kms_key.as_ref();
        key.is_none_or(|key| topology.key_works(key))
    }

    /// The size of its volume, and what that is provisioned with.
    pub fn allocation(&self) -> Allocation {
        Allocation {
            gib: self.storage_gib,
            performance: self.offer.performance(),
        }
    }

    /// As it is with another volume.
    pub fn allocate(&mut self, allocation: Allocation) {
        let performance = allocation.performance;
        self.storage_gib = allocation.gib;
        (self.offer.iops, self.offer.throughput) = (performance.iops, performance.throughput);
    }
}

/// Weekly, in minutes after Monday 00:00 UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MaintenanceWindow {
    pub from_min: u32,
    pub to_min: u32,
}

/// A failover to the standby that is going on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Failover {
    pub since: SimTime,
    /// Whether RDS has noticed the failure, or was asked for the failover.
    pub detected: bool,
    pub forced: bool,
    pub next: EventId,
    pub completes: SimTime,
    /// When its endpoints begin to name the new primary: a proxy finds that before they do.
    pub named: SimTime,
    /// The host that was asked to take over.
    pub target: Option<NodeId>,
}

impl DbInstance {
    pub fn exists(&self) -> bool {
        self.deleted_at.is_none()
    }

    pub fn primary(&self) -> &Node {
        &self.copies[0].node
    }

    pub fn primary_mut(&mut self) -> &mut Node {
        &mut self.copies[0].node
    }

    pub fn standbys(&self) -> &[DbCopy] {
        &self.copies[1..]
    }

    /// The hosts, the primary's first.
    pub fn nodes(&self) -> impl Iterator<Item = &Node> {
        self.copies.iter().map(|copy| &copy.node)
    }

    /// The copy that a host bears.
    pub fn copy_on(&self, node: NodeId) -> Option<&DbCopy> {
        self.copies.iter().find(|copy| copy.node.id == node)
    }

    /// The host that a record should name: a standby if one serves what it is for, the one that it names if that does, else the
    /// primary.
    pub fn host_for(&self, record: &DnsRecord, topology: &Topology) -> NodeId {
        let serves = |copy: &&DbCopy| copy.serves(record.access) && copy.node.serves(topology);
        let readable = || self.standbys().iter().filter(serves);
        let named = readable().find(|copy| copy.node.id == record.node);
        let standby = named.or_else(|| readable().next());
        standby.map_or(self.primary().id, |copy| copy.node.id)
    }

    /// The status that AWS shows, apart from the daily backup's.
    pub fn status(&self, topology: &Topology) -> Status {
        match (&self.job, self.broken()) {
            (Some(job), _) if job.kind == JobKind::Deleting || job.kind.is_creation() => {
                job.kind.nature().status
            }
            (_, Some(broken)) => broken,
            _ if self.failover.is_some() => Status::Rebooting,
            (Some(job), _) if job.kind.nature().holds_engine_down => job.kind.nature().status,
            (None, _) if self.is_full() => Status::StorageFull,
            (Some(job), _) if self.is_full() => job.kind.nature().status,
            _ if !self.primary().runs(topology) => Status::Rebooting,
            (Some(job), _) => job.kind.nature().status,
            (None, _) => Status::Available,
        }
    }

    /// What it has come to, if RDS cannot recover it.
    pub fn broken(&self) -> Option<Status> {
        self.failed.then(|| self.comes_to.unwrap_or(Status::Failed))
    }

    /// Whether a failure of the primary would be survived now.
    pub fn is_protected(&self, topology: &Topology) -> bool {
        self.failover.is_none()
            && !self.is_in_the_making()
            && !self.is_unreadable()
            && !self.is_full()
            && self
                .standbys()
                .iter()
                .any(|standby| standby.is_in_step(topology))
    }

    /// Its primary's blocks, as they stood at a moment.
    pub fn blocks(&self, until: SimTime) -> Blocks {
        self.blocks_of(self.primary(), until)
    }

    /// The blocks of one of its hosts, as they stood at a moment: its own in a DB cluster, else those of all its copies.
    pub fn blocks_of(&self, node: &Node, until: SimTime) -> Blocks {
        let own = node.member.map(|member| member.blocks);
        Blocks {
            volume: own.unwrap_or(self.volume),
            until,
        }
    }

    /// Whether it holds data: it was born, and its volume is there.
    pub fn holds_data(&self) -> bool {
        self.exists() && self.primary().holds_data() && !self.is_in_the_making()
    }

    /// Whether it was stopped on purpose.
    pub fn rests(&self) -> bool {
        self.job.as_ref().is_some_and(|job| job.kind.nature().rests)
    }

    /// Whether it waits for a KMS key that cannot be used.
    pub fn is_unreadable(&self) -> bool {
        let job = self.job.as_ref();
        job.is_some_and(|job| job.kind.nature().status == Status::KeyRecoverable)
    }

    /// Whether what is allocated of storage is used up: nothing can be written any more.
    pub fn is_full(&self) -> bool {
        self.space.is_full(self.settings.storage_gib)
    }

    /// Its settings, with the storage that it had at a moment.
    pub fn settings_at(&self, time: SimTime) -> Settings {
        let mut settings = self.settings.clone();
        if let Some(before) = self.space.allocated_at(time) {
            settings.allocate(before);
        }
        settings
    }

    /// Whether a copy that may stand for it holds its data.
    pub fn has_sound_volume(&self) -> bool {
        self.copies.iter().any(DbCopy::may_stand_for_it)
    }

    /// Whether it has yet to be born.
    pub fn is_in_the_making(&self) -> bool {
        self.job.as_ref().is_some_and(|job| job.kind.is_creation())
    }

    pub fn form(&self) -> Form {
        match self.settings.cluster {
            true => Form::Cluster,
            false => Form::Instance,
        }
    }

    /// AWS's resource id: no two instances ever have one.
    pub fn resource_id(&self) -> String {
        let kind = if self.settings.cluster {
            "cluster"
        } else {
            "db"
        };
        format!("{kind}-{}", self.resource)
    }

    /// The ARN of its automated backup.
    pub fn backup_arn(&self) -> String {
        format!(
            "arn:aws:rds:{}:123456789012:auto-backup:ab-{}",
            self.region.name(),
            self.resource
        )
    }

    /// The name that it is about to bear: another may not take it.
    pub fn next_name(&self) -> Option<&String> {
        let under_way = self.job.as_ref().and_then(|job| job.then.new_name.as_ref());
        self.pending.new_name.as_ref().or(under_way)
    }

    pub fn arn(&self) -> String {
        let kind = if self.settings.cluster {
            "cluster"
        } else {
            "db"
        };
        format!(
            "arn:aws:rds:{}:123456789012:{kind}:{}",
            self.region.name(),
            self.name
        )
    }

    /// `orders.lab.us-east-1.rds.amazonaws.com`; a cluster's: `orders.cluster-lab.us-east-1.rds.amazonaws.com`.
    pub fn endpoint(&self) -> String {
        let of = if self.settings.cluster {
            "cluster-lab"
        } else {
            "lab"
        };
        format!(
            "{}.{of}.{}.rds.amazonaws.com",
            self.name,
            self.region.name()
        )
    }

    /// The share of a restored volume's blocks that have arrived.
    pub fn hydrated(&self, now: SimTime) -> f64 {
        self.hydration.map_or(1.0, |loading| loading.share(now))
    }
}

impl MaintenanceWindow {
    /// When the window opens next, at or after `now`.
    pub fn next_opening(self, now: SimTime, calendar: Calendar) -> SimTime {
        calendar.next_in_week(self.from_min, now)
    }

    /// Whether the window is open at a moment.
    pub fn is_open(self, time: SimTime, calendar: Calendar) -> bool {
        let length = (self.to_min + 7 * 1440 - self.from_min) % (7 * 1440);
        let earliest = time - SimDuration::from_mins(u64::from(length));
        self.next_opening(earliest, calendar) <= time
    }
}

impl std::fmt::Display for MaintenanceWindow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
        let write = |f: &mut std::fmt::Formatter<'_>, min: u32| {
            let (day, rest) = (min / 1440 % 7, min % 1440);
            write!(
                f,
                "{}:{:02}:{:02}",
                DAYS[day as usize],
                rest / 60,
                rest % 60
            )
        };
        write(f, self.from_min)?;
        f.write_str("-")?;
        write(f, self.to_min)
    }
}

/// The duration as a share of a tebibyte: how much longer something takes for this much storage.
pub fn per_tib(duration: SimDuration, gib: u64) -> SimDuration {
    SimDuration::from_ms(
        u64::try_from(u128::from(duration.ms()) * u128::from(gib) / 1024).unwrap_or(u64::MAX),
    )
}
