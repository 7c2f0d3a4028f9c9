//! Incidents as an observer sees them.

use crate::cloud::{Deed, FaultKind, Reach};
use crate::sim::{SimDuration, SimTime};

/// One incident and its verdict so far.
#[derive(Clone, Debug, PartialEq)]
pub struct IncidentView {
    /// Told apart by it from all others of the run; it only grows.
    pub number: u32,
    /// What began it: the kind of a fault (`az-outage`), or the first words of a line (`aws rds reboot-db-instance`).
    pub cause: &'static str,
    /// The kind of the fault that began it; otherwise somebody's action did.
    pub fault: Option<&'static FaultKind>,
    /// The action that began it; otherwise a fault did.
    pub deed: Option<Deed>,
    /// The zone, Region, database or application that the cause was aimed at.
    pub target: String,
    /// The databases that a fault struck, as lines tell them: those that are still there.
    pub struck: Vec<String>,
    pub at: SimTime,
    /// When somebody notices it: `at`, unless it was told to be later.
    pub noticed_at: SimTime,
    /// When the action was asked for that began it: `at`, or before it waited for its maintenance window.
    pub asked_at: SimTime,
    /// Whether its fault still lasts. While it has touched no application it is `untouched so far`, not recovered from.
    pub in_force: bool,
    /// The applications that it touched.
    pub apps: Vec<String>,
    /// The account of each of them, in the same order.
    pub accounts: Vec<AccountView>,
    pub write_outage: SimDuration,
    pub read_outage: SimDuration,
    pub wrong_data: SimDuration,
    /// How long requests waited at most that were answered after all, so that none failed.
    pub waited: SimDuration,
    pub recovered_at: Option<SimTime>,
    /// `recovered_at` − `at`; 0 for a fault that never touched an application.
    pub recovery: Option<SimDuration>,
    /// When restored volumes had loaded that the applications ended on, if they did so slow: recovered is not yet normal.
    pub normal_at: Option<SimTime>,
    /// How long requests were slow after the recovery, so far.
    pub degraded: SimDuration,
    /// How many times as long a request took at worst then; 1 if nothing was slow.
    pub degraded_times: f64,
    /// Phases so far, in order; they add up to the recovery, or to the time since the injection while it goes on.
    pub phases: Vec<PhaseView>,
    pub lost_writes: u64,
    /// Of the lost writes, those that some surviving copy still holds.
    pub stranded_writes: u64,
    pub lost_span: SimDuration,
    pub corrupt_writes_remaining: u64,
    pub met_rto: Option<bool>,
    pub met_rpo: Option<bool>,
    /// The lost stretches: application, number of first and last write, times of first and last.
    pub lost: Vec<LostView>,
}

/// What an incident cost one application.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AccountView {
    pub write_outage: SimDuration,
    pub read_outage: SimDuration,
    pub wrong_data: SimDuration,
    pub lost_writes: u64,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhaseView {
    /// `detection`, `failover`, `crash recovery`, `dns`, `reconnect`, `noticing`, `restoring`, `replaying`, `promoting`,
    /// `re-pointing`, `copying back`, `waiting for the zone`, …
    pub name: &'static str,
    pub from: SimTime,
    pub to: SimTime,
    /// The application that waited; nothing where several did.
    pub app: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LostView {
    pub app: String,
    pub first_number: u64,
    pub last_number: u64,
    pub first_at: SimTime,
    pub last_at: SimTime,
    pub stranded: bool,
}

impl IncidentView {
    pub fn is_fault(&self) -> bool {
        self.fault.is_some()
    }

    /// Whether its fault damaged rows, by a statement or beneath the engine.
    pub fn damages_rows(&self) -> bool {
        self.fault.is_some_and(|kind| kind.reach.damages())
    }

    /// Whether it did so beneath the engine: no replica hears of that.
    pub fn spoils_blocks(&self) -> bool {
        self.fault.is_some_and(|kind| kind.reach == Reach::Blocks)
    }

    /// Whether its fault lasts and has touched nobody so far.
    pub fn is_untouched_so_far(&self) -> bool {
        self.in_force && self.apps.is_empty()
    }
}
