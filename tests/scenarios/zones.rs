//! Power loss across one Availability Zone: who waits, who fails over, what happens when the zone comes back.

use crate::bands::{
    Expected, FAILED_OVER, PAUSED, PAUSED_AND_RESTARTED, REBUILT, RESTARTED, Reported, UNNOTICED,
    check_bands, outage,
};
use crate::common::{M, R, S, X, app, database, run};
use crate::story::check;
use expect_test::expect;
use failover_lab::world::CopyHealth;

const PRIMARYS_ZONE: &str = "60s fault inject az-outage us-east-1a --for 45m";
const OTHER_ZONE: &str = "60s fault inject az-outage us-east-1b --for 45m";
/// The zone's 45 minutes, a reboot of 20 to 90 s, and a second to reconnect.
const UNTIL_IT_IS_BACK: std::ops::RangeInclusive<u64> = 2720..=2791;
/// 60 to 120 s, up to 10 s until the record has spread, up to 5 s of the client's cache, and a second to reconnect.
const A_FAILOVER: std::ops::RangeInclusive<u64> = 60..=136;
const WAITING: &[&str] = &["waiting for the zone", "crash recovery", "reconnect"];
const FAILING_OVER: &[&str] = &["detection", "failover", "dns", "reconnect"];

#[test]
fn a_single_az_database_waits_for_its_zone() {
    let expected = Expected {
        events: &[("orders", RESTARTED)],
        stands: "orders available us-east-1a",
        ..outage(UNTIL_IT_IS_BACK, WAITING)
    };
    check_bands(&[S, PRIMARYS_ZONE, "8h end"], &expected);
}

#[test]
fn a_multi_az_database_fails_over_and_stays_there() {
    let expected = Expected {
        events: &[("orders", FAILED_OVER)],
        stands: "orders available us-east-1b",
        ..outage(A_FAILOVER, FAILING_OVER)
    };
    check_bands(&[M, PRIMARYS_ZONE, "8h end"], &expected);
}

#[test]
fn a_read_replica_in_another_zone_is_not_promoted_by_itself() {
    let expected = Expected {
        events: &[("orders", RESTARTED), ("orders-r", PAUSED)],
        stands: "orders available us-east-1a, orders-r available us-east-1b",
        ..outage(UNTIL_IT_IS_BACK, WAITING)
    };
    check_bands(&[R, PRIMARYS_ZONE, "8h end"], &expected);
}

#[test]
fn a_replica_in_another_region_follows_the_new_primary() {
    let expected = Expected {
        events: &[
            ("orders", FAILED_OVER),
            ("orders-west", PAUSED_AND_RESTARTED),
        ],
        stands: "orders available us-east-1b, orders-west available us-west-2a",
        ..outage(A_FAILOVER, FAILING_OVER)
    };
    check_bands(&[X, PRIMARYS_ZONE, "8h end"], &expected);
}

#[test]
fn a_zone_that_holds_no_primary_is_not_noticed() {
    let stands = |stands, events: Reported| Expected {
        stands,
        events,
        ..UNNOTICED
    };
    for (start, expected) in [
        (S, stands("orders available us-east-1a", &[])),
        (
            M,
            stands("orders available us-east-1a", &[("orders", REBUILT)]),
        ),
        (
            R,
            stands(
                "orders available us-east-1a, orders-r available us-east-1b",
                &[("orders-r", PAUSED_AND_RESTARTED)],
            ),
        ),
        (
            X,
            stands(
                "orders available us-east-1a, orders-west available us-west-2a",
                &[("orders", REBUILT)],
            ),
        ),
    ] {
        check_bands(&[start, OTHER_ZONE, "8h end"], &expected);
    }
    let remote = "60s fault inject az-outage us-west-2a --for 45m";
    let expected = stands(
        "orders available us-east-1a, orders-west available us-west-2a",
        &[("orders-west", PAUSED_AND_RESTARTED)],
    );
    check_bands(&[X, remote, "8h end"], &expected);
}

#[test]
fn the_old_primary_becomes_the_standby_and_nothing_fails_back() {
    let run = check(
        &[M, PRIMARYS_ZONE, "3h end"],
        expect![[r#"
            1m                    us-east-1a: az-outage strikes
            1m29s147ms       0013 orders: Failover to the standby started
            2m19s182ms       0006 orders: Database engine started again
            2m19s182ms       0049 orders: Failover to the standby complete
            2m21s839ms       0015 orders: Failover complete; the DNS record names the new primary
            46m                   us-east-1a: az-outage ends
            46m              0361 orders: Rebuild of the standby started
            2h30m18s615ms    0362 orders: Rebuild of the standby complete
            => az-outage us-east-1a: recovered after 1m25s = detection 29s147ms + failover 50s35ms + dns 5s818ms
               writes failed for 1m25s
               reads failed for 1m25s
            writes: 9175750 acknowledged, 4240 refused, 10 in doubt; 0 lost, 0 of them stranded
            orders available us-east-1b
        "#]],
    );
    let orders = |moment: &str| database(&run.at(moment), "orders").clone();
    assert!(orders("59s").protected);
    for unprotected in ["61s", "10m", "46m", "60m"] {
        assert!(!orders(unprotected).protected, "{unprotected}");
    }
    let end = orders("3h");
    let standby = end.standbys().first().expect("it has a standby");
    assert!(end.protected);
    assert_eq!(
        (end.primary().zone.name(), standby.zone.name()),
        ("us-east-1b".into(), "us-east-1a".into())
    );
    assert_eq!(standby.tape.position, end.primary().tape.position);
}

#[test]
fn without_the_zone_the_old_primary_stays_behind() {
    let run = run(&[M, "60s fault inject az-outage us-east-1a", "3h end"]);
    let view = run.view();
    let orders = database(&view, "orders");
    let standby = orders.standbys().first().expect("it has a standby");
    assert!(!orders.protected);
    // It holds what was acknowledged before the outage: 60 s at 50 writes a second after two quiet days.
    assert_eq!(standby.tape.position, (2 * 86_400 + 60) * 50);
}

#[test]
fn a_standby_whose_zone_stays_dark_is_built_in_a_third_zone() {
    let run = run(&[
        M,
        "60s fault inject az-outage us-east-1a",
        "30h fault clear az-outage us-east-1a",
        "40h end",
    ]);
    let stands = |time: &str| {
        let view = run.at(time);
        let orders = database(&view, "orders");
        let zone = orders.standbys().first().map(|copy| copy.zone.name());
        (orders.primary().zone.name(), zone, orders.protected)
    };
    let (first, second, third) = ("us-east-1a", "us-east-1b", "us-east-1c");
    assert_eq!(stands("3h"), (second.into(), Some(first.into()), false));
    assert_eq!(stands("8h"), (second.into(), Some(third.into()), true));
    let health = |time: &str| {
        let view = run.at(time);
        let standby = database(&view, "orders").standbys().first();
        standby.map(|copy| copy.health)
    };
    assert_eq!(health("3h"), Some(CopyHealth::NoPower));
    assert_eq!(
        health("4h5m"),
        Some(CopyHealth::Empty),
        "a new volume, not a lost one"
    );
    // Nothing goes back by itself.
    assert_eq!(stands("40h"), (second.into(), Some(third.into()), true));
    assert_eq!(run.report.writes.lost, 0);
}

#[test]
fn a_single_az_database_in_a_dark_zone_can_be_restored_elsewhere() {
    check(
        &[
            S,
            "60s  fault inject az-outage us-east-1a --for 5h",
            "5m   aws rds restore-db-instance-to-point-in-time --source-db-instance-identifier orders \
                  --target-db-instance-identifier orders-2 --use-latest-restorable-time",
            "+0s  aws rds wait db-instance-available --db-instance-identifier orders-2",
            "+5s  app point shop --to orders-2",
            "8h   end",
        ],
        expect![[r#"
            1m                    us-east-1a: az-outage strikes
            46m11s12ms       0005 orders-2: DB instance created
            46m11s12ms       0019 orders-2: Restored to a point in time from another instance
            46m35s                shop: connection string points to orders-2
            47m11s12ms       0001 orders-2: Backup started
            47m11s12ms       0090 rds:orders-2-2026-01-12-12-47: Automated snapshot started
            53m32s253ms      0091 rds:orders-2-2026-01-12-12-47: Automated snapshot ready
            53m32s253ms      0002 orders-2: Backup finished
            5h1m                  us-east-1a: az-outage ends
            5h1m             0020 orders: Recovery of the instance started
            5h2m23s586ms     0006 orders: Database engine started again
            5h2m23s586ms     0021 orders: Recovery of the instance complete
            5h2m23s586ms          orders: back with its own data: a second, divergent database, for the applications went on with orders-2
            => az-outage us-east-1a: recovered after 45m35s = noticing 4m + restoring 6m59s858ms + replaying 34m11s154ms + re-pointing 23s988ms
               writes failed for 45m35s
               reads failed for 45m35s
               lost 9300, 9300 of them stranded, over 3m6s
            writes: 9943250 acknowledged, 136740 refused, 10 in doubt; 9300 lost, 9300 of them stranded
            orders available us-east-1a, orders-2 available us-east-1b
        "#]],
    );
}

#[test]
fn nothing_new_can_be_placed_in_a_dark_zone() {
    let run = run(&[
        S,
        "60s fault inject az-outage us-east-1b --for 45m",
        "2m  aws rds create-db-instance-read-replica --db-instance-identifier orders-r \
             --source-db-instance-identifier orders --availability-zone us-east-1b",
        "2m  aws rds create-db-instance-read-replica --db-instance-identifier orders-s --source-db-instance-identifier orders",
        "2h  end",
    ]);
    assert_eq!(
        run.outcomes(),
        ["ok", "InsufficientDBInstanceCapacity", "ok"]
    );
    assert_eq!(run.database("orders-s").az, "us-east-1c");
}

#[test]
fn reads_from_a_replica_go_on_while_the_primarys_zone_is_dark() {
    let reads = "app create board --connect orders --read-from orders-r --writes 1/s --reads 100/s";
    let run = run(&[R, &format!("given {reads}"), PRIMARYS_ZONE, "2h end"]);
    let view = run.view();
    let board = app(&view, "board");
    assert!(board.writes.outage_total.ms() > 45 * 60_000);
    assert_eq!(board.reads.outage_total.ms(), 0);
}

#[test]
fn reads_from_a_replica_fail_with_the_replicas_zone() {
    let reads = "app create board --connect orders --read-from orders-r --writes 1/s --reads 100/s";
    let run = run(&[R, &format!("given {reads}"), OTHER_ZONE, "2h end"]);
    let incident = run.incident();
    assert_eq!(incident.apps, ["board"]);
    assert_eq!(incident.write_outage_ms, 0);
    assert!(
        (2_720_000..=2_791_000).contains(&incident.read_outage_ms),
        "{incident:?}"
    );
    assert_eq!(incident.recovery_ms, Some(incident.read_outage_ms));
}

// How far a rebuild is: what waits is not done.
#[test]
fn the_progress_of_a_rebuild_counts_no_waiting() {
    let run = run(&[
        M,
        "60s fault inject az-outage us-east-1a --for 10m",
        "12m fault inject az-outage us-east-1a --for 3h",
        "8h  end",
    ]);
    let done = |time: &str| {
        let view = run.at(time);
        let activity = database(&view, "orders").activity.clone();
        activity.and_then(|activity| activity.done)
    };
    let before = done("11m59s").expect("it is being rebuilt");
    assert_eq!(done("1h"), None, "it waits");
    let after = done("3h12m1s").expect("it goes on");
    assert!(before < after && after < before + 0.01, "{before} {after}");
}

#[test]
fn the_progress_of_a_first_backup_is_its_snapshots() {
    let run = run(&[
        "1m  aws rds create-db-instance --db-instance-identifier orders --engine postgres --db-instance-class db.m6g.large --allocated-storage 200",
        "630s fault inject az-outage us-east-1a --for 30m",
        "2h  end",
    ]);
    let begun = run.event_ms("orders", 1).expect("its backup begins");
    let ends = run.event_ms("orders", 2).expect("its backup ends");
    assert!(begun < 630_000 && ends > 630_000, "{begun} {ends}");
    let last_minute = failover_lab::sim::SimTime::from_ms((ends - 5_000).cast_signed());
    let view = run.at(&last_minute.to_string());
    let activity = database(&view, "orders").activity.clone();
    let done = activity
        .and_then(|activity| activity.done)
        .expect("it goes on");
    let snapshot = view.snapshots.iter().find(|s| s.status == "creating");
    let percent = snapshot.expect("it is being taken").percent;
    assert_eq!((done * 100.0) as u32, percent);
}

#[test]
fn a_database_in_the_making_has_no_standby_in_step() {
    let run = run(&[
        "1m aws rds create-db-instance --db-instance-identifier orders --engine postgres --db-instance-class db.m6g.large --allocated-storage 200 --multi-az",
        "1h end",
    ]);
    let health = |time: &str| {
        let view = run.at(time);
        let standby = database(&view, "orders").standbys().first();
        standby.map(|copy| copy.health)
    };
    assert_eq!(health("2m"), Some(CopyHealth::Creating));
    assert_eq!(health("1h"), Some(CopyHealth::Running));
}
