//! Transcripts that once went wrong, each with what must be seen now. A test bears the name of its transcript.
//!
//! Figures are held against bands, never against one lucky draw; where luck decides, over several seeds.

#[path = "../common/mod.rs"]
#[allow(dead_code, reason = "each test crate uses its part of it")]
mod common;

use common::Run;

/// Runs a transcript of this folder under its own seed.
#[allow(unused_macros, reason = "the cases come one by one")]
macro_rules! case {
    ($name:literal) => {
        crate::run_case(include_str!(concat!($name, ".txt")), None)
    };
    ($name:literal, $seed:expr) => {
        crate::run_case(include_str!(concat!($name, ".txt")), Some($seed))
    };
}

mod upgrade_carried_along;
mod what_aws_refuses_at_creation;

#[allow(dead_code, reason = "the cases come one by one")]
fn run_case(text: &str, seed: Option<&str>) -> Run {
    common::run_text(text, seed)
}
