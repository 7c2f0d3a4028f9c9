//! The room on a DB instance's volume, and when it was changed last.

use crate::sim::{SimDuration, SimTime};

/// What is used of a volume beside what its applications wrote, and when more was allocated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Space {
    /// How much is used up, in GiB: all there was when something filled it.
    filled_gib: u64,
    /// When more was allocated last.
    grown_at: Option<SimTime>,
    /// Until when RDS moves the blocks to where there is more room.
    optimized_at: Option<SimTime>,
}

impl Space {
    /// Something fills all that is allocated.
    pub fn fill(&mut self, allocated_gib: u64) {
        self.filled_gib = allocated_gib;
    }

    /// Whether nothing is left of what is allocated.
    pub fn is_full(&self, allocated_gib: u64) -> bool {
        self.filled_gib >= allocated_gib
    }

    /// More is allocated now, and blocks are moved until a moment.
    pub fn grow(&mut self, now: SimTime, optimized_at: SimTime) {
        (self.grown_at, self.optimized_at) = (Some(now), Some(optimized_at));
    }

    /// Whether blocks are still moved after the last change: status `storage-optimization`.
    pub fn is_optimizing(&self, now: SimTime) -> bool {
        self.optimized_at.is_some_and(|at| now < at)
    }

    /// From when on it can be changed again: so long after the last change, and not before that is all done. Nothing if it can be now.
    pub fn changes_from(&self, now: SimTime, pause: SimDuration) -> Option<SimTime> {
        let pauses_until = self.grown_at.map(|at| at + pause);
        pauses_until.max(self.optimized_at).filter(|at| now < *at)
    }
}
