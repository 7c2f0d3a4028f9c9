//! The view: the world as an observer sees it at one moment.

use crate::cloud::{
    Access, AppId, Channel, Link, RegionId, Stretch, Tape, TimelineId, ZoneId, order,
};
use crate::rds::backup::Snapshot;
use crate::rds::incident::Incident;
use crate::rds::instance::{DbInstance, DbKey, Job, JobKind, Node, Sync};
use crate::rds::world::{Client, World};
use crate::rds::{
    Activity, AppView, ArchiveView, ChannelState, ChannelView, CopyHealth, CopyView, DatabaseView,
    FaultView, IncidentView, MarkView, PhaseView, RegionView, RoleView, SnapshotView, TapeView,
    View, WriteFate, WriteView, ZoneView,
};
use crate::sim::{SimDuration, SimTime};

/// How many of an application's last writes a view shows.
const RECENT_WRITES: u64 = 12;

impl World {
    pub fn view(&self) -> View {
        View {
            now: self.now,
            regions: self.region_views(),
            databases: self
                .databases
                .iter()
                .filter(|db| db.exists())
                .map(|db| self.database_view(db))
                .collect(),
            snapshots: self.snapshot_views(),
            archives: self
                .databases
                .iter()
                .filter_map(|db| self.archive_view(db))
                .collect(),
            apps: self
                .clients
                .iter()
                .map(|client| self.app_view(client))
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
            incidents: self
                .incidents
                .iter()
                .map(|incident| self.incident_view(incident))
                .collect(),
            goals: self.goals,
            writes: self.totals(),
            cost: self.cost(),
            next_event_at: self.next_due(),
        }
    }

    fn region_views(&self) -> Vec<RegionView> {
        RegionId::all()
            .filter_map(|id| {
                let used: Vec<ZoneId> = self
                    .databases
                    .iter()
                    .filter(|db| db.exists() && db.region == id)
                    .flat_map(|db| db.nodes().map(|node| node.zone).collect::<Vec<_>>())
                    .collect();
                let holds_copies = self.snapshots.iter().any(|snapshot| snapshot.region == id)
                    || self
                        .databases
                        .iter()
                        .any(|db| db.region == id && db.backups.chain.is_some());
                let shown = !used.is_empty()
                    || holds_copies
                    || !self.topology.is_open(id)
                    || id == RegionId::DEFAULT;
                let zones = id.zones().enumerate().filter(|(place, zone)| {
                    *place < 2
                        || used.contains(zone)
                        || (self.topology.is_open(id) && !self.topology.has_power(*zone))
                });
                shown.then(|| RegionView {
                    id,
                    up: self.topology.is_open(id),
                    zones: zones
                        .map(|(_, id)| ZoneView {
                            id,
                            has_power: self.topology.has_power(id),
                        })
                        .collect(),
                })
            })
            .collect()
    }

    fn database_view(&self, db: &DbInstance) -> DatabaseView {
        DatabaseView {
            id: db.name.clone(),
            region: db.region,
            status: self.status(db.key),
            role: self.role_view(db),
            engine: db.engine.facts().name,
            class: db.settings.class.clone(),
            storage_gib: db.settings.storage_gib,
            endpoint: db.endpoint(),
            primary: self.primary_view(db),
            standby: self.standby_view(db),
            multi_az: db.settings.multi_az,
            protected: db.is_protected(&self.topology),
            retention_days: db.backups.retention_days,
            backup_window: db.backups.window.to_string(),
            maintenance_window: db.settings.maintenance_window.to_string(),
            deletion_protection: db.settings.deletion_protection,
            encrypted: db.settings.kms_key.is_some(),
            earliest_restorable: db.backups.earliest_restorable(self.now),
            latest_restorable: db.backups.last_upload_before(self.now),
            created_at: db.created_at,
            activity: self.activity(db),
            pending: pending(db),
            hydrated: db.hydrated(self.now),
        }
    }

    fn role_view(&self, db: &DbInstance) -> RoleView {
        let Some(replication) = &db.replication else {
            return RoleView::Standalone;
        };
        let source = self.db(replication.source);
        let (heads, source_head) = (self.heads(db.key), self.head(replication.source));
        let count = |head| {
            self.tapes.count(Tape {
                timeline: db.timeline,
                head,
            })
        };
        let shared =
            source.timeline == db.timeline && source.exists() && !source.primary.volume_lost;
        let climbs = db.engine.facts().lag_climbs_without_source;
        let behind = self.now.since(heads.applied);
        RoleView::ReadReplica {
            source: if source.region == db.region {
                source.name.clone()
            } else {
                source.arn()
            },
            source_region: source.region,
            state: self.replication_state(db.key),
            replica_lag_s: if replication.is_connected() || climbs {
                behind.ms() as f64 / 1000.0
            } else {
                -1.0
            },
            behind: source_head.since(heads.applied),
            not_received: if shared {
                count(source_head) - count(heads.received)
            } else {
                0
            },
            not_applied: count(heads.received) - count(heads.applied),
        }
    }

    fn primary_view(&self, db: &DbInstance) -> CopyView {
        let is_new = matches!(
            &db.job,
            Some(Job {
                kind: JobKind::Creating | JobKind::Restoring { .. } | JobKind::CreatingReplica,
                ..
            })
        );
        let heads = self.heads(db.key);
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
        view.received = self.tapes.count(Tape {
            timeline: db.timeline,
            head: heads.received,
        });
        CopyView {
            zone: db.primary.zone,
            health,
            tape: view,
        }
    }

    fn standby_view(&self, db: &DbInstance) -> Option<CopyView> {
        let standby = db.standby.as_ref()?;
        let in_step = standby.sync == Sync::InStep;
        let health = match self.node_health(&standby.node) {
            CopyHealth::Running | CopyHealth::Restarting if in_step => CopyHealth::Running,
            CopyHealth::Running | CopyHealth::Restarting => CopyHealth::OutOfSync,
            health => health,
        };
        let head = match standby.sync {
            Sync::InStep => self.head(db.key),
            Sync::Behind { head, .. } | Sync::Rebuilding { head, .. } => head,
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
        if node.volume_lost {
            CopyHealth::VolumeLost
        } else if !self.topology.has_power(node.zone) {
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
    fn tape_view(&self, tape: Tape, live: bool) -> TapeView {
        let seen = if live {
            Tape {
                head: tape.head + SimDuration::from_ms(1),
                ..tape
            }
        } else {
            tape
        };
        let marks = self.tapes.damage_on(seen).into_iter().map(|id| {
            let mark = self.tapes.mark(id);
            MarkView {
                position: self.tapes.count(Tape {
                    timeline: mark.timeline,
                    head: mark.at,
                }),
                at: mark.at,
                rows: self.tapes.damaged_rows_of(id, seen),
            }
        });
        let position = self.tapes.count(tape);
        let forked_from = self.tapes.forked_from(tape.timeline);
        TapeView {
            timeline: tape.timeline.0,
            forked_from: forked_from.map(|fork| (fork.timeline.0, self.tapes.count(fork))),
            position,
            head: tape.head,
            received: position,
            marks: marks.collect(),
        }
    }

    fn activity(&self, db: &DbInstance) -> Option<Activity> {
        let done = |what, since: SimTime, until: SimTime| {
            Some(Activity {
                what,
                since,
                until: Some(until),
            })
        };
        if let Some(failover) = db.failover {
            let what = if failover.detected {
                "failing over"
            } else {
                "not yet detected"
            };
            return done(what, failover.since, failover.completes);
        }
        if let Some(job) = &db.job {
            return done(self.job_words(job), job.since, job.until);
        }
        if let Some(restart) = db.restart {
            let what = if db.primary.host_up {
                "recovering after a crash"
            } else {
                "moving to a new host"
            };
            return Some(Activity {
                what,
                since: self.now,
                until: Some(restart.due()),
            });
        }
        if let Some(backup) = db.backups.running_at(self.now, &self.backup_luck(&db.name)) {
            return done("daily backup", backup.from, backup.to);
        }
        match db.standby.as_ref()?.sync {
            Sync::Rebuilding {
                since, done: event, ..
            } => done("rebuilding the standby", since, event.due()),
            Sync::Behind { head, .. } => Some(Activity {
                what: "unprotected: no standby in step",
                since: head,
                until: None,
            }),
            Sync::InStep => None,
        }
    }

    fn job_words(&self, job: &Job) -> &'static str {
        match &job.kind {
            JobKind::Creating => "creating",
            JobKind::Restoring { replays_from } if self.now >= *replays_from => "replaying the log",
            JobKind::Restoring { .. } => "restoring",
            JobKind::CreatingReplica => "creating the replica",
            JobKind::BackingUp => "backing up",
            JobKind::Modifying(changes) if changes.multi_az == Some(true) => "adding a standby",
            JobKind::Modifying(_) | JobKind::ModifyingWithOutage(_) => "modifying",
            JobKind::Rebooting => "rebooting",
            JobKind::Promoting { .. } | JobKind::PromotingReboot { .. } => "promoting",
            JobKind::Renaming => "renaming",
            JobKind::Deleting => "deleting",
        }
    }

    fn snapshot_views(&self) -> Vec<SnapshotView> {
        let automated = self.automated_snapshots(self.now);
        let view = |snapshot: &Snapshot, automated: bool| SnapshotView {
            id: snapshot.name.clone(),
            region: snapshot.region,
            instance: snapshot.instance.clone(),
            automated,
            status: snapshot.state.name(),
            created_at: snapshot.created_at,
            percent: u32::try_from(self.percent(snapshot)).unwrap_or(100),
            tape: self.tape_view(snapshot.tape, false),
            storage_gib: snapshot.settings.storage_gib,
        };
        let manual = self.snapshots.iter().map(|snapshot| view(snapshot, false));
        manual
            .chain(automated.iter().map(|snapshot| view(snapshot, true)))
            .collect()
    }

    fn archive_view(&self, db: &DbInstance) -> Option<ArchiveView> {
        let living = db.exists() && db.backups.retention_days > 0 && db.replication.is_none();
        if !living && db.backups.chain.is_none() {
            return None;
        }
        let latest = db.backups.last_upload_before(self.now);
        let tape = db
            .backups
            .chain
            .as_ref()
            .zip(latest)
            .map(|(chain, head)| Tape {
                timeline: chain.timeline,
                head,
            });
        Some(ArchiveView {
            instance: db.name.clone(),
            resource_id: db.resource_id(),
            region: db.region,
            status: self.backup_status(db),
            earliest: db.backups.earliest_restorable(self.now),
            latest,
            tape: tape.map(|tape| self.tape_view(tape, false)),
        })
    }

    fn app_view(&self, client: &Client) -> AppView {
        let app = &client.app;
        let label = |channel: &Channel| match channel.endpoint.region {
            RegionId::DEFAULT => channel.endpoint.name.clone(),
            region => format!("{}/{}", region.name(), channel.endpoint.name),
        };
        let target = |access| self.target(app.id, access).map(|db| db.name.clone());
        let read_tape = self
            .read_database(app.id)
            .and_then(|db| self.tape_with_now(db));
        let totals = self.totals_of(app.id);
        AppView {
            name: app.name.clone(),
            connect: label(&app.write),
            read_from: label(&app.read),
            write_target: target(Access::Write),
            read_target: target(Access::Read),
            writes: self.channel_view(client, Access::Write),
            reads: self.channel_view(client, Access::Read),
            running: !matches!(app.write.link, Link::Stopped { .. }),
            totals,
            on_damaged_data: read_tape.is_some_and(|tape| !self.tapes.damage_on(tape).is_empty()),
            damaged_rows: totals.damaged,
            recent: self.recent_writes(app.id),
            copy_back_until: client.copy_back.map(|copy_back| copy_back.until),
        }
    }

    fn channel_view(&self, client: &Client, access: Access) -> ChannelView {
        let (app, now) = (&client.app, self.now);
        let channel = app.channel(access);
        let state = match channel.link {
            Link::Connected { .. } => ChannelState::Serving,
            Link::Waiting { .. } => ChannelState::Waiting,
            Link::Failing { .. } => ChannelState::Failing,
            Link::Stopped { .. } => ChannelState::Stopped,
        };
        let workload = match access {
            Access::Write => self.tapes.writes(app.id),
            Access::Read => &app.reads,
        };
        let outages = channel.outages.iter().filter(|outage| outage.from <= now);
        ChannelView {
            state,
            since: channel.link_since,
            rate: workload.rate().thousandths() as f64 / 1000.0,
            latency_ms: self.latency_ms(app.id, access),
            outage_total: channel.outage_within(SimTime::from_ms(i64::MIN), now),
            outages: outages.map(|outage| (outage.from, outage.to)).collect(),
        }
    }

    /// What a request takes: a few milliseconds, more for a commit on two volumes, much more on blocks that are still cold.
    fn latency_ms(&self, app: AppId, access: Access) -> f64 {
        let Link::Connected { node, .. } = self.client(app).app.channel(access).link else {
            return 0.0;
        };
        let Some(db) = self.owner_of(node).map(|key| self.db(key)) else {
            return 0.0;
        };
        let base = match access {
            Access::Write
                if db
                    .standby
                    .as_ref()
                    .is_some_and(|standby| standby.sync == Sync::InStep) =>
            {
                5.5
            }
            Access::Write => 2.0,
            Access::Read => 1.0,
        };
        let penalty = self
            .numbers
            .value(&crate::cloud::numbers::HYDRATION_PENALTY);
        base * (1.0 + (penalty - 1.0).max(0.0) * (1.0 - db.hydrated(self.now)))
    }

    /// The last writes that an application attempted, with their fates.
    fn recent_writes(&self, app: AppId) -> Vec<WriteView> {
        let last = self.tapes.writes(app).count_before(self.now);
        self.writes_by_number(app, last.saturating_sub(RECENT_WRITES) + 1, last)
    }

    /// An application's writes by name, for numbers that are not lost to the future.
    pub fn writes_named(&self, app: &str, first: u64, last: u64) -> Vec<WriteView> {
        let found = self
            .clients
            .iter()
            .find(|client| client.app.name == app)
            .map(|client| client.app.id);
        let Some(app) = found else { return Vec::new() };
        let newest = self.tapes.writes(app).count_before(self.now);
        self.writes_by_number(app, first.max(1), last.min(newest))
    }

    fn writes_by_number(&self, app: AppId, first: u64, last: u64) -> Vec<WriteView> {
        let lost = self.lost_now(app);
        let gone = self.tapes.gone(&lost, &self.copies(), self.now);
        let state = &self.client(app).app;
        let damaged_from = self.damaged_since(app);
        let holds = |list: &[Stretch], at: SimTime| {
            list.iter()
                .any(|stretch| stretch.from <= at && at < stretch.to)
        };
        let acknowledged = self.tapes.acknowledged_stretches(app, self.now);
        let numbers = (first..=last)
            .filter_map(|number| Some((number, self.tapes.writes(app).time_of(number)?)));
        numbers
            .map(|(number, at)| {
                let fate = if holds(&gone, at) {
                    WriteFate::Gone
                } else if holds(&lost, at) {
                    WriteFate::Stranded
                } else if holds(&acknowledged, at) {
                    match damaged_from {
                        Some((from, to)) if from < number && number <= to => WriteFate::Damaged,
                        _ => WriteFate::Present,
                    }
                } else {
                    match state.write.link {
                        Link::Waiting { since, .. } if at >= since => WriteFate::Pending,
                        _ if state
                            .gap
                            .is_some_and(|gap| self.is_in_doubt(app, gap, number)) =>
                        {
                            WriteFate::InDoubt
                        }
                        _ => WriteFate::Refused,
                    }
                };
                let order = order(self.luck, &state.name, number);
                WriteView {
                    number,
                    at,
                    customer: order.customer,
                    amount_cents: order.amount_cents,
                    fate,
                }
            })
            .collect()
    }

    /// The first writes of a gap were sent before the client gave up.
    fn is_in_doubt(&self, app: AppId, gap: SimTime, number: u64) -> bool {
        let before = self.tapes.writes(app).count_before(gap);
        number > before && number <= before + self.client(app).app.in_doubt_now
    }

    /// The numbers of the rows that the last bad write on the application's tape damaged: after the first, up to the second.
    fn damaged_since(&self, app: AppId) -> Option<(u64, u64)> {
        let tape = self
            .client(app)
            .used
            .and_then(|db| self.tape_with_now(db))?;
        let mark = self.tapes.damage_on(tape).into_iter().next_back()?;
        let last = self
            .tapes
            .writes(app)
            .count_before(self.tapes.mark(mark).at);
        Some((
            last.saturating_sub(self.tapes.damaged_rows_of(mark, tape)),
            last,
        ))
    }

    fn incident_view(&self, incident: &Incident) -> IncidentView {
        let touched = || incident.touched.iter().copied();
        let worst = |access| {
            touched()
                .map(|app| self.outage_of(incident, app, access))
                .max()
                .unwrap_or_default()
        };
        let lost: Vec<(AppId, Vec<Stretch>)> = touched()
            .map(|app| (app, self.lost_to(incident, app)))
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
        let phases = incident
            .phase_spans(self.now)
            .filter(|(_, from, to)| from < to);
        let used: Vec<DbKey> = {
            let mut used: Vec<DbKey> = touched().filter_map(|app| self.client(app).used).collect();
            used.sort_unstable();
            used.dedup();
            used
        };
        let rows_left = |mark| {
            used.iter()
                .filter_map(|db| self.tape_with_now(*db))
                .map(|tape| self.rows_left(mark, tape))
                .sum()
        };
        IncidentView {
            number: incident.number,
            fault: incident.fault.kind(),
            target: incident.fault.target(),
            at: incident.at,
            apps: touched()
                .map(|app| self.client(app).app.name.clone())
                .collect(),
            write_outage: worst(Access::Write),
            read_outage: worst(Access::Read),
            wrong_data: incident
                .wrong_data
                .iter()
                .map(|wrong| wrong.until(self.now))
                .max()
                .unwrap_or_default(),
            recovered_at: incident.recovered_at,
            recovery,
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

    fn rows_left(&self, mark: crate::cloud::MarkId, tape: Tape) -> u64 {
        if self.tapes.damage_on(tape).contains(&mark) {
            self.tapes.damaged_rows_of(mark, tape)
        } else {
            0
        }
    }

    /// The timelines that living databases write, for pictures that draw forks.
    pub fn live_timelines(&self) -> Vec<TimelineId> {
        self.databases
            .iter()
            .filter(|db| db.exists())
            .map(|db| db.timeline)
            .collect()
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
