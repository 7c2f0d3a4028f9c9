//! What all databases stand on: places and links, tapes, applications, the ledger, the table of numbers.

mod app;
pub mod class;
mod client;
mod context;
mod error;
mod journal;
pub mod kms;
mod name;
pub mod numbers;
mod order;
mod place;
pub mod price;
mod request;
mod seat;
mod stretch;
mod tape;
mod unit;
mod work;
mod workload;

pub use app::App;
pub use client::{Channel, Link, Outage, Surroundings};
pub use context::Context;
pub use error::{CommandError, Reply};
pub use journal::{JournalEntry, JournalKind, Record, ServiceEvent, What};
pub use name::DbName;
pub use numbers::{Confidence, Number, Numbers};
pub use order::{Order, order};
pub use place::{Place, RegionId, Site, Topology, ZoneId};
pub use request::{Request, WaitState};
pub use seat::{Access, Answer, DbKey, Endpoint, Network, NodeId, Party};
pub use stretch::Stretch;
pub use tape::{AppId, Mark, MarkId, Tape, Tapes, TimelineId};
pub use unit::Unit;
pub use work::{Footing, Progress, Step};
pub use workload::{Rate, Workload};
