//! What all databases stand on: places and links, tapes, applications, the ledger, the table of numbers.

pub mod class;
mod client;
pub mod kms;
pub mod numbers;
mod order;
mod place;
pub mod price;
mod tape;
mod workload;

pub use client::{
    Access, Answer, App, Channel, Endpoint, Link, Network, NodeId, Outage, Surroundings,
};
pub use numbers::{Confidence, Number, Numbers};
pub use order::{Order, order};
pub use place::{Place, RegionId, Site, Topology, ZoneId};
pub use tape::{AppId, Mark, MarkId, Stretch, Tape, Tapes, TimelineId};
pub use workload::{Rate, Workload};
