//! The world: everything that exists in one run. It changes only by [`World::apply`] and by events that come due.

use crate::rds::{Command, CommandError, JournalEntry, Reply, View};
use crate::sim::{SimDuration, SimTime};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct World {}

impl World {
    /// An empty world whose clock stands at the start of its quiet history, `history` before 0s.
    ///
    /// Until [`World::start`] it is being set up: what is asked of it happens at once, and takes no time.
    pub fn new(seed: &str, history: SimDuration) -> World {
        let _ = (seed, history);
        todo!()
    }

    /// Ends the set-up and lets the quiet history pass: the clock stands at 0s.
    pub fn start(&mut self) {
        todo!()
    }

    pub fn now(&self) -> SimTime {
        todo!()
    }

    /// Lets time pass until `time`, handling every event due at or before it.
    pub fn advance_to(&mut self, time: SimTime) {
        let _ = time;
        todo!()
    }

    /// When the next event is due.
    pub fn next_due(&self) -> Option<SimTime> {
        todo!()
    }

    /// Accepts or refuses a request now; consequences arrive later, as events.
    pub fn apply(&mut self, command: &Command) -> Result<Reply, CommandError> {
        let _ = command;
        todo!()
    }

    /// Where a waiter stands, without changing anything.
    pub fn poll_waiter(&self, command: &Command) -> Result<WaitState, CommandError> {
        let _ = command;
        todo!()
    }

    pub fn view(&self) -> View {
        todo!()
    }

    /// Everything that was reported between two moments (both included), recurring backups too, in order.
    pub fn journal(&self, from: SimTime, to: SimTime) -> Vec<JournalEntry> {
        let _ = (from, to);
        todo!()
    }

    /// Panics with a message if the world contradicts itself.
    pub fn check_invariants(&self) {
        todo!()
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
