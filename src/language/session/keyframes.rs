//! Moments that are kept, so that any other is but a short run away.

use super::State;

/// How many events may lie between two kept moments.
const EVENTS_BETWEEN: u32 = 64;
/// How many moments are kept; beyond that every other one is given up.
const KEPT_MAX: usize = 256;

/// Kept moments, in order. The first is the start and stays.
#[derive(Clone, Debug)]
pub(super) struct Keyframes {
    kept: Vec<State>,
    /// Events since the last one, and how many are let pass.
    events: u32,
    events_between: u32,
}

impl Keyframes {
    pub fn new(start: State) -> Keyframes {
        Keyframes {
            kept: vec![start],
            events: 0,
            events_between: EVENTS_BETWEEN,
        }
    }

    /// The last kept moment for which `holds`, where it holds for all before it; the start in any case.
    pub fn last_by(&self, holds: impl Fn(&State) -> bool) -> &State {
        let after = self.kept.partition_point(holds);
        &self.kept[after.saturating_sub(1)]
    }

    /// Counts one event, and keeps the moment if there were many.
    pub fn count_event(&mut self, state: &State) {
        self.events += 1;
        if self.events >= self.events_between {
            self.keep(state);
        }
    }

    /// Keeps the moment, unless it lies before one that is kept.
    pub fn keep(&mut self, state: &State) {
        self.events = 0;
        let place = |state: &State| (state.world.now(), state.started);
        if self
            .kept
            .last()
            .is_some_and(|last| place(last) >= place(state))
        {
            return;
        }
        self.kept.push(state.clone());
        if self.kept.len() > KEPT_MAX {
            let mut number = 0;
            self.kept.retain(|_| {
                number += 1;
                number % 2 == 1
            });
            self.events_between = self.events_between.saturating_mul(2);
        }
    }

    /// Gives up the moments that lie ahead.
    pub fn forget(&mut self, is_ahead: impl Fn(&State) -> bool) {
        let kept = self.kept.partition_point(|state| !is_ahead(state));
        self.kept.truncate(kept.max(1));
    }
}
