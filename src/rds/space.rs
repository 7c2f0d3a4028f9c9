//! The room on a DB instance's volume, and how it was changed.

use crate::rds::offer::Performance;
use crate::sim::{SimDuration, SimTime};

/// What is used of a volume beside what its applications wrote, and what was allocated before.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Space {
    /// How much is used up, in GiB: all there was when something filled it.
    filled_gib: u64,
    /// Whether RDS has told that nothing is left.
    pub is_told: bool,
    /// What was allocated before each change, and when that came: what was copied before is of the size of then.
    before: Vec<(SimTime, Allocation)>,
    /// Until when RDS moves the blocks to where there is more room.
    optimized_at: Option<SimTime>,
}

/// A volume's size in GiB, and what it is provisioned with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Allocation {
    pub gib: u64,
    pub performance: Performance,
}

impl Space {
    /// Something fills all that is allocated.
    pub fn fill(&mut self, allocated_gib: u64) {
        self.filled_gib = allocated_gib;
        self.is_told = false;
    }

    /// Whether nothing is left of what is allocated.
    pub fn is_full(&self, allocated_gib: u64) -> bool {
        self.filled_gib >= allocated_gib
    }

    /// More is allocated now than `before`, and blocks are moved until a moment.
    pub fn grow(&mut self, now: SimTime, before: Allocation, optimized_at: SimTime) {
        self.before.push((now, before));
        self.optimized_at = Some(optimized_at);
    }

    /// What was allocated at a moment, if that was changed since.
    pub fn allocated_at(&self, time: SimTime) -> Option<Allocation> {
        let mut changes = self.before.iter();
        let next = changes.find(|(changed, _)| time < *changed);
        next.map(|(_, before)| *before)
    }

    /// Whether blocks are still moved after the last change: status `storage-optimization`.
    pub fn is_optimizing(&self, now: SimTime) -> bool {
        self.optimized_at.is_some_and(|at| now < at)
    }

    /// From when on it can be changed again: so long after the last change, and not before that is all done. Nothing if it can be now.
    pub fn changes_from(&self, now: SimTime, pause: SimDuration) -> Option<SimTime> {
        let pauses_until = self.before.last().map(|(changed, _)| *changed + pause);
        pauses_until.max(self.optimized_at).filter(|at| now < *at)
    }
}
