//! Carrying lines out as their time comes.

use super::outcome::{Outcome, waiter_broken_off, waiter_failed};
use super::plan::Waiting;
use super::{LONGEST_RUN, Record, Session};
use crate::cloud::{CommandError, Patience, Reply, WaitState};
use crate::language::Action;
use crate::language::line::{Statement, Step};
use crate::sim::SimTime;
use std::sync::Arc;

impl Session {
    /// Lets time pass until `time`, carrying out the lines that come due, in order.
    pub fn advance_to(&mut self, time: SimTime) {
        self.run_until(time, None);
    }

    /// Lets time pass until `time`, but leaves the lines that come due at that very moment.
    pub fn advance_before(&mut self, time: SimTime) {
        let before = SimTime::from_ms(time.ms() - 1);
        if before > self.now() {
            self.advance_to(before);
        }
        if time > self.now() {
            self.run_world(time);
        }
    }

    /// As [`Session::advance_to`], but starts no line once so many were started.
    pub(super) fn run_until(&mut self, time: SimTime, most: Option<usize>) {
        let time = time.min(LONGEST_RUN);
        while self.step(time, most) {}
        self.run_world(time);
    }

    /// Runs until the transcript's end: its `end` line, or 24 hours after its last line.
    pub fn run_to_end(&mut self) {
        // Where the end lies may become known, or move, with every line and every wait that ends.
        while self.step(self.end(), None) {}
        self.run_world(self.end());
        self.break_off_wait();
    }

    /// Lets the next thing happen that is due by `time`: a wait ends, or a line is started. Tells whether there was one.
    fn step(&mut self, time: SimTime, most: Option<usize>) -> bool {
        let line = self.next_line().filter(|(at, _)| *at <= time);
        // A wait that ends may set free a line that was held up.
        if self.poll_until(line.map_or(time, |(at, _)| at)) {
            return true;
        }
        let Some((at, index)) = line.filter(|_| most != Some(self.state.started)) else {
            return false;
        };
        self.run_world(at);
        if let Some(action) = self.action_at(index) {
            self.start_line(index, &action);
        }
        true
    }

    /// Starts the line now.
    pub(super) fn start_line(&mut self, index: usize, action: &Action) -> Outcome {
        let now = self.now();
        let line = &self.transcript.lines[index];
        let waits = action.waits();
        let is_wait = waits.is_some();
        let outcome = if let Some(Patience { every, .. }) = waits {
            self.state.waiting = Some(Waiting {
                record: self.state.started,
                command: Arc::clone(action.command()),
                since: now,
                every,
                poll_at: now,
            });
            Outcome::begun(line, now)
        } else {
            let result = self.state.world.apply(action.command());
            Outcome::done(&self.transcript.lines[index], now, result)
        };
        let id = self.ids[index];
        let record = Record {
            id,
            is_wait,
            outcome: outcome.clone(),
        };
        // After a rewind the same lines come again, with the same outcomes.
        match self.records.get_mut(self.state.started) {
            Some(old) => *old = record,
            None => self.records.push(record),
        }
        let place = id as usize;
        if place >= self.record_of.len() {
            self.record_of.resize(place + 1, None);
        }
        self.record_of[place] = Some(self.state.started);
        self.outcomes.push(outcome);
        self.state.started += 1;
        self.state.last_at = now;
        self.plan_line(index);
        self.plan_following(index);
        if is_wait {
            self.poll_until(now);
        }
        self.keyframes.keep(&self.state);
        self.outcomes[self.state.started - 1].clone()
    }

    /// Ends the wait that goes on without its condition having come true.
    pub(super) fn break_off_wait(&mut self) {
        if self.state.waiting.is_some() {
            self.end_wait(Err(waiter_broken_off()));
        }
    }

    /// Lets the wait that goes on ask until `time`; tells whether it ended.
    fn poll_until(&mut self, time: SimTime) -> bool {
        let end = self.end_line().map_or(LONGEST_RUN, |(at, _)| at);
        while let Some(waiting) = &self.state.waiting {
            let poll_at = waiting.poll_at;
            if poll_at > end && time >= end {
                self.run_world(end);
                self.break_off_wait();
                return true;
            }
            if poll_at > time {
                return false;
            }
            self.run_world(poll_at);
            if self.poll() {
                return true;
            }
        }
        false
    }

    /// Lets the waiter ask now; tells whether the wait ended.
    #[inline(never)]
    fn poll(&mut self) -> bool {
        let Some(waiting) = &mut self.state.waiting else {
            return false;
        };
        let result = match self.state.world.poll_waiter(&waiting.command) {
            Ok(WaitState::NotYet) => {
                waiting.poll_at += waiting.interval();
                return false;
            }
            Ok(WaitState::Done) => Ok(Reply::Null),
            Ok(WaitState::Failed) => Err(waiter_failed()),
            Err(error) => Err(error),
        };
        self.end_wait(result);
        true
    }

    fn end_wait(&mut self, result: Result<Reply, CommandError>) {
        let now = self.now();
        if let Some(waiting) = self.state.waiting.take()
            && let Some(outcome) = self.outcomes.get_mut(waiting.record)
        {
            outcome.end(now, result);
            let record = &mut self.records[waiting.record];
            record.outcome = outcome.clone();
            self.state.last_at = now;
            let id = record.id;
            if let Some(index) = self.ids.iter().position(|other| *other == id) {
                self.plan_following(index);
            }
        }
    }

    /// Lets the world run until `time`, keeping moments on the way to come back to.
    fn run_world(&mut self, time: SimTime) {
        while let Some(due) = self.state.world.next_due().filter(|due| *due <= time) {
            self.state.world.advance_to(due);
            self.keyframes.count_event(&self.state);
        }
        self.state.world.advance_to(time);
    }

    fn action_at(&self, index: usize) -> Option<Action> {
        match &self.transcript.lines.get(index)?.statement {
            Some(Statement::Timed {
                step: Step::Do(action),
                ..
            }) => Some(action.clone()),
            _ => None,
        }
    }
}
