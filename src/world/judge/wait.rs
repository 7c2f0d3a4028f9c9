//! What the applications of an incident wait for, moment by moment.

use crate::cloud::{Access, AppId, Database, DbKey, Hold, Link, Phase, TimelineId};
use crate::world::cause::Cause;
use crate::world::incident::Incident;
use crate::world::phase::{Moment, Waited};
use crate::world::state::World;

impl World {
    /// The phases with their ends, which add up to the recovery, or to the time since the incident began.
    pub(in crate::world) fn phases(&self, index: usize) -> Vec<Waited> {
        let incident = &self.incidents[index];
        let end = incident.recovered_at.unwrap_or(self.cx.now);
        let led_out = |app: AppId| match incident.is_open() {
            true => self.is_being_led_out(index, app),
            false => incident.led_out.contains(&app),
        };
        let mut phases: Vec<Waited> = Vec::new();
        for moment in &incident.moments {
            let phase = moment.phase(moment.app.is_some_and(led_out));
            if let Some(last) = phases.last_mut() {
                last.to = moment.at;
            }
            match phases.last_mut() {
                Some(last) if last.phase == phase => {
                    last.to = end;
                    last.app = last.app.filter(|app| Some(*app) == moment.app);
                }
                _ => phases.push(Waited {
                    phase,
                    from: moment.at,
                    to: end,
                    app: moment.app,
                }),
            }
        }
        phases
    }

    /// Whether people led the application out of an incident: it now goes to another database than the one that it lost.
    pub(in crate::world) fn is_led_out(&self, index: usize, app: AppId) -> bool {
        let incident = &self.incidents[index];
        incident.claims.iter().any(|claim| {
            let target = self.target(app, claim.access).map(|db| db.key);
            claim.app == app && target.is_some() && target != claim.db
        })
    }

    /// The same while it goes on: then what people have under way is the way out, until something else turns out to be.
    fn is_being_led_out(&self, index: usize, app: AppId) -> bool {
        let mut moments = self.incidents[index].moments.iter().rev();
        let latest = moments.find(|moment| moment.app == Some(app));
        latest.is_some_and(|moment| moment.under_way.is_some()) || self.is_led_out(index, app)
    }

    /// Writes down what the application waits for now.
    pub(in crate::world) fn note_moment(&mut self, index: usize, app: AppId) {
        let moment = self.moment(index, app);
        let now = self.cx.now;
        let incident = self.incident_mut(index);
        let moments = &mut incident.moments;
        if moments.is_empty() && incident.at < now {
            moments.push(Moment::unnoticed(incident.at));
        }
        match moments.last_mut() {
            Some(last) if last.is_like(&moment) => {}
            Some(last) if last.at == now => *last = moment,
            _ => moments.push(moment),
        }
    }

    fn moment(&self, index: usize, app: AppId) -> Moment {
        let incident = &self.incidents[index];
        // A bad write alone keeps nobody from a database.
        let claim = incident.open_claims_of(app).next();
        let access = claim.map_or(Access::Write, |claim| claim.access);
        let target = self.target(app, access);
        let matter = self.matter(index, app, target.map(|db| db.key));
        let held = claim
            .and_then(|_| match target {
                Some(db) => self.what_holds(app, access, &db),
                None => self.what_is_made(app, access),
            })
            // Nor does a pause meanwhile keep anybody from healing it.
            .filter(|held| incident.mark.is_none() || *held != Phase::Pause)
            .or_else(|| incident.is_unseen(self.cx.now).then_some(Phase::Unnoticed));
        Moment {
            at: self.cx.now,
            app: Some(app),
            held,
            under_way: match self.client(app).copy_back {
                Some(_) => Some(Phase::CopyingBack),
                None => self.way_out(index, &matter, target.map(|db| db.key)),
            },
            acted: self.acted_since(incident, &matter),
        }
    }

    /// The databases that the application's way out of an incident can come from, told by what their data began as: those that it
    /// lost, used or goes to. What is done with another database is no matter of its.
    fn matter(&self, index: usize, app: AppId, target: Option<DbKey>) -> Vec<TimelineId> {
        let claims = self.incidents[index].claims.iter();
        let lost = claims.filter(|claim| claim.app == app);
        let lost = lost.filter_map(|claim| claim.db);
        let own = lost.chain(self.client(app).used).chain(target);
        own.map(|key| self.beginning(key)).collect()
    }

    /// What the data of a database began as: the same for whatever was restored, copied or promoted from it.
    fn beginning(&self, key: DbKey) -> TimelineId {
        self.cx.tapes.beginning(self.db(key).timeline)
    }

    /// What an operator has under way since the incident began: a restore, a promotion, a database to point to.
    fn way_out(&self, index: usize, matter: &[TimelineId], target: Option<DbKey>) -> Option<Phase> {
        let (at, mark) = (self.incidents[index].at, self.incidents[index].mark);
        let is_matter = |key: &DbKey| matter.contains(&self.beginning(*key));
        let services = self.services.iter();
        let mut under_way = services.flat_map(|service| service.under_way(at));
        let under_way = under_way.find(|(key, _)| is_matter(key));
        under_way.map(|(_, phase)| phase).or_else(|| {
            let ready = |key: &DbKey| {
                let clean = |tape| mark.is_none_or(|mark| !self.cx.tapes.is_damaged_by(mark, tape));
                self.db(*key).serves && self.tape_with_now(*key).is_some_and(clean)
            };
            let services = self.services.iter();
            let own = services.flat_map(|service| service.independent_since(at));
            let ready: Vec<DbKey> = own.filter(is_matter).filter(ready).collect();
            let pointed_at = target.is_some_and(|target| ready.contains(&target));
            (!pointed_at && !ready.is_empty()).then_some(Phase::Repointing)
        })
    }

    /// What is yet to come behind the name that a channel goes to, if anything is.
    fn what_is_made(&self, app: AppId, access: Access) -> Option<Phase> {
        let channel = self.client(app).app.channel(access);
        let service = &self.services[usize::from(channel.endpoint.service)];
        let stopped = matches!(channel.link, Link::Stopped { .. });
        let made = service.waits_for(&self.cx, &channel.endpoint);
        made.filter(|_| !stopped)
    }

    /// What keeps a channel from its database, unless it is a matter for people.
    fn what_holds(&self, app: AppId, access: Access, db: &Database) -> Option<Phase> {
        if let Link::Stopped { .. } = self.client(app).app.channel(access).link {
            return None;
        }
        if !self.cx.topology.is_open(db.region) {
            return Some(Phase::WaitingForRegion);
        }
        match self.service(db.key).hold(&self.cx, db.key) {
            Hold::Nothing => {}
            Hold::People => return None,
            Hold::For(phase) => return Some(phase),
        }
        if !self.can_reach(app, access, db) {
            return Some(Phase::WaitingForNetwork);
        }
        if access == Access::Write && db.source.is_some() {
            return None;
        }
        let channel = self.client(app).app.channel(access);
        if let Link::Waiting { .. } = channel.link {
            return Some(match self.merely_pauses(app, access) {
                true => Phase::Pause,
                false => Phase::ClientTimeout,
            });
        }
        let service = &self.services[usize::from(channel.endpoint.service)];
        let behind = service.waits_for(&self.cx, &channel.endpoint);
        let old = channel.holds_old_answer().then_some(Phase::Dns);
        Some(behind.or(old).unwrap_or(Phase::Reconnect))
    }

    /// Whether somebody has acted on what the way out can come from since an incident began, beside the action that is its cause.
    fn acted_since(&self, incident: &Incident, matter: &[TimelineId]) -> bool {
        self.acts.iter().any(|(about, at)| {
            let is_matter = about.is_none_or(|key| matter.contains(&self.beginning(key)));
            is_matter
                && match incident.cause {
                    Cause::Fault(_) => *at >= incident.at,
                    Cause::Action(_) => *at > incident.at,
                }
        })
    }
}
