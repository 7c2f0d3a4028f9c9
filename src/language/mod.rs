//! The one language: whatever can be done in the lab is a line of text. Parsed and printed here, and carried out in time.
//!
//! A line is read in two steps: first its words are matched with a table of verbs and options, which keeps them as they were
//! written; then they become a typed [`Command`](crate::world::Command). It deliberately judges nothing that AWS judges: a
//! retention of 36 days is for the world to refuse.

mod action;
mod aws;
mod aws_names;
mod aws_options;
mod aws_read;
mod call;
mod error;
mod fault;
mod given;
mod lab;
mod line;
mod matching;
mod reader;
mod report;
mod session;
mod suggest;
mod transcript;
mod unseen;
mod verb;
mod verbs;
mod verdict;
mod word;
pub mod words;

pub use action::Action;
pub use aws_names::{Known, know_aws, operation as aws_operation, option as aws_option};
pub use call::{Arg, Call};
pub use error::{LineError, Refusal};
pub use line::{At, Line, Span, Statement, Step, is_seed};
pub use report::{
    Report, ReportApplication, ReportCommand, ReportDatabase, ReportGoals, ReportIncident,
    ReportLost, ReportPhase, ReportSnapshot, ReportWindow, for_each_journal_line,
};
pub use session::{Outcome, Session, check_in};
pub use transcript::{
    APPS_MAX, BYTES_MAX, DEFAULT_HISTORY, DEFAULT_REST, DEFAULT_SEED, STATEMENTS_MAX, Transcript,
    parse_step,
};
pub use unseen::Unseen;
pub use verb::{Opt, Takes, Verb};
pub use verdict::{journal_line, reply_lines};
