//! Amazon RDS: DB instances, standbys, read replicas, snapshots and backups.
//!
//! The service owns what is its own, and knows neither the world nor its incidents: what it stands on is handed to it as a
//! [`Context`](crate::cloud::Context).

mod agenda;
mod archive;
mod backup;
mod button;
mod cluster;
pub(crate) mod copy;
mod cost;
mod engine;
pub(crate) mod event;
pub mod fault;
mod flow;
mod footing;
mod heads;
mod holding;
pub(crate) mod instance;
mod invariant;
mod job;
pub(crate) mod job_kind;
mod journal;
mod key;
mod modification;
mod network;
pub(crate) mod offer;
pub(crate) mod operation;
mod plan;
mod proxied;
mod proxy;
mod react;
pub(crate) mod replication;
mod service;
pub(crate) mod snapshot;
mod space;
mod sql;
mod standby;
mod state;
mod status;
mod storage;
mod stretches;
mod supervise;
mod view;
mod words;

pub use engine::Engine;
pub use offer::{License, Offer, OfferRequest, StorageType};
pub use operation::*;
pub use sql::{SqlCall, SqlRequest};
pub use state::Rds;
pub use words::WORDS;
