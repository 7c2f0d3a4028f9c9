//! Asynchronous replication as a fluid: what is received trails the source by a delay, and is applied at a limited rate.

use crate::cloud::{DbKey, Tape, Tapes, TimelineId};
use crate::sim::{EventId, SimDuration, SimTime};

/// The replication of one read replica. It has two heads, received and applied, on its source's timeline.
#[derive(Clone, Debug, PartialEq)]
pub struct Replication {
    pub source: DbKey,
    /// How far the received head trails the source's while connected.
    pub base_lag: SimDuration,
    /// Most that is applied, in writes a second.
    pub apply_rate: u64,
    /// Delayed replication: how long what is received waits before it is applied.
    pub delay: SimDuration,
    /// How many faults hold it stopped.
    pub stopped: u32,
    /// Whether an operator stopped it: the engine's own switch.
    pub stopped_by_operator: bool,
    pub terminated: bool,
    /// A promotion was asked for: nothing more is received.
    pub promoting: bool,
    /// Since when nothing is received, if so, and the event at which that terminates replication.
    pub broken: Option<(SimTime, EventId)>,
    connected: bool,
    applying: bool,
    /// The received head when the connection was last lost; it never goes back.
    received_floor: SimTime,
    /// When the applied head was last written down, and where it stood.
    mark: (SimTime, SimTime),
}

impl Replication {
    /// A replica that holds everything up to `head`.
    pub fn new(source: DbKey, head: SimTime, now: SimTime) -> Replication {
        Replication {
            source,
            base_lag: SimDuration::ZERO,
            apply_rate: u64::MAX,
            delay: SimDuration::ZERO,
            stopped: 0,
            stopped_by_operator: false,
            terminated: false,
            promoting: false,
            broken: None,
            connected: false,
            applying: false,
            received_floor: head,
            mark: (now, head),
        }
    }

    /// Whether a fault or an operator holds it stopped.
    pub fn is_stopped(&self) -> bool {
        self.stopped > 0 || self.stopped_by_operator
    }

    pub fn is_connected(&self) -> bool {
        self.connected
    }

    /// The received head, where the source's head stands at `source_head`.
    pub fn received(&self, source_head: SimTime) -> SimTime {
        if self.connected {
            self.received_floor.max(source_head - self.base_lag)
        } else {
            self.received_floor
        }
    }

    /// The applied head at `now`.
    ///
    /// With backlog it moves at `apply_rate`, else with the received head: the number applied at `now` is the least of
    /// what was received by any moment since and what could be applied after that moment.
    pub fn applied(
        &self,
        tapes: &Tapes,
        timeline: TimelineId,
        now: SimTime,
        source_head: SimTime,
    ) -> SimTime {
        let (since, from) = self.mark;
        if !self.applying || now <= since {
            return from;
        }
        let received = self.received(source_head);
        // A promotion ignores the delay: what was received is applied at once.
        let delay = match self.promoting {
            true => SimDuration::ZERO,
            false => self.delay,
        };
        let due = received
            .min(if delay.is_zero() {
                received
            } else {
                now - delay
            })
            .max(from);
        let count = |head| tapes.count(Tape::of(timeline, head));
        let capacity = |span: SimDuration| {
            let writes = u128::from(span.ms()) * u128::from(self.apply_rate) / 1000;
            u64::try_from(writes).unwrap_or(u64::MAX)
        };
        let wanted = count(due);
        let mut reached = count(from).saturating_add(capacity(now.since(since)));
        for change in tapes.rate_changes(timeline, from, due) {
            let arrived = (change + self.base_lag + delay).max(since);
            if arrived < now {
                reached = reached.min(count(change).saturating_add(capacity(now.since(arrived))));
            }
        }
        if reached >= wanted {
            due
        } else {
            tapes.position_of(timeline, reached, from, due)
        }
    }

    /// Writes down where both heads stand, then takes over whether the replica receives and applies from `now` on.
    pub fn set_flow(&mut self, heads: Heads, now: SimTime, connected: bool, applying: bool) {
        if self.connected == connected && self.applying == applying {
            return;
        }
        self.write_down(heads, now);
        self.connected = connected;
        self.applying = applying;
    }

    /// Writes down where both heads stand, before something changes how they move.
    pub fn write_down(&mut self, heads: Heads, now: SimTime) {
        self.received_floor = heads.received;
        self.mark = (now, heads.applied);
    }

    /// Whether the flow would change.
    pub fn flow_differs(&self, connected: bool, applying: bool) -> bool {
        self.connected != connected || self.applying != applying
    }
}

/// The two heads of a replica.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Heads {
    pub received: SimTime,
    pub applied: SimTime,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cloud::{AppId, Rate, Workload};

    fn at(secs: i64) -> SimTime {
        SimTime::from_ms(secs * 1000)
    }

    fn replica() -> (Tapes, AppId, TimelineId, Replication) {
        let mut tapes = Tapes::default();
        let timeline = tapes.fork(None);
        let shop = tapes.add_writer(Workload::new(Rate::per_second(50), at(0)));
        tapes.begin_writing(shop, timeline, at(0));
        let mut replication = Replication::new(DbKey::new(0, 0), at(0), at(0));
        replication.base_lag = SimDuration::from_secs(1);
        replication.apply_rate = 500;
        let heads = Heads {
            received: at(0),
            applied: at(0),
        };
        replication.set_flow(heads, at(0), true, true);
        (tapes, shop, timeline, replication)
    }

    #[test]
    fn a_quiet_replica_trails_by_its_base_lag() {
        let (tapes, _, timeline, replication) = replica();
        assert_eq!(replication.received(at(100)), at(99));
        assert_eq!(
            replication.applied(&tapes, timeline, at(100), at(100)),
            at(99)
        );
    }

    #[test]
    fn a_surge_builds_a_backlog_that_is_received_and_drains_exactly() {
        let (mut tapes, shop, timeline, replication) = replica();
        tapes.writes_mut(shop).add_surge(at(100), 20);
        let behind = |tapes: &Tapes, now: i64| {
            let applied = replication.applied(tapes, timeline, at(now), at(now));
            let count = |head| tapes.count(Tape::of(timeline, head));
            assert_eq!(replication.received(at(now)), at(now - 1));
            count(at(now - 1)) - count(applied)
        };
        // 1000 writes/s arrive from 101 s on, 500 are applied: ten seconds later 5,000 wait.
        assert!(
            (4_990..=5_010).contains(&behind(&tapes, 111)),
            "{}",
            behind(&tapes, 111)
        );
        tapes.writes_mut(shop).end_surge(at(111), 20);
        // From 112 s on 50/s arrive and 500/s are applied: 5,500 drain at 450/s in 12.2 s.
        assert!(behind(&tapes, 124) > 0);
        assert_eq!(behind(&tapes, 126), 0);
    }

    #[test]
    fn a_partition_stops_what_is_received_and_what_was_received_is_kept() {
        let (tapes, _, timeline, mut replication) = replica();
        let applied = replication.applied(&tapes, timeline, at(60), at(60));
        replication.set_flow(
            Heads {
                received: replication.received(at(60)),
                applied,
            },
            at(60),
            false,
            true,
        );
        assert_eq!(replication.received(at(300)), at(59));
        assert_eq!(
            replication.applied(&tapes, timeline, at(300), at(300)),
            at(59)
        );
    }
}
