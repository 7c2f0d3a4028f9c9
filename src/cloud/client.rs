//! Client applications: how they find a database, hold connections, wait, give up and try again.
//!
//! An application has two channels, one for writes and one for reads. A channel is observed whenever the world has changed;
//! between two observations nothing is scheduled but the moment at which it gives up or can succeed again.

mod dns;

use crate::cloud::Workload;
use crate::cloud::seat::{Access, Answer, Endpoint, Network, NodeId};
use crate::sim::{EventId, SimDuration, SimTime};
use dns::CachedAnswer;

/// The state of a channel's connections.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    Connected {
        node: NodeId,
        incarnation: u32,
    },
    /// Requests since `since` have had no answer; the first of them times out at `gives_up`. `queued`: they have come into a queue,
    /// which lets go of them by itself.
    Waiting {
        node: NodeId,
        incarnation: u32,
        since: SimTime,
        gives_up: SimTime,
        queued: bool,
    },
    /// Requests since `since` fail. Connections are tried from `first_try` on, at regular intervals.
    Failing {
        since: SimTime,
        first_try: SimTime,
    },
    Stopped {
        since: SimTime,
    },
}

/// From the first failed request to the next success.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outage {
    /// When the last connection was lost: the trouble began then, before its first request.
    pub since: SimTime,
    pub from: SimTime,
    pub to: Option<SimTime>,
}

/// The connections of an application for one kind of request.
#[derive(Clone, Debug, PartialEq)]
pub struct Channel {
    pub endpoint: Endpoint,
    pub link: Link,
    /// Since when the link is as it is.
    pub link_since: SimTime,
    cached: CachedAnswer,
    /// What the name's record held when the channel was last observed, and when that was.
    seen: (Option<NodeId>, SimTime),
    pub outages: Vec<Outage>,
    /// Whether the last request that failed had no answer; else it was refused.
    pub unanswered: bool,
    /// The scheduled moment at which the channel is to be observed again.
    pub wake: Option<EventId>,
}

/// What a channel needs to know of its application and of the world when it is observed.
pub struct Surroundings<'a> {
    pub network: &'a dyn Network,
    pub app: &'a str,
    pub access: Access,
    pub requests: &'a Workload,
    pub timeout: SimDuration,
    pub retry: SimDuration,
    /// How long a DNS answer is kept, at least the record's time to live; `None` for ever.
    pub keeps_answer: Option<SimDuration>,
    /// How much of that is left when a running channel starts to fail, as a share.
    pub answer_left: f64,
}

impl Channel {
    /// A channel that opens its first connection at `now`, with empty cache and pool.
    pub fn new(endpoint: Endpoint, now: SimTime, requests: &Workload) -> Channel {
        let first = requests.next_at_or_after(now);
        let outages = first.map(|from| Outage {
            since: now,
            from,
            to: None,
        });
        Channel {
            endpoint,
            link: Link::Failing {
                since: now,
                first_try: now,
            },
            link_since: now,
            cached: CachedAnswer {
                node: None,
                until: now,
            },
            seen: (None, now),
            outages: outages.into_iter().collect(),
            unanswered: false,
            wake: None,
        }
    }

    /// Drops connections and cache and starts again, maybe with another name.
    pub fn reconnect(&mut self, endpoint: Endpoint, now: SimTime, requests: &Workload) {
        self.endpoint = endpoint;
        self.cached = CachedAnswer {
            node: None,
            until: now,
        };
        self.seen = (None, now);
        let since = match self.link {
            Link::Failing { since, .. } | Link::Waiting { since, .. } => since,
            Link::Connected { .. } | Link::Stopped { .. } => now,
        };
        self.set(
            Link::Failing {
                since,
                first_try: now,
            },
            now,
            requests,
        );
    }

    /// The first of the requests that have had no answer yet, if there are any.
    pub fn first_unanswered(&self, requests: &Workload) -> Option<SimTime> {
        match self.link {
            Link::Waiting { since, .. } => requests.next_at_or_after(since),
            Link::Connected { .. } | Link::Failing { .. } | Link::Stopped { .. } => None,
        }
    }

    /// Stops sending. An outage that is open ends, unless `holds_outage`: then a stop is part of the outage, which began with
    /// the first unanswered request.
    pub fn stop(&mut self, now: SimTime, holds_outage: bool, unanswered: Option<SimTime>) {
        let since = self.trouble().unwrap_or(now);
        match self.outages.last_mut() {
            Some(outage) if outage.to.is_none() && !holds_outage => {
                outage.to = Some(now.max(outage.from))
            }
            Some(outage) if outage.to.is_none() => {}
            _ if holds_outage => self.outages.push(Outage {
                since,
                from: unanswered.unwrap_or(now).min(now),
                to: None,
            }),
            _ => {}
        }
        self.link = Link::Stopped { since: now };
        self.link_since = now;
    }

    /// Whether requests are answered.
    pub fn serves(&self) -> bool {
        matches!(self.link, Link::Connected { .. })
    }

    /// Since when requests have had no success, while that is so. It tells one trouble of a channel from every other.
    pub fn trouble(&self) -> Option<SimTime> {
        let open = self.outages.last().filter(|outage| outage.to.is_none());
        match (open, self.link) {
            (Some(outage), _) => Some(outage.since),
            (None, Link::Waiting { since, .. } | Link::Failing { since, .. }) => Some(since),
            (None, Link::Connected { .. } | Link::Stopped { .. }) => None,
        }
    }

    /// The outage that the trouble of `since` has come to, if a request failed in it.
    pub fn outage_since(&self, since: SimTime) -> Option<&Outage> {
        let mut latest_first = self.outages.iter().rev();
        latest_first.find(|outage| outage.since == since)
    }

    /// The host that its connections, or its next attempt, go to: the name may stand for another one by now.
    pub fn host(&self) -> Option<NodeId> {
        match self.link {
            Link::Connected { node, .. } | Link::Waiting { node, .. } => Some(node),
            Link::Failing { .. } => self.cached.node,
            Link::Stopped { .. } => None,
        }
    }

    /// How long requests failed between two moments.
    pub fn outage_within(&self, from: SimTime, to: SimTime) -> SimDuration {
        let overlaps = self
            .outages
            .iter()
            .map(|o| o.to.unwrap_or(to).min(to).since(o.from.max(from)));
        overlaps.fold(SimDuration::ZERO, |sum, span| sum + span)
    }

    /// Takes at most one step; the caller repeats until nothing changes. Returns the link that was left.
    pub fn step(&mut self, now: SimTime, around: &Surroundings) -> Option<Link> {
        self.come_into_queue(now, around);
        let next = match self.link {
            Link::Stopped { .. } => None,
            Link::Connected { node, incarnation } => {
                self.step_connected(now, around, node, incarnation)
            }
            Link::Waiting {
                node,
                incarnation,
                since,
                gives_up,
                ..
            } => match around.answer(node) {
                Answer::Accepts { incarnation: i } if i == incarnation => {
                    Some(Link::Connected { node, incarnation })
                }
                Answer::Silent | Answer::Queues { .. } if now < gives_up => None,
                _ => Some(Link::Failing {
                    since,
                    first_try: now,
                }),
            },
            Link::Failing { first_try, .. } => self.step_failing(now, around, first_try),
        };
        match self.host().map(|node| around.answer(node)) {
            // Nobody has asked since it answers again.
            Some(Answer::Accepts { .. }) => self.unanswered &= !self.serves(),
            answer => {
                self.unanswered = matches!(answer, Some(Answer::Silent | Answer::Queues { .. }));
            }
        }
        let left = self.link;
        self.set(next?, now, around.requests);
        Some(left)
    }

    /// What has waited for a silent host waits in a queue from now on, if one keeps it now. That is no step: they have no answer still.
    fn come_into_queue(&mut self, now: SimTime, around: &Surroundings) {
        if let Link::Waiting {
            node,
            gives_up,
            queued,
            ..
        } = &mut self.link
            && !*queued
            && let Answer::Queues { at_most } = around.answer(*node)
        {
            *queued = true;
            *gives_up = (*gives_up).min(now + at_most);
        }
    }

    fn step_connected(
        &mut self,
        now: SimTime,
        around: &Surroundings,
        node: NodeId,
        incarnation: u32,
    ) -> Option<Link> {
        let answer = around.answer(node);
        if answer == (Answer::Accepts { incarnation }) {
            return None;
        }
        let until = around.keeps_answer.map_or(SimTime::NEVER, |kept| {
            // Somewhere in the life of the last answer; never quite its end.
            now + SimDuration::from_ms((kept.ms() as f64 * around.answer_left) as u64)
        });
        self.cached = CachedAnswer {
            node: Some(node),
            until,
        };
        self.seen = (Some(node), now);
        let first_request = around.requests.next_at_or_after(now).unwrap_or(now);
        let waits_for = |patience: SimDuration, queued| Link::Waiting {
            node,
            incarnation,
            since: now,
            gives_up: first_request + patience,
            queued,
        };
        Some(match answer {
            Answer::Silent => waits_for(around.timeout, false),
            Answer::Queues { at_most } => {
                self.begin_outage(now, around.requests);
                waits_for(around.timeout.min(at_most), true)
            }
            Answer::Accepts { .. } | Answer::Refuses => Link::Failing {
                since: now,
                first_try: first_request,
            },
        })
    }

    fn step_failing(
        &mut self,
        now: SimTime,
        around: &Surroundings,
        first_try: SimTime,
    ) -> Option<Link> {
        let record = around.network.resolve(&self.endpoint);
        self.refresh_cache(now, around, first_try, record);
        if now != try_at_or_after(now, first_try, around.retry) {
            return None;
        }
        let node = self.cached.node?;
        match around.answer(node) {
            Answer::Accepts { incarnation } => Some(Link::Connected { node, incarnation }),
            Answer::Refuses | Answer::Silent | Answer::Queues { .. } => None,
        }
    }

    /// When the channel is to be observed next if the world stays as it is.
    pub fn next_change(&self, now: SimTime, around: &Surroundings) -> Option<SimTime> {
        match self.link {
            Link::Connected { .. } | Link::Stopped { .. } => None,
            Link::Waiting { gives_up, .. } => Some(gives_up),
            Link::Failing { first_try, .. } => {
                let accepts = |node: Option<NodeId>| {
                    node.is_some_and(|node| matches!(around.answer(node), Answer::Accepts { .. }))
                };
                let next_try = |at: SimTime| try_at_or_after(at, first_try, around.retry);
                let soon = now + SimDuration::from_ms(1);
                if accepts(self.cached.node) && next_try(soon) < self.cached.until {
                    return Some(next_try(soon));
                }
                let asks = next_try(self.cached.until.max(soon));
                (accepts(self.seen.0) && self.cached.until < SimTime::NEVER).then_some(asks)
            }
        }
    }

    /// The first request from `since` on fails.
    fn begin_outage(&mut self, since: SimTime, requests: &Workload) {
        if let Some(from) = requests.next_at_or_after(since) {
            let to = None;
            self.outages.push(Outage { since, from, to });
        }
    }

    fn set(&mut self, link: Link, now: SimTime, requests: &Workload) {
        self.link = link;
        self.link_since = now;
        let open = self
            .outages
            .last()
            .is_some_and(|outage| outage.to.is_none());
        match link {
            Link::Failing { since, .. } if !open => self.begin_outage(since, requests),
            Link::Connected { .. } if open => {
                let outage = self.outages.last_mut().expect("an outage is open");
                if outage.from >= now {
                    self.outages.pop();
                } else {
                    outage.to = Some(now);
                }
            }
            Link::Failing { .. }
            | Link::Connected { .. }
            | Link::Waiting { .. }
            | Link::Stopped { .. } => {}
        }
    }
}

impl Surroundings<'_> {
    fn answer(&self, node: NodeId) -> Answer {
        self.network.answer(self.app, node, self.access)
    }
}

/// The first attempt at or after `at`, of those made every `retry` from `first_try` on.
fn try_at_or_after(at: SimTime, first_try: SimTime, retry: SimDuration) -> SimTime {
    if at == SimTime::NEVER {
        return at;
    }
    first_try + SimDuration::from_ms(at.since(first_try).ms().next_multiple_of(retry.ms().max(1)))
}

#[cfg(test)]
mod tests;
