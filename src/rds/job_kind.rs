//! What the control plane can do with an instance, and what each of it means: for the status, the engine, clients, incidents and the
//! eye.

use crate::cloud::{Phase, Progress};
use crate::rds::status::Status;
use crate::sim::{SimDuration, SimTime};

/// What the control plane does with an instance, one thing at a time.
#[derive(Clone, Debug, PartialEq)]
pub struct Job {
    pub kind: JobKind,
    /// When it began; a job of several parts keeps its beginning.
    pub since: SimTime,
    pub progress: Progress,
    /// Changes that follow this one.
    pub then: Changes,
}

#[derive(Clone, Debug, PartialEq)]
pub enum JobKind {
    Creating,
    /// From a snapshot, which is the whole restore, or the base of one to a point in time.
    Restoring(Restore),
    /// The log is replayed on what was restored.
    Replaying,
    CreatingReplica(Seeding),
    /// The first automated backup, begun at that moment.
    FirstBackup {
        from: SimTime,
    },
    /// A manual snapshot.
    Snapshotting,
    Modifying(Change),
    /// Turning backups on or off, which restarts the engine.
    ModifyingWithOutage(Change),
    Rebooting,
    /// Applies what was received, then reboots.
    Promoting {
        retention_days: u32,
        /// How much of the promotion's time the reboot takes.
        reboot: SimDuration,
    },
    PromotingReboot {
        retention_days: u32,
    },
    Renaming,
    Deleting,
}

/// What is restored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Restore {
    Snapshot,
    /// To a point in time: the replay of the log takes this long.
    PointInTime {
        replay: SimDuration,
    },
}

/// How far a read replica in the making is. What is still to come tells how long it will take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seeding {
    /// A snapshot of its source is being taken.
    Snapshot {
        copy: Option<SimDuration>,
        load: SimDuration,
    },
    /// The snapshot is being copied to the replica's Region.
    Copy { load: SimDuration },
    /// The snapshot is being restored.
    Load,
}

/// What a job needs in order to go on, besides its Region's control plane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// The source of the replica that it makes, of which it takes a snapshot.
    Source,
    /// The Region of that source, whose snapshot it copies.
    SourceRegion,
    /// Power in the primary's zone.
    Power,
    /// The storage of the primary's zone.
    Storage,
    /// A primary that can serve.
    Primary,
    /// Nothing more.
    Region,
    /// Every snapshot of the instance has been taken: the final one comes first.
    SnapshotsTaken,
}

impl JobKind {
    /// The status that AWS shows meanwhile.
    pub fn status(&self) -> Status {
        match self {
            JobKind::Creating
            | JobKind::Restoring(_)
            | JobKind::Replaying
            | JobKind::CreatingReplica(_) => Status::Creating,
            JobKind::FirstBackup { .. } | JobKind::Snapshotting => Status::BackingUp,
            JobKind::Modifying(_) | JobKind::ModifyingWithOutage(_) | JobKind::Promoting { .. } => {
                Status::Modifying
            }
            JobKind::Rebooting | JobKind::PromotingReboot { .. } => Status::Rebooting,
            JobKind::Renaming => Status::Renaming,
            JobKind::Deleting => Status::Deleting,
        }
    }

    /// What it stands on.
    pub fn ground(&self) -> Ground {
        match self {
            JobKind::CreatingReplica(Seeding::Snapshot { .. }) => Ground::Source,
            JobKind::CreatingReplica(Seeding::Copy { .. }) => Ground::SourceRegion,
            JobKind::CreatingReplica(Seeding::Load) => Ground::Storage,
            JobKind::Restoring(_) | JobKind::Replaying => Ground::Storage,
            JobKind::FirstBackup { .. } | JobKind::Snapshotting => Ground::Storage,
            JobKind::Modifying(Change::MultiAz(true)) => Ground::Primary,
            JobKind::Modifying(_) => Ground::Region,
            JobKind::ModifyingWithOutage(_) | JobKind::Rebooting => Ground::Power,
            JobKind::Creating | JobKind::Renaming => Ground::Power,
            JobKind::Promoting { .. } | JobKind::PromotingReboot { .. } => Ground::Power,
            JobKind::Deleting => Ground::SnapshotsTaken,
        }
    }

    /// Whether it stalls with its Region's control plane. What holds the engine of a database down is finished: what ran is not
    /// touched.
    pub fn needs_new_work(&self) -> bool {
        match self {
            JobKind::Creating
            | JobKind::Restoring(_)
            | JobKind::Replaying
            | JobKind::CreatingReplica(_) => true,
            JobKind::Promoting { .. } | JobKind::Modifying(_) | JobKind::Deleting => true,
            JobKind::FirstBackup { .. } | JobKind::Snapshotting => false,
            JobKind::ModifyingWithOutage(_) | JobKind::Rebooting | JobKind::Renaming => false,
            JobKind::PromotingReboot { .. } => false,
        }
    }

    /// Whether the instance has yet to be born.
    pub fn is_creation(&self) -> bool {
        self.status() == Status::Creating
    }

    /// Whether its standby cannot take over meanwhile, whatever happens to the primary.
    pub fn keeps_from_failover(&self) -> bool {
        match self {
            JobKind::PromotingReboot { .. } | JobKind::Deleting => true,
            JobKind::Rebooting | JobKind::Renaming | JobKind::ModifyingWithOutage(_) => false,
            JobKind::FirstBackup { .. } | JobKind::Snapshotting => false,
            JobKind::Modifying(_) | JobKind::Promoting { .. } => false,
            JobKind::Creating
            | JobKind::Restoring(_)
            | JobKind::Replaying
            | JobKind::CreatingReplica(_) => true,
        }
    }

    /// Whether the engine is down while it goes on, by the job's own doing.
    pub fn holds_engine_down(&self) -> bool {
        match self {
            JobKind::Creating
            | JobKind::Restoring(_)
            | JobKind::Replaying
            | JobKind::CreatingReplica(_) => true,
            JobKind::ModifyingWithOutage(_)
            | JobKind::Rebooting
            | JobKind::PromotingReboot { .. } => true,
            JobKind::Renaming | JobKind::Deleting => true,
            JobKind::FirstBackup { .. } | JobKind::Snapshotting => false,
            JobKind::Modifying(_) | JobKind::Promoting { .. } => false,
        }
    }

    /// What it is called for people.
    pub fn words(&self) -> &'static str {
        match self {
            JobKind::Creating => "creating",
            JobKind::Restoring(_) => "restoring",
            JobKind::Replaying => "replaying the log",
            JobKind::CreatingReplica(_) => "creating the replica",
            JobKind::FirstBackup { .. } | JobKind::Snapshotting => "backing up",
            JobKind::Modifying(Change::MultiAz(true)) => "adding a standby",
            JobKind::Modifying(_) | JobKind::ModifyingWithOutage(_) => "modifying",
            JobKind::Rebooting => "rebooting",
            JobKind::Promoting { .. } | JobKind::PromotingReboot { .. } => "promoting",
            JobKind::Renaming => "renaming",
            JobKind::Deleting => "deleting",
        }
    }

    /// Whether it is one part of a whole that is one thing to people.
    pub fn has_parts(&self) -> bool {
        match self {
            JobKind::Restoring(Restore::PointInTime { .. }) | JobKind::Replaying => true,
            JobKind::CreatingReplica(_) => true,
            JobKind::Promoting { .. } | JobKind::PromotingReboot { .. } => true,
            JobKind::Creating | JobKind::Restoring(Restore::Snapshot) | JobKind::Deleting => false,
            JobKind::FirstBackup { .. } | JobKind::Snapshotting | JobKind::Rebooting => false,
            JobKind::Modifying(_) | JobKind::ModifyingWithOutage(_) | JobKind::Renaming => false,
        }
    }

    /// What of a job of several parts comes after the present one.
    pub fn to_follow(&self) -> SimDuration {
        match self {
            JobKind::Restoring(Restore::PointInTime { replay }) => *replay,
            JobKind::CreatingReplica(Seeding::Snapshot { copy, load }) => {
                copy.unwrap_or_default() + *load
            }
            JobKind::CreatingReplica(Seeding::Copy { load }) => *load,
            JobKind::Promoting { reboot, .. } => *reboot,
            JobKind::Creating
            | JobKind::Restoring(Restore::Snapshot)
            | JobKind::Replaying
            | JobKind::CreatingReplica(Seeding::Load) => SimDuration::ZERO,
            JobKind::FirstBackup { .. } | JobKind::Snapshotting | JobKind::Modifying(_) => {
                SimDuration::ZERO
            }
            JobKind::ModifyingWithOutage(_)
            | JobKind::Rebooting
            | JobKind::PromotingReboot { .. }
            | JobKind::Renaming
            | JobKind::Deleting => SimDuration::ZERO,
        }
    }

    /// What it is to somebody who looks for a way out of an incident.
    pub fn way_out(&self) -> Option<Phase> {
        match self {
            JobKind::Replaying => Some(Phase::Replaying),
            JobKind::Restoring(_) => Some(Phase::Restoring),
            JobKind::Promoting { .. } | JobKind::PromotingReboot { .. } => Some(Phase::Promoting),
            JobKind::Renaming => Some(Phase::Renaming),
            JobKind::Creating | JobKind::CreatingReplica(_) | JobKind::FirstBackup { .. } => None,
            JobKind::Snapshotting | JobKind::Modifying(_) | JobKind::ModifyingWithOutage(_) => None,
            JobKind::Rebooting | JobKind::Deleting => None,
        }
    }

    /// What clients wait for while it holds the engine down; nothing where that is a matter for people.
    pub fn waited_for(&self) -> Option<Phase> {
        match self {
            JobKind::Creating | JobKind::CreatingReplica(_) => Some(Phase::Creating),
            JobKind::ModifyingWithOutage(_) | JobKind::Rebooting => Some(Phase::Restarting),
            JobKind::Restoring(_)
            | JobKind::Replaying
            | JobKind::Promoting { .. }
            | JobKind::PromotingReboot { .. }
            | JobKind::Renaming => self.way_out(),
            JobKind::FirstBackup { .. } | JobKind::Snapshotting | JobKind::Modifying(_) => None,
            JobKind::Deleting => None,
        }
    }

    /// Whether a read replica that it goes on with no longer depends on its source.
    pub fn leaves_its_source(&self) -> bool {
        match self {
            JobKind::Deleting => true,
            JobKind::Promoting { .. } | JobKind::PromotingReboot { .. } => true,
            JobKind::Creating | JobKind::Restoring(_) | JobKind::Replaying => false,
            JobKind::CreatingReplica(_) => false,
            JobKind::FirstBackup { .. } | JobKind::Snapshotting => false,
            JobKind::Rebooting | JobKind::Renaming => false,
            JobKind::Modifying(_) | JobKind::ModifyingWithOutage(_) => false,
        }
    }
}

/// What a modification changes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Changes {
    pub retention_days: Option<u32>,
    pub multi_az: Option<bool>,
    pub new_name: Option<String>,
}

/// One of several changes: they are carried out one after another, each in its own time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    Retention(u32),
    MultiAz(bool),
    Name(String),
}

impl Changes {
    pub fn is_empty(&self) -> bool {
        *self == Changes::default()
    }

    /// Takes over what `newer` changes.
    pub fn merge(&mut self, newer: Changes) {
        self.retention_days = newer.retention_days.or(self.retention_days);
        self.multi_az = newer.multi_az.or(self.multi_az);
        self.new_name = newer.new_name.or(self.new_name.take());
    }

    /// The change that comes first, which is taken out; a new name comes last.
    pub fn take_first(&mut self) -> Option<Change> {
        let retention = self.retention_days.take().map(Change::Retention);
        retention
            .or_else(|| self.multi_az.take().map(Change::MultiAz))
            .or_else(|| self.new_name.take().map(Change::Name))
    }
}
