//! What the service brings to the language.

use super::backup::BackupState;
use super::button::DynamoButtons;
use super::operation::{DEEDS, OPERATIONS};
use super::state::Dynamo;
use super::table::Status;
use crate::grammar::{ServiceWords, Statuses};

pub const WORDS: ServiceWords = ServiceWords {
    name: "dynamodb",
    lines: "dynamodb",
    open: |place| Box::new(Dynamo::new(place)),
    deeds: DEEDS,
    operations: OPERATIONS,
    faults: &[],
    statuses: Statuses {
        of_databases: Status::NAMES,
        of_snapshots: BackupState::NAMES,
        of_backups: &["ENABLED"],
    },
    example: "list-tables",
    buttons: &DynamoButtons,
};
