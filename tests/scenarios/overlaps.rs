//! Faults that overlap: a second one strikes before the first is over.

use crate::common::{M, R, S, X, database, ms, run, run_under};
use crate::story::check;
use expect_test::expect;

#[test]
fn the_zone_of_the_new_primary_fails_while_the_old_one_is_dark() {
    let run = check(
        &[
            M,
            "60s fault inject az-outage us-east-1a --for 45m",
            "30m fault inject az-outage us-east-1b --for 45m",
            "8h  end",
        ],
        expect![[r#"
            1m                    us-east-1a: az-outage strikes
            1m29s147ms       0013 orders: Failover to the standby started
            2m19s182ms       0006 orders: Database engine started again
            2m19s182ms       0049 orders: Failover to the standby complete
            2m21s839ms       0015 orders: Failover complete; the DNS record names the new primary
            30m                   us-east-1b: az-outage strikes
            46m                   us-east-1a: az-outage ends
            1h15m                 us-east-1b: az-outage ends
            1h15m            0020 orders: Recovery of the instance started
            1h16m23s586ms    0006 orders: Database engine started again
            1h16m23s586ms    0021 orders: Recovery of the instance complete
            1h16m23s586ms    0361 orders: Rebuild of the standby started
            3h42s201ms       0362 orders: Rebuild of the standby complete
            => az-outage us-east-1a: recovered after 1m25s = detection 29s147ms + failover 50s35ms + dns 5s818ms
               writes failed for 1m25s
               reads failed for 1m25s
            => az-outage us-east-1b: recovered after 46m24s = waiting for the zone 45m + crash recovery 1m23s586ms + reconnect 414ms
               writes failed for 46m24s
               reads failed for 46m24s
            writes: 9936550 acknowledged, 143430 refused, 20 in doubt; 0 lost, 0 of them stranded
            orders available us-east-1b
        "#]],
    );
    // The first zone is back at 46 min, but what it holds is old: it may not take over.
    assert_eq!(run.database("orders").az, "us-east-1b");
    assert_eq!(run.report.writes.lost, 0);
}

#[test]
fn both_zones_fail_before_the_failover() {
    for seed in crate::bands::SEEDS {
        let run = run_under(
            seed,
            &[
                M,
                "60s fault inject az-outage us-east-1a --for 45m",
                "61s fault inject az-outage us-east-1b --for 2h",
                "8h  end",
            ],
        );
        assert_eq!(run.report.writes.lost, 0, "{seed}");
        assert_eq!(run.database("orders").az, "us-east-1a", "{seed}");
        let first = &run.report.incidents[0];
        assert!(
            first
                .recovery_ms
                .is_some_and(|ms| (2_720_000..=2_795_000).contains(&ms)),
            "{seed}: {first:?}"
        );
    }
}

#[test]
fn the_standbys_zone_comes_back_first_and_it_was_in_step() {
    for seed in crate::bands::SEEDS {
        let run = run_under(
            seed,
            &[
                M,
                "60s fault inject az-outage us-east-1a --for 2h",
                "60s fault inject az-outage us-east-1b --for 30m",
                "8h  end",
            ],
        );
        assert_eq!(run.database("orders").az, "us-east-1b", "{seed}");
        assert_eq!(run.report.writes.lost, 0, "{seed}");
        let recovery = run.report.incidents[0].recovery_ms.expect("it recovered");
        assert!(
            (ms("30m") + 60_000..=ms("30m") + 136_000).contains(&recovery),
            "{seed}: {recovery}"
        );
    }
}

#[test]
fn a_second_failure_during_the_rebuild_is_not_covered() {
    let zone_back = "60s fault inject az-outage us-east-1a --for 10m";
    let run = run(&[
        M,
        zone_back,
        "12m fault inject az-outage us-east-1b --for 30m",
        "8h end",
    ]);
    let second = &run.report.incidents[1];
    assert_eq!(second.phases[0].name, "waiting for the zone");
    assert_eq!(run.report.writes.lost, 0);
    assert!(database(&run.view(), "orders").protected);
    let run = crate::common::run(&[
        M,
        zone_back,
        "12m fault inject volume-failure orders",
        "8h end",
    ]);
    assert_eq!(run.database("orders").status, "failed");
    assert_eq!(run.report.incidents[1].recovery_ms, None);
    assert!(run.report.incidents[1].lost_writes > 0);
    assert_eq!(run.report.incidents[0].lost_writes, 0, "that one was over");
}

#[test]
fn the_standby_is_lost_again_during_its_rebuild() {
    let run = run(&[
        M,
        "60s fault inject az-outage us-east-1a --for 10m",
        "12m fault inject az-outage us-east-1a --for 10m",
        "8h  end",
    ]);
    let events: Vec<u16> = run.events("orders").iter().map(|(_, id)| *id).collect();
    // It goes on where it stood: there is one rebuild.
    assert_eq!(events, [13, 6, 49, 15, 361, 362]);
    assert_eq!(run.report.incidents[1].recovery_ms, Some(0));
}

#[test]
fn the_region_fails_during_a_failover() {
    let run = check(
        &[
            M,
            "60s fault inject host-failure orders",
            "80s fault inject region-outage us-east-1 --for 2h",
            "8h  end",
        ],
        expect![[r#"
            1m                    orders: host-failure strikes
            1m20s                 us-east-1: region-outage strikes
            2h1m20s               us-east-1: region-outage ends
            2h1m57s822ms     0013 orders: Failover to the standby started
            2h2m53s48ms      0006 orders: Database engine started again
            2h2m53s48ms      0049 orders: Failover to the standby complete
            2h2m53s48ms      0361 orders: Rebuild of the standby started
            2h2m55s705ms     0015 orders: Failover complete; the DNS record names the new primary
            3h47m11s663ms    0362 orders: Rebuild of the standby complete
            => host-failure orders: recovered after 2h2m = detection 20s + waiting for the Region 2h + detection 37s822ms + failover 55s226ms + dns 6s952ms
               writes failed for 2h2m
               reads failed for 2h2m
            => region-outage us-east-1: recovered after 2h1m40s = waiting for the Region 2h + detection 37s822ms + failover 55s226ms + dns 6s952ms
               writes failed for 2h1m40s
               reads failed for 2h1m40s
            writes: 9714000 acknowledged, 365990 refused, 10 in doubt; 0 lost, 0 of them stranded
            orders available us-east-1b
        "#]],
    );
    assert_eq!(run.report.writes.lost, 0);
    assert_eq!(run.database("orders").status, "available");
}

#[test]
fn many_faults_at_one_instant() {
    for seed in crate::bands::SEEDS {
        let run = run_under(
            seed,
            &[
                X,
                "60s fault inject write-surge shop --for 1h",
                "60s fault inject bad-write orders",
                "60s fault inject instance-crash orders",
                "60s fault inject host-failure orders",
                "60s fault inject volume-failure orders",
                "60s fault inject az-outage us-east-1a --for 1h",
                "60s fault inject network-partition us-east-1 us-west-2 --for 1h",
                "60s fault inject network-partition shop us-east-1a --for 1h",
                "60s fault inject replication-stop orders-west --for 1h",
                "8h  end",
            ],
        );
        assert_eq!(run.report.incidents.len(), 9, "{seed}");
        assert_eq!(
            (run.database("orders").status, run.report.writes.lost),
            ("available", 0),
            "{seed}"
        );
        assert_eq!(run.database("orders").az, "us-east-1b", "{seed}");
        assert_eq!(run.report.writes.damaged, 1000, "{seed}");
        for incident in &run.report.incidents {
            match incident.cause() {
                "bad-write" => assert_eq!(incident.recovery_ms, None, "{seed}"),
                "write-surge" | "replication-stop" => {
                    assert_eq!(incident.recovery_ms, Some(0), "{seed}: {incident:?}")
                }
                _ => assert!(
                    incident.recovery_ms.is_some_and(|ms| ms <= 136_000),
                    "{seed}: {incident:?}"
                ),
            }
        }
    }
}

#[test]
fn outages_of_the_same_zone_overlap_and_each_ends_by_itself() {
    let run = run(&[
        S,
        "60s fault inject az-outage us-east-1a --for 10m",
        "5m  fault inject az-outage us-east-1a --for 10m",
        "2h  end",
    ]);
    let [first, second] = &run.report.incidents[..] else {
        panic!("two incidents")
    };
    assert_eq!(first.recovered_at_ms, second.recovered_at_ms);
    assert!(first.recovered_at_ms.is_some_and(|at| at >= 15 * 60_000));
    assert_eq!(
        first
            .recovery_ms
            .zip(second.recovery_ms)
            .map(|(a, b)| a - b),
        Some(240_000)
    );
}

#[test]
fn the_source_of_a_promotion_returns_meanwhile() {
    let run = run(&[
        R,
        "60s fault inject az-outage us-east-1a --for 5m",
        "2m  aws rds promote-read-replica --db-instance-identifier orders-r",
        "1h  end",
    ]);
    // The application was never re-pointed: its own database came back first, and lost nothing.
    let incident = run.incident();
    assert!(
        incident
            .recovery_ms
            .is_some_and(|ms| (320_000..=391_000).contains(&ms)),
        "{incident:?}"
    );
    assert_eq!(run.report.writes.lost, 0);
    assert_eq!(
        run.report
            .databases
            .iter()
            .filter(|db| db.replica_of.is_none())
            .count(),
        2
    );
}

#[test]
fn a_replica_whose_zone_fails_during_its_promotion_finishes_later() {
    let run = run(&[
        R,
        "60s fault inject volume-failure orders",
        "2m  aws rds promote-read-replica --db-instance-identifier orders-r",
        "150s fault inject az-outage us-east-1b --for 1h",
        "3h  app point shop --to orders-r",
        "4h  end",
    ]);
    assert_eq!(run.database("orders-r").status, "available");
    assert!(run.report.incidents[0].recovery_ms.is_some());
    assert!(run.report.writes.lost <= 50);
}

#[test]
fn a_partition_has_no_direction() {
    let run = run(&[
        M,
        "1m fault inject network-partition us-east-1a us-east-1b",
        "2m fault clear network-partition us-east-1b us-east-1a",
        "3h end",
    ]);
    assert_eq!(run.outcomes(), ["ok", "ok"]);
    assert!(database(&run.view(), "orders").protected);
}

#[test]
fn faults_are_cleared_by_hand_once() {
    let run = run(&[
        S,
        "1m  fault clear az-outage us-east-1a",
        "2m  fault inject az-outage us-east-1a",
        "12m fault clear az-outage us-east-1a",
        "13m fault clear az-outage us-east-1a",
        "14m fault inject az-outage us-east-9z",
        "14m fault inject region-outage moon",
        "14m fault inject network-partition orders orders",
        "14m fault inject network-partition orders nowhere",
        "14m fault inject write-surge nobody",
        "1h  end",
    ]);
    assert_eq!(
        run.outcomes(),
        [
            "FaultNotActive",
            "ok",
            "ok",
            "FaultNotActive",
            "AvailabilityZoneNotFound",
            "RegionNotFound",
            "InvalidTarget",
            "TargetNotFound",
            "AppNotFound"
        ]
    );
    assert!(
        run.incident()
            .recovery_ms
            .is_some_and(|ms| (620_000..=691_000).contains(&ms))
    );
}
