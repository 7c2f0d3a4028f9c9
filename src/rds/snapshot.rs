//! Snapshots as they stand: manual ones, copies, and automated ones as they are computed.

use crate::cloud::{DbKey, Progress, RegionId, Tape};
use crate::rds::engine::Engine;
use crate::rds::instance::Settings;
use crate::sim::{SimDuration, SimTime};

/// A snapshot, or a copy of one.
#[derive(Clone, Debug, PartialEq)]
pub struct Snapshot {
    pub id: SnapshotId,
    pub name: String,
    pub region: RegionId,
    pub instance: String,
    pub instance_key: DbKey,
    pub engine: Engine,
    pub settings: Settings,
    pub tape: Tape,
    pub created_at: SimTime,
    pub state: SnapshotState,
    pub progress: Progress,
    /// What it was copied from, if it is a copy.
    pub copied_from: Option<CopySource>,
}

/// Which snapshot it is, whatever bears its name later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SnapshotId {
    /// The n-th that was ever taken by hand.
    Manual(u32),
    /// The automated one that this instance's backup began then.
    Automated(DbKey, SimTime),
}

/// The snapshot that a copy reads from.
#[derive(Clone, Debug, PartialEq)]
pub struct CopySource {
    pub id: SnapshotId,
    pub region: RegionId,
    pub arn: String,
    /// How long the copy takes if an earlier copy of the same database is there to build on.
    pub incremental: SimDuration,
    /// Whether the source was a copy itself: its copies are full ones.
    pub is_copy: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SnapshotState {
    Creating,
    Copying,
    Available,
    Failed,
}

impl SnapshotState {
    /// All of them, by name.
    pub const NAMES: &[&str] = &["creating", "copying", "available", "failed"];

    pub fn name(self) -> &'static str {
        match self {
            SnapshotState::Creating => "creating",
            SnapshotState::Copying => "copying",
            SnapshotState::Available => "available",
            SnapshotState::Failed => "failed",
        }
    }
}

impl Snapshot {
    pub fn arn(&self) -> String {
        let region = self.region.name();
        let kind = if self.settings.cluster {
            "cluster-snapshot"
        } else {
            "snapshot"
        };
        format!("arn:aws:rds:{region}:123456789012:{kind}:{}", self.name)
    }

    /// How much of it is there.
    pub fn percent(&self, now: SimTime) -> u32 {
        match self.state {
            SnapshotState::Creating | SnapshotState::Copying => {
                ((self.progress.share(now) * 100.0) as u32).min(99)
            }
            SnapshotState::Available => 100,
            SnapshotState::Failed => 0,
        }
    }

    /// Whether it is a snapshot of the same database in the same Region, under the same key.
    pub fn is_of_lineage(&self, other: &Snapshot) -> bool {
        self.instance_key == other.instance_key
            && self.region == other.region
            && self.settings.kms_key == other.settings.kms_key
    }

    /// Whether it was copied from another Region.
    pub fn crossed_regions(&self) -> bool {
        let source = self.copied_from.as_ref();
        source.is_some_and(|source| source.region != self.region)
    }
}
