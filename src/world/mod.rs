//! The world: services, applications and faults put together, and judged: incidents, phases, losses, costs, the view.
//!
//! It changes by two doors alone, [`World::apply`] and [`World::advance_to`].

mod catalogue;
mod cause;
mod client;
mod command;
mod copy_back;
mod endpoint;
pub mod fault;
mod incident;
mod invariant;
mod judge;
mod lever;
mod losses;
mod phase;
mod plan;
mod run;
mod service;
mod span;
mod state;
#[cfg(test)]
mod tests;
mod view;
mod watch;

pub use catalogue::{CATALOGUE, deed, deed_names};
pub use command::*;
pub use fault::{FAULT_KINDS, SURGE_FACTOR_MAX};
pub use state::World;
pub use view::*;
