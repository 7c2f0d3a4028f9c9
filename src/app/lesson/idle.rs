//! Lines that would change nothing now: an application is started that runs, stopped that is stopped, or pointed to where it
//! is served already.

use crate::app::lesson::foreseen::Refused;
use crate::cloud::DbName;
use crate::language::{Step, parse_step};
use crate::world::{AppCommand, AppView, ChannelState, Command, View};

/// Why a line would do nothing now, if so. AWS's own lines say that themselves.
pub(super) fn does_nothing(line: &str, view: &View) -> Option<Refused> {
    let command = of_app(line)?;
    let app = named(&command, view)?;
    let name = &app.name;
    let why = match &command {
        AppCommand::Start { .. } if app.running => format!("`{name}` runs already: stop it first."),
        AppCommand::Stop { .. } if !app.running => format!("`{name}` is stopped already."),
        AppCommand::Point { to, .. } if is_served_by(app, &to.to_string()) => {
            format!("`{name}` uses `{to}` already.")
        }
        AppCommand::Create(_)
        | AppCommand::Point { .. }
        | AppCommand::CopyBack { .. }
        | AppCommand::Stop { .. }
        | AppCommand::Start { .. } => return None,
    };
    Some(Refused::now(why))
}

/// The application that a line starts, stops or points, all of which can be taken back by another such line.
pub(super) fn led(line: &str) -> Option<String> {
    let command = of_app(line)?;
    match command {
        AppCommand::Point { name, .. } | AppCommand::Stop { name } | AppCommand::Start { name } => {
            Some(name)
        }
        AppCommand::Create(_) | AppCommand::CopyBack { .. } => None,
    }
}

/// Where a line points an application to.
pub(super) fn pointed_to(line: &str) -> Option<DbName> {
    match of_app(line)? {
        AppCommand::Point { to, .. } => Some(to),
        AppCommand::Create(_)
        | AppCommand::CopyBack { .. }
        | AppCommand::Stop { .. }
        | AppCommand::Start { .. } => None,
    }
}

fn of_app(line: &str) -> Option<AppCommand> {
    let Ok(Step::Do(action)) = parse_step(line) else {
        return None;
    };
    if let Command::App(command) = &**action.command() {
        return Some(command.clone());
    }
    None
}

fn named<'v>(command: &AppCommand, view: &'v View) -> Option<&'v AppView> {
    let (AppCommand::Point { name, .. }
    | AppCommand::CopyBack { name, .. }
    | AppCommand::Stop { name }
    | AppCommand::Start { name }) = command
    else {
        return None;
    };
    let mut all = view.apps.iter();
    all.find(|app| app.name.eq_ignore_ascii_case(name))
}

/// Whether it asks this database, and is answered: who is not gets new connections from being pointed there once more.
fn is_served_by(app: &AppView, database: &str) -> bool {
    let answered =
        app.writes.state == ChannelState::Serving && app.reads.state == ChannelState::Serving;
    app.running && answered && app.connect == database
}
