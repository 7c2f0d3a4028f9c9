//! The language as its users see it: lines in; typed commands, errors, outcomes and reports out.

mod errors;
mod givens;
mod hostile;
mod lab_verbs;
mod makes;
mod options;
mod prefixes;
mod printing;
mod reports;
mod services;
mod sessions;
mod stories;
mod table_lines;
mod verbs;

use failover_lab::language::{LineError, Session, Statement, Step, Transcript};
use failover_lab::world::Command;

fn parse(text: &str) -> Transcript {
    Transcript::parse(text).unwrap_or_else(|errors| panic!("{}", join(&errors)))
}

fn join(errors: &[LineError]) -> String {
    let errors: Vec<String> = errors.iter().map(LineError::to_string).collect();
    errors.join("\n\n")
}

/// A session at 0s.
fn session(text: &str) -> Session {
    Session::new(parse(text)).unwrap_or_else(|errors| panic!("{}", join(&errors)))
}

/// A session that has run to its end.
fn run(text: &str) -> Session {
    let mut session = session(text);
    session.run_to_end();
    session
}

/// The typed form of one command.
fn command(text: &str) -> Command {
    let transcript = parse(&format!("1s {text}"));
    match &transcript.lines[0].statement {
        Some(Statement::Timed {
            step: Step::Do(action),
            ..
        }) => (**action.command()).clone(),
        other => panic!("not a command: {other:?}"),
    }
}
