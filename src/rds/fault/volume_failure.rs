//! The storage volume of a database is lost for good.

use super::at_once;
use crate::cloud::{
    CommandError, Context, Fault, FaultKind, Reach, Service, Strike, Target, Yearly, numbers,
};
use crate::rds::Rds;
use crate::rds::copy::Volume;

pub static KIND: FaultKind = FaultKind {
    name: "volume-failure",
    title: "Destroy the volume",
    noun: "loss of the volume",
    heading: "Volume failure",
    meaning: "The storage volume of the database is lost for good.",
    targets: &[Target::Database],
    lasts: false,
    options: &[],
    reach: Reach::Named,
    button: "",
    menu: 5,
    rare: false,
    held_off: None,
    yearly: Some(Yearly {
        rate: &numbers::YEARLY_VOLUME_FAILURE,
        length: None,
    }),
};

pub(super) fn strike(rds: &Rds, cx: &Context, fault: &Fault) -> Result<Strike, CommandError> {
    let key = rds.known(cx, &fault.database())?;
    Ok(at_once(key, move |rds, cx| {
        rds.write_down_heads(cx, key);
        rds.db_mut(key).primary_mut().volume = Volume::Lost;
    }))
}
