//! What is done to databases and applications, written down as it is asked for.

use crate::cloud::{AppId, DbKey, DbName, Deed, Fault, Reach, kms};
use crate::world::cause::{APP_CREATE, APP_POINT, APP_START, Action, Disturbance, Origin};
use crate::world::state::World;
use crate::world::{AppCommand, Command};

/// What a command does, and to what, as far as that is known before it is carried out.
pub struct Asked {
    deed: Deed,
    target: String,
    /// The service, and the name that its database bears, before or after.
    of: Option<(usize, DbName)>,
    db: Option<DbKey>,
}

impl World {
    /// What a command would do, if it can make requests fail.
    pub fn deed_of(&self, command: &Command) -> Option<Deed> {
        self.asked(command).map(|asked| asked.deed)
    }

    /// What a command is about to do, if it can make requests fail.
    pub(in crate::world) fn asked(&self, command: &Command) -> Option<Asked> {
        match command {
            Command::Service {
                service,
                region,
                request,
            } => {
                let (deed, id) = request.deed()?;
                let place = self.concerned(service, *region, &**request).ok()?[0];
                let name = DbName::within(*region, id);
                Some(Asked {
                    deed,
                    target: region.label(&id.to_ascii_lowercase()),
                    db: self.services[place].with_part(&self.cx, &name),
                    of: Some((place, name)),
                })
            }
            Command::App(command) => {
                let (deed, name) = match command {
                    AppCommand::Create(create) => (APP_CREATE, &create.name),
                    AppCommand::Point { name, .. } => (APP_POINT, name),
                    AppCommand::Start { name } => (APP_START, name),
                    AppCommand::Stop { .. } | AppCommand::CopyBack { .. } => return None,
                };
                Some(Asked {
                    deed,
                    target: name.clone(),
                    of: None,
                    db: None,
                })
            }
            Command::Fault(_) | Command::Goal(_) | Command::Number { .. } => None,
        }
    }

    /// Writes down what was done now.
    pub(in crate::world) fn note_deed(&mut self, asked: Asked) {
        let Asked {
            deed,
            target,
            of,
            db,
        } = asked;
        let app = self.app_named(&target).ok().filter(|_| deed.is_arrival);
        // What was created bears its name only now.
        let db = db.or_else(|| {
            of.and_then(|(service, name)| self.services[service].with_part(&self.cx, &name))
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
        let modified = |d: &&Disturbance| d.db == Some(key) && d.action.deed.may_wait;
        let asked = self.disturbances.iter().rev().find(modified);
        let action = match asked {
            Some(asked) => asked.action.clone(),
            None => Action {
                deed: Deed::MAINTENANCE,
                target: self.label(key),
                asked_at: self.cx.now,
            },
        };
        self.disturb(action, Some(key), None);
    }

    /// Of older disturbances of the same thing only modifications still matter, while one waits for its window.
    fn disturb(&mut self, action: Action, db: Option<DbKey>, app: Option<AppId>) {
        let waits = db.is_some_and(|key| self.db(key).waits_for_window);
        self.disturbances.retain(|old| {
            let modifies = old.action.deed.may_wait;
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
        let holding = |place: &str| -> Vec<DbKey> {
            let within = |key: &DbKey| {
                let db = self.db(*key);
                let mut hosts = self.service(*key).hosts(&self.cx, *key).into_iter();
                db.exists
                    && (db.region.name() == place || hosts.any(|(_, zone)| zone.name() == place))
            };
            self.keys().filter(within).collect()
        };
        match fault.kind.reach {
            Reach::Within | Reach::Across => {
                let targets = fault.targets.iter();
                targets.flat_map(|place| holding(place)).collect()
            }
            Reach::Keyed => {
                let key = kms::named(fault.first()).map(|key| key.arn());
                let is_keyed = |db: &DbKey| {
                    let db = self.db(*db);
                    db.exists && db.kms_key.is_some() && db.kms_key == key.as_deref()
                };
                self.keys().filter(is_keyed).collect()
            }
            Reach::Named => self.db_named(&fault.database()).into_iter().collect(),
            Reach::Blocks | Reach::Lag | Reach::Latent | Reach::Rows => Vec::new(),
        }
    }
}
