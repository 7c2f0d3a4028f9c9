//! What causes incidents: faults, and what people and services do to databases and applications.
//!
//! Whatever is asked of the world is written down where it concerns a database or an application. Most of it disturbs nobody. When
//! requests begin to fail and no fault explains it, the last disturbance of their database does.

use crate::cloud::{AppId, DbKey, Deed, Fault};
use crate::sim::SimTime;

/// Why an incident began.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    Fault(Fault),
    Action(Action),
}

/// A line that made requests fail, or what a service did by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    pub deed: Deed,
    /// The database or the application as its line named it.
    pub target: String,
    /// When it was asked for; its effect may have waited for the maintenance window.
    pub asked_at: SimTime,
}

pub const APP_CREATE: Deed = Deed::named("app create")
    .noun("start of an application")
    .arrival();
pub const APP_POINT: Deed = Deed::named("app point")
    .noun("re-pointing")
    .heading("Re-pointing")
    .arrival()
    .way_out();
pub const APP_START: Deed = Deed::named("app start")
    .noun("start of an application")
    .arrival();

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
            Cause::Fault(fault) => fault.kind.name,
            Cause::Action(action) => action.deed.name,
        }
    }

    pub fn target(&self) -> String {
        match self {
            Cause::Fault(fault) => fault.target(),
            Cause::Action(action) => action.target.clone(),
        }
    }
}
