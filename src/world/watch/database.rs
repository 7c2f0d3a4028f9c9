//! Databases as an observer sees them.

use crate::cloud::{Stretch, Tape};
use crate::rds::instance::{DbInstance, Node, Sync, Volume};
use crate::rds::job_kind::{Change, Job, JobKind, Restore, Seeding};
use crate::sim::{SimDuration, SimTime};
use crate::world::state::World;
use crate::world::{Activity, CopyHealth, CopyView, DatabaseView, MarkView, RoleView, TapeView};

/// How many stretches of a tape's writing are shown: older ones could not be told apart.
const WRITTEN_SHOWN: usize = 8;

impl World {
    pub(super) fn database_view(&self, db: &DbInstance) -> DatabaseView {
        DatabaseView {
            id: db.name.clone(),
            resource_id: db.resource_id(),
            region: db.region,
            status: self.rds.status(&self.cx, db.key).name(),
            role: self.role_view(db),
            engine: db.engine.facts().name,
            class: db.settings.class.clone(),
            storage_gib: db.settings.storage_gib,
            endpoint: db.endpoint(),
            primary: self.primary_view(db),
            standby: self.standby_view(db),
            multi_az: db.settings.multi_az,
            protected: db.is_protected(&self.cx.topology),
            retention_days: db.backups.retention_days,
            backup_window: db.backups.window.to_string(),
            maintenance_window: db.settings.maintenance_window.to_string(),
            deletion_protection: db.settings.deletion_protection,
            encrypted: db.settings.kms_key.is_some(),
            earliest_restorable: self
                .rds
                .restore_window(&self.cx, db)
                .map(|(earliest, _)| earliest),
            latest_restorable: self
                .rds
                .restore_window(&self.cx, db)
                .map(|(_, latest)| latest),
            created_at: db.created_at,
            diverged_from: self
                .diverged_from(db.key)
                .map(|other| self.rds.db(other).name.clone()),
            activity: self.activity(db),
            pending: pending(db),
            hydrated: db.hydrated(self.cx.now),
        }
    }

    fn role_view(&self, db: &DbInstance) -> RoleView {
        let Some(replication) = &db.replication else {
            return RoleView::Standalone;
        };
        let source = self.rds.db(replication.source);
        let (heads, source_head) = (
            self.rds.heads(&self.cx, db.key),
            self.rds.head(&self.cx, replication.source),
        );
        let count = |head| {
            self.cx.tapes.count(Tape {
                timeline: db.timeline,
                head,
            })
        };
        let shared =
            source.timeline == db.timeline && source.exists() && source.primary.holds_data();
        let climbs = db.engine.facts().lag_climbs_without_source;
        let behind = self.cx.now.since(heads.applied);
        RoleView::ReadReplica {
            source: if source.region == db.region {
                source.name.clone()
            } else {
                source.arn()
            },
            source_region: source.region,
            state: self.rds.replication_state(db.key).name(),
            // What was not born yet, or never was, trails nothing.
            replica_lag_s: if db.holds_data() && (replication.is_connected() || climbs) {
                behind.ms() as f64 / 1000.0
            } else {
                -1.0
            },
            behind: match db.holds_data() {
                true => source_head.since(heads.applied),
                false => SimDuration::ZERO,
            },
            not_received: if shared {
                count(source_head) - count(heads.received)
            } else {
                0
            },
            not_applied: count(heads.received) - count(heads.applied),
        }
    }

    fn primary_view(&self, db: &DbInstance) -> CopyView {
        let is_new = db.is_in_the_making();
        let heads = self.rds.heads(&self.cx, db.key);
        let tape = Tape {
            timeline: db.timeline,
            head: heads.applied,
        };
        let health = match self.node_health(&db.primary) {
            CopyHealth::Restarting if is_new => CopyHealth::Creating,
            CopyHealth::Running if db.failover.is_some() => CopyHealth::Restarting,
            health => health,
        };
        let mut view = self.tape_view(tape, db.replication.is_none());
        view.received = self.cx.tapes.count(Tape {
            timeline: db.timeline,
            head: heads.received,
        });
        view.received_at = heads.received;
        CopyView {
            zone: db.primary.zone,
            health,
            tape: view,
        }
    }

    fn standby_view(&self, db: &DbInstance) -> Option<CopyView> {
        let standby = db.standby.as_ref()?;
        let in_step = standby.sync == Sync::InStep;
        let is_new = db.is_in_the_making();
        let health = match self.node_health(&standby.node) {
            CopyHealth::Running | CopyHealth::Restarting if is_new => CopyHealth::Creating,
            CopyHealth::Running | CopyHealth::Restarting if in_step => CopyHealth::Running,
            CopyHealth::Running | CopyHealth::Restarting => CopyHealth::OutOfSync,
            health => health,
        };
        let head = match standby.sync {
            Sync::InStep => self.rds.head(&self.cx, db.key),
            Sync::Behind { head, .. } => head,
        };
        let tape = self.tape_view(
            Tape {
                timeline: db.timeline,
                head,
            },
            in_step && db.replication.is_none(),
        );
        Some(CopyView {
            zone: standby.node.zone,
            health,
            tape,
        })
    }

    fn node_health(&self, node: &Node) -> CopyHealth {
        if node.volume == Volume::Lost {
            CopyHealth::VolumeLost
        } else if node.volume == Volume::Empty {
            CopyHealth::Empty
        } else if !self.cx.topology.has_power(node.zone) {
            CopyHealth::NoPower
        } else if !node.host_up {
            CopyHealth::HostFailed
        } else if node.engine_up {
            CopyHealth::Running
        } else {
            CopyHealth::Restarting
        }
    }

    /// A live tape's marks include what commits at this very moment.
    pub(super) fn tape_view(&self, tape: Tape, live: bool) -> TapeView {
        let seen = if live {
            Tape {
                head: tape.head + SimDuration::from_ms(1),
                ..tape
            }
        } else {
            tape
        };
        let marks = self.cx.tapes.damage_on(seen).into_iter().map(|id| {
            let mark = self.cx.tapes.mark(id);
            MarkView {
                position: self.cx.tapes.count(Tape {
                    timeline: mark.timeline,
                    head: mark.at,
                }),
                position_before: self.cx.tapes.count(Tape {
                    timeline: mark.timeline,
                    head: mark.at.last_second_before(),
                }),
                at: mark.at,
                rows: self.cx.tapes.damaged_rows_of(id, seen),
            }
        });
        let position = self.cx.tapes.count(tape);
        let forked_from = self.cx.tapes.forked_from(tape.timeline);
        TapeView {
            timeline: tape.timeline.0,
            forked_from: forked_from.map(|fork| (fork.timeline.0, self.cx.tapes.count(fork))),
            forked_at: forked_from.map(|fork| fork.head),
            position,
            head: tape.head,
            received: position,
            received_at: tape.head,
            written: self.cx.tapes.written(tape, WRITTEN_SHOWN),
            torn: self.torn_off(tape),
            marks: marks.collect(),
        }
    }

    /// The writes that applications have lost to a tape by going on with another one.
    fn torn_off(&self, tape: Tape) -> Option<(u64, SimTime)> {
        if self.torn.is_empty() {
            return None;
        }
        let apps = self.clients.iter().map(|client| client.app.id);
        // Who has no tape has not gone on with another one: what a way out will bring back is not torn off.
        let moved = apps.filter(|app| self.used_tape(*app).is_some());
        let held: Vec<Stretch> = moved
            .flat_map(|app| {
                let lost = self.lost_now(app);
                let elsewhere = self.cx.tapes.gone(&lost, &[tape], self.cx.now);
                let held = lost.iter().flat_map(|stretch| stretch.minus(&elsewhere));
                held.collect::<Vec<_>>()
            })
            .collect();
        let count = held.iter().map(|held| self.cx.tapes.writes_in(held)).sum();
        let since = held.iter().map(|held| held.from).min()?;
        (count > 0).then_some((count, since))
    }

    fn activity(&self, db: &DbInstance) -> Option<Activity> {
        let now = self.cx.now;
        let timed = |what, since: SimTime, until: SimTime| {
            let whole = until.since(since).ms().max(1);
            Some(Activity {
                what,
                since,
                until: Some(until),
                done: Some(now.since(since).ms() as f64 / whole as f64),
            })
        };
        if let Some(failover) = db.failover {
            let what = if failover.detected {
                "failing over"
            } else {
                "not yet detected"
            };
            return timed(what, failover.since, failover.completes);
        }
        if let Some(job) = &db.job {
            return Some(Activity {
                what: job_words(job),
                since: job.since,
                until: job.progress.until().map(|until| until + to_follow(job)),
                done: job_done(job, now),
            });
        }
        if let Some(restart) = db.restart {
            let what = if db.primary.host_up {
                "recovering after a crash"
            } else {
                "moving to a new host"
            };
            return Some(Activity {
                what,
                since: now,
                until: Some(restart.due()),
                done: None,
            });
        }
        if let Some(backup) = self.rds.daily_backup(&self.cx, db.key) {
            return timed("daily backup", backup.from, backup.to);
        }
        match db.standby.as_ref()?.sync {
            Sync::InStep => None,
            Sync::Behind { head, rebuild, .. } => {
                let going = rebuild.filter(|rebuild| rebuild.progress.until().is_some());
                Some(match going {
                    Some(rebuild) => Activity {
                        what: "rebuilding the standby",
                        since: rebuild.since,
                        until: rebuild.progress.until(),
                        done: Some(rebuild.progress.share(now)),
                    },
                    None => Activity {
                        what: "unprotected: no standby in step",
                        since: head,
                        until: None,
                        done: None,
                    },
                })
            }
        }
    }
}

/// How much of a job is done. Of one in several parts the earlier ones are known by the time that they took.
fn job_done(job: &Job, now: SimTime) -> Option<f64> {
    let has_parts = match job.kind {
        JobKind::Restoring(Restore::PointInTime { .. }) | JobKind::Replaying => true,
        JobKind::CreatingReplica(_) => true,
        JobKind::Promoting { .. } | JobKind::PromotingReboot { .. } => true,
        JobKind::Creating | JobKind::Restoring(Restore::Snapshot) | JobKind::Deleting => false,
        JobKind::FirstBackup { .. } | JobKind::Snapshotting | JobKind::Rebooting => false,
        JobKind::Modifying(_) | JobKind::ModifyingWithOutage(_) | JobKind::Renaming => false,
    };
    if !has_parts {
        return Some(job.progress.share(now));
    }
    let left = (job.progress.left(now) + to_follow(job)).ms() as f64;
    let spent = now.since(job.since).ms() as f64;
    job.progress
        .until()
        .map(|_| spent / (spent + left).max(1.0))
}

/// What of a job of several parts comes after the present one.
fn to_follow(job: &Job) -> SimDuration {
    match job.kind {
        JobKind::Restoring(Restore::PointInTime { replay }) => replay,
        JobKind::CreatingReplica(Seeding::Snapshot { copy, load }) => {
            copy.unwrap_or_default() + load
        }
        JobKind::CreatingReplica(Seeding::Copy { load }) => load,
        JobKind::Promoting { reboot, .. } => reboot,
        _ => SimDuration::ZERO,
    }
}

fn job_words(job: &Job) -> &'static str {
    match &job.kind {
        JobKind::Creating => "creating",
        JobKind::Restoring(_) => "restoring",
        JobKind::Replaying => "replaying the log",
        JobKind::CreatingReplica(_) => "creating the replica",
        JobKind::FirstBackup { .. } | JobKind::Snapshotting => "backing up",
        JobKind::Modifying(Change::MultiAz(true)) => "adding a standby",
        JobKind::Modifying(_) | JobKind::ModifyingWithOutage(_) => "modifying",
        JobKind::Rebooting => "rebooting",
        JobKind::Promoting { .. } | JobKind::PromotingReboot { .. } => "promoting",
        JobKind::Renaming => "renaming",
        JobKind::Deleting => "deleting",
    }
}

fn pending(db: &DbInstance) -> Vec<String> {
    let mut waiting = Vec::new();
    if let Some(multi_az) = db.pending.multi_az {
        waiting.push(if multi_az {
            "--multi-az".to_owned()
        } else {
            "--no-multi-az".to_owned()
        });
    }
    if let Some(days) = db.pending.retention_days {
        waiting.push(format!("--backup-retention-period {days}"));
    }
    if let Some(name) = &db.pending.new_name {
        waiting.push(format!("--new-db-instance-identifier {name}"));
    }
    waiting
}
