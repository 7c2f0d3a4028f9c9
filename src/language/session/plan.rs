//! Which line comes next, and when: relative times, waits and what they hold up, the end of the run.

use super::outcome::is_unstoppable;
use super::{LONGEST_RUN, Session};
use crate::language::DEFAULT_REST;
use crate::language::line::{At, Statement, Step};
use crate::sim::{SimDuration, SimTime, Sorted};
use crate::world::Command;
use std::sync::Arc;

/// A wait that goes on.
#[derive(Clone, Debug)]
pub(super) struct Waiting {
    pub record: usize,
    pub command: Arc<Command>,
    pub since: SimTime,
    /// How often it asks.
    pub every: SimDuration,
    /// When the waiter next asks.
    pub poll_at: SimTime,
}

/// A line that comes next: when it is due, and its place.
pub(super) type Next = (SimTime, usize);

/// The lines that were not started and whose time is known, in order. Each is planned once, when its time becomes known;
/// only a change of the transcript, or going back, plans all anew.
#[derive(Clone, Debug, Default)]
pub(super) struct Plan {
    /// What a wait does not hold up.
    unstoppable: Sorted<Next>,
    others: Sorted<Next>,
    /// Where the `end` stands.
    end: Option<usize>,
}

impl Waiting {
    /// How long until it asks again. One that has gone on for a week asks once an hour, so that waiting in vain for years costs
    /// little.
    pub fn interval(&self) -> SimDuration {
        match self.poll_at.since(self.since) {
            long if long >= SimDuration::from_days(7) => SimDuration::from_hours(1),
            _ => self.every,
        }
    }
}

impl Session {
    /// The next line to be started, if its time is known. What a wait holds up has no time yet.
    pub(super) fn next_line(&self) -> Option<Next> {
        let held = self.state.waiting.is_some();
        let others = self.plan.others.members().first().filter(|_| !held);
        let firsts = self
            .plan
            .unstoppable
            .members()
            .first()
            .into_iter()
            .chain(others);
        let (due, index) = *firsts.min()?;
        let next = (due.max(self.now()), index);
        let in_time = self.end_line().is_none_or(|end| next < end) && next.0 <= LONGEST_RUN;
        in_time.then_some(next)
    }

    /// The lines that were not started and whose time is known, in order.
    pub fn ahead(&self) -> Vec<(SimTime, String)> {
        let mut all = self.plan.unstoppable.clone();
        for next in self.plan.others.members() {
            all.insert(*next);
        }
        let told = |&(due, index): &Next| Some((due, self.timed_at(index)?.1.to_string()));
        all.members().iter().filter_map(told).collect()
    }

    /// When the last of the lines is due that were not started and whose time is known.
    pub fn last_due(&self) -> Option<SimTime> {
        let lines = [&self.plan.unstoppable, &self.plan.others];
        let lasts = lines.into_iter().filter_map(|lines| lines.members().last());
        lasts.map(|(due, _)| *due).max()
    }

    /// When the run ends, as far as that is known now: at its `end`, or 24 hours after its last line.
    pub fn end(&self) -> SimTime {
        if let Some((at, _)) = self.end_line() {
            return at;
        }
        let last = self
            .last_due()
            .map_or(self.state.last_at, |due| due.max(self.state.last_at));
        (last + DEFAULT_REST).min(LONGEST_RUN)
    }

    /// The `end` line's time, if it is known, and its place.
    pub(super) fn end_line(&self) -> Option<Next> {
        let index = self.plan.end?;
        Some((self.due(index)?.min(LONGEST_RUN), index))
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

    /// Plans every line anew.
    pub(super) fn plan_all(&mut self) {
        self.plan = Plan::default();
        for index in 0..self.transcript.lines.len() {
            self.plan_line(index);
        }
    }

    /// Plans a line whose time may have become known, or that was started.
    pub(super) fn plan_line(&mut self, index: usize) {
        let Some((_, step)) = self.timed_at(index) else {
            return;
        };
        if *step == Step::End {
            self.plan.end.get_or_insert(index);
            return;
        }
        let unstoppable = is_unstoppable(step);
        let Some(due) = self.due(index) else { return };
        let started = self.has_started(index);
        let lines = match unstoppable {
            true => &mut self.plan.unstoppable,
            false => &mut self.plan.others,
        };
        match started {
            true => lines.remove((due, index)),
            false => lines.insert((due, index)),
        };
    }

    /// Plans the timed line that follows, which may count from this one.
    pub(super) fn plan_following(&mut self, index: usize) {
        let mut following = index + 1..self.transcript.lines.len();
        if let Some(next) = following.find(|index| self.timed_at(*index).is_some()) {
            self.plan_line(next);
        }
    }

    /// When a timed line is due; not known while what it counts from has not happened.
    fn due(&self, index: usize) -> Option<SimTime> {
        match self.timed_at(index)?.0 {
            At::Absolute(span) => Some(SimTime::START + span.duration()),
            At::After(span) => Some(self.base(index)? + span.duration()),
        }
    }

    /// What a relative time counts from: the start of the line before, or its end where it is a wait.
    #[inline(never)]
    fn base(&self, index: usize) -> Option<SimTime> {
        let mut before = (0..index).rev();
        let Some(before) = before.find(|index| self.timed_at(*index).is_some()) else {
            return Some(SimTime::START);
        };
        let record = self.record_at(before)?;
        let outcome = &self.outcomes[record];
        match self.records[record].is_wait {
            true => outcome.ended_at,
            false => Some(outcome.at),
        }
    }

    fn timed_at(&self, index: usize) -> Option<(&At, &Step)> {
        match &self.transcript.lines[index].statement {
            Some(Statement::Timed { at, step }) => Some((at, step)),
            _ => None,
        }
    }
}
