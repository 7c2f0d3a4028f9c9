//! A second service, as small as one can be: tables that stand in the memory of one host. What that forgets nobody has any more.

use failover_lab::cloud::view::{CopyHealth, DatabaseView};
use failover_lab::cloud::{
    Access, Answer, Around, Button, Buttons, CommandError, Context, Database, DbKey, DbName, Deed,
    Due, Endpoint, Fault, FaultKind, Hold, NodeId, Party, Patience, Phase, Plan, Planned, Reach,
    RegionId, Reply, Request, Service, Site, Strike, Tape, Target, TimelineId, ZoneId,
};
use failover_lab::grammar::{GLOBAL, Operation, Opt, Reader, ServiceWords, Verb};
use failover_lab::sim::{EventId, SimDuration, SimTime};
use std::sync::Arc;

pub static WORDS: ServiceWords = ServiceWords {
    name: "tables",
    open: |place| {
        let tables = Vec::new();
        Box::new(Tables { place, tables })
    },
    deeds: &[CREATE, DELETE],
    operations: &[
        operation("aws tables create-table", |reader| {
            ask(reader, TableRequest::Create)
        }),
        operation("aws tables delete-table", |reader| {
            ask(reader, TableRequest::Delete)
        }),
        operation("aws tables describe-table", |reader| {
            ask(reader, TableRequest::Describe)
        }),
    ],
    faults: &[&FREEZE, &LOSS],
    example: "describe-table",
    buttons: &TableButtons,
};

/// What the page offers to do with a table.
struct TableButtons;

impl Buttons for TableButtons {
    fn of_database(&self, _: &Around, table: &DatabaseView) -> Vec<Button> {
        let line = format!("aws tables delete-table --table-name {}", table.id);
        vec![Button::new("Delete it", line)]
    }
}

const CREATE: Deed = Deed::named("aws tables create-table");
const DELETE: Deed = Deed::named("aws tables delete-table");

/// How long a host that has lost its memory takes until it serves again.
const RESTART: SimDuration = SimDuration::from_secs(20);

const MEMORY_LOSS: FaultKind = FaultKind {
    name: "memory-loss",
    title: "Empty the memory",
    noun: "loss of memory",
    heading: "Lost memory",
    meaning: "The host of a table restarts, and has forgotten everything.",
    targets: &[Target::Database],
    lasts: false,
    options: &[],
    reach: Reach::Named,
    button: "",
    menu: 0,
    rare: false,
    held_off: None,
    yearly: None,
};

static LOSS: FaultKind = MEMORY_LOSS;

static FREEZE: FaultKind = FaultKind {
    name: "freeze",
    title: "Freeze the table",
    noun: "freeze",
    heading: "Freeze",
    meaning: "Requests to a table get no answer.",
    lasts: true,
    button: "--for 5m",
    ..MEMORY_LOSS
};

#[derive(Debug, PartialEq)]
enum TableRequest {
    Create(String),
    Delete(String),
    Describe(String),
}

impl Request for TableRequest {
    fn equals(&self, other: &dyn Request) -> bool {
        other.known_as() == Some(self)
    }

    fn waits(&self) -> Option<Patience> {
        None
    }

    fn only_looks(&self) -> bool {
        matches!(self, TableRequest::Describe(_))
    }
}

const OPTIONS: &[&[Opt]] = &[&[Opt::needed("--table-name", "NAME")], GLOBAL];

const fn operation(
    path: &'static str,
    read: fn(&mut Reader) -> Option<Arc<dyn Request>>,
) -> Operation {
    let verb = Verb {
        path,
        meaning: "Of a service of this test.",
        targets: &[],
        more: None,
        makes: false,
        options: OPTIONS,
    };
    Operation { verb, read }
}

fn ask(reader: &Reader, request: fn(String) -> TableRequest) -> Option<Arc<dyn Request>> {
    Some(Arc::new(request(reader.text("--table-name")?)))
}

#[derive(Clone, Debug)]
struct Tables {
    place: u8,
    tables: Vec<Table>,
}

#[derive(Clone, Debug)]
struct Table {
    name: String,
    zone: ZoneId,
    host: NodeId,
    /// Forgetting begins a new one.
    timeline: TimelineId,
    starts: u32,
    /// The host is coming back.
    restart: Option<EventId>,
    /// How many faults hold it.
    frozen: u32,
    created_at: SimTime,
    exists: bool,
}

impl Tables {
    fn key(&self, finds: impl Fn(&Table) -> bool) -> Option<DbKey> {
        let place = self
            .tables
            .iter()
            .position(|table| table.exists && finds(table))?;
        Some(DbKey::new(self.place, place))
    }

    fn create(&mut self, cx: &mut Context, region: RegionId, name: String) {
        self.tables.push(Table {
            name,
            zone: region.zones().next().expect("every Region has a zone"),
            host: cx.new_node(),
            timeline: cx.tapes.fork(None),
            starts: 0,
            restart: None,
            frozen: 0,
            created_at: cx.now,
            exists: true,
        });
    }
}

impl Service for Tables {
    fn boxed(&self) -> Box<dyn Service> {
        Box::new(self.clone())
    }

    fn ever(&self) -> usize {
        self.tables.len()
    }

    fn database(&self, cx: &Context, key: DbKey) -> Database<'_> {
        let table = &self.tables[key.place()];
        Database {
            serves: table.exists && table.restart.is_none() && cx.topology.has_power(table.zone),
            exists: table.exists,
            holds_data: table.exists && table.restart.is_none(),
            ..Database::new(key, &table.name, table.zone, table.host, table.timeline)
        }
    }

    fn named(&self, name: &DbName) -> Option<DbKey> {
        let there = |zone: ZoneId| name.region.is_none_or(|region| region == zone.region);
        self.key(|table| table.name.eq_ignore_ascii_case(&name.name) && there(table.zone))
    }

    fn behind(&self, endpoint: &Endpoint) -> Option<DbKey> {
        self.key(|table| table.name == endpoint.name && table.zone.region == endpoint.region)
    }

    fn owner_of(&self, node: NodeId) -> Option<DbKey> {
        let place = self.tables.iter().position(|table| table.host == node)?;
        Some(DbKey::new(self.place, place))
    }

    fn hosts(&self, key: DbKey) -> Vec<(NodeId, ZoneId)> {
        let table = &self.tables[key.place()];
        vec![(table.host, table.zone)]
    }

    fn answer(&self, cx: &Context, app: &str, node: NodeId, _: Access) -> Option<Answer> {
        let key = self.key(|table| table.host == node)?;
        let (db, table) = (self.database(cx, key), &self.tables[key.place()]);
        let site = Site::Host {
            zone: db.zone,
            database: key,
        };
        let reached = cx.topology.connected(Site::App(app), site);
        let silent = !cx.topology.has_power(db.zone) || !reached || table.frozen > 0;
        Some(if silent {
            Answer::Silent
        } else if db.serves {
            let incarnation = table.starts;
            Answer::Accepts { incarnation }
        } else {
            Answer::Refuses
        })
    }

    fn tape(&self, cx: &Context, key: DbKey) -> Option<Tape> {
        let table = &self.tables[key.place()];
        let (timeline, head) = (table.timeline, cx.now);
        self.database(cx, key)
            .holds_data
            .then_some(Tape::of(timeline, head))
    }

    fn copies(&self, cx: &Context) -> Vec<Tape> {
        let keys = (0..self.tables.len()).map(|place| DbKey::new(self.place, place));
        keys.filter_map(|key| self.tape(cx, key)).collect()
    }

    fn status(&self, cx: &Context, key: DbKey) -> &'static str {
        match self.database(cx, key).serves {
            true => "ACTIVE",
            false => "UPDATING",
        }
    }

    fn hold(&self, cx: &Context, key: DbKey) -> Hold {
        let table = &self.tables[key.place()];
        match (cx.topology.has_power(table.zone), table.restart) {
            (false, _) => Hold::For(Phase::WaitingForZone),
            (true, Some(_)) => Hold::For(Phase::Restarting),
            (true, None) if table.frozen > 0 => Hold::For(Phase::Pause),
            (true, None) => Hold::Nothing,
        }
    }

    fn plan(&self, cx: &Context, region: RegionId, request: &dyn Request) -> Planned {
        cx.answers("the tables", region)?;
        let found = |name: &str| {
            let known = self.key(|table| table.name == name && table.zone.region == region);
            let missing =
                || CommandError::new("ResourceNotFoundException", format!("no table {name}"));
            known.ok_or_else(missing)
        };
        match request.known_as().expect("a request of this service") {
            TableRequest::Create(name) if found(name).is_ok() => Err(CommandError::new(
                "ResourceInUseException",
                format!("{name} exists"),
            )),
            TableRequest::Create(name) => {
                let name = name.clone();
                Ok(Plan::change(move |tables: &mut Tables, cx| {
                    tables.create(cx, region, name);
                    Reply::Null
                }))
            }
            TableRequest::Delete(name) => {
                let key = found(name)?;
                Ok(Plan::change(move |tables: &mut Tables, _| {
                    tables.tables[key.place()].exists = false;
                    Reply::Null
                }))
            }
            TableRequest::Describe(name) => {
                let status = self.status(cx, found(name)?);
                Ok(Plan::Answer(serde_json::json!({ "TableStatus": status })))
            }
        }
    }

    fn deed<'r>(&self, request: &'r dyn Request) -> Option<(Deed, &'r str)> {
        match request.known_as()? {
            TableRequest::Create(name) => Some((CREATE, name)),
            TableRequest::Delete(name) => Some((DELETE, name)),
            TableRequest::Describe(_) => None,
        }
    }

    fn strike(&self, _: &Context, fault: &Fault) -> Result<Strike, CommandError> {
        let name = fault.database();
        let found = self.named(&name);
        let missing = || CommandError::no_database(&name, &[]);
        let key = found.ok_or_else(missing)?;
        if fault.kind.lasts {
            return Ok(Strike::Grips(key));
        }
        let plan = Plan::change(move |tables: &mut Tables, cx| {
            let back = cx.look_at(cx.now + RESTART, key.party());
            tables.tables[key.place()].restart = Some(back);
            Reply::Null
        });
        Ok(Strike::Once(key, plan))
    }

    fn grip(&mut self, _: &mut Context, _: &Fault, key: DbKey, on: bool) {
        let table = &mut self.tables[key.place()];
        table.frozen = match on {
            true => table.frozen + 1,
            false => table.frozen - 1,
        };
    }

    fn come_due(&mut self, cx: &mut Context, event: EventId, _: Party) -> Option<Due> {
        let mut tables = self.tables.iter_mut();
        let table = tables.find(|table| table.restart == Some(event))?;
        table.restart = None;
        table.starts += 1;
        table.timeline = cx.tapes.fork(None);
        None
    }

    fn database_view(&self, cx: &Context, key: DbKey) -> DatabaseView {
        let table = &self.tables[key.place()];
        let health = match self.hold(cx, key) {
            Hold::For(Phase::WaitingForZone) => CopyHealth::NoPower,
            Hold::For(_) => CopyHealth::Restarting,
            Hold::Nothing | Hold::People => CopyHealth::Running,
        };
        let tape = Tape::of(table.timeline, cx.now);
        DatabaseView {
            status: self.status(cx, key),
            settled: health == CopyHealth::Running,
            engine: "table",
            created_at: table.created_at,
            ..DatabaseView::new(cx, WORDS.name, self.database(cx, key), health, tape)
        }
    }
}
