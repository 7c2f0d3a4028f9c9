//! What RDS does by itself: it notices failures, fails over, restarts engines, rebuilds standbys.
//!
//! Everything here looks at the state and reacts; no reaction asks which fault brought the state about.

use crate::cloud::{Context, CopyRole, DbKey, Footing, NodeId, Step, numbers};
use crate::rds::Rds;
use crate::rds::copy::{DbCopy, DnsRecord};
use crate::rds::event::RdsEvent;
use crate::rds::instance::{DbInstance, Failover};
use crate::rds::job_kind::{Job, JobKind};
use crate::sim::{SimDuration, SimTime};

impl Rds {
    /// One round of reactions for one instance; whether anything changed.
    pub(super) fn supervise(&mut self, cx: &mut Context, key: DbKey) -> bool {
        if !self.db(key).exists() {
            return false;
        }
        // A job's end may be the instance's end: nothing more happens to it then.
        let finished = self.step_job(cx, key);
        if !self.db(key).exists() {
            return finished;
        }
        finished
            | self.judge_key(cx, key)
            | self.judge_storage(cx, key)
            | self.notice_stalls(cx, key)
            | self.stop_without_power(cx, key)
            | self.judge_standbys(cx, key)
            | self.judge_failover(cx, key)
            | self.judge_completion(cx, key)
            | self.judge_record(cx, key)
            | self.judge_failed(cx, key)
            | self.judge_restart(cx, key)
            | self.judge_rebuilds(cx, key)
            | self.judge_readers(cx, key)
            | self.begin_backups(cx, key)
            | self.load_volume(cx, key)
    }

    /// An engine does not survive its host, its volume or its zone's power.
    fn stop_without_power(&mut self, cx: &mut Context, key: DbKey) -> bool {
        let db = &mut self.databases[key.place()];
        let mut changed = false;
        for copy in &mut db.copies {
            let sound = copy.node.is_sound(&cx.topology);
            if !sound && (copy.node.engine_up || copy.node.is_stalled()) {
                copy.node.engine_up = false;
                copy.node.stalled_until_seen = None;
                changed = true;
            }
        }
        if !cx.topology.has_power(db.primary().zone) {
            let restart = db.restart.take();
            changed |= restart.is_some();
            cx.cancel(restart);
        }
        changed
    }

    /// Starts a failover when only the standby can go on; drops one that has become needless or impossible.
    fn judge_failover(&mut self, cx: &mut Context, key: DbKey) -> bool {
        let db = self.db(key);
        // Where there is no room, there is none on the standby either.
        if db.is_full() && db.failover.is_some() {
            self.drop_failover(cx, key);
            return true;
        }
        if db.standbys().is_empty() || db.is_full() {
            return false;
        }
        let can_take_over = heir(cx, db).is_some();
        let primary_well = db.primary().is_sound(&cx.topology)
            && cx.topology.in_touch_with_region(db.primary().zone);
        match db.failover {
            None => {
                let busy = db
                    .job
                    .as_ref()
                    .is_some_and(|job| job.kind.nature().keeps_from_failover);
                if primary_well || !can_take_over || busy || db.failed {
                    return false;
                }
                self.begin_failover(cx, key);
                true
            }
            Some(failover) => {
                let needless = primary_well && !failover.detected;
                if can_take_over && !needless {
                    return false;
                }
                self.drop_failover(cx, key);
                true
            }
        }
    }

    fn begin_failover(&mut self, cx: &mut Context, key: DbKey) {
        let name = self.db(key).name.clone();
        let (whole, seen) = self.db(key).failover_numbers();
        let total = cx.duration(whole, &name);
        let detection = cx.duration(seen, &name).min(total);
        let lagging = self.still_to_apply(cx, self.db(key), None);
        let next = cx.look_at(cx.now + detection, key.party());
        let restart = self.db_mut(key).restart.take();
        cx.cancel(restart);
        // A restart that was asked for is over with the host.
        if self
            .db(key)
            .job
            .as_ref()
            .is_some_and(|job| job.kind.nature().ends_with_host)
        {
            self.drop_job(cx, key);
        }
        let served = self.served_after(cx, key, total, detection);
        let (since, completes) = (cx.now, cx.now + served + lagging);
        self.db_mut(key).failover = Some(Failover {
            since,
            detected: false,
            forced: false,
            next,
            completes,
            named: since + total + lagging,
            target: None,
        });
    }

    /// A failover that the operator asked for, maybe to a certain host: nothing has to be detected.
    pub(super) fn begin_forced_failover(
        &mut self,
        cx: &mut Context,
        key: DbKey,
        target: Option<NodeId>,
    ) {
        let name = self.db(key).name.clone();
        let (whole, seen) = self.db(key).failover_numbers();
        let total = cx.duration(whole, &name);
        let detection = cx.duration(seen, &name).min(total);
        let lagging = self.still_to_apply(cx, self.db(key), target);
        let total = total - detection;
        let served = self.served_after(cx, key, total, SimDuration::ZERO);
        let (since, completes) = (cx.now, cx.now + served + lagging);
        let next = cx.look_at(completes, key.party());
        self.db_mut(key).failover = Some(Failover {
            since,
            detected: true,
            forced: true,
            next,
            completes,
            named: since + total + lagging,
            target,
        });
        let silent = !cx.setting_up && cx.happens(&numbers::FAILOVER_FORCED_SILENT, &name);
        let primary = self.db_mut(key).primary_mut();
        primary.engine_up = false;
        primary.fell_silent = silent;
        self.report(cx, key, RdsEvent::FailoverStarted);
    }

    pub(super) fn failover_goes_on(&mut self, cx: &mut Context, key: DbKey) {
        let Some(failover) = self.db(key).failover else {
            return;
        };
        if failover.detected {
            self.complete_failover(cx, key, failover);
            return;
        }
        self.report(cx, key, RdsEvent::FailoverStarted);
        let next = cx.look_at(failover.completes, key.party());
        self.db_mut(key).failover = Some(Failover {
            detected: true,
            next,
            ..failover
        });
    }

    fn complete_failover(&mut self, cx: &mut Context, key: DbKey, failover: Failover) {
        let (now, name) = (cx.now, self.db(key).name.clone());
        let db = self.db_mut(key);
        let Some(heir) = heir(cx, db) else {
            return;
        };
        let (primary, standbys) = db.copies.split_at_mut(1);
        std::mem::swap(&mut primary[0].node, &mut standbys[heir - 1].node);
        standbys[heir - 1].node.engine_up = false;
        // What holds the engine down goes on, and starts it at its end.
        let held = |job: &Job| job.kind.nature().holds_engine_down;
        let starts = !db.job.as_deref().is_some_and(held);
        if starts {
            db.primary_mut().start_engine();
        }
        db.failover = None;
        db.last_failover = Some(now);
        self.fall_behind(cx, key, heir, failover.since, failover.forced);
        if starts {
            self.report(cx, key, RdsEvent::EngineStarted);
        }
        let named = failover.named.max(now);
        match named == now {
            true => self.report(cx, key, RdsEvent::FailoverComplete),
            false => {
                self.db_mut(key).completing = Some(named);
                cx.look_at(named, key.party());
            }
        }
        if self.db(key).engine.facts().replica_restarts_after_failover {
            let replicas: Vec<DbKey> = self.replicas_of(key).collect();
            for replica in replicas {
                self.db_mut(replica).primary_mut().engine_up = false;
            }
        }
        let spreads = named + cx.duration(&numbers::DNS_PROPAGATION, &name);
        for record in &mut self.db_mut(key).records {
            record.due = Some(spreads);
        }
        cx.look_at(spreads, key.party());
    }

    /// A failover lasts as long with a proxy in front: that merely leads to the new primary before its name does.
    fn judge_completion(&mut self, cx: &mut Context, key: DbKey) -> bool {
        let completing = &mut self.db_mut(key).completing;
        let ends = completing.is_some_and(|at| at <= cx.now);
        if ends {
            *completing = None;
            self.report(cx, key, RdsEvent::FailoverComplete);
        }
        ends
    }

    /// A restored volume loads from its Region's object storage, while it can be reached and the volume is there.
    fn load_volume(&mut self, cx: &mut Context, key: DbKey) -> bool {
        let db = self.db(key);
        let Some(mut loading) = db.hydration else {
            return false;
        };
        let footing = if !db.primary().holds_data() {
            Footing::Gone
        } else {
            let reaches = cx.topology.reaches_storage(db.primary().zone);
            Footing::firm_if(reaches && db.settings.is_readable(&cx.topology))
        };
        let step = cx.step_work(&mut loading, footing, key.party());
        self.db_mut(key).hydration = match step {
            Step::Same | Step::Changed => Some(loading),
            Step::Done | Step::Failed => None,
        };
        step != Step::Same
    }

    /// The records name the new hosts once the change has spread; a Region that does not answer changes none.
    fn judge_record(&mut self, cx: &mut Context, key: DbKey) -> bool {
        if !cx.topology.is_open(self.db(key).region) {
            return false;
        }
        let db = self.db(key);
        let is_due = |record: &DnsRecord| record.due.is_some_and(|at| at <= cx.now);
        let due: Vec<(usize, NodeId)> = (0..)
            .zip(&db.records)
            .filter(|(_, record)| is_due(record))
            .map(|(place, record)| (place, db.host_for(record, &cx.topology)))
            .collect();
        for (place, node) in &due {
            let record = &mut self.db_mut(key).records[*place];
            (record.node, record.due) = (*node, None);
        }
        if !due.is_empty() {
            self.report(cx, key, RdsEvent::DnsChanged);
        }
        self.redirect_readers(cx, key) | !due.is_empty()
    }

    /// A volume that is lost without a copy that may take over cannot be recovered by RDS.
    fn judge_failed(&mut self, cx: &mut Context, key: DbKey) -> bool {
        let db = self.db(key);
        if db.has_sound_volume() || db.failed || db.failover.is_some() {
            return false;
        }
        let restart = self.db_mut(key).restart.take();
        cx.cancel(restart);
        let db = self.db_mut(key);
        db.failed = true;
        for copy in &mut db.copies {
            copy.node.engine_up = false;
        }
        if db
            .job
            .as_ref()
            .is_some_and(|job| job.kind != JobKind::Deleting)
        {
            let event = db.job.take().and_then(|job| job.progress.event());
            cx.cancel(event);
        }
        self.report(cx, key, RdsEvent::Failed);
        true
    }

    /// An engine that is down, and nothing holds it down, comes back: in place, or on a new host with the same volume.
    fn judge_restart(&mut self, cx: &mut Context, key: DbKey) -> bool {
        let db = self.db(key);
        let held = db
            .job
            .as_ref()
            .is_some_and(|job| job.kind.nature().holds_engine_down);
        let may_start = !db.failed && !held && !db.is_full();
        let idle = db.restart.is_none() && db.failover.is_none() && may_start;
        let primary = db.primary();
        let can_start = primary.holds_data()
            && cx.topology.has_power(primary.zone)
            && (primary.host_up || cx.topology.gives_hosts(primary.zone));
        if primary.engine_up || !idle || !can_start {
            return false;
        }
        let (name, host_up) = (db.name.clone(), db.primary().host_up);
        let takes = if host_up {
            cx.duration(&numbers::REBOOT, &name)
        } else {
            cx.duration(&numbers::HOST_RECOVERY, &name)
        };
        self.report(cx, key, RdsEvent::RecoveryStarted);
        let event = cx.look_at(cx.now + takes, key.party());
        self.db_mut(key).restart = Some(event);
        true
    }

    pub(super) fn start_again(&mut self, cx: &mut Context, key: DbKey) {
        let db = self.db_mut(key);
        db.restart = None;
        db.primary_mut().host_up = true;
        db.primary_mut().start_engine();
        self.report(cx, key, RdsEvent::EngineStarted);
        self.report(cx, key, RdsEvent::RecoveryComplete);
    }

    /// Whether a failover ended so recently that a requested one is dropped.
    pub(super) fn in_failover_cooldown(&self, cx: &Context, key: DbKey) -> bool {
        let cooldown: SimDuration = cx.fixed(&numbers::FAILOVER_COOLDOWN);
        self.db(key)
            .last_failover
            .is_some_and(|at: SimTime| cx.now < at + cooldown)
    }
}

/// The place among the copies of the standby that can take over now: the one that was asked to, else one that runs.
fn heir(cx: &Context, db: &DbInstance) -> Option<usize> {
    let can_take_over = |copy: &DbCopy| {
        copy.role != CopyRole::Primary
            && copy.is_in_step(&cx.topology)
            && cx.topology.in_touch_with_region(copy.node.zone)
    };
    let target = db.failover.and_then(|failover| failover.target);
    let place = |wanted: &dyn Fn(&DbCopy) -> bool| {
        let mut copies = db.copies.iter();
        copies.position(|copy| can_take_over(copy) && wanted(copy))
    };
    let asked = target.and_then(|target| place(&|copy| copy.node.id == target));
    // Of those that run the one that has applied most.
    let applied = |copy: &DbCopy| db.applied_by(cx, copy, cx.now);
    let runs = |copy: &&DbCopy| can_take_over(copy) && copy.node.engine_up;
    let most = db.copies.iter().filter(runs).map(applied).max();
    let running = || place(&|copy| copy.node.engine_up && Some(applied(copy)) == most);
    asked.or_else(running).or_else(|| place(&|_| true))
}
