use super::*;

const MINUTE: i64 = 60_000;

fn at(mins: i64) -> SimTime {
    SimTime::from_ms(mins * MINUTE)
}

const WINDOW: BackupWindow = BackupWindow {
    from_min: 240,
    length_min: 30,
};

const SERVING: Doing = Doing {
    serves: true,
    ready: true,
    stopped: false,
};

/// Backed up since two days ago; window 04:00-04:30, uploads 100 s after each full five minutes.
fn backups() -> Backups {
    let mut tapes = crate::cloud::Tapes::default();
    let first = Backup::new(at(-2882), at(-2880));
    let mut chain = Chain::new(tapes.fork(None), first, "orders", WINDOW);
    chain.take_down(at(-2880), SERVING);
    let phase = SimDuration::from_secs(100);
    Backups {
        chain: Some(Box::new(chain)),
        ..Backups::new(7, WINDOW, phase, SimDuration::from_mins(5))
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

fn take_down(backups: &mut Backups, now: SimTime, serves: bool) {
    let chain = backups.chain.as_mut().expect("it has one");
    let idle = Doing::default();
    chain.take_down(now, if serves { SERVING } else { idle });
}

#[test]
fn the_latest_restorable_time_moves_in_five_minute_steps_and_stalls_with_the_instance() {
    let mut backups = backups();
    let upload =
        |backups: &Backups, secs: i64| backups.last_upload_before(SimTime::from_ms(secs * 1000));
    assert_eq!(upload(&backups, 399), Some(SimTime::from_ms(100_000)));
    assert_eq!(upload(&backups, 400), Some(SimTime::from_ms(400_000)));
    take_down(&mut backups, SimTime::from_ms(450_000), false);
    assert_eq!(upload(&backups, 4000), Some(SimTime::from_ms(400_000)));
}

#[test]
fn one_backup_a_day_begins_inside_the_window() {
    let (backups, luck) = (backups(), luck());
    let taken: Vec<_> = backups.daily_within(at(-2880), at(0), &luck).collect();
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
    let base = |time| backups.base_of(time, at(0), &luck).map(|base| base.from);
    assert_eq!(base(at(0)), Some(taken[1].from));
    let before = SimTime::from_ms(taken[0].from.ms() - 1);
    assert_eq!(base(before), Some(at(-2882)));
}

#[test]
fn a_backup_that_an_outage_cuts_short_was_begun_and_is_not_kept() {
    let (mut backups, luck) = (backups(), luck());
    let planned = backups
        .daily_within(at(0), at(1440), &luck)
        .next()
        .expect("one is due");
    let middle = planned.from + SimDuration::from_secs(30);
    take_down(&mut backups, middle, false);
    take_down(
        &mut backups,
        planned.from + SimDuration::from_hours(2),
        true,
    );
    let begun: Vec<_> = backups.daily_within(at(0), at(1440), &luck).collect();
    assert_eq!(begun.len(), 1);
    assert_eq!(begun[0].cut_at, Some(middle));
    assert!(backups.running_at(middle, &luck).is_none());
    let kept = backups.kept(at(1440), &luck);
    assert!(kept.iter().all(|backup| backup.from < planned.from));
}

#[test]
fn the_newest_backup_stays_while_the_instance_does_however_long_none_follows() {
    let (mut backups, luck) = (backups(), luck());
    let newest = *backups.kept(at(0), &luck).last().expect("some are kept");
    take_down(&mut backups, at(1), false);
    let later = at(30 * 1440);
    assert_eq!(backups.kept(later, &luck), [newest]);
    backups.retained = true;
    assert_eq!(backups.kept(later, &luck), []);
}

/// A setting that somebody changes.
#[derive(Clone, Copy, Debug)]
enum Setting {
    Retention(u32),
    Window(u32),
    Serving(bool),
}

fn settings() -> impl proptest::strategy::Strategy<Value = Vec<(i64, Setting)>> {
    use proptest::prelude::*;
    let setting = prop_oneof![
        (1u32..=35).prop_map(Setting::Retention),
        (0u32..48).prop_map(|slot| Setting::Window(slot * 30)),
        any::<bool>().prop_map(Setting::Serving),
    ];
    proptest::collection::vec((1i64..4 * 1440, setting), 0..12)
}

/// The model against which backups are held: one is gone once it is older than the retention period of its day.
#[derive(Default)]
struct Known {
    alive: Vec<Backup>,
    gone: Vec<Backup>,
}

impl Known {
    fn age(&mut self, now: SimTime, days: u32) {
        let floor = now - SimDuration::from_days(u64::from(days));
        let (alive, gone) = self
            .alive
            .drain(..)
            .partition(|backup| backup.from >= floor);
        self.alive = alive;
        self.gone.extend::<Vec<Backup>>(gone);
    }
}

proptest::proptest! {
    /// Whatever is set, and whenever one looks: a backup that no retention period has ended is kept still, as it was; one that
    /// was ended never comes back; and one that was never taken is not there later.
    #[test]
    fn what_was_kept_stays_as_it_was_until_a_retention_period_ends_it(steps in settings()) {
        let (mut backups, luck) = (backups(), luck());
        let (mut now, mut known) = (at(0), Known::default());
        let mut newest = SimTime::from_ms(i64::MIN);
        for (mins, setting) in steps {
            now += SimDuration::from_mins(mins.unsigned_abs());
            known.age(now, backups.retention_days);
            let kept = backups.kept(now, &luck);
            for backup in &known.alive {
                proptest::prop_assert!(kept.contains(backup), "{:?} is missing at {}", backup, now);
            }
            for backup in &kept {
                // The newest of all stays, however old.
                let alone = kept.len() == 1;
                proptest::prop_assert!(alone || !known.gone.contains(backup), "{:?} is back at {}", backup, now);
                let is_known = known.alive.contains(backup) || known.gone.contains(backup);
                proptest::prop_assert!(is_known || backup.from > newest, "{:?} is new at {}", backup, now);
                if !is_known {
                    known.alive.push(*backup);
                }
            }
            newest = kept.last().map_or(newest, |backup| newest.max(backup.from));
            // What stays for being the newest alone was ended: no longer period brings it back once another is there.
            known.age(now, backups.retention_days);
            match setting {
                Setting::Retention(days) => backups.set_retention(now, days),
                Setting::Window(from_min) => backups.set_window(now, BackupWindow { from_min, length_min: 30 }),
                Setting::Serving(serves) => take_down(&mut backups, now, serves),
            }
            known.age(now, backups.retention_days);
        }
    }
}
