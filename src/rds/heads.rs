//! Where databases stand on their tapes: what they have received, and what they have applied.

use crate::cloud::{Context, DbKey};
use crate::rds::Rds;
use crate::rds::replication::{Heads, Replication};
use crate::sim::{SimDuration, SimTime};

impl Rds {
    /// Where a database's own head stands: at now, or for a replica where it has applied up to.
    pub(crate) fn head(&self, cx: &Context, key: DbKey) -> SimTime {
        self.heads(cx, key).applied
    }

    /// Both heads; for anything but a replica they stand at now.
    pub(crate) fn heads(&self, cx: &Context, key: DbKey) -> Heads {
        self.heads_at(cx, key, cx.now)
    }

    fn heads_at(&self, cx: &Context, key: DbKey, now: SimTime) -> Heads {
        let db = self.db(key);
        let Some(replication) = &db.replication else {
            return Heads {
                received: now,
                applied: now,
            };
        };
        let source_head = self.heads_at(cx, replication.source, now).applied;
        Heads {
            received: replication.received(source_head),
            applied: replication.applied(&cx.tapes, db.timeline, now, source_head),
        }
    }

    /// When a replica that receives nothing more will have applied what it received. One that is held stopped never will:
    /// that is how a delayed replica is kept from a bad write.
    pub(super) fn drained_at(&self, cx: &Context, key: DbKey) -> SimTime {
        let received = self.heads(cx, key).received;
        let stopped = |replication: &Replication| replication.is_stopped();
        if self.head(cx, key) >= received
            || self.db(key).replication.as_deref().is_some_and(stopped)
        {
            return cx.now;
        }
        // The backlog only shrinks now, so the moment can be found by halving; ten days bound any backlog worth waiting for.
        let (mut low, mut high) = (cx.now.ms(), (cx.now + SimDuration::from_days(10)).ms());
        while low < high {
            let middle = low + (high - low) / 2;
            if self.heads_at(cx, key, SimTime::from_ms(middle)).applied >= received {
                high = middle
            } else {
                low = middle + 1
            }
        }
        SimTime::from_ms(low)
    }

    /// Writes down where a replica's heads stand, before what they depend on changes.
    pub(crate) fn write_down_heads(&mut self, cx: &Context, key: DbKey) {
        let (heads, now) = (self.heads(cx, key), cx.now);
        if let Some(replication) = self.db_mut(key).replication.as_mut() {
            replication.write_down(heads, now);
        }
    }
}
