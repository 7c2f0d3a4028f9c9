//! What can be asked of a world: the API calls of Amazon RDS, the application's and the faults' verbs, in typed form.
//!
//! The language parses and prints these; nothing else reaches the world.

use crate::cloud::{Rate, RegionId};
use crate::rds::offer::OfferRequest;
use crate::sim::{Date, SimDuration, Spread};

/// One thing asked of the world.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// `aws rds …`, sent to a Region.
    Rds {
        region: RegionId,
        request: RdsRequest,
    },
    App(AppCommand),
    Fault(FaultCommand),
    Goal(Goal),
    /// `number NAME VALUE`: changes an entry of the table of numbers. Only as a `given`.
    Number {
        name: String,
        value: Spread,
    },
    /// `sql DB "CALL …"`: one of the engine's own procedures.
    Sql {
        database: DbName,
        call: SqlCall,
    },
}

/// A database's name, with its Region where it was told: `orders`, `us-west-2/orders`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub struct DbName {
    pub region: Option<RegionId>,
    pub name: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SqlCall {
    StopReplication,
    StartReplication,
    /// Delayed replication: apply what is received only after this long.
    SetSourceDelay(SimDuration),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Goal {
    /// The longest that recovery may take.
    Rto(SimDuration),
    /// The longest span of writes that may be lost.
    Rpo(SimDuration),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AppCommand {
    Create(CreateApp),
    /// Re-points the connection string; the read one too if reads went to the same database.
    Point {
        name: String,
        to: DbName,
    },
    /// Copies damaged rows back from a clean database.
    CopyBack {
        name: String,
        from: DbName,
    },
    Stop {
        name: String,
    },
    Start {
        name: String,
    },
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreateApp {
    pub name: String,
    pub connect: DbName,
    /// [`crate::cloud::numbers::CLIENT_WRITES`] unless given.
    pub writes: Option<Rate>,
    /// [`crate::cloud::numbers::CLIENT_READS`] unless given.
    pub reads: Option<Rate>,
    pub read_from: Option<DbName>,
    pub timeout: Option<SimDuration>,
    pub dns_cache: Option<DnsCache>,
}

/// How long a client keeps a DNS answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum DnsCache {
    For(SimDuration),
    Forever,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaultCommand {
    Inject {
        fault: Fault,
        lasts: Option<SimDuration>,
    },
    Clear {
        fault: Fault,
    },
}

/// What goes wrong, and where. Names are resolved when the fault strikes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub enum Fault {
    AzOutage {
        zone: String,
    },
    RegionOutage {
        region: String,
    },
    InstanceCrash {
        database: DbName,
    },
    HostFailure {
        database: DbName,
    },
    VolumeFailure {
        database: DbName,
    },
    /// A wrong DELETE or migration commits; [`crate::cloud::numbers::BAD_WRITE_ROWS`] unless given.
    BadWrite {
        database: DbName,
        rows: Option<u64>,
    },
    /// Each side: an Availability Zone, a Region, an application or a database.
    NetworkPartition {
        a: String,
        b: String,
    },
    ReplicationStop {
        replica: DbName,
    },
    WriteSurge {
        app: String,
        factor: u32,
    },
    /// Somebody deletes the instance by mistake, without final snapshot.
    OperatorDelete {
        database: DbName,
    },
}

impl Fault {
    /// Its kind's name: `az-outage`.
    pub fn kind(&self) -> &'static str {
        match self {
            Fault::AzOutage { .. } => "az-outage",
            Fault::RegionOutage { .. } => "region-outage",
            Fault::InstanceCrash { .. } => "instance-crash",
            Fault::HostFailure { .. } => "host-failure",
            Fault::VolumeFailure { .. } => "volume-failure",
            Fault::BadWrite { .. } => "bad-write",
            Fault::NetworkPartition { .. } => "network-partition",
            Fault::ReplicationStop { .. } => "replication-stop",
            Fault::WriteSurge { .. } => "write-surge",
            Fault::OperatorDelete { .. } => "operator-delete",
        }
    }

    /// Its target as a person wrote it: `us-east-1a`, `orders`, `us-east-1a us-east-1b`.
    pub fn target(&self) -> String {
        match self {
            Fault::AzOutage { zone } => zone.clone(),
            Fault::RegionOutage { region } => region.clone(),
            Fault::InstanceCrash { database }
            | Fault::HostFailure { database }
            | Fault::VolumeFailure { database }
            | Fault::BadWrite { database, .. }
            | Fault::OperatorDelete { database } => database.to_string(),
            Fault::ReplicationStop { replica } => replica.to_string(),
            Fault::NetworkPartition { a, b } => format!("{a} {b}"),
            Fault::WriteSurge { app, .. } => app.clone(),
        }
    }
}

impl std::fmt::Display for DbName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.region {
            Some(region) => write!(f, "{}/{}", region.name(), self.name),
            None => f.write_str(&self.name),
        }
    }
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
    Wait {
        waiter: Waiter,
        instance: Option<String>,
        snapshot: Option<String>,
    },
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

#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
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

#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Waiter {
    DbInstanceAvailable,
    DbInstanceDeleted,
    DbSnapshotAvailable,
    DbSnapshotCompleted,
    DbSnapshotDeleted,
}
