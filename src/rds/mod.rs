//! Amazon RDS: DB instances, standbys, read replicas, snapshots and backups, and the world that holds them.

mod archive;
mod backup;
mod client;
mod copy_back;
mod cost;
mod engine;
mod error;
mod fault;
mod flow;
mod incident;
mod instance;
mod invariant;
mod job;
mod journal;
mod ledger;
mod network;
mod operation;
mod phase;
mod plan;
mod replication;
mod request;
mod snapshot;
mod sql;
mod supervise;
#[cfg(test)]
mod tests;
mod view;
mod watch;
mod work;
mod world;

pub use engine::Engine;
pub use error::{CommandError, Reply};
pub use fault::{FAULT_KINDS, FaultKind, SURGE_FACTOR_MAX};
pub use request::*;
pub use view::*;
pub use world::{WaitState, World};
