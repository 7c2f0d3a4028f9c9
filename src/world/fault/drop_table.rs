//! A migration drops a table that is still read: a bad write under its own name.

use crate::cloud::FaultKind;

pub static KIND: FaultKind = FaultKind {
    name: "drop-table",
    title: "Drop a table",
    noun: "DROP TABLE",
    heading: "Dropped table",
    meaning: "A migration drops a small table that is still read. Its rows are gone on every copy, as after any other write.",
    yearly: None,
    ..super::bad_write::KIND
};
