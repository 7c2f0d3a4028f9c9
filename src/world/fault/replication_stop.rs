//! A read replica stops receiving and applying.

use super::FaultKind;

pub const KIND: FaultKind = FaultKind {
    name: "replication-stop",
    targets: &["REPLICA"],
    lasts: true,
    option: None,
    meaning: "A read replica stops receiving and applying.",
};
