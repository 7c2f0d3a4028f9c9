//! What can be asked of Amazon RDS: its API calls, and the engines' own procedures, in typed form.

use crate::cloud::{DbName, Request};
use crate::rds::offer::OfferRequest;
use crate::sim::{Date, SimDuration};

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SqlCall {
    StopReplication,
    StartReplication,
    /// Delayed replication: apply what is received only after this long.
    SetSourceDelay(SimDuration),
}

/// One of an engine's own procedures, called on an instance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SqlRequest {
    pub database: DbName,
    pub call: SqlCall,
}

/// An API call. Every field that AWS lets one leave out is an `Option`.
#[derive(Clone, Debug, PartialEq)]
pub enum RdsRequest {
    CreateDbInstance(CreateDbInstance),
    CreateDbInstanceReadReplica(CreateReadReplica),
    PromoteReadReplica {
        id: String,
        retention_days: Option<u32>,
        window: Option<String>,
    },
    RebootDbInstance {
        id: String,
        force_failover: bool,
    },
    ModifyDbInstance(ModifyDbInstance),
    DeleteDbInstance(DeleteDbInstance),
    CreateDbSnapshot {
        id: String,
        snapshot: String,
    },
    /// `source`: a snapshot's name, or its ARN in another Region.
    CopyDbSnapshot {
        source: String,
        target: String,
        kms_key: Option<String>,
    },
    DeleteDbSnapshot {
        snapshot: String,
    },
    RestoreFromDbSnapshot(RestoreFromDbSnapshot),
    RestoreToPointInTime(RestoreToPointInTime),
    DeleteAutomatedBackup {
        resource_id: Option<String>,
        arn: Option<String>,
    },
    DescribeDbInstances {
        id: Option<String>,
    },
    DescribeDbSnapshots(DescribeDbSnapshots),
    DescribeAutomatedBackups(DescribeAutomatedBackups),
    DescribeEvents(DescribeEvents),
    Wait(Wait),
}

impl Request for SqlRequest {
    fn equals(&self, other: &dyn Request) -> bool {
        other.known_as() == Some(self)
    }

    fn waits(&self) -> Option<SimDuration> {
        None
    }

    fn only_looks(&self) -> bool {
        false
    }
}

impl Request for RdsRequest {
    fn equals(&self, other: &dyn Request) -> bool {
        other.known_as() == Some(self)
    }

    /// The AWS CLI's waiters ask every 30 seconds, that for a completed snapshot every 15.
    /// Source: API model, waiters-2.
    fn waits(&self) -> Option<SimDuration> {
        let RdsRequest::Wait(wait) = self else {
            return None;
        };
        let completed = wait.waiter == Waiter::DbSnapshotCompleted;
        Some(SimDuration::from_secs(if completed { 15 } else { 30 }))
    }

    fn only_looks(&self) -> bool {
        matches!(
            self,
            RdsRequest::DescribeDbInstances { .. }
                | RdsRequest::DescribeDbSnapshots(_)
                | RdsRequest::DescribeAutomatedBackups(_)
                | RdsRequest::DescribeEvents(_)
        )
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct CreateDbInstance {
    pub id: String,
    pub engine: String,
    pub class: String,
    pub allocated_storage_gib: Option<u64>,
    pub multi_az: Option<bool>,
    pub availability_zone: Option<String>,
    pub retention_days: Option<u32>,
    pub backup_window: Option<String>,
    pub maintenance_window: Option<String>,
    pub deletion_protection: Option<bool>,
    pub storage_encrypted: Option<bool>,
    pub kms_key: Option<String>,
    pub offer: OfferRequest,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct CreateReadReplica {
    pub id: String,
    /// A name in the same Region, or the source's ARN.
    pub source: String,
    pub class: Option<String>,
    pub multi_az: Option<bool>,
    pub availability_zone: Option<String>,
    pub deletion_protection: Option<bool>,
    pub kms_key: Option<String>,
    pub offer: OfferRequest,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct ModifyDbInstance {
    pub id: String,
    pub apply_immediately: bool,
    pub multi_az: Option<bool>,
    pub retention_days: Option<u32>,
    pub backup_window: Option<String>,
    pub maintenance_window: Option<String>,
    pub deletion_protection: Option<bool>,
    pub new_id: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct DeleteDbInstance {
    pub id: String,
    pub skip_final_snapshot: bool,
    pub final_snapshot: Option<String>,
    /// Deleted with the instance unless told otherwise.
    pub delete_automated_backups: Option<bool>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct RestoreFromDbSnapshot {
    pub id: String,
    /// A snapshot's name in this Region, `rds:…` for an automated one.
    pub snapshot: String,
    pub settings: RestoreSettings,
}

/// What may be asked of a restored instance; the defaults are AWS's.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RestoreSettings {
    pub class: Option<String>,
    pub multi_az: Option<bool>,
    pub availability_zone: Option<String>,
    pub deletion_protection: Option<bool>,
    pub retention_days: Option<u32>,
    /// As `--engine` takes it: it can only be the source's.
    pub engine: Option<String>,
    pub offer: OfferRequest,
}

#[derive(Clone, Debug, PartialEq)]
pub struct RestoreToPointInTime {
    pub target: String,
    pub source: BackupSource,
    pub to: RestoreTime,
    pub settings: RestoreSettings,
}

/// Whose automated backup a point-in-time restore reads.
#[derive(Clone, Debug, PartialEq)]
pub enum BackupSource {
    Instance(String),
    /// A deleted instance's retained backup: `--source-dbi-resource-id`.
    ResourceId(String),
    /// `--source-db-instance-automated-backups-arn`.
    Arn(String),
    /// Not told.
    None,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RestoreTime {
    Latest,
    At(Date),
    /// Neither or both of the two options: AWS refuses it.
    Unclear,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SnapshotKind {
    Manual,
    Automated,
}

/// Which snapshots are asked for; all that is left out selects nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DescribeDbSnapshots {
    pub instance: Option<String>,
    pub snapshot: Option<String>,
    pub kind: Option<SnapshotKind>,
    /// The resource id of the instance that they were taken of, whatever it is or was called.
    pub resource_id: Option<String>,
}

/// Which automated backups are asked for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DescribeAutomatedBackups {
    pub instance: Option<String>,
    pub resource_id: Option<String>,
    pub arn: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct DescribeEvents {
    pub source: Option<String>,
    pub source_type: Option<String>,
    pub start: Option<Date>,
    pub end: Option<Date>,
    pub duration_mins: Option<u64>,
    pub categories: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waiter {
    DbInstanceAvailable,
    DbInstanceDeleted,
    DbSnapshotAvailable,
    DbSnapshotCompleted,
    DbSnapshotDeleted,
}

/// `aws rds wait WAITER`, for an instance, for a snapshot, or for all that there are.
#[derive(Clone, Debug, PartialEq)]
pub struct Wait {
    pub waiter: Waiter,
    pub instance: Option<String>,
    pub snapshot: Option<String>,
}
