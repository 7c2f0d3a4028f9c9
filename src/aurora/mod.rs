//! Amazon Aurora, one Region: DB clusters whose instances share one volume in three zones.
//!
//! Aurora is asked by the API of RDS, whose requests it takes as RDS reads them, and of which it knows no more than that: what RDS owns
//! it never sees. A DB instance of RDS is a host with its own volume, and there is always one; an Aurora cluster is a volume, which
//! lives whether or not an instance runs on it. So it is a room of its own.
//!
//! It lacks snapshots, clones, backtrack, custom endpoints, the Global Database, Serverless v2, encryption with a key of one's own, and
//! modifications. A reader endpoint names one reader at a time: a client of the lab asks for one address and keeps it.

mod cluster;
mod cost;
mod failover;
pub mod fault;
mod member;
mod operation;
mod record;
mod service;
mod state;
mod supervise;
mod view;
mod volume;
mod words;

pub use fault::FAULT_KINDS;
pub use state::Aurora;
pub use volume::{READ_QUORUM, SEGMENTS, Volume, WRITE_QUORUM};
pub use words::WORDS;
