//! The host of a database dies. Its volume survives.

use super::FaultKind;

pub const KIND: FaultKind = FaultKind {
    name: "host-failure",
    targets: &["DB"],
    lasts: false,
    option: None,
    meaning: "The host of the database dies. Its volume survives.",
};
