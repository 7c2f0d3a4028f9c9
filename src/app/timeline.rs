//! Where things stand on the timeline. Places are shares of the width, from the start of the run to its horizon.

use crate::cloud::{JournalEntry, JournalKind};
use crate::sim::{SimDuration, SimTime};
use crate::world::ChannelView;

/// A timeline is never shorter than this, so that the first seconds do not fill it.
const SHORTEST_MS: i64 = 300_000;
/// Samples of lag that are kept; beyond this every other one is dropped.
const MOST_SAMPLES: usize = 600;

/// How moments map to places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Axis {
    pub horizon: SimTime,
}

impl Axis {
    /// An axis that shows everything until `furthest`, with some room ahead.
    pub fn new(furthest: SimTime) -> Axis {
        let mut horizon = SHORTEST_MS;
        while horizon < furthest.ms() {
            horizon = horizon.saturating_mul(2);
        }
        Axis {
            horizon: SimTime::from_ms(horizon),
        }
    }

    /// The axis of a run whose end is known.
    pub fn to(end: SimTime) -> Axis {
        Axis {
            horizon: SimTime::from_ms(end.ms().max(SHORTEST_MS)),
        }
    }

    pub fn at(self, time: SimTime) -> f64 {
        (time.ms() as f64 / self.horizon.ms() as f64).clamp(0.0, 1.0)
    }

    /// The whole second at a place.
    pub fn time(self, place: f64) -> SimTime {
        let seconds = self.horizon.ms() as f64 / 1000.0 * place.clamp(0.0, 1.0);
        SimTime::from_ms(seconds.round() as i64 * 1000)
    }

    /// Round moments to label.
    pub fn ticks(self) -> Vec<SimTime> {
        const STEPS: [i64; 14] = [
            60, 120, 300, 600, 1200, 1800, 3600, 7200, 14_400, 28_800, 86_400, 172_800, 432_000,
            1_296_000,
        ];
        let seconds = self.horizon.ms() / 1000;
        let step = STEPS
            .into_iter()
            .find(|step| seconds / step <= 6)
            .unwrap_or(seconds / 6 + 1);
        (0..=seconds / step)
            .map(|count| SimTime::from_ms(count * step * 1000))
            .collect()
    }
}

/// A stretch in which a channel failed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gap {
    pub from: f64,
    pub to: f64,
    pub span: SimDuration,
    /// How much room there is behind it, until the next or the end.
    pub room: f64,
}

/// Stretches in which a channel failed, up to now.
pub fn outages(axis: Axis, channel: &ChannelView, now: SimTime) -> Vec<Gap> {
    let mut gaps: Vec<Gap> = channel
        .outages
        .iter()
        .map(|(from, to)| (*from, to.unwrap_or(now)))
        .filter(|(from, to)| to > from && *from < now)
        .map(|(from, to)| Gap {
            from: axis.at(from),
            to: axis.at(to.min(now)),
            span: to.min(now).since(from),
            room: 1.0 - axis.at(to.min(now)),
        })
        .collect();
    for next in 1..gaps.len() {
        gaps[next - 1].room = gaps[next].from - gaps[next - 1].to;
    }
    gaps
}

/// A tick for something that happened.
#[derive(Clone, Debug, PartialEq)]
pub struct Happening {
    pub time: SimTime,
    pub at: f64,
    pub kind: HappeningKind,
    pub text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HappeningKind {
    Fault,
    Action,
    Event,
}

/// Faults, the learner's actions and what services report; those that would overlap within a kind are left out.
pub fn happenings(axis: Axis, journal: &[JournalEntry]) -> Vec<Happening> {
    const NEAREST: f64 = 0.004;
    let mut shown: Vec<Happening> = Vec::new();
    let mut last = [f64::NEG_INFINITY; 3];
    for entry in journal.iter().filter(|entry| entry.at >= SimTime::START) {
        let kind = match entry.kind {
            JournalKind::Fault => HappeningKind::Fault,
            JournalKind::Action => HappeningKind::Action,
            JournalKind::Service(_) => HappeningKind::Event,
            JournalKind::App => continue,
        };
        let at = axis.at(entry.at);
        if at - last[kind as usize] < NEAREST {
            continue;
        }
        last[kind as usize] = at;
        shown.push(Happening {
            time: entry.at,
            at,
            kind,
            text: format!("{} {}", entry.source, entry.message),
        });
    }
    shown
}

/// What a replica's lag was, sampled while time ran.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LagHistory {
    samples: Vec<(SimTime, SimDuration)>,
    every: u64,
}

impl LagHistory {
    /// Remembers a sample; what was remembered of later moments is another branch, and goes.
    pub fn push(&mut self, now: SimTime, lag: SimDuration) {
        let before = self.samples.len();
        self.samples.retain(|(at, _)| *at < now);
        if self.samples.len() < before {
            self.every = 0;
        }
        let apart = self
            .samples
            .last()
            .map_or(u64::MAX, |(at, _)| now.since(*at).ms());
        if apart < self.every {
            return;
        }
        self.samples.push((now, lag));
        if self.samples.len() > MOST_SAMPLES {
            let mut keep = false;
            self.samples.retain(|_| {
                keep = !keep;
                keep
            });
            let whole = self
                .samples
                .last()
                .map_or(0, |(at, _)| at.since(SimTime::START).ms());
            self.every = whole / MOST_SAMPLES as u64 * 2;
        }
    }

    /// The points of a line, up to now: place and share of the highest lag; and that lag.
    pub fn line(&self, axis: Axis, now: SimTime) -> (Vec<(f64, f64)>, SimDuration) {
        let seen = || self.samples.iter().filter(|(at, _)| *at <= now);
        let highest = seen().map(|(_, lag)| *lag).max().unwrap_or_default();
        let whole = highest.ms().max(2000) as f64;
        let points = seen()
            .map(|(at, lag)| (axis.at(*at), lag.ms() as f64 / whole))
            .collect();
        (points, highest)
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
    fn the_axis_grows_by_doubling_and_keeps_few_ticks() {
        assert_eq!(Axis::new(SimTime::START).horizon, SimTime::from_ms(300_000));
        assert_eq!(
            Axis::new(SimTime::from_ms(300_001)).horizon,
            SimTime::from_ms(600_000)
        );
        for ms in [0, 1_000_000, 100_000_000, 9_000_000_000] {
            let ticks = Axis::new(SimTime::from_ms(ms)).ticks();
            assert!((2..=8).contains(&ticks.len()), "{ms}: {}", ticks.len());
        }
        let axis = Axis::new(SimTime::START);
        assert_eq!(
            axis.time(axis.at(SimTime::from_ms(93_000))),
            SimTime::from_ms(93_000)
        );
    }

    #[test]
    fn an_open_outage_reaches_to_now() {
        let view = fixture::zone_dark();
        let bands = outages(Axis::new(view.now), &view.apps[0].writes, view.now);
        assert_eq!(bands.len(), 1);
        assert!((bands[0].to - 40.0 / 300.0).abs() < 1e-9);
        assert!((bands[0].room + bands[0].to - 1.0).abs() < 1e-9);
    }

    #[test]
    fn lag_history_stays_small_and_forgets_other_branches() {
        let mut history = LagHistory::default();
        for second in 0..5000 {
            history.push(fixture::secs(second), SimDuration::from_ms(500));
        }
        assert!(history.samples.len() <= MOST_SAMPLES);
        history.push(fixture::secs(100), SimDuration::from_secs(4));
        let (points, highest) = history.line(Axis::new(fixture::secs(100)), fixture::secs(100));
        assert_eq!(highest, SimDuration::from_secs(4));
        assert!(points.iter().all(|(at, _)| *at <= 100.0 / 300.0 + 1e-9));
    }
}
