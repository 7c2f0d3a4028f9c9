//! A whole Region stops answering: zones, control plane and object storage.

use crate::bands::{
    Expected, PAUSED, PAUSED_AND_RESTARTED, RESTARTED, Reported, UNNOTICED, check_bands, outage,
};
use crate::common::{M, R, S, X, run};
use crate::story::check;
use expect_test::expect;

const OUTAGE: &str = "60s fault inject region-outage us-east-1 --for 5h";
const WAITING: &[&str] = &["waiting for the Region", "crash recovery", "reconnect"];

#[test]
fn within_the_region_nothing_helps_but_its_return() {
    for (start, events, stands) in [
        (
            S,
            &[("orders", RESTARTED)] as Reported,
            "orders available us-east-1a",
        ),
        (
            R,
            &[("orders", RESTARTED), ("orders-r", PAUSED_AND_RESTARTED)],
            "orders available us-east-1a, orders-r available us-east-1b",
        ),
        (M, &[("orders", RESTARTED)], "orders available us-east-1a"),
        (
            X,
            &[("orders", RESTARTED), ("orders-west", PAUSED)],
            "orders available us-east-1a, orders-west available us-west-2a",
        ),
    ] {
        let expected = Expected {
            events,
            stands,
            ..outage(18_020..=18_091, WAITING)
        };
        check_bands(&[start, OUTAGE, "8h end"], &expected);
    }
}

#[test]
fn another_regions_outage_stops_only_what_stands_there() {
    let fault = "60s fault inject region-outage us-west-2 --for 5h";
    let expected = Expected {
        events: &[("orders-west", PAUSED_AND_RESTARTED)],
        stands: "orders available us-east-1a, orders-west available us-west-2a",
        ..UNNOTICED
    };
    check_bands(&[X, fault, "8h end"], &expected);
    let expected = Expected {
        stands: "orders available us-east-1a",
        ..UNNOTICED
    };
    check_bands(&[M, fault, "8h end"], &expected);
}

const PROMOTE: &str =
    "2m  aws rds promote-read-replica --db-instance-identifier orders-west --region us-west-2";
const AWAIT: &str = "+0s aws rds wait db-instance-available --db-instance-identifier orders-west --region us-west-2";
const POINT: &str = "+5s app point shop --to us-west-2/orders-west";

#[test]
fn a_replica_elsewhere_takes_over_within_minutes_and_loses_its_lag() {
    let expected = Expected {
        // 0.5 to 5 s of lag at 50 writes a second; the old database still has them, and comes back with its Region.
        lost: 25..=251,
        stranded: 25..=251,
        events: &[("orders", RESTARTED), ("orders-west", &[45, 62, 4, 6])],
        stands: "orders available us-east-1a, orders-west available us-west-2a",
        ..outage(
            245..=790,
            &[
                "waiting for the Region",
                "noticing",
                "promoting",
                "re-pointing",
            ],
        )
    };
    check_bands(&[X, OUTAGE, PROMOTE, AWAIT, POINT, "8h end"], &expected);
}

#[test]
fn the_story_of_a_region_that_is_left_and_returns() {
    let run = check(
        &[X, OUTAGE, PROMOTE, AWAIT, POINT, "8h end"],
        expect![[r#"
            1m                    us-east-1: region-outage strikes
            1m               0045 orders-west: Replication stopped
            2m               0062 orders-west: Replication stopped on request
            4m55s409ms       0004 orders-west: Database engine shut down
            6m15s604ms       0006 orders-west: Database engine started again
            6m35s                 shop: connection string points to orders-west
            7m15s604ms       0001 orders-west: Backup started
            7m15s604ms       0090 rds:orders-west-2026-01-12-12-07: Automated snapshot started
            13m54s579ms      0091 rds:orders-west-2026-01-12-12-07: Automated snapshot ready
            13m54s579ms      0002 orders-west: Backup finished
            5h1m                  us-east-1: region-outage ends
            5h1m             0020 orders: Recovery of the instance started
            5h2m23s586ms     0006 orders: Database engine started again
            5h2m23s586ms     0021 orders: Recovery of the instance complete
            5h2m23s586ms          orders: back with its own data: a second, divergent database, for the applications went on with orders-west
            => region-outage us-east-1: recovered after 5m35s = noticing 1m + promoting 4m15s604ms + re-pointing 19s396ms
               writes failed for 5m35s
               reads failed for 5m35s
               lost 32, 32 of them stranded, over 640ms
            writes: 10063250 acknowledged, 16740 refused, 10 in doubt; 32 lost, 32 of them stranded
            orders available us-east-1a, orders-west available us-west-2a
        "#]],
    );
    // The returned source is a second database on the old line.
    let view = run.view();
    let positions: Vec<u32> = view
        .databases
        .iter()
        .map(|db| db.primary().tape.timeline)
        .collect();
    assert_ne!(positions[0], positions[1]);
}

#[test]
fn a_region_that_is_down_answers_nothing() {
    let run = run(&[
        X,
        OUTAGE,
        "2m aws rds describe-db-instances",
        "2m aws rds create-db-snapshot --db-instance-identifier orders --db-snapshot-identifier s",
        "2m aws rds restore-db-instance-to-point-in-time --source-db-instance-identifier orders \
            --target-db-instance-identifier orders-2 --use-latest-restorable-time",
        "2m aws rds wait db-instance-available --db-instance-identifier orders",
        "3m aws rds describe-db-instances --region us-west-2",
        "3m aws rds create-db-instance-read-replica --db-instance-identifier late --region eu-west-1 \
            --source-db-instance-identifier arn:aws:rds:us-east-1:123456789012:db:orders",
        "6h end",
    ]);
    assert_eq!(run.outcomes()[1..5], ["EndpointConnectionError"; 4]);
    assert_eq!(run.outcomes()[5..], ["ok", "InvalidDBInstanceState"]);
    let statuses: Vec<u8> = run
        .report
        .commands
        .iter()
        .map(|command| command.exit_status)
        .collect();
    assert_eq!(statuses, [0, 255, 255, 255, 255, 0, 254]);
}

const SNAPSHOT: &str = "1m  aws rds create-db-snapshot --db-instance-identifier orders --db-snapshot-identifier weekly";
const SNAPSHOT_READY: &str =
    "+0s aws rds wait db-snapshot-available --db-snapshot-identifier weekly";
const COPY: &str = "+0s aws rds copy-db-snapshot --region us-west-2 --target-db-snapshot-identifier weekly-west \
                        --source-db-snapshot-identifier arn:aws:rds:us-east-1:123456789012:snapshot:weekly";

#[test]
fn a_snapshot_that_was_copied_out_can_be_restored_there() {
    check(
        &[
            M,
            SNAPSHOT,
            SNAPSHOT_READY,
            COPY,
            "3h  fault inject region-outage us-east-1 --for 5h",
            "+2m aws rds restore-db-instance-from-db-snapshot --region us-west-2 --db-instance-identifier orders-2 \
                 --db-snapshot-identifier weekly-west",
            "+0s aws rds wait db-instance-available --region us-west-2 --db-instance-identifier orders-2",
            "+5s app point shop --to us-west-2/orders-2",
            "10h end",
        ],
        expect![[r#"
            1m               0040 weekly: Manual snapshot started
            1m               0001 orders: Backup started
            2m13s986ms       0002 orders: Backup finished
            2m13s986ms       0042 weekly: Manual snapshot ready
            2m30s            0059 weekly-west: Copy from another Region started
            35m41s886ms      0060 weekly-west: Copy from another Region finished
            3h                    us-east-1: region-outage strikes
            3h8m59s858ms     0005 orders-2: DB instance created
            3h8m59s858ms     0043 orders-2: Restored from a snapshot
            3h9m5s                shop: connection string points to orders-2
            3h9m59s858ms     0001 orders-2: Backup started
            3h9m59s858ms     0090 rds:orders-2-2026-01-12-15-09: Automated snapshot started
            3h16m21s99ms     0091 rds:orders-2-2026-01-12-15-09: Automated snapshot ready
            3h16m21s99ms     0002 orders-2: Backup finished
            8h                    us-east-1: region-outage ends
            8h               0020 orders: Recovery of the instance started
            8h1m23s586ms     0006 orders: Database engine started again
            8h1m23s586ms     0021 orders: Recovery of the instance complete
            8h1m23s586ms          orders: back with its own data: a second, divergent database, for the applications went on with orders-2
            => region-outage us-east-1: recovered after 9m5s = noticing 2m + restoring 6m59s858ms + re-pointing 5s142ms
               writes failed for 9m5s
               reads failed for 9m5s
               lost 537000, 537000 of them stranded, over 2h59m
            writes: 10412750 acknowledged, 27240 refused, 10 in doubt; 537000 lost, 537000 of them stranded
            orders available us-east-1a, orders-2 available us-west-2a
        "#]],
    );
}

#[test]
fn a_snapshot_that_was_not_copied_is_out_of_reach() {
    let run = run(&[
        M,
        SNAPSHOT,
        SNAPSHOT_READY,
        "3h  fault inject region-outage us-east-1 --for 5h",
        &COPY.replace("+0s", "+2m"),
        "+0s aws rds restore-db-instance-from-db-snapshot --region us-west-2 --db-instance-identifier orders-2 \
             --db-snapshot-identifier weekly",
        "10h end",
    ]);
    assert_eq!(
        run.outcomes(),
        [
            "ok",
            "ok",
            "ok",
            "EndpointConnectionError",
            "DBSnapshotNotFound"
        ]
    );
    assert!((18_020_000..=18_091_000).contains(&run.recovery_ms()));
}

#[test]
fn jobs_wait_for_their_region() {
    let run = run(&[
        S,
        SNAPSHOT,
        "90s fault inject region-outage us-east-1 --for 1h",
        "2h  aws rds describe-db-snapshots --db-snapshot-identifier weekly",
        "2h  end",
    ]);
    let snapshot = &run.reply("describe-db-snapshots")["DBSnapshots"][0];
    assert_eq!(snapshot["Status"], "available");
    // It made no progress while the Region was dark.
    let ready = run.event_ms("weekly", 42).expect("it is reported");
    assert!((3_620_000..=90_000 + 3_600_000 + 150_000).contains(&ready) && ready > 3_690_000);
}
