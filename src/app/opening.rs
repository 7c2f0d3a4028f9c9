//! What can be opened: a ready-made start, a transcript, the record of a game day, another seed.

use crate::app::ask::{Ask, focus};
use crate::app::branch::Branch;
use crate::app::course::CourseState;
use crate::app::game::show_record;
use crate::app::notice::{Door, Notice, good};
use crate::app::run::Run;
use crate::app::sandbox;
use crate::app::starts;

#[inline(never)]
pub fn start(run: &Run, name: &str) -> Vec<Ask> {
    let Some(start) = starts::ALL.iter().find(|start| start.name == name) else {
        return Vec::new();
    };
    let text = start.transcript(run.seed());
    // It stands, and is looked at, before it runs.
    vec![here(text), focus("stage")]
}

/// Opens a transcript: the record of a game day is shown, and any other run comes to the sandbox.
pub fn open(
    course: &CourseState,
    branches: &[Branch],
    text: &str,
    from: Option<&str>,
) -> Result<Vec<Ask>, Notice> {
    match from.and_then(|_| show_record(text)) {
        Some(asks) => Ok(asks),
        None => sandbox::open(course, branches, text, from),
    }
}

pub fn empty_sandbox(run: &Run) -> Vec<Ask> {
    vec![here(format!("seed {}\n", run.seed()))]
}

#[inline(never)]
pub fn next_seed(run: &Run, in_lesson: bool) -> Vec<Ask> {
    let new = starts::next_seed(run.seed());
    if in_lesson {
        // What was done in it would be gone by a slip of the finger.
        return vec![Ask::Say(Notice {
            door: Some(Door::OtherLuck),
            ..good(format!(
                "Other luck is another run: the lesson begins anew, with seed {new}."
            ))
        })];
    }
    vec![here(run.text_under(new))]
}

/// A transcript that was made here.
fn here(text: String) -> Ask {
    Ask::Transcript { text, from: None }
}
