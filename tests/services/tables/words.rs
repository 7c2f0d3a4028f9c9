//! What tables bring to the language and to the page: their lines, their faults, a button.

use super::Tables;
use failover_lab::cloud::view::DatabaseView;
use failover_lab::cloud::{Around, Button, Buttons, Deed, FaultKind, Request};
use failover_lab::grammar::{GLOBAL, Operation, Opt, Reader, ServiceWords, Verb};
use std::sync::Arc;

pub static WORDS: ServiceWords = ServiceWords {
    name: "tables",
    open: |place| {
        let tables = Vec::new();
        Box::new(Tables { place, tables })
    },
    deeds: &[CREATE, DELETE],
    operations: &[
        operation("aws tables create-table", |reader| {
            ask(reader, TableRequest::Create)
        }),
        operation("aws tables delete-table", |reader| {
            ask(reader, TableRequest::Delete)
        }),
        operation("aws tables describe-table", |reader| {
            ask(reader, TableRequest::Describe)
        }),
    ],
    faults: &[&FREEZE, &LOSS],
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

pub const CREATE: Deed = Deed::named("aws tables create-table");
pub const DELETE: Deed = Deed::named("aws tables delete-table");

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
pub enum TableRequest {
    Create(String),
    Delete(String),
    Describe(String),
}

impl Request for TableRequest {
    fn equals(&self, other: &dyn Request) -> bool {
        other.known_as() == Some(self)
    }

    fn only_looks(&self) -> bool {
        matches!(self, TableRequest::Describe(_))
    }
}

const OPTIONS: &[&[Opt]] = &[&[Opt::needed("--table-name", "NAME")], GLOBAL];

const fn operation(
    path: &'static str,
    read: fn(&mut Reader) -> Option<Arc<dyn Request>>,
) -> Operation {
    let verb = Verb {
        path,
        meaning: "Of a service of this test.",
        targets: &[],
        more: None,
        makes: false,
        options: OPTIONS,
    };
    Operation { verb, read }
}

fn ask(reader: &Reader, request: fn(String) -> TableRequest) -> Option<Arc<dyn Request>> {
    Some(Arc::new(request(reader.text("--table-name")?)))
}
