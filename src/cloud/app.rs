//! A client application: its two channels, and the account of its requests.

use crate::cloud::client::Channel;
use crate::cloud::seat::Access;
use crate::cloud::{AppId, Workload};
use crate::sim::{SimDuration, SimTime};

/// A client application. [`App::new`] makes one that has not connected yet.
#[derive(Clone, Debug, PartialEq)]
pub struct App {
    pub id: AppId,
    pub name: String,
    pub reads: Workload,
    pub timeout: SimDuration,
    /// How long it keeps a DNS answer; `None` for ever.
    pub dns_cache: Option<SimDuration>,
    /// How many faults make it keep every answer for ever.
    dns_kept: u32,
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
    /// One that opens its first connections at `now`.
    pub fn new(
        id: AppId,
        name: String,
        reads: Workload,
        [write, read]: [Channel; 2],
        now: SimTime,
    ) -> App {
        App {
            id,
            name,
            reads,
            timeout: SimDuration::ZERO,
            dns_cache: Some(SimDuration::ZERO),
            dns_kept: 0,
            write,
            read,
            refused: 0,
            in_doubt: 0,
            gap: Some(now),
            in_doubt_now: 0,
        }
    }

    /// How long it keeps a DNS answer now; `None` for ever.
    pub fn keeps_answers_for(&self) -> Option<SimDuration> {
        self.dns_cache.filter(|_| self.dns_kept == 0)
    }

    /// From now on it keeps every DNS answer for ever.
    pub fn keep_answers(&mut self) {
        self.dns_kept += 1;
    }

    /// One fault less makes it do so. Once none does, it asks again for what it kept.
    pub fn let_answers_go(&mut self, now: SimTime) {
        self.dns_kept = self.dns_kept.saturating_sub(1);
        if self.keeps_answers_for().is_some() {
            self.write.let_answer_go(now);
            self.read.let_answer_go(now);
        }
    }

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
