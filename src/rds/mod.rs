//! Amazon RDS: DB instances, standbys, read replicas, snapshots and backups, and the world that holds them.

mod error;
mod request;
mod view;
mod world;

pub use error::{CommandError, Reply};
pub use request::*;
pub use view::*;
pub use world::{WaitState, World};
