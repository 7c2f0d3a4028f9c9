//! How the clock is stopped, by whomever.

use crate::app::ask::Ask;
use crate::app::notice::good;

/// How often panels are drawn while the clock runs, in real milliseconds.
pub const CALM_MS: f64 = 250.0;

/// Stops the clock because an incident has opened.
pub fn pause_at_incident() -> [Ask; 2] {
    let told = "Paused: an incident has begun. What will happen? Predict, then play on.";
    [Ask::Stop, Ask::Say(good(told))]
}
