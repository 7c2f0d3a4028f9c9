//! Phases: where the time of a recovery goes. At any moment an application that is not well waits for one thing.

use crate::cloud::{Access, AppId, Link, Site};
use crate::rds::instance::{DbInstance, DbKey, JobKind};
use crate::rds::world::World;
use crate::sim::SimTime;
use serde::{Deserialize, Serialize};

/// What an application waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Phase {
    CopyingBack,
    CrashRecovery,
    Deciding,
    Detection,
    Dns,
    Failover,
    HostReplacement,
    Noticing,
    Promoting,
    Reconnect,
    Renaming,
    Replaying,
    Repointing,
    Restarting,
    Restoring,
    /// The fault was in force, but nobody had run into it yet.
    Unnoticed,
    WaitingForNetwork,
    WaitingForRegion,
    WaitingForZone,
}

impl Phase {
    pub fn name(self) -> &'static str {
        match self {
            Phase::CopyingBack => "copying back",
            Phase::CrashRecovery => "crash recovery",
            Phase::Deciding => "deciding",
            Phase::Detection => "detection",
            Phase::Dns => "dns",
            Phase::Failover => "failover",
            Phase::HostReplacement => "host replacement",
            Phase::Noticing => "noticing",
            Phase::Promoting => "promoting",
            Phase::Reconnect => "reconnect",
            Phase::Renaming => "renaming",
            Phase::Replaying => "replaying",
            Phase::Repointing => "re-pointing",
            Phase::Restarting => "restarting",
            Phase::Restoring => "restoring",
            Phase::Unnoticed => "unnoticed",
            Phase::WaitingForNetwork => "waiting for the network",
            Phase::WaitingForRegion => "waiting for the Region",
            Phase::WaitingForZone => "waiting for the zone",
        }
    }

    fn ends_by_itself_soon(self) -> bool {
        match self {
            Phase::Detection
            | Phase::Failover
            | Phase::Dns
            | Phase::Reconnect
            | Phase::Restarting => true,
            Phase::CopyingBack
            | Phase::CrashRecovery
            | Phase::Deciding
            | Phase::HostReplacement => false,
            Phase::Noticing | Phase::Promoting | Phase::Renaming | Phase::Replaying => false,
            Phase::Repointing | Phase::Restoring | Phase::Unnoticed => false,
            Phase::WaitingForNetwork | Phase::WaitingForRegion | Phase::WaitingForZone => false,
        }
    }
}

impl World {
    pub(super) fn set_phase(&mut self, index: usize, app: AppId) {
        let phase = self.phase_of(index, app);
        let now = self.now;
        let phases = &mut self.incidents[index].phases;
        if matches!(
            phase,
            Phase::Restoring | Phase::Replaying | Phase::Promoting
        ) {
            turn_waiting_into_noticing(phases);
        }
        match phases.last_mut() {
            Some((_, last)) if *last == phase => {}
            Some((at, last)) if *at == now => *last = phase,
            _ => phases.push((now, phase)),
        }
    }

    /// What the application waits for now.
    fn phase_of(&self, index: usize, app: AppId) -> Phase {
        let client = self.client(app);
        if client.copy_back.is_some() {
            return Phase::CopyingBack;
        }
        let writes_answered = client.app.write.serves() || self.asks_nothing(app, Access::Write);
        let access = if writes_answered {
            Access::Read
        } else {
            Access::Write
        };
        let target = self.target(app, access);
        let serves = client.app.channel(access).serves();
        let held = target
            .filter(|_| !serves)
            .and_then(|db| self.what_holds(app, access, db));
        // A failover that is under way ends before anything that people began beside it.
        if let Some(phase) = held.filter(|phase| phase.ends_by_itself_soon()) {
            return phase;
        }
        let way_out = self.way_out(index, target.map(|db| db.key));
        way_out.or(held).unwrap_or_else(|| self.human_time(index))
    }

    /// What an operator has under way since the incident began: a restore, a promotion, a database to point to.
    fn way_out(&self, index: usize, target: Option<DbKey>) -> Option<Phase> {
        let (at, mark) = (self.incidents[index].at, self.incidents[index].mark);
        let under_way = self
            .databases
            .iter()
            .rev()
            .filter(|db| db.exists())
            .find_map(|db| {
                let job = db.job.as_ref().filter(|job| job.since >= at)?;
                match job.kind {
                    JobKind::Replaying => Some(Phase::Replaying),
                    JobKind::Restoring(_) => Some(Phase::Restoring),
                    JobKind::Promoting { .. } | JobKind::PromotingReboot { .. } => {
                        Some(Phase::Promoting)
                    }
                    JobKind::Renaming => Some(Phase::Renaming),
                    JobKind::Creating
                    | JobKind::CreatingReplica(_)
                    | JobKind::FirstBackup { .. }
                    | JobKind::Snapshotting
                    | JobKind::Modifying(_) => None,
                    JobKind::ModifyingWithOutage(_) | JobKind::Rebooting | JobKind::Deleting => {
                        None
                    }
                }
            });
        let ready = |db: &DbInstance| {
            let clean = |tape| mark.is_none_or(|mark| !self.tapes.is_damaged_by(mark, tape));
            db.exists()
                && db.independent_since.is_some_and(|since| since >= at)
                && db.primary.serves(&self.topology)
                && self.tape_with_now(db.key).is_some_and(clean)
        };
        let pointed_at_ready = target.is_some_and(|target| ready(self.db(target)));
        under_way.or_else(|| {
            let waits = !pointed_at_ready && self.databases.iter().any(ready);
            waits.then_some(Phase::Repointing)
        })
    }

    /// What keeps a channel from its database, unless it is a matter for people.
    fn what_holds(&self, app: AppId, access: Access, db: &DbInstance) -> Option<Phase> {
        if let Link::Stopped { .. } = self.client(app).app.channel(access).link {
            return None;
        }
        if !self.topology.is_open(db.region) {
            return Some(Phase::WaitingForRegion);
        }
        if db.failed {
            return None;
        }
        if let Some(failover) = db.failover {
            return Some(if failover.detected {
                Phase::Failover
            } else {
                Phase::Detection
            });
        }
        if !self.topology.has_power(db.primary.zone) {
            return Some(Phase::WaitingForZone);
        }
        if let Some(job) = db.job.as_ref().filter(|job| job.kind.holds_engine_down()) {
            return match job.kind {
                JobKind::Deleting => None,
                JobKind::Replaying => Some(Phase::Replaying),
                JobKind::Creating | JobKind::CreatingReplica(_) | JobKind::Restoring(_) => {
                    Some(Phase::Restoring)
                }
                JobKind::Promoting { .. } | JobKind::PromotingReboot { .. } => {
                    Some(Phase::Promoting)
                }
                JobKind::Renaming => Some(Phase::Renaming),
                JobKind::ModifyingWithOutage(_) | JobKind::Rebooting => Some(Phase::Restarting),
                JobKind::FirstBackup { .. } | JobKind::Snapshotting | JobKind::Modifying(_) => None,
            };
        }
        if !db.primary.engine_up {
            return Some(if db.primary.host_up {
                Phase::CrashRecovery
            } else {
                Phase::HostReplacement
            });
        }
        if !self.can_reach(app, db) {
            return Some(Phase::WaitingForNetwork);
        }
        if access == Access::Write && db.replication.is_some() {
            return None;
        }
        let old = db.record != Some(db.primary.id)
            || self.client(app).app.channel(access).holds_old_answer();
        Some(if old { Phase::Dns } else { Phase::Reconnect })
    }

    pub(super) fn can_reach(&self, app: AppId, db: &DbInstance) -> bool {
        let site = Site::Host {
            zone: db.primary.zone,
            database: db.key.0,
        };
        self.topology
            .connected(Site::App(&self.client(app).app.name), site)
    }

    /// Until somebody acts, nobody has noticed; from then on somebody decides what to do next.
    fn human_time(&self, index: usize) -> Phase {
        let acted = self
            .last_action
            .is_some_and(|at| at >= self.incidents[index].at);
        if acted {
            Phase::Deciding
        } else {
            Phase::Noticing
        }
    }
}

/// Who takes a way out was not waiting for the place to come back: the time before was people's.
fn turn_waiting_into_noticing(phases: &mut Vec<(SimTime, Phase)>) {
    for (_, phase) in phases.iter_mut() {
        if matches!(
            phase,
            Phase::WaitingForNetwork | Phase::WaitingForRegion | Phase::WaitingForZone
        ) {
            *phase = Phase::Noticing;
        }
    }
    phases.dedup_by_key(|(_, phase)| *phase);
}
