//! What stands beside the stage, as parts: functions of what they show.

mod answers;
mod cost;
mod faults;
mod inspector;
mod journal;
mod restore;
mod verdict;

pub use answers::answers;
pub use cost::{alarms, badge, cost};
pub use faults::faults;
pub use inspector::{Inspected, closing, inspector};
pub use journal::journal;
pub use verdict::{judgement, verdict, waterfall};
