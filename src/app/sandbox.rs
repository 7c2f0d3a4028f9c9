//! How a run comes to the sandbox, and what becomes of the one that was there.

use crate::app::ask::{Ask, On};
use crate::app::branch::Branch;
use crate::app::course::CourseState;
use crate::app::effect::Effect;
use crate::app::notice::{Notice, bad, good, good_and_back};
use crate::app::route::Route;
use crate::app::run::Run;

/// What the menu is called that holds the ready-made starts, and runs that were left.
pub const STARTS_AND_RUNS: &str = "Starts & runs";

/// Where a run comes from that this browser kept.
pub const LAST_VISIT: &str = "your last visit";

/// Opens a transcript in the sandbox; a bad one changes nothing. What comes from somewhere was recorded, and opens where its last
/// line has run; what was made here begins. `branches` were left on the stage.
pub fn open(
    course: &CourseState,
    branches: &[Branch],
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
    let told = match from {
        Some(LAST_VISIT) => None,
        Some(from) => Some(format!("Opened the run from {from}.")),
        None => (!left.is_empty()).then(|| begun(&run)),
    };
    let notice = told.map(|told| match left.last() {
        Some(back) => good_and_back(
            format!(
                "{told} The one before is kept under {STARTS_AND_RUNS}, as “{}”.",
                back.name
            ),
            left.len() - 1,
        ),
        None => good(told),
    });
    let mut asks = vec![Ask::Enter(Box::new(run), On::Sandbox(left))];
    if from.is_some() {
        asks.push(Ask::GoTo(None));
    }
    asks.extend(notice.map(Ask::Say));
    let address = Effect::Address(Route::Sandbox.fragment());
    asks.extend([Ask::Keep, Ask::Visited, Ask::Do(address)]);
    Ok(asks)
}

/// What a run is that was made here: what was done before happens again in it.
fn begun(run: &Run) -> String {
    let seed = run.seed();
    match run.ahead().len() as u64 {
        0 => format!("A new run, with seed {seed}."),
        1 => format!("The same line with other luck, seed {seed}: it happens again at its time."),
        lines => format!(
            "The same {lines} lines with other luck, seed {seed}: they happen again at their times."
        ),
    }
}

/// The runs of the sandbox that another one takes the place of: the one that it held, and those that were left there.
fn left_behind(course: &CourseState, branches: &[Branch], new: &Run) -> Vec<Branch> {
    let mut left = match course.in_sandbox {
        true => branches.to_vec(),
        false => Vec::new(),
    };
    let held = course.sandbox.clone();
    let is_something = |text: &String| text.contains("given ") && *text != new.text();
    left.extend(held.filter(is_something).map(Branch::left));
    left
}
