//! Stretches of time in which something held, and how time passes outside of them.

use crate::sim::{SimDuration, SimTime};

/// Stretches of time, in order; the last may be open.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stretches(Vec<Stretch>);

/// From when to when, if it has ended.
type Stretch = (SimTime, Option<SimTime>);

impl Stretches {
    /// From `now` on it holds, or does not.
    pub fn set(&mut self, now: SimTime, on: bool) {
        match self.0.last_mut() {
            Some((from, end @ None)) if !on => {
                *end = Some(now);
                if *from == now {
                    self.0.pop();
                }
            }
            Some((_, None)) => {}
            Some((_, end)) if on && *end == Some(now) => *end = None,
            _ if on => self.0.push((now, None)),
            _ => {}
        }
    }

    pub fn iter(&self) -> std::slice::Iter<'_, Stretch> {
        self.0.iter()
    }

    /// The stretch in which `time` lies.
    pub fn around(&self, time: SimTime) -> Option<Stretch> {
        let after = self.0.partition_point(|(from, _)| *from <= time);
        let stretch = *self.0.get(after.checked_sub(1)?)?;
        stretch.1.is_none_or(|end| time < end).then_some(stretch)
    }

    /// The first moment from `time` on that lies in a stretch.
    pub fn next_at_or_after(&self, time: SimTime) -> Option<SimTime> {
        if self.around(time).is_some() {
            return Some(time);
        }
        let after = self.0.partition_point(|(from, _)| *from <= time);
        self.0.get(after).map(|(from, _)| *from)
    }

    /// The moment since which, by `now`, `span` has passed outside the stretches.
    pub fn before(&self, now: SimTime, span: SimDuration) -> SimTime {
        let begun = self.0.iter().rev().filter(|(from, _)| *from < now);
        begun.fold(now - span, |since, (from, end)| {
            let end = end.map_or(now, |end| end.min(now));
            if end > since {
                since - end.since(*from)
            } else {
                since
            }
        })
    }

    /// The moment at which `span` will have passed outside the stretches since `time`, if no other begins after `now`.
    pub fn after(&self, time: SimTime, span: SimDuration, now: SimTime) -> SimTime {
        let ended = self.0.iter().map(|(from, end)| (*from, end.unwrap_or(now)));
        ended
            .filter(|(_, end)| *end > time)
            .fold(time + span, |until, (from, end)| {
                if from < until {
                    until + end.since(from.max(time))
                } else {
                    until
                }
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(mins: i64) -> SimTime {
        SimTime::from_ms(mins * 60_000)
    }

    #[test]
    fn time_passes_outside_the_stretches_alone() {
        let mut stops = Stretches::default();
        for (mins, on) in [(10, true), (20, false), (40, true), (70, false), (90, true)] {
            stops.set(at(mins), on);
        }
        let before = |now, span| stops.before(at(now), SimDuration::from_mins(span));
        // Outside lie the minutes before 10, those from 20 to 40, and those from 70 to 90.
        assert_eq!(before(5, 10), at(-5));
        assert_eq!(before(15, 10), at(0));
        assert_eq!(before(50, 15), at(25));
        assert_eq!(before(80, 5), at(75));
        assert_eq!(before(80, 20), at(30));
        assert_eq!(before(200, 45), at(5));
        let after = |time, span| stops.after(at(time), SimDuration::from_mins(span), at(100));
        assert_eq!(after(-5, 10), at(5));
        assert_eq!(after(0, 15), at(25));
        assert_eq!(after(15, 15), at(35));
        assert_eq!(after(30, 20), at(80));
        assert_eq!(after(5, 45), at(90));
    }
}
