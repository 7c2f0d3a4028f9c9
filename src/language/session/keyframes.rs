//! Moments that are kept, so that any other is but a short run away.

use super::State;
use std::ops::RangeInclusive;

/// How many events may lie between two kept moments.
const EVENTS_BETWEEN: u32 = 64;
/// How many moments are kept; beyond that every other one is given up. Fewer where there are many lines, for then each
/// moment is large.
const KEPT: RangeInclusive<usize> = 16..=256;
const KEPT_LINES: usize = 16_000;

/// Kept moments, in order. The first is the start and stays.
#[derive(Clone, Debug)]
pub(super) struct Keyframes {
    kept: Vec<State>,
    kept_max: usize,
    /// Events since the last one, and how many are let pass.
    events: u32,
    events_between: u32,
}

impl Keyframes {
    pub fn new(start: State, lines: usize) -> Keyframes {
        Keyframes {
            kept: vec![start],
            kept_max: (KEPT_LINES / lines.max(1)).clamp(*KEPT.start(), *KEPT.end()),
            events: 0,
            events_between: EVENTS_BETWEEN,
        }
    }

    /// Keeps the start alone.
    pub fn none(start: State) -> Keyframes {
        Keyframes {
            kept_max: 1,
            ..Keyframes::new(start, 0)
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
        if self.kept_max <= 1 {
            return;
        }
        let place = |state: &State| (state.world.now(), state.started);
        if self
            .kept
            .last()
            .is_some_and(|last| place(last) >= place(state))
        {
            return;
        }
        self.kept.push(state.clone());
        if self.kept.len() > self.kept_max {
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
