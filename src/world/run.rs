//! The two doors of a world, and what follows from whatever comes in: everything that exists changes only here.

use crate::cloud::{
    CommandError, Context, DbName, Due, JournalEntry, Numbers, Party, Record, Reply, WaitState,
    numbers,
};
use crate::grammar::Catalogue;
use crate::sim::{Calendar, EventId, Luck, Shared, SimDuration, SimTime, Sorted};
use crate::world::CATALOGUE;
use crate::world::fault::kinds_of;
use crate::world::plan::{Plan, Planned};
use crate::world::state::World;
use crate::world::{Command, Goal, Goals};
use std::cell::RefCell;

impl World {
    /// An empty world whose clock stands at the start of its quiet history, `history` before 0s.
    ///
    /// Until [`World::start`] it is being set up: what is asked of it happens at once, and takes no time.
    pub fn new(seed: &str, history: SimDuration) -> World {
        World::with(CATALOGUE, seed, history)
    }

    /// As [`World::new`], with other services than the lab's own.
    pub fn with(catalogue: Catalogue, seed: &str, history: SimDuration) -> World {
        let places = (0..).zip(catalogue.services);
        World {
            cx: Context::new(seed, history),
            catalogue,
            kinds: kinds_of(catalogue),
            services: places.map(|(place, kind)| (kind.open)(place)).collect(),
            clients: Vec::new(),
            faults: Vec::new(),
            incidents: Shared::default(),
            incidents_opened: 0,
            watched: Sorted::default(),
            marked: Vec::new(),
            disturbances: Vec::new(),
            just_now: None,
            torn_by_hand: Vec::new(),
            labels: RefCell::default(),
            goals: Goals::default(),
            acts: Vec::new(),
        }
    }

    /// The same world in which 0s bears another date; for one in which nothing has happened yet.
    pub fn in_calendar(mut self, calendar: Calendar) -> World {
        self.cx.calendar = calendar;
        self
    }

    /// Ends the set-up: from now on everything takes its time.
    pub fn begin_history(&mut self) {
        self.cx.setting_up = false;
        self.touch_all();
    }

    /// Lets the quiet history pass, or what is left of it: the clock stands at 0s.
    pub fn start(&mut self) {
        self.begin_history();
        self.advance_to(SimTime::START);
    }

    pub fn now(&self) -> SimTime {
        self.cx.now
    }

    /// Lets time pass until `time`, handling every event due at or before it. The clock never goes back.
    pub fn advance_to(&mut self, time: SimTime) {
        while let Some((id, party)) = self.cx.queue.pop_due(time) {
            self.cx.now = id.due();
            self.come_due(id, party);
            self.settle();
            self.just_now = None;
        }
        self.cx.now = self.cx.now.max(time);
    }

    /// Lets happen what an event was scheduled for: the state knows what that is.
    fn come_due(&mut self, event: EventId, party: Party) {
        self.end_fault_due(event);
        for service in 0..self.services.len() {
            match self.services[service].come_due(&mut self.cx, event, party) {
                Some(Due::EngineStarts(key)) => self.note_divergence(key),
                Some(Due::ModificationBegins(key)) => self.note_window(key),
                None => {}
            }
        }
    }

    /// When the next event is due.
    pub fn next_due(&self) -> Option<SimTime> {
        self.cx.queue.next_due()
    }

    /// Accepts or refuses a request now; consequences arrive later, as events. A refused one changes nothing.
    pub fn apply(&mut self, command: &Command) -> Result<Reply, CommandError> {
        let asked = self.asked(command);
        let plan = self.plan(command)?;
        let reply = plan.carry_out(self);
        if let Some(asked) = asked {
            self.note_deed(asked);
        }
        self.settle();
        self.just_now = None;
        if self.cx.setting_up {
            self.advance_to(self.cx.now);
        }
        Ok(reply)
    }

    /// Whether a request would be accepted now, and if not, why.
    pub fn check(&self, command: &Command) -> Result<(), CommandError> {
        self.plan(command).map(|_| ())
    }

    fn plan(&self, command: &Command) -> Planned {
        match command {
            Command::Service {
                service,
                region,
                request,
            } => {
                let concerned = self.concerned(service, *region, &**request)?;
                let plans = concerned
                    .iter()
                    .map(|place| self.services[*place].plan(&self.cx, *region, &**request));
                let plan = plans.reduce(|all, one| Ok(all?.and(one?)));
                let plan = plan.expect("somebody is concerned")?;
                let about = request.deed().map(|(_, id)| DbName::within(*region, id));
                Ok(Plan::of_service(concerned[0], plan, about))
            }
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
        }
    }

    /// Where a waiter stands, without changing anything. Anything but a waiter is done.
    pub fn poll_waiter(&self, command: &Command) -> Result<WaitState, CommandError> {
        match command {
            Command::Service {
                service,
                region,
                request,
            } => {
                let concerned = self.concerned(service, *region, &**request)?;
                let states = concerned
                    .iter()
                    .map(|place| self.services[*place].poll(&self.cx, *region, &**request));
                let states: Vec<WaitState> = states.collect::<Result<_, _>>()?;
                let is = |state| states.contains(&state);
                Ok(match (is(WaitState::Failed), is(WaitState::NotYet)) {
                    (true, _) => WaitState::Failed,
                    (false, true) => WaitState::NotYet,
                    (false, false) => WaitState::Done,
                })
            }
            _ => Ok(WaitState::Done),
        }
    }

    /// Everything that was reported between two moments (both included), recurring backups too, in order.
    pub fn journal(&self, from: SimTime, to: SimTime) -> Vec<JournalEntry> {
        let services = self.services.iter();
        let recurring: Vec<Record> = services
            .flat_map(|service| service.recurring(&self.cx, from, to))
            .collect();
        JournalEntry::between(&self.cx.journal, &recurring, from, to)
    }

    /// The same world with other luck from now on, and without a journal: one of many to be counted over.
    pub fn in_other_luck(&self, luck: Luck) -> World {
        let mut world = self.clone();
        world.cx.luck = luck;
        world.cx.journal = Vec::new();
        world.cx.keeps_journal = false;
        world
    }

    /// How long writes failed in all, for the application that fared worst.
    pub fn write_outage(&self) -> SimDuration {
        let outages = self.clients.iter().map(|client| {
            client
                .app
                .write
                .outage_within(SimTime::from_ms(i64::MIN), self.cx.now)
        });
        outages.max().unwrap_or_default()
    }

    /// What dates its moments bear.
    pub fn calendar(&self) -> Calendar {
        self.cx.calendar
    }

    pub fn goals(&self) -> Goals {
        self.goals
    }

    /// The table of numbers as this run sees it.
    pub fn numbers(&self) -> &Numbers {
        &self.cx.numbers
    }

    /// Lets everything that follows at once from the present state happen, until nothing more does.
    fn settle(&mut self) {
        // Each step of a reaction changes something that cannot change back at the same moment, so this ends; the bound
        // turns an endless reaction into a bug report.
        for round in 0.. {
            assert!(round < 1000, "the world does not settle at {}", self.cx.now);
            let mut changed = false;
            for service in &mut self.services {
                changed |= service.react(&mut self.cx);
            }
            changed |= self.settle_copy_backs();
            for service in &mut self.services {
                changed |= service.flow(&mut self.cx);
            }
            changed |= self.observe_clients();
            if !changed {
                break;
            }
        }
        for service in &mut self.services {
            service.rest(&mut self.cx);
        }
        self.settle_incidents();
        if cfg!(debug_assertions) {
            self.check_invariants();
        }
    }

    #[inline(never)]
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
            world.cx.numbers.change(number, value);
            world.touch_all();
            Reply::Null
        }))
    }
}
