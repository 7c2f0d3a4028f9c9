//! What the service brings to the language: faults and statuses. Its lines are RDS's.

use crate::aurora::Aurora;
use crate::aurora::fault::FAULT_KINDS;
use crate::cloud::NoButtons;
use crate::grammar::{ServiceWords, Statuses};

pub const WORDS: ServiceWords = ServiceWords {
    name: "aurora",
    lines: "rds",
    open: |place| Box::new(Aurora::new(place)),
    deeds: &[],
    operations: &[],
    faults: FAULT_KINDS,
    statuses: Statuses {
        of_databases: &["available", "creating", "deleting", "failing-over"],
        of_snapshots: &[],
        of_backups: &["active"],
    },
    example: "describe-db-clusters",
    buttons: &NoButtons,
};
