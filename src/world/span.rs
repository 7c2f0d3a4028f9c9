//! Times that add up.

use crate::sim::{SimDuration, SimTime};

/// A time that adds up over several stretches, the last of which may be open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Span {
    since: Option<SimTime>,
    past: Vec<(SimTime, SimTime)>,
}

impl Span {
    /// Opens or closes the present stretch.
    pub fn set(&mut self, now: SimTime, open: bool) {
        match self.since {
            None if open => self.since = Some(now),
            Some(since) if !open => {
                self.since = None;
                self.past.extend((since < now).then_some((since, now)));
            }
            None | Some(_) => {}
        }
    }

    pub fn is_open(&self) -> bool {
        self.since.is_some()
    }

    pub fn until(&self, now: SimTime) -> SimDuration {
        let stretches = self.stretches().into_iter();
        let spans = stretches.map(|(from, to)| to.unwrap_or(now).since(from));
        spans.fold(SimDuration::ZERO, |sum, span| sum + span)
    }

    /// The stretches that it adds up, in order; the last may be open.
    pub fn stretches(&self) -> Vec<(SimTime, Option<SimTime>)> {
        let past = self.past.iter().map(|(from, to)| (*from, Some(*to)));
        past.chain(self.since.map(|since| (since, None))).collect()
    }
}
