//! What causes incidents: faults, and what people and RDS do to databases and applications.
//!
//! Whatever is asked of the world is written down where it concerns a database or an application. Most of it disturbs nobody. When
//! requests begin to fail and no fault explains it, the last disturbance of their database does.

use crate::cloud::{AppId, DbKey};
use crate::sim::SimTime;
use crate::world::Fault;

/// Why an incident began.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    Fault(Fault),
    Action(Action),
}

/// A line that made requests fail, or what RDS did by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    pub deed: Deed,
    /// The database or the application as its line named it.
    pub target: String,
    /// When it was asked for; its effect may have waited for the maintenance window.
    pub asked_at: SimTime,
}

/// The kinds of actions that can make requests fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    AppCreate,
    AppPoint,
    AppStart,
    AutomatedBackup,
    CreateDbInstance,
    CreateReadReplica,
    CreateSnapshot,
    DeleteDbInstance,
    MaintenanceWindow,
    ModifyDbInstance,
    PromoteReadReplica,
    RebootDbInstance,
    Rename,
    RestoreFromSnapshot,
    RestoreToPointInTime,
}

/// What was done last with a database, or with an application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disturbance {
    pub at: SimTime,
    pub action: Action,
    pub db: Option<DbKey>,
    pub app: Option<AppId>,
    /// The incident that it became.
    pub incident: Option<u32>,
}

/// What led to the present moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The fault of this incident struck.
    Incident(u32),
    /// The last of the disturbances.
    LastDeed,
}

impl Cause {
    /// Its name in a report: `az-outage`, `aws rds reboot-db-instance`.
    pub fn name(&self) -> &'static str {
        match self {
            Cause::Fault(fault) => fault.kind(),
            Cause::Action(action) => action.deed.name(),
        }
    }

    pub fn target(&self) -> String {
        match self {
            Cause::Fault(fault) => fault.target(),
            Cause::Action(action) => action.target.clone(),
        }
    }
}

impl Deed {
    /// The first words of its line.
    pub fn name(self) -> &'static str {
        match self {
            Deed::AppCreate => "app create",
            Deed::AppPoint => "app point",
            Deed::AppStart => "app start",
            Deed::AutomatedBackup => "automated backup",
            Deed::CreateDbInstance => "aws rds create-db-instance",
            Deed::CreateReadReplica => "aws rds create-db-instance-read-replica",
            Deed::CreateSnapshot => "aws rds create-db-snapshot",
            Deed::DeleteDbInstance => "aws rds delete-db-instance",
            Deed::MaintenanceWindow => "maintenance window",
            Deed::ModifyDbInstance | Deed::Rename => "aws rds modify-db-instance",
            Deed::PromoteReadReplica => "aws rds promote-read-replica",
            Deed::RebootDbInstance => "aws rds reboot-db-instance",
            Deed::RestoreFromSnapshot => "aws rds restore-db-instance-from-db-snapshot",
            Deed::RestoreToPointInTime => "aws rds restore-db-instance-to-point-in-time",
        }
    }

    /// Every name that an action can have.
    pub fn names() -> impl Iterator<Item = &'static str> {
        [
            Deed::AppCreate,
            Deed::AppPoint,
            Deed::AppStart,
            Deed::AutomatedBackup,
            Deed::CreateDbInstance,
            Deed::CreateReadReplica,
            Deed::CreateSnapshot,
            Deed::DeleteDbInstance,
            Deed::MaintenanceWindow,
            Deed::ModifyDbInstance,
            Deed::PromoteReadReplica,
            Deed::RebootDbInstance,
            Deed::RestoreFromSnapshot,
            Deed::RestoreToPointInTime,
        ]
        .into_iter()
        .map(Deed::name)
    }

    /// Whether people take it to get out of an incident that is open: what fails by it meanwhile is part of the way.
    pub(super) fn is_way_out(self) -> bool {
        matches!(
            self,
            Deed::AppPoint | Deed::PromoteReadReplica | Deed::Rename
        )
    }

    /// Whether it brings an application to a database, which may be in trouble already.
    pub(super) fn is_arrival(self) -> bool {
        matches!(self, Deed::AppCreate | Deed::AppPoint | Deed::AppStart)
    }
}
