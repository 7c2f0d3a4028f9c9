//! Amazon RDS: DB instances, standbys, read replicas, snapshots and backups.
//!
//! The service owns what is its own, and knows neither applications nor faults: what it stands on is handed to it as a
//! [`Context`](crate::cloud::Context).

mod agenda;
mod archive;
mod backup;
mod cli;
mod engine;
mod event;
mod flow;
mod footing;
mod holding;
pub(crate) mod instance;
mod job;
pub(crate) mod job_kind;
mod journal;
mod modification;
mod network;
pub(crate) mod offer;
mod operation;
mod plan;
mod react;
pub(crate) mod replication;
mod request;
pub(crate) mod snapshot;
mod sql;
mod standby;
mod state;
mod status;
mod supervise;

pub use cli::WORDS;
pub use engine::Engine;
pub(crate) use event::RdsEvent;
pub(crate) use network::Databases;
pub use offer::{License, Offer, OfferRequest, StorageType};
pub(crate) use plan::Plan;
pub(crate) use react::Due;
pub use request::*;
pub use state::Rds;
pub(crate) use state::list;
pub(crate) use status::Status;
