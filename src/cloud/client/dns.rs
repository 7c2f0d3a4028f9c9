//! What a channel knows of its name: DNS answers that it keeps, and for how long.

use crate::cloud::client::{Channel, Surroundings, try_at_or_after};
use crate::cloud::seat::NodeId;
use crate::sim::{SimDuration, SimTime};

/// A DNS answer that the client keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CachedAnswer {
    pub node: Option<NodeId>,
    pub until: SimTime,
}

impl Channel {
    /// An answer that it would have kept for ever is not kept beyond `now`.
    pub fn let_answer_go(&mut self, now: SimTime) {
        if self.cached.until == SimTime::NEVER {
            self.cached.until = now;
        }
    }

    /// Whether the name is known to the client under an address that its record no longer holds.
    pub fn holds_old_answer(&self) -> bool {
        self.cached.node.is_some() && self.cached.node != self.seen.0
    }

    /// Brings the cached answer up to `now`: the client asked again at each attempt at which its answer had expired.
    pub(super) fn refresh_cache(
        &mut self,
        now: SimTime,
        around: &Surroundings,
        first_try: SimTime,
        record: Option<NodeId>,
    ) {
        let kept_until = |at: SimTime, node: Option<NodeId>| match (node, around.keeps_answer) {
            (None, _) => at,
            (Some(_), None) => SimTime::NEVER,
            (Some(_), Some(kept)) => at + kept,
        };
        let (seen, seen_at) = self.seen;
        let asked = try_at_or_after(self.cached.until.max(seen_at), first_try, around.retry);
        if asked < now {
            let period = match (seen, around.keeps_answer) {
                (None, _) => around.retry.ms(),
                (Some(_), None) => u64::MAX,
                (Some(_), Some(kept)) => kept.ms().max(1).next_multiple_of(around.retry.ms()),
            };
            let last = asked + SimDuration::from_ms((now.since(asked).ms() - 1) / period * period);
            self.cached = CachedAnswer {
                node: seen,
                until: kept_until(last, seen),
            };
        }
        if self.cached.until <= now && now == try_at_or_after(now, first_try, around.retry) {
            self.cached = CachedAnswer {
                node: record,
                until: kept_until(now, record),
            };
        }
        self.seen = (record, now);
    }
}
