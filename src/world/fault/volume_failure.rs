//! The storage volume of a database is lost for good.

use super::FaultKind;

pub const KIND: FaultKind = FaultKind {
    name: "volume-failure",
    targets: &["DB"],
    lasts: false,
    option: None,
    meaning: "The storage volume of the database is lost for good.",
};
