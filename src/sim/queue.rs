//! The future event list: events by time, equal times in scheduling order.

use crate::sim::SimTime;
use std::collections::BTreeMap;

/// A handle on one scheduled event, with which it can be cancelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct EventId {
    at: SimTime,
    number: u64,
}

impl EventId {
    /// When the event is due.
    pub fn due(self) -> SimTime {
        self.at
    }
}

/// Future events of type `E`.
#[derive(Clone, Debug)]
pub struct Queue<E> {
    events: BTreeMap<EventId, E>,
    scheduled: u64,
}

impl<E> Default for Queue<E> {
    fn default() -> Queue<E> {
        Queue {
            events: BTreeMap::new(),
            scheduled: 0,
        }
    }
}

impl<E> Queue<E> {
    /// Adds an event; of two at the same time the one scheduled first comes first.
    pub fn schedule(&mut self, at: SimTime, event: E) -> EventId {
        let id = EventId {
            at,
            number: self.scheduled,
        };
        self.scheduled += 1;
        self.events.insert(id, event);
        id
    }

    /// Takes an event back; one that was handled already is gone, which is no error.
    pub fn cancel(&mut self, id: EventId) {
        self.events.remove(&id);
    }

    /// When the next event is due.
    pub fn next_due(&self) -> Option<SimTime> {
        self.events.first_key_value().map(|(id, _)| id.at)
    }

    /// Takes the next event if it is due at or before `now`.
    pub fn pop_due(&mut self, now: SimTime) -> Option<(EventId, E)> {
        let (id, _) = self.events.first_key_value()?;
        if id.at <= now {
            self.events.pop_first()
        } else {
            None
        }
    }

    pub fn len(&self) -> usize {
        self.events.len()
    }

    pub fn is_empty(&self) -> bool {
        self.events.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_come_in_time_order_and_equal_times_in_scheduling_order() {
        let mut queue = Queue::default();
        let at = SimTime::from_ms;
        queue.schedule(at(5), "c");
        queue.schedule(at(1), "a");
        let cancelled = queue.schedule(at(1), "never");
        queue.schedule(at(1), "b");
        queue.cancel(cancelled);
        let seen: Vec<_> =
            std::iter::from_fn(|| queue.pop_due(at(4)).map(|(_, event)| event)).collect();
        assert_eq!(seen, ["a", "b"]);
        assert_eq!(queue.next_due(), Some(at(5)));
    }
}
