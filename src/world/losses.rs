//! What an application has lost, with all that follows from it. It changes when its tape does, or what other copies hold.

use crate::cloud::{DbKey, Stretch, TimelineId};
use crate::sim::{SimDuration, SimTime};

/// The database and timeline that an application uses.
pub type Stand = (Option<DbKey>, Option<TimelineId>);

#[derive(Debug, Default)]
pub struct Losses {
    pub stand: Stand,
    /// Acknowledged writes that the application's tape does not hold.
    pub lost: Vec<Stretch>,
    /// Where they begin on each timeline.
    pub begins: Vec<(TimelineId, SimTime)>,
    /// If there are any: acknowledged writes that no copy holds.
    pub unheld: Vec<Stretch>,
    /// Of the lost ones, those that no copy holds.
    pub gone: Vec<Stretch>,
    /// Of the lost ones, those that the learner's own actions lost.
    pub by_hand: Vec<Stretch>,
    /// How much time these are.
    pub span_by_hand: SimDuration,
    /// How much time all that is lost is.
    pub span: SimDuration,
}
