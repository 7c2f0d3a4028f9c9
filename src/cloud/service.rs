//! What a world asks of a managed database service.
//!
//! A service owns its databases and whatever it keeps of them. It knows no world, no application and no incident: what it
//! stands on is handed to it as a [`Context`].

use crate::cloud::view::{ArchiveView, CostItem, DatabaseView, ProxyView, SnapshotView};
use crate::cloud::{
    Access, Answer, CommandError, Context, DbKey, DbName, Deed, Endpoint, Fault, NodeId, Party,
    Phase, Planned, Record, RegionId, Request, Site, Strike, Tape, TimelineId, WaitState, ZoneId,
    numbers,
};
use crate::sim::{EventId, SimTime};
use std::any::Any;
use std::fmt;

/// A database as everybody else may know it at a moment.
#[derive(Clone, Copy, Debug)]
pub struct Database<'a> {
    pub key: DbKey,
    pub name: &'a str,
    pub region: RegionId,
    pub exists: bool,
    /// The service cannot recover it.
    pub failed: bool,
    /// The host that takes its requests, and where that is.
    pub host: NodeId,
    pub zone: ZoneId,
    pub timeline: TimelineId,
    /// How often its engine came up anew: connections do not outlive that.
    pub starts: u32,
    /// The database that it is a read replica of; then it takes no writes.
    pub source: Option<DbKey>,
    /// Whether its engine runs on a sound host.
    pub serves: bool,
    /// Whether another host is about to take its place.
    pub fails_over: bool,
    pub holds_data: bool,
    /// Whether it was stopped on purpose and loses nothing by what strikes its host or its zone: nobody can reach it anyhow.
    pub rests: bool,
    /// Requests wait until then on a host that is well.
    pub pauses_until: SimTime,
    /// Whether a change of it waits for its maintenance window.
    pub waits_for_window: bool,
    /// The ARN of the KMS key that it is encrypted with, if it is.
    pub kms_key: Option<&'a str>,
}

impl<'a> Database<'a> {
    /// One that exists and serves on its only host.
    pub fn new(
        key: DbKey,
        name: &'a str,
        zone: ZoneId,
        host: NodeId,
        timeline: TimelineId,
    ) -> Database<'a> {
        Database {
            key,
            name,
            region: zone.region,
            exists: true,
            failed: false,
            host,
            zone,
            timeline,
            starts: 0,
            source: None,
            serves: true,
            fails_over: false,
            holds_data: true,
            rests: false,
            pauses_until: SimTime::from_ms(i64::MIN),
            waits_for_window: false,
            kms_key: None,
        }
    }
}

/// What keeps clients from a database, as far as that is the service's doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hold {
    /// Nothing: it serves, whoever can reach it.
    Nothing,
    /// It is a matter for people.
    People,
    For(Phase),
}

/// What of that which came due matters to others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// An engine that was down is up again, with what its volume holds.
    EngineStarts(DbKey),
    /// A change that waited for its window begins.
    ModificationBegins(DbKey),
}

/// How far a request is a service's that came by the lines of another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Claim {
    Nothing,
    /// It has something to add to the answer, or to be waited for.
    Share,
    /// It alone is asked.
    Whole,
}

/// A managed database service. What it has no notion of it need not answer, nor what follows from its databases where each of
/// them stands on one host.
pub trait Service: Any + Copied {
    /// Every database that there ever was: their keys count from 0.
    fn keys(&self) -> Vec<DbKey>;
    /// A database that exists or existed.
    fn database(&self, cx: &Context, key: DbKey) -> Database<'_>;
    /// The living database that a line's name stands for.
    fn named(&self, cx: &Context, name: &DbName) -> Option<DbKey> {
        self.keys().into_iter().find(|key| {
            let db = self.database(cx, *key);
            let there = name.region.is_none_or(|region| region == db.region);
            db.exists && there && db.name.eq_ignore_ascii_case(&name.name)
        })
    }
    /// The living database that a name belongs to: its own, or that of a part of it, where parts have names.
    fn with_part(&self, cx: &Context, name: &DbName) -> Option<DbKey> {
        self.named(cx, name)
    }
    /// Whether something in a Region bears a name that nothing else may be given.
    fn bears(&self, cx: &Context, region: RegionId, name: &str) -> bool {
        self.named(cx, &DbName::within(region, name)).is_some()
    }
    /// As [`Service::named`], or the refusal of a name that stands for none.
    fn known(&self, cx: &Context, name: &DbName) -> Result<DbKey, CommandError> {
        self.named(cx, name).ok_or_else(|| {
            let all = self.keys().into_iter().map(|key| self.database(cx, key));
            let living: Vec<&str> = all.filter(|db| db.exists).map(|db| db.name).collect();
            CommandError::no_database(name, &living)
        })
    }
    /// The living database that an endpoint belongs to.
    fn behind(&self, cx: &Context, endpoint: &Endpoint) -> Option<DbKey> {
        self.keys().into_iter().find(|key| {
            let db = self.database(cx, *key);
            db.exists && (db.region, db.name) == (endpoint.region, &*endpoint.name)
        })
    }
    /// The database that a host belongs to; a deleted one's hosts belong to it still.
    fn owner_of(&self, cx: &Context, node: NodeId) -> Option<DbKey> {
        let mut keys = self.keys().into_iter();
        keys.find(|key| self.database(cx, *key).host == node)
    }
    /// The host on which a host's requests are served: itself, unless it hands them on.
    fn served_by(&self, node: NodeId) -> NodeId {
        node
    }
    /// All hosts of a database, with their zones.
    fn hosts(&self, cx: &Context, key: DbKey) -> Vec<(NodeId, ZoneId)> {
        let db = self.database(cx, key);
        vec![(db.host, db.zone)]
    }

    /// The host that an endpoint's record holds now.
    fn resolve(&self, cx: &Context, endpoint: &Endpoint) -> Option<NodeId> {
        let key = self.behind(cx, endpoint)?;
        Some(self.database(cx, key).host)
    }
    /// The endpoint of a database's readers, where they have one of their own.
    fn reader_endpoint(&self, key: DbKey) -> Option<Endpoint> {
        let _ = key;
        None
    }
    /// The endpoint of what stands in front of databases and is none, by the name that a line tells.
    fn in_front(&self, name: &DbName) -> Option<Endpoint> {
        let _ = name;
        None
    }
    /// Whether nothing is cut between an application and the database that its endpoint leads to.
    fn reaches(&self, cx: &Context, app: &str, endpoint: &Endpoint, key: DbKey) -> bool {
        let _ = endpoint;
        let site = Site::Host {
            zone: self.database(cx, key).zone,
            database: key,
        };
        cx.topology.connected(Site::App(app), site)
    }
    /// What an endpoint waits for: its record has yet to name the host that it should name, or nothing is behind it yet.
    fn waits_for(&self, cx: &Context, endpoint: &Endpoint) -> Option<Phase> {
        let _ = (cx, endpoint);
        None
    }
    /// How a host answers an application; `None` if it belongs to no living database of the service.
    fn answer(&self, cx: &Context, app: &str, node: NodeId, access: Access) -> Option<Answer> {
        let _ = access;
        let key = self.owner_of(cx, node)?;
        let db = Some(self.database(cx, key)).filter(|db| db.exists)?;
        let site = Site::Host {
            zone: db.zone,
            database: key,
        };
        let reached = cx.topology.connected(Site::App(app), site);
        Some(match self.hold(cx, key) {
            _ if !reached || !cx.topology.has_power(db.zone) => Answer::Silent,
            Hold::For(Phase::Pause) => Answer::Silent,
            _ if db.serves => Answer::Accepts {
                incarnation: db.starts,
            },
            _ => Answer::Refuses,
        })
    }
    /// What a request takes where it is answered, in milliseconds.
    fn latency_ms(&self, cx: &Context, key: DbKey, access: Access) -> f64 {
        let _ = key;
        cx.numbers.value(match access {
            Access::Write => &numbers::LATENCY_COMMIT,
            Access::Read => &numbers::LATENCY_READ,
        })
    }
    /// Until when requests are slow since blocks still arrive, and how many times as long they take.
    fn loading(&self, cx: &Context, key: DbKey) -> Option<(SimTime, f64)> {
        let _ = (cx, key);
        None
    }

    /// What a database holds; `None` if that is lost, or it was deleted, or it has yet to be born.
    fn tape(&self, cx: &Context, key: DbKey) -> Option<Tape> {
        let db = self.database(cx, key);
        let tape = Tape::of(db.timeline, self.head(cx, key));
        db.holds_data.then_some(tape)
    }
    /// What it holds for its clients: its tape, or while that is lost, what a copy holds that will stand in for it.
    fn held(&self, cx: &Context, key: DbKey) -> Option<Tape> {
        self.tape(cx, key)
    }
    /// Where its head stands, whether it holds anything or not.
    fn head(&self, cx: &Context, key: DbKey) -> SimTime {
        let _ = key;
        cx.now
    }
    /// Every copy that survives anywhere.
    fn copies(&self, cx: &Context) -> Vec<Tape> {
        let keys = self.keys().into_iter();
        keys.filter_map(|key| self.tape(cx, key)).collect()
    }

    /// Its status, as AWS shows it.
    fn status(&self, cx: &Context, key: DbKey) -> &'static str;
    /// What keeps clients from it.
    fn hold(&self, cx: &Context, key: DbKey) -> Hold;
    /// What people have had under way with which database since a moment, the latest database first: a restore, a promotion.
    fn under_way(&self, since: SimTime) -> Vec<(DbKey, Phase)> {
        let _ = since;
        Vec::new()
    }
    /// The databases that have become ones of their own since a moment: restored, or promoted.
    fn independent_since(&self, since: SimTime) -> Vec<DbKey> {
        let _ = since;
        Vec::new()
    }
    /// What the service does with a database by itself just now, if requests fail by it.
    fn own_deed(&self, cx: &Context, key: DbKey) -> Deed {
        let _ = (cx, key);
        Deed::MAINTENANCE
    }

    /// How far a request concerns it that came by the lines of a service whose lines it shares.
    fn claims(&self, cx: &Context, region: RegionId, request: &dyn Request) -> Claim {
        let _ = (cx, region, request);
        Claim::Nothing
    }
    /// What a request will do.
    fn plan(&self, cx: &Context, region: RegionId, request: &dyn Request) -> Planned;
    /// Where a waiter stands. Anything but a waiter is done.
    fn poll(
        &self,
        cx: &Context,
        region: RegionId,
        request: &dyn Request,
    ) -> Result<WaitState, CommandError> {
        let _ = (cx, region, request);
        Ok(WaitState::Done)
    }

    /// What a fault of one of the service's own kinds will do.
    fn strike(&self, cx: &Context, fault: &Fault) -> Result<Strike, CommandError>;
    /// A fault that lasts takes hold of a database, or lets it go.
    fn grip(&mut self, cx: &mut Context, fault: &Fault, key: DbKey, on: bool) {
        let _ = (cx, fault, key, on);
    }

    /// Asks a database to look at the state, and everybody who looks at it.
    fn touch(&mut self, key: DbKey) {
        let _ = key;
    }
    /// Asks every database to look.
    fn touch_all(&mut self) {}
    /// A moment has come: those look whom it concerns, and what `event` was scheduled for happens, if it was something of the
    /// service's.
    fn come_due(&mut self, cx: &mut Context, event: EventId, party: Party) -> Option<Due>;
    /// One round of reactions of everybody who has to look; whether anything changed.
    fn react(&mut self, cx: &mut Context) -> bool {
        let _ = cx;
        false
    }
    /// What flows between its databases starts and stops as they, and their links, come and go; whether anything changed.
    fn flow(&mut self, cx: &mut Context) -> bool {
        let _ = cx;
        false
    }
    /// The world has come to rest.
    fn rest(&mut self, cx: &mut Context) {
        let _ = cx;
    }

    /// What an observer sees of a database.
    fn database_view(&self, cx: &Context, key: DbKey) -> DatabaseView;
    fn snapshot_views(&self, cx: &Context) -> Vec<SnapshotView> {
        let _ = cx;
        Vec::new()
    }
    /// What stands in front of its databases.
    fn proxy_views(&self, cx: &Context) -> Vec<ProxyView> {
        let _ = cx;
        Vec::new()
    }
    fn archive_views(&self, cx: &Context) -> Vec<ArchiveView> {
        let _ = cx;
        Vec::new()
    }
    /// The month's cost of all that stands, item by item. `writes`: how many a database's applications write in a second.
    fn cost(&self, cx: &Context, writes: &dyn Fn(DbKey) -> f64) -> Vec<CostItem> {
        let _ = (cx, writes);
        Vec::new()
    }
    /// What recurs so regularly that it is not kept in the journal, between two moments.
    fn recurring(&self, cx: &Context, from: SimTime, to: SimTime) -> Vec<Record> {
        let _ = (cx, from, to);
        Vec::new()
    }
    /// Panics with a message if the service contradicts itself.
    fn check(&self, cx: &Context) {
        let _ = cx;
    }
}

/// Copies of a world have services of their own.
pub trait Copied {
    /// The same service once more.
    fn boxed(&self) -> Box<dyn Service>;
}

impl<T: Service + Clone> Copied for T {
    fn boxed(&self) -> Box<dyn Service> {
        Box::new(self.clone())
    }
}

/// The page would carry the words of all that a service holds, and shows none.
impl fmt::Debug for dyn Service {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("Service")
    }
}

impl Clone for Box<dyn Service> {
    fn clone(&self) -> Box<dyn Service> {
        (**self).boxed()
    }
}
