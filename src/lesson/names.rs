//! What the lines of a lesson call things by.

use crate::cloud::RegionId;
use crate::language::{Action, Arg, Statement, Step, Transcript};
use crate::lesson::FrontMatter;
use crate::lesson::link::Place;
use crate::lesson::replay::compose;
use crate::world::{AppCommand, Command};

/// The names of all that a lesson's start, solution and decoys bring about or ask for.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    pub apps: Vec<String>,
    /// Databases and snapshots.
    stored: Vec<(RegionId, String)>,
    /// The databases among them that are made as read replicas.
    replicas: Vec<(RegionId, String)>,
}

impl Names {
    /// Nothing if some lines cannot be read, which is told where they stand.
    pub fn of(front: &FrontMatter) -> Option<Names> {
        let decoys = front.decoys.iter().map(|decoy| decoy.lines.as_str());
        let runs = ["", front.solution.as_str()].into_iter().chain(decoys);
        let mut names = Names::default();
        for lines in runs {
            let (text, _) = compose(front, lines, &front.seed);
            for line in Transcript::parse(&text).ok()?.lines {
                if let Some(
                    Statement::Given(action)
                    | Statement::Past { action, .. }
                    | Statement::Timed {
                        step: Step::Do(action),
                        ..
                    },
                ) = line.statement
                {
                    names.add(&action);
                }
            }
        }
        Some(names)
    }

    fn add(&mut self, action: &Action) {
        match &**action.command() {
            Command::App(AppCommand::Create(app)) => self.apps.push(app.name.clone()),
            Command::Service { region, .. } => {
                let stored = named_by(action).map(|name| (*region, name.to_ascii_lowercase()));
                self.stored.extend(stored);
                let verb = action.call().verb.path;
                let made = named_by(action)
                    .next()
                    .filter(|_| verb.ends_with(MAKES_REPLICA));
                self.replicas
                    .extend(made.map(|name| (*region, name.to_ascii_lowercase())));
            }
            Command::App(_) | Command::Fault(_) | Command::Goal(_) | Command::Number { .. } => {}
        }
    }

    /// All names, to tell what somebody meant who wrote another.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        let stored = self.stored.iter().map(|(_, name)| name.as_str());
        self.apps.iter().map(String::as_str).chain(stored)
    }

    /// Whether a database or a snapshot of this name is made or asked for in some Region.
    pub fn has_stored(&self, name: &str) -> bool {
        self.stored.iter().any(|(_, stored)| stored == name)
    }

    /// Whether a place can be one.
    pub fn has(&self, place: Place) -> bool {
        match place {
            Place::Verdict
            | Place::Journal
            | Place::Faults
            | Place::Terminal
            | Place::Backups(_) => true,
            Place::Thing(region, name) => {
                let is_app = region.is_none() && self.apps.iter().any(|app| app == name);
                is_app || is_among(&self.stored, region, name)
            }
        }
    }

    /// Whether a place is a read replica, whose lag can be read there.
    pub fn has_lag(&self, place: Place) -> bool {
        match place {
            Place::Verdict
            | Place::Journal
            | Place::Faults
            | Place::Terminal
            | Place::Backups(_) => false,
            Place::Thing(region, name) => is_among(&self.replicas, region, name),
        }
    }
}

const MAKES_REPLICA: &str = "create-db-instance-read-replica";

fn is_among(all: &[(RegionId, String)], region: Option<RegionId>, name: &str) -> bool {
    let region = region.unwrap_or(RegionId::DEFAULT);
    let mut all = all.iter();
    all.any(|one| (one.0, one.1.as_str()) == (region, name))
}

/// The databases, proxies and snapshots that a line names.
fn named_by(action: &Action) -> impl Iterator<Item = &str> {
    let is_name = |option: &str| {
        let ends = ["-identifier", "-proxy-name"];
        option.contains("-db-") && ends.iter().any(|end| option.ends_with(end))
    };
    let options = action.call().args.iter().filter_map(move |arg| match arg {
        Arg::Option { name, values } if is_name(name) => Some(values),
        Arg::Option { .. } | Arg::Target(_) => None,
    });
    options.flatten().map(String::as_str)
}
