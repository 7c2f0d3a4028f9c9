//! A DB cluster: its volume, its instances, its names, and what is being done with it.

use crate::aurora::failover::Failover;
use crate::aurora::member::{Member, Task, Work};
use crate::aurora::record::Record;
use crate::aurora::volume::{self, Volume};
use crate::cloud::{
    Access, Context, DbKey, NodeId, RegionId, Site, Tape, TimelineId, What, ZoneId, numbers,
};
use crate::rds::event::RdsEvent;
use crate::sim::{SimDuration, SimTime};

#[derive(Clone, Debug)]
pub struct Cluster {
    pub key: DbKey,
    pub name: String,
    /// What AWS's own ids derive from: no two clusters ever have one.
    pub resource: String,
    pub region: RegionId,
    pub engine: &'static str,
    pub volume: Volume,
    pub timeline: TimelineId,
    /// Every instance that it ever had, in the order in which they came.
    pub members: Vec<Member>,
    /// The instance that takes writes, once it has had any.
    pub writer: Option<NodeId>,
    /// What its names lead to while no instance can: nothing answers there.
    pub vacant: NodeId,
    pub work: Option<Work<Making>>,
    pub failover: Option<Failover>,
    /// How many failovers it has had or begun.
    pub failovers: u64,
    pub records: Vec<Record>,
    pub retention_days: u32,
    pub upload_phase: SimDuration,
    pub deletion_protection: bool,
    pub created_at: SimTime,
    /// Since when its volume is there.
    pub born_at: Option<SimTime>,
    /// Since when it is a cluster of its own, if it was restored.
    pub independent_since: Option<SimTime>,
    pub deleted_at: Option<SimTime>,
}

/// What is done with the cluster as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Making {
    Creating,
    Restoring,
    Deleting,
}

impl Cluster {
    pub fn exists(&self) -> bool {
        self.deleted_at.is_none()
    }

    /// Whether its volume is there.
    pub fn holds_data(&self) -> bool {
        self.exists() && self.born_at.is_some()
    }

    pub fn is_being(&self, making: Making) -> bool {
        self.work.as_ref().is_some_and(|work| work.task == making)
    }

    /// The instances that there are.
    pub fn living(&self) -> impl Iterator<Item = &Member> + Clone {
        self.members.iter().filter(|member| member.exists())
    }

    /// The instances that there are, the writer first.
    pub fn in_order(&self) -> impl Iterator<Item = &Member> {
        let is_writer = |member: &&Member| Some(member.node) == self.writer;
        let others = self.living().filter(move |member| !is_writer(member));
        self.writing().into_iter().chain(others)
    }

    /// The instance that takes writes.
    pub fn writing(&self) -> Option<&Member> {
        self.on(self.writer?).filter(|member| member.exists())
    }

    pub fn on(&self, node: NodeId) -> Option<&Member> {
        self.members.iter().find(|member| member.node == node)
    }

    pub fn on_mut(&mut self, node: NodeId) -> Option<&mut Member> {
        self.members.iter_mut().find(|member| member.node == node)
    }

    pub fn called(&self, name: &str) -> Option<&Member> {
        let mut living = self.living();
        living.find(|member| member.name.eq_ignore_ascii_case(name))
    }

    /// What its reader endpoint is called in lines: `orders.cluster-ro`.
    pub fn reader_name(&self) -> String {
        format!("{}.cluster-ro", self.name)
    }

    /// The name by which lines tell one of its two endpoints.
    pub fn endpoint(&self, access: Access) -> String {
        match access {
            Access::Write => self.name.clone(),
            Access::Read => self.reader_name(),
        }
    }

    /// Its address: `orders.cluster-lab.us-east-1.rds.amazonaws.com`.
    pub fn address(&self, access: Access) -> String {
        let (name, region) = (self.endpoint(access), self.region.name());
        match access {
            Access::Write => format!("{name}.cluster-lab.{region}.rds.amazonaws.com"),
            Access::Read => format!("{name}-lab.{region}.rds.amazonaws.com"),
        }
    }

    pub fn arn(&self) -> String {
        let region = self.region.name();
        format!("arn:aws:rds:{region}:123456789012:cluster:{}", self.name)
    }

    pub fn resource_id(&self) -> String {
        format!("cluster-{}", self.resource)
    }

    /// How many segments a zone's hosts reach.
    pub fn answering(&self, cx: &Context, from: ZoneId) -> u32 {
        let host = |zone| Site::Host {
            zone,
            database: self.key,
        };
        self.volume.answering(|zone| {
            cx.topology.has_power(zone) && cx.topology.connected(host(from), host(zone))
        })
    }

    /// Whether an instance in that zone can have writes acknowledged.
    pub fn takes_writes(&self, cx: &Context, from: ZoneId) -> bool {
        volume::takes_writes(self.answering(cx, from))
    }

    pub fn serves_reads(&self, cx: &Context, from: ZoneId) -> bool {
        volume::serves_reads(self.answering(cx, from))
    }

    /// Whether its writer runs, and what it writes is acknowledged.
    pub fn serves(&self, cx: &Context) -> bool {
        let serves =
            |member: &Member| member.runs(&cx.topology) && self.takes_writes(cx, member.zone);
        self.writing().is_some_and(serves)
    }

    /// Whether an engine that is down comes back where it ran, so that nobody need take its place.
    pub fn comes_back(&self, cx: &Context, member: &Member) -> bool {
        let seen = cx.topology.reaches_storage(member.zone);
        member.host_up && seen && !member.is_being(Task::Deleting)
    }

    /// What it holds.
    pub fn tape(&self, cx: &Context) -> Tape {
        Tape::of(self.timeline, cx.now)
    }

    /// From when to when it can be restored: Aurora backs its volume up all the time, and says that the latest moment is typically
    /// within the last five minutes.
    pub fn restore_window(&self, cx: &Context) -> Option<(SimTime, SimTime)> {
        let born = self.born_at.filter(|_| self.exists())?;
        let kept = SimDuration::from_days(u64::from(self.retention_days));
        let every = cx
            .fixed(&numbers::LOG_UPLOAD)
            .max(SimDuration::from_secs(1));
        let every = i64::try_from(every.ms()).unwrap_or(i64::MAX);
        let phase = i64::try_from(self.upload_phase.ms()).unwrap_or(0) % every;
        let latest = SimTime::from_ms((cx.now.ms() - phase).div_euclid(every) * every + phase);
        let earliest = born.max(cx.now - kept).ceil_second();
        (earliest <= latest).then_some((earliest, latest))
    }

    /// Reports what RDS reports of a cluster.
    pub fn report(&self, cx: &mut Context, event: RdsEvent) {
        cx.note(
            self.name.clone(),
            Some(self.region),
            What::Service(event.facts()),
        );
    }

    /// Reports what RDS reports of one of its instances.
    pub fn report_of(&self, cx: &mut Context, name: &str, event: RdsEvent) {
        cx.note(name, Some(self.region), What::Service(event.facts()));
    }
}
