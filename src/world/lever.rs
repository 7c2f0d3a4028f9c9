//! Levers: what faults that last hold switched, and can put back.

use crate::cloud::{AppId, DbKey, Fault, Place, RegionId, ZoneId};
use crate::sim::{EventId, SimTime};

/// A fault that lasts.
#[derive(Clone, Debug)]
pub struct ActiveFault {
    pub number: u32,
    pub fault: Fault,
    pub at: SimTime,
    pub ends: Option<EventId>,
    pub lever: Lever,
}

/// Something that a fault holds switched; it can be put back.
#[derive(Clone, Debug)]
pub enum Lever {
    ZoneDark(ZoneId),
    RegionShut(RegionId),
    /// Its control plane finishes nothing.
    RegionDegraded(RegionId),
    /// It has no host to give.
    ZoneShort(ZoneId),
    Cut(Place, Place),
    /// The KMS key of that ARN cannot be used.
    KeyOff(String),
    /// A fault of a service's own kind grips one of its databases.
    Grip(Fault, DbKey),
    Surge(AppId, u32),
    /// It keeps every DNS answer for ever.
    DnsKept(AppId),
}
