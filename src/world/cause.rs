//! What causes incidents: faults, and what people and RDS do to databases and applications.
//!
//! Whatever is asked of the world is written down where it concerns a database or an application. Most of it disturbs nobody. When
//! requests begin to fail and no fault explains it, the last disturbance of their database does.

use crate::cloud::AppId;
use crate::rds::instance::DbKey;
use crate::rds::{ModifyDbInstance, RdsRequest};
use crate::sim::SimTime;
use crate::world::state::World;
use crate::world::{AppCommand, Command, Fault};
use serde::{Deserialize, Serialize};

/// Why an incident began.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Cause {
    Fault(Fault),
    Action(Action),
}

/// A line that made requests fail, or what RDS did by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Action {
    pub deed: Deed,
    /// The database or the application as its line named it.
    pub target: String,
    /// When it was asked for; its effect may have waited for the maintenance window.
    pub asked_at: SimTime,
}

/// The kinds of actions that can make requests fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Disturbance {
    pub at: SimTime,
    pub action: Action,
    pub db: Option<DbKey>,
    pub app: Option<AppId>,
    /// The incident that it became.
    pub incident: Option<u32>,
}

/// What led to the present moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Origin {
    /// The fault of this incident struck.
    Incident(u32),
    /// The last of the disturbances.
    LastDeed,
}

/// What a command does, and to what, as far as that is known before it is carried out.
pub struct Asked {
    deed: Deed,
    target: String,
    db: Option<DbKey>,
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

impl World {
    /// What a command is about to do, if it can make requests fail.
    pub(super) fn asked(&self, command: &Command) -> Option<Asked> {
        match command {
            Command::Rds { region, request } => {
                let (deed, id) = deed_of(request)?;
                let db = self.rds.databases.iter().find(|db| {
                    db.exists() && db.region == *region && db.name.eq_ignore_ascii_case(id)
                });
                Some(Asked {
                    deed,
                    target: region.label(&id.to_ascii_lowercase()),
                    db: db.map(|db| db.key),
                })
            }
            Command::App(command) => {
                let (deed, name) = match command {
                    AppCommand::Create(create) => (Deed::AppCreate, &create.name),
                    AppCommand::Point { name, .. } => (Deed::AppPoint, name),
                    AppCommand::Start { name } => (Deed::AppStart, name),
                    AppCommand::Stop { .. } | AppCommand::CopyBack { .. } => return None,
                };
                Some(Asked {
                    deed,
                    target: name.clone(),
                    db: None,
                })
            }
            Command::Fault(_) | Command::Goal(_) | Command::Number { .. } | Command::Sql { .. } => {
                None
            }
        }
    }

    /// Writes down what was done now.
    pub(super) fn note_deed(&mut self, asked: Asked, command: &Command) {
        let Asked { deed, target, db } = asked;
        let app = self.app_named(&target).ok().filter(|_| deed.is_arrival());
        // What was created bears its name only now.
        let db = db.or_else(|| match command {
            Command::Rds { .. } => self.rds.databases.last().map(|db| db.key),
            _ => None,
        });
        let target = app.map_or(target, |app| self.client(app).app.name.clone());
        self.disturb(
            Action {
                deed,
                target,
                asked_at: self.cx.now,
            },
            db,
            app,
        );
    }

    /// A modification that waited for its window begins: its line was written before.
    pub(super) fn note_window(&mut self, key: DbKey) {
        let modified = |d: &&Disturbance| {
            d.db == Some(key) && matches!(d.action.deed, Deed::ModifyDbInstance | Deed::Rename)
        };
        let asked = self.disturbances.iter().rev().find(modified);
        let action = match asked {
            Some(asked) => asked.action.clone(),
            None => Action {
                deed: Deed::MaintenanceWindow,
                target: self.rds.label(key),
                asked_at: self.cx.now,
            },
        };
        self.disturb(action, Some(key), None);
    }

    /// Of older disturbances of the same thing only modifications still matter, while one waits for its window.
    fn disturb(&mut self, action: Action, db: Option<DbKey>, app: Option<AppId>) {
        let waits = db.is_some_and(|key| !self.rds.db(key).pending.is_empty());
        self.disturbances.retain(|old| {
            let modifies = matches!(old.action.deed, Deed::ModifyDbInstance | Deed::Rename);
            (old.db, old.app) != (db, app) || (waits && modifies)
        });
        self.disturbances.push(Disturbance {
            at: self.cx.now,
            action,
            db,
            app,
            incident: None,
        });
        self.just_now = Some(Origin::LastDeed);
    }

    /// The databases that a fault strikes, whatever they are called later.
    pub(super) fn databases_within(&self, fault: &Fault) -> Vec<DbKey> {
        let holding = |place: &str| {
            let within = |db: &&crate::rds::instance::DbInstance| {
                db.region.name() == place || db.nodes().any(|node| node.zone.name() == place)
            };
            let living = self.rds.databases.iter().filter(|db| db.exists());
            living
                .filter(within)
                .map(|db| db.key)
                .collect::<Vec<DbKey>>()
        };
        match fault {
            Fault::AzOutage { zone } => holding(zone),
            Fault::RegionOutage { region } => holding(region),
            Fault::NetworkPartition { a, b } => [holding(a), holding(b)].concat(),
            Fault::InstanceCrash { database }
            | Fault::HostFailure { database }
            | Fault::VolumeFailure { database }
            | Fault::OperatorDelete { database } => {
                self.rds.db_named(database).into_iter().collect()
            }
            Fault::BadWrite { .. } | Fault::ReplicationStop { .. } | Fault::WriteSurge { .. } => {
                Vec::new()
            }
        }
    }
}

/// What a request does, and the instance that it is about; nothing if it can make no request fail.
fn deed_of(request: &RdsRequest) -> Option<(Deed, &str)> {
    Some(match request {
        RdsRequest::CreateDbInstance(asked) => (Deed::CreateDbInstance, &asked.id),
        RdsRequest::CreateDbInstanceReadReplica(asked) => (Deed::CreateReadReplica, &asked.id),
        RdsRequest::PromoteReadReplica { id, .. } => (Deed::PromoteReadReplica, id),
        RdsRequest::RebootDbInstance { id, .. } => (Deed::RebootDbInstance, id),
        RdsRequest::ModifyDbInstance(ModifyDbInstance { id, new_id, .. }) => match new_id {
            Some(_) => (Deed::Rename, id),
            None => (Deed::ModifyDbInstance, id),
        },
        RdsRequest::DeleteDbInstance(asked) => (Deed::DeleteDbInstance, &asked.id),
        RdsRequest::CreateDbSnapshot { id, .. } => (Deed::CreateSnapshot, id),
        RdsRequest::RestoreFromDbSnapshot(asked) => (Deed::RestoreFromSnapshot, &asked.id),
        RdsRequest::RestoreToPointInTime(asked) => (Deed::RestoreToPointInTime, &asked.target),
        RdsRequest::CopyDbSnapshot { .. }
        | RdsRequest::DeleteDbSnapshot { .. }
        | RdsRequest::DeleteAutomatedBackup { .. }
        | RdsRequest::DescribeDbInstances { .. }
        | RdsRequest::DescribeDbSnapshots(_)
        | RdsRequest::DescribeAutomatedBackups(_)
        | RdsRequest::DescribeEvents(_)
        | RdsRequest::Wait(_) => return None,
    })
}
