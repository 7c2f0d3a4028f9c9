//! A table: where it stands, what is done with it, and how far back it can be restored.

use crate::cloud::kms::ACCOUNT;
use crate::cloud::{
    Context, DbKey, NodeId, Progress, RegionId, TimelineId, Topology, ZoneId, numbers,
};
use crate::sim::{SimDuration, SimTime};

/// Zones that hold a table: three, the Region's first in the lab. Source: Developer Guide, Introduction.
const COPIES: usize = 3;
/// Of these so many have to answer: a write is acknowledged once most copies hold it, and most choose who leads.
/// Source: "Amazon DynamoDB", USENIX ATC 2022, section 3.
const QUORUM: usize = 2;

/// AWS's status of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    Active,
    Creating,
    Deleting,
}

impl Status {
    pub const NAMES: &[&str] = &["ACTIVE", "CREATING", "DELETING"];

    /// In the order of the variants.
    pub fn name(self) -> &'static str {
        Status::NAMES[self as usize]
    }
}

#[derive(Clone, Debug)]
pub struct Table {
    pub key: DbKey,
    pub name: String,
    /// Its own for ever: the first `orders` is `table-orders`.
    pub id: String,
    pub region: RegionId,
    /// What answers at the Region's endpoint for it.
    pub node: NodeId,
    pub timeline: TimelineId,
    pub created_at: SimTime,
    /// Nothing once it is gone.
    pub status: Option<Status>,
    /// Its creation, its restore or its deletion, while that goes on.
    pub work: Option<Work>,
    /// What it was restored from, if it was.
    pub origin: Option<Origin>,
    /// Point-in-time recovery, if it is enabled.
    pub continuous: Option<Continuous>,
    pub protected: bool,
    /// When it became a table of its own that was restored.
    pub independent_since: Option<SimTime>,
}

/// What is being done with a table.
#[derive(Clone, Copy, Debug)]
pub struct Work {
    pub progress: Progress,
    pub since: SimTime,
}

impl Work {
    pub fn new(total: SimDuration, since: SimTime) -> Work {
        let progress = Progress::new(total);
        Work { progress, since }
    }
}

/// What a table was restored from.
#[derive(Clone, Debug, PartialEq)]
pub struct Origin {
    /// Where that stands: the restore reads from there.
    pub region: RegionId,
    pub table: String,
    pub backup: Option<String>,
    pub at: SimTime,
}

/// Point-in-time recovery of a table.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Continuous {
    /// Nothing before that can be restored, however long the recovery period is.
    pub floor: SimTime,
    pub days: u32,
}

impl Continuous {
    fn begins(self, now: SimTime) -> SimTime {
        self.floor
            .max(now - SimDuration::from_days(u64::from(self.days)))
    }

    /// The earliest and the latest moment that a table can be restored to. Just enabled, it can be restored to that moment alone.
    pub fn window(self, cx: &Context) -> (SimTime, SimTime) {
        let earliest = self.begins(cx.now);
        let latest = cx.now - cx.fixed(&numbers::DYNAMODB_PITR_LAG);
        (earliest, latest.max(earliest))
    }

    /// With another recovery period: what a shorter one gives up, a longer one does not bring back.
    pub fn lasting(self, now: SimTime, days: u32) -> Continuous {
        let shorter = Continuous { days, ..self };
        let floor = shorter.begins(now).max(self.begins(now));
        Continuous { floor, days }
    }
}

impl Table {
    pub fn exists(&self) -> bool {
        self.status.is_some()
    }

    pub fn is(&self, status: Status) -> bool {
        self.status == Some(status)
    }

    pub fn arn(&self) -> String {
        arn(self.region, &self.name)
    }

    pub fn zones(&self) -> impl Iterator<Item = ZoneId> + use<> {
        self.region.zones().take(COPIES)
    }

    /// The zones that hold it and answer.
    fn lit(&self, topology: &Topology) -> impl Iterator<Item = ZoneId> {
        self.zones().filter(|zone| topology.reaches_storage(*zone))
    }

    /// The zone in which it is shown: the first that answers.
    pub fn zone(&self, topology: &Topology) -> ZoneId {
        let first = self.lit(topology).next().or_else(|| self.zones().next());
        first.expect("every Region has zones")
    }

    /// Whether enough zones answer.
    pub fn has_quorum(&self, topology: &Topology) -> bool {
        self.lit(topology).count() >= QUORUM
    }

    /// Whether it would outlive the loss of any one zone more.
    pub fn has_spare(&self, topology: &Topology) -> bool {
        self.lit(topology).count() > QUORUM
    }

    pub fn serves(&self, topology: &Topology) -> bool {
        self.is(Status::Active) && self.has_quorum(topology)
    }
}

/// The ARN of a table of that name.
pub fn arn(region: RegionId, name: &str) -> String {
    let region = region.name();
    format!("arn:aws:dynamodb:{region}:{ACCOUNT}:table/{name}")
}

/// Region and name of a table's ARN.
pub fn parse_arn(text: &str) -> Option<(RegionId, &str)> {
    let (region, rest) = text.strip_prefix("arn:aws:dynamodb:")?.split_once(':')?;
    let (_, name) = rest.split_once(":table/")?;
    Some((RegionId::parse(region)?, name))
}
