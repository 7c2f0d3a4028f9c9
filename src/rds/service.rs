//! RDS as everybody else knows it: what the world asks of any service, answered by DB instances.

use crate::cloud::view::{ArchiveView, CostItem, DatabaseView, ProxyView, SnapshotView};
use crate::cloud::{
    Access, Answer, CommandError, Context, Database, DbKey, DbName, Deed, Due, Endpoint, Fault,
    Hold, NodeId, Party, Phase, Planned, Record, RegionId, Request, Service, Site, Strike, Tape,
    WaitState, ZoneId, numbers,
};
use crate::rds::copy::{DbCopy, Sync};
use crate::rds::instance::DbInstance;
use crate::rds::operation::{AUTOMATED_BACKUP, RdsRequest};
use crate::rds::status::Status;
use crate::rds::{Rds, SqlRequest, fault};
use crate::sim::{EventId, SimTime};

impl Service for Rds {
    fn keys(&self) -> Vec<DbKey> {
        self.databases.iter().map(|db| db.key).collect()
    }

    fn database(&self, cx: &Context, key: DbKey) -> Database<'_> {
        let db = self.db(key);
        Database {
            key,
            name: &db.name,
            region: db.region,
            exists: db.exists(),
            failed: db.failed,
            host: db.primary().id,
            zone: db.primary().zone,
            timeline: db.timeline,
            starts: db.primary().incarnation,
            source: db.replication.as_ref().map(|r| r.source),
            serves: db.primary().serves(&cx.topology),
            fails_over: db.failover.is_some(),
            holds_data: db.holds_data(),
            rests: db.rests() && db.has_sound_volume(),
            pauses_until: db.pause_until.max(db.io_pause_until),
            waits_for_window: !db.pending.is_empty(),
            kms_key: db.settings.kms_key.as_deref(),
        }
    }

    fn named(&self, _: &Context, name: &DbName) -> Option<DbKey> {
        Rds::named(self, name)
    }

    fn bears(&self, _: &Context, region: RegionId, name: &str) -> bool {
        self.free_instance_name(region, name, None).is_err()
    }

    fn behind(&self, _: &Context, endpoint: &Endpoint) -> Option<DbKey> {
        let proxied = || self.behind_proxy(self.proxy_at(endpoint)?);
        let db = self.instance_behind(endpoint).or_else(proxied);
        db.map(|db| db.key)
    }

    fn owner_of(&self, _: &Context, node: NodeId) -> Option<DbKey> {
        Rds::owner_of(self, node)
    }

    fn served_by(&self, node: NodeId) -> NodeId {
        let led_to = self.proxy_on(node).and_then(|proxy| proxy.led_to);
        led_to.map_or(node, |key| self.db(key).primary().id)
    }

    fn hosts(&self, _: &Context, key: DbKey) -> Vec<(NodeId, ZoneId)> {
        let nodes = self.db(key).nodes();
        nodes.map(|node| (node.id, node.zone)).collect()
    }

    fn resolve(&self, _: &Context, endpoint: &Endpoint) -> Option<NodeId> {
        let proxied = || self.proxy_at(endpoint).filter(|one| one.is_available());
        let host = self.host_named(endpoint);
        host.or_else(|| proxied().map(|proxy| proxy.node))
    }

    fn reader_endpoint(&self, key: DbKey) -> Option<Endpoint> {
        let db = self.db(key);
        Some(Endpoint {
            service: key.service,
            region: db.region,
            name: db.reader_name()?,
        })
    }

    fn in_front(&self, name: &DbName) -> Option<Endpoint> {
        self.proxy_named(name)
    }

    fn reaches(&self, cx: &Context, app: &str, endpoint: &Endpoint, key: DbKey) -> bool {
        let db = self.db(key);
        let proxied = self
            .proxy_at(endpoint)
            .and_then(|one| self.behind_proxy(one));
        match proxied.is_some_and(|behind| behind.key == key) {
            true => self.reaches_by_proxy(cx, app, db),
            false => {
                let site = Site::Host {
                    zone: db.primary().zone,
                    database: key,
                };
                cx.topology.connected(Site::App(app), site)
            }
        }
    }

    fn waits_for(&self, cx: &Context, endpoint: &Endpoint) -> Option<Phase> {
        self.record_behind(cx, endpoint)
            .or_else(|| self.proxy_yet_to_lead(endpoint))
    }

    fn answer(&self, cx: &Context, app: &str, node: NodeId, access: Access) -> Option<Answer> {
        let proxied = || {
            let proxy = self.proxy_on(node)?;
            Some(self.answer_by_proxy(cx, app, proxy, access))
        };
        let answer = self.answer_of(cx, app, node, access);
        answer.or_else(proxied)
    }

    /// A few milliseconds, more for a commit on two volumes, much more on blocks that are still cold.
    fn latency_ms(&self, cx: &Context, key: DbKey, access: Access) -> f64 {
        let db = self.db(key);
        let value = |number| cx.numbers.value(number);
        let in_step = |standby: &DbCopy| standby.sync == Sync::InStep;
        let times = |copy: &DbCopy| copy.node.slow_times.unwrap_or(1);
        let own = f64::from(db.primary().slow_times.unwrap_or(1));
        let standbys = || db.standbys().iter().filter(|copy| in_step(copy)).map(times);
        // A commit waits for the slower of two volumes, in a cluster for its own and the faster of two readers.
        let (others, adds) = match db.settings.cluster {
            true => (standbys().min(), &numbers::CLUSTER_COMMIT),
            false => (standbys().max(), &numbers::MULTI_AZ_COMMIT),
        };
        let slowest = others.unwrap_or(1).max(times(&db.copies[0]));
        let commit = value(&numbers::LATENCY_COMMIT) * f64::from(slowest);
        let base = match access {
            Access::Write if others.is_some() => commit + value(adds),
            Access::Write => commit,
            Access::Read => value(&numbers::LATENCY_READ) * own,
        };
        base * times_slower(cx, db) + self.daily_pause(cx, db).ms() as f64
    }

    fn loading(&self, cx: &Context, key: DbKey) -> Option<(SimTime, f64)> {
        let db = self.db(key);
        let until = cx.now + db.hydration?.left(cx.now);
        (until > cx.now).then(|| (until, times_slower(cx, db)))
    }

    fn tape(&self, cx: &Context, key: DbKey) -> Option<Tape> {
        Rds::tape(self, cx, key)
    }

    fn held(&self, cx: &Context, key: DbKey) -> Option<Tape> {
        Rds::held(self, cx, key)
    }

    fn head(&self, cx: &Context, key: DbKey) -> SimTime {
        Rds::head(self, cx, key)
    }

    fn copies(&self, cx: &Context) -> Vec<Tape> {
        Rds::copies(self, cx)
    }

    fn status(&self, cx: &Context, key: DbKey) -> &'static str {
        Rds::status(self, cx, key).name()
    }

    fn hold(&self, cx: &Context, key: DbKey) -> Hold {
        let db = self.db(key);
        match hold(cx, db) {
            // A cluster's commits wait for a reader.
            Hold::Nothing if !self.is_acknowledged(cx, db) => {
                Hold::For(self.awaited_of_readers(cx, db))
            }
            held => held,
        }
    }

    fn under_way(&self, since: SimTime) -> Vec<(DbKey, Phase)> {
        let latest_first = self.databases.iter().rev().filter(|db| db.exists());
        let jobs = latest_first.filter_map(|db| Some((db.key, db.job.as_ref()?)));
        let recent = jobs.filter(|(_, job)| job.since >= since);
        let leading = recent.filter_map(|(key, job)| Some((key, job.kind.nature().way_out?)));
        leading.collect()
    }

    fn independent_since(&self, since: SimTime) -> Vec<DbKey> {
        let own = |db: &&DbInstance| db.independent_since.is_some_and(|at| at >= since);
        let living = self.databases.iter().filter(|db| db.exists());
        living.filter(own).map(|db| db.key).collect()
    }

    fn own_deed(&self, cx: &Context, key: DbKey) -> Deed {
        match Rds::status(self, cx, key) {
            Status::BackingUp => AUTOMATED_BACKUP,
            _ => Deed::MAINTENANCE,
        }
    }

    fn plan(&self, cx: &Context, region: RegionId, request: &dyn Request) -> Planned {
        if let Some(SqlRequest { database, call }) = request.known_as() {
            return self.plan_sql(cx, database, call);
        }
        match request.known_as::<RdsRequest>() {
            Some(request) => request.plan(self, cx, region),
            None => unreachable!("a request of another service was sent to RDS"),
        }
    }

    fn poll(
        &self,
        cx: &Context,
        region: RegionId,
        request: &dyn Request,
    ) -> Result<WaitState, CommandError> {
        match request.known_as() {
            Some(RdsRequest::Wait(asked)) => {
                let state = Rds::poll(self, cx, region, asked);
                state.map_err(|error| asked.refused(error))
            }
            _ => Ok(WaitState::Done),
        }
    }

    fn strike(&self, cx: &Context, fault: &Fault) -> Result<Strike, CommandError> {
        fault::plan(self, cx, fault)
    }

    fn grip(&mut self, cx: &mut Context, fault: &Fault, key: DbKey, on: bool) {
        fault::grip(self, cx, fault, key, on);
    }

    fn touch(&mut self, key: DbKey) {
        Rds::touch(self, key);
    }

    fn touch_all(&mut self) {
        Rds::touch_all(self);
    }

    fn come_due(&mut self, cx: &mut Context, event: EventId, party: Party) -> Option<Due> {
        Rds::come_due(self, cx, event, party)
    }

    fn react(&mut self, cx: &mut Context) -> bool {
        Rds::react(self, cx)
    }

    fn flow(&mut self, cx: &mut Context) -> bool {
        self.settle_replication(cx)
    }

    fn rest(&mut self, cx: &mut Context) {
        Rds::rest(self, cx);
    }

    fn database_view(&self, cx: &Context, key: DbKey) -> DatabaseView {
        self.shown(cx, self.db(key))
    }

    fn snapshot_views(&self, cx: &Context) -> Vec<SnapshotView> {
        self.shown_snapshots(cx)
    }

    fn proxy_views(&self, cx: &Context) -> Vec<ProxyView> {
        self.shown_proxies(cx)
    }

    fn archive_views(&self, cx: &Context) -> Vec<ArchiveView> {
        let all = self.databases.iter();
        all.filter_map(|db| self.shown_archive(cx, db)).collect()
    }

    fn cost(&self, cx: &Context, writes: &dyn Fn(DbKey) -> f64) -> Vec<CostItem> {
        self.month(cx, writes)
    }

    fn recurring(&self, cx: &Context, from: SimTime, to: SimTime) -> Vec<Record> {
        Rds::recurring(self, cx, from, to)
    }

    fn check(&self, cx: &Context) {
        self.check_invariants(cx);
    }
}

/// How many times as long a request takes while blocks of a restored volume still arrive.
fn times_slower(cx: &Context, db: &DbInstance) -> f64 {
    let penalty = cx.numbers.value(&numbers::HYDRATION_PENALTY);
    1.0 + (penalty - 1.0).max(0.0) * (1.0 - db.hydrated(cx.now))
}

/// What keeps clients from a DB instance.
fn hold(cx: &Context, db: &DbInstance) -> Hold {
    let is_full = db.is_full() && cx.topology.has_power(db.primary().zone);
    if db.failed || db.rests() || db.is_unreadable() || is_full {
        return Hold::People;
    }
    if let Some(failover) = db.failover {
        return Hold::For(match failover.detected {
            true => Phase::Failover,
            false => Phase::Detection,
        });
    }
    if !cx.topology.has_power(db.primary().zone) {
        return Hold::For(Phase::WaitingForZone);
    }
    let jobs = db.job.as_ref().map(|job| job.kind.nature());
    if let Some(job) = jobs.filter(|job| job.holds_engine_down) {
        return job.waited_for.map_or(Hold::People, Hold::For);
    }
    if db.primary().is_stalled() && db.primary().engine_up {
        return Hold::For(Phase::Stalled);
    }
    match (db.primary().engine_up, db.primary().host_up) {
        (true, _) => Hold::Nothing,
        (false, true) => Hold::For(Phase::CrashRecovery),
        (false, false) => Hold::For(Phase::HostReplacement),
    }
}
