//! The lag of the replicas, as the timeline draws it.

use crate::app::timeline::Axis;
use crate::sim::{SimDuration, SimTime};

/// Samples that are kept; beyond this every other one is dropped.
const MOST_SAMPLES: usize = 600;

/// What a replica's lag was, sampled while time ran. Where there was no replica there was none.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LagHistory {
    samples: Vec<(SimTime, Option<SimDuration>)>,
    every: u64,
}

impl LagHistory {
    /// Remembers a sample; what was remembered of later moments is another branch, and goes.
    pub fn push(&mut self, now: SimTime, lag: Option<SimDuration>) {
        let before = self.samples.len();
        self.samples.retain(|(at, _)| *at < now);
        if self.samples.len() < before {
            self.every = 0;
        }
        let last = self.samples.last();
        // A line that ends ends there, and what never began needs no mark.
        let known = last.is_some_and(|(_, lag)| lag.is_some());
        if lag.is_none() && !known {
            return;
        }
        let apart = last.map_or(u64::MAX, |(at, _)| now.since(*at).ms());
        if apart < self.every && lag.is_some() == known {
            return;
        }
        self.samples.push((now, lag));
        if self.samples.len() > MOST_SAMPLES {
            self.thin_out();
        }
    }

    /// Drops every other sample, but none where a line ends.
    fn thin_out(&mut self) {
        let mut keep = false;
        self.samples.retain(|(_, lag)| {
            keep = !keep;
            keep || lag.is_none()
        });
        let whole = self
            .samples
            .last()
            .map_or(0, |(at, _)| at.since(SimTime::START).ms());
        self.every = whole / MOST_SAMPLES as u64 * 2;
    }

    /// The points of each line, up to now: place and share of the highest lag; and that lag. A line goes on for as long as
    /// there is a replica.
    pub fn lines(&self, axis: Axis, now: SimTime) -> (Vec<Vec<(f64, f64)>>, SimDuration) {
        let seen = || self.samples.iter().filter(|(at, _)| *at <= now);
        let highest = seen().filter_map(|(_, lag)| *lag).max().unwrap_or_default();
        let whole = highest.ms().max(2000) as f64;
        let mut lines = vec![Vec::new()];
        for (at, lag) in seen() {
            match (lag, lines.last_mut()) {
                (Some(lag), Some(line)) => line.push((axis.at(*at), lag.ms() as f64 / whole)),
                _ => lines.push(Vec::new()),
            }
        }
        lines.retain(|line| line.len() > 1);
        (lines, highest)
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
            history.push(fixture::secs(second), Some(SimDuration::from_ms(500)));
        }
        assert!(history.samples.len() <= MOST_SAMPLES);
        history.push(fixture::secs(100), Some(SimDuration::from_secs(4)));
        let (lines, highest) = history.lines(Axis::new(fixture::secs(100)), fixture::secs(100));
        assert_eq!(highest, SimDuration::from_secs(4));
        let mut points = lines.iter().flatten();
        assert!(points.all(|(at, _)| *at <= 100.0 / 300.0 + 1e-9));
    }

    #[test]
    fn the_lag_of_a_replica_ends_with_it_and_that_of_the_next_begins_anew() {
        let mut history = LagHistory::default();
        for second in 0..3000 {
            let there = !(900..1500).contains(&second);
            let lag = there.then(|| SimDuration::from_ms(500));
            history.push(fixture::secs(second), lag);
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
}
