//! Manual snapshots, their copies, automated backups.

use crate::common::{M, R, Run, S, app, database, ms, run};
use crate::story::check;
use expect_test::expect;
use failover_lab::sim::SimTime;

const SNAPSHOT: &str = "1m  aws rds create-db-snapshot --db-instance-identifier orders --db-snapshot-identifier monday";
const READY: &str = "+0s aws rds wait db-snapshot-available --db-snapshot-identifier monday";

#[test]
fn the_story_of_a_new_instance_and_its_first_backup() {
    check(
        &[
            "1m  aws rds create-db-instance --db-instance-identifier orders --engine postgres --db-instance-class db.m6g.large --allocated-storage 20",
            "+0s aws rds wait db-instance-available --db-instance-identifier orders",
            "+0s app create shop --connect orders",
            "1h  end",
        ],
        expect![[r#"
            10m6s718ms       0005 orders: DB instance created
            10m6s718ms       0001 orders: Backup started
            10m6s718ms       0090 rds:orders-2026-01-12-12-10: Automated snapshot started
            11m43s981ms      0091 rds:orders-2026-01-12-12-10: Automated snapshot ready
            11m43s981ms      0002 orders: Backup finished
            writes: 144000 acknowledged, 0 refused, 0 in doubt; 0 lost, 0 of them stranded
            orders available us-east-1a
        "#]],
    );
}

#[test]
fn the_snapshot_of_a_first_backup_is_listed_while_it_is_taken() {
    let list =
        "aws rds describe-db-snapshots --db-instance-identifier orders --snapshot-type automated";
    let run = run(&[
        "1m  aws rds create-db-instance --db-instance-identifier orders --engine postgres --db-instance-class db.m6g.large --allocated-storage 20",
        &format!("10m      {list}"),
        &format!("10m30s   {list}"),
        &format!("12m      {list}"),
        "1h  end",
    ]);
    let listed: Vec<Vec<(String, String)>> = run
        .replies("describe-db-snapshots")
        .iter()
        .map(|reply| {
            let snapshots = reply["DBSnapshots"].as_array().expect("a list");
            let text = |value: &serde_json::Value| value.as_str().expect("a text").to_owned();
            let told =
                |s: &serde_json::Value| (text(&s["DBSnapshotIdentifier"]), text(&s["Status"]));
            snapshots.iter().map(told).collect()
        })
        .collect();
    let name = "rds:orders-2026-01-12-12-10".to_owned();
    assert_eq!(
        listed,
        [
            vec![],
            vec![(name.clone(), "creating".to_owned())],
            vec![(name, "available".to_owned())],
        ]
    );
}

#[test]
fn a_snapshot_holds_its_moment_and_restores_into_a_new_instance() {
    let run = check(
        &[
            S,
            "given number snapshot 120",
            "10m aws rds create-db-snapshot --db-instance-identifier orders --db-snapshot-identifier ten",
            "1h  aws rds restore-db-instance-from-db-snapshot --db-instance-identifier orders-2 --db-snapshot-identifier ten",
            "+0s aws rds wait db-instance-available --db-instance-identifier orders-2",
            "2h  app point shop --to orders-2",
            "3h  end",
        ],
        expect![[r#"
            10m              0040 ten: Manual snapshot started
            10m              0001 orders: Backup started
            12m              0002 orders: Backup finished
            12m              0042 ten: Manual snapshot ready
            1h6m59s858ms     0005 orders-2: DB instance created
            1h6m59s858ms     0043 orders-2: Restored from a snapshot
            1h7m59s858ms     0001 orders-2: Backup started
            1h7m59s858ms     0090 rds:orders-2-2026-01-12-13-07: Automated snapshot started
            1h15m15s534ms    0091 rds:orders-2-2026-01-12-13-07: Automated snapshot ready
            1h15m15s534ms    0002 orders-2: Backup finished
            2h                    shop: connection string points to orders-2
            writes: 9180000 acknowledged, 0 refused, 0 in doubt; 330000 lost, 330000 of them stranded
            orders available us-east-1a, orders-2 available us-east-1a
        "#]],
    );
    // Everything after the snapshot: 1 h 50 min at 50 writes a second.
    assert_eq!(run.report.writes.lost, 110 * 60 * 50);
    assert_eq!(run.report.writes.stranded, run.report.writes.lost);
    let created = run.event_ms("orders-2", 5).expect("it was created");
    let hydrated = |moment: u64| database(&run.at_ms(moment), "orders-2").hydrated;
    // 1 to 4 hours a TiB, for 200 GiB.
    assert!(hydrated(created + 600_000) < 1.0, "blocks arrive late");
    assert_eq!(hydrated(created + 3_000_000), 1.0);
}

#[test]
fn one_backup_at_a_time() {
    let run = run(&[
        S,
        SNAPSHOT,
        "61s aws rds create-db-snapshot --db-instance-identifier orders --db-snapshot-identifier more",
        READY,
        "+0s aws rds create-db-snapshot --db-instance-identifier orders --db-snapshot-identifier monday",
        "+0s aws rds create-db-snapshot --db-instance-identifier nobody --db-snapshot-identifier x",
        "+0s aws rds create-db-snapshot --db-instance-identifier orders --db-snapshot-identifier rds:x",
        "+0s aws rds delete-db-snapshot --db-snapshot-identifier monday",
        "+0s aws rds delete-db-snapshot --db-snapshot-identifier monday",
        "1h  end",
    ]);
    assert_eq!(
        run.outcomes(),
        [
            "ok",
            "InvalidDBInstanceState",
            "ok",
            "DBSnapshotAlreadyExists",
            "DBInstanceNotFound",
            "InvalidParameterValue",
            "ok",
            "DBSnapshotNotFound"
        ]
    );
}

#[test]
fn what_is_still_creating_can_be_neither_restored_nor_copied_nor_deleted() {
    let run = run(&[
        S,
        SNAPSHOT,
        "61s aws rds restore-db-instance-from-db-snapshot --db-instance-identifier b --db-snapshot-identifier monday",
        "61s aws rds copy-db-snapshot --source-db-snapshot-identifier monday --target-db-snapshot-identifier tuesday",
        "61s aws rds delete-db-snapshot --db-snapshot-identifier monday",
        "61s aws rds restore-db-instance-from-db-snapshot --db-instance-identifier b --db-snapshot-identifier none",
        "1h  aws rds restore-db-instance-from-db-snapshot --db-instance-identifier orders --db-snapshot-identifier monday",
        "2h  end",
    ]);
    let state = "InvalidDBSnapshotState";
    assert_eq!(
        run.outcomes(),
        [
            "ok",
            state,
            state,
            state,
            "DBSnapshotNotFound",
            "DBInstanceAlreadyExists"
        ]
    );
}

#[test]
fn copies_take_their_time_and_need_the_other_regions_key() {
    let encrypted = S.replace("--engine postgres", "--engine postgres --storage-encrypted");
    let copy = "+0s aws rds copy-db-snapshot --region eu-west-1 --target-db-snapshot-identifier monday-eu \
                --source-db-snapshot-identifier arn:aws:rds:us-east-1:123456789012:snapshot:monday";
    let run = run(&[
        &encrypted,
        SNAPSHOT,
        READY,
        copy,
        &format!("{copy} --kms-key-id alias/eu"),
        "3h end",
    ]);
    assert_eq!(
        run.outcomes(),
        ["ok", "ok", "KMSKeyNotAccessibleFault", "ok"]
    );
    let (from, to) = (run.event_ms("monday-eu", 59), run.event_ms("monday-eu", 60));
    let took = to.expect("it ended") - from.expect("it began");
    // 20 minutes, and 5 to 15 for each of two hundred GiB.
    assert!((ms("30m")..=ms("50m")).contains(&took), "{took}");
    assert_eq!(run.report.databases.len(), 1);
}

#[test]
fn a_copy_within_the_region_reports_its_own_events() {
    let run = run(&[
        S,
        SNAPSHOT,
        READY,
        "+0s aws rds copy-db-snapshot --source-db-snapshot-identifier monday --target-db-snapshot-identifier tuesday",
        "1h  aws rds copy-db-snapshot --source-db-snapshot-identifier monday --target-db-snapshot-identifier tuesday",
        "2h  end",
    ]);
    let events: Vec<u16> = run.events("tuesday").iter().map(|(_, id)| *id).collect();
    assert_eq!(events, [196, 197]);
    assert_eq!(run.outcomes()[3], "DBSnapshotAlreadyExists");
}

#[test]
fn a_backup_a_day_begins_in_its_window() {
    let week = S
        .replace("given app", "given history 14d\ngiven app")
        .replace(
            "--backup-retention-period 7",
            "--backup-retention-period 7 --preferred-backup-window 04:00-04:30",
        );
    let run = run(&[
        &week,
        "0s aws rds describe-db-snapshots --snapshot-type automated",
        "1h end",
    ]);
    let snapshots = run.reply("describe-db-snapshots")["DBSnapshots"]
        .as_array()
        .expect("a list")
        .clone();
    assert_eq!(snapshots.len(), 7);
    for snapshot in snapshots {
        let time = snapshot["SnapshotCreateTime"]
            .as_str()
            .expect("a time")
            .to_owned();
        assert!(time.contains("T04:0") || time.contains("T04:1"), "{time}");
    }
    // What can be restored begins with the oldest of them.
    let (orders, now) = (run.at("0s"), SimTime::START);
    let earliest = database(&orders, "orders").earliest_restorable;
    let oldest = orders.snapshots.iter().map(|shot| shot.created_at).min();
    assert_eq!(earliest, oldest);
    let age = now.since(earliest.expect("it can be restored"));
    assert!((6 * 86_400_000..=7 * 86_400_000).contains(&age.ms()));
}

#[test]
fn a_day_without_the_instance_has_no_backup() {
    let window = S.replace(
        "--backup-retention-period 7",
        "--backup-retention-period 7 --preferred-backup-window 14:00-14:30",
    );
    let dark = "1h fault inject az-outage us-east-1a --for 5h";
    let count = |lines: &[&str]| {
        let run = run(lines);
        run.events("orders")
            .iter()
            .filter(|(_, id)| *id == 1)
            .count()
    };
    assert_eq!(count(&[&window, "3d end"]), 3);
    assert_eq!(count(&[&window, dark, "3d end"]), 2);
}

#[test]
fn a_replica_begins_without_backups_of_its_own() {
    let run = run(&[
        R,
        "1m aws rds restore-db-instance-to-point-in-time --source-db-instance-identifier orders-r \
            --target-db-instance-identifier x --use-latest-restorable-time",
        "1m aws rds create-db-snapshot --db-instance-identifier orders-r --db-snapshot-identifier from-replica",
        "1h end",
    ]);
    assert_eq!(run.outcomes(), ["PointInTimeRestoreNotEnabled", "ok"]);
}

#[test]
fn a_snapshot_of_a_replica_ends_where_it_had_applied_to() {
    let run = run(&[
        R,
        "1m aws rds create-db-snapshot --db-instance-identifier orders-r --db-snapshot-identifier s",
        "1h end",
    ]);
    let position = run
        .view()
        .snapshots
        .iter()
        .find(|s| s.id == "s")
        .map(|s| s.tape.position);
    let whole = (2 * 86_400 + 60) * 50;
    assert!(
        position.is_some_and(|position| (whole - 50..=whole - 5).contains(&position)),
        "{position:?}"
    );
}

#[test]
fn a_failover_does_not_end_the_chain_of_logs() {
    let run = run(&[M, "10m fault inject host-failure orders", "1h end"]);
    let latest = |moment: &str| database(&run.at(moment), "orders").latest_restorable;
    assert_eq!(
        latest("10m"),
        latest("11m"),
        "nothing is uploaded while it is down"
    );
    assert!(latest("20m") > latest("10m"));
    let (earliest, end) = (
        database(&run.view(), "orders").earliest_restorable,
        latest("1h"),
    );
    assert!(
        end.zip(earliest)
            .is_some_and(|(end, earliest)| end > earliest)
    );
}

#[test]
fn a_snapshot_fails_with_its_volume_and_waits_for_its_zone() {
    let describe = "30m aws rds describe-db-snapshots --db-snapshot-identifier monday";
    let lost = run(&[
        S,
        SNAPSHOT,
        "61s fault inject volume-failure orders",
        "62s aws rds wait db-snapshot-available --db-snapshot-identifier monday",
        describe,
        "1h  aws rds restore-db-instance-from-db-snapshot --db-instance-identifier b --db-snapshot-identifier monday",
        "2h  end",
    ]);
    assert_eq!(
        lost.outcomes(),
        ["ok", "ok", "WaiterError", "ok", "InvalidDBSnapshotState"]
    );
    assert_eq!(
        lost.reply("describe-db-snapshots")["DBSnapshots"][0]["Status"],
        "failed"
    );
    let dark = run(&[
        S,
        SNAPSHOT,
        "61s fault inject az-outage us-east-1a --for 1h",
        describe,
        "2h  end",
    ]);
    assert_eq!(
        dark.reply("describe-db-snapshots")["DBSnapshots"][0]["Status"],
        "creating"
    );
    // It makes no progress in the dark.
    let ready = dark.event_ms("monday", 42).expect("it is reported");
    assert!((61_000 + 3_600_000 + 59_000..=61_000 + 3_600_000 + 180_000).contains(&ready));
}

/// What a write takes at its slowest within so many seconds of a moment, and how long writes failed in all.
fn slowest(run: &Run, from_ms: u64, seconds: u64) -> (f64, u64) {
    let latency = (0..seconds * 10).map(|tenth| {
        let view = run.at(&format!("{}ms", from_ms + tenth * 100));
        app(&view, "shop").writes.latency_ms
    });
    let outage = app(&run.view(), "shop").writes.outage_total.ms();
    (latency.fold(0.0, f64::max), outage)
}

#[test]
fn a_backup_suspends_the_io_of_an_instance_that_stands_alone() {
    for (start, pauses) in [(S, true), (M, false)] {
        let by_hand = run(&[
            start,
            "60s aws rds create-db-snapshot --db-instance-identifier orders --db-snapshot-identifier s",
            "1d end",
        ]);
        let daily = by_hand
            .event_ms("orders", 1)
            .expect("a snapshot begins with one");
        let (slow, outage) = slowest(&by_hand, daily, 5);
        assert_eq!(slow > 900.0, pauses, "{slow} ms");
        assert_eq!(outage, 0, "a pause shorter than the time-out fails nothing");
        let begun = by_hand.events("orders");
        let next = begun.iter().filter(|(_, id)| *id == 1).nth(1);
        let (slow, _) = slowest(&by_hand, next.expect("a daily one follows").0, 5);
        assert_eq!(slow > 500.0, pauses, "{slow} ms in the daily backup");
    }
}
