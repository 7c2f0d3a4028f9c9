//! Point-in-time restore: what can be asked for, and what comes of it.

use crate::common::{M, Run, S, check, database, ms, run, run_under, seeds, usage_error};
use expect_test::expect;

/// A point-in-time restore of `orders` to a time of day.
fn restore(target: &str, time: &str) -> String {
    format!(
        "aws rds restore-db-instance-to-point-in-time --source-db-instance-identifier orders \
         --target-db-instance-identifier {target} --restore-time 2026-01-12T{time}Z"
    )
}

#[test]
fn a_backup_is_of_the_whole_instance() {
    let run = check(
        &[
            S,
            "60s fault inject bad-write orders --rows 400",
            &format!("10m {}", restore("orders-2", "12:00:59")),
            "+0s aws rds wait db-instance-available --db-instance-identifier orders-2",
            "+0s app copy-back shop --from orders-2",
            "24h end",
        ],
        expect![[r#"
            orders: bad-write strikes
            orders-2: DB instance created (0005)
            orders-2: Restored to a point in time from another instance (0019)
            shop: copying 400 damaged rows back
            shop: damaged rows copied back
            => bad-write orders: recovered, lost nothing, 0 rows damaged
               noticing, restoring, replaying, re-pointing, copying back
            orders is available in us-east-1a
            orders-2 is available in us-east-1a
        "#]],
    );
    // Rows are copied back by hand: it takes time and loses nothing.
    assert!(run.phase_ms("copying back") >= 60_000);
    assert_eq!(run.report.writes.damaged, 0);
    let error = usage_error(&[
        S,
        &format!("60s {} --tables customers", restore("orders-2", "12:00:00")),
    ]);
    assert!(error.contains("--tables"), "{error}");
}

#[test]
fn a_restored_instance_is_a_second_one_beside_the_first() {
    let run = run(&[
        M,
        &format!("10m {}", restore("orders-2", "12:01:00")),
        "+0s aws rds wait db-instance-available --db-instance-identifier orders-2",
        "+0s aws rds describe-db-instances --db-instance-identifier orders-2",
        "24h end",
    ]);
    let restored = &run.reply("describe-db-instances")["DBInstances"][0];
    assert_eq!(
        restored["Endpoint"]["Address"],
        "orders-2.lab.us-east-1.rds.amazonaws.com"
    );
    assert_eq!(restored["MultiAZ"], false, "Single-AZ unless asked");
    assert_eq!(
        restored["BackupRetentionPeriod"], 7,
        "it inherits its source's retention"
    );
    assert_eq!(run.database("orders").status, "available");
    assert_eq!(
        run.report.writes.refused, 0,
        "the first goes on as if nothing were"
    );
    assert_eq!(run.report.writes.lost, 0);
}

// Any whole second can be restored, but only up to the latest restorable time, which is up to five minutes ago.
#[test]
fn any_second_can_be_restored_once_its_log_was_uploaded() {
    for seed in seeds() {
        let run = run_under(
            &seed,
            &[
                // Uploads fall where luck puts them; here 100 s after every fifth minute, so that the story is the same for all.
                "given number log-upload.phase 0.333",
                S,
                "60s fault inject bad-write orders",
                &format!("+15s {}", restore("orders-2", "12:00:59")),
                &format!("+10m {}", restore("orders-2", "12:00:59")),
                "+0s aws rds wait db-instance-available --db-instance-identifier orders-2",
                "+0s app point shop --to orders-2",
                "24h end",
            ],
        );
        assert_eq!(
            run.outcomes(),
            ["ok", "InvalidParameterValue", "ok", "ok", "ok"],
            "{seed}"
        );
        let incident = run.incident();
        assert_eq!(incident.corrupt_writes_remaining, 0, "{seed}");
        // What was written since is what the rewind costs, from one second before the mistake to the re-pointing.
        let expected = (run.started_ms("app point") - 59_000) / 20;
        assert!(
            incident.lost_writes.abs_diff(expected) <= 1,
            "{seed}: {} for {expected}",
            incident.lost_writes
        );
        assert_eq!(
            incident.stranded_writes, incident.lost_writes,
            "{seed}: the damaged database holds them"
        );
        assert_eq!(
            incident.wrong_data_ms,
            run.started_ms("app point") - 60_000,
            "{seed}"
        );
    }
}

#[test]
fn a_time_outside_the_restore_window_is_refused() {
    let run = run(&[
        S,
        &format!("10m {}", restore("orders-2", "13:00:00")),
        &format!(
            "+0s {}",
            restore("orders-2", "12:00:00").replace("01-12", "01-09")
        ),
        "+0s aws rds restore-db-instance-to-point-in-time --source-db-instance-identifier orders \
             --target-db-instance-identifier orders-2",
        "+0s aws rds restore-db-instance-to-point-in-time --source-db-instance-identifier orders \
             --target-db-instance-identifier orders-2 --use-latest-restorable-time --restore-time 2026-01-12T12:00:00Z",
        "+0s aws rds restore-db-instance-to-point-in-time --source-db-instance-identifier nobody \
             --target-db-instance-identifier orders-2 --use-latest-restorable-time",
        "20m end",
    ]);
    assert_eq!(
        run.outcomes(),
        [
            "InvalidParameterValue",
            "InvalidParameterValue",
            "InvalidParameterCombination",
            "InvalidParameterCombination",
            "DBInstanceNotFound"
        ]
    );
}

#[test]
fn recovery_is_precise_to_the_second() {
    for seed in seeds() {
        let run = run_under(
            &seed,
            &[
                S,
                "60s fault inject bad-write orders --rows 400",
                &format!("10m {}", restore("before", "12:00:59")),
                &format!("+0s {}", restore("at", "12:01:00")),
                &format!("+0s {}", restore("after", "12:01:01")),
                "+0s aws rds wait db-instance-available",
                "24h end",
            ],
        );
        let view = run.view();
        let tape = |id| database(&view, id).primary().tape.clone();
        assert_eq!(tape("at").position - tape("before").position, 50, "{seed}");
        assert_eq!(tape("after").position - tape("at").position, 50, "{seed}");
        assert_eq!(tape("before").marks, [], "{seed}");
        assert_eq!(tape("after").marks.len(), 1, "{seed}");
        assert_eq!(tape("after").marks[0].rows, 400, "{seed}");
    }
}

#[test]
fn a_longer_replay_takes_longer() {
    // The base is the day's snapshot: what was written since is replayed at a limited rate.
    let replaying = |run: &Run| {
        let started = run.started_ms("restore-db-instance");
        run.event_ms("orders-2", 5).expect("it was created") - started
    };
    let latest = "aws rds restore-db-instance-to-point-in-time --source-db-instance-identifier orders \
                      --target-db-instance-identifier orders-2 --use-latest-restorable-time";
    let mut longer = 0;
    for seed in seeds() {
        let window = S.replace(
            "--backup-retention-period",
            "--preferred-backup-window 09:00-09:30 --backup-retention-period",
        );
        let soon = run_under(&seed, &[&window, &format!("10m {latest}"), "12h end"]);
        let late = run_under(&seed, &[&window, &format!("18h {latest}"), "30h end"]);
        assert!(replaying(&late) > replaying(&soon), "{seed}");
        longer += replaying(&late) - replaying(&soon);
        assert!(
            (ms("5m")..=ms("3h30m")).contains(&replaying(&late)),
            "{seed}: {}",
            replaying(&late)
        );
    }
    // Eighteen hours of 50 writes a second, at 0.05 to 0.15 s of replay for each second.
    assert!(
        (ms("15h")..=ms("54h")).contains(&longer),
        "{longer} ms in twenty runs"
    );
}
