//! Whether a line would be accepted, and what is carried out before the clock starts.

use super::outcome::waiter_failed;
use crate::cloud::{CommandError, WaitState};
use crate::language::line::Step;
use crate::language::transcript::parse_step;
use crate::language::{Action, LineError, Refusal};
use crate::world::World;

/// Whether a line would be accepted in a world, and if not, why. Changes nothing.
pub fn check_in(world: &World, line: &str) -> Result<(), Refusal> {
    check_step(world, parse_step(line))
}

pub(super) fn check_step(world: &World, step: Result<Step, Vec<LineError>>) -> Result<(), Refusal> {
    let step = step.map_err(|errors| Refusal::Usage(first(errors)))?;
    match step {
        Step::End => Ok(()),
        Step::Do(action) if action.is_wait() => poll(world, &action).map_err(Refusal::Refused),
        Step::Do(action) => world.check(action.command()).map_err(Refusal::Refused),
    }
}

/// Carries out a command for which no time passes.
pub(super) fn give(world: &mut World, action: &Action) -> Result<(), CommandError> {
    if !action.is_wait() {
        return world.apply(action.command()).map(|_| ());
    }
    poll(world, action)
}

fn poll(world: &World, action: &Action) -> Result<(), CommandError> {
    match world.poll_waiter(action.command())? {
        WaitState::Done | WaitState::NotYet => Ok(()),
        WaitState::Failed => Err(waiter_failed()),
    }
}

pub(super) fn first(errors: Vec<LineError>) -> LineError {
    let mut errors = errors.into_iter();
    errors
        .next()
        .expect("a line that was not read has an error")
}
