//! One of the six segments of a cluster's volume is lost, and repaired from the others when the fault ends.
//!
//! How long Aurora takes for that it does not say, so the fault says how long. It strikes in a zone that has power, and there where most
//! is left: beside a dark zone it is the one segment more that stops writes.

use crate::aurora::Aurora;
use crate::cloud::{CommandError, Context, DbKey, Fault, FaultKind, Service, Strike};

pub static KIND: FaultKind = FaultKind {
    name: "segment-failure",
    title: "Lose a segment",
    noun: "loss of a segment",
    heading: "Segment failure",
    meaning: "One of the six segments of an Aurora cluster's volume is lost until it is repaired.",
    lasts: true,
    button: "--for 10m",
    menu: 11,
    rare: true,
    ..FaultKind::OF_A_DATABASE
};

pub(super) fn strike(aurora: &Aurora, cx: &Context, fault: &Fault) -> Result<Strike, CommandError> {
    let key = aurora.known(cx, &fault.database())?;
    let volume = &aurora.cluster(key).volume;
    match volume.next_loss(|zone| cx.topology.has_power(zone)) {
        Some(_) => Ok(Strike::Grips(key)),
        None => Err(CommandError::new(
            "InvalidTarget",
            format!("{} has no segment left to lose", fault.target()),
        )),
    }
}

pub(super) fn grip(aurora: &mut Aurora, cx: &Context, key: DbKey, on: bool) {
    let volume = &mut aurora.cluster_mut(key).volume;
    match on {
        true => {
            if let Some(zone) = volume.next_loss(|zone| cx.topology.has_power(zone)) {
                volume.lose(zone);
            }
        }
        false => volume.repair(),
    }
}
