//! Phases: where the time of a recovery goes. At any moment an application that is not well waits for one thing.
//!
//! Which one it was is settled by the way out. For each moment both are kept: what held the application from its database, and
//! what people had under way. If they led it out, they were not waiting for the place to come back; if the place came back, it
//! was what was waited for, whatever ran beside it.

use crate::cloud::{Access, AppId, Link, Site};
use crate::rds::instance::{DbInstance, DbKey};
use crate::rds::job_kind::JobKind;
use crate::sim::SimTime;
use crate::world::cause::Cause;
use crate::world::incident::Incident;
use crate::world::state::World;
use serde::{Deserialize, Serialize};

/// What an application waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Phase {
    ClientTimeout,
    CopyingBack,
    CrashRecovery,
    Deciding,
    Detection,
    Dns,
    Failover,
    HostReplacement,
    Noticing,
    /// Writes wait for a moment on a host that is well.
    Pause,
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
    /// All was well for a while, but not for good.
    Well,
}

impl Phase {
    pub fn name(self) -> &'static str {
        match self {
            Phase::ClientTimeout => "client time-out",
            Phase::CopyingBack => "copying back",
            Phase::CrashRecovery => "crash recovery",
            Phase::Deciding => "deciding",
            Phase::Detection => "detection",
            Phase::Dns => "dns",
            Phase::Failover => "failover",
            Phase::HostReplacement => "host replacement",
            Phase::Noticing => "noticing",
            Phase::Pause => "pause",
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
            Phase::Well => "well for a while",
        }
    }

    /// Whether it ends before anything that people began beside it.
    fn ends_by_itself_soon(self) -> bool {
        match self {
            Phase::ClientTimeout
            | Phase::Detection
            | Phase::Failover
            | Phase::Dns
            | Phase::Pause
            | Phase::Reconnect
            | Phase::Restarting => true,
            Phase::CopyingBack
            | Phase::CrashRecovery
            | Phase::Deciding
            | Phase::HostReplacement => false,
            Phase::Noticing | Phase::Promoting | Phase::Renaming | Phase::Replaying => false,
            Phase::Repointing | Phase::Restoring | Phase::Unnoticed | Phase::Well => false,
            Phase::WaitingForNetwork | Phase::WaitingForRegion | Phase::WaitingForZone => false,
        }
    }

    fn is_wait_for_a_place(self) -> bool {
        matches!(
            self,
            Phase::WaitingForNetwork | Phase::WaitingForRegion | Phase::WaitingForZone
        )
    }
}

/// From when on an application was not well, and all that can be said to have been waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moment {
    pub at: SimTime,
    app: Option<AppId>,
    /// What kept it from the database that it points to, unless that was a matter for people.
    held: Option<Phase>,
    /// What people had under way.
    under_way: Option<Phase>,
    /// Whether somebody had acted by then: from then on time that people take is for deciding.
    acted: bool,
}

impl Moment {
    /// Nobody has run into the trouble yet.
    pub fn unnoticed(at: SimTime) -> Moment {
        Moment {
            at,
            app: None,
            held: Some(Phase::Unnoticed),
            under_way: None,
            acted: false,
        }
    }

    /// All were well until somebody went back to where the trouble is.
    pub fn well(at: SimTime) -> Moment {
        Moment {
            held: Some(Phase::Well),
            ..Moment::unnoticed(at)
        }
    }

    fn is_like(&self, other: &Moment) -> bool {
        Moment {
            at: self.at,
            ..*other
        } == *self
    }

    fn phase(&self, led_out: bool) -> Phase {
        let people = match self.acted {
            true => Phase::Deciding,
            false => Phase::Noticing,
        };
        let (held, under_way) = (self.held, self.under_way);
        if let Some(held) = held.filter(|held| held.ends_by_itself_soon()) {
            return held;
        }
        if !led_out {
            return held.or(under_way).unwrap_or(people);
        }
        let place = held.filter(|held| !held.is_wait_for_a_place());
        under_way.or(place).unwrap_or(people)
    }
}

impl World {
    /// The phases with their ends, which add up to the recovery, or to the time since the incident began.
    pub(super) fn phases(&self, index: usize) -> Vec<(Phase, SimTime, SimTime)> {
        let incident = &self.incidents[index];
        let end = incident.recovered_at.unwrap_or(self.cx.now);
        let led_out = |app: AppId| match incident.is_open() {
            true => self.is_being_led_out(index, app),
            false => incident.led_out.contains(&app),
        };
        let mut phases: Vec<(Phase, SimTime, SimTime)> = Vec::new();
        for moment in &incident.moments {
            let phase = moment.phase(moment.app.is_some_and(led_out));
            if let Some((_, _, to)) = phases.last_mut() {
                *to = moment.at;
            }
            match phases.last_mut() {
                Some((last, _, to)) if *last == phase => *to = end,
                _ => phases.push((phase, moment.at, end)),
            }
        }
        phases
    }

    /// Whether people led the application out of an incident: it now goes to another database than the one that it lost.
    pub(super) fn is_led_out(&self, index: usize, app: AppId) -> bool {
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
    pub(super) fn note_moment(&mut self, index: usize, app: AppId) {
        let moment = self.moment(index, app);
        let (now, incident) = (self.cx.now, &mut self.incidents[index]);
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
        let held = target
            .filter(|_| claim.is_some())
            .and_then(|db| self.what_holds(app, access, db))
            // Nor does a pause meanwhile keep anybody from healing it.
            .filter(|held| incident.mark.is_none() || *held != Phase::Pause);
        Moment {
            at: self.cx.now,
            app: Some(app),
            held,
            under_way: match self.client(app).copy_back {
                Some(_) => Some(Phase::CopyingBack),
                None => self.way_out(index, target.map(|db| db.key)),
            },
            acted: self.acted_since(incident),
        }
    }

    /// What an operator has under way since the incident began: a restore, a promotion, a database to point to.
    fn way_out(&self, index: usize, target: Option<DbKey>) -> Option<Phase> {
        let (at, mark) = (self.incidents[index].at, self.incidents[index].mark);
        let under_way = self
            .rds
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
            let clean = |tape| mark.is_none_or(|mark| !self.cx.tapes.is_damaged_by(mark, tape));
            db.exists()
                && db.independent_since.is_some_and(|since| since >= at)
                && db.primary.serves(&self.cx.topology)
                && self.rds.tape_with_now(&self.cx, db.key).is_some_and(clean)
        };
        let pointed_at_ready = target.is_some_and(|target| ready(self.rds.db(target)));
        under_way.or_else(|| {
            let waits = !pointed_at_ready && self.rds.databases.iter().any(ready);
            waits.then_some(Phase::Repointing)
        })
    }

    /// What keeps a channel from its database, unless it is a matter for people.
    fn what_holds(&self, app: AppId, access: Access, db: &DbInstance) -> Option<Phase> {
        if let Link::Stopped { .. } = self.client(app).app.channel(access).link {
            return None;
        }
        if !self.cx.topology.is_open(db.region) {
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
        if !self.cx.topology.has_power(db.primary.zone) {
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
        let channel = self.client(app).app.channel(access);
        if let Link::Waiting { .. } = channel.link {
            return Some(match self.merely_pauses(app, access) {
                true => Phase::Pause,
                false => Phase::ClientTimeout,
            });
        }
        let old = db.record != Some(db.primary.id) || channel.holds_old_answer();
        Some(if old { Phase::Dns } else { Phase::Reconnect })
    }

    pub(super) fn can_reach(&self, app: AppId, db: &DbInstance) -> bool {
        let site = Site::Host {
            zone: db.primary.zone,
            database: db.key.0,
        };
        self.cx
            .topology
            .connected(Site::App(&self.client(app).app.name), site)
    }

    /// Whether somebody has acted since an incident began, beside the action that is its cause.
    fn acted_since(&self, incident: &Incident) -> bool {
        self.last_action.is_some_and(|at| match incident.cause {
            Cause::Fault(_) => at >= incident.at,
            Cause::Action(_) => at > incident.at,
        })
    }
}
