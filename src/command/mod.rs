//! The `failover-lab` command: transcripts and lessons in, reports out. Each subcommand is one file and one line in two lists.

mod check;
mod facts;
mod index;
mod input;
mod journal;
mod reference;
mod run;
mod schema;
mod swarm;

use clap::{Parser, Subcommand};
use std::fmt;
use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;

/// A model of Amazon RDS that can be broken, repaired and measured.
///
/// A transcript is plain text, one command a line; see `failover-lab run --help`.
#[derive(Parser)]
#[command(
    name = "failover-lab",
    version,
    after_help = "Not affiliated with Amazon Web Services."
)]
struct Cli {
    #[command(subcommand)]
    command: Subcommands,
}

#[derive(Subcommand)]
enum Subcommands {
    Run(run::Run),
    Check(check::Check),
    Journal(journal::Journal),
    Facts(facts::Facts),
    Index(index::Index),
    Swarm(swarm::Swarm),
    Schema(schema::Schema),
    Reference(reference::Reference),
}

/// What a subcommand printed, and whether all is well.
pub struct Done {
    pub text: String,
    pub status: Status,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Status {
    Done,
    GoalsMissed,
}

/// Input that cannot be used.
pub struct BadInput(pub String);

impl fmt::Display for BadInput {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

const GOALS_MISSED: u8 = 1;
const BAD_INPUT: u8 = 2;

/// Exit status: 0 done, 1 goals missed, 2 bad input.
pub fn main() -> ExitCode {
    let done = match Cli::parse().command {
        Subcommands::Run(run) => run.carry_out(),
        Subcommands::Check(check) => check.carry_out(),
        Subcommands::Journal(journal) => journal.carry_out(),
        Subcommands::Facts(facts) => facts.carry_out(),
        Subcommands::Index(index) => index.carry_out(),
        Subcommands::Swarm(swarm) => swarm.carry_out(),
        Subcommands::Schema(schema) => schema.carry_out(),
        Subcommands::Reference(reference) => reference.carry_out(),
    };
    match done {
        Ok(done) => match print(&done.text) {
            Ok(()) if done.status == Status::GoalsMissed => ExitCode::from(GOALS_MISSED),
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => complain(&format!("cannot print the result: {error}")),
        },
        Err(error) => complain(&error.0),
    }
}

/// Prints to standard output. A reader that has seen enough, such as `head`, is no error.
fn print(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        written => written,
    }
}

fn complain(message: &str) -> ExitCode {
    // Where standard error is closed as well, the exit status says enough.
    let _ = writeln!(io::stderr(), "{message}");
    ExitCode::from(BAD_INPUT)
}
