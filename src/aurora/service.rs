//! Aurora as everybody else knows it: what the world asks of any service, answered by clusters.

use crate::aurora::cluster::{Cluster, Making};
use crate::aurora::member::{Member, Task};
use crate::aurora::{Aurora, fault, operation};
use crate::cloud::view::{ArchiveView, CostItem, DatabaseView};
use crate::cloud::{
    Access, Answer, Claim, CommandError, Context, Database, DbKey, DbName, Due, Endpoint, Fault,
    Hold, NodeId, Party, Phase, Planned, RegionId, Request, Service, Site, Strike, Tape, WaitState,
    ZoneId,
};
use crate::rds::RdsRequest;
use crate::sim::{EventId, SimTime};

impl Service for Aurora {
    fn keys(&self) -> Vec<DbKey> {
        self.clusters.iter().map(|cluster| cluster.key).collect()
    }

    fn database(&self, cx: &Context, key: DbKey) -> Database<'_> {
        let cluster = self.cluster(key);
        let writer = cluster.writing();
        let node = cluster.writer.unwrap_or(cluster.vacant);
        let zone = writer.map_or(cluster.volume.zones()[0], |writer| writer.zone);
        Database {
            exists: cluster.exists(),
            starts: writer.map_or(0, |writer| writer.incarnation),
            serves: cluster.serves(cx),
            fails_over: cluster.failover.is_some(),
            holds_data: cluster.holds_data(),
            ..Database::new(key, &cluster.name, zone, node, cluster.timeline)
        }
    }

    fn named(&self, _: &Context, name: &DbName) -> Option<DbKey> {
        let bears = |cluster: &&Cluster| cluster.name.eq_ignore_ascii_case(&name.name);
        self.by_region(name).find(bears).map(|cluster| cluster.key)
    }

    fn with_part(&self, cx: &Context, name: &DbName) -> Option<DbKey> {
        let has = |cluster: &&Cluster| cluster.called(&name.name).is_some();
        let part = || self.by_region(name).find(has).map(|cluster| cluster.key);
        self.named(cx, name).or_else(part)
    }

    fn bears(&self, _: &Context, region: RegionId, name: &str) -> bool {
        self.cluster_called(region, name).is_some() || self.member_called(region, name).is_some()
    }

    fn behind(&self, _: &Context, endpoint: &Endpoint) -> Option<DbKey> {
        self.behind_endpoint(endpoint).map(|cluster| cluster.key)
    }

    fn owner_of(&self, _: &Context, node: NodeId) -> Option<DbKey> {
        self.owner(node).map(|cluster| cluster.key)
    }

    fn hosts(&self, _: &Context, key: DbKey) -> Vec<(NodeId, ZoneId)> {
        let members = self.cluster(key).in_order();
        members.map(|member| (member.node, member.zone)).collect()
    }

    fn resolve(&self, _: &Context, endpoint: &Endpoint) -> Option<NodeId> {
        let cluster = self.behind_endpoint(endpoint)?;
        match access_of(cluster, endpoint) {
            Some(access) => cluster.record(access).map(|record| record.node),
            None => cluster.called(&endpoint.name).map(|member| member.node),
        }
    }

    fn reader_endpoint(&self, key: DbKey) -> Option<Endpoint> {
        let cluster = self.cluster(key);
        Some(Endpoint {
            service: key.service,
            region: cluster.region,
            name: cluster.reader_name(),
        })
    }

    /// The endpoint of one instance, whatever that is to its cluster.
    fn in_front(&self, name: &DbName) -> Option<Endpoint> {
        let mut clusters = self.by_region(name);
        clusters.find_map(|cluster| {
            Some(Endpoint {
                service: self.service,
                region: cluster.region,
                name: cluster.called(&name.name)?.name.clone(),
            })
        })
    }

    fn reaches(&self, cx: &Context, app: &str, endpoint: &Endpoint, key: DbKey) -> bool {
        let led_to = self.resolve(cx, endpoint);
        let member = led_to.and_then(|node| self.cluster(key).on(node));
        member.is_none_or(|member| connected(cx, app, key, member.zone))
    }

    fn waits_for(&self, cx: &Context, endpoint: &Endpoint) -> Option<Phase> {
        let cluster = self.behind_endpoint(endpoint)?;
        match access_of(cluster, endpoint) {
            Some(access) => cluster.is_behind(cx, access).then_some(Phase::Dns),
            None => cluster.called(&endpoint.name)?.held(&cx.topology),
        }
    }

    fn answer(&self, cx: &Context, app: &str, node: NodeId, access: Access) -> Option<Answer> {
        let cluster = self.owner(node).filter(|cluster| cluster.exists())?;
        let member = cluster.on(node)?;
        let reached = connected(cx, app, cluster.key, member.zone);
        let is_there = member.exists() && member.host_up && cx.topology.has_power(member.zone);
        if !reached || !is_there {
            return Some(Answer::Silent);
        }
        let writes = cluster.writer == Some(node);
        Some(match access {
            _ if !member.engine_up => Answer::Refuses,
            Access::Write if !writes => Answer::Refuses,
            // Nobody is told that it is committed before four segments have it.
            Access::Write if !cluster.takes_writes(cx, member.zone) => Answer::Silent,
            Access::Read if !cluster.serves_reads(cx, member.zone) => Answer::Silent,
            Access::Write | Access::Read => Answer::Accepts {
                incarnation: member.incarnation,
            },
        })
    }

    fn copies(&self, cx: &Context) -> Vec<Tape> {
        let held = self.living().filter(|cluster| cluster.holds_data());
        held.map(|cluster| cluster.tape(cx)).collect()
    }

    fn status(&self, cx: &Context, key: DbKey) -> &'static str {
        self.cluster(key).status(cx)
    }

    fn hold(&self, cx: &Context, key: DbKey) -> Hold {
        hold(cx, self.cluster(key))
    }

    fn under_way(&self, since: SimTime) -> Vec<(DbKey, Phase)> {
        let mut found = Vec::new();
        for cluster in self.clusters.iter().rev().filter(|one| one.exists()) {
            let making = cluster.work.as_ref().filter(|work| work.since >= since);
            found.extend(making.and_then(|work| match work.task {
                Making::Creating => Some((cluster.key, Phase::Creating)),
                Making::Restoring => Some((cluster.key, Phase::Restoring)),
                Making::Deleting => None,
            }));
            let is_made = |member: &Member| {
                let work = member.work.as_ref();
                work.is_some_and(|work| work.task == Task::Creating && work.since >= since)
            };
            if cluster.living().any(is_made) {
                found.push((cluster.key, Phase::Creating));
            }
        }
        found
    }

    fn independent_since(&self, since: SimTime) -> Vec<DbKey> {
        let own = |cluster: &&Cluster| cluster.independent_since.is_some_and(|at| at >= since);
        self.living()
            .filter(own)
            .map(|cluster| cluster.key)
            .collect()
    }

    fn claims(&self, cx: &Context, region: RegionId, request: &dyn Request) -> Claim {
        let request = request.known_as::<RdsRequest>();
        request.map_or(Claim::Nothing, |request| {
            operation::claim(self, cx, region, request)
        })
    }

    fn plan(&self, cx: &Context, region: RegionId, request: &dyn Request) -> Planned {
        match request.known_as::<RdsRequest>() {
            Some(request) => operation::plan(self, cx, region, request),
            None => unreachable!("a request of another service was sent to Aurora"),
        }
    }

    fn poll(
        &self,
        cx: &Context,
        region: RegionId,
        request: &dyn Request,
    ) -> Result<WaitState, CommandError> {
        match request.known_as() {
            Some(RdsRequest::Wait(asked)) => self.waited(cx, region, asked),
            _ => Ok(WaitState::Done),
        }
    }

    fn strike(&self, cx: &Context, fault: &Fault) -> Result<Strike, CommandError> {
        fault::plan(self, cx, fault)
    }

    fn grip(&mut self, cx: &mut Context, fault: &Fault, key: DbKey, on: bool) {
        fault::grip(self, cx, fault, key, on);
    }

    /// Whoever looks finds what has come due in the state.
    fn come_due(&mut self, _: &mut Context, _: EventId, _: Party) -> Option<Due> {
        None
    }

    fn react(&mut self, cx: &mut Context) -> bool {
        let clusters = self.clusters.iter_mut();
        clusters.fold(false, |changed, cluster| cluster.supervise(cx) | changed)
    }

    fn database_view(&self, cx: &Context, key: DbKey) -> DatabaseView {
        self.shown(cx, self.cluster(key))
    }

    fn archive_views(&self, cx: &Context) -> Vec<ArchiveView> {
        let born = self.living().filter(|cluster| cluster.holds_data());
        born.map(|cluster| self.shown_archive(cx, cluster))
            .collect()
    }

    fn cost(&self, cx: &Context, writes: &dyn Fn(DbKey) -> f64) -> Vec<CostItem> {
        self.month(cx, writes)
    }

    fn check(&self, _: &Context) {
        for cluster in self.living() {
            cluster.check();
        }
    }
}

/// What a name of a cluster is for; nothing if it is that of one instance.
fn access_of(cluster: &Cluster, endpoint: &Endpoint) -> Option<Access> {
    let names = [Access::Write, Access::Read];
    let is_it = |access: &Access| cluster.endpoint(*access) == endpoint.name;
    names.into_iter().find(is_it)
}

fn connected(cx: &Context, app: &str, key: DbKey, zone: ZoneId) -> bool {
    let site = Site::Host {
        zone,
        database: key,
    };
    cx.topology.connected(Site::App(app), site)
}

/// What keeps clients from a cluster's writer.
fn hold(cx: &Context, cluster: &Cluster) -> Hold {
    if let Some(failover) = &cluster.failover {
        return Hold::For(match failover.detected {
            true => Phase::Failover,
            false => Phase::Detection,
        });
    }
    let Some(writer) = cluster.writing() else {
        let mut living = cluster.living();
        return match living.any(|member| member.is_being(Task::Creating)) {
            true => Hold::For(Phase::Creating),
            false => Hold::People,
        };
    };
    if writer.is_being(Task::Deleting) {
        return Hold::People;
    }
    if let Some(phase) = writer.held(&cx.topology) {
        return Hold::For(phase);
    }
    match cluster.takes_writes(cx, writer.zone) {
        true => Hold::Nothing,
        false => Hold::For(awaited(cx, cluster)),
    }
}

/// What commits wait for that too few segments can take.
fn awaited(cx: &Context, cluster: &Cluster) -> Phase {
    let mut zones = cluster.volume.zones().iter();
    if zones.any(|zone| !cx.topology.has_power(*zone)) {
        Phase::WaitingForZone
    } else if !cluster.volume.is_whole() {
        Phase::HostReplacement
    } else {
        Phase::WaitingForNetwork
    }
}
