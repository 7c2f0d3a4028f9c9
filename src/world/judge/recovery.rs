//! Incidents brought up to the present state: whom they touch, whether all are well again.

use crate::cloud::{Access, AppId, Outage};
use crate::sim::SimDuration;
use crate::world::cause::Cause;
use crate::world::incident::{Claim, Incident, Slow};
use crate::world::judge::wrong_data::InUse;
use crate::world::state::World;

impl World {
    /// Brings every incident up to the present state: whom it touches, what they wait for, whether they are well.
    pub(in crate::world) fn settle_incidents(&mut self) {
        let in_use = self.tapes_in_use();
        self.claim_troubles();
        for number in self.marked.clone() {
            if let Some(index) = self.incident_numbered(number) {
                self.find_damaged(index, &in_use);
            }
        }
        self.attribute_losses();
        let latest_first: Vec<u32> = self.watched.members().iter().rev().copied().collect();
        for number in latest_first {
            match self.incident_numbered(number) {
                Some(index) if self.incidents[index].is_open() => {
                    self.judge_recovery(index, &in_use)
                }
                Some(_) | None => {}
            }
        }
        let (watched, incidents) = (&mut self.watched, &self.incidents);
        watched.retain(|number| {
            let place = incidents.place_of(*number, |one| one.number);
            place.is_some_and(|place| incidents[place].is_open())
        });
        self.account_wrong_data();
    }

    fn judge_recovery(&mut self, index: usize, in_use: &[InUse]) {
        self.renew_claims(index);
        self.account_damage(index, in_use);
        let incident = &self.incidents[index];
        // Damage is over once the application is served again, and without it.
        let holds = |app: &AppId| {
            let mark = incident.mark;
            let damaged = mark.is_some_and(|mark| self.holds_mark(mark, &in_use[app.0 as usize]));
            damaged || !self.is_served(*app)
        };
        let mut troubled = incident.claims.iter().filter(|claim| !claim.is_over);
        let unwell = troubled.next().map(|claim| claim.app);
        let unwell = unwell.or_else(|| incident.damaged.iter().copied().find(holds));
        if let Some(app) = unwell {
            self.note_moment(index, app);
        } else if incident.concerns_somebody() {
            self.close(index);
        } else {
            self.take_back(index);
        }
    }

    /// Whether everything that the application asks for is answered.
    fn is_served(&self, app: AppId) -> bool {
        [Access::Write, Access::Read].into_iter().all(|access| {
            self.client(app).app.channel(access).serves() || self.asks_nothing(app, access)
        })
    }

    /// Follows what the incident claims: a trouble goes on, has come to an outage that is over, or was a pause without one.
    fn renew_claims(&mut self, index: usize) {
        let mut claims = std::mem::take(&mut self.incident_mut(index).claims);
        let mut waited = self.incidents[index].waited;
        claims.retain_mut(|claim| {
            let channel = self.client(claim.app).app.channel(claim.access);
            if claim.is_over || self.trouble(claim.app, claim.access) == Some(claim.since) {
                return true;
            }
            claim.is_over = true;
            let failed = channel.outage_since(claim.since).is_some();
            if !failed {
                waited = waited.max(self.waited_since(claim));
            }
            failed
        });
        let incident = self.incident_mut(index);
        (incident.claims, incident.waited) = (claims, waited);
    }

    /// How long the first request of a trouble has waited.
    fn waited_since(&self, claim: &Claim) -> SimDuration {
        let requests = self.requests(claim.app, claim.access);
        let first = requests.next_at_or_after(claim.since);
        first.map_or(SimDuration::ZERO, |first| self.cx.now.since(first))
    }

    fn close(&mut self, index: usize) {
        let apps = self.clients.iter().map(|client| client.app.id);
        let led_out = apps.filter(|app| self.is_led_out(index, *app)).collect();
        let slow = self.slow_after(index);
        let now = self.cx.now;
        let incident = self.incident_mut(index);
        incident.recovered_at = Some(now);
        incident.led_out = led_out;
        incident.slow = slow;
    }

    /// Nobody noticed: a fault is recovered from when it strikes, an action is no incident.
    fn take_back(&mut self, index: usize) {
        let incident = self.incident_mut(index);
        match incident.cause {
            Cause::Action(_) if incident.torn.is_empty() => {
                self.incidents.remove(index);
            }
            Cause::Action(_) | Cause::Fault(_) => {
                incident.recovered_at = Some(incident.at);
                incident.moments.clear();
            }
        }
    }

    /// How slow the volumes are, as blocks still arrive, that the applications of an incident run on when it is over.
    fn slow_after(&self, index: usize) -> Option<Slow> {
        let incident = &self.incidents[index];
        let concerned = self
            .clients
            .iter()
            .filter(|client| incident.concerns(client.app.id));
        let used = concerned.flat_map(|client| [client.used, self.read_database(client.app.id)]);
        let cold = used
            .flatten()
            .filter_map(|key| self.service(key).loading(&self.cx, key));
        cold.fold(None, |slow: Option<Slow>, (until, times)| {
            Some(match slow {
                Some(slow) => Slow {
                    until: slow.until.max(until),
                    times: slow.times.max(times),
                },
                None => Slow { until, times },
            })
        })
    }

    /// The applications that an incident has touched: a request failed, or has had no answer yet, or damage was served.
    pub(in crate::world) fn touched(&self, incident: &Incident) -> Vec<AppId> {
        let felt = |claim: &Claim| self.is_felt(claim);
        let apps = self.clients.iter().map(|client| client.app.id);
        apps.filter(|app| {
            let mut claims = incident.claims.iter().filter(|claim| claim.app == *app);
            incident.damaged.contains(app) || claims.any(felt)
        })
        .collect()
    }

    /// Whether a request has met the trouble by now. One that merely pauses is answered late, but answered.
    fn is_felt(&self, claim: &Claim) -> bool {
        let channel = self.client(claim.app).app.channel(claim.access);
        if let Some(Outage { from, .. }) = channel.outage_since(claim.since) {
            return *from <= self.cx.now;
        }
        let first = channel.first_unanswered(self.requests(claim.app, claim.access));
        first.is_some_and(|at| at <= self.cx.now) && !self.merely_pauses(claim.app, claim.access)
    }
}
