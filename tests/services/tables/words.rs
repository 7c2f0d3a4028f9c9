//! What tables bring to the language and to the page: their lines, their faults, a button.

use super::Tables;
use failover_lab::cloud::view::DatabaseView;
use failover_lab::cloud::{Around, Button, Buttons, Deed, FaultKind, Request};
use failover_lab::grammar::{GLOBAL, Operation, Opt, Reader, ServiceWords, Statuses, Verb};
use std::sync::Arc;

pub static WORDS: ServiceWords = ServiceWords {
    name: "tables",
    lines: "tables",
    open: |place| {
        let tables = Vec::new();
        Box::new(Tables { place, tables })
    },
    deeds: &[CREATE, DELETE],
    operations: &[
        operation(CREATE.name, |line| ask(line, Asks::Create)),
        operation(DELETE.name, |line| ask(line, Asks::Delete)),
        operation("aws tables describe-table", |line| {
            ask(line, Asks::Describe)
        }),
    ],
    faults: &[&FREEZE, &LOSS],
    statuses: Statuses {
        of_databases: &["ACTIVE"],
        of_snapshots: &[],
        of_backups: &[],
    },
    example: "describe-table",
    buttons: &TableButtons,
};

/// What the page offers to do with a table.
struct TableButtons;

impl Buttons for TableButtons {
    fn of_database(&self, _: &Around, table: &DatabaseView) -> Vec<Button> {
        let line = format!("aws tables delete-table --table-name {}", table.id);
        vec![Button::new("Delete it", line)]
    }
}

const CREATE: Deed = Deed::named("aws tables create-table");
const DELETE: Deed = Deed::named("aws tables delete-table");

static LOSS: FaultKind = FaultKind {
    name: "memory-loss",
    title: "Empty the memory",
    noun: "loss of memory",
    heading: "Lost memory",
    meaning: "The host of a table restarts, and has forgotten everything.",
    ..FaultKind::OF_A_DATABASE
};

static FREEZE: FaultKind = FaultKind {
    name: "freeze",
    title: "Freeze the table",
    noun: "freeze",
    heading: "Freeze",
    meaning: "Requests to a table get no answer.",
    lasts: true,
    button: "--for 5m",
    ..FaultKind::OF_A_DATABASE
};

#[derive(Debug, PartialEq)]
pub struct TableRequest {
    pub asks: Asks,
    pub name: String,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Asks {
    Create,
    Delete,
    Describe,
}

impl Request for TableRequest {
    fn deed(&self) -> Option<(Deed, &str)> {
        let deed = match self.asks {
            Asks::Create => CREATE,
            Asks::Delete => DELETE,
            Asks::Describe => return None,
        };
        Some((deed, &self.name))
    }

    fn only_looks(&self) -> bool {
        self.asks == Asks::Describe
    }
}

type Read = fn(&mut Reader) -> Option<Arc<dyn Request>>;

const fn operation(path: &'static str, read: Read) -> Operation {
    const OPTIONS: &[&[Opt]] = &[&[Opt::needed("--table-name", "NAME")], GLOBAL];
    let verb = Verb::plain(path, "Of a service of this test.", OPTIONS);
    Operation { verb, read }
}

fn ask(line: &Reader, asks: Asks) -> Option<Arc<dyn Request>> {
    let name = line.text("--table-name")?;
    Some(Arc::new(TableRequest { asks, name }))
}
