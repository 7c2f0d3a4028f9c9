//! Tapes: every copy of the data is a pair *(timeline, position)*, and loss is what comparing two tapes shows.
//!
//! A position is a moment on its timeline's clock: a copy at position *p* holds every write that committed before *p*.
//! As each timeline has one writer at a time, that orders its writes; how many they are, and which, follows in closed form
//! from the applications' workloads. Nothing is stored per write.
//!
//! What writes do not bring is told apart: whose blocks a copy bears, for bytes are damaged on volumes ([`Blocks`]).

mod blocks;
mod damage;
mod held;
mod lost;
mod written;

pub use held::{Blocks, Tape, VolumeId};

use crate::cloud::{Stretch, Workload};
use crate::sim::{SimTime, sort_by_number};

/// An application, by its place among the world's applications.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct AppId(pub u32);

/// A line of committed writes (PostgreSQL's word).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TimelineId(pub u32);

/// A bad write, by its place among the world's bad writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct MarkId(pub u32);

fn beginning(stretch: &Stretch) -> i64 {
    stretch.from.ms()
}

/// Acknowledged writes of one application on one timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Segment {
    app: AppId,
    from: SimTime,
    /// `None` while the application goes on writing.
    to: Option<SimTime>,
    /// Writes that waited out a pause commit together at its end.
    late: Option<SimTime>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Timeline {
    forked_from: Option<Tape>,
    segments: Vec<Segment>,
    marks: Vec<MarkId>,
    heals: Vec<Heal>,
}

/// At `at` so many of the rows that a bad write damaged were put right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Heal {
    mark: MarkId,
    at: SimTime,
    rows: u64,
}

/// A wrong write that committed at `at` and damaged rows: the first `rows` of its tape, so that every backup holds them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    pub timeline: TimelineId,
    pub at: SimTime,
    /// The volume whose bytes it spoiled, if it was no write.
    pub volume: Option<VolumeId>,
    pub rows: u64,
    /// What did it: a wrong DELETE.
    pub what: &'static str,
}

/// All timelines of a world, the writes on them, and the damage done to them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tapes {
    timelines: Vec<Timeline>,
    writers: Vec<Workload>,
    marks: Vec<Mark>,
    volumes: Vec<blocks::Volume>,
}

impl Tapes {
    /// A new, empty timeline, or one that continues a tape.
    pub fn fork(&mut self, forked_from: Option<Tape>) -> TimelineId {
        let id = TimelineId(index_of(&self.timelines));
        self.timelines.push(Timeline {
            forked_from,
            segments: Vec::new(),
            marks: Vec::new(),
            heals: Vec::new(),
        });
        id
    }

    /// Where a timeline left another one.
    pub fn forked_from(&self, timeline: TimelineId) -> Option<Tape> {
        self.timeline(timeline).forked_from
    }

    /// The timeline that it comes from in the end.
    pub fn beginning(&self, timeline: TimelineId) -> TimelineId {
        let before = |at: &TimelineId| self.forked_from(*at).map(|fork| fork.timeline);
        std::iter::successors(Some(timeline), before)
            .last()
            .unwrap_or(timeline)
    }

    /// Registers an application's writes.
    pub fn add_writer(&mut self, writes: Workload) -> AppId {
        let id = AppId(index_of(&self.writers));
        self.writers.push(writes);
        id
    }

    pub fn writes(&self, app: AppId) -> &Workload {
        &self.writers[app.0 as usize]
    }

    pub fn writes_mut(&mut self, app: AppId) -> &mut Workload {
        &mut self.writers[app.0 as usize]
    }

    /// From `now` on the application's writes commit on `timeline`.
    pub fn begin_writing(&mut self, app: AppId, timeline: TimelineId, now: SimTime) {
        self.timeline_mut(timeline).segments.push(Segment {
            app,
            from: now,
            to: None,
            late: None,
        });
    }

    /// From `now` on they do not.
    pub fn end_writing(&mut self, app: AppId, timeline: TimelineId, now: SimTime) {
        let segments = &mut self.timeline_mut(timeline).segments;
        if let Some(place) = segments
            .iter()
            .rposition(|segment| segment.app == app && segment.to.is_none())
        {
            if segments[place].from == now {
                segments.remove(place);
            } else {
                segments[place].to = Some(now);
            }
        }
    }

    /// The writes that the application attempted since `since` waited, and commit together at `now`.
    pub fn commit_late(&mut self, app: AppId, timeline: TimelineId, since: SimTime, now: SimTime) {
        self.timeline_mut(timeline).segments.push(Segment {
            app,
            from: since,
            to: Some(now),
            late: Some(now),
        });
    }

    /// How many writes a tape holds: the number of the last one.
    pub fn count(&self, tape: Tape) -> u64 {
        self.ancestry(tape)
            .map(|part| self.count_on_timeline(part))
            .sum()
    }

    /// The earliest position, not before `from`, at which `timeline` holds at least `count` writes.
    pub fn position_of(
        &self,
        timeline: TimelineId,
        count: u64,
        from: SimTime,
        to: SimTime,
    ) -> SimTime {
        let (mut low, mut high) = (from.ms(), to.ms());
        while low < high {
            let middle = low + (high - low) / 2;
            if self.count(Tape::of(timeline, SimTime::from_ms(middle))) >= count {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        SimTime::from_ms(low)
    }

    /// When the rate of writes on `timeline` changed, after `from` and before `to`.
    pub fn rate_changes(&self, timeline: TimelineId, from: SimTime, to: SimTime) -> Vec<SimTime> {
        let mut changes = Vec::new();
        for segment in &self.timeline(timeline).segments {
            let end = segment.to.unwrap_or(SimTime::NEVER);
            changes.extend(
                [segment.from, end]
                    .into_iter()
                    .filter(|at| *at > from && *at < to),
            );
            changes.extend(
                self.writes(segment.app)
                    .changes_within(from.max(segment.from), to.min(end)),
            );
        }
        sort_by_number(&mut changes, |at| at.ms());
        changes.dedup();
        changes
    }

    /// Of the writes on `tape`'s ancestry those of `app`, as far as `tape` holds them.
    pub fn present(&self, app: AppId, tape: Tape, now: SimTime) -> Vec<Stretch> {
        let mut held = Vec::new();
        for part in self.ancestry(tape) {
            for segment in self.segments_of(part.timeline, app) {
                held.extend(segment.before_bound(part.head, now));
            }
        }
        sort_by_number(&mut held, beginning);
        held
    }

    /// How many writes a stretch is.
    pub fn writes_in(&self, stretch: &Stretch) -> u64 {
        let writes = self.writes(stretch.app);
        writes.count_before(stretch.to) - writes.count_before(stretch.from)
    }

    /// Acknowledged writes of `app`, wherever they are.
    pub fn acknowledged(&self, app: AppId, now: SimTime) -> u64 {
        self.acknowledged_stretches(app, now)
            .iter()
            .map(|stretch| self.writes_in(stretch))
            .sum()
    }

    /// The stretches of its writes that `app` saw acknowledged.
    pub fn acknowledged_stretches(&self, app: AppId, now: SimTime) -> Vec<Stretch> {
        self.all_segments_of(app)
            .filter_map(|(_, segment)| segment.before_bound(SimTime::NEVER, now))
            .collect()
    }

    /// When the last acknowledged write of `app` before `time` was attempted, among those on `tape`.
    pub fn last_present_before(
        &self,
        app: AppId,
        tape: Tape,
        time: SimTime,
        now: SimTime,
    ) -> Option<SimTime> {
        let writes = self.writes(app);
        let mut latest: Option<(SimTime, SimTime)> = None;
        for part in self.ancestry(tape) {
            let segments = self.segments_of(part.timeline, app);
            let held = segments.filter_map(|segment| segment.before_bound(part.head, now));
            for stretch in held.filter(|stretch| stretch.from < time) {
                let last = || {
                    let at = writes.last_before(stretch.to.min(time));
                    at.filter(|at| *at >= stretch.from)
                };
                if latest.is_none_or(|(from, _)| from <= stretch.from)
                    && let Some(at) = last()
                {
                    latest = Some((stretch.from, at));
                }
            }
        }
        latest.map(|(_, at)| at)
    }

    /// Where `tape` left `timeline` for another one, if it did.
    pub fn fork_off(&self, tape: Tape, timeline: TimelineId) -> Option<Tape> {
        let head = self
            .bound(tape, timeline)
            .filter(|_| tape.timeline != timeline)?;
        Some(Tape::of(timeline, head))
    }

    /// Up to where `tape` covers `timeline`, if it does at all.
    fn bound(&self, tape: Tape, timeline: TimelineId) -> Option<SimTime> {
        self.ancestry(tape)
            .find(|part| part.timeline == timeline)
            .map(|part| part.head)
    }

    /// `tape` itself, then the part of its parent that it holds, and so on.
    fn ancestry(&self, tape: Tape) -> impl Iterator<Item = Tape> + '_ {
        std::iter::successors(Some(tape), |part| {
            let fork = self.timeline(part.timeline).forked_from?;
            Some(Tape {
                head: fork.head.min(part.head),
                ..fork
            })
        })
    }

    fn count_on_timeline(&self, part: Tape) -> u64 {
        let segments = self.timeline(part.timeline).segments.iter();
        segments
            .filter_map(|segment| segment.before_bound(part.head, part.head))
            .map(|stretch| self.writes_in(&stretch))
            .sum()
    }

    fn segments_of(&self, timeline: TimelineId, app: AppId) -> impl Iterator<Item = &Segment> {
        self.timeline(timeline)
            .segments
            .iter()
            .filter(move |segment| segment.app == app)
    }

    fn all_segments_of(&self, app: AppId) -> impl Iterator<Item = (TimelineId, &Segment)> {
        (0..index_of(&self.timelines))
            .map(TimelineId)
            .flat_map(move |timeline| {
                self.segments_of(timeline, app)
                    .map(move |segment| (timeline, segment))
            })
    }

    fn timeline(&self, timeline: TimelineId) -> &Timeline {
        &self.timelines[timeline.0 as usize]
    }

    fn timeline_mut(&mut self, timeline: TimelineId) -> &mut Timeline {
        &mut self.timelines[timeline.0 as usize]
    }
}

impl Segment {
    /// The part whose writes committed before `bound`.
    fn before_bound(&self, bound: SimTime, now: SimTime) -> Option<Stretch> {
        let to = match self.late {
            Some(late) if late >= bound => return None,
            Some(late) => late,
            None => self.to.unwrap_or(now).min(bound),
        };
        (self.from < to).then_some(Stretch {
            app: self.app,
            from: self.from,
            to,
        })
    }

    /// The part whose writes committed at or after `bound`; all of it if there is no bound.
    fn since_bound(&self, bound: Option<SimTime>, now: SimTime) -> Option<Stretch> {
        let to = self.to.unwrap_or(now);
        let from = match (bound, self.late) {
            (None, _) => self.from,
            (Some(bound), Some(late)) if late >= bound => self.from,
            (Some(_), Some(_)) => return None,
            (Some(bound), None) => self.from.max(bound),
        };
        (from < to).then_some(Stretch {
            app: self.app,
            from,
            to,
        })
    }
}

fn index_of<T>(list: &[T]) -> u32 {
    u32::try_from(list.len()).expect("a world holds fewer than four thousand million things")
}

#[cfg(test)]
mod tests;
