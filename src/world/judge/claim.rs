//! Which incident explains a trouble: what has just happened, what the application suffers from already, or what was done last
//! with its database.

use crate::cloud::{Access, AppId, DbKey, Deed, Fault, Link, Reach};
use crate::sim::SimTime;
use crate::world::cause::{Action, Cause, Origin};
use crate::world::incident::{Claim, Incident};
use crate::world::state::World;

impl World {
    /// Gives every trouble an incident that explains it. A fault that strikes what is in trouble already claims it too, unless that
    /// was stopped on purpose.
    pub(in crate::world) fn claim_troubles(&mut self) {
        let striking = self.striking();
        for (app, access) in self.channels() {
            let Some(since) = self.trouble(app, access) else {
                continue;
            };
            let claimed = self.is_claimed(app, access, since);
            if !claimed {
                let db = self.lost_database(app, access);
                let number = self.explain(app, access, db);
                self.claim(number, app, access, since, db);
            }
            if let Some(number) = striking.filter(|_| claimed)
                && self.strikes(number, app, access)
            {
                let db = self.lost_database(app, access);
                self.claim(number, app, access, since, db);
            }
        }
    }

    fn is_claimed(&self, app: AppId, access: Access, since: SimTime) -> bool {
        let same = |claim: &Claim| {
            claim.app == app && claim.access == access && claim.since == since && !claim.is_over
        };
        let mut open = self.open_incidents();
        open.any(|incident| incident.claims.iter().any(same))
    }

    fn claim(
        &mut self,
        number: u32,
        app: AppId,
        access: Access,
        since: SimTime,
        db: Option<DbKey>,
    ) {
        let now = self.cx.now;
        let Some(index) = self.incident_numbered(number) else {
            return;
        };
        self.watched.insert(number);
        let incident = self.incident_mut(index);
        incident.reopen(now);
        incident.claims.push(Claim {
            app,
            access,
            since,
            db,
            is_over: false,
        });
    }

    /// The database whose connection a channel lost, or the one that it would go to.
    fn lost_database(&self, app: AppId, access: Access) -> Option<DbKey> {
        let host = self.client(app).app.channel(access).host();
        host.and_then(|node| self.owner_of(node))
            .or_else(|| self.target(app, access).map(|db| db.key))
    }

    /// The incident that explains a trouble that has begun, opened if need be.
    fn explain(&mut self, app: AppId, access: Access, db: Option<DbKey>) -> u32 {
        if let Link::Stopped { .. } = self.client(app).app.channel(access).link
            && let Some(number) = self.suffered(app)
        {
            return number;
        }
        if let Some(number) = self.striking() {
            return number;
        }
        if let (Some(Origin::LastDeed), Some(last)) =
            (self.just_now, self.disturbances.len().checked_sub(1))
        {
            let deed = self.disturbances[last].action.deed;
            let known = self.explained(deed, app, access);
            return known.unwrap_or_else(|| self.incident_of_deed(last));
        }
        if let Some(number) = self.failing_under(app) {
            return number;
        }
        self.explain_later(app, db)
    }

    /// A trouble that begins without anything having been done at that moment.
    #[inline(never)]
    fn explain_later(&mut self, app: AppId, db: Option<DbKey>) -> u32 {
        let family = db.map_or_else(Vec::new, |db| self.with_sources(db));
        let deed = self.disturbances.iter().rposition(|deed| {
            deed.app == Some(app) || deed.db.is_some_and(|key| family.contains(&key))
        });
        let fault = self.incidents.iter().rposition(|incident| {
            let strikes = matches!(incident.cause, Cause::Fault(_));
            strikes && incident.struck.iter().any(|key| family.contains(key))
        });
        let deed_at = deed.map(|place| self.disturbances[place].at);
        let fault_at = fault.map(|place| self.incidents[place].at);
        if let Some(suffered) = self.suffered(app) {
            // What was done about it since is part of the way out, but not what was done beside it.
            let beside = deed.filter(|place| {
                let deed = &self.disturbances[*place];
                let index = self.incident_numbered(suffered);
                let since = index.map(|index| self.incidents[index].at);
                !deed.action.deed.is_way_out && since.is_some_and(|at| deed.at > at)
            });
            return beside.map_or(suffered, |place| self.incident_of_deed(place));
        }
        match (deed, fault) {
            (Some(deed), _) if deed_at >= fault_at => self.incident_of_deed(deed),
            (_, Some(fault)) => self.incident_of_fault(fault),
            (Some(deed), None) => self.incident_of_deed(deed),
            (None, None) => self.incident_by_itself(app, db),
        }
    }

    /// An incident that is not over and has touched the application.
    fn suffered(&self, app: AppId) -> Option<u32> {
        let mut open = self.open_incidents();
        open.find(|one| one.concerns(app)).map(|one| one.number)
    }

    /// One under which its requests fail.
    fn failing_under(&self, app: AppId) -> Option<u32> {
        let mut open = self.open_incidents();
        open.find(|one| one.open_claims_of(app).next().is_some())
            .map(|one| one.number)
    }

    /// The incident that a deed is about, if it is a way out of one, or leads an application into one.
    #[inline(never)]
    fn explained(&self, deed: Deed, app: AppId, access: Access) -> Option<u32> {
        let serves_damage = |one: &&Incident| one.damaged.contains(&app);
        if deed.is_way_out {
            let damaged = || self.open_incidents().find(serves_damage);
            let known = self.failing_under(app);
            if let Some(number) = known.or_else(|| damaged().map(|one| one.number)) {
                return Some(number);
            }
        }
        if !deed.is_arrival {
            return None;
        }
        let lasting = self.faults.iter().map(|active| active.number);
        let unmet = |number: &u32| {
            let index = self.incident_numbered(*number);
            let incident = index.map(|index| &self.incidents[index]);
            incident.is_some_and(|one| one.is_open() || !one.concerns_somebody())
                && self.keeps_from(*number, app, access)
        };
        lasting.into_iter().find(unmet).or_else(|| {
            let target = self.target(app, access).filter(|_| !deed.is_way_out)?.key;
            let waits = |one: &&Incident| {
                let mut claims = one.claims.iter().filter(|claim| !claim.is_over);
                claims.any(|claim| claim.db == Some(target))
            };
            self.open_incidents().find(waits).map(|one| one.number)
        })
    }

    /// A database and what it replicates from, directly or not.
    fn with_sources(&self, db: DbKey) -> Vec<DbKey> {
        let source = |key: &DbKey| self.db(*key).source;
        std::iter::successors(Some(db), source).collect()
    }

    fn incident_of_deed(&mut self, place: usize) -> u32 {
        let known = self.disturbances[place].incident;
        let open = known.filter(|number| {
            let index = self.incident_numbered(*number);
            index.is_some_and(|index| self.incidents[index].is_open())
        });
        if let Some(number) = open {
            return number;
        }
        let action = self.disturbances[place].action.clone();
        let number = self.open_incident(Cause::Action(action));
        self.disturbances[place].incident = Some(number);
        number
    }

    /// A fault that makes requests fail anew after all were well is another incident.
    fn incident_of_fault(&mut self, index: usize) -> u32 {
        let incident = &self.incidents[index];
        if incident.is_open() || !incident.concerns_somebody() {
            return incident.number;
        }
        let (cause, struck) = (incident.cause.clone(), incident.struck.clone());
        let number = self.open_incident(cause);
        self.incident_mut(self.incidents.len() - 1).struck = struck;
        number
    }

    /// Nobody asked for it: its service does it by itself.
    #[inline(never)]
    fn incident_by_itself(&mut self, app: AppId, db: Option<DbKey>) -> u32 {
        let action = Action {
            deed: db.map_or(Deed::MAINTENANCE, |key| {
                self.service(key).own_deed(&self.cx, key)
            }),
            target: db.map_or_else(|| self.client(app).app.name.clone(), |key| self.label(key)),
            asked_at: self.cx.now,
        };
        self.open_incident(Cause::Action(action))
    }

    fn open_incident(&mut self, cause: Cause) -> u32 {
        let number = self.incidents_opened;
        self.incidents_opened += 1;
        self.watched.insert(number);
        let incident = Incident::new(number, cause, self.cx.now);
        self.incidents.push(incident);
        number
    }

    /// Whether a fault strikes the database that a channel points to, or its standby too.
    fn strikes(&self, number: u32, app: AppId, access: Access) -> bool {
        let Some(db) = self.target(app, access).filter(|db| !db.rests) else {
            return false;
        };
        match self.fault_numbered(number).map(|fault| fault.kind.reach) {
            Some(Reach::Across) => !self.can_reach(app, access, &db),
            Some(
                Reach::Within
                | Reach::Blocks
                | Reach::Keyed
                | Reach::Lag
                | Reach::Latent
                | Reach::Named
                | Reach::Rows,
            ) => self
                .incident_numbered(number)
                .is_some_and(|index| self.incidents[index].struck.contains(&db.key)),
            None => false,
        }
    }

    /// Whether a fault that lasts keeps a channel from the database that it points to.
    fn keeps_from(&self, number: u32, app: AppId, access: Access) -> bool {
        let Some(db) = self.target(app, access).filter(|db| !db.rests) else {
            return false;
        };
        let Some(fault) = self.fault_numbered(number) else {
            return false;
        };
        match fault.kind.reach {
            Reach::Within => {
                let place = fault.first();
                db.region.name() == place || db.zone.name() == place
            }
            Reach::Across => !self.can_reach(app, access, &db),
            Reach::Keyed => self.databases_within(fault).contains(&db.key),
            Reach::Blocks | Reach::Lag | Reach::Latent | Reach::Named | Reach::Rows => false,
        }
    }

    fn fault_numbered(&self, number: u32) -> Option<&Fault> {
        let index = self.incident_numbered(number)?;
        match &self.incidents[index].cause {
            Cause::Fault(fault) => Some(fault),
            Cause::Action(_) => None,
        }
    }
}
