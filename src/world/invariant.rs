//! What must always be true of a world. Checked after every event in tests and debug builds, and by the swarm.

use crate::cloud::{Access, AppId, Link};
use crate::sim::{SimDuration, SimTime};
use crate::world::incident::{Claim, Incident};
use crate::world::state::World;

impl World {
    /// Panics with a message if the world contradicts itself.
    pub fn check_invariants(&self) {
        self.check_accounts();
        self.check_incidents();
        for service in &self.services {
            service.check(&self.cx);
        }
        let backward = self
            .cx
            .journal
            .windows(2)
            .find(|pair| pair[0].at > pair[1].at);
        assert!(backward.is_none(), "journal time goes back: {backward:?}");
    }

    /// attempted = acknowledged + refused + in doubt, acknowledged = present + lost, each counted by its own way.
    fn check_accounts(&self) {
        for client in &self.clients {
            let (app, name) = (client.app.id, &client.app.name);
            let totals = self.account(app).totals;
            assert_eq!(
                totals.attempted,
                totals.acknowledged + totals.refused + totals.in_doubt,
                "{name}: attempted = acknowledged + refused + in doubt at {}",
                self.cx.now
            );
            let present = self.used_tape(app).map_or(0, |tape| {
                self.cx
                    .tapes
                    .present(app, tape, self.cx.now)
                    .iter()
                    .map(|stretch| self.cx.tapes.writes_in(stretch))
                    .sum()
            });
            assert_eq!(
                totals.acknowledged,
                present + totals.lost,
                "{name}: acknowledged = present + lost at {}",
                self.cx.now
            );
            if let Link::Connected { node, .. } = client.app.write.link {
                let takes_writes = self.owner_of(node).is_some_and(|key| {
                    let db = self.db(key);
                    db.host == self.served_by(node) && db.source.is_none() && db.serves
                });
                assert!(
                    takes_writes,
                    "{name} writes to a host that takes no writes at {}",
                    self.cx.now
                );
            }
        }
    }

    /// Phases sum to the recovery, every outage lies in an incident, and every loss belongs to one, or to somebody's own action.
    fn check_incidents(&self) {
        let open = self.incidents.iter().filter(|incident| incident.is_open());
        let known = self.open_incidents().map(|incident| incident.number);
        assert!(
            open.map(|incident| incident.number).eq(known),
            "an open incident is not watched"
        );
        for (index, incident) in self.incidents.iter().enumerate() {
            // What was over before was looked at when it ended.
            let changes = incident.recovered_at.is_none_or(|at| at == self.cx.now);
            if incident.moments.is_empty() || !changes {
                continue;
            }
            let end = incident.recovered_at.unwrap_or(self.cx.now);
            let phases = self.phases(index).into_iter();
            let sum = phases.fold(SimDuration::ZERO, |sum, one| sum + one.to.since(one.from));
            assert_eq!(
                sum,
                end.since(incident.at),
                "phases of incident {} sum to its recovery",
                incident.number
            );
        }
        for (app, access) in self.channels() {
            self.check_outages(app, access);
        }
        for client in &self.clients {
            self.check_losses(client.app.id);
        }
    }

    /// Earlier outages were looked at when they were the last.
    fn check_outages(&self, app: AppId, access: Access) {
        let outages = self.client(app).app.channel(access).outages.iter();
        let changes = |to: Option<SimTime>| to.is_none_or(|to| to == self.cx.now);
        let mut latest_first = outages.rev();
        let latest = latest_first.find(|outage| outage.from <= self.cx.now);
        let Some(outage) = latest.filter(|outage| changes(outage.to)) else {
            return;
        };
        let explains = |incident: &Incident| {
            let claims = |claim: &Claim| {
                (claim.app, claim.access, claim.since) == (app, access, outage.since)
            };
            let covers = incident.at <= outage.from
                && incident
                    .recovered_at
                    .is_none_or(|at| at >= outage.to.unwrap_or(self.cx.now));
            covers && incident.claims.iter().any(claims)
        };
        assert!(
            self.incidents.iter().rev().any(explains),
            "{}: no incident explains {outage:?} ({access:?}) at {}",
            self.client(app).app.name,
            self.cx.now
        );
    }

    /// Every lost write was torn off once, by an incident that there is or by somebody's own action.
    fn check_losses(&self, app: AppId) {
        let lost = self.lost_now(app);
        let torn = self.all_torn().filter(|torn| torn.app == app);
        let mut owned = 0;
        for torn in torn {
            let parts = lost.iter().filter_map(|one| one.overlap(torn));
            owned += parts
                .map(|part| self.cx.tapes.writes_in(&part))
                .sum::<u64>();
        }
        let all: u64 = lost.iter().map(|one| self.cx.tapes.writes_in(one)).sum();
        assert_eq!(
            owned,
            all,
            "{}: the losses of incidents and own actions are all losses at {}",
            self.client(app).app.name,
            self.cx.now
        );
    }
}
