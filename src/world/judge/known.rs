//! What all judges ask: which incidents are open, what a channel goes to and suffers from, what an application holds.

use crate::cloud::{Access, AppId, Database, DbKey, Link, Tape, Workload};
use crate::sim::SimTime;
use crate::world::cause::{Cause, Origin};
use crate::world::incident::Incident;
use crate::world::state::World;

impl World {
    pub(in crate::world) fn incident_numbered(&self, number: u32) -> Option<usize> {
        self.incidents.place_of(number, |one| one.number)
    }

    /// The incidents that are open, in order of their numbers.
    pub(in crate::world) fn open_incidents(&self) -> impl Iterator<Item = &Incident> {
        let watched = self.watched.members().iter();
        let incidents = watched.filter_map(|number| {
            let place = self.incident_numbered(*number)?;
            Some(&self.incidents[place])
        });
        incidents.filter(|incident| incident.is_open())
    }

    /// Whether an incident that is not over has touched the application.
    pub(in crate::world) fn has_open_incident(&self, app: AppId) -> bool {
        self.open_incidents().any(|incident| incident.concerns(app))
    }

    pub(in crate::world) fn requests(&self, app: AppId, access: Access) -> &Workload {
        match access {
            Access::Write => self.cx.tapes.writes(app),
            Access::Read => &self.client(app).app.reads,
        }
    }

    /// The database that answers an application's reads now.
    pub(in crate::world) fn read_database(&self, app: AppId) -> Option<DbKey> {
        match self.client(app).app.read.link {
            Link::Connected { node, .. } => self.owner_of(node),
            // A moment's pause is an answer that comes late.
            Link::Waiting { node, .. } if self.merely_pauses(app, Access::Read) => {
                self.owner_of(node)
            }
            Link::Waiting { .. } | Link::Failing { .. } | Link::Stopped { .. } => None,
        }
    }

    /// The database that a channel's name stands for now.
    pub(in crate::world) fn target(&self, app: AppId, access: Access) -> Option<Database<'_>> {
        let endpoint = &self.client(app).app.channel(access).endpoint;
        self.behind(endpoint).map(|key| self.db(key))
    }

    /// Since when a channel has had no success, if it asks for anything.
    pub(in crate::world) fn trouble(&self, app: AppId, access: Access) -> Option<SimTime> {
        let trouble = self.client(app).app.channel(access).trouble()?;
        (!self.asks_nothing(app, access)).then_some(trouble)
    }

    /// Whether the application has no requests of this kind, though it runs.
    pub(in crate::world) fn asks_nothing(&self, app: AppId, access: Access) -> bool {
        self.requests(app, access).rate_when_running().is_zero()
    }

    /// The incident of the fault that has struck just now, if it is one that can make requests fail.
    pub(in crate::world) fn striking(&self) -> Option<u32> {
        let Some(Origin::Incident(number)) = self.just_now else {
            return None;
        };
        let incident = &self.incidents[self.incident_numbered(number)?];
        match &incident.cause {
            Cause::Fault(fault) => fault.kind.reach.fails_requests().then_some(number),
            Cause::Action(_) => None,
        }
    }

    /// Whether a channel waits only because requests pause for a moment on a host that is well.
    pub(in crate::world) fn merely_pauses(&self, app: AppId, access: Access) -> bool {
        let Link::Waiting { node, .. } = self.client(app).app.channel(access).link else {
            return false;
        };
        let pauses = |db: Database| {
            let serves = db.host == self.served_by(node) && db.serves && !db.fails_over;
            serves && db.pauses_until > self.cx.now && self.can_reach(app, access, &db)
        };
        self.owner_of(node).is_some_and(|key| pauses(self.db(key)))
    }

    /// Whether nothing is cut between an application and the database that its channel's endpoint leads to.
    pub(in crate::world) fn can_reach(&self, app: AppId, access: Access, db: &Database) -> bool {
        let client = &self.client(app).app;
        let endpoint = &client.channel(access).endpoint;
        let service = self.service(db.key);
        service.reaches(&self.cx, &client.name, endpoint, db.key)
    }

    /// The tape that an application uses, with what commits at this very moment; `None` once it is destroyed on every copy that
    /// would take over.
    pub(in crate::world) fn used_tape(&self, app: AppId) -> Option<Tape> {
        let used = self.client(app).used;
        used.and_then(|db: DbKey| self.held_with_now(db))
    }
}
