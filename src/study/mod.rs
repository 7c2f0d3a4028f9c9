//! Many worlds: simulated years under random faults, and the swarm that looks for contradictions.

mod year;

pub use year::{Year, YearPlan};
