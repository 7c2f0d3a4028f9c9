//! What RDS does by itself: it notices failures, fails over, restarts engines, rebuilds standbys.
//!
//! Everything here looks at the state and reacts; no reaction asks which fault brought the state about.

use crate::cloud::numbers;
use crate::rds::instance::{DbKey, Failover, Sync};
use crate::rds::job_kind::{Job, JobKind};
use crate::rds::journal::What;
use crate::rds::work::{Footing, Step};
use crate::rds::world::World;
use crate::sim::{EventId, SimDuration, SimTime};

impl World {
    /// Lets happen what an event was scheduled for: the state knows what that is.
    pub(super) fn come_due(&mut self, event: EventId) {
        let is_due = |known: Option<EventId>| known == Some(event);
        self.end_fault_due(event);
        for key in self.db_keys() {
            if is_due(self.db(key).restart) {
                self.engine_starts(key);
            }
            if is_due(self.db(key).failover.map(|failover| failover.next)) {
                self.failover_goes_on(key);
            }
            if is_due(self.db(key).pending_event) && self.open_window(key) {
                self.note_window(key);
            }
            let replication = self.db(key).replication.as_ref();
            if is_due(replication.and_then(|replication| Some(replication.broken?.1))) {
                self.terminate_replication(key);
            }
        }
    }

    /// One round of reactions for one instance; whether anything changed.
    pub(super) fn supervise(&mut self, key: DbKey) -> bool {
        if !self.db(key).exists() {
            return false;
        }
        // A job's end may be the instance's end: nothing more happens to it then.
        let finished = self.step_job(key);
        if !self.db(key).exists() {
            return finished;
        }
        finished
            | self.stop_without_power(key)
            | self.judge_standby(key)
            | self.judge_failover(key)
            | self.judge_record(key)
            | self.judge_failed(key)
            | self.judge_restart(key)
            | self.judge_rebuild(key)
            | self.begin_backups(key)
            | self.load_volume(key)
    }

    /// An engine does not survive its host, its volume or its zone's power.
    fn stop_without_power(&mut self, key: DbKey) -> bool {
        let db = &mut self.databases[key.0 as usize];
        let mut changed = false;
        if db.primary.engine_up && !db.primary.is_sound(&self.topology) {
            db.primary.engine_up = false;
            changed = true;
        }
        if !self.topology.has_power(db.primary.zone) {
            let restart = db.restart.take();
            changed |= restart.is_some();
            self.cancel(restart);
        }
        changed
    }

    /// Starts a failover when only the standby can go on; drops one that has become needless or impossible.
    fn judge_failover(&mut self, key: DbKey) -> bool {
        let db = self.db(key);
        let Some(standby) = &db.standby else {
            return false;
        };
        let can_take_over = standby.sync == Sync::InStep
            && standby.node.is_sound(&self.topology)
            && self.topology.in_touch_with_region(standby.node.zone);
        let primary_well = db.primary.is_sound(&self.topology)
            && self.topology.in_touch_with_region(db.primary.zone);
        match db.failover {
            None => {
                let busy = db
                    .job
                    .as_ref()
                    .is_some_and(|job| job.kind.keeps_from_failover());
                if primary_well || !can_take_over || busy || db.failed {
                    return false;
                }
                self.begin_failover(key);
                true
            }
            Some(failover) => {
                let needless = primary_well && !failover.detected;
                if can_take_over && !needless {
                    return false;
                }
                self.cancel(Some(failover.next));
                self.db_mut(key).failover = None;
                true
            }
        }
    }

    fn begin_failover(&mut self, key: DbKey) {
        let name = self.db(key).name.clone();
        let total = self.duration(&numbers::FAILOVER, &name);
        let detection = self
            .duration(&numbers::FAILOVER_DETECTION, &name)
            .min(total);
        let next = self.look_at(self.now + detection);
        let restart = self.db_mut(key).restart.take();
        self.cancel(restart);
        // A restart that was asked for is over with the host.
        if self
            .db(key)
            .job
            .as_ref()
            .is_some_and(|job| job.kind == JobKind::Rebooting)
        {
            self.drop_job(key);
        }
        let (since, completes) = (self.now, self.now + total);
        self.db_mut(key).failover = Some(Failover {
            since,
            detected: false,
            forced: false,
            next,
            completes,
        });
    }

    /// A failover that the operator asked for: nothing has to be detected.
    pub(super) fn begin_forced_failover(&mut self, key: DbKey) {
        let name = self.db(key).name.clone();
        let total = self.duration(&numbers::FAILOVER, &name);
        let detection = self
            .duration(&numbers::FAILOVER_DETECTION, &name)
            .min(total);
        let (since, completes) = (self.now, self.now + (total - detection));
        let next = self.look_at(completes);
        self.db_mut(key).failover = Some(Failover {
            since,
            detected: true,
            forced: true,
            next,
            completes,
        });
        let silent = !self.setting_up && self.happens(&numbers::FAILOVER_FORCED_SILENT, &name);
        let primary = &mut self.db_mut(key).primary;
        primary.engine_up = false;
        primary.fell_silent = silent;
        self.report(key, 13);
    }

    fn failover_goes_on(&mut self, key: DbKey) {
        let Some(failover) = self.db(key).failover else {
            return;
        };
        if failover.detected {
            self.complete_failover(key, failover);
            return;
        }
        self.report(key, 13);
        let next = self.look_at(failover.completes);
        self.db_mut(key).failover = Some(Failover {
            detected: true,
            next,
            ..failover
        });
    }

    fn complete_failover(&mut self, key: DbKey, failover: Failover) {
        let (now, name) = (self.now, self.db(key).name.clone());
        let db = self.db_mut(key);
        let standby = db
            .standby
            .as_mut()
            .expect("a failover without standby was dropped");
        std::mem::swap(&mut db.primary, &mut standby.node);
        standby.node.engine_up = false;
        // What holds the engine down goes on, and starts it at its end.
        let held = |job: &Job| job.kind.holds_engine_down();
        if !db.job.as_ref().is_some_and(held) {
            db.primary.start_engine();
        }
        db.failover = None;
        db.last_failover = Some(now);
        self.fall_behind(key, failover.since, failover.forced);
        self.report(key, 6);
        self.report(key, 49);
        if self.db(key).engine.facts().replica_restarts_after_failover {
            let replicas: Vec<DbKey> = self.replicas_of(key).collect();
            for replica in replicas {
                self.db_mut(replica).primary.engine_up = false;
            }
        }
        let spreads = self.now + self.duration(&numbers::DNS_PROPAGATION, &name);
        self.db_mut(key).record_due = Some(spreads);
        self.look_at(spreads);
    }

    /// A restored volume loads from its Region's object storage, while it can be reached and the volume is there.
    fn load_volume(&mut self, key: DbKey) -> bool {
        let db = self.db(key);
        let Some(mut loading) = db.hydration else {
            return false;
        };
        let footing = if !db.primary.holds_data() {
            Footing::Gone
        } else {
            Footing::firm_if(self.topology.reaches_storage(db.primary.zone))
        };
        let step = self.step_work(&mut loading, footing);
        self.db_mut(key).hydration = match step {
            Step::Same | Step::Changed => Some(loading),
            Step::Done | Step::Failed => None,
        };
        step != Step::Same
    }

    /// The endpoint's record names the new primary once the change has spread; a Region that does not answer changes none.
    fn judge_record(&mut self, key: DbKey) -> bool {
        let db = self.db(key);
        let is_due = db.record_due.is_some_and(|at| at <= self.now);
        if !is_due || db.record.is_none() || !self.topology.is_open(db.region) {
            return false;
        }
        let node = db.primary.id;
        let db = self.db_mut(key);
        db.record = Some(node);
        db.record_due = None;
        self.report(key, 15);
        true
    }

    /// A volume that is lost without a copy that may take over cannot be recovered by RDS.
    fn judge_failed(&mut self, key: DbKey) -> bool {
        let db = self.db(key);
        let copy_left = db
            .standby
            .as_ref()
            .is_some_and(|s| s.sync == Sync::InStep && s.node.holds_data());
        if db.primary.holds_data() || copy_left || db.failed || db.failover.is_some() {
            return false;
        }
        let restart = self.db_mut(key).restart.take();
        self.cancel(restart);
        let db = self.db_mut(key);
        db.failed = true;
        if db
            .job
            .as_ref()
            .is_some_and(|job| job.kind != JobKind::Deleting)
        {
            let event = db.job.take().and_then(|job| job.progress.event());
            self.cancel(event);
        }
        self.report(key, 31);
        true
    }

    /// An engine that is down, and nothing holds it down, comes back: in place, or on a new host with the same volume.
    fn judge_restart(&mut self, key: DbKey) -> bool {
        let db = self.db(key);
        let held = db
            .job
            .as_ref()
            .is_some_and(|job| job.kind.holds_engine_down());
        let idle = db.restart.is_none() && db.failover.is_none() && !db.failed && !held;
        if db.primary.engine_up
            || !idle
            || !db.primary.holds_data()
            || !self.topology.has_power(db.primary.zone)
        {
            return false;
        }
        let (name, host_up) = (db.name.clone(), db.primary.host_up);
        let takes = if host_up {
            self.duration(&numbers::REBOOT, &name)
        } else {
            self.duration(&numbers::HOST_RECOVERY, &name)
        };
        self.report(key, 20);
        let event = self.look_at(self.now + takes);
        self.db_mut(key).restart = Some(event);
        true
    }

    fn engine_starts(&mut self, key: DbKey) {
        let db = self.db_mut(key);
        db.restart = None;
        db.primary.host_up = true;
        db.primary.start_engine();
        self.report(key, 6);
        self.report(key, 21);
        self.note_divergence(key);
    }

    /// A source that returns after a promotion or a restore is a second, divergent database, and is reported as such.
    fn note_divergence(&mut self, key: DbKey) {
        if let Some(successor) = self.diverged_from(key) {
            let (name, other) = (self.db(key).name.clone(), self.db(successor).name.clone());
            let message = format!(
                "back with its own data: a second, divergent database, for the applications went on with {other}"
            );
            let region = self.db(key).region;
            self.note(name, Some(region), What::App(message));
        }
    }

    /// The database that an application went on with, of which this one holds an older or another continuation.
    pub(super) fn diverged_from(&self, key: DbKey) -> Option<DbKey> {
        let own = self.tape(key)?;
        self.clients
            .iter()
            .filter_map(|client| client.used)
            .filter(|used| *used != key)
            .find(|used| {
                let fork = self
                    .tape(*used)
                    .and_then(|tape| self.tapes.fork_off(tape, own.timeline));
                fork.is_some_and(|fork| self.tapes.count(own) > self.tapes.count(fork))
            })
    }

    /// Ends the present job, if there is one, without its effects.
    pub(super) fn drop_job(&mut self, key: DbKey) {
        let job = self.db_mut(key).job.take();
        self.cancel(job.and_then(|job| job.progress.event()));
    }

    /// Whether a failover ended so recently that a requested one is dropped.
    pub(super) fn in_failover_cooldown(&self, key: DbKey) -> bool {
        let cooldown: SimDuration = self.fixed(&numbers::FAILOVER_COOLDOWN);
        self.db(key)
            .last_failover
            .is_some_and(|at: SimTime| self.now < at + cooldown)
    }
}
