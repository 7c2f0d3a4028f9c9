//! Work under way: it takes time, and makes progress only while what it stands on is in reach.

use crate::cloud::{Context, Party};
use crate::sim::{EventId, SimDuration, SimTime};

/// How far something is that takes time. It stops and goes on as its footing does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    total: SimDuration,
    /// What was left to do when it last started or stopped.
    left: SimDuration,
    /// Its end, while it goes on.
    going: Option<EventId>,
}

/// What work stands on at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Footing {
    /// All that it reads from and writes to is there: it goes on.
    Firm,
    /// Something does not answer, or comes first: it waits, and loses nothing.
    OutOfReach,
    /// What it reads from is no more: it fails.
    Gone,
}

impl Footing {
    /// For what waits and never fails.
    pub fn firm_if(in_reach: bool) -> Footing {
        if in_reach {
            Footing::Firm
        } else {
            Footing::OutOfReach
        }
    }
}

/// What became of work when it was looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// It goes on, or waits, as before.
    Same,
    /// It has stopped or has gone on again.
    Changed,
    Done,
    Failed,
}

impl Progress {
    /// Work that takes `total` and has not begun.
    pub fn new(total: SimDuration) -> Progress {
        Progress {
            total,
            left: total,
            going: None,
        }
    }

    /// Work of which `left` is still to do, as it stands at one moment: for what is computed rather than scheduled.
    pub fn standing(total: SimDuration, left: SimDuration) -> Progress {
        Progress {
            total,
            left,
            going: None,
        }
    }

    /// Whether nothing of it is done and nothing is under way.
    pub fn is_untouched(&self) -> bool {
        self.going.is_none() && self.left == self.total
    }

    /// When it will be done if nothing comes in its way; `None` while it waits.
    pub fn until(&self) -> Option<SimTime> {
        self.going.map(EventId::due)
    }

    /// The event of its end, while it goes on.
    pub fn event(&self) -> Option<EventId> {
        self.going
    }

    /// What is left to do.
    pub fn left(&self, now: SimTime) -> SimDuration {
        self.going.map_or(self.left, |event| event.due().since(now))
    }

    /// How much of it is done, from 0 to 1.
    pub fn share(&self, now: SimTime) -> f64 {
        1.0 - self.left(now).ms() as f64 / self.total.ms().max(1) as f64
    }
}

impl Context {
    /// Brings work up to its footing: starts it, stops it, ends it. At its end `party` has to look.
    pub fn step_work(&mut self, progress: &mut Progress, footing: Footing, party: Party) -> Step {
        let now = self.now;
        match (footing, progress.going) {
            (Footing::Gone, going) => {
                self.cancel(going);
                Step::Failed
            }
            (Footing::Firm, Some(event)) if event.due() <= now => {
                progress.left = SimDuration::ZERO;
                progress.going = None;
                Step::Done
            }
            (Footing::Firm, Some(_)) | (Footing::OutOfReach, None) => Step::Same,
            (Footing::Firm, None) if progress.left.is_zero() => Step::Done,
            (Footing::Firm, None) => {
                progress.going = Some(self.look_at(now + progress.left, party));
                Step::Changed
            }
            (Footing::OutOfReach, Some(event)) => {
                self.cancel(Some(event));
                progress.left = event.due().since(now);
                progress.going = None;
                Step::Changed
            }
        }
    }
}
