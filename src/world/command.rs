//! What can be asked of a world, in typed form: of its services, of its applications, of its faults.
//!
//! The language parses and prints these; nothing else reaches the world.

use crate::cloud::{DbName, Fault, Rate, RegionId, Request};
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
