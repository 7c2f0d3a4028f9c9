//! The lag of the replicas, as the timeline draws it.

use crate::app::timeline::Axis;
use crate::sim::{SimDuration, SimTime};
use std::rc::Rc;

/// Samples that are kept; beyond this every other one is dropped.
const MOST_SAMPLES: usize = 600;

/// What a replica's lag was, sampled while time ran. Where there was no replica there was none.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LagHistory {
    samples: Vec<Sample>,
    every: u64,
    /// Up to when it is known, whether there was a replica or not.
    until: Option<SimTime>,
}

#[derive(Clone, Debug, PartialEq)]
struct Sample {
    at: SimTime,
    lag: Option<SimDuration>,
    /// The resource ids of the replicas that there were.
    of: Rc<[String]>,
}

impl Sample {
    /// Whether a replica of this moment is still there in a later one: else there may have been none in between.
    fn goes_on_in(&self, later: &Sample) -> bool {
        self.of.iter().any(|one| later.of.contains(one))
    }
}

impl LagHistory {
    /// Remembers how far the furthest of these replicas, by their resource ids, is behind; what was remembered of later moments
    /// is another branch, and goes.
    pub fn push(&mut self, now: SimTime, replicas: &[(&str, SimDuration)]) {
        self.until = Some(now);
        let before = self.samples.len();
        self.samples.retain(|one| one.at < now);
        if self.samples.len() < before {
            self.every = 0;
        }
        let lag = replicas.iter().map(|(_, behind)| *behind).max();
        let last = self.samples.last();
        // A line that ends ends there, and what never began needs no mark.
        let known = last.is_some_and(|last| last.lag.is_some());
        if lag.is_none() && !known {
            return;
        }
        let ids = replicas.iter().map(|(id, _)| *id);
        let same = last.filter(|last| last.of.iter().map(String::as_str).eq(ids.clone()));
        let apart = last.map_or(u64::MAX, |last| now.since(last.at).ms());
        if apart < self.every && same.is_some() {
            return;
        }
        let of = same.map_or_else(
            || ids.map(str::to_owned).collect(),
            |last| Rc::clone(&last.of),
        );
        self.samples.push(Sample { at: now, lag, of });
        if self.samples.len() > MOST_SAMPLES {
            self.thin_out();
        }
    }

    /// Drops every other sample, but none where a line ends.
    fn thin_out(&mut self) {
        let mut keep = false;
        self.samples.retain(|one| {
            keep = !keep;
            keep || one.lag.is_none()
        });
        let whole = self
            .samples
            .last()
            .map_or(0, |one| one.at.since(SimTime::START).ms());
        self.every = whole / MOST_SAMPLES as u64 * 2;
    }

    /// The points of each line, up to now: place and share of the highest lag; and that lag. A line goes on for as long as
    /// there is a replica that was there before.
    pub fn lines(&self, axis: Axis, now: SimTime) -> (Vec<Vec<(f64, f64)>>, SimDuration) {
        let seen = || self.samples.iter().filter(|one| one.at <= now);
        let highest = seen().filter_map(|one| one.lag).max().unwrap_or_default();
        let whole = highest.ms().max(2000) as f64;
        let mut lines: Vec<Vec<(f64, f64)>> = Vec::new();
        let mut before: Option<&Sample> = None;
        for one in seen() {
            if before.is_none_or(|before| !before.goes_on_in(one)) {
                lines.push(Vec::new());
            }
            if let (Some(lag), Some(line)) = (one.lag, lines.last_mut()) {
                line.push((axis.at(one.at), lag.ms() as f64 / whole));
            }
            before = Some(one);
        }
        lines.retain(|line| line.len() > 1);
        (lines, highest)
    }

    /// Up to when it was watched.
    pub fn until(&self) -> Option<SimTime> {
        self.until
    }

    pub fn is_empty(&self) -> bool {
        self.samples.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::fixture;

    #[test]
    fn lag_history_stays_small_and_forgets_other_branches() {
        let mut history = LagHistory::default();
        for second in 0..5000 {
            history.push(
                fixture::secs(second),
                &[("db-r", SimDuration::from_ms(500))],
            );
        }
        assert!(history.samples.len() <= MOST_SAMPLES);
        history.push(fixture::secs(100), &[("db-r", SimDuration::from_secs(4))]);
        let (lines, highest) = history.lines(Axis::new(fixture::secs(100)), fixture::secs(100));
        assert_eq!(highest, SimDuration::from_secs(4));
        let mut points = lines.iter().flatten();
        assert!(points.all(|(at, _)| *at <= 100.0 / 300.0 + 1e-9));
    }

    /// The run knows its past: whoever opens it again, or puts the clock forward, sees the same hill as who watched.
    #[test]
    fn what_nobody_watched_is_known_all_the_same() {
        let text = "seed KYIV
given aws rds create-db-instance --db-instance-identifier orders --engine postgres --db-instance-class db.m6g.large --allocated-storage 20
given aws rds create-db-instance-read-replica --db-instance-identifier orders-r --source-db-instance-identifier orders --availability-zone us-east-1b
given app create shop --connect orders --writes 50/s
60s fault inject network-partition us-east-1a us-east-1b --for 5m
";
        let open = || crate::app::run::Run::open(text).expect("it can be opened");
        let highest = |run: &crate::app::run::Run| {
            let (_, highest) = run.lag().lines(Axis::new(run.now()), run.now());
            highest.ms() / 10_000
        };
        let mut watched = open();
        for _ in 0..3600 {
            watched.advance(SimDuration::from_secs(1));
        }
        assert!(highest(&watched) >= 28, "{}", highest(&watched));
        let mut opened = open();
        opened.seek(fixture::secs(3600));
        assert_eq!(highest(&opened), highest(&watched));
        // Nor is it forgotten by looking back.
        opened.seek(fixture::secs(30));
        opened.seek(fixture::secs(3600));
        assert_eq!(highest(&opened), highest(&watched));
        let mut last = open();
        last.seek_to_last_line();
        last.advance(SimDuration::from_mins(4));
        last.seek(fixture::secs(3600));
        assert_eq!(highest(&last), highest(&watched));
    }

    #[test]
    fn the_lag_of_a_replica_ends_with_it_and_that_of_the_next_begins_anew() {
        let mut history = LagHistory::default();
        for second in 0..3000 {
            let there = !(900..1500).contains(&second);
            let there = there.then_some(("db-r", SimDuration::from_ms(500)));
            history.push(fixture::secs(second), there.as_slice());
        }
        let axis = Axis::new(fixture::secs(3000));
        let (lines, _) = history.lines(axis, fixture::secs(3000));
        let ends = |line: &Vec<(f64, f64)>| {
            let time =
                |point: Option<&(f64, f64)>| point.map_or(0, |(at, _)| axis.time(*at).ms() / 1000);
            (time(line.first()), time(line.last()))
        };
        let ends: Vec<(i64, i64)> = lines.iter().map(ends).collect();
        assert_eq!(ends.len(), 2, "{ends:?}");
        assert!(
            (880..900).contains(&ends[0].1) && ends[1].0 >= 1500,
            "{ends:?}"
        );
        let (before, _) = history.lines(axis, fixture::secs(100));
        assert_eq!(before.len(), 1);
    }

    #[test]
    fn a_leap_from_one_replica_to_the_next_draws_no_line_over_what_lies_between() {
        let mut history = LagHistory::default();
        let behind = SimDuration::from_ms(500);
        let axis = Axis::new(fixture::secs(4000));
        for (second, id) in [(0, "db-a"), (60, "db-a"), (3600, "db-b"), (3660, "db-b")] {
            history.push(fixture::secs(second), &[(id, behind)]);
        }
        let (lines, _) = history.lines(axis, fixture::secs(4000));
        assert_eq!(lines.len(), 2, "{lines:?}");
        // One of two that stays is the same line.
        history.push(fixture::secs(3700), &[("db-b", behind), ("db-c", behind)]);
        history.push(fixture::secs(3800), &[("db-c", behind)]);
        let (lines, _) = history.lines(axis, fixture::secs(4000));
        assert_eq!((lines.len(), lines[1].len()), (2, 4), "{lines:?}");
    }
}
