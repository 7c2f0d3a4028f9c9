//! The one language: whatever can be done in the lab is a line of text. Parsed and printed here, and carried out in time.
//!
//! A line is read in two steps: first its words are matched with a table of verbs and options, which keeps them as they were
//! written; then they become a typed [`Command`](crate::world::Command). It deliberately judges nothing that AWS judges: a
//! retention of 36 days is for the world to refuse.

mod action;
mod fault;
mod given;
mod help;
mod journal;
mod lab;
mod line;
mod report;
mod session;
mod transcript;
mod verbs;
mod verdict;
pub mod words;

pub use crate::grammar::aws_names::{Known, know_aws, option as aws_option};
pub use crate::grammar::{Arg, Call, Catalogue, LineError, Opt, Refusal, Takes, Unseen, Verb};
pub use crate::world::CATALOGUE;
pub use action::Action;
pub use help::{help, where_to_read};
pub use journal::{for_each_journal_line, journal_line};
pub use line::{At, Line, Span, Statement, Step, is_seed};
pub use report::{
    Report, ReportApplication, ReportCommand, ReportDatabase, ReportGoals, ReportIncident,
    ReportLost, ReportPhase, ReportSnapshot, ReportWindow,
};
pub use session::{Outcome, Session, check_in};
pub use transcript::{
    APPS_MAX, BYTES_MAX, DEFAULT_HISTORY, DEFAULT_REST, DEFAULT_SEED, STATEMENTS_MAX, Transcript,
    parse_step, parse_step_with,
};
pub use verbs::fault_kind;
pub use verdict::reply_lines;
