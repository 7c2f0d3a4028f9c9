//! DynamoDB as everybody else knows it: what the world asks of any service, answered by tables.

use super::operation::DynamoRequest;
use super::state::Dynamo;
use super::table::{Status, Table};
use crate::cloud::view::{ArchiveView, CostItem, DatabaseView, SnapshotView};
use crate::cloud::{
    Access, Answer, CommandError, Context, Database, DbKey, DbName, Due, Endpoint, Fault, Hold,
    NodeId, Party, Phase, Planned, RegionId, Request, Service, Site, Strike, Tape, WaitState,
    ZoneId,
};
use crate::sim::{EventId, SimTime};

impl Service for Dynamo {
    fn keys(&self) -> Vec<DbKey> {
        self.tables.iter().map(|table| table.key).collect()
    }

    fn database(&self, cx: &Context, key: DbKey) -> Database<'_> {
        let table = self.table(key);
        let zone = table.zone(&cx.topology);
        Database {
            exists: table.exists(),
            holds_data: table.exists(),
            serves: table.serves(&cx.topology),
            ..Database::new(key, &table.name, zone, table.node, table.timeline)
        }
    }

    /// Names of tables know capitals, lines of the lab do not: the one that is written so goes first.
    fn named(&self, _: &Context, name: &DbName) -> Option<DbKey> {
        let there = |table: &&Table| {
            table.exists() && name.region.is_none_or(|region| region == table.region)
        };
        let mut exact = self.tables.iter().filter(there);
        let mut alike = exact.clone();
        let found = exact.find(|table| table.name == name.name);
        let found =
            found.or_else(|| alike.find(|table| table.name.eq_ignore_ascii_case(&name.name)));
        found.map(|table| table.key)
    }

    fn owner_of(&self, _: &Context, node: NodeId) -> Option<DbKey> {
        let found = self.tables.iter().find(|table| table.node == node);
        found.map(|table| table.key)
    }

    /// One address, in each zone that holds the table; that in which it is shown goes first.
    fn hosts(&self, cx: &Context, key: DbKey) -> Vec<(NodeId, ZoneId)> {
        let table = self.table(key);
        let shown = table.zone(&cx.topology);
        let others = table.zones().filter(|zone| *zone != shown);
        let zones = std::iter::once(shown).chain(others);
        zones.map(|zone| (table.node, zone)).collect()
    }

    fn reaches(&self, cx: &Context, app: &str, _: &Endpoint, key: DbKey) -> bool {
        self.is_reached(cx, app, self.table(key))
    }

    fn answer(&self, cx: &Context, app: &str, node: NodeId, _: Access) -> Option<Answer> {
        let table = self.table(self.owner_of(cx, node)?);
        let reached = self.is_reached(cx, app, table) && cx.topology.is_open(table.region);
        Some(match table.status? {
            _ if !reached => Answer::Silent,
            Status::Active if table.has_quorum(&cx.topology) => Answer::Accepts { incarnation: 0 },
            Status::Active => Answer::Silent,
            Status::Creating | Status::Deleting => Answer::Refuses,
        })
    }

    fn copies(&self, cx: &Context) -> Vec<Tape> {
        let living = self.tables.iter().filter(|table| table.exists());
        let living = living.map(|table| Tape::of(table.timeline, cx.now));
        let kept = self.backups.iter().filter(|backup| backup.is_kept(cx));
        living.chain(kept.map(|backup| backup.tape)).collect()
    }

    fn status(&self, _: &Context, key: DbKey) -> &'static str {
        self.table(key).status.map_or("DELETED", Status::name)
    }

    fn hold(&self, cx: &Context, key: DbKey) -> Hold {
        let table = self.table(key);
        let is_open = cx.topology.is_open(table.region);
        match table.status {
            None | Some(Status::Deleting) => Hold::People,
            Some(_) if !is_open => Hold::For(Phase::WaitingForRegion),
            Some(_) if !table.has_quorum(&cx.topology) => Hold::For(Phase::WaitingForZone),
            Some(Status::Active) => Hold::Nothing,
            Some(Status::Creating) => Hold::For(match table.origin {
                Some(_) => Phase::Restoring,
                None => Phase::Creating,
            }),
        }
    }

    fn under_way(&self, since: SimTime) -> Vec<(DbKey, Phase)> {
        let latest_first = self.tables.iter().rev();
        let restored = latest_first.filter(|table| {
            let recent = table.work.is_some_and(|work| work.since >= since);
            table.is(Status::Creating) && table.origin.is_some() && recent
        });
        restored
            .map(|table| (table.key, Phase::Restoring))
            .collect()
    }

    fn independent_since(&self, since: SimTime) -> Vec<DbKey> {
        let own = |table: &&Table| table.independent_since.is_some_and(|at| at >= since);
        let living = self.tables.iter().filter(|table| table.exists());
        living.filter(own).map(|table| table.key).collect()
    }

    fn plan(&self, cx: &Context, region: RegionId, request: &dyn Request) -> Planned {
        match request.known_as::<DynamoRequest>() {
            Some(request) => request.plan(self, cx, region),
            None => unreachable!("a request of another service was sent to DynamoDB"),
        }
    }

    fn poll(
        &self,
        cx: &Context,
        region: RegionId,
        request: &dyn Request,
    ) -> Result<WaitState, CommandError> {
        match request.known_as() {
            Some(DynamoRequest::Wait(asked)) => asked.poll(self, cx, region),
            _ => Ok(WaitState::Done),
        }
    }

    /// Nothing goes wrong with a table alone.
    fn strike(&self, _: &Context, fault: &Fault) -> Result<Strike, CommandError> {
        let message = format!("no table suffers from {}", fault.kind.name);
        Err(CommandError::new("InvalidTarget", message))
    }

    fn come_due(&mut self, _: &mut Context, _: EventId, _: Party) -> Option<Due> {
        None
    }

    fn react(&mut self, cx: &mut Context) -> bool {
        self.go_on(cx)
    }

    fn database_view(&self, cx: &Context, key: DbKey) -> DatabaseView {
        self.shown(cx, key)
    }

    fn snapshot_views(&self, cx: &Context) -> Vec<SnapshotView> {
        let kept = self.backups.iter().filter(|backup| backup.is_kept(cx));
        kept.map(|backup| self.shown_backup(cx, backup)).collect()
    }

    fn archive_views(&self, cx: &Context) -> Vec<ArchiveView> {
        let all = self.tables.iter();
        all.filter_map(|table| self.shown_archive(cx, table))
            .collect()
    }

    fn cost(&self, cx: &Context, writes: &dyn Fn(DbKey) -> f64) -> Vec<CostItem> {
        match self.tables.is_empty() {
            true => Vec::new(),
            false => self.month(cx, writes),
        }
    }

    fn check(&self, _: &Context) {
        for table in &self.tables {
            let rests = matches!(table.status, None | Some(Status::Active));
            assert_eq!(rests, table.work.is_none(), "{} rests, or not", table.name);
            let same = |other: &&Table| {
                other.exists() && (other.region, &other.name) == (table.region, &table.name)
            };
            let alike = self.tables.iter().filter(same).count();
            assert!(!table.exists() || alike == 1, "two tables {}", table.name);
        }
    }
}

impl Dynamo {
    /// Whether nothing is cut between an application and every zone that holds a table: the endpoint is the Region's.
    fn is_reached(&self, cx: &Context, app: &str, table: &Table) -> bool {
        let database = table.key;
        table.zones().any(|zone| {
            let site = Site::Host { zone, database };
            cx.topology.connected(Site::App(app), site)
        })
    }
}
