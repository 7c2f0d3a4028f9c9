//! Phases: where the time of a recovery goes. At any moment an application that is not well waits for one thing.
//!
//! Which one it was is settled by the way out. For each moment both are kept: what held the application from its database, and
//! what people had under way. If they led it out, they were not waiting for the place to come back; if the place came back, it
//! was what was waited for, whatever ran beside it.

use crate::cloud::{AppId, Phase};
use crate::sim::SimTime;

/// From when on an application was not well, and all that can be said to have been waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    pub at: SimTime,
    pub app: Option<AppId>,
    /// What kept it from the database that it points to, unless that was a matter for people.
    pub held: Option<Phase>,
    /// What people had under way.
    pub under_way: Option<Phase>,
    /// Whether somebody had acted by then: from then on time that people take is for deciding.
    pub acted: bool,
}

/// What was waited for from one moment to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waited {
    pub phase: Phase,
    pub from: SimTime,
    pub to: SimTime,
    /// The application that waited; nothing where it was one after another.
    pub app: Option<AppId>,
}

impl Moment {
    /// Nobody has run into the trouble yet.
    pub fn unnoticed(at: SimTime) -> Moment {
        Moment {
            at,
            app: None,
            held: Some(Phase::Unnoticed),
            under_way: None,
            acted: false,
        }
    }

    /// All were well until somebody went back to where the trouble is.
    pub fn well(at: SimTime) -> Moment {
        Moment {
            held: Some(Phase::Well),
            ..Moment::unnoticed(at)
        }
    }

    pub fn is_like(&self, other: &Moment) -> bool {
        Moment {
            at: self.at,
            ..*other
        } == *self
    }

    pub fn phase(&self, led_out: bool) -> Phase {
        let people = match self.acted {
            true => Phase::Deciding,
            false => Phase::Noticing,
        };
        let (held, under_way) = (self.held, self.under_way);
        if let Some(held) = held.filter(|held| held.ends_by_itself_soon()) {
            return held;
        }
        if !led_out {
            return held.or(under_way).unwrap_or(people);
        }
        let place = held.filter(|held| !held.is_wait_for_a_place());
        under_way.or(place).unwrap_or(people)
    }
}
