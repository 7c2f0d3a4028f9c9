//! Times that add up.

use crate::sim::{SimDuration, SimTime};

/// A time that adds up over several stretches, the last of which may be open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Span {
    stretches: Vec<(SimTime, Option<SimTime>)>,
}

impl Span {
    /// Opens or closes the present stretch.
    pub fn set(&mut self, now: SimTime, open: bool) {
        match self.stretches.last_mut() {
            Some((since, to @ None)) if !open && *since < now => *to = Some(now),
            // It took no time.
            Some((_, None)) if !open => _ = self.stretches.pop(),
            Some((_, None)) => {}
            Some(_) | None if open => self.stretches.push((now, None)),
            Some(_) | None => {}
        }
    }

    pub fn is_open(&self) -> bool {
        matches!(self.stretches.last(), Some((_, None)))
    }

    pub fn until(&self, now: SimTime) -> SimDuration {
        let stretches = self.stretches.iter();
        let spans = stretches.map(|(from, to)| to.unwrap_or(now).since(*from));
        spans.fold(SimDuration::ZERO, |sum, span| sum + span)
    }

    /// The stretches that it adds up, in order; the last may be open.
    pub fn stretches(&self) -> &[(SimTime, Option<SimTime>)] {
        &self.stretches
    }
}
