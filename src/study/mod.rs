//! Many worlds: simulated years under random faults, and the swarm that looks for contradictions.

mod aurora;
mod clusters;
mod dice;
mod proxies;
mod swarm;
mod tables;
mod witness;
mod year;

pub use aurora::aurora_transcript;
pub use clusters::clusters_transcript;
pub use proxies::proxies_transcript;
pub use swarm::{random_transcript, watch, watch_run, wilder_transcript};
pub use tables::tables_transcript;
pub use year::{Year, YearPlan};
