//! What is shown of incidents. Of one that is over nearly all is final: it is computed once, and again only when what it may still
//! depend on has changed: its fault's end, the goals, the names of what it struck, what of its losses is held where.

use crate::cloud::{Database, DbKey};
use crate::sim::Shared;
use crate::world::incident::{Claim, Incident, Labels, Shown};
use crate::world::judge::account::Account;
use crate::world::state::World;
use crate::world::{IncidentView, View};
use std::cell::RefCell;
use std::rc::Rc;

impl World {
    /// Every incident. An action is one once it has touched an application, or has lost writes.
    pub(super) fn incident_views(&self, accounts: &[Account]) -> Shared<IncidentView> {
        let labels = self.labels();
        let views = (0..self.incidents.len()).map(|index| {
            let shown = self.still_shown(&self.incidents[index], accounts, &labels);
            shown.unwrap_or_else(|| self.show(index, accounts, &labels))
        });
        views.filter(|view| is_told(view)).collect()
    }

    /// What an observer sees, computed from all that is known: as if nobody had looked before, at this world or at a copy.
    pub fn view_afresh(&self) -> View {
        let mut unseen = self.clone();
        unseen.labels = RefCell::default();
        for client in &mut unseen.clients {
            client.losses = RefCell::default();
        }
        for index in 0..unseen.incidents.len() {
            unseen.incident_mut(index);
        }
        unseen.view()
    }

    /// What was shown of an incident that is over, if all stands as it stood then that may change it. What a copy of this world
    /// stored that ran ahead is of a time that has not come here: what is final there may not be so yet.
    fn still_shown(
        &self,
        incident: &Incident,
        accounts: &[Account],
        labels: &Labels,
    ) -> Option<Rc<IncidentView>> {
        let mut known = incident.shown.borrow_mut();
        let shown = known.as_mut()?;
        let losses = accounts.iter().map(|account| &account.losses);
        let same_losses = shown.losses.is_empty()
            || (shown.losses.len() == accounts.len()
                && losses
                    .zip(&shown.losses)
                    .all(|(now, then)| Rc::ptr_eq(now, then)));
        let holds = shown.at <= self.cx.now
            && same_losses
            && shown.goals == self.goals
            && shown.in_force == self.is_in_force(incident)
            && (Rc::ptr_eq(&shown.labels, labels)
                || shown.view.struck == labels_of(&incident.struck, labels));
        if !holds {
            return None;
        }
        shown.labels = Rc::clone(labels);
        Some(Rc::clone(&shown.view))
    }

    /// Computes what is shown of an incident, and keeps it if it is over.
    fn show(&self, index: usize, accounts: &[Account], labels: &Labels) -> Rc<IncidentView> {
        let incident = &self.incidents[index];
        let view = Rc::new(self.incident_view(index, accounts, labels));
        if self.is_final(incident, &view) {
            let losses = accounts.iter().map(|account| Rc::clone(&account.losses));
            let matters = !incident.torn.is_empty() || incident.mark.is_some();
            incident.shown.replace(Some(Shown {
                view: Rc::clone(&view),
                at: self.cx.now,
                goals: self.goals,
                in_force: view.in_force,
                labels: Rc::clone(labels),
                losses: losses.filter(|_| matters).collect(),
            }));
        }
        view
    }

    /// Whether no mere passing of time changes anything of an incident any more.
    fn is_final(&self, incident: &Incident, view: &IncidentView) -> bool {
        let now = self.cx.now;
        let ended = |claim: &Claim| {
            let channel = self.client(claim.app).app.channel(claim.access);
            let outage = channel.outage_since(claim.since);
            outage.is_some_and(|outage| outage.from <= now && outage.to.is_some())
        };
        !incident.is_open()
            && incident.slow.is_none_or(|slow| slow.until <= now)
            && incident.claims.iter().all(ended)
            && !incident.wrong_data.iter().any(|(_, span)| span.is_open())
            && view.corrupt_writes_remaining == 0
    }

    pub(super) fn is_in_force(&self, incident: &Incident) -> bool {
        self.faults.iter().any(|one| one.number == incident.number)
    }

    /// The same list as before, while all databases are called as before.
    fn labels(&self) -> Labels {
        let known = Rc::clone(&self.labels.borrow());
        let bears = |(db, (_, label)): (Database, &(DbKey, Option<String>))| match label {
            Some(label) => db.exists && db.region.is_label(label, db.name),
            None => !db.exists,
        };
        let all = self.keys().map(|key| self.db(key));
        if self.keys().count() == known.len() && all.zip(&*known).all(bears) {
            return known;
        }
        let label = |key| (key, Some(self.label(key)).filter(|_| self.db(key).exists));
        let labels = Rc::new(self.keys().map(label).collect());
        self.labels.replace(Rc::clone(&labels));
        labels
    }
}

/// An action is an incident once it has touched an application, or has lost writes.
fn is_told(view: &IncidentView) -> bool {
    view.is_fault() || !view.apps.is_empty() || view.lost_writes > 0
}

/// What lines call those that are still there.
pub fn labels_of(keys: &[DbKey], labels: &Labels) -> Vec<String> {
    let label = |key: &DbKey| {
        let place = labels.binary_search_by_key(key, |(key, _)| *key).ok()?;
        labels[place].1.clone()
    };
    keys.iter().filter_map(label).collect()
}
