//! Incidents and their verdicts.

use crate::cloud::{Access, AppId, DbKey, MarkId, Stretch, Tape};
use crate::sim::SimDuration;
use crate::world::cause::Cause;
use crate::world::incident::{Incident, Labels};
use crate::world::judge::account::Account;
use crate::world::phase::Waited;
use crate::world::state::World;
use crate::world::watch::shown::labels_of;
use crate::world::{AccountView, IncidentView, LostView, PhaseView};

impl World {
    /// Computes what is to be shown of one.
    pub(super) fn incident_view(
        &self,
        index: usize,
        accounts: &[Account],
        labels: &Labels,
    ) -> IncidentView {
        let incident = &self.incidents[index];
        let apps = self.touched(incident);
        // An application that still waits for its first answer may have lost writes already.
        let ids = self.clients.iter().map(|client| client.app.id);
        let lost: Vec<(AppId, Vec<Stretch>)> = ids
            .map(|app| {
                let lost = &accounts[app.0 as usize].losses.lost;
                (app, self.lost_to(Some(incident), lost))
            })
            .collect();
        let account = |app: &AppId| self.account_view(incident, *app, &lost[app.0 as usize].1);
        let of_apps: Vec<AccountView> = apps.iter().map(account).collect();
        let worst = |figure: fn(&AccountView) -> SimDuration| {
            of_apps.iter().map(figure).max().unwrap_or_default()
        };
        let views: Vec<LostView> = lost
            .iter()
            .flat_map(|(app, lost)| self.lost_views(*app, lost, &accounts[app.0 as usize]))
            .collect();
        let spans = lost.iter().map(|(app, lost)| self.lost_span(*app, lost));
        let lost_span = spans.max().unwrap_or_default();
        let lost_writes = views.iter().map(count).sum();
        let recovery = incident.recovered_at.map(|at| at.since(incident.at));
        let elapsed = recovery.unwrap_or_else(|| self.cx.now.since(incident.at));
        let rto_met = |rto| met(recovery.is_some(), elapsed <= rto);
        let slow = incident.slow;
        let (fault, deed, asked_at) = match &incident.cause {
            Cause::Fault(fault) => (Some(fault.kind), None, incident.at),
            Cause::Action(action) => (None, Some(action.deed), action.asked_at),
        };
        IncidentView {
            number: incident.number,
            cause: incident.cause.name(),
            fault,
            deed,
            target: incident.cause.target(),
            struck: labels_of(&incident.struck, labels),
            at: incident.at,
            noticed_at: incident.noticed_at.unwrap_or(incident.at),
            asked_at,
            in_force: self.is_in_force(incident),
            apps: apps
                .iter()
                .map(|app| self.client(*app).app.name.clone())
                .collect(),
            write_outage: worst(|account| account.write_outage),
            read_outage: worst(|account| account.read_outage),
            wrong_data: worst(|account| account.wrong_data),
            accounts: of_apps,
            waited: incident.waited,
            recovered_at: incident.recovered_at,
            recovery,
            normal_at: slow.map(|slow| slow.until).filter(|at| *at <= self.cx.now),
            degraded: self.degraded(incident),
            degraded_times: slow.map_or(1.0, |slow| slow.times),
            phases: self.phase_views(index),
            lost_writes,
            stranded_writes: views.iter().filter(|view| view.stranded).map(count).sum(),
            lost_span,
            corrupt_writes_remaining: incident.mark.map_or(0, |mark| self.rows_left(mark, &apps)),
            met_rto: self.goals.rto.and_then(rto_met),
            met_rpo: self.goals.rpo.map(|rpo| match rpo.is_zero() {
                true => lost_writes == 0,
                false => lost_span <= rpo,
            }),
            lost: views,
        }
    }

    /// How long requests were slow after an incident, so far.
    fn degraded(&self, incident: &Incident) -> SimDuration {
        let slow = incident.slow.zip(incident.recovered_at);
        slow.map(|(slow, at)| slow.until.min(self.cx.now).since(at))
            .unwrap_or_default()
    }

    /// What an incident cost one application.
    fn account_view(&self, incident: &Incident, app: AppId, lost: &[Stretch]) -> AccountView {
        let wrong = incident.wrong_data.iter().find(|(of, _)| *of == app);
        AccountView {
            write_outage: self.outage_of(incident, app, Access::Write),
            read_outage: self.outage_of(incident, app, Access::Read),
            wrong_data: wrong.map_or(SimDuration::ZERO, |(_, span)| span.until(self.cx.now)),
            lost_writes: lost
                .iter()
                .map(|stretch| self.cx.tapes.writes_in(stretch))
                .sum(),
        }
    }

    fn phase_views(&self, index: usize) -> Vec<PhaseView> {
        let phases = self.phases(index).into_iter();
        let phases = phases.filter(|one| one.from < one.to);
        let view = |one: Waited| PhaseView {
            name: one.phase.name(),
            from: one.from,
            to: one.to,
            app: one.app.map(|app| self.client(app).app.name.clone()),
        };
        phases.map(view).collect()
    }

    /// Damaged rows on the tapes that the applications use.
    fn rows_left(&self, mark: MarkId, apps: &[AppId]) -> u64 {
        let mut used: Vec<DbKey> = Vec::new();
        for db in apps.iter().filter_map(|app| self.client(*app).used) {
            if !used.contains(&db) {
                used.push(db);
            }
        }
        used.into_iter()
            .filter_map(|db| self.tape_with_now(db))
            .map(|tape| self.rows_left_on(mark, tape))
            .sum()
    }

    fn rows_left_on(&self, mark: MarkId, tape: Tape) -> u64 {
        if self.cx.tapes.is_damaged_by(mark, tape) {
            self.cx.tapes.damaged_rows_of(mark, tape)
        } else {
            0
        }
    }
}

/// How many writes a lost stretch is.
fn count(lost: &LostView) -> u64 {
    lost.last_number - lost.first_number + 1
}

/// A goal is met once recovered in time, missed once the time is over, and open before.
fn met(recovered: bool, in_time: bool) -> Option<bool> {
    match (recovered, in_time) {
        (true, in_time) => Some(in_time),
        (false, true) => None,
        (false, false) => Some(false),
    }
}
