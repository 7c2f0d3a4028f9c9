//! Transcripts that once went wrong, each with what must be seen now. A test bears the name of its transcript.
//!
//! Figures are held against bands, never against one lucky draw; where luck decides, over several seeds.

#[path = "../common/mod.rs"]
#[allow(dead_code, reason = "each test crate uses its part of it")]
mod common;

use common::Run;

/// Runs a transcript of this folder under its own seed.
macro_rules! case {
    ($name:literal) => {
        crate::run_case(include_str!(concat!($name, ".txt")), None)
    };
    ($name:literal, $seed:expr) => {
        crate::run_case(include_str!(concat!($name, ".txt")), Some($seed))
    };
}

fn run_case(text: &str, seed: Option<&str>) -> Run {
    common::run_text(text, seed)
}

mod available_but_cold;
mod backups_turned_off_by_a_change;
mod deleted_for_good;
mod every_way_to_delete;
mod forced_failover_three_caches;
mod three_time_outs;
mod twenty_one_copies;
mod two_incidents_one_loss;
