//! What stands around every screen, as parts: the top of the page, the clock, notices, the list of shortcuts.

mod clock;
mod help;
mod notice;
mod starts;
mod top;

pub use clock::{Timed, clock};
pub use help::help;
pub use notice::notice;
pub use starts::starts;
pub use top::{Top, top};
