//! Amazon RDS: DB instances, standbys, read replicas, snapshots and backups, and the world that holds them.

mod archive;
mod backup;
mod cause;
mod claim;
mod client;
mod copy_back;
mod cost;
mod engine;
mod error;
mod fault;
mod flow;
mod holding;
mod incident;
mod instance;
mod invariant;
mod job;
mod job_kind;
mod journal;
mod ledger;
mod modification;
mod network;
mod offer;
mod operation;
mod phase;
mod plan;
mod replication;
mod request;
mod snapshot;
mod sql;
mod standby;
mod supervise;
#[cfg(test)]
mod tests;
mod view;
mod watch;
mod work;
mod world;
mod wrong_data;

pub use cause::Deed;
pub use engine::Engine;
pub use error::{CommandError, Reply};
pub use fault::{FAULT_KINDS, FaultKind, SURGE_FACTOR_MAX};
pub use offer::{License, Offer, OfferRequest, StorageType};
pub use request::*;
pub use view::*;
pub use world::{WaitState, World};
