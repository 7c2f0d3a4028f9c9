//! Automated backups: when they are taken, how long they are kept, how far their log reaches.

use crate::common::{M, Run, S, app, database, ms, on_engine, run, run_under, seeds};
use failover_lab::cloud::{JournalKind, ServiceEvent};
use failover_lab::sim::{Calendar, Date, SimTime};
use serde_json::Value;

const MINUTE: i64 = 60_000;

/// A timestamp of a reply, on the run's clock.
fn moment(value: &Value) -> SimTime {
    let date = Date::parse(value.as_str().expect("it is a timestamp"));
    Calendar::default().time(date.expect("it reads as one"))
}

/// The restore window that `describe-db-instance-automated-backups` printed last.
fn restore_window(run: &Run) -> (SimTime, SimTime) {
    let window = &run.reply("automated-backups")["DBInstanceAutomatedBackups"][0]["RestoreWindow"];
    (
        moment(&window["EarliestTime"]),
        moment(&window["LatestTime"]),
    )
}

/// The latest restorable times that each `describe-db-instances` printed.
fn latest_restorable_times(run: &Run) -> Vec<SimTime> {
    let replies = run.replies("describe-db-instances").into_iter();
    replies
        .map(|reply| moment(&reply["DBInstances"][0]["LatestRestorableTime"]))
        .collect()
}

#[test]
fn a_backup_is_taken_daily_in_the_backup_window() {
    for seed in seeds() {
        let run = run_under(
            &seed,
            &[
                "given history 14d",
                S,
                "10m aws rds describe-db-instances --db-instance-identifier orders",
                "+0s aws rds describe-db-instance-automated-backups --db-instance-identifier orders",
                "+0s aws rds describe-db-snapshots --snapshot-type automated",
                "+0s aws rds describe-events --event-categories backup --duration 20160",
                "20m end",
            ],
        );
        let window =
            run.reply("describe-db-instances")["DBInstances"][0]["PreferredBackupWindow"].clone();
        let opens: i64 = {
            let text = window.as_str().expect("it has a window");
            let number = |part: &str| part.parse::<i64>().expect("it is a number");
            number(&text[0..2]) * 60 + number(&text[3..5])
        };
        assert!(
            (3 * 60..11 * 60).contains(&opens),
            "{seed}: {window} lies in the Region's block of hours"
        );
        let journal = run.journal();
        let started: Vec<SimTime> = journal
            .iter()
            .filter(|entry| {
                matches!(
                    entry.kind,
                    JournalKind::Service(ServiceEvent { id: 90, .. })
                )
            })
            .map(|entry| entry.at)
            .collect();
        let (first, daily) = started.split_first().expect("there are backups");
        assert_eq!(
            first.ms(),
            -14 * 24 * 60 * MINUTE,
            "{seed}: the first at creation"
        );
        assert_eq!(daily.len(), 14, "{seed}: one a day");
        for (day, at) in (-14..).zip(daily) {
            // 0s is noon: every window of the block lies in the half-day before it.
            let minute = at.ms().div_euclid(MINUTE) - day * 24 * 60 - 12 * 60;
            assert!(
                (opens..opens + 30).contains(&minute),
                "{seed}: minute {minute} of day {day}, {window}"
            );
        }
        let (earliest, latest) = restore_window(&run);
        let week = 7 * 24 * 60 * MINUTE;
        let oldest = started.iter().find(|at| at.ms() >= 10 * MINUTE - week);
        assert_eq!(
            Some(earliest),
            oldest.copied(),
            "{seed}: the oldest backup within seven days"
        );
        assert!(
            latest.ms() <= 10 * MINUTE && latest.ms() > 5 * MINUTE,
            "{seed}"
        );
        let snapshots = run.reply("describe-db-snapshots")["DBSnapshots"]
            .as_array()
            .expect("a list")
            .clone();
        assert_eq!(
            snapshots.len(),
            7,
            "{seed}: the others are past their retention"
        );
        assert!(
            snapshots
                .iter()
                .all(|snapshot| snapshot["SnapshotType"] == "automated")
        );
        let events = run.reply("describe-events")["Events"]
            .as_array()
            .expect("a list")
            .clone();
        assert!(
            events.len() >= 28,
            "{seed}: {} events of 14 days",
            events.len()
        );
        assert!(
            events
                .iter()
                .all(|event| event["EventCategories"][0] == "backup"),
            "{seed}"
        );
    }
}

// RDS's copy for a Multi-AZ instance comes from its standby; on a Single-AZ instance the storage pauses for a moment. Neither
// takes the database down.
#[test]
fn the_daily_backup_does_not_take_the_server_down() {
    for (seed, start) in seeds().zip([S, M].into_iter().cycle()) {
        let run = run_under(
            &seed,
            &[start, "60s aws rds describe-db-instances", "30h end"],
        );
        let daily = run.event_ms("orders", 1).expect("there was a backup");
        let view = run.at_ms(daily + 1000);
        assert_eq!(database(&view, "orders").status, "backing-up", "{seed}");
        assert!(app(&run.view(), "shop").writes.outages.is_empty(), "{seed}");
        assert!(app(&run.view(), "shop").reads.outages.is_empty(), "{seed}");
        assert_eq!(run.report.writes.refused, 0, "{seed}");
    }
}

#[test]
fn transaction_logs_go_to_object_storage_every_five_minutes() {
    for seed in seeds() {
        let mut parts = vec![S.to_owned()];
        parts.extend((1..=20).map(|minute| format!("{minute}m aws rds describe-db-instances")));
        parts.push("21m end".into());
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        let run = run_under(&seed, &parts);
        let times = latest_restorable_times(&run);
        for (minute, latest) in (1..).zip(&times) {
            let age = minute * MINUTE - latest.ms();
            assert!(
                (0..=5 * MINUTE).contains(&age),
                "{seed}: {age} ms old in minute {minute}"
            );
        }
        let steps: Vec<i64> = times
            .windows(2)
            .map(|pair| pair[1].ms() - pair[0].ms())
            .filter(|step| *step != 0)
            .collect();
        assert!(
            (3..=4).contains(&steps.len()) && steps.iter().all(|step| *step == 5 * MINUTE),
            "{seed}: {steps:?}"
        );
    }
}

#[test]
fn a_lost_volume_costs_what_was_written_since_the_last_upload() {
    for seed in seeds() {
        let run = run_under(
            &seed,
            &[
                S,
                "7m30s fault inject volume-failure orders",
                "+60s aws rds describe-db-instances --db-instance-identifier orders",
                "+0s aws rds restore-db-instance-to-point-in-time --source-db-instance-identifier orders \
                     --target-db-instance-identifier orders-2 --use-latest-restorable-time",
                "+0s aws rds wait db-instance-available --db-instance-identifier orders-2",
                "+5s app point shop --to orders-2",
                "12h end",
            ],
        );
        let status = &run.reply("describe-db-instances")["DBInstances"][0]["DBInstanceStatus"];
        assert_eq!(status, "failed", "{seed}");
        let failed = 450_000;
        let latest = latest_restorable_times(&run)[0].ms();
        let incident = run.incident();
        let expected = (failed - latest).unsigned_abs() / 20;
        assert!(
            incident.lost_writes.abs_diff(expected) <= 1,
            "{seed}: {} for {expected}",
            incident.lost_writes
        );
        assert!(incident.lost_writes <= 15_000, "{seed}");
        assert!(
            incident
                .lost_span_ms
                .abs_diff((failed - latest).unsigned_abs())
                <= 20,
            "{seed}"
        );
        assert_eq!(
            incident.stranded_writes, 0,
            "{seed}: the volume is lost for good"
        );
        assert_eq!(
            run.phases(),
            ["noticing", "restoring", "replaying", "re-pointing"],
            "{seed}"
        );
        assert_eq!(run.phase_ms("noticing"), 60_000, "{seed}");
        assert!(
            (ms("5m")..=ms("15m")).contains(&run.phase_ms("restoring")),
            "{seed}"
        );
        assert!(run.recovery_ms() >= ms("6m"), "{seed}");
    }
}

// For RDS instances of every engine the log leaves every five minutes. It is Multi-AZ clusters, and Aurora, that send it
// continuously.
#[test]
fn changes_are_captured_every_five_minutes_whatever_the_engine() {
    for engine in [
        "postgres",
        "mysql",
        "mariadb",
        "oracle-ee",
        "sqlserver-se",
        "db2-se",
    ] {
        let start = on_engine(S, engine);
        let mut parts = vec![start];
        parts.extend((1..=12).map(|minute| format!("{minute}m aws rds describe-db-instances")));
        parts.push("13m end".into());
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        let times = latest_restorable_times(&run(&parts));
        let steps: Vec<i64> = times
            .windows(2)
            .map(|pair| pair[1].ms() - pair[0].ms())
            .filter(|step| *step != 0)
            .collect();
        assert!(
            !steps.is_empty() && steps.iter().all(|step| *step == 5 * MINUTE),
            "{engine}: {steps:?}"
        );
    }
}

// CloudWatch has no metric that says that a backup succeeded. RDS's events do, and go on doing so when backups are turned off or
// the instance is renamed.
#[test]
fn events_tell_of_backups_and_stay_told() {
    let modify = "aws rds modify-db-instance --db-instance-identifier orders --apply-immediately";
    let told = |change: &str| {
        let run = run(&[S, &format!("60s {change}"), "1h end"]);
        let journal = run.journal();
        let before = journal.iter().filter(|entry| entry.at < SimTime::START);
        before
            .filter(|entry| matches!(entry.kind, JournalKind::Service(_)))
            .map(|entry| format!("{} {}", entry.at, entry.source))
            .collect::<Vec<_>>()
    };
    let quiet = told("aws rds describe-db-instances");
    assert_eq!(quiet.len(), 13, "{quiet:?}");
    assert_eq!(
        told(&format!("{modify} --backup-retention-period 0")),
        quiet
    );
    assert_eq!(
        told(&format!("{modify} --new-db-instance-identifier renamed")),
        quiet
    );
    assert_eq!(
        told(&format!("{modify} --preferred-backup-window 20:00-20:30")),
        quiet
    );
    assert_eq!(
        told("aws rds delete-db-instance --db-instance-identifier orders --skip-final-snapshot"),
        quiet
    );
}
