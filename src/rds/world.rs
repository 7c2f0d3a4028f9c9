//! The world: everything that exists in one run. It changes only by [`World::apply`] and by events that come due.

use crate::cloud::numbers;
use crate::cloud::{Access, App, AppId, MarkId, Number, Numbers, Tapes, TimelineId, Topology};
use crate::rds::cause::{Disturbance, Origin};
use crate::rds::fault::ActiveFault;
use crate::rds::incident::Incident;
use crate::rds::instance::{DbInstance, DbKey};
use crate::rds::journal::Record;
use crate::rds::ledger::Torn;
use crate::rds::plan::{Plan, Planned};
use crate::rds::snapshot::Snapshot;
use crate::rds::work::Progress;
use crate::rds::wrong_data::Span;
use crate::rds::{Command, CommandError, Goal, Goals, Reply};
use crate::sim::{Calendar, EventId, Luck, Queue, SimDuration, SimTime};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// An application and what the world knows of it beyond its connections.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Client {
    pub app: App,
    /// The database whose tape it uses: the one that took its last write.
    pub used: Option<DbKey>,
    pub copy_back: Option<CopyBack>,
    /// The database and timeline for which losses were last given their owners.
    pub judged: Option<(Option<DbKey>, Option<TimelineId>)>,
    /// How long it was stopped, before the present standstill.
    pub stopped: SimDuration,
    /// How long it was served damaged data, whoever did the damage.
    pub wrong: Span,
}

/// Damaged rows are being copied back from a clean database.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CopyBack {
    pub from: DbKey,
    pub since: SimTime,
    pub progress: Progress,
    /// The bad writes whose damage is copied back; what comes later is not.
    pub marks: Vec<MarkId>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct World {
    pub(super) now: SimTime,
    pub(super) calendar: Calendar,
    /// While it is being set up, what is asked of the world happens at once.
    pub(super) setting_up: bool,
    pub(super) luck: Luck,
    pub(super) numbers: Numbers,
    /// How often each thing was drawn for each name.
    draws: BTreeMap<String, u64>,
    /// When to look again: what happens then follows from the state.
    pub(super) queue: Queue<()>,
    pub(super) topology: Topology,
    pub(super) tapes: Tapes,
    /// Every instance that ever was; a deleted one may have left backups.
    pub(super) databases: Vec<DbInstance>,
    pub(super) nodes: u32,
    pub(super) snapshots: Vec<Snapshot>,
    /// How many snapshots were ever taken or copied by hand.
    pub(super) snapshots_made: u32,
    pub(super) clients: Vec<Client>,
    pub(super) faults: Vec<ActiveFault>,
    pub(super) incidents: Vec<Incident>,
    /// How many incidents there ever were: the next one's number. One of a drill that came to nothing is taken back.
    pub(super) incidents_opened: u32,
    /// For each database and application, the last that was done with it.
    pub(super) disturbances: Vec<Disturbance>,
    /// What was asked for or struck just now, while what follows from it at once happens.
    pub(super) just_now: Option<Origin>,
    /// Lost stretches, each with the incident that it belongs to.
    pub(super) torn: Vec<Torn>,
    pub(super) goals: Goals,
    pub(super) journal: Vec<Record>,
    /// Worlds that are only counted over keep no journal.
    pub(super) keeps_journal: bool,
    /// When somebody last asked for something that changes the world.
    pub(super) last_action: Option<SimTime>,
}

impl World {
    /// An empty world whose clock stands at the start of its quiet history, `history` before 0s.
    ///
    /// Until [`World::start`] it is being set up: what is asked of it happens at once, and takes no time.
    pub fn new(seed: &str, history: SimDuration) -> World {
        World {
            now: SimTime::START - history,
            calendar: Calendar::default(),
            setting_up: true,
            luck: Luck::from_seed(seed),
            numbers: Numbers::default(),
            draws: BTreeMap::new(),
            queue: Queue::default(),
            topology: Topology::default(),
            tapes: Tapes::default(),
            databases: Vec::new(),
            nodes: 0,
            snapshots: Vec::new(),
            snapshots_made: 0,
            clients: Vec::new(),
            faults: Vec::new(),
            incidents: Vec::new(),
            incidents_opened: 0,
            disturbances: Vec::new(),
            just_now: None,
            torn: Vec::new(),
            goals: Goals::default(),
            journal: Vec::new(),
            keeps_journal: true,
            last_action: None,
        }
    }

    /// The same world in which 0s bears another date; for one in which nothing has happened yet.
    pub fn in_calendar(self, calendar: Calendar) -> World {
        World { calendar, ..self }
    }

    /// Ends the set-up: from now on everything takes its time.
    pub fn begin_history(&mut self) {
        self.setting_up = false;
    }

    /// Lets the quiet history pass, or what is left of it: the clock stands at 0s.
    pub fn start(&mut self) {
        self.begin_history();
        self.advance_to(SimTime::START);
    }

    pub fn now(&self) -> SimTime {
        self.now
    }

    /// Lets time pass until `time`, handling every event due at or before it. The clock never goes back.
    pub fn advance_to(&mut self, time: SimTime) {
        while let Some((id, ())) = self.queue.pop_due(time) {
            self.now = id.due();
            self.come_due(id);
            self.settle();
            self.just_now = None;
        }
        self.now = self.now.max(time);
    }

    /// When the next event is due.
    pub fn next_due(&self) -> Option<SimTime> {
        self.queue.next_due()
    }

    /// Accepts or refuses a request now; consequences arrive later, as events. A refused one changes nothing.
    pub fn apply(&mut self, command: &Command) -> Result<Reply, CommandError> {
        let asked = self.asked(command);
        let plan = self.plan(command)?;
        let reply = plan.carry_out(self);
        if let Some(asked) = asked {
            self.note_deed(asked, command);
        }
        self.settle();
        self.just_now = None;
        if self.setting_up {
            self.advance_to(self.now);
        }
        Ok(reply)
    }

    /// Whether a request would be accepted now, and if not, why.
    pub fn check(&self, command: &Command) -> Result<(), CommandError> {
        self.plan(command).map(|_| ())
    }

    fn plan(&self, command: &Command) -> Planned {
        match command {
            Command::Rds { region, request } => self.plan_rds(*region, request),
            Command::App(command) => self.plan_app(command),
            Command::Fault(command) => self.plan_fault(command),
            Command::Goal(goal) => {
                let goal = *goal;
                Ok(Plan::new(move |world| {
                    match goal {
                        Goal::Rto(rto) => world.goals.rto = Some(rto),
                        Goal::Rpo(rpo) => world.goals.rpo = Some(rpo),
                    }
                    Reply::Null
                }))
            }
            Command::Number { name, value } => self.plan_number(name, *value),
            Command::Sql { database, call } => self.plan_sql(database, call),
        }
    }

    /// The same world with other luck from now on, and without a journal: one of many to be counted over.
    pub fn in_other_luck(&self, luck: Luck) -> World {
        World {
            luck,
            journal: Vec::new(),
            keeps_journal: false,
            ..self.clone()
        }
    }

    /// How long writes failed in all, for the application that fared worst.
    pub fn write_outage(&self) -> SimDuration {
        let outages = self.clients.iter().map(|client| {
            client
                .app
                .write
                .outage_within(SimTime::from_ms(i64::MIN), self.now)
        });
        outages.max().unwrap_or_default()
    }

    /// What dates its moments bear.
    pub fn calendar(&self) -> Calendar {
        self.calendar
    }

    pub fn goals(&self) -> Goals {
        self.goals
    }

    /// The table of numbers as this run sees it.
    pub fn numbers(&self) -> &Numbers {
        &self.numbers
    }

    /// Lets everything that follows at once from the present state happen, until nothing more does.
    fn settle(&mut self) {
        // Each step of a reaction changes something that cannot change back at the same moment, so this ends; the bound
        // turns an endless reaction into a bug report.
        for round in 0.. {
            assert!(round < 1000, "the world does not settle at {}", self.now);
            let mut changed = false;
            for key in self.db_keys() {
                changed |= self.supervise(key);
            }
            changed |= self.settle_snapshots();
            changed |= self.settle_copy_backs();
            changed |= self.settle_replication();
            changed |= self.observe_clients();
            if !changed {
                break;
            }
        }
        self.settle_archives();
        self.settle_incidents();
        if cfg!(debug_assertions) {
            self.check_invariants();
        }
    }

    fn plan_number(&self, name: &str, value: crate::sim::Spread) -> Planned {
        let Some(number) = numbers::find(name) else {
            return Err(CommandError::new(
                "NumberNotFound",
                format!("no number is called {name}; `failover-lab facts` lists them"),
            ));
        };
        if !value.is_valid() {
            return Err(CommandError::new(
                "InvalidNumber",
                format!("{name} takes finite values from 0 on, in ascending order"),
            ));
        }
        Ok(Plan::new(move |world| {
            world.numbers.change(number, value);
            Reply::Null
        }))
    }

    /// The next draw of `number` for `whom`.
    pub(super) fn draw(&mut self, number: &Number, whom: &str) -> f64 {
        let spread = self.numbers.get(number);
        let count = self
            .draws
            .entry(format!("{} {whom}", number.name))
            .or_default();
        *count += 1;
        self.luck.draw(spread, number.name, whom, *count - 1)
    }

    /// Whether something happens this time whose share of all times is `number`.
    pub(super) fn happens(&mut self, number: &Number, whom: &str) -> bool {
        let share = self.numbers.value(number);
        let count = self
            .draws
            .entry(format!("{} {whom}", number.name))
            .or_default();
        *count += 1;
        let spread = crate::sim::Spread::Uniform {
            low: 0.0,
            high: 1.0,
        };
        self.luck.draw(spread, number.name, whom, *count - 1) < share
    }

    /// The next draw of a duration; nothing takes time while the world is being set up.
    pub(super) fn duration(&mut self, number: &Number, whom: &str) -> SimDuration {
        let ms = (self.draw(number, whom) * 1000.0).round();
        if self.setting_up {
            SimDuration::ZERO
        } else {
            SimDuration::from_ms(ms as u64).min(SimDuration::LONGEST)
        }
    }

    /// A duration that is one value rather than a range.
    pub(super) fn fixed(&self, number: &Number) -> SimDuration {
        SimDuration::from_ms((self.numbers.value(number) * 1000.0).round() as u64)
            .min(SimDuration::LONGEST)
    }

    /// Something comes due at a moment that the state knows of: a job's end, a pause's end, a client's next attempt.
    pub(super) fn look_at(&mut self, at: SimTime) -> EventId {
        self.queue.schedule(at, ())
    }

    pub(super) fn cancel(&mut self, event: Option<EventId>) {
        if let Some(event) = event {
            self.queue.cancel(event);
        }
    }

    pub(super) fn db_keys(&self) -> impl Iterator<Item = DbKey> + use<> {
        (0..u32::try_from(self.databases.len()).expect("fewer than four thousand million"))
            .map(DbKey)
    }

    pub(super) fn db(&self, key: DbKey) -> &DbInstance {
        &self.databases[key.0 as usize]
    }

    pub(super) fn db_mut(&mut self, key: DbKey) -> &mut DbInstance {
        &mut self.databases[key.0 as usize]
    }

    pub(super) fn client(&self, app: AppId) -> &Client {
        &self.clients[app.0 as usize]
    }

    pub(super) fn client_mut(&mut self, app: AppId) -> &mut Client {
        &mut self.clients[app.0 as usize]
    }

    /// Every channel of every application.
    pub(super) fn channels(&self) -> impl Iterator<Item = (AppId, Access)> + use<> {
        (0..u32::try_from(self.clients.len()).expect("fewer than four thousand million"))
            .flat_map(|app| [(AppId(app), Access::Write), (AppId(app), Access::Read)])
    }
}

/// Where a waiter (`aws rds wait …`) stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WaitState {
    /// Its condition holds.
    Done,
    NotYet,
    /// Its condition can hold no more: the CLI gives up at once, with status 255.
    Failed,
}
