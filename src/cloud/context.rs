//! What everything in a world stands on: its clock, its luck, its numbers, its places, its tapes, and what was reported.

use crate::cloud::journal::{Record, What};
use crate::cloud::{CommandError, NodeId, Number, Numbers, Party, RegionId, Tapes, Topology, Unit};
use crate::sim::{Calendar, EventId, Luck, Queue, SimDuration, SimTime, Spread};
use std::rc::Rc;

#[derive(Clone, Debug)]
pub struct Context {
    pub now: SimTime,
    pub calendar: Calendar,
    /// While it is being set up, what is asked of the world happens at once.
    pub setting_up: bool,
    pub luck: Luck,
    pub numbers: Numbers,
    /// How often each thing was drawn for each name, in order of both.
    draws: Vec<(&'static str, Rc<str>, u64)>,
    /// When to look again: what happens then follows from the state.
    pub queue: Queue<Party>,
    pub topology: Topology,
    pub tapes: Tapes,
    nodes: u32,
    pub journal: Vec<Record>,
    /// Worlds that are only counted over keep no journal.
    pub keeps_journal: bool,
}

impl Context {
    /// A clock that stands at the start of a quiet history, `history` before 0s.
    pub fn new(seed: &str, history: SimDuration) -> Context {
        Context {
            now: SimTime::START - history,
            calendar: Calendar::default(),
            setting_up: true,
            luck: Luck::from_seed(seed),
            numbers: Numbers::default(),
            draws: Vec::new(),
            queue: Queue::default(),
            topology: Topology::default(),
            tapes: Tapes::default(),
            nodes: 0,
            journal: Vec::new(),
            keeps_journal: true,
        }
    }

    /// The next draw of `number` for `whom`.
    pub fn draw(&mut self, number: &Number, whom: &str) -> f64 {
        let spread = self.numbers.get(number);
        self.draw_from(spread, number, whom)
    }

    /// Whether something happens this time whose share of all times is `number`.
    pub fn happens(&mut self, number: &Number, whom: &str) -> bool {
        let share = self.numbers.value(number);
        let any = Spread::Uniform {
            low: 0.0,
            high: 1.0,
        };
        self.draw_from(any, number, whom) < share
    }

    /// Every draw of a number for somebody counts, whatever it is drawn from.
    fn draw_from(&mut self, spread: Spread, number: &Number, whom: &str) -> f64 {
        let sought = (number.name, whom);
        let place = self
            .draws
            .binary_search_by(|(what, name, _)| (*what, &**name).cmp(&sought));
        let place = place.unwrap_or_else(|place| {
            self.draws.insert(place, (number.name, whom.into(), 0));
            place
        });
        let count = &mut self.draws[place].2;
        *count += 1;
        self.luck.draw(spread, number.name, whom, *count - 1)
    }

    /// The next draw of a duration; nothing takes time while the world is being set up.
    pub fn duration(&mut self, number: &Number, whom: &str) -> SimDuration {
        let ms = (self.draw(number, whom) * 1000.0).round();
        if self.setting_up {
            SimDuration::ZERO
        } else {
            SimDuration::from_ms(ms as u64).min(SimDuration::LONGEST)
        }
    }

    /// A duration that is one value rather than a range.
    pub fn fixed(&self, number: &Number) -> SimDuration {
        let seconds = self.numbers.value(number) * number.unit.seconds().unwrap_or(1.0);
        SimDuration::from_ms((seconds * 1000.0).round() as u64).min(SimDuration::LONGEST)
    }

    /// How long what begins now takes: work as it is drawn, a term of days as it is written, which is no work and passes also while
    /// the world is being set up.
    pub fn takes(&mut self, number: &Number, whom: &str) -> SimDuration {
        match number.unit {
            Unit::Days => self.fixed(number),
            _ => self.duration(number, whom),
        }
    }

    /// Something comes due at a moment that the state knows of: a job's end, a pause's end, a client's next attempt.
    pub fn look_at(&mut self, at: SimTime, party: Party) -> EventId {
        self.queue.schedule(at, party)
    }

    /// Whether a service's endpoint in a Region takes requests; `whose` is the service, for people.
    pub fn answers(&self, whose: &str, region: RegionId) -> Result<(), CommandError> {
        if self.topology.is_open(region) {
            return Ok(());
        }
        let region = region.name();
        let message = format!(
            "could not connect to the endpoint of {whose} in {region}; the Region does not answer"
        );
        Err(CommandError::new("EndpointConnectionError", message))
    }

    pub fn cancel(&mut self, event: Option<EventId>) {
        if let Some(event) = event {
            self.queue.cancel(event);
        }
    }

    pub fn note(&mut self, source: impl Into<String>, region: Option<RegionId>, what: What) {
        if !self.keeps_journal {
            return;
        }
        self.journal.push(Record {
            at: self.now,
            source: source.into(),
            region,
            what,
        });
    }

    /// A number that is a whole count.
    pub fn count_of(&self, number: &Number) -> u32 {
        self.numbers.value(number) as u32
    }

    /// A new host's id: no two hosts ever have one.
    pub fn new_node(&mut self) -> NodeId {
        self.nodes += 1;
        NodeId(self.nodes - 1)
    }
}
