//! Whole Regions.

use crate::common::{M, Run, X, app, check, database, ms, run, run_under, seeds};
use expect_test::expect;

const OUTAGE: &str = "60s fault inject region-outage us-east-1 --for 5h";

// Multi-AZ is availability inside a Region, and nothing beyond it.
#[test]
fn multi_az_does_not_survive_its_region() {
    let run = check(
        &[M, OUTAGE, "8h end"],
        expect![[r#"
        us-east-1: region-outage strikes
        us-east-1: region-outage ends
        orders: Recovery of the instance started (0020)
        orders: Database engine started again (0006)
        orders: Recovery of the instance complete (0021)
        => region-outage us-east-1: recovered, lost nothing, 0 rows damaged
           waiting for the Region, crash recovery, reconnect
        orders is available in us-east-1a
    "#]],
    );
    let view = run.at("2h");
    assert_ne!(database(&view, "orders").status, "available");
    assert!(!view.regions[0].up && !database(&view, "orders").protected);
    assert_eq!(run.phases()[0], "waiting for the Region");
}

#[test]
fn without_another_region_its_outage_is_downtime() {
    for seed in seeds() {
        let run = run_under(&seed, &[M, OUTAGE, "8h end"]);
        let outage = run.incident().write_outage_ms;
        assert!(
            (ms("5h20s")..=ms("5h96s").max(ms("5h1m36s"))).contains(&outage),
            "{seed}: {outage}"
        );
        assert_eq!(run.incident().read_outage_ms, outage, "{seed}");
        assert_eq!(
            run.report.writes.lost, 0,
            "{seed}: nothing was lost, it only could not be reached"
        );
    }
}

/// X, with the replica promoted a minute after the Region was lost.
fn promoted_west(seed: &str, lasts: &str) -> Run {
    run_under(
        seed,
        &[
            X,
            &format!("60s fault inject region-outage us-east-1 {lasts}"),
            "+60s aws rds promote-read-replica --db-instance-identifier orders-west --region us-west-2",
            "+0s aws rds wait db-instance-available --db-instance-identifier orders-west --region us-west-2",
            "+5s app point shop --to orders-west",
            "8h end",
        ],
    )
}

#[test]
fn a_replica_in_another_region_survives_the_loss_of_the_first() {
    for seed in seeds() {
        let run = promoted_west(&seed, "");
        assert!(
            run.outcomes().iter().all(|code| *code == "ok"),
            "{seed}: {:?}",
            run.outcomes()
        );
        // 0.5 to 5 s of lag at 50 writes a second.
        let incident = run.incident();
        assert!(
            (25..=251).contains(&incident.lost_writes),
            "{seed}: {}",
            incident.lost_writes
        );
        assert!(
            (500..=5_020).contains(&incident.lost_span_ms),
            "{seed}: {}",
            incident.lost_span_ms
        );
        assert_eq!(
            incident.stranded_writes, incident.lost_writes,
            "{seed}: the lost Region holds them still"
        );
        assert!(
            (ms("4m")..=ms("12m10s")).contains(&run.recovery_ms()),
            "{seed}: {}",
            run.recovery_ms()
        );
        assert_eq!(
            run.phases(),
            ["noticing", "promoting", "re-pointing"],
            "{seed}"
        );
        assert_eq!(
            (
                run.database("orders-west").region,
                run.database("orders-west").status
            ),
            ("us-west-2", "available")
        );
        assert_ne!(
            run.database("orders").status,
            "available",
            "{seed}: its Region is lost"
        );
    }
}

#[test]
fn when_the_region_returns_its_database_is_a_second_one_with_the_stranded_writes() {
    for seed in seeds() {
        let run = promoted_west(&seed, "--for 5h");
        assert_eq!(run.report.writes.lost, run.incident().lost_writes, "{seed}");
        assert_eq!(run.report.writes.stranded, run.report.writes.lost, "{seed}");
        assert_eq!(run.database("orders").status, "available", "{seed}");
        assert_eq!(run.report.databases.len(), 2, "{seed}");
        let view = run.view();
        let (old, new) = (database(&view, "orders"), database(&view, "orders-west"));
        assert_ne!(
            old.primary().tape.timeline,
            new.primary().tape.timeline,
            "{seed}: they diverged"
        );
        let fork = new.primary().tape.forked_from.expect("it was forked off");
        assert_eq!(fork.0, old.primary().tape.timeline, "{seed}");
        assert_eq!(
            old.primary().tape.position - fork.1,
            run.report.writes.lost,
            "{seed}: it holds what the new one lacks"
        );
        // Pointing back would bring them back, and lose what the new one took.
        assert!(
            app(&view, "shop").write_target.as_deref() == Some("orders-west"),
            "{seed}"
        );
    }
}

#[test]
fn pointing_back_too_late_trades_the_stranded_writes_for_all_that_came_since() {
    let run = run(&[
        X,
        OUTAGE,
        "+60s aws rds promote-read-replica --db-instance-identifier orders-west --region us-west-2",
        "+0s aws rds wait db-instance-available --db-instance-identifier orders-west --region us-west-2",
        "+5s app point shop --to orders-west",
        "6h app point shop --to orders",
        "7h end",
    ]);
    let back_on = run.started_ms("app point shop --to orders-west");
    let since = (ms("6h") - back_on) / 20;
    assert!(
        run.report.writes.lost.abs_diff(since) <= 60,
        "{} for {since}",
        run.report.writes.lost
    );
    // The Region's outage lost nothing after all; the learner's own action lost the rest.
    assert_eq!(run.incident().lost_writes, 0);
    assert_eq!(run.report.writes.stranded, run.report.writes.lost);
}

#[test]
fn a_promotion_across_regions_takes_longer_than_a_failover_inside_one() {
    let inside = run(&[X, "60s fault inject az-outage us-east-1a", "2h end"]);
    assert_eq!(inside.incident().lost_writes, 0);
    assert!(inside.recovery_ms() < ms("3m"));
    assert!(promoted_west("LAB", "").recovery_ms() > inside.recovery_ms());
}
