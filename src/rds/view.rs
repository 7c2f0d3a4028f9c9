//! Databases, snapshots and backups as an observer sees them.

use crate::cloud::view::{
    Activity, ArchiveView, CopyHealth, CopyView, DatabaseView, RecordView, RoleView, SnapshotView,
    TapeView,
};
use crate::cloud::{Context, CopyRole, Tape};
use crate::rds::copy::{DbCopy, Node, Sync, Volume};
use crate::rds::instance::DbInstance;
use crate::rds::job_kind::Job;
use crate::rds::snapshot::{Snapshot, SnapshotState};
use crate::rds::{Rds, WORDS};
use crate::sim::{SimDuration, SimTime};

impl Rds {
    pub(super) fn shown(&self, cx: &Context, db: &DbInstance) -> DatabaseView {
        let status = self.status(cx, db.key);
        let window = self.restore_window(cx, db);
        DatabaseView {
            service: WORDS.name,
            id: db.name.clone(),
            resource_id: db.resource_id(),
            form: db.form(),
            region: db.region,
            status: status.name(),
            status_name: "RDS status",
            settled: status.is_in_service(),
            passes: status.passes(),
            role: self.role_view(cx, db),
            engine: db.engine.facts().name,
            class: db.settings.class.clone(),
            storage_gib: db.settings.storage_gib,
            copies: self.copy_views(cx, db),
            records: record_views(db),
            multi_az: db.settings.multi_az,
            protected: db.is_protected(&cx.topology),
            retention_days: db.backups.retention_days,
            backup_window: db.backups.window.to_string(),
            maintenance_window: db.settings.maintenance_window.to_string(),
            deletion_protection: db.settings.deletion_protection,
            kms_key: db.settings.kms_key.clone(),
            earliest_restorable: window.map(|(earliest, _)| earliest),
            latest_restorable: window.map(|(_, latest)| latest),
            created_at: db.created_at,
            diverged_from: None,
            activity: self.activity(cx, db),
            pending: pending(db),
            hydrated: db.hydrated(cx.now),
        }
    }

    fn role_view(&self, cx: &Context, db: &DbInstance) -> RoleView {
        let Some(replication) = &db.replication else {
            return RoleView::Standalone;
        };
        let source = self.db(replication.source);
        let (heads, source_head) = (self.heads(cx, db.key), self.head(cx, replication.source));
        let count = |head| cx.tapes.count(Tape::of(db.timeline, head));
        let shared =
            source.timeline == db.timeline && source.exists() && source.primary().holds_data();
        let climbs = db.engine.facts().lag_climbs_without_source;
        let behind = cx.now.since(heads.applied);
        RoleView::ReadReplica {
            source: if source.region == db.region {
                source.name.clone()
            } else {
                source.arn()
            },
            source_region: source.region,
            state: self.replication_state(db.key),
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

    fn copy_views(&self, cx: &Context, db: &DbInstance) -> Vec<CopyView> {
        let mut copies = vec![self.primary_view(cx, db)];
        let standbys = db.standbys().iter();
        copies.extend(standbys.map(|standby| self.standby_view(cx, db, standby)));
        copies
    }

    fn primary_view(&self, cx: &Context, db: &DbInstance) -> CopyView {
        let is_new = db.is_in_the_making();
        let heads = self.heads(cx, db.key);
        let tape = Tape::of(db.timeline, heads.applied).on(db.blocks(cx.now));
        let health = match Rds::node_health(cx, db, db.primary()) {
            CopyHealth::Restarting if is_new => CopyHealth::Creating,
            CopyHealth::Running if db.failover.is_some() => CopyHealth::Restarting,
            health => health,
        };
        let mut view = TapeView::of(&cx.tapes, tape, db.replication.is_none());
        view.received = cx.tapes.count(Tape::of(db.timeline, heads.received));
        view.received_at = heads.received;
        CopyView {
            role: CopyRole::Primary,
            zone: db.primary().zone,
            health,
            tape: view,
        }
    }

    fn standby_view(&self, cx: &Context, db: &DbInstance, standby: &DbCopy) -> CopyView {
        let in_step = standby.sync == Sync::InStep;
        let is_new = db.is_in_the_making();
        let health = match Rds::node_health(cx, db, &standby.node) {
            CopyHealth::Running | CopyHealth::Restarting if is_new => CopyHealth::Creating,
            CopyHealth::Running | CopyHealth::Restarting if in_step => CopyHealth::Running,
            CopyHealth::Running | CopyHealth::Restarting => CopyHealth::OutOfSync,
            // It is given another one, and brought into step there.
            CopyHealth::HostFailed if standby.is_rebuilt() => CopyHealth::OutOfSync,
            CopyHealth::Stopped | CopyHealth::Unreadable | CopyHealth::Full if !in_step => {
                CopyHealth::OutOfSync
            }
            health => health,
        };
        let head = match standby.sync {
            Sync::InStep => self.head(cx, db.key),
            Sync::Behind { head, .. } => head,
        };
        // Readers see what is applied; what is received is held.
        let applied = match in_step {
            true => db.applied_by(cx, standby, head),
            false => head,
        };
        let mut tape = TapeView::of(
            &cx.tapes,
            Tape::of(db.timeline, applied).on(db.blocks_of(&standby.node, head)),
            in_step && applied == head && db.replication.is_none(),
        );
        (tape.received, tape.received_at) = (cx.tapes.count(Tape::of(db.timeline, head)), head);
        CopyView {
            role: standby.role,
            zone: standby.node.zone,
            health,
            tape,
        }
    }

    fn node_health(cx: &Context, db: &DbInstance, node: &Node) -> CopyHealth {
        if node.volume == Volume::Lost {
            CopyHealth::VolumeLost
        } else if node.volume == Volume::Empty {
            CopyHealth::Empty
        } else if db.is_unreadable() {
            CopyHealth::Unreadable
        } else if !cx.topology.has_power(node.zone) {
            CopyHealth::NoPower
        } else if db.rests() {
            CopyHealth::Stopped
        } else if !node.host_up {
            CopyHealth::HostFailed
        } else if node.is_stalled() {
            CopyHealth::Stalled
        } else if db.is_full() {
            CopyHealth::Full
        } else if node.engine_up {
            CopyHealth::Running
        } else {
            CopyHealth::Restarting
        }
    }

    pub(super) fn shown_snapshots(&self, cx: &Context) -> Vec<SnapshotView> {
        let automated = self.automated_snapshots(cx);
        let view = |snapshot: &Snapshot, automated: bool| SnapshotView {
            service: WORDS.name,
            id: snapshot.name.clone(),
            region: snapshot.region,
            instance: snapshot.instance.clone(),
            resource_id: self.db(snapshot.instance_key).resource_id(),
            form: self.db(snapshot.instance_key).form(),
            instance_now: self.db(snapshot.instance_key).name.clone(),
            automated,
            status: snapshot.state.name(),
            complete: snapshot.state == SnapshotState::Available,
            created_at: snapshot.created_at,
            percent: snapshot.percent(cx.now),
            tape: TapeView::of(&cx.tapes, snapshot.tape, false),
            storage_gib: snapshot.settings.storage_gib,
            kms_key: snapshot.settings.kms_key.clone(),
            readable: snapshot.settings.is_readable(&cx.topology),
        };
        let manual = self.snapshots.iter().map(|snapshot| view(snapshot, false));
        manual
            .chain(automated.iter().map(|snapshot| view(snapshot, true)))
            .collect()
    }

    pub(super) fn shown_archive(&self, cx: &Context, db: &DbInstance) -> Option<ArchiveView> {
        let living = db.exists() && db.backups.retention_days > 0 && db.replication.is_none();
        if !living && db.backups.chain.is_none() {
            return None;
        }
        let window = self.restore_window(cx, db);
        let tape = window.and_then(|(_, latest)| self.tape_restored_to(cx, db, latest));
        Some(ArchiveView {
            service: WORDS.name,
            instance: db.name.clone(),
            resource_id: db.resource_id(),
            form: db.form(),
            region: db.region,
            status: self.backup_status(db).name(),
            retained: !db.exists(),
            readable: db.settings.is_readable(&cx.topology),
            earliest: window.map(|(earliest, _)| earliest),
            latest: window.map(|(_, latest)| latest),
            tape: tape.map(|tape| TapeView::of(&cx.tapes, tape, false)),
        })
    }

    fn activity(&self, cx: &Context, db: &DbInstance) -> Option<Activity> {
        let now = cx.now;
        let timed = |what, since: SimTime, until: SimTime| {
            let whole = until.since(since).ms().max(1);
            Some(Activity {
                what,
                since,
                until: Some(until),
                done: Some(now.since(since).ms() as f64 / whole as f64),
                makes: false,
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
                what: job.kind.nature().words,
                since: job.since,
                until: job
                    .progress
                    .until()
                    .map(|until| until + job.kind.to_follow()),
                done: job_done(job, now),
                makes: job.kind.nature().makes,
            });
        }
        if let Some(restart) = db.restart {
            let what = if db.primary().host_up {
                "recovering after a crash"
            } else {
                "moving to a new host"
            };
            return Some(Activity {
                what,
                since: now,
                until: Some(restart.due()),
                done: None,
                makes: false,
            });
        }
        if let Some(backup) = self.daily_backup(cx, db.key) {
            return timed("daily backup", backup.from, backup.to);
        }
        rebuilding(db, now)
    }
}

/// What is done for the first standby that is not in step.
fn rebuilding(db: &DbInstance, now: SimTime) -> Option<Activity> {
    let mut behind = db.standbys().iter().filter_map(|copy| match copy.sync {
        Sync::InStep => None,
        Sync::Behind { head, rebuild, .. } => Some((head, rebuild)),
    });
    let (head, rebuild) = behind.next()?;
    let going = rebuild.filter(|rebuild| rebuild.progress.until().is_some());
    let in_step = db.standbys().iter().any(|copy| copy.sync == Sync::InStep);
    match going {
        Some(rebuild) => Some(Activity {
            what: "rebuilding the standby",
            since: rebuild.since,
            until: rebuild.progress.until(),
            done: Some(rebuild.progress.share(now)),
            makes: false,
        }),
        None if in_step => None,
        None => Some(Activity {
            what: "unprotected: no standby in step",
            since: head,
            until: None,
            done: None,
            makes: false,
        }),
    }
}

fn record_views(db: &DbInstance) -> Vec<RecordView> {
    let records = db.records.iter().map(|record| RecordView {
        name: record.name.clone(),
        access: record.access,
        leads_to: db.nodes().position(|node| node.id == record.node),
    });
    records.collect()
}

/// How much of a job is done. Of one in several parts the earlier ones are known by the time that they took.
#[inline(never)]
fn job_done(job: &Job, now: SimTime) -> Option<f64> {
    if !job.kind.nature().has_parts {
        return Some(job.progress.share(now));
    }
    let left = (job.progress.left(now) + job.kind.to_follow()).ms() as f64;
    let spent = now.since(job.since).ms() as f64;
    job.progress
        .until()
        .map(|_| spent / (spent + left).max(1.0))
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
    if let Some(gib) = db.pending.storage_gib {
        waiting.push(format!("--allocated-storage {gib}"));
    }
    if let Some(days) = db.pending.retention_days {
        waiting.push(format!("--backup-retention-period {days}"));
    }
    if let Some(name) = &db.pending.new_name {
        waiting.push(format!("--new-db-instance-identifier {name}"));
    }
    waiting
}
