//! Lines that a lesson asks for, in words.

use crate::lesson::{StepAction, Used, only_looks};

/// That a line ran, and what it was answered.
pub(super) fn of(used: &Used) -> String {
    let line = called(used);
    match (&used.refused, &used.tells) {
        (Some(code), _) => format!("{line} was refused with {code}"),
        (None, Some(field)) => format!("{line} told a `{field}`"),
        (None, None) => format!("{line} was carried out"),
    }
}

/// The same as what is still to come, by the name of the button that runs it.
pub(super) fn to_do(used: &Used, actions: &[StepAction]) -> String {
    let mut actions = actions.iter();
    let button = actions.find(|one| used.names(&one.line));
    let asked = button.map_or_else(|| called(used), |one| format!("“{}”", one.label));
    let answers = used.refused.is_some() || only_looks(&used.command);
    match (&used.tells, &used.later_than) {
        (Some(field), Some(other)) => {
            format!("{asked} tells a `{field}` later than the `{other}` before")
        }
        (Some(field), None) => format!("{asked} tells a `{field}`"),
        (None, _) => match (button.is_some(), answers) {
            (true, true) => format!("{asked} is answered"),
            (true, false) => format!("{asked} is done"),
            (false, true) => format!("you have tried {asked}"),
            (false, false) => format!("you have run {asked}"),
        },
    }
}

/// The line that is meant, as far as it is named.
fn called(used: &Used) -> String {
    let option = used.with.as_ref();
    let with = option.map_or_else(String::new, |option| {
        format!(" with {}", option.trim_start_matches('-'))
    });
    format!("`{}`{with}", used.command)
}
