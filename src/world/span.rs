//! Times that add up.

use crate::sim::{SimDuration, SimTime};

/// A time that adds up over several stretches, the last of which may be open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    since: Option<SimTime>,
    total: SimDuration,
}

impl Span {
    /// Opens or closes the present stretch.
    pub fn set(&mut self, now: SimTime, open: bool) {
        match self.since {
            None if open => self.since = Some(now),
            Some(since) if !open => {
                self.total = self.total + now.since(since);
                self.since = None;
            }
            None | Some(_) => {}
        }
    }

    pub fn is_open(&self) -> bool {
        self.since.is_some()
    }

    pub fn until(&self, now: SimTime) -> SimDuration {
        let open = self
            .since
            .map_or(SimDuration::ZERO, |since| now.since(since));
        self.total + open
    }
}
