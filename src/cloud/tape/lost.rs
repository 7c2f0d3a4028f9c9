//! What a tape does not hold, and what no copy holds.

use super::{AppId, Tape, Tapes, TimelineId, beginning};
use crate::cloud::Stretch;
use crate::sim::{SimTime, sort_by_number};

impl Tapes {
    /// The acknowledged writes of `app` that `tape` does not hold; all of them if there is no tape.
    pub fn lost(&self, app: AppId, tape: Option<Tape>, now: SimTime) -> Vec<Stretch> {
        let mut lost = self.beyond(app, tape.as_slice(), now);
        sort_by_number(&mut lost, beginning);
        lost
    }

    /// Where what `tape` does not hold of an application's acknowledged writes begins, on each timeline, in order.
    pub fn lost_from(
        &self,
        app: AppId,
        tape: Option<Tape>,
        now: SimTime,
    ) -> Vec<(TimelineId, SimTime)> {
        let bounds = self.bounds(tape.as_slice());
        let mut begins: Vec<(TimelineId, SimTime)> = Vec::new();
        for (timeline, segment) in self.all_segments_of(app) {
            let part = segment.since_bound(bounds[timeline.0 as usize], now);
            let Some(from) = part.map(|part| part.from) else {
                continue;
            };
            match begins.last_mut() {
                Some((last, first)) if *last == timeline => *first = from.min(*first),
                _ => begins.push((timeline, from)),
            }
        }
        begins
    }

    /// Whether `tape` may hold writes of those that begin there: told by where it covers their timelines.
    pub fn reaches(&self, tape: Tape, begins: &[(TimelineId, SimTime)]) -> bool {
        self.ancestry(tape).any(|part| {
            let place = begins.binary_search_by_key(&part.timeline, |(timeline, _)| *timeline);
            place.is_ok_and(|place| begins[place].1 < part.head)
        })
    }

    /// The acknowledged writes of `app` that none of those tapes holds, timeline by timeline.
    pub fn beyond(&self, app: AppId, tapes: &[Tape], now: SimTime) -> Vec<Stretch> {
        let bounds = self.bounds(tapes);
        self.beyond_bounds(app, &bounds, now).collect()
    }

    fn beyond_bounds(
        &self,
        app: AppId,
        bounds: &[Option<SimTime>],
        now: SimTime,
    ) -> impl Iterator<Item = Stretch> {
        let segments = self.all_segments_of(app);
        segments.filter_map(move |(timeline, segment)| {
            segment.since_bound(bounds[timeline.0 as usize], now)
        })
    }

    /// Up to where any of those tapes covers each timeline.
    fn bounds(&self, tapes: &[Tape]) -> Vec<Option<SimTime>> {
        let mut bounds = vec![None; self.timelines.len()];
        for part in tapes.iter().flat_map(|tape| self.ancestry(*tape)) {
            let bound = &mut bounds[part.timeline.0 as usize];
            *bound = (*bound).max(Some(part.head));
        }
        bounds
    }

    /// Of `lost` what no tape of `copies` holds.
    pub fn gone(&self, lost: &[Stretch], copies: &[Tape], now: SimTime) -> Vec<Stretch> {
        let Some(first) = lost.first() else {
            return Vec::new();
        };
        let bounds = self.bounds(copies);
        let beyond = |app| self.beyond_bounds(app, &bounds, now).collect();
        let (mut app, mut parts): (AppId, Vec<Stretch>) = (first.app, beyond(first.app));
        let mut gone = Vec::new();
        for stretch in lost {
            if stretch.app != app {
                (app, parts) = (stretch.app, beyond(stretch.app));
            }
            gone.extend(parts.iter().filter_map(|part| part.overlap(stretch)));
        }
        gone
    }
}
