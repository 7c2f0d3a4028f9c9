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
mod copy_out_of_a_dark_region;
mod deleted_for_good;
mod encrypted_copies;
mod events_of_a_running_backup;
mod every_way_to_delete;
mod forced_failover_three_caches;
mod host_that_stalls_unseen;
mod rename_that_waits;
mod replay_from_the_newest_snapshot;
mod replica_has_no_backups;
mod retention_lowered_and_raised;
mod three_time_outs;
mod twenty_one_copies;
mod two_incidents_one_loss;
mod upgrade_carried_along;
mod what_aws_refuses_at_creation;
