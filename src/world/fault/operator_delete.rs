//! Somebody deletes an instance by mistake, without a final snapshot. Deletion protection prevents it.

use super::FaultKind;

pub const KIND: FaultKind = FaultKind {
    name: "operator-delete",
    targets: &["DB"],
    lasts: false,
    option: None,
    meaning: "Somebody deletes the instance by mistake, without a final snapshot.",
};
