//! Automated backups of one instance: daily snapshots and the log archive, computed when asked for, never scheduled.
//!
//! What was, stays: settings have a history, and what was done under an old one stays done.

use crate::cloud::{Tape, TimelineId};
use crate::rds::stretches::Stretches;
use crate::sim::{Calendar, Luck, SimDuration, SimTime, Spread};

/// A daily window, in minutes after midnight UTC. It may end on the next day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BackupWindow {
    pub from_min: u32,
    pub length_min: u32,
}

/// The automated backups of one instance.
#[derive(Clone, Debug, PartialEq)]
pub struct Backups {
    /// The present retention period; [`Backups::set_retention`] changes it.
    pub retention_days: u32,
    pub window: BackupWindow,
    /// How long after midnight the five-minute uploads fall.
    pub upload_phase: SimDuration,
    pub upload_every: SimDuration,
    /// The chain that can be restored; begins with a finished backup and ends when backups are turned off.
    pub chain: Option<Box<Chain>>,
    /// Whether they were kept when the instance was deleted.
    pub retained: bool,
    /// Backups that began before then were deleted when the retention period was lowered: raising it brings none back.
    gone_before: SimTime,
}

/// What can be restored: a timeline, from the first backup on, as far as its log was uploaded.
#[derive(Clone, Debug, PartialEq)]
pub struct Chain {
    first: Backup,
    /// The timeline that it follows, the window and the instance's name, each with the moment since when.
    timelines: Vec<(SimTime, TimelineId)>,
    windows: Vec<(SimTime, BackupWindow)>,
    names: Vec<(SimTime, String)>,
    /// How far what it holds trails the clock: a replica's backups hold what it has received.
    lag: SimDuration,
    /// When the instance served: logs were uploaded, and a backup that had begun went on.
    served: Stretches,
    /// When a backup could begin: the instance was available, and no snapshot of it was being copied.
    ready: Stretches,
    /// When the instance was stopped: its backups do not age meanwhile.
    stopped: Stretches,
}

/// What an instance does that matters to its backups.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Doing {
    pub serves: bool,
    /// Whether a backup could begin.
    pub ready: bool,
    pub stopped: bool,
}

/// What makes one daily backup differ from another; the same luck for the same instance.
pub struct BackupLuck<'a> {
    pub luck: Luck,
    /// Whose midnights the windows count from.
    pub calendar: Calendar,
    pub name: &'a str,
    pub offset: Spread,
    pub length: Spread,
}

/// An automated backup. It holds what its instance held when it began.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Backup {
    pub from: SimTime,
    /// When it ended, or will end, unless it is cut short.
    pub to: SimTime,
    /// When the instance stopped under it: it was begun, and is never finished.
    pub cut_at: Option<SimTime>,
}

impl Backup {
    pub fn new(from: SimTime, to: SimTime) -> Backup {
        Backup {
            from,
            to,
            cut_at: None,
        }
    }

    /// Whether it was finished by `time`.
    pub fn is_finished_by(&self, time: SimTime) -> bool {
        self.to <= time && self.cut_at.is_none()
    }

    fn is_running_at(&self, time: SimTime) -> bool {
        self.from <= time && time < self.cut_at.unwrap_or(self.to)
    }
}

impl Chain {
    /// A chain that begins with a finished backup of `timeline`.
    pub fn new(timeline: TimelineId, first: Backup, name: &str, window: BackupWindow) -> Chain {
        Chain {
            timelines: vec![(first.from, timeline)],
            windows: vec![(first.to, window)],
            names: vec![(first.from, name.to_owned())],
            lag: SimDuration::ZERO,
            first,
            served: Stretches::default(),
            ready: Stretches::default(),
            stopped: Stretches::default(),
        }
    }

    /// As a chain of what trails its source by `lag`.
    pub fn trailing(self, lag: SimDuration) -> Chain {
        Chain { lag, ..self }
    }

    /// What it holds of a moment.
    pub fn tape_at(&self, time: SimTime) -> Tape {
        Tape::of(*value_at(&self.timelines, time), time - self.lag)
    }

    /// From `now` on it follows another timeline.
    pub fn follow(&mut self, now: SimTime, timeline: TimelineId) {
        change(&mut self.timelines, now, timeline);
    }

    /// Takes down what the instance does from `now` on.
    pub fn take_down(&mut self, now: SimTime, doing: Doing) {
        self.served.set(now, doing.serves);
        self.ready.set(now, doing.ready);
        self.stopped.set(now, doing.stopped);
    }

    /// The instance's name at a moment.
    pub fn name_at(&self, time: SimTime) -> &str {
        value_at::<String>(&self.names, time)
    }

    /// The backup of day number `day`, counted from the day of 0s: one for each window that opened on it.
    fn daily(&self, day: i64, luck: &BackupLuck) -> impl Iterator<Item = Backup> + use<'_> {
        let number = day.cast_unsigned();
        let share = luck
            .luck
            .draw(luck.offset, "backup.offset", luck.name, number)
            / 2.0;
        let length = luck
            .luck
            .duration(luck.length, "backup.length", luck.name, number);
        let midnight = luck.calendar.day_begins(day);
        let windows = self.windows.iter().enumerate();
        windows.filter_map(move |(place, (since, window))| {
            let minutes = |min: u32| SimDuration::from_mins(u64::from(min));
            let opens = midnight + minutes(window.from_min);
            let next = self.windows.get(place + 1).map_or(SimTime::NEVER, |w| w.0);
            if opens < *since || opens >= next {
                return None;
            }
            let window_ms = f64::from(window.length_min) * 60_000.0;
            let planned = opens + SimDuration::from_ms((window_ms * share) as u64);
            let begins = self.ready.next_at_or_after(planned.ceil_second())?;
            let (from, closes) = (begins.ceil_second(), opens + minutes(window.length_min));
            let possible = self.ready.around(from).is_some() && from < closes.min(next);
            let (_, stops) = self.served.around(from).filter(|_| possible)?;
            let to = from + length;
            Some(Backup {
                cut_at: stops.filter(|stop| *stop < to),
                ..Backup::new(from, to)
            })
        })
    }
}

/// The value that holds at a moment; before the first, the first.
fn value_at<T>(values: &[(SimTime, T)], time: SimTime) -> &T {
    let after = values.partition_point(|(since, _)| *since <= time);
    &values[after.saturating_sub(1)].1
}

/// What was, stays: from `now` on another value holds.
fn change<T>(values: &mut Vec<(SimTime, T)>, now: SimTime, value: T) {
    values.retain(|(since, _)| *since < now);
    values.push((now, value));
}

impl Backups {
    pub fn new(
        retention_days: u32,
        window: BackupWindow,
        upload_phase: SimDuration,
        upload_every: SimDuration,
    ) -> Backups {
        Backups {
            retention_days,
            window,
            upload_phase,
            upload_every,
            chain: None,
            retained: false,
            gone_before: SimTime::from_ms(i64::MIN),
        }
    }

    /// Changes the retention period: what is older than the shorter of both is gone for good.
    pub fn set_retention(&mut self, now: SimTime, days: u32) {
        let shorter = days.min(self.retention_days);
        self.gone_before = self.gone_before.max(self.days_before(now, shorter));
        self.retention_days = days;
    }

    /// Changes the window of later backups.
    pub fn set_window(&mut self, now: SimTime, window: BackupWindow) {
        if window == self.window {
            return;
        }
        self.window = window;
        if let Some(chain) = self.chain.as_mut() {
            change(&mut chain.windows, now, window);
        }
    }

    /// Later backups bear another name.
    pub fn set_name(&mut self, now: SimTime, name: &str) {
        if let Some(chain) = self.chain.as_mut() {
            change(&mut chain.names, now, name.to_owned());
        }
    }

    /// When logs were last uploaded before or at `time`: the latest restorable time. The first upload follows the first backup.
    pub fn last_upload_before(&self, time: SimTime) -> Option<SimTime> {
        let chain = self.chain.as_ref()?;
        let earliest = chain.first.to;
        let stretches = chain.served.iter().rev();
        stretches
            .filter(|(from, _)| *from <= time)
            .find_map(|(from, end)| {
                let tick = self.tick_at_or_before(end.map_or(time, |end| end.min(time)));
                (tick >= *from && tick >= earliest).then_some(tick)
            })
    }

    /// From when to when the instance can be restored at `now`: from its oldest kept backup on, as far as its log was uploaded.
    pub fn restore_window(&self, now: SimTime, luck: &BackupLuck) -> Option<(SimTime, SimTime)> {
        let latest = self.last_upload_before(now)?;
        let earliest = self.oldest_kept(now, luck)?.from.ceil_second();
        (earliest <= latest).then_some((earliest, latest))
    }

    /// When nothing of it will be within its retention period any more, if no more is uploaded.
    pub fn expires_at(&self, now: SimTime) -> Option<SimTime> {
        let kept = SimDuration::from_days(u64::from(self.retention_days));
        let (chain, last) = (self.chain.as_ref()?, self.last_upload_before(now)?);
        Some(chain.stopped.after(last, kept, now))
    }

    /// The automated backup that is running at `time`.
    pub fn running_at(&self, time: SimTime, luck: &BackupLuck) -> Option<Backup> {
        let chain = self.chain.as_ref()?;
        let today = luck.calendar.day(time);
        (today - 1..=today)
            .flat_map(|day| chain.daily(day, luck))
            .find(|backup| backup.is_running_at(time))
    }

    /// Every daily backup that was begun by `to` and had not ended before `from`, in order.
    pub fn daily_within<'a>(
        &'a self,
        from: SimTime,
        to: SimTime,
        luck: &'a BackupLuck,
    ) -> impl Iterator<Item = Backup> + 'a {
        let chains = self.chain.iter();
        chains.flat_map(move |chain| {
            // Before the chain began there was none: that bounds how many days are looked at.
            let day = |time| luck.calendar.day(time);
            (day(from.max(chain.first.from)) - 2..=day(to))
                .flat_map(move |day| chain.daily(day, luck))
                .filter(move |b| b.from <= to && b.cut_at.unwrap_or(b.to) >= from)
        })
    }

    /// Every backup that is kept at `now`, oldest first: those within the retention period. The newest is never deleted
    /// while its instance exists.
    pub fn kept(&self, now: SimTime, luck: &BackupLuck) -> Vec<Backup> {
        let Some(chain) = &self.chain else {
            return Vec::new();
        };
        let floor = self.floor(now);
        let first = Some(chain.first).filter(|first| first.from >= floor);
        let daily = self.daily_within(floor, now, luck);
        let daily = daily.filter(|backup| backup.from >= floor && backup.is_finished_by(now));
        let mut kept: Vec<Backup> = first.into_iter().chain(daily).collect();
        if kept.is_empty() && !self.retained {
            kept.extend(self.newest_begun_by(now, now, luck));
        }
        kept
    }

    fn oldest_kept(&self, now: SimTime, luck: &BackupLuck) -> Option<Backup> {
        let (chain, floor) = (self.chain.as_ref()?, self.floor(now));
        if chain.first.from >= floor {
            return Some(chain.first);
        }
        let mut daily = self.daily_within(floor, now, luck);
        let oldest = daily.find(|backup| backup.from >= floor && backup.is_finished_by(now));
        let last = || {
            self.newest_begun_by(now, now, luck)
                .filter(|_| !self.retained)
        };
        oldest.or_else(last)
    }

    /// The newest kept backup that was begun by `target`: where the replay of the log begins.
    pub fn base_of(&self, target: SimTime, now: SimTime, luck: &BackupLuck) -> Option<Backup> {
        let oldest = self.oldest_kept(now, luck)?;
        self.newest_begun_by(target, now, luck)
            .filter(|base| base.from >= oldest.from)
    }

    /// The newest backup that was begun by `by` and finished by `now`, however long ago.
    fn newest_begun_by(&self, by: SimTime, now: SimTime, luck: &BackupLuck) -> Option<Backup> {
        let chain = self.chain.as_ref()?;
        let is_wanted = |b: &Backup| b.from <= by && b.is_finished_by(now);
        // Days on which the instance never served are passed over.
        let stretches = chain.served.iter().rev();
        let newest = stretches
            .filter(|(from, _)| *from <= by)
            .find_map(|(from, end)| {
                let last = end.map_or(by, |end| end.min(by));
                let day = |time| luck.calendar.day(time);
                let mut days = (day(*from) - 1..=day(last)).rev();
                days.find_map(|day| chain.daily(day, luck).filter(is_wanted).last())
            });
        newest.or(Some(chain.first).filter(is_wanted))
    }

    /// Backups that began before then are not kept at `now`.
    fn floor(&self, now: SimTime) -> SimTime {
        let aged = self.days_before(now, self.retention_days);
        self.gone_before.max(aged)
    }

    /// So many days before `now`; days on which the instance was stopped do not count.
    fn days_before(&self, now: SimTime, days: u32) -> SimTime {
        let span = SimDuration::from_days(u64::from(days));
        let stopped = self.chain.as_ref().map(|chain| &chain.stopped);
        stopped.map_or(now - span, |stopped| stopped.before(now, span))
    }

    fn tick_at_or_before(&self, time: SimTime) -> SimTime {
        let every = i64::try_from(self.upload_every.ms().max(1)).unwrap_or(i64::MAX);
        let phase = i64::try_from(self.upload_phase.ms()).unwrap_or(0) % every;
        SimTime::from_ms((time.ms() - phase).div_euclid(every) * every + phase)
    }
}

impl std::fmt::Display for BackupWindow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let end = (self.from_min + self.length_min) % 1440;
        write!(
            f,
            "{:02}:{:02}-{:02}:{:02}",
            self.from_min / 60,
            self.from_min % 60,
            end / 60,
            end % 60
        )
    }
}

#[cfg(test)]
mod tests;
