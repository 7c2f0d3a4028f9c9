//! Delayed replication: a replica that is kept an hour behind, as protection against bad writes.

use crate::bands::{Expected, UNNOTICED, check_bands};
use crate::common::{R, database, on_engine, run};
use crate::story::check;
use expect_test::expect;
use failover_lab::world::RoleView;

const DELAY: &str = "10s   sql orders-r \"CALL mysql.rds_set_source_delay(3600)\"";
const BAD: &str = "2h    fault inject bad-write orders";
const PAUSE: &str = "2h10m sql orders-r \"CALL mysql.rds_stop_replication\"";
const PROMOTE: &str = "2h11m aws rds promote-read-replica --db-instance-identifier orders-r";
const AWAIT: &str = "+0s   aws rds wait db-instance-available --db-instance-identifier orders-r";
const POINT: &str = "+5s   app point shop --to orders-r";
const BOTH: &str = "orders available us-east-1a, orders-r available us-east-1b";

/// As [`R`], with MySQL: PostgreSQL has no such procedures.
fn mysql() -> String {
    on_engine(R, "mysql")
}

#[test]
fn a_delayed_replica_receives_at_once_and_applies_an_hour_later() {
    let run = run(&[&mysql(), DELAY, "3h end"]);
    let behind = |moment: &str| match &database(&run.at(moment), "orders-r").role {
        RoleView::ReadReplica {
            not_received,
            not_applied,
            behind,
            ..
        } => (*not_received, *not_applied, behind.ms()),
        RoleView::Standalone => panic!("it is a replica"),
    };
    let (missing, waiting, _) = behind("30m");
    assert!((5..=50).contains(&missing), "{missing}");
    assert!(
        (29 * 60 * 50..=30 * 60 * 50).contains(&waiting),
        "{waiting}"
    );
    let (_, waiting, lag) = behind("2h30m");
    assert!((3_600_000..=3_601_000).contains(&lag), "{lag}");
    assert!((3599 * 50..=3600 * 50).contains(&waiting), "{waiting}");
}

#[test]
fn paused_in_time_it_can_be_promoted_without_the_damage() {
    let expected = Expected {
        recovery_s: Some(600..=1500),
        wrong_data_s: 600..=1500,
        // The hour of delay, the ten minutes until it was paused, and what it took to get there.
        lost: 190_000..=235_000,
        stranded: 190_000..=235_000,
        phases: &["noticing", "deciding", "promoting", "re-pointing"],
        events: &[("orders-r", &[45, 62, 4, 6])],
        stands: BOTH,
        ..UNNOTICED
    };
    check_bands(
        &[&mysql(), DELAY, BAD, PAUSE, PROMOTE, AWAIT, POINT, "8h end"],
        &expected,
    );
}

#[test]
fn promoted_without_a_pause_it_applies_everything_and_the_damage_too() {
    let run = check(
        &[&mysql(), DELAY, BAD, PROMOTE, AWAIT, POINT, "8h end"],
        expect![[r#"
            2h                    orders: bad-write strikes
            2h11m            0062 orders-r: Replication stopped on request
            2h20m6s366ms     0004 orders-r: Database engine shut down
            2h20m42s486ms    0006 orders-r: Database engine started again
            2h21m5s               shop: connection string points to orders-r
            2h21m42s486ms    0001 orders-r: Backup started
            2h21m42s486ms    0090 rds:orders-r-2026-01-12-14-21: Automated snapshot started
            2h28m42s845ms    0091 rds:orders-r-2026-01-12-14-21: Automated snapshot ready
            2h28m42s845ms    0002 orders-r: Backup finished
            => bad-write orders: not recovered = noticing 11m + promoting 9m42s486ms + deciding 5h39m17s514ms
               wrong data for 6h
               1000 rows still damaged
            writes: 10080000 acknowledged, 0 refused, 0 in doubt; 30285 lost, 30285 of them stranded
            orders available us-east-1a, orders-r available us-east-1b
        "#]],
    );
    assert_eq!(run.incident().corrupt_writes_remaining, 1000);
    assert!(crate::bands::wait_ended_ms(&run) < 3 * 3_600_000);
}

#[test]
fn when_the_delay_is_taken_off_it_catches_up() {
    let run = run(&[
        &mysql(),
        DELAY,
        "2h sql orders-r \"CALL mysql.rds_set_source_delay(0)\"",
        "3h end",
    ]);
    let waiting = |moment: &str| match database(&run.at(moment), "orders-r").role {
        RoleView::ReadReplica { not_applied, .. } => not_applied,
        RoleView::Standalone => panic!("it is a replica"),
    };
    // 180,000 writes at 500/s, while 50/s more arrive: 400 seconds.
    assert!(waiting("2h6m") > 0);
    assert_eq!(waiting("2h7m"), 0);
}

#[test]
fn statements_reach_only_replicas_that_serve() {
    let run = run(&[
        &mysql(),
        "10s sql orders \"CALL mysql.rds_stop_replication\"",
        "10s sql nobody \"CALL mysql.rds_stop_replication\"",
        "20s fault inject az-outage us-east-1b --for 1h",
        "30s sql orders-r \"CALL mysql.rds_start_replication\"",
        "2h  end",
    ]);
    assert_eq!(
        run.outcomes(),
        [
            "NotAReadReplica",
            "DBInstanceNotFound",
            "ok",
            "DatabaseNotServing"
        ]
    );
}
