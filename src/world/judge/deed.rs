//! What is done to databases and applications, written down as it is asked for.

use crate::cloud::{AppId, DbKey};
use crate::rds::{ModifyDbInstance, RdsRequest};
use crate::world::cause::{Action, Deed, Disturbance, Origin};
use crate::world::state::World;
use crate::world::{AppCommand, Command, Fault};

/// What a command does, and to what, as far as that is known before it is carried out.
pub struct Asked {
    deed: Deed,
    target: String,
    db: Option<DbKey>,
}

impl World {
    /// What a command is about to do, if it can make requests fail.
    pub(in crate::world) fn asked(&self, command: &Command) -> Option<Asked> {
        match command {
            Command::Service { .. } => {
                let (region, request) = command.rds()?;
                let (deed, id) = deed_of(request)?;
                let db = self.rds.databases.iter().find(|db| {
                    db.exists() && db.region == region && db.name.eq_ignore_ascii_case(id)
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
    pub(in crate::world) fn note_deed(&mut self, asked: Asked, command: &Command) {
        let Asked { deed, target, db } = asked;
        let app = self.app_named(&target).ok().filter(|_| deed.is_arrival());
        // What was created bears its name only now.
        let db = db.or_else(|| match command {
            Command::Service { .. } => self.rds.databases.last().map(|db| db.key),
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
    pub(in crate::world) fn note_window(&mut self, key: DbKey) {
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
    pub(in crate::world) fn databases_within(&self, fault: &Fault) -> Vec<DbKey> {
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
