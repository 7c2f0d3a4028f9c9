//! Failures that nobody sees, or that show only when something else fails: a stalled host, a slow disk, a control plane that
//! finishes nothing, a zone without hosts, an application that keeps its DNS answers.

use crate::bands::{Expected, FAILED_OVER_AND_REBUILT, RESTARTED, Reported, check_bands, outage};
use crate::common::{M, R, S, X, app, database, ms, run, usage_error};
use crate::story::check;
use expect_test::expect;

const STALL: &str = "60s fault inject host-stall orders";

#[test]
fn a_stalled_host_is_noticed_late_and_then_given_up() {
    // 15 to 30 minutes until health checks see it, then a failover, or a new host.
    let expected = Expected {
        events: &[("orders", FAILED_OVER_AND_REBUILT)],
        stands: "orders available us-east-1b",
        ..outage(
            960..=1_936,
            &["host stalled", "detection", "failover", "dns", "reconnect"],
        )
    };
    check_bands(&[M, STALL, "8h end"], &expected);
    let expected = Expected {
        events: &[("orders", RESTARTED)],
        stands: "orders available us-east-1a",
        ..outage(
            960..=5_800,
            &["host stalled", "host replacement", "reconnect"],
        )
    };
    check_bands(&[S, STALL, "8h end"], &expected);
}

#[test]
fn a_stall_that_ends_unseen_leaves_no_trace_but_the_outage() {
    let silent: Reported = &[];
    let expected = Expected {
        events: silent,
        stands: "orders available us-east-1a",
        ..outage(600..=601, &["host stalled", "reconnect"])
    };
    check_bands(
        &[M, "60s fault inject host-stall orders --for 10m", "2h end"],
        &expected,
    );
    let never = "60s fault inject host-stall orders --unseen 1d --for 5h";
    let expected = Expected {
        events: silent,
        stands: "orders available us-east-1a",
        ..outage(18_000..=18_001, &["host stalled", "reconnect"])
    };
    check_bands(&[S, never, "8h end"], &expected);
}

#[test]
fn the_story_of_a_stalled_source_whose_replica_is_promoted() {
    let run = check(
        &[
            R,
            "60s fault inject host-stall orders --unseen 2h --for 3h",
            "10m aws rds promote-read-replica --db-instance-identifier orders-r",
            "+0s aws rds wait db-instance-available --db-instance-identifier orders-r",
            "+5s app point shop --to orders-r",
            "4h end",
        ],
        expect![[r#"
            1m                    orders: host-stall strikes
            1m               0045 orders-r: Replication stopped
            10m              0062 orders-r: Replication stopped on request
            19m6s366ms       0004 orders-r: Database engine shut down
            19m42s486ms      0006 orders-r: Database engine started again
            20m5s                 shop: connection string points to orders-r
            20m42s486ms      0001 orders-r: Backup started
            20m42s486ms      0090 rds:orders-r-2026-01-12-12-20: Automated snapshot started
            27m42s845ms      0091 rds:orders-r-2026-01-12-12-20: Automated snapshot ready
            27m42s845ms      0002 orders-r: Backup finished
            2h1m             0020 orders: Recovery of the instance started
            2h9m44s381ms     0006 orders: Database engine started again
            2h9m44s381ms     0021 orders: Recovery of the instance complete
            2h9m44s381ms          orders: back with its own data: a second, divergent database, for the applications went on with orders-r
            3h1m                  orders: host-stall ends
            => host-stall orders: recovered after 19m5s = noticing 9m + promoting 9m42s486ms + re-pointing 22s514ms
               writes failed for 19m5s
               reads failed for 19m5s
               lost 35, 35 of them stranded, over 700ms
            writes: 9302750 acknowledged, 57240 refused, 10 in doubt; 35 lost, 35 of them stranded
            orders available us-east-1a, orders-r available us-east-1b
        "#]],
    );
    assert_eq!(run.phases()[0], "noticing");
}

#[test]
fn one_host_of_a_database_stalls_at_a_time() {
    let run = run(&[
        M,
        STALL,
        "2m fault inject host-stall orders",
        "3m fault clear host-stall orders",
        "4m fault inject host-stall orders --for 10s",
        "1h end",
    ]);
    assert_eq!(run.outcomes(), ["ok", "InvalidTarget", "ok", "ok"]);
}

#[test]
fn a_slow_disk_makes_requests_slow_and_nothing_fails_over() {
    const SLOW: &str = "60s fault inject slow-disk orders --factor 50 --for 1h";
    let latency = |start: &str, moment: &str| {
        let run = run(&[
            start,
            SLOW,
            "10m aws rds reboot-db-instance --db-instance-identifier orders --force-failover",
            "8h end",
        ]);
        let view = run.at(moment);
        let shop = app(&view, "shop");
        (
            shop.writes.latency_ms.round(),
            shop.reads.latency_ms.round(),
        )
    };
    assert_eq!(latency(S, "5m"), (100.0, 50.0));
    // A commit waits for both volumes, wherever the primary is: the failover helps reads alone.
    let (writes, reads) = latency(M, "5m");
    assert!(
        (102.0..=105.0).contains(&writes) && reads == 50.0,
        "{writes} {reads}"
    );
    let (writes, reads) = latency(M, "30m");
    assert!(
        (102.0..=105.0).contains(&writes) && reads == 1.0,
        "{writes} {reads}"
    );
    let (writes, reads) = latency(M, "2h");
    assert!(
        (4.0..=7.0).contains(&writes) && reads == 1.0,
        "{writes} {reads}"
    );
    let unnoticed = run(&[S, SLOW, "8h end"]);
    assert_eq!(unnoticed.incident().write_outage_ms, 0);
    let refused = run(&[S, "60s fault inject slow-disk orders --factor 1", "1h end"]);
    assert_eq!(refused.outcomes(), ["InvalidTarget"]);
}

const DEGRADED: &str = "60s fault inject control-plane-degraded us-east-1 --for 8h";

#[test]
fn a_degraded_control_plane_touches_nothing_that_runs_and_lets_it_fail_over() {
    let untouched = run(&[M, DEGRADED, "9h end"]);
    assert_eq!(untouched.incident().recovery_ms, Some(0));
    let run = run(&[
        M,
        DEGRADED,
        "2m fault inject host-failure orders",
        "20h end",
    ]);
    let failed_over = run.report.incidents[1].recovery_ms.expect("it recovers");
    assert!((60_000..=136_000).contains(&failed_over), "{failed_over}");
    // A new standby needs a new host: there is none before the control plane is well.
    assert!(!database(&run.at("8h"), "orders").protected);
    let rebuilding = run.event_ms("orders", 361).expect("it is rebuilt");
    assert_eq!(rebuilding, ms("8h1m"));
    assert!(database(&run.view(), "orders").protected);
}

#[test]
fn what_is_created_restored_or_promoted_stalls_until_the_control_plane_is_well() {
    let run = run(&[
        X,
        DEGRADED,
        "2m aws rds restore-db-instance-to-point-in-time --source-db-instance-identifier orders \
             --target-db-instance-identifier orders-2 --use-latest-restorable-time",
        "2m aws rds create-db-instance-read-replica --db-instance-identifier orders-r --source-db-instance-identifier orders",
        "2m aws rds describe-db-instances",
        "2m aws rds promote-read-replica --db-instance-identifier orders-west --region us-west-2",
        "20h end",
    ]);
    assert_eq!(run.outcomes(), ["ok"; 5]);
    let view = run.at("8h");
    assert_eq!(database(&view, "orders-2").status, "creating");
    assert_eq!(database(&view, "orders-r").status, "creating");
    // The other Region's is another one.
    assert_eq!(database(&view, "orders-west").status, "available");
    assert!(view.regions[0].degraded && view.regions[0].up);
    let created = run.event_ms("orders-2", 5).expect("it is restored at last");
    assert!(created > ms("8h6m"), "{created}");
    assert!(
        run.events("orders")
            .iter()
            .all(|(_, id)| [1, 2].contains(id))
    );
}

#[test]
fn a_host_is_not_replaced_while_there_is_none() {
    for fault in [
        DEGRADED,
        "60s fault inject capacity-shortage us-east-1a --for 8h",
    ] {
        let run = run(&[S, fault, "2m fault inject host-failure orders", "20h end"]);
        let waits = &run.report.incidents[1];
        let recovery = waits.recovery_ms.expect("it recovers");
        assert!(recovery > ms("7h59m"), "{fault}: {recovery}");
        assert_eq!(waits.phases[0].name, "host replacement");
        assert_eq!(run.event_ms("orders", 20), Some(ms("8h1m")));
    }
}

#[test]
fn a_zone_without_hosts_refuses_what_names_it() {
    let run = run(&[
        M,
        "60s fault inject capacity-shortage us-east-1a --for 6h",
        "2m aws rds restore-db-instance-to-point-in-time --source-db-instance-identifier orders \
             --target-db-instance-identifier orders-2 --use-latest-restorable-time --availability-zone us-east-1a",
        "2m aws rds restore-db-instance-to-point-in-time --source-db-instance-identifier orders \
             --target-db-instance-identifier orders-3 --use-latest-restorable-time",
        "2m fault inject host-failure orders",
        "3m aws rds create-db-instance --db-instance-identifier new --engine postgres --db-instance-class db.m6g.large \
             --allocated-storage 20 --availability-zone us-east-1a",
        "12h end",
    ]);
    let refused = "InsufficientDBInstanceCapacity";
    assert_eq!(run.outcomes(), ["ok", refused, "ok", "ok", refused]);
    assert_eq!(run.database("orders-3").az, "us-east-1b");
    // Four hours without a host for its standby: it is built in a third zone.
    let standby = database(&run.view(), "orders").standbys().first().cloned();
    assert_eq!(
        standby.map(|copy| copy.zone.name()).as_deref(),
        Some("us-east-1c")
    );
}

const KEPT: &str = "30s fault inject dns-cached-forever shop";
const HOST: &str = "60s fault inject host-failure orders";

#[test]
fn an_application_that_keeps_its_answer_never_finds_the_new_primary() {
    let lost = run(&[M, KEPT, HOST, "3h end"]);
    let incident = &lost.report.incidents[1];
    assert_eq!(incident.recovery_ms, None);
    assert_eq!(incident.phases.last().map(|phase| phase.name), Some("dns"));
    assert_eq!(lost.report.incidents[0].recovery_ms, Some(0));
    // A new process has an empty cache.
    let started = run(&[
        M,
        KEPT,
        HOST,
        "20m app stop shop",
        "+1s app start shop",
        "3h end",
    ]);
    let recovery = started.report.incidents[1]
        .recovery_ms
        .expect("it recovers");
    assert!(
        (ms("19m1s")..=ms("19m4s")).contains(&recovery),
        "{recovery}"
    );
    // Whoever keeps answers no longer asks again.
    let cleared = run(&[
        M,
        KEPT,
        HOST,
        "30m fault clear dns-cached-forever shop",
        "3h end",
    ]);
    let recovery = cleared.report.incidents[1]
        .recovery_ms
        .expect("it recovers");
    assert!((ms("29m")..=ms("29m3s")).contains(&recovery), "{recovery}");
}

#[test]
fn each_of_them_takes_its_own_options_alone() {
    let error = usage_error(&[M, "60s fault inject host-failure orders --unseen 5m"]);
    assert!(
        error.contains("host-failure has no option --unseen"),
        "{error}"
    );
    let error = usage_error(&[M, "60s fault inject host-stall orders --unseen soon"]);
    assert!(error.contains("--unseen"), "{error}");
}
