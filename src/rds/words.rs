//! What the service brings to the language.

use crate::grammar::ServiceWords;
use crate::rds::Rds;
use crate::rds::button::RdsButtons;
use crate::rds::fault::FAULT_KINDS;
use crate::rds::operation::{DEEDS, OPERATIONS};

pub const WORDS: ServiceWords = ServiceWords {
    name: "rds",
    open: |place| Box::new(Rds::new(place)),
    deeds: DEEDS,
    operations: OPERATIONS,
    faults: FAULT_KINDS,
    example: "describe-db-instances",
    buttons: &RdsButtons,
};
