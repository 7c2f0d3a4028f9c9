//! What is promised, allowed and weighed on each level.

use crate::lesson::GameLevel;
use crate::sim::SimDuration;

/// The rules of a level, shown before the day begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rules {
    /// How long the day lasts.
    pub shift: SimDuration,
    /// How many incidents strike.
    pub strikes: usize,
    pub rto: SimDuration,
    pub rpo: SimDuration,
    /// What the design may cost, in US dollars a month.
    pub budget_usd: u32,
    /// Points that a missed RTO costs at least; everything else is weighed by it.
    pub weight: i32,
}

/// The traffic of a game day: the same for every design, so that losses compare.
pub const WRITES: f64 = 20.0;
pub const READS: f64 = 80.0;
/// What the shop needs: a smaller class would be cheaper, and the model does not tell its limits.
pub const CLASS: &str = "db.m6g.large";
pub const STORAGE_GIB: u64 = 200;

/// A day is passed from this score on.
pub const PASSED: u32 = 60;

/// The rules of a level.
pub fn rules(level: GameLevel) -> Rules {
    match level {
        GameLevel::WarmUp => Rules {
            shift: SimDuration::from_hours(8),
            strikes: 2,
            rto: SimDuration::from_mins(15),
            rpo: SimDuration::ZERO,
            budget_usd: 300,
            weight: 20,
        },
        GameLevel::Shift => Rules {
            shift: SimDuration::from_hours(12),
            strikes: 3,
            rto: SimDuration::from_mins(90),
            rpo: SimDuration::from_mins(1),
            budget_usd: 300,
            weight: 14,
        },
        GameLevel::Storm => Rules {
            shift: SimDuration::from_hours(24),
            strikes: 5,
            rto: SimDuration::from_mins(90),
            rpo: SimDuration::from_mins(1),
            budget_usd: 450,
            weight: 10,
        },
    }
}
