//! What stands in front of a database, as an observer sees it.

use crate::cloud::RegionId;
use crate::sim::SimDuration;

/// Something with an endpoint of its own that leads to a database.
#[derive(Clone, Debug, PartialEq)]
pub struct ProxyView {
    /// The service that it belongs to, by the word of its `aws` lines.
    pub service: &'static str,
    pub id: String,
    pub region: RegionId,
    /// Its endpoint, as an application's connection string tells it: `front.proxy`.
    pub endpoint: String,
    /// AWS's status: `creating`, `available`.
    pub status: &'static str,
    pub available: bool,
    /// The engines that it can lead to, by AWS's word.
    pub family: &'static str,
    /// The database to which it leads, or will once that is registered; of the same Region.
    pub target: Option<String>,
    /// AWS's word for whether it reaches that: `AVAILABLE`.
    pub health: Option<&'static str>,
    /// Of the database's connections, the share that it may hold, in percent.
    pub percent: u32,
    /// How long a request waits in its queue.
    pub borrow: SimDuration,
}
