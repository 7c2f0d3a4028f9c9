//! A second service, as small as one can be: tables that stand in the memory of one host. What that forgets nobody has any more.

#[path = "tables/words.rs"]
mod words;

pub use words::WORDS;

use failover_lab::cloud::view::DatabaseView;
use failover_lab::cloud::{
    CommandError, Context, Database, DbKey, DbName, Due, Fault, Hold, NodeId, Party, Phase, Plan,
    Planned, RegionId, Request, Service, Strike, TimelineId, ZoneId,
};
use failover_lab::sim::{EventId, SimDuration, SimTime};
use words::{Asks, TableRequest};

/// How long a host that has lost its memory takes until it serves again.
const RESTART: SimDuration = SimDuration::from_secs(20);

#[derive(Clone)]
pub struct Tables {
    pub place: u8,
    pub tables: Vec<Table>,
}

#[derive(Clone)]
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
    fn keys(&self) -> Vec<DbKey> {
        let places = 0..self.tables.len();
        places.map(|place| DbKey::new(self.place, place)).collect()
    }

    fn database(&self, cx: &Context, key: DbKey) -> Database<'_> {
        let table = &self.tables[key.place()];
        let holds_data = table.exists && table.restart.is_none();
        Database {
            serves: holds_data && cx.topology.has_power(table.zone),
            exists: table.exists,
            holds_data,
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
        let TableRequest { asks, name } = request.known_as().expect("a request of this service");
        let found = self.known(cx, &DbName::within(region, name));
        let name = name.clone();
        Ok(match (asks, found) {
            (Asks::Create, Ok(_)) => {
                let message = format!("{name} exists");
                return Err(CommandError::new("ResourceInUseException", message));
            }
            (Asks::Create, Err(_)) => {
                Plan::change(move |own: &mut Tables, cx| own.create(cx, region, name))
            }
            (Asks::Delete, found) => {
                let place = found?.place();
                Plan::change(move |own: &mut Tables, _| own.tables[place].exists = false)
            }
            (Asks::Describe, found) => {
                Plan::Answer(serde_json::json!({ "TableStatus": self.status(cx, found?) }))
            }
        })
    }

    fn strike(&self, cx: &Context, fault: &Fault) -> Result<Strike, CommandError> {
        let key = self.known(cx, &fault.database())?;
        if fault.kind.lasts {
            return Ok(Strike::Grips(key));
        }
        let plan = Plan::change(move |own: &mut Tables, cx| {
            own.tables[key.place()].restart = Some(cx.look_at(cx.now + RESTART, key.party()));
        });
        Ok(Strike::Once(key, plan))
    }

    fn grip(&mut self, _: &mut Context, _: &Fault, key: DbKey, on: bool) {
        let frozen = &mut self.tables[key.place()].frozen;
        *frozen = if on { *frozen + 1 } else { *frozen - 1 };
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
        DatabaseView {
            created_at: self.tables[key.place()].created_at,
            ..DatabaseView::of(cx, self, WORDS.name, key)
        }
    }
}
