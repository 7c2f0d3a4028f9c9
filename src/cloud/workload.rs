//! An application's traffic: which request comes when, in closed form. Requests are never scheduled.

use crate::sim::{SimDuration, SimTime};
use std::fmt;

/// Requests per thousand seconds; an integer, so that request times are exact.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rate {
    per_1000_s: u64,
}

impl Rate {
    pub const ZERO: Rate = Rate { per_1000_s: 0 };
    /// The highest rate that a person may ask for: a million requests a second.
    pub const HIGHEST: Rate = Rate {
        per_1000_s: 1_000_000_000,
    };

    pub const fn per_second(count: u64) -> Rate {
        Rate {
            per_1000_s: count * 1000,
        }
    }

    /// From thousandths of requests per second, if it is not above [`Rate::HIGHEST`].
    pub fn from_thousandths(per_1000_s: u64) -> Option<Rate> {
        (per_1000_s <= Rate::HIGHEST.per_1000_s).then_some(Rate { per_1000_s })
    }

    /// Reads `50/s`, `0.5/s`, `30/m`, `100/h`: to the nearest thousandth per second.
    pub fn parse(text: &str) -> Option<Rate> {
        let (count, unit) = text.split_once('/')?;
        let secs = match unit {
            "s" => 1,
            "m" => 60,
            "h" => 3600,
            _ => return None,
        };
        let (whole, fraction) = count.split_once('.').unwrap_or((count, "0"));
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || whole.len() > 12 || fraction.is_empty() || fraction.len() > 3 {
            return None;
        }
        if !digits(whole) || !digits(fraction) {
            return None;
        }
        let thousandths: u64 = format!("{whole}{fraction:0<3}").parse().ok()?;
        let per_1000_s = (thousandths + secs / 2) / secs;
        // What is written as more than nothing must not come out as nothing.
        let vanished = per_1000_s == 0 && thousandths > 0;
        Rate::from_thousandths(per_1000_s).filter(|_| !vanished)
    }

    pub const fn thousandths(self) -> u64 {
        self.per_1000_s
    }

    pub fn is_zero(self) -> bool {
        self.per_1000_s == 0
    }

    fn times(self, factor: u32) -> Rate {
        Rate {
            per_1000_s: self
                .per_1000_s
                .saturating_mul(u64::from(factor))
                .min(Rate::HIGHEST.per_1000_s),
        }
    }

    /// Requests that fall into the first `span` of a stretch at this rate; the first falls on its start.
    fn count_within(self, span: SimDuration) -> u64 {
        let product = u128::from(span.ms()) * u128::from(self.per_1000_s);
        u64::try_from(product.div_ceil(1_000_000)).unwrap_or(u64::MAX)
    }

    /// How long after the stretch's start its request number `index` (from 0) comes.
    fn offset_of(self, index: u64) -> SimDuration {
        let ms = u128::from(index) * 1_000_000 / u128::from(self.per_1000_s);
        SimDuration::from_ms(u64::try_from(ms).unwrap_or(u64::MAX))
    }
}

/// `50/s`, `0.5/s`.
impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.per_1000_s % 1000 {
            0 => write!(f, "{}/s", self.per_1000_s / 1000),
            rest => {
                let fraction = format!("{rest:03}");
                write!(
                    f,
                    "{}.{}/s",
                    self.per_1000_s / 1000,
                    fraction.trim_end_matches('0')
                )
            }
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Stretch {
    from: SimTime,
    first: u64,
    rate: Rate,
}

/// The times of all requests of one kind that an application makes, numbered from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Workload {
    base: Rate,
    surges: Vec<u32>,
    running: bool,
    stretches: Vec<Stretch>,
}

impl Workload {
    /// Traffic at `base` from `from` on.
    pub fn new(base: Rate, from: SimTime) -> Workload {
        let stretches = vec![Stretch {
            from,
            first: 1,
            rate: base,
        }];
        Workload {
            base,
            surges: Vec::new(),
            running: true,
            stretches,
        }
    }

    /// Stops or starts the traffic at `now`.
    pub fn set_running(&mut self, now: SimTime, running: bool) {
        self.running = running;
        self.renew(now);
    }

    /// Multiplies the traffic from `now` on, until the same factor is taken off again.
    pub fn add_surge(&mut self, now: SimTime, factor: u32) {
        self.surges.push(factor);
        self.renew(now);
    }

    /// Ends one surge of this factor.
    pub fn end_surge(&mut self, now: SimTime, factor: u32) {
        if let Some(place) = self.surges.iter().position(|surge| *surge == factor) {
            self.surges.remove(place);
        }
        self.renew(now);
    }

    /// Requests per second now.
    pub fn rate(&self) -> Rate {
        self.last().rate
    }

    /// Requests per second while the application runs, surges included.
    pub fn rate_when_running(&self) -> Rate {
        self.surges
            .iter()
            .fold(self.base, |rate, factor| rate.times(*factor))
    }

    /// How many requests come before `time`.
    pub fn count_before(&self, time: SimTime) -> u64 {
        let stretch = self.stretch_at(time);
        stretch.first - 1 + stretch.rate.count_within(time.since(stretch.from))
    }

    /// When request `number` (from 1) comes; `None` if it never does at the present rate.
    pub fn time_of(&self, number: u64) -> Option<SimTime> {
        let after = self
            .stretches
            .partition_point(|stretch| stretch.first <= number);
        let stretch = &self.stretches[after.checked_sub(1)?];
        if stretch.rate.is_zero() {
            return None;
        }
        Some(stretch.from + stretch.rate.offset_of(number - stretch.first))
    }

    /// When the first request at or after `time` comes.
    pub fn next_at_or_after(&self, time: SimTime) -> Option<SimTime> {
        self.time_of(self.count_before(time) + 1)
    }

    /// When the last request before `time` came.
    pub fn last_before(&self, time: SimTime) -> Option<SimTime> {
        self.time_of(self.count_before(time))
    }

    /// When the rate changed, after `from` and before `to`.
    pub fn changes_within(&self, from: SimTime, to: SimTime) -> impl Iterator<Item = SimTime> {
        self.stretches
            .iter()
            .map(|stretch| stretch.from)
            .filter(move |at| *at > from && *at < to)
    }

    /// The stretches in which there were requests, in order; the last may be open.
    pub fn asked(&self) -> Vec<(SimTime, Option<SimTime>)> {
        let mut asked: Vec<(SimTime, Option<SimTime>)> = Vec::new();
        for (place, stretch) in self.stretches.iter().enumerate() {
            let end = self.stretches.get(place + 1).map(|next| next.from);
            match asked.last_mut() {
                _ if stretch.rate.is_zero() => {}
                Some((_, to)) if *to == Some(stretch.from) => *to = end,
                _ => asked.push((stretch.from, end)),
            }
        }
        asked
    }

    fn renew(&mut self, now: SimTime) {
        let rate = if self.running {
            self.rate_when_running()
        } else {
            Rate::ZERO
        };
        if rate == self.rate() {
            return;
        }
        let first = self.count_before(now) + 1;
        if self.last().from == now {
            self.stretches.pop();
        }
        self.stretches.push(Stretch {
            from: now,
            first,
            rate,
        });
    }

    fn last(&self) -> &Stretch {
        self.stretches
            .last()
            .expect("a workload starts with one stretch and never loses the last")
    }

    fn stretch_at(&self, time: SimTime) -> &Stretch {
        let after = self
            .stretches
            .partition_point(|stretch| stretch.from <= time);
        &self.stretches[after.saturating_sub(1)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::{any, proptest};

    fn at(ms: i64) -> SimTime {
        SimTime::from_ms(ms)
    }

    #[test]
    fn rates_read_as_people_write_them() {
        for (text, thousandths) in [
            ("50/s", 50_000),
            ("0.5/s", 500),
            ("0/s", 0),
            ("30/m", 500),
            ("1/m", 17),
            ("100/h", 28),
            ("1000000/s", 1_000_000_000),
        ] {
            let rate = Rate::parse(text).expect("it reads");
            assert_eq!(rate.thousandths(), thousandths, "{text}");
        }
        for text in [
            "",
            "50",
            "/s",
            "50/d",
            "-1/s",
            ".5/s",
            "1./s",
            "0.0001/s",
            "1/h/h",
            "+1/s",
            "1000001/s",
            "0.001/m",
            "99999999999999999999/s",
        ] {
            assert_eq!(Rate::parse(text), None, "{text}");
        }
    }

    #[test]
    fn fifty_a_second_is_one_every_twenty_milliseconds() {
        let writes = Workload::new(Rate::per_second(50), at(0));
        assert_eq!(writes.count_before(at(0)), 0);
        assert_eq!(writes.count_before(at(1)), 1);
        assert_eq!(writes.count_before(at(1000)), 50);
        assert_eq!(writes.time_of(51), Some(at(1000)));
        assert_eq!(writes.next_at_or_after(at(21)), Some(at(40)));
        assert_eq!(writes.last_before(at(40)), Some(at(20)));
    }

    #[test]
    fn there_are_requests_from_the_start_on_and_not_during_a_stop() {
        let mut writes = Workload::new(Rate::per_second(10), at(500));
        writes.add_surge(at(1000), 3);
        writes.set_running(at(2000), false);
        writes.set_running(at(3000), true);
        assert_eq!(
            writes.asked(),
            [(at(500), Some(at(2000))), (at(3000), None)]
        );
        assert_eq!(Workload::new(Rate::ZERO, at(500)).asked(), []);
    }

    #[test]
    fn a_surge_and_a_stop_keep_the_numbers_running() {
        let mut writes = Workload::new(Rate::per_second(50), at(0));
        writes.add_surge(at(1000), 20);
        writes.set_running(at(2000), false);
        writes.end_surge(at(2500), 20);
        writes.set_running(at(3000), true);
        assert_eq!(writes.count_before(at(2000)), 50 + 1000);
        assert_eq!(writes.count_before(at(3000)), 1050);
        assert_eq!(writes.time_of(1051), Some(at(3000)));
        assert_eq!(writes.count_before(at(4000)), 1100);
    }

    proptest! {
        #[test]
        fn counting_and_timing_agree(rate in 1u64..3_000_000, changes in proptest::collection::vec((1i64..5000, 2u32..9), 0..6), probe in any::<u16>()) {
            let mut writes = Workload::new(Rate::from_thousandths(rate).expect("in range"), at(0));
            let mut now = 0;
            for (step, factor) in changes {
                now += step;
                writes.add_surge(at(now), factor);
            }
            let time = at(i64::from(probe));
            let count = writes.count_before(time);
            if count > 0 {
                assert!(writes.time_of(count).expect("it came") < time, "the last counted request came before");
            }
            if let Some(next) = writes.time_of(count + 1) {
                assert!(next >= time, "the next request comes at or after");
            }
        }
    }
}
