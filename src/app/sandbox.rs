//! How a run comes to the sandbox, and what becomes of the one that was there.

use crate::app::course::{keep_run, mark_visit};
use crate::app::effect::Effect;
use crate::app::enter::enter;
use crate::app::follow::refresh;
use crate::app::notice::{bad, good};
use crate::app::route::Route;
use crate::app::run::Run;
use crate::app::state::State;

/// Where a run comes from that this browser kept: it is opened where its visitor left it.
pub const LAST_VISIT: &str = "your last visit";

/// Opens a transcript in the sandbox; a bad one changes nothing.
pub fn open(state: &mut State, text: &str, from: Option<&str>) -> Vec<Effect> {
    match Run::open(text) {
        Ok(run) => {
            let left = left_behind(state, &run);
            enter(state, run);
            state.course.in_sandbox = true;
            let kept = match left.is_empty() {
                true => "",
                false => " The run that was in the sandbox is kept under Runs.",
            };
            if from == Some(LAST_VISIT) {
                state.run.seek_to_last_line();
                refresh(state);
            } else if let Some(from) = from {
                state.window.notice = Some(good(format!("Opened the run from {from}.{kept}")));
            } else if !kept.is_empty() {
                state.window.notice = Some(good(kept.trim_start()));
            }
            state.branches = left;
            let mut effects = keep_run(state);
            effects.extend(mark_visit(&mut state.course));
            effects.push(Effect::Address(Route::Sandbox.fragment()));
            effects
        }
        Err(reason) => {
            let from = from.unwrap_or("this text");
            state.window.notice = Some(bad(format!(
                "The run from {from} cannot be opened, and yours is as it was. {reason}"
            )));
            Vec::new()
        }
    }
}

/// The runs of the sandbox that another one takes the place of: the one that it held, and those that were left there.
fn left_behind(state: &mut State, new: &Run) -> Vec<String> {
    let mut left = match state.course.in_sandbox {
        true => std::mem::take(&mut state.branches),
        false => Vec::new(),
    };
    let held = state.course.sandbox.clone();
    let is_something = |text: &String| text.contains("given ") && *text != new.text();
    left.extend(held.filter(is_something));
    left
}
