//! Network partitions: nothing passes between two places, and both go on as far as they can.

use crate::bands::{
    Expected, FAILED_OVER, FAILED_OVER_AND_REBUILT, PAUSED, PAUSED_AND_RESTARTED, REBUILT,
    Reported, UNNOTICED, check_bands, outage,
};
use crate::common::{M, R, S, X, database, ms, run};
use crate::story::check;
use expect_test::expect;
use failover_lab::world::RoleView;

const ALONE: &str = "orders available us-east-1a";
const WITH_REPLICA: &str = "orders available us-east-1a, orders-r available us-east-1b";
const WITH_WEST: &str = "orders available us-east-1a, orders-west available us-west-2a";

fn cut(pair: &str) -> String {
    format!("60s fault inject network-partition {pair} --for 10m")
}

#[test]
fn a_client_that_cannot_reach_its_database_is_no_reason_to_fail_over() {
    for pair in [
        "shop orders",
        "orders shop",
        "shop us-east-1a",
        "shop us-east-1",
    ] {
        for (start, stands) in [(S, ALONE), (M, ALONE), (R, WITH_REPLICA), (X, WITH_WEST)] {
            let expected = Expected {
                stands,
                ..outage(600..=601, &["waiting for the network", "reconnect"])
            };
            check_bands(&[start, &cut(pair), "2h end"], &expected);
        }
    }
}

#[test]
fn a_client_cut_from_where_no_database_of_its_own_stands_notices_nothing() {
    for pair in ["shop us-east-1b", "shop us-west-2", "shop us-east-1c"] {
        for (start, stands) in [(S, ALONE), (M, ALONE), (R, WITH_REPLICA), (X, WITH_WEST)] {
            let expected = Expected {
                stands,
                ..UNNOTICED
            };
            check_bands(&[start, &cut(pair), "2h end"], &expected);
        }
    }
}

#[test]
fn a_client_cut_from_its_primarys_zone_finds_the_new_primary_after_a_forced_failover() {
    let lines = [
        M,
        "60s fault inject network-partition shop us-east-1a",
        "5m  aws rds reboot-db-instance --db-instance-identifier orders --force-failover",
        "2h  end",
    ];
    let expected = Expected {
        events: &[("orders", FAILED_OVER_AND_REBUILT)],
        stands: "orders available us-east-1b",
        ..outage(
            260..=376,
            &["waiting for the network", "failover", "dns", "reconnect"],
        )
    };
    check_bands(&lines, &expected);
}

#[test]
fn zones_that_lose_each_other_leave_a_standby_behind_and_a_replica_waiting() {
    let rebuilt: Reported = &[("orders", REBUILT)];
    for (start, events, stands) in [
        (S, &[] as Reported, ALONE),
        (M, rebuilt, ALONE),
        (R, &[("orders-r", PAUSED)], WITH_REPLICA),
        (X, rebuilt, WITH_WEST),
    ] {
        for pair in ["us-east-1a us-east-1b", "us-east-1b us-east-1a"] {
            let expected = Expected {
                events,
                stands,
                ..UNNOTICED
            };
            check_bands(&[start, &cut(pair), "8h end"], &expected);
        }
    }
}

#[test]
fn a_standby_that_was_cut_off_may_not_take_over() {
    let run = run(&[
        M,
        "60s fault inject network-partition us-east-1a us-east-1b --for 10m",
        "5m  fault inject host-failure orders",
        "8h  end",
    ]);
    assert_eq!(run.report.writes.lost, 0);
    let orders = run.database("orders");
    assert_eq!(
        (orders.status, orders.az.as_str()),
        ("available", "us-east-1a")
    );
    let host = &run.report.incidents[1];
    assert_eq!(host.phases[0].name, "host replacement");
}

#[test]
fn an_observer_that_cannot_see_the_primary_lets_the_standby_take_over() {
    let failed_over = Expected {
        events: &[("orders", FAILED_OVER)],
        stands: "orders available us-east-1b",
        ..outage(60..=136, &["detection", "failover", "dns", "reconnect"])
    };
    check_bands(&[M, &cut("us-east-1a us-east-1"), "8h end"], &failed_over);
    let failed_over = Expected {
        events: &[
            ("orders", FAILED_OVER),
            ("orders-west", PAUSED_AND_RESTARTED),
        ],
        stands: "orders available us-east-1b, orders-west available us-west-2a",
        ..failed_over
    };
    check_bands(&[X, &cut("us-east-1a us-east-1"), "8h end"], &failed_over);
    // Without a standby it goes on: its clients can still reach it.
    let expected = Expected {
        stands: ALONE,
        ..UNNOTICED
    };
    check_bands(&[S, &cut("us-east-1a us-east-1"), "8h end"], &expected);
    let expected = Expected {
        events: &[("orders-r", PAUSED)],
        stands: WITH_REPLICA,
        ..UNNOTICED
    };
    check_bands(&[R, &cut("us-east-1a us-east-1"), "8h end"], &expected);
    let expected = Expected {
        events: &[("orders", REBUILT)],
        stands: ALONE,
        ..UNNOTICED
    };
    check_bands(&[M, &cut("us-east-1b us-east-1"), "8h end"], &expected);
}

#[test]
fn a_short_cut_within_the_region_ends_before_anybody_has_noticed() {
    let short = "60s fault inject network-partition us-east-1a us-east-1 --for 4s";
    let expected = Expected {
        stands: ALONE,
        ..UNNOTICED
    };
    check_bands(&[M, short, "1h end"], &expected);
}

#[test]
fn source_and_replica_apart() {
    let apart = Expected {
        events: &[("orders-r", PAUSED)],
        stands: WITH_REPLICA,
        ..UNNOTICED
    };
    check_bands(&[R, &cut("orders orders-r"), "2h end"], &apart);
    let apart = Expected {
        events: &[("orders-west", PAUSED)],
        stands: WITH_WEST,
        ..apart
    };
    for pair in [
        "orders orders-west",
        "us-east-1 us-west-2",
        "us-west-2 us-east-1a",
        "us-east-1 us-west-2a",
    ] {
        check_bands(&[X, &cut(pair), "2h end"], &apart);
    }
    for (start, stands) in [(S, ALONE), (M, ALONE), (R, WITH_REPLICA)] {
        let expected = Expected {
            stands,
            ..UNNOTICED
        };
        check_bands(&[start, &cut("us-east-1 us-west-2"), "2h end"], &expected);
    }
}

#[test]
fn a_partitioned_replica_falls_behind_by_the_clock_and_catches_up() {
    let run = run(&[R, &cut("orders orders-r"), "2h end"]);
    let behind = |moment: &str| match database(&run.at(moment), "orders-r").role {
        RoleView::ReadReplica {
            not_received,
            not_applied,
            state,
            ..
        } => (not_received, not_applied, state.name()),
        RoleView::Standalone => panic!("it is a replica"),
    };
    let (quiet, applied, state) = behind("59s");
    assert!((5..=50).contains(&quiet), "{quiet}");
    assert_eq!((applied, state), (0, "replicating"));
    let (missing, _, state) = behind("10m59s");
    assert_eq!((missing, state), (quiet + 599 * 50, "error"));
    // 30,000 writes arrive and are applied at 500/s, less what comes meanwhile: a bit over a minute.
    let (missing, backlog, _) = behind("11m30s");
    assert!(missing == quiet && backlog > 0, "{missing} {backlog}");
    assert_eq!(behind("13m"), (quiet, 0, "replicating"));
}

#[test]
fn a_replica_promoted_behind_a_partition_splits_the_data() {
    let run = check(
        &[
            X,
            "60s fault inject network-partition us-east-1 us-west-2",
            "10m aws rds promote-read-replica --db-instance-identifier orders-west --region us-west-2",
            "+0s aws rds wait db-instance-available --db-instance-identifier orders-west --region us-west-2",
            "+5s app point shop --to us-west-2/orders-west",
            "40m app point shop --to orders",
            "1h  fault clear network-partition us-east-1 us-west-2",
            "2h  end",
        ],
        expect![[r#"
            1m                    us-east-1 us-west-2: network-partition strikes
            1m               0045 orders-west: Replication stopped
            10m              0062 orders-west: Replication stopped on request
            12m55s409ms      0004 orders-west: Database engine shut down
            14m15s604ms      0006 orders-west: Database engine started again
            14m35s                shop: connection string points to orders-west
            15m15s604ms      0001 orders-west: Backup started
            15m15s604ms      0090 rds:orders-west-2026-01-12-12-15: Automated snapshot started
            21m54s579ms      0091 rds:orders-west-2026-01-12-12-15: Automated snapshot ready
            21m54s579ms      0002 orders-west: Backup finished
            40m                   shop: connection string points to orders
            1h                    us-east-1 us-west-2: network-partition ends
            => network-partition us-east-1 us-west-2: no application noticed
            writes: 9000000 acknowledged, 0 refused, 0 in doubt; 76250 lost, 76250 of them stranded
            orders available us-east-1a, orders-west available us-west-2a
        "#]],
    );
    // Pointed there by a person, not by the fault: the loss is nobody's incident, and shrinks when it is undone.
    let lost = |moment: u64| run.at_ms(moment).writes.lost;
    let away = run.started_ms("app point shop --to us-west-2/orders-west");
    assert_eq!(lost(away - 1000), 0);
    assert!(lost(away + 1000) > 9 * 60 * 50);
    assert!(lost(ms("41m")) < (40 * 60_000 - away) / 20 + 100);
}

#[test]
fn logs_are_not_uploaded_from_a_zone_that_is_cut_from_its_region() {
    let run = run(&[
        S,
        "60s fault inject network-partition us-east-1a us-east-1 --for 30m",
        "2h end",
    ]);
    let latest = |moment: &str| database(&run.at(moment), "orders").latest_restorable;
    assert_eq!(latest("61s"), latest("30m"));
    assert!(latest("60m") > latest("30m"));
}
