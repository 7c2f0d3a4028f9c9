//! Incidents: from a fault's injection until the applications that it touched are well again, and where the time went.

use crate::cloud::{Access, AppId, Link, MarkId, Tape, Workload};
use crate::rds::Fault;
use crate::rds::instance::{DbInstance, DbKey};
use crate::rds::phase::Phase;
use crate::rds::world::{Client, Event, World};
use crate::sim::{EventId, SimDuration, SimTime};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Incident {
    pub number: u32,
    pub fault: Fault,
    pub at: SimTime,
    /// The damage that a bad write did.
    pub mark: Option<MarkId>,
    /// The applications that it touched.
    pub touched: Vec<AppId>,
    /// A fault that never touches an application is recovered from when it strikes.
    pub recovered_at: Option<SimTime>,
    /// When each phase began; the last lasts until the recovery.
    pub phases: Vec<(SimTime, Phase)>,
    pub wrong_data: Vec<WrongData>,
    /// When a replica that an application reads from will have taken over the damage.
    look: Option<EventId>,
}

/// How long an application was served damaged data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrongData {
    pub app: AppId,
    pub since: Option<SimTime>,
    pub total: SimDuration,
}

impl Incident {
    pub fn new(number: u32, fault: Fault, at: SimTime, mark: Option<MarkId>) -> Incident {
        Incident {
            number,
            fault,
            at,
            mark,
            touched: Vec::new(),
            recovered_at: None,
            phases: Vec::new(),
            wrong_data: Vec::new(),
            look: None,
        }
    }

    /// Whether it has touched an application that is not well yet.
    pub fn is_open(&self) -> bool {
        self.recovered_at.is_none() && !self.touched.is_empty()
    }

    /// The phases with their ends, which add up to the recovery, or to the time since the injection.
    pub fn phase_spans(
        &self,
        now: SimTime,
    ) -> impl Iterator<Item = (Phase, SimTime, SimTime)> + '_ {
        let end = self.recovered_at.unwrap_or(now);
        let ends = self
            .phases
            .iter()
            .skip(1)
            .map(|(at, _)| *at)
            .chain(std::iter::once(end));
        self.phases
            .iter()
            .zip(ends)
            .map(|((from, phase), to)| (*phase, *from, to))
    }

    fn set_wrong(&mut self, app: AppId, now: SimTime, is_wrong: bool) {
        let place = self.wrong_data.iter().position(|wrong| wrong.app == app);
        let wrong = match place {
            Some(place) => &mut self.wrong_data[place],
            None if is_wrong => {
                self.wrong_data.push(WrongData {
                    app,
                    since: Some(now),
                    total: SimDuration::ZERO,
                });
                return;
            }
            None => return,
        };
        match wrong.since {
            None if is_wrong => wrong.since = Some(now),
            Some(since) if !is_wrong => {
                wrong.total = wrong.total + now.since(since);
                wrong.since = None;
            }
            _ => {}
        }
    }
}

/// The databases that an application uses at one moment, with what they hold then.
#[derive(Clone, Copy, Debug, Default)]
struct InUse {
    /// The one that took its last write.
    written: Option<(DbKey, Tape)>,
    /// The one that answers its reads.
    read: Option<(DbKey, Tape)>,
}

impl WrongData {
    pub fn until(&self, now: SimTime) -> SimDuration {
        self.total
            + self
                .since
                .map_or(SimDuration::ZERO, |since| now.since(since))
    }
}

impl World {
    pub(super) fn has_open_incident(&self, app: AppId) -> bool {
        self.incidents
            .iter()
            .any(|incident| self.suffers_from(app, incident))
    }

    /// Whether an incident that is not over has touched the application, or keeps it waiting for its first answer since.
    pub(super) fn suffers_from(&self, app: AppId, incident: &Incident) -> bool {
        let concerned = incident.touched.contains(&app) || self.waits_since(app, incident.at);
        incident.recovered_at.is_none() && concerned
    }

    /// Brings every incident up to the present state: whom it touches, what they wait for, whether they are well.
    pub(super) fn settle_incidents(&mut self) {
        let in_use = self.tapes_in_use();
        for index in 0..self.incidents.len() {
            let incident = &self.incidents[index];
            if incident.recovered_at.is_none() || self.is_dormant(incident) {
                self.touch(index, &in_use);
            }
        }
        self.attribute_losses();
        for index in 0..self.incidents.len() {
            if self.incidents[index].recovered_at.is_none() {
                self.judge_recovery(index, &in_use);
            }
        }
    }

    /// What every application's writes and reads go to now. A replica's head takes time to compute, and an application may have
    /// many incidents.
    fn tapes_in_use(&self) -> Vec<InUse> {
        let tape = |db| Some((db, self.tape_with_now(db)?));
        let in_use = |client: &Client| InUse {
            written: client.used.and_then(tape),
            read: self.read_database(client.app.id).and_then(tape),
        };
        let damaged = |incident: &Incident| incident.mark.is_some();
        match self.incidents.iter().any(damaged) {
            true => self.clients.iter().map(in_use).collect(),
            false => vec![InUse::default(); self.clients.len()],
        }
    }

    fn touch(&mut self, index: usize, in_use: &[InUse]) {
        let touched: Vec<AppId> = self
            .clients
            .iter()
            .map(|client| client.app.id)
            .filter(|app| {
                !self.incidents[index].touched.contains(app) && self.is_hit(index, *app, in_use)
            })
            .collect();
        if touched.is_empty() {
            return;
        }
        let (now, incident) = (self.now, &mut self.incidents[index]);
        if incident.recovered_at.take().is_some() && incident.at < now {
            incident.phases = vec![(incident.at, Phase::Unnoticed)];
        }
        incident.touched.extend(touched);
    }

    /// Whether a fault that has touched nobody so far still may: it is in force, or it left damage behind.
    fn is_dormant(&self, incident: &Incident) -> bool {
        let in_force = || {
            self.faults
                .iter()
                .any(|active| active.number == incident.number)
        };
        incident.touched.is_empty() && (incident.mark.is_some() || in_force())
    }

    /// Whether an application fails, or holds damage, because of this incident.
    fn is_hit(&self, index: usize, app: AppId, in_use: &[InUse]) -> bool {
        let incident = &self.incidents[index];
        if let Some(mark) = incident.mark {
            return self.holds_mark(mark, &in_use[app.0 as usize]);
        }
        if matches!(
            incident.fault,
            Fault::ReplicationStop { .. } | Fault::WriteSurge { .. }
        ) {
            return false;
        }
        let is_open = |other: &&Incident| other.is_open() && other.touched.contains(&app);
        let earlier_open = self.incidents[..index].iter().find(is_open).is_some();
        [Access::Write, Access::Read].into_iter().any(|access| {
            let channel = self.client(app).app.channel(access);
            let began_with = self.requests(app, access).next_at_or_after(incident.at);
            if channel
                .outages
                .iter()
                .any(|outage| Some(outage.from) == began_with && outage.from <= self.now)
            {
                return true;
            }
            let Some(from) = channel.open_outage(self.now) else {
                return false;
            };
            if incident.recovered_at.is_some() {
                return self.incidents.iter().find(is_open).is_none()
                    && self.strikes(&incident.fault, app, access, false);
            }
            (incident.at == self.now && self.strikes(&incident.fault, app, access, true))
                || (incident.is_open() && !earlier_open && from >= incident.at)
        })
    }

    /// Whether a fault strikes the database that a channel points to, or its standby too.
    fn strikes(&self, fault: &Fault, app: AppId, access: Access, standby_too: bool) -> bool {
        let Some(db) = self.target(app, access) else {
            return false;
        };
        match fault {
            Fault::AzOutage { zone } if standby_too => {
                db.nodes().any(|node| node.zone.name() == *zone)
            }
            Fault::AzOutage { zone } => db.primary.zone.name() == *zone,
            Fault::RegionOutage { region } => db.region.name() == region,
            Fault::InstanceCrash { database }
            | Fault::HostFailure { database }
            | Fault::VolumeFailure { database }
            | Fault::OperatorDelete { database } => database.name == db.name,
            Fault::NetworkPartition { .. } => !self.can_reach(app, db),
            Fault::BadWrite { .. } | Fault::ReplicationStop { .. } | Fault::WriteSurge { .. } => {
                false
            }
        }
    }

    fn requests(&self, app: AppId, access: Access) -> &Workload {
        match access {
            Access::Write => self.tapes.writes(app),
            Access::Read => &self.client(app).app.reads,
        }
    }

    fn holds_mark(&self, mark: MarkId, in_use: &InUse) -> bool {
        let mut tapes = [in_use.written, in_use.read].into_iter().flatten();
        tapes.any(|(_, tape)| self.tapes.is_damaged_by(mark, tape))
    }

    /// The database that answers an application's reads now.
    pub(super) fn read_database(&self, app: AppId) -> Option<DbKey> {
        match self.client(app).app.read.link {
            Link::Connected { node, .. } => self.owner_of(node),
            Link::Waiting { .. } | Link::Failing { .. } | Link::Stopped { .. } => None,
        }
    }

    fn judge_recovery(&mut self, index: usize, in_use: &[InUse]) {
        let now = self.now;
        self.account_wrong_data(index, in_use);
        let incident = &self.incidents[index];
        let waiting = |app: &AppId| self.waits_since(*app, incident.at);
        if incident.touched.is_empty() {
            let all: Vec<AppId> = self
                .clients
                .iter()
                .map(|client| client.app.id)
                .filter(waiting)
                .collect();
            match all.first() {
                Some(app) => self.set_phase(index, *app),
                None => {
                    let incident = &mut self.incidents[index];
                    incident.recovered_at = Some(incident.at);
                    incident.phases.clear();
                }
            }
            return;
        }
        let unwell = incident
            .touched
            .iter()
            .copied()
            .find(|app| !self.is_well(*app, incident, &in_use[app.0 as usize]));
        match unwell {
            Some(app) => self.set_phase(index, app),
            None => self.incidents[index].recovered_at = Some(now),
        }
    }

    /// Whether everything that the application asks for is answered, on data free of the incident's damage.
    fn is_well(&self, app: AppId, incident: &Incident, in_use: &InUse) -> bool {
        let answered = |access| {
            self.client(app).app.channel(access).serves() || self.asks_nothing(app, access)
        };
        let damaged = incident
            .mark
            .is_some_and(|mark| self.holds_mark(mark, in_use));
        answered(Access::Write) && answered(Access::Read) && !damaged
    }

    /// Whether the application has no requests of this kind, though it runs.
    pub(super) fn asks_nothing(&self, app: AppId, access: Access) -> bool {
        self.requests(app, access).rate_when_running().is_zero()
    }

    /// Whether the application has had no answer since `at`, and no request has failed yet.
    fn waits_since(&self, app: AppId, at: SimTime) -> bool {
        [Access::Write, Access::Read].into_iter().any(|access| {
            let channel = self.client(app).app.channel(access);
            match channel.link {
                Link::Waiting { since, .. } => since == at,
                Link::Failing { since, .. } => {
                    since == at
                        && !self.asks_nothing(app, access)
                        && channel.open_outage(self.now).is_none()
                }
                Link::Connected { .. } | Link::Stopped { .. } => false,
            }
        })
    }

    fn account_wrong_data(&mut self, index: usize, in_use: &[InUse]) {
        let Some(mark) = self.incidents[index].mark else {
            return;
        };
        let now = self.now;
        for app in self.incidents[index].touched.clone() {
            let (client, in_use) = (&self.client(app).app, in_use[app.0 as usize]);
            let serving = match self.asks_nothing(app, Access::Read) {
                true => in_use.written.filter(|_| client.write.serves()),
                false => in_use.read,
            };
            let wrong = serving.is_some_and(|(_, tape)| self.tapes.is_damaged_by(mark, tape));
            if let Some((db, _)) = serving {
                self.look_when_replica_catches_up(index, db);
            }
            self.incidents[index].set_wrong(app, now, wrong);
        }
    }

    /// A replica takes over damage, and its healing, without an event of its own: look again when its applied head will have
    /// passed what it has yet to apply.
    fn look_when_replica_catches_up(&mut self, index: usize, db: DbKey) {
        let Some(mark) = self.incidents[index].mark else {
            return;
        };
        let tape = Tape {
            timeline: self.db(db).timeline,
            head: self.head(db),
        };
        let pending = self.incidents[index]
            .look
            .is_some_and(|event| event.due() > self.now);
        if self.db(db).replication.is_none() || pending {
            return;
        }
        if let Some(ahead) = self.tapes.next_of(mark, tape) {
            let behind = ahead.since(tape.head) + SimDuration::from_ms(1);
            let event = self.schedule(self.now + behind, Event::Look);
            self.incidents[index].look = Some(event);
        }
    }

    /// The database that a channel's name stands for now.
    pub(super) fn target(&self, app: AppId, access: Access) -> Option<&DbInstance> {
        let endpoint = &self.client(app).app.channel(access).endpoint;
        self.databases
            .iter()
            .find(|db| db.exists() && db.region == endpoint.region && db.name == endpoint.name)
    }
}
