//! Automated backups and snapshots. Daily backups and log uploads are computed when asked for, never scheduled.

use crate::cloud::{RegionId, Tape, TimelineId};
use crate::rds::engine::Engine;
use crate::rds::instance::{DbKey, Settings};
use crate::sim::{Calendar, EventId, Luck, SimDuration, SimTime, Spread};
use serde::{Deserialize, Serialize};

/// A daily window, in minutes after midnight UTC. It may end on the next day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackupWindow {
    pub from_min: u32,
    pub length_min: u32,
}

/// The automated backups of one instance.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Backups {
    pub retention_days: u32,
    pub window: BackupWindow,
    /// How long after midnight the five-minute uploads fall.
    pub upload_phase: SimDuration,
    pub upload_every: SimDuration,
    /// The restore window's chain; begins with a finished snapshot and ends when backups are turned off.
    pub chain: Option<Chain>,
    /// Whether they were kept when the instance was deleted.
    pub retained: bool,
}

/// What can be restored: a timeline, from the first snapshot on, as far as its log was uploaded.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Chain {
    pub timeline: TimelineId,
    /// The first snapshot's position.
    pub since: SimTime,
    /// Daily backups that ended by then stand in the journal as they were; later ones are computed.
    pub told_until: SimTime,
    /// Stretches during which logs were uploaded and backups taken; the last may be open.
    runs: Vec<(SimTime, Option<SimTime>)>,
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

/// A daily backup.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DailyBackup {
    pub from: SimTime,
    pub to: SimTime,
}

/// A manual snapshot, or a copy of a snapshot.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Snapshot {
    pub name: String,
    pub region: RegionId,
    pub instance: String,
    pub instance_key: DbKey,
    pub engine: Engine,
    pub settings: Settings,
    pub tape: Tape,
    pub created_at: SimTime,
    pub state: SnapshotState,
    /// The ARN it was copied from.
    pub copied_from: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SnapshotState {
    Creating { until: SimTime, event: EventId },
    Copying { until: SimTime, event: EventId },
    Available,
    Failed,
}

impl SnapshotState {
    pub fn name(self) -> &'static str {
        match self {
            SnapshotState::Creating { .. } => "creating",
            SnapshotState::Copying { .. } => "copying",
            SnapshotState::Available => "available",
            SnapshotState::Failed => "failed",
        }
    }
}

impl Chain {
    /// A chain that begins with a snapshot at `since`.
    pub fn new(timeline: TimelineId, since: SimTime) -> Chain {
        Chain {
            timeline,
            since,
            told_until: since,
            runs: Vec::new(),
        }
    }

    /// Logs are uploaded from `now` on, or no longer.
    pub fn set_running(&mut self, now: SimTime, running: bool) {
        match self.runs.last_mut() {
            Some((from, end @ None)) if !running => {
                *end = Some(now);
                if *from == now {
                    self.runs.pop();
                }
            }
            Some((_, None)) => {}
            _ if running => self.runs.push((now, None)),
            _ => {}
        }
    }

    fn ran_throughout(&self, from: SimTime, to: SimTime) -> bool {
        self.runs
            .iter()
            .any(|(start, end)| *start <= from && end.is_none_or(|end| end >= to))
    }
}

impl Backups {
    /// When logs were last uploaded before or at `time`: the latest restorable time.
    pub fn last_upload_before(&self, time: SimTime) -> Option<SimTime> {
        let chain = self.chain.as_ref()?;
        chain
            .runs
            .iter()
            .rev()
            .filter(|(from, _)| *from <= time)
            .find_map(|(from, end)| {
                let tick = self.tick_at_or_before(end.map_or(time, |end| end.min(time)));
                (tick >= *from && tick >= chain.since).then_some(tick)
            })
    }

    /// The earliest time that can be restored at `now`, once there is a latest one.
    pub fn earliest_restorable(&self, now: SimTime) -> Option<SimTime> {
        self.last_upload_before(now)?;
        let chain = self.chain.as_ref()?;
        Some(
            chain
                .since
                .ceil_second()
                .max(now - SimDuration::from_days(u64::from(self.retention_days))),
        )
    }

    /// When nothing of it will be within its retention period any more, if no more is uploaded.
    pub fn expires_at(&self, now: SimTime) -> Option<SimTime> {
        let kept = SimDuration::from_days(u64::from(self.retention_days));
        Some(self.last_upload_before(now)? + kept)
    }

    /// The daily backup of the day whose window opened last at or before `time`, if it was taken.
    pub fn daily_backup_before(&self, time: SimTime, luck: &BackupLuck) -> Option<DailyBackup> {
        let today = luck.calendar.day(time);
        (today - 1..=today).rev().find_map(|day| {
            self.daily_backup(day, luck)
                .filter(|backup| backup.from <= time)
        })
    }

    /// The daily backup that is running at `time`.
    pub fn running_at(&self, time: SimTime, luck: &BackupLuck) -> Option<DailyBackup> {
        self.daily_backup_before(time, luck)
            .filter(|backup| backup.from <= time && time < backup.to)
    }

    /// Every daily backup that ended between two moments (the second included), in order.
    pub fn daily_backups_within<'a>(
        &'a self,
        from: SimTime,
        to: SimTime,
        luck: &'a BackupLuck,
    ) -> impl Iterator<Item = DailyBackup> + 'a {
        let day = |time| luck.calendar.day(time);
        // Before the chain began there was none: that bounds how many days are looked at.
        let begins = self.chain.as_ref().map_or(to, |chain| chain.since);
        (day(from.max(begins)) - 2..=day(to))
            .filter_map(move |day| self.daily_backup(day, luck))
            .filter(move |backup| backup.to > from && backup.to <= to)
    }

    /// The backup whose window opens on day number `day`, counted from the day of 0s.
    fn daily_backup(&self, day: i64, luck: &BackupLuck) -> Option<DailyBackup> {
        let chain = self.chain.as_ref().filter(|_| self.retention_days > 0)?;
        let opens =
            luck.calendar.day_begins(day) + SimDuration::from_mins(u64::from(self.window.from_min));
        if opens < chain.since {
            return None;
        }
        let number = day.unsigned_abs();
        let share = luck
            .luck
            .draw(luck.offset, "backup.offset", luck.name, number)
            / 2.0;
        let offset =
            SimDuration::from_ms((f64::from(self.window.length_min) * 60_000.0 * share) as u64);
        let from = (opens + offset).ceil_second();
        let to = from
            + luck
                .luck
                .duration(luck.length, "backup.length", luck.name, number);
        chain
            .ran_throughout(from, to)
            .then_some(DailyBackup { from, to })
    }

    /// The position of the last snapshot of the chain that had finished by `time`: where log replay begins.
    pub fn base_before(&self, time: SimTime, luck: &BackupLuck) -> Option<SimTime> {
        let chain = self.chain.as_ref().filter(|chain| chain.since <= time)?;
        let daily = self
            .daily_backup_before(time, luck)
            .filter(|backup| backup.to <= time);
        let daily =
            daily.or_else(|| self.daily_backup_before(time - SimDuration::from_days(1), luck));
        Some(daily.map_or(chain.since, |backup| backup.from))
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
mod tests {
    use super::*;

    const MINUTE: i64 = 60_000;

    fn at(mins: i64) -> SimTime {
        SimTime::from_ms(mins * MINUTE)
    }

    /// Backed up since two days ago; window 04:00-04:30, uploads 100 s after each full five minutes.
    fn backups() -> Backups {
        let mut tapes = crate::cloud::Tapes::default();
        let mut chain = Chain::new(tapes.fork(None), at(-2880));
        chain.set_running(at(-2880), true);
        Backups {
            retention_days: 7,
            window: BackupWindow {
                from_min: 240,
                length_min: 30,
            },
            upload_phase: SimDuration::from_secs(100),
            upload_every: SimDuration::from_mins(5),
            chain: Some(chain),
            retained: false,
        }
    }

    fn luck() -> BackupLuck<'static> {
        let range = |low, high| Spread::Uniform { low, high };
        BackupLuck {
            luck: Luck::from_seed("LAB"),
            calendar: Calendar::default(),
            name: "orders",
            offset: range(0.0, 1.0),
            length: range(60.0, 180.0),
        }
    }

    #[test]
    fn the_latest_restorable_time_moves_in_five_minute_steps_and_stalls_with_the_instance() {
        let mut backups = backups();
        let upload = |backups: &Backups, secs: i64| {
            backups.last_upload_before(SimTime::from_ms(secs * 1000))
        };
        assert_eq!(upload(&backups, 399), Some(SimTime::from_ms(100_000)));
        assert_eq!(upload(&backups, 400), Some(SimTime::from_ms(400_000)));
        backups
            .chain
            .as_mut()
            .expect("it has one")
            .set_running(SimTime::from_ms(450_000), false);
        assert_eq!(upload(&backups, 4000), Some(SimTime::from_ms(400_000)));
    }

    #[test]
    fn one_backup_a_day_begins_inside_the_window() {
        let (backups, luck) = (backups(), luck());
        let taken: Vec<_> = backups
            .daily_backups_within(at(-2880), at(0), &luck)
            .collect();
        assert_eq!(taken.len(), 2);
        for backup in &taken {
            let minute_of_day = (backup.from.ms() / MINUTE + 12 * 60).rem_euclid(1440);
            assert!(
                (240..270).contains(&minute_of_day),
                "begun at minute {minute_of_day}"
            );
            assert!(backups.running_at(backup.from, &luck).is_some());
            assert!(backups.running_at(backup.to, &luck).is_none());
        }
        assert_eq!(backups.base_before(at(0), &luck), Some(taken[1].from));
        assert_eq!(backups.base_before(taken[0].from, &luck), Some(at(-2880)));
    }
}
