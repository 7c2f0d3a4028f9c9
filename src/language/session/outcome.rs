//! What became of a line.

use crate::cloud::{CommandError, Patience, Reply};
use crate::language::line::{Line, Statement, Step};
use crate::sim::SimTime;

/// What became of a line that was started.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// Its number in the transcript, from 1.
    pub line: u32,
    /// The command, without its time.
    pub text: String,
    /// Whether it is meant to change something: it neither looks nor waits.
    pub acts: bool,
    /// If it is a waiter, how it waits.
    pub waits: Option<Patience>,
    /// When it was started.
    pub at: SimTime,
    /// When it was done; `None` for a wait that goes on.
    pub ended_at: Option<SimTime>,
    /// What the AWS CLI would print, or why it was refused.
    pub result: Result<Reply, CommandError>,
    /// The exit status that the AWS CLI would have.
    pub status: u8,
}

impl Outcome {
    pub(super) fn done(line: &Line, at: SimTime, result: Result<Reply, CommandError>) -> Outcome {
        let mut outcome = Outcome::begun(line, at);
        outcome.end(at, result);
        outcome
    }

    /// A wait that has begun.
    pub(super) fn begun(line: &Line, at: SimTime) -> Outcome {
        let (text, acts, waits) = match &line.statement {
            Some(Statement::Timed { step, .. }) => (step.to_string(), step.acts(), step.waits()),
            _ => (line.to_string(), true, None),
        };
        Outcome {
            line: line.number,
            text,
            acts,
            waits,
            at,
            ended_at: None,
            result: Ok(Reply::Null),
            status: 0,
        }
    }

    pub(super) fn end(&mut self, at: SimTime, result: Result<Reply, CommandError>) {
        self.ended_at = Some(at);
        self.status = match &result {
            Ok(_) => 0,
            Err(error) => self.status_of(error),
        };
        self.result = result;
    }

    /// It goes on again: the clock was turned back to before its end.
    pub(super) fn reopen(&mut self) {
        self.ended_at = None;
        self.result = Ok(Reply::Null);
        self.status = 0;
    }

    /// The AWS CLI's exit statuses: 254 for what the service refuses, 255 for other failures, of waiters too.
    /// Source: https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-returncodes.html
    fn status_of(&self, error: &CommandError) -> u8 {
        if !self.text.starts_with("aws ") {
            1
        } else if error.code == "EndpointConnectionError" || self.waits.is_some() {
            255
        } else {
            254
        }
    }
}

pub(super) fn waiter_failed() -> CommandError {
    CommandError::new(
        "WaiterError",
        "the waiter met a status from which its condition cannot come true",
    )
}

pub(super) fn waiter_broken_off() -> CommandError {
    CommandError::new(
        "WaiterError",
        "the condition had not come true when the run ended",
    )
}

/// Whether a line is carried out at its own time even while a wait goes on.
pub(super) fn is_unstoppable(step: &Step) -> bool {
    match step {
        Step::Do(action) => action.is_fault(),
        Step::End => true,
    }
}
