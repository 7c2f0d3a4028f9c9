//! What the control plane can do with an instance, and what each of it means: for the status, the engine, clients, incidents and the
//! eye.

use crate::cloud::{Number, Phase, Progress};
use crate::rds::event::RdsEvent;
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
    /// What has nothing to tell but what it is.
    Once(&'static Task),
    /// From a snapshot, which is the whole restore, or the base of one to a point in time.
    Restoring(Restore),
    /// The log is replayed on what was restored.
    Replaying,
    CreatingReplica(Seeding),
    /// The first automated backup, begun at that moment.
    FirstBackup {
        from: SimTime,
    },
    Modifying(Change),
    /// Turning backups on or off, which restarts the engine.
    ModifyingWithOutage(Change),
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
    /// Time alone: not even the control plane.
    Nothing,
    /// Every snapshot of the instance has been taken: the final one comes first.
    SnapshotsTaken,
}

/// What a kind of job is to everybody else. A new kind is told in one place, and nobody who asks has to be told of it.
#[derive(Debug)]
pub struct Nature {
    /// The status that AWS shows meanwhile.
    pub status: Status,
    /// What it is called for people.
    pub words: &'static str,
    /// What it stands on.
    pub ground: Ground,
    /// Whether it stalls with its Region's control plane. What holds the engine of a database down is finished: what ran is not
    /// touched.
    pub needs_new_work: bool,
    /// Whether the engine is down while it goes on, by the job's own doing.
    pub holds_engine_down: bool,
    /// Whether the engines of readable standbys are down for as long.
    pub holds_readers_down: bool,
    /// Whether nobody expects the engine to run: it was stopped on purpose.
    pub rests: bool,
    /// Whether it needs hosts that are given to the instance anew, and waits for them: what ailed the old ones is over.
    pub gives_hosts: bool,
    /// Whether its standby cannot take over meanwhile, whatever happens to the primary.
    pub keeps_from_failover: bool,
    /// Whether a failover that nobody asked for puts an end to it.
    pub ends_with_host: bool,
    /// Whether it makes a database that somebody waits for.
    pub makes: bool,
    /// Whether it is one part of a whole that is one thing to people.
    pub has_parts: bool,
    /// Whether a read replica that it goes on with no longer depends on its source.
    pub leaves_its_source: bool,
    /// What it is to somebody who looks for a way out of an incident.
    pub way_out: Option<Phase>,
    /// What clients wait for while it holds the engine down; nothing where that is a matter for people.
    pub waited_for: Option<Phase>,
}

/// A job that is done in one go: all that is known of it stands where it is begun.
#[derive(Debug)]
pub struct Task {
    pub nature: Nature,
    pub takes: &'static Number,
    /// What is reported when it begins.
    pub begins: &'static [RdsEvent],
    /// What comes of it when it is done, one after another.
    pub ends: &'static [Outcome],
    /// What begins at its end.
    pub next: Option<&'static Task>,
}

/// What can come of a task.
#[derive(Debug)]
pub enum Outcome {
    /// The instance is there, and serves.
    Born,
    /// The engine runs again, if its host is well.
    EngineStarts,
    /// The instance and its data are gone, and this is the status that stays.
    Gone(Status),
    Reported(RdsEvent),
}

impl PartialEq for Task {
    fn eq(&self, other: &Task) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Nature {
    /// Work beside an engine that serves.
    pub const BESIDE: Nature = Nature {
        status: Status::Modifying,
        words: "modifying",
        ground: Ground::Region,
        needs_new_work: true,
        holds_engine_down: false,
        holds_readers_down: false,
        rests: false,
        gives_hosts: false,
        keeps_from_failover: false,
        ends_with_host: false,
        makes: false,
        has_parts: false,
        leaves_its_source: false,
        way_out: None,
        waited_for: None,
    };
    /// Work beside which nothing else changes: what is there is copied.
    pub const BACKUP: Nature = Nature {
        status: Status::BackingUp,
        words: "backing up",
        ground: Ground::Storage,
        needs_new_work: false,
        ..Nature::BESIDE
    };
    /// Work for which the engine is down until it ends.
    pub const RESTART: Nature = Nature {
        ground: Ground::Power,
        needs_new_work: false,
        holds_engine_down: true,
        waited_for: Some(Phase::Restarting),
        ..Nature::BESIDE
    };
    /// What brings an instance into the world.
    pub const BIRTH: Nature = Nature {
        status: Status::Creating,
        words: "creating",
        ground: Ground::Power,
        holds_engine_down: true,
        holds_readers_down: true,
        keeps_from_failover: true,
        makes: true,
        waited_for: Some(Phase::Creating),
        ..Nature::BESIDE
    };
    const STANDBY: Nature = Nature {
        words: "adding a standby",
        ground: Ground::Primary,
        ..Nature::BESIDE
    };
    const GROWTH: Nature = Nature {
        words: "allocating storage",
        ground: Ground::Storage,
        way_out: Some(Phase::AllocatingStorage),
        ..Nature::BESIDE
    };
    const RESTORE: Nature = Nature {
        words: "restoring",
        ground: Ground::Storage,
        way_out: Some(Phase::Restoring),
        waited_for: Some(Phase::Restoring),
        ..Nature::BIRTH
    };
    const RESTORE_IN_PARTS: Nature = Nature {
        has_parts: true,
        ..Nature::RESTORE
    };
    const REPLAY: Nature = Nature {
        words: "replaying the log",
        way_out: Some(Phase::Replaying),
        waited_for: Some(Phase::Replaying),
        ..Nature::RESTORE_IN_PARTS
    };
    const REPLICA: Nature = Nature {
        words: "creating the replica",
        ground: Ground::Storage,
        has_parts: true,
        ..Nature::BIRTH
    };
    const REPLICA_SNAPSHOT: Nature = Nature {
        ground: Ground::Source,
        ..Nature::REPLICA
    };
    const REPLICA_COPY: Nature = Nature {
        ground: Ground::SourceRegion,
        ..Nature::REPLICA
    };
    const PROMOTION: Nature = Nature {
        words: "promoting",
        ground: Ground::Power,
        makes: true,
        has_parts: true,
        leaves_its_source: true,
        way_out: Some(Phase::Promoting),
        waited_for: Some(Phase::Promoting),
        ..Nature::BESIDE
    };
    const PROMOTION_REBOOT: Nature = Nature {
        status: Status::Rebooting,
        needs_new_work: false,
        holds_engine_down: true,
        keeps_from_failover: true,
        ..Nature::PROMOTION
    };
    const RENAMING: Nature = Nature {
        status: Status::Renaming,
        words: "renaming",
        way_out: Some(Phase::Renaming),
        waited_for: Some(Phase::Renaming),
        ..Nature::RESTART
    };
    const DELETION: Nature = Nature {
        status: Status::Deleting,
        words: "deleting",
        ground: Ground::SnapshotsTaken,
        holds_engine_down: true,
        holds_readers_down: true,
        keeps_from_failover: true,
        leaves_its_source: true,
        ..Nature::BESIDE
    };
}

impl JobKind {
    /// What it is to everybody else.
    pub fn nature(&self) -> &'static Nature {
        match self {
            JobKind::Once(task) => &task.nature,
            JobKind::Restoring(Restore::Snapshot) => &Nature::RESTORE,
            JobKind::Restoring(Restore::PointInTime { .. }) => &Nature::RESTORE_IN_PARTS,
            JobKind::Replaying => &Nature::REPLAY,
            JobKind::CreatingReplica(Seeding::Snapshot { .. }) => &Nature::REPLICA_SNAPSHOT,
            JobKind::CreatingReplica(Seeding::Copy { .. }) => &Nature::REPLICA_COPY,
            JobKind::CreatingReplica(Seeding::Load) => &Nature::REPLICA,
            JobKind::FirstBackup { .. } => &Nature::BACKUP,
            JobKind::Modifying(Change::MultiAz(true)) => &Nature::STANDBY,
            JobKind::Modifying(Change::Storage(_)) => &Nature::GROWTH,
            JobKind::Modifying(_) => &Nature::BESIDE,
            JobKind::ModifyingWithOutage(_) => &Nature::RESTART,
            JobKind::Promoting { .. } => &Nature::PROMOTION,
            JobKind::PromotingReboot { .. } => &Nature::PROMOTION_REBOOT,
            JobKind::Renaming => &Nature::RENAMING,
            JobKind::Deleting => &Nature::DELETION,
        }
    }

    /// Whether the instance has yet to be born.
    pub fn is_creation(&self) -> bool {
        self.nature().status == Status::Creating
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
            JobKind::Restoring(Restore::Snapshot)
            | JobKind::Replaying
            | JobKind::CreatingReplica(Seeding::Load)
            | JobKind::PromotingReboot { .. } => SimDuration::ZERO,
            JobKind::Once(_) | JobKind::FirstBackup { .. } => SimDuration::ZERO,
            JobKind::Modifying(_) | JobKind::ModifyingWithOutage(_) => SimDuration::ZERO,
            JobKind::Renaming | JobKind::Deleting => SimDuration::ZERO,
        }
    }
}

/// What a modification changes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Changes {
    pub storage_gib: Option<u64>,
    pub retention_days: Option<u32>,
    pub multi_az: Option<bool>,
    pub new_name: Option<String>,
}

/// One of several changes: they are carried out one after another, each in its own time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// To so many GiB.
    Storage(u64),
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
        self.storage_gib = newer.storage_gib.or(self.storage_gib);
        self.retention_days = newer.retention_days.or(self.retention_days);
        self.multi_az = newer.multi_az.or(self.multi_az);
        self.new_name = newer.new_name.or(self.new_name.take());
    }

    /// The change that comes first, which is taken out: storage, without which nothing else can be; a new name comes last.
    pub fn take_first(&mut self) -> Option<Change> {
        let storage = self.storage_gib.take().map(Change::Storage);
        let retention = |changes: &mut Changes| changes.retention_days.take();
        storage
            .or_else(|| retention(self).map(Change::Retention))
            .or_else(|| self.multi_az.take().map(Change::MultiAz))
            .or_else(|| self.new_name.take().map(Change::Name))
    }
}
