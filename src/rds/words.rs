//! What the service brings to the language.

use crate::grammar::{ServiceWords, Statuses};
use crate::rds::Rds;
use crate::rds::button::RdsButtons;
use crate::rds::fault::FAULT_KINDS;
use crate::rds::operation::{DEEDS, OPERATIONS};
use crate::rds::snapshot::SnapshotState;
use crate::rds::status::{BackupStatus, Status};

pub const WORDS: ServiceWords = ServiceWords {
    name: "rds",
    lines: "rds",
    open: |place| Box::new(Rds::new(place)),
    deeds: DEEDS,
    operations: OPERATIONS,
    faults: FAULT_KINDS,
    statuses: Statuses {
        of_databases: Status::NAMES,
        of_snapshots: SnapshotState::NAMES,
        of_backups: BackupStatus::NAMES,
    },
    example: "describe-db-instances",
    buttons: &RdsButtons,
};
