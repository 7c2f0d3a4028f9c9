//! Incidents and their verdicts.

use crate::cloud::{Access, AppId, MarkId, Stretch, Tape};
use crate::rds::cause::Cause;
use crate::rds::instance::DbKey;
use crate::rds::world::World;
use crate::rds::{IncidentView, PhaseView};

impl World {
    /// Every incident. An action is one once it has touched an application, or has lost writes.
    pub(super) fn incident_views(&self) -> Vec<IncidentView> {
        let views = (0..self.incidents.len()).map(|index| self.incident_view(index));
        views
            .filter(|view| view.is_fault || !view.apps.is_empty() || view.lost_writes > 0)
            .collect()
    }

    fn incident_view(&self, index: usize) -> IncidentView {
        let incident = &self.incidents[index];
        let apps = self.touched(incident);
        let touched = || apps.iter().copied();
        let worst = |access| {
            touched()
                .map(|app| self.outage_of(incident, app, access))
                .max()
                .unwrap_or_default()
        };
        // An application that still waits for its first answer may have lost writes already.
        let lost: Vec<(AppId, Vec<Stretch>)> = self
            .clients
            .iter()
            .map(|client| (client.app.id, self.lost_to(Some(incident), client.app.id)))
            .collect();
        let views: Vec<_> = lost
            .iter()
            .flat_map(|(app, lost)| self.lost_views(*app, lost))
            .collect();
        let count = |stranded: bool| -> u64 {
            let counted = views.iter().filter(|view| view.stranded || !stranded);
            counted
                .map(|view| view.last_number - view.first_number + 1)
                .sum()
        };
        let lost_span = lost
            .iter()
            .map(|(app, lost)| self.lost_span(*app, lost))
            .max()
            .unwrap_or_default();
        let lost_writes = count(false);
        let recovery = incident.recovered_at.map(|at| at.since(incident.at));
        let elapsed = recovery.unwrap_or_else(|| self.now.since(incident.at));
        let phases = self.phases(index).into_iter();
        let phases = phases.filter(|(_, from, to)| from < to);
        let used: Vec<DbKey> = {
            let mut used: Vec<DbKey> = touched().filter_map(|app| self.client(app).used).collect();
            used.sort_unstable();
            used.dedup();
            used
        };
        let slow = incident.slow;
        let rows_left = |mark| {
            used.iter()
                .filter_map(|db| self.tape_with_now(*db))
                .map(|tape| self.rows_left(mark, tape))
                .sum()
        };
        IncidentView {
            number: incident.number,
            cause: incident.cause.name(),
            is_fault: matches!(incident.cause, Cause::Fault(_)),
            target: incident.cause.target(),
            at: incident.at,
            asked_at: match &incident.cause {
                Cause::Action(action) => action.asked_at,
                Cause::Fault(_) => incident.at,
            },
            in_force: self.faults.iter().any(|one| one.number == incident.number),
            apps: touched()
                .map(|app| self.client(app).app.name.clone())
                .collect(),
            write_outage: worst(Access::Write),
            read_outage: worst(Access::Read),
            wrong_data: incident
                .wrong_data
                .iter()
                .map(|(_, span)| span.until(self.now))
                .max()
                .unwrap_or_default(),
            recovered_at: incident.recovered_at,
            recovery,
            normal_at: slow.map(|slow| slow.until).filter(|at| *at <= self.now),
            degraded: slow
                .zip(incident.recovered_at)
                .map(|(slow, at)| slow.until.min(self.now).since(at))
                .unwrap_or_default(),
            degraded_times: slow.map_or(1.0, |slow| slow.times),
            phases: phases
                .map(|(phase, from, to)| PhaseView {
                    name: phase.name(),
                    from,
                    to,
                })
                .collect(),
            lost_writes,
            stranded_writes: count(true),
            lost_span,
            corrupt_writes_remaining: incident.mark.map_or(0, rows_left),
            met_rto: self
                .goals
                .rto
                .and_then(|rto| met(recovery.is_some(), elapsed <= rto)),
            met_rpo: self.goals.rpo.map(|rpo| {
                if rpo.is_zero() {
                    lost_writes == 0
                } else {
                    lost_span <= rpo
                }
            }),
            lost: views,
        }
    }

    fn rows_left(&self, mark: MarkId, tape: Tape) -> u64 {
        if self.tapes.is_damaged_by(mark, tape) {
            self.tapes.damaged_rows_of(mark, tape)
        } else {
            0
        }
    }
}

/// A goal is met once recovered in time, missed once the time is over, and open before.
fn met(recovered: bool, in_time: bool) -> Option<bool> {
    match (recovered, in_time) {
        (true, in_time) => Some(in_time),
        (false, true) => None,
        (false, false) => Some(false),
    }
}
