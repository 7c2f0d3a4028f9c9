//! The database engine crashes. Its host, volume and zone are well, so it restarts in place.

use super::FaultKind;

pub const KIND: FaultKind = FaultKind {
    name: "instance-crash",
    targets: &["DB"],
    lasts: false,
    option: None,
    meaning: "The database engine crashes and restarts in place.",
};
