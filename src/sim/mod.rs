//! The event kernel: simulated time and its calendar, keyed random draws, the queue of future events, the digest.
//!
//! It knows no AWS word. What it deliberately lacks: wall clocks, threads and any randomness but the seed's.

mod calendar;
mod digest;
mod luck;
mod order;
mod queue;
mod shared;
mod sorted;
mod time;

pub use calendar::{Calendar, Date};
pub use digest::Digest;
pub use luck::{Luck, Spread};
pub use order::sort_by_number;
pub use queue::{EventId, Queue};
pub use shared::Shared;
pub use sorted::Sorted;
pub use time::{DurationError, SimDuration, SimTime, parse_duration};
