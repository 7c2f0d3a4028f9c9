//! The world: everything that exists in one run. It changes only by [`World::apply`] and by events that come due.

use crate::cloud::{Access, App, AppId, Context, DbKey, MarkId, Progress, Service, Stretch};
use crate::grammar::Catalogue;
use crate::sim::{Shared, SimDuration, SimTime, Sorted};
use crate::world::Goals;
use crate::world::KindView;
use crate::world::cause::{Disturbance, Origin};
use crate::world::incident::{Incident, Labels};
use crate::world::lever::ActiveFault;
use crate::world::losses::{Losses, Stand};
use crate::world::span::Span;
use std::cell::RefCell;
use std::rc::Rc;

/// An application and what the world knows of it beyond its connections.
#[derive(Clone, Debug)]
pub struct Client {
    pub app: App,
    /// The database whose tape it uses: the one that took its last write.
    pub used: Option<DbKey>,
    pub copy_back: Option<CopyBack>,
    /// The database and timeline for which losses were last given their owners.
    pub judged: Option<Stand>,
    /// What it had lost when somebody last looked.
    pub losses: RefCell<Rc<Losses>>,
    /// How long it was stopped, before the present standstill.
    pub stopped: SimDuration,
    /// How long it was served damaged data, whoever did the damage.
    pub wrong: Span,
}

/// Damaged rows are being copied back from a clean database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CopyBack {
    pub from: DbKey,
    pub since: SimTime,
    pub progress: Progress,
    /// The bad writes whose damage is copied back; what comes later is not.
    pub marks: Vec<MarkId>,
}

#[derive(Clone, Debug)]
pub struct World {
    pub(super) cx: Context,
    /// What its services are, and what can go wrong.
    pub(super) catalogue: Catalogue,
    /// Every kind of fault that can strike here, by name.
    pub(super) kinds: Rc<[KindView]>,
    /// As the catalogue lists them: so their keys tell them.
    pub(super) services: Vec<Box<dyn Service>>,
    pub(super) clients: Vec<Client>,
    pub(super) faults: Vec<ActiveFault>,
    /// Copies of a world share those that are over.
    pub(super) incidents: Shared<Incident>,
    /// How many incidents there ever were: the next one's number. One of a drill that came to nothing is taken back.
    pub(super) incidents_opened: u32,
    /// The numbers of the incidents that are open; one that is over may still be among them. What is over costs nothing.
    pub(super) watched: Sorted<u32>,
    /// The numbers of the incidents whose bad writes did damage.
    pub(super) marked: Vec<u32>,
    /// For each database and application, the last that was done with it.
    pub(super) disturbances: Vec<Disturbance>,
    /// What was asked for or struck just now, while what follows from it at once happens.
    pub(super) just_now: Option<Origin>,
    /// Writes that the learner's own actions lost at a time when no incident was open that they answered.
    pub(super) torn_by_hand: Vec<Stretch>,
    /// What lines called each database when somebody last looked; nothing what is gone.
    pub(super) labels: RefCell<Labels>,
    pub(super) goals: Goals,
    /// For each database, when somebody last asked for something that changes it or comes from it; nothing stands for what is about
    /// no one database.
    pub(super) acts: Vec<(Option<DbKey>, SimTime)>,
}

impl World {
    pub(super) fn client(&self, app: AppId) -> &Client {
        &self.clients[app.0 as usize]
    }

    pub(super) fn client_mut(&mut self, app: AppId) -> &mut Client {
        &mut self.clients[app.0 as usize]
    }

    /// An incident that is about to change: what was shown of it holds no longer.
    pub(super) fn incident_mut(&mut self, index: usize) -> &mut Incident {
        let incident = &mut self.incidents[index];
        incident.shown.take();
        incident
    }

    /// Asks every database to look.
    pub(super) fn touch_all(&mut self) {
        for service in &mut self.services {
            service.touch_all();
        }
    }

    /// Every channel of every application.
    pub(super) fn channels(&self) -> impl Iterator<Item = (AppId, Access)> + use<> {
        (0..u32::try_from(self.clients.len()).expect("fewer than four thousand million"))
            .flat_map(|app| [(AppId(app), Access::Write), (AppId(app), Access::Read)])
    }
}
