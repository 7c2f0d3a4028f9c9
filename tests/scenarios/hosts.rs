//! A crashed engine, a dead host, a lost volume.

use crate::bands::{
    Expected, FAILED_OVER_AND_REBUILT, PAUSED, PAUSED_AND_RESTARTED, RESTARTED, Reported,
    check_bands, outage,
};
use crate::common::{M, R, S, X, database, run};
use crate::story::check;
use expect_test::expect;
use std::ops::RangeInclusive;

const CRASH: &str = "60s fault inject instance-crash orders";
const HOST: &str = "60s fault inject host-failure orders";
const VOLUME: &str = "60s fault inject volume-failure orders";
/// A restart of 20 to 90 s, and a second to reconnect.
const A_RESTART: RangeInclusive<u64> = 20..=91;
const A_FAILOVER: RangeInclusive<u64> = 60..=136;
/// Median 8 minutes, 95 of 100 within half an hour.
const A_NEW_HOST: RangeInclusive<u64> = 60..=4000;
const FAILING_OVER: &[&str] = &["detection", "failover", "dns", "reconnect"];
const IN_PLACE: &[&str] = &["crash recovery", "reconnect"];
const ALONE: &str = "orders available us-east-1a";
const WITH_REPLICA: &str = "orders available us-east-1a, orders-r available us-east-1b";

#[test]
fn a_crashed_engine_restarts_in_place_whatever_stands_beside_it() {
    let alone: Reported = &[("orders", RESTARTED)];
    let watched: Reported = &[("orders", RESTARTED), ("orders-r", PAUSED)];
    let from_afar: Reported = &[("orders", RESTARTED), ("orders-west", PAUSED)];
    let west = "orders available us-east-1a, orders-west available us-west-2a";
    for (start, events, stands) in [
        (S, alone, ALONE),
        (M, alone, ALONE),
        (R, watched, WITH_REPLICA),
        (X, from_afar, west),
    ] {
        let expected = Expected {
            events,
            stands,
            ..outage(A_RESTART, IN_PLACE)
        };
        check_bands(&[start, CRASH, "8h end"], &expected);
    }
}

#[test]
fn a_dead_host_is_replaced_with_its_volume_where_there_is_no_standby() {
    let alone: Reported = &[("orders", RESTARTED)];
    let watched: Reported = &[("orders", RESTARTED), ("orders-r", PAUSED)];
    for (start, events, stands) in [(S, alone, ALONE), (R, watched, WITH_REPLICA)] {
        let expected = Expected {
            events,
            stands,
            ..outage(A_NEW_HOST, &["host replacement", "reconnect"])
        };
        check_bands(&[start, HOST, "8h end"], &expected);
    }
}

#[test]
fn a_standby_takes_over_from_a_dead_host_and_from_a_lost_volume() {
    for fault in [HOST, VOLUME] {
        let expected = Expected {
            events: &[("orders", FAILED_OVER_AND_REBUILT)],
            stands: "orders available us-east-1b",
            ..outage(A_FAILOVER, FAILING_OVER)
        };
        check_bands(&[M, fault, "8h end"], &expected);
        let expected = Expected {
            events: &[
                ("orders", FAILED_OVER_AND_REBUILT),
                ("orders-west", PAUSED_AND_RESTARTED),
            ],
            stands: "orders available us-east-1b, orders-west available us-west-2a",
            ..outage(A_FAILOVER, FAILING_OVER)
        };
        check_bands(&[X, fault, "8h end"], &expected);
    }
}

#[test]
fn a_lost_volume_without_standby_is_for_people_to_restore() {
    let expected = Expected {
        recovery_s: None,
        lost: 8_643_000..=8_643_000,
        // All but what the log of the last five minutes held.
        stranded: 8_627_999..=8_643_000,
        events: &[("orders", &[31])],
        stands: "orders failed us-east-1a",
        ..outage(28_740..=28_740, &["noticing"])
    };
    check_bands(&[S, VOLUME, "8h end"], &expected);
    let expected = Expected {
        // All but what the replica had not received: 0.1 to 1 s.
        stranded: 8_642_950..=8_642_995,
        events: &[("orders", &[31]), ("orders-r", &[45])],
        stands: "orders failed us-east-1a, orders-r available us-east-1b",
        ..expected
    };
    check_bands(&[R, VOLUME, "8h end"], &expected);
}

const RESTORE: &str = "2m  aws rds restore-db-instance-to-point-in-time --source-db-instance-identifier orders \
                           --target-db-instance-identifier orders-2 --use-latest-restorable-time";
const AWAIT: &str = "+0s aws rds wait db-instance-available --db-instance-identifier orders-2";
const POINT: &str = "+5s app point shop --to orders-2";

#[test]
fn a_lost_volume_is_restored_up_to_the_last_upload_of_logs() {
    let expected = Expected {
        recovery_s: Some(400..=7200),
        writes_failed_s: 400..=7200,
        reads_failed_s: 400..=7200,
        lost: 1..=15_000,
        events: &[("orders", &[31]), ("orders-2", &[5, 19])],
        stands: "orders failed us-east-1a, orders-2 available us-east-1a",
        ..outage(
            0..=0,
            &["noticing", "restoring", "replaying", "re-pointing"],
        )
    };
    check_bands(&[S, VOLUME, RESTORE, AWAIT, POINT, "8h end"], &expected);
}

#[test]
fn a_promoted_replica_replaces_a_lost_volume_within_minutes() {
    let expected = Expected {
        lost: 5..=50,
        events: &[("orders", &[31]), ("orders-r", &[45, 62, 4, 6])],
        stands: "orders failed us-east-1a, orders-r available us-east-1b",
        // A minute, a promotion of 3 to 10 minutes whose reboot may be drawn longer, a waiter's half minute, five seconds.
        ..outage(245..=790, &["noticing", "promoting", "re-pointing"])
    };
    let lines = [
        R,
        VOLUME,
        "2m  aws rds promote-read-replica --db-instance-identifier orders-r",
        "+0s aws rds wait db-instance-available --db-instance-identifier orders-r",
        "+5s app point shop --to orders-r",
        "8h  end",
    ];
    check_bands(&lines, &expected);
}

#[test]
fn the_story_of_a_dead_host_under_multi_az() {
    check(
        &[M, HOST, "3h end"],
        expect![[r#"
            1m                    orders: host-failure strikes
            1m29s147ms       0013 orders: Failover to the standby started
            2m19s182ms       0006 orders: Database engine started again
            2m19s182ms       0049 orders: Failover to the standby complete
            2m19s182ms       0361 orders: Rebuild of the standby started
            2m21s839ms       0015 orders: Failover complete; the DNS record names the new primary
            1h46m37s797ms    0362 orders: Rebuild of the standby complete
            => host-failure orders: recovered after 1m25s = detection 29s147ms + failover 50s35ms + dns 5s818ms
               writes failed for 1m25s
               reads failed for 1m25s
            writes: 9175750 acknowledged, 4240 refused, 10 in doubt; 0 lost, 0 of them stranded
            orders available us-east-1b
        "#]],
    );
}

#[test]
fn the_story_of_a_lost_volume_and_its_restore() {
    check(
        &[S, VOLUME, RESTORE, AWAIT, POINT, "2h end"],
        expect![[r#"
            1m                    orders: volume-failure strikes
            1m               0031 orders: The instance cannot be recovered; restore it to a point in time
            43m11s12ms       0005 orders-2: DB instance created
            43m11s12ms       0019 orders-2: Restored to a point in time from another instance
            43m35s                shop: connection string points to orders-2
            44m11s12ms       0001 orders-2: Backup started
            44m11s12ms       0090 rds:orders-2-2026-01-12-12-44: Automated snapshot started
            50m32s253ms      0091 rds:orders-2-2026-01-12-12-44: Automated snapshot ready
            50m32s253ms      0002 orders-2: Backup finished
            => volume-failure orders: recovered after 42m35s = noticing 1m + restoring 6m59s858ms + replaying 34m11s154ms + re-pointing 23s988ms
               writes failed for 42m35s
               reads failed for 42m35s
               lost 9300, 0 of them stranded, over 3m6s
            writes: 8872250 acknowledged, 127740 refused, 10 in doubt; 9300 lost, 0 of them stranded
            orders failed us-east-1a, orders-2 available us-east-1a
        "#]],
    );
}

#[test]
fn a_lost_volume_is_rebuilt_as_the_standbys() {
    let run = run(&[M, VOLUME, "8h end"]);
    let view = run.view();
    let orders = database(&view, "orders");
    let standby = orders.standbys().first().expect("it has a standby");
    assert!(orders.protected);
    assert_eq!(standby.zone.name(), "us-east-1a");
    assert_eq!(standby.tape.position, orders.primary().tape.position);
}

#[test]
fn a_failed_instance_takes_no_commands_but_its_deletion() {
    let run = run(&[
        S,
        VOLUME,
        "2m aws rds reboot-db-instance --db-instance-identifier orders",
        "2m aws rds create-db-snapshot --db-instance-identifier orders --db-snapshot-identifier late",
        "2m aws rds modify-db-instance --db-instance-identifier orders --multi-az --apply-immediately",
        "2m aws rds create-db-instance-read-replica --db-instance-identifier r --source-db-instance-identifier orders",
        "2m aws rds delete-db-instance --db-instance-identifier orders --final-db-snapshot-identifier last",
        "2m aws rds wait db-instance-available --db-instance-identifier orders",
        "3m aws rds delete-db-instance --db-instance-identifier orders --skip-final-snapshot",
        "1h end",
    ]);
    let refused = ["InvalidDBInstanceState"; 5];
    assert_eq!(run.outcomes()[1..6], refused);
    assert_eq!(run.outcomes()[6..], ["WaiterError", "ok"]);
    assert!(run.report.databases.is_empty());
}
