//! The view: the world as an observer sees it at one moment.

mod app;
mod incident;
mod shown;

use crate::cloud::{DbKey, RegionId, Tape, ZoneId};
use crate::sim::SimTime;
use crate::world::judge::account::Account;
use crate::world::state::World;
use crate::world::{
    ArchiveView, CostItem, DatabaseView, FaultView, Lacking, ProxyView, RegionView, SnapshotView,
    TapeView, View, ZoneView,
};
use std::rc::Rc;

impl World {
    /// What a tape holds that did not commit before a moment of its: what a restore to then would lack.
    pub fn lacking(&self, tape: Tape, moment: SimTime) -> Lacking {
        let kept = tape.until(moment);
        let tapes = &self.cx.tapes;
        let spans = self.clients.iter().map(|client| {
            let app = client.app.id;
            let held = tapes.present(app, tape, self.cx.now);
            let lost = tapes.gone(&held, &[kept], self.cx.now);
            self.span_beyond(Some(kept), app, &lost)
        });
        Lacking {
            writes: tapes.count(tape) - tapes.count(kept),
            span: spans.max().unwrap_or_default(),
        }
    }

    /// What applications that went on with a tape would lack of all that was ever acknowledged.
    pub fn lacked_by(&self, tape: Tape) -> Lacking {
        let lost = self.clients.iter().map(|client| {
            let app = client.app.id;
            let lost = self.cx.tapes.lost(app, Some(tape), self.cx.now);
            let writes = lost.iter().map(|lost| self.cx.tapes.writes_in(lost));
            Lacking {
                writes: writes.sum(),
                span: self.span_beyond(Some(tape), app, &lost),
            }
        });
        lost.fold(Lacking::default(), |sum, one| Lacking {
            writes: sum.writes + one.writes,
            span: sum.span.max(one.span),
        })
    }

    /// When the damage was done that a tape held at a moment of its, though it may be healed by now.
    pub fn damage_at(&self, tape: Tape, moment: SimTime) -> Vec<SimTime> {
        let tapes = &self.cx.tapes;
        let marks = tapes.damage_on(tape.until(moment)).into_iter();
        marks.map(|mark| tapes.mark(mark).at).collect()
    }

    /// Whether an incident is over, or came to nothing.
    pub fn is_over(&self, incident: u32) -> bool {
        let place = self.incident_numbered(incident);
        place.is_none_or(|place| !self.incidents[place].is_open())
    }

    /// A database by its resource id, as its service shows it: what applications lost to it is not told.
    pub fn database(&self, resource_id: &str) -> Option<DatabaseView> {
        let living = self.keys().filter(|key| self.db(*key).exists);
        let mut views = living.map(|key| self.service(key).database_view(&self.cx, key));
        views.find(|view| view.resource_id == resource_id)
    }

    pub fn view(&self) -> View {
        let accounts = self.accounts();
        let databases = self.database_views(&accounts);
        let snapshots = self.snapshot_views(&accounts);
        let archives = self.archive_views(&accounts);
        let by_hand = accounts.iter().map(|account| account.losses.span_by_hand);
        let own_lost_span = by_hand.max().unwrap_or_default();
        View {
            now: self.cx.now,
            calendar: self.cx.calendar,
            regions: self.region_views(&databases, &snapshots, &archives),
            databases,
            proxies: self.proxy_views(),
            snapshots,
            archives,
            apps: self
                .clients
                .iter()
                .zip(&accounts)
                .map(|(client, account)| self.app_view(client, account))
                .collect(),
            faults: self
                .faults
                .iter()
                .map(|active| FaultView {
                    fault: active.fault.clone(),
                    at: active.at,
                    until: active.ends.map(|event| event.due()),
                })
                .collect(),
            kinds: Rc::clone(&self.kinds),
            catalogue: self.catalogue,
            incidents: self.incident_views(&accounts),
            goals: self.goals,
            own_actions_met_rpo: self.keeps_rpo_by_hand(&accounts, own_lost_span),
            own_lost_span,
            writes: self.sum_of(&accounts),
            cost: self.cost(),
            next_event_at: self.next_due(),
        }
    }

    fn proxy_views(&self) -> Vec<ProxyView> {
        let services = self.services.iter();
        services.flat_map(|one| one.proxy_views(&self.cx)).collect()
    }

    fn database_views(&self, accounts: &[Account]) -> Vec<DatabaseView> {
        let living = self.keys().filter(|key| self.db(*key).exists);
        let view = |key: DbKey| {
            let mut view = self.service(key).database_view(&self.cx, key);
            for copy in &mut view.copies {
                self.tell_torn(&mut copy.tape, accounts);
            }
            let other = self.diverged_from(key);
            view.diverged_from = other.map(|other| self.db(other).name.to_owned());
            view
        };
        living.map(view).collect()
    }

    fn snapshot_views(&self, accounts: &[Account]) -> Vec<SnapshotView> {
        let services = self.services.iter();
        let views = services.flat_map(|service| service.snapshot_views(&self.cx));
        let told = views.map(|mut view| {
            self.tell_torn(&mut view.tape, accounts);
            view
        });
        told.collect()
    }

    fn archive_views(&self, accounts: &[Account]) -> Vec<ArchiveView> {
        let services = self.services.iter();
        let views = services.flat_map(|service| service.archive_views(&self.cx));
        let told = views.map(|mut view| {
            if let Some(tape) = &mut view.tape {
                self.tell_torn(tape, accounts);
            }
            view
        });
        told.collect()
    }

    /// A service knows of no application, so not what applications lost to a tape.
    fn tell_torn(&self, view: &mut TapeView, accounts: &[Account]) {
        view.torn = self.torn_off(view.tape(), accounts);
    }

    /// The month's cost of all that stands, item by item.
    pub fn cost(&self) -> Vec<CostItem> {
        let writes = |key: DbKey| -> f64 {
            let clients = self.clients.iter();
            let own = clients.filter(|client| client.used == Some(key));
            own.map(|client| {
                let writes = self.cx.tapes.writes(client.app.id);
                writes.rate_when_running().thousandths() as f64 / 1000.0
            })
            .sum()
        };
        let services = self.services.iter();
        services
            .flat_map(|service| service.cost(&self.cx, &writes))
            .collect()
    }

    fn region_views(
        &self,
        databases: &[DatabaseView],
        snapshots: &[SnapshotView],
        archives: &[ArchiveView],
    ) -> Vec<RegionView> {
        let copies = databases.iter().flat_map(|view| &view.copies);
        let used: Vec<ZoneId> = copies.map(|copy| copy.zone).collect();
        RegionId::all()
            .filter_map(|id| {
                let holds = used.iter().any(|zone| zone.region == id)
                    || snapshots.iter().any(|snapshot| snapshot.region == id)
                    || archives.iter().any(|archive| archive.region == id);
                let shown = holds || !self.cx.topology.is_open(id) || id == RegionId::DEFAULT;
                let zones = id.zones().enumerate().filter(|(place, zone)| {
                    *place < 2
                        || used.contains(zone)
                        || !self.cx.topology.has_capacity(*zone)
                        || (self.cx.topology.is_open(id) && !self.cx.topology.has_power(*zone))
                });
                shown.then(|| RegionView {
                    id,
                    up: self.cx.topology.is_open(id),
                    degraded: self.cx.topology.is_open(id) && !self.cx.topology.finishes_work(id),
                    zones: zones
                        .map(|(_, id)| ZoneView {
                            id,
                            has_power: self.cx.topology.has_power(id),
                            has_capacity: self.cx.topology.has_capacity(id),
                        })
                        .collect(),
                })
            })
            .collect()
    }
}
