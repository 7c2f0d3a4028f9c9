//! How a run comes to the sandbox, and what becomes of the one that was there.

use crate::app::ask::{Ask, On};
use crate::app::course::CourseState;
use crate::app::effect::Effect;
use crate::app::notice::{Notice, bad, good};
use crate::app::route::Route;
use crate::app::run::Run;

/// Where a run comes from that this browser kept: it is opened where its visitor left it.
pub const LAST_VISIT: &str = "your last visit";

/// Opens a transcript in the sandbox; a bad one changes nothing. `branches` were left on the stage.
pub fn open(
    course: &CourseState,
    branches: &[String],
    text: &str,
    from: Option<&str>,
) -> Result<Vec<Ask>, Notice> {
    let run = match Run::open(text) {
        Ok(run) => run,
        Err(reason) => {
            let from = from.unwrap_or("this text");
            return Err(bad(format!(
                "The run from {from} cannot be opened, and yours is as it was. {reason}"
            )));
        }
    };
    let left = left_behind(course, branches, &run);
    let kept = match left.is_empty() {
        true => "",
        false => " The run that was in the sandbox is kept under Runs.",
    };
    let told = match from {
        Some(LAST_VISIT) => None,
        Some(from) => Some(format!("Opened the run from {from}.{kept}")),
        None => Some(kept.trim_start().to_owned()).filter(|kept| !kept.is_empty()),
    };
    let mut asks = vec![Ask::Enter(Box::new(run), On::Sandbox(left))];
    if from == Some(LAST_VISIT) {
        asks.push(Ask::GoTo(None));
    }
    asks.extend(told.map(|told| Ask::Say(good(told))));
    let address = Effect::Address(Route::Sandbox.fragment());
    asks.extend([Ask::Keep, Ask::Visited, Ask::Do(address)]);
    Ok(asks)
}

/// The runs of the sandbox that another one takes the place of: the one that it held, and those that were left there.
fn left_behind(course: &CourseState, branches: &[String], new: &Run) -> Vec<String> {
    let mut left = match course.in_sandbox {
        true => branches.to_vec(),
        false => Vec::new(),
    };
    let held = course.sandbox.clone();
    let is_something = |text: &String| text.contains("given ") && *text != new.text();
    left.extend(held.filter(is_something));
    left
}
