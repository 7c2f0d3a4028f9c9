//! Which line comes next, and when: relative times, waits and what they hold up, the end of the run.

use super::outcome::is_unstoppable;
use super::{LONGEST_RUN, Session};
use crate::language::DEFAULT_REST;
use crate::language::line::{At, Step};
use crate::rds::{RdsRequest, Wait, Waiter};
use crate::sim::{SimDuration, SimTime};
use crate::world::Command;
use std::sync::Arc;

/// A wait that goes on.
#[derive(Clone, Debug)]
pub(super) struct Waiting {
    pub record: usize,
    pub command: Arc<Command>,
    pub since: SimTime,
    /// When the waiter next asks.
    pub poll_at: SimTime,
}

/// A line that comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Next {
    pub at: SimTime,
    pub index: usize,
}

impl Waiting {
    /// The AWS CLI's waiters ask every 30 seconds, that for a completed snapshot every 15. One that has gone on for a week is
    /// asked once an hour, so that waiting in vain for years costs little.
    /// Source: API model, waiters-2.
    pub fn interval(&self) -> SimDuration {
        let completed = matches!(
            *self.command,
            Command::Rds {
                request: RdsRequest::Wait(Wait {
                    waiter: Waiter::DbSnapshotCompleted,
                    ..
                }),
                ..
            }
        );
        match self.poll_at.since(self.since) {
            long if long >= SimDuration::from_days(7) => SimDuration::from_hours(1),
            _ if completed => SimDuration::from_secs(15),
            _ => SimDuration::from_secs(30),
        }
    }
}

/// What is known of a timed line's time.
#[derive(Clone, Copy)]
struct Timing {
    index: usize,
    /// When it is due; not known while what it counts from has not happened.
    due: Option<SimTime>,
    started: bool,
    is_end: bool,
    unstoppable: bool,
}

impl Session {
    /// The next line to be started, if its time is known. What a wait holds up has no time yet.
    pub(super) fn next_line(&self) -> Option<Next> {
        let now = self.now();
        let end = self.end_line();
        let held = self.state.waiting.is_some();
        let ahead = self
            .timings()
            .into_iter()
            .filter(|timing| !timing.started && !timing.is_end && (timing.unstoppable || !held));
        let (due, index) = ahead
            .filter_map(|timing| Some((timing.due?, timing.index)))
            .min()?;
        let at = due.max(now);
        let in_time = end.is_none_or(|end| (at, index) < end) && at <= LONGEST_RUN;
        in_time.then_some(Next { at, index })
    }

    /// When the run ends, as far as that is known now: at its `end`, or 24 hours after its last line.
    pub fn end(&self) -> SimTime {
        if let Some((at, _)) = self.end_line() {
            return at;
        }
        let ends = self.outcomes.iter().map(|o| o.ended_at.unwrap_or(o.at));
        let ahead = self.timings().into_iter().filter(|t| !t.started);
        let dues = ahead.filter_map(|timing| timing.due);
        let last = ends.chain(dues).max().unwrap_or(SimTime::START);
        (last + DEFAULT_REST).min(LONGEST_RUN)
    }

    /// The `end` line's time, if it is known, and its place.
    pub(super) fn end_line(&self) -> Option<(SimTime, usize)> {
        let timings = self.timings().into_iter();
        let mut ends = timings.filter(|timing| timing.is_end);
        let end = ends.next()?;
        Some((end.due?.min(LONGEST_RUN), end.index))
    }

    /// Lines, by number, that have not been started: after the run, those that it never reached.
    pub fn not_started(&self) -> Vec<u32> {
        let timed = self.transcript.timed();
        let commands = timed.filter(|(_, _, step)| **step != Step::End);
        let ahead = commands.filter(|(index, _, _)| !self.has_started(*index));
        ahead
            .map(|(index, _, _)| self.transcript.lines[index].number)
            .collect()
    }

    pub(super) fn has_started(&self, index: usize) -> bool {
        self.record_at(index).is_some()
    }

    /// The record of a line that was started by now.
    fn record_at(&self, index: usize) -> Option<usize> {
        let id = *self.ids.get(index)? as usize;
        let record = self.record_of.get(id)?.as_ref()?;
        (*record < self.state.started).then_some(*record)
    }

    fn timings(&self) -> Vec<Timing> {
        // What a relative time counts from: the start of the line before, or its end where it is a wait.
        let mut base = Some(SimTime::START);
        let mut timings = Vec::new();
        for (index, at, step) in self.transcript.timed() {
            let due = match at {
                At::Absolute(span) => Some(SimTime::START + span.duration()),
                At::After(span) => base.map(|base| base + span.duration()),
            };
            let outcome = self
                .record_at(index)
                .and_then(|record| self.outcomes.get(record));
            let is_wait = matches!(step, Step::Do(action) if action.is_wait());
            base = outcome.and_then(|o| if is_wait { o.ended_at } else { Some(o.at) });
            timings.push(Timing {
                index,
                due,
                started: outcome.is_some(),
                is_end: *step == Step::End,
                unstoppable: is_unstoppable(step),
            });
        }
        timings
    }
}
