//! A client application: its two channels, and the account of its requests.

use crate::cloud::client::Channel;
use crate::cloud::seat::Access;
use crate::cloud::{AppId, Workload};
use crate::sim::{SimDuration, SimTime};

/// A client application.
#[derive(Clone, Debug, PartialEq)]
pub struct App {
    pub id: AppId,
    pub name: String,
    pub reads: Workload,
    pub timeout: SimDuration,
    /// How long it keeps a DNS answer; `None` for ever.
    pub dns_cache: Option<SimDuration>,
    pub write: Channel,
    pub read: Channel,
    /// Writes refused, and writes without an answer, in gaps that are over.
    pub refused: u64,
    pub in_doubt: u64,
    /// Since when no write was acknowledged, while that is so.
    pub gap: Option<SimTime>,
    /// Of the open gap: writes that were sent and will have no answer.
    pub in_doubt_now: u64,
}

impl App {
    pub fn channel(&self, access: Access) -> &Channel {
        match access {
            Access::Write => &self.write,
            Access::Read => &self.read,
        }
    }

    pub fn channel_mut(&mut self, access: Access) -> &mut Channel {
        match access {
            Access::Write => &mut self.write,
            Access::Read => &mut self.read,
        }
    }
}
