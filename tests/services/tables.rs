//! A second service, as small as one can be: tables that stand in the memory of one host. What that forgets nobody has any more.

#[path = "tables/words.rs"]
mod words;

pub use words::WORDS;

use failover_lab::cloud::view::{CopyHealth, DatabaseView};
use failover_lab::cloud::{
    CommandError, Context, Database, DbKey, DbName, Deed, Due, Fault, Hold, NodeId, Party, Phase,
    Plan, Planned, RegionId, Reply, Request, Service, Strike, Tape, TimelineId, ZoneId,
};
use failover_lab::sim::{EventId, SimDuration, SimTime};
use words::{CREATE, DELETE, TableRequest};

/// How long a host that has lost its memory takes until it serves again.
const RESTART: SimDuration = SimDuration::from_secs(20);

#[derive(Clone, Debug)]
pub struct Tables {
    pub place: u8,
    pub tables: Vec<Table>,
}

#[derive(Clone, Debug)]
pub struct Table {
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

    fn keys(&self) -> Vec<DbKey> {
        let places = 0..self.tables.len();
        places.map(|place| DbKey::new(self.place, place)).collect()
    }

    fn database(&self, cx: &Context, key: DbKey) -> Database<'_> {
        let table = &self.tables[key.place()];
        Database {
            serves: table.exists && table.restart.is_none() && cx.topology.has_power(table.zone),
            exists: table.exists,
            holds_data: table.exists && table.restart.is_none(),
            starts: table.starts,
            ..Database::new(key, &table.name, table.zone, table.host, table.timeline)
        }
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
            let asked = DbName {
                region: Some(region),
                name: name.to_owned(),
            };
            let known = self.named(cx, &asked);
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

    fn strike(&self, cx: &Context, fault: &Fault) -> Result<Strike, CommandError> {
        let name = fault.database();
        let missing = || CommandError::no_database(&name, &[]);
        let key = self.named(cx, &name).ok_or_else(missing)?;
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
        let health = CopyHealth::under(self.hold(cx, key));
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
