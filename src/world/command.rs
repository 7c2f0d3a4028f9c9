//! What can be asked of a world, in typed form: of its services, of its applications, of its faults.
//!
//! The language parses and prints these; nothing else reaches the world.

use crate::cloud::{DbName, Rate, RegionId, Request};
use crate::rds::RdsRequest;
use crate::sim::{SimDuration, Spread};
use std::sync::Arc;

/// One thing asked of the world.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// `aws SERVICE …`, sent to a Region.
    Service {
        service: &'static str,
        region: RegionId,
        request: Arc<dyn Request>,
    },
    App(AppCommand),
    Fault(FaultCommand),
    Goal(Goal),
    /// `number NAME VALUE`: changes an entry of the table of numbers. Only as a `given`.
    Number {
        name: String,
        value: Spread,
    },
}

impl Command {
    /// What is asked of Amazon RDS, and in which Region.
    pub fn rds(&self) -> Option<(RegionId, &RdsRequest)> {
        match self {
            Command::Service {
                region, request, ..
            } => Some((*region, request.known_as()?)),
            _ => None,
        }
    }

    /// What is asked of a service.
    pub fn request(&self) -> Option<&dyn Request> {
        match self {
            Command::Service { request, .. } => Some(&**request),
            _ => None,
        }
    }
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
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
