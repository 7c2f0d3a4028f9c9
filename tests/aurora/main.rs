//! Aurora: a cluster's volume, its instances, its backups; what strikes them, what is done about it, and what must come of it.
//!
//! Where luck decides, the outcome is held against bands over several seeds.

#[path = "../common/mod.rs"]
#[allow(dead_code, reason = "each test crate uses its part of it")]
mod common;

mod backups;
mod failovers;
mod lines;
mod names;
mod start;
mod volume;
