//! Clusters and their backups as an observer sees them.

use crate::aurora::cluster::{Cluster, Making};
use crate::aurora::member::{Member, Task};
use crate::aurora::{Aurora, WORDS};
use crate::cloud::view::{
    Activity, ArchiveView, CopyHealth, CopyView, DatabaseView, Form, RecordView, RoleView, TapeView,
};
use crate::cloud::{Context, CopyRole, Progress, Tape};
use crate::sim::SimTime;

impl Cluster {
    /// AWS's word for what it is doing. One whose writer nobody can bring back where it ran is being failed over, with or without a
    /// reader that could take its place.
    pub fn status(&self, cx: &Context) -> &'static str {
        let gone = |writer: &Member| !writer.runs(&cx.topology) && !self.comes_back(cx, writer);
        match self.work.as_ref().map(|work| work.task) {
            Some(Making::Creating | Making::Restoring) => "creating",
            Some(Making::Deleting) => "deleting",
            None if self.failover.is_some() || self.writing().is_some_and(gone) => "failing-over",
            None => "available",
        }
    }

    /// Panics with a message if it contradicts itself.
    pub fn check(&self) {
        let names = |node| self.writer.is_none() || self.on(node).is_some();
        assert!(
            self.records.iter().all(|record| names(record.node)),
            "{}: a name leads to no instance of its",
            self.name
        );
        assert!(
            self.writer.is_none_or(|node| self.on(node).is_some()),
            "{}: its writer is no instance of its",
            self.name
        );
    }

    fn copy_views(&self, cx: &Context) -> Vec<CopyView> {
        let mut copies: Vec<CopyView> = self
            .in_order()
            .map(|member| self.copy_view(cx, member))
            .collect();
        if self.writing().is_none() {
            copies.insert(0, self.headless(cx));
        }
        copies
    }

    fn copy_view(&self, cx: &Context, member: &Member) -> CopyView {
        let writes = self.writer == Some(member.node);
        let whole = self.tape(cx);
        // What is committed it holds, for the volume does; what it shows trails that.
        let shown = match writes {
            true => whole,
            false => Tape::of(self.timeline, cx.now - member.lag),
        };
        let mut tape = TapeView::of(&cx.tapes, shown, writes);
        (tape.received, tape.received_at) = (cx.tapes.count(whole), whole.head);
        CopyView {
            role: match writes {
                true => CopyRole::Primary,
                false => CopyRole::Standby { readable: true },
            },
            zone: member.zone,
            health: self.health(cx, member),
            tape,
        }
    }

    fn health(&self, cx: &Context, member: &Member) -> CopyHealth {
        if !cx.topology.has_power(member.zone) {
            CopyHealth::NoPower
        } else if member.is_being(Task::Creating) {
            CopyHealth::Creating
        } else if !member.host_up {
            CopyHealth::HostFailed
        } else if !member.engine_up {
            CopyHealth::Restarting
        } else if !self.serves_reads(cx, member.zone) {
            CopyHealth::Stalled
        } else {
            CopyHealth::Running
        }
    }

    /// Its volume, with no instance on it.
    fn headless(&self, cx: &Context) -> CopyView {
        let (zone, made) = (self.volume.zones()[0], self.work.is_some());
        CopyView {
            role: CopyRole::Primary,
            zone,
            health: match (cx.topology.has_power(zone), made) {
                (false, _) => CopyHealth::NoPower,
                (true, true) => CopyHealth::Creating,
                (true, false) => CopyHealth::Stopped,
            },
            tape: TapeView::of(&cx.tapes, self.tape(cx), true),
        }
    }

    fn record_views(&self) -> Vec<RecordView> {
        let headless = usize::from(self.writing().is_none());
        let records = self.records.iter().map(|record| RecordView {
            name: self.endpoint(record.access),
            access: record.access,
            leads_to: self
                .in_order()
                .position(|member| member.node == record.node)
                .map(|place| place + headless),
        });
        records.collect()
    }

    fn activity(&self, cx: &Context) -> Option<Activity> {
        let worked = |what, since: SimTime, progress: &Progress, makes| {
            Some(Activity {
                what,
                since,
                until: progress.until(),
                done: Some(progress.share(cx.now)),
                makes,
            })
        };
        if let Some(failover) = &self.failover {
            let whole = failover.completes.since(failover.since).ms().max(1);
            return Some(Activity {
                what: match failover.detected {
                    true => "failing over",
                    false => "not yet detected",
                },
                since: failover.since,
                until: Some(failover.completes),
                done: Some(cx.now.since(failover.since).ms() as f64 / whole as f64),
                makes: false,
            });
        }
        if let Some(work) = &self.work {
            let (what, makes) = match work.task {
                Making::Creating => ("creating", true),
                Making::Restoring => ("restoring", true),
                Making::Deleting => ("deleting", false),
            };
            return worked(what, work.since, &work.progress, makes);
        }
        if let Some(mend) = self.writing().and_then(|writer| writer.mend.as_ref()) {
            let what = match mend.new_host {
                true => "moving to a new host",
                false => "recovering after a crash",
            };
            return worked(what, cx.now, &mend.progress, false);
        }
        let work = self.living().find_map(|member| member.work.as_ref())?;
        let (what, makes) = match work.task {
            Task::Creating => ("creating an instance", true),
            Task::Deleting => ("deleting an instance", false),
            Task::Rebooting => ("rebooting", false),
        };
        worked(what, work.since, &work.progress, makes)
    }
}

impl Aurora {
    pub(super) fn shown(&self, cx: &Context, cluster: &Cluster) -> DatabaseView {
        let window = cluster.restore_window(cx);
        let status = cluster.status(cx);
        let writer = cluster.writing();
        DatabaseView {
            resource_id: cluster.resource_id(),
            form: Form::Cluster,
            status_name: "RDS status",
            settled: status == "available",
            passes: cluster.work.is_some(),
            role: RoleView::Standalone,
            engine: cluster.engine,
            class: writer.map_or_else(String::new, |writer| writer.class.clone()),
            copies: cluster.copy_views(cx),
            records: cluster.record_views(),
            multi_az: true,
            protected: cluster.failover.is_none()
                && cluster.serves(cx)
                && cluster.successor(cx).is_some(),
            retention_days: cluster.retention_days,
            backup_window: "continuous".to_owned(),
            deletion_protection: cluster.deletion_protection,
            earliest_restorable: window.map(|(earliest, _)| earliest),
            latest_restorable: window.map(|(_, latest)| latest),
            created_at: cluster.created_at,
            activity: cluster.activity(cx),
            ..DatabaseView::of(cx, self, WORDS.name, cluster.key)
        }
    }

    pub(super) fn shown_archive(&self, cx: &Context, cluster: &Cluster) -> ArchiveView {
        let window = cluster.restore_window(cx);
        let tape = window.map(|(_, latest)| Tape::of(cluster.timeline, latest));
        ArchiveView {
            service: WORDS.name,
            instance: cluster.name.clone(),
            resource_id: cluster.resource_id(),
            form: Form::Cluster,
            region: cluster.region,
            status: "active",
            retained: false,
            readable: true,
            earliest: window.map(|(earliest, _)| earliest),
            latest: window.map(|(_, latest)| latest),
            tape: tape.map(|tape| TapeView::of(&cx.tapes, tape, false)),
        }
    }
}
