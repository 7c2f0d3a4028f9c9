//! Reboots, with and without failover.

use crate::common::{M, R, S, app, database, ms, run, run_under};
use crate::story::check;
use expect_test::expect;

const REBOOT: &str = "1m aws rds reboot-db-instance --db-instance-identifier orders";
const FORCE: &str =
    "1m aws rds reboot-db-instance --db-instance-identifier orders --force-failover";

#[test]
fn a_reboot_is_an_outage_with_or_without_standby() {
    for start in [S, M] {
        for seed in crate::bands::SEEDS {
            let run = run_under(seed, &[start, REBOOT, "1h end"]);
            let down = app(&run.view(), "shop").writes.outage_total.ms();
            assert!((20_000..=91_000).contains(&down), "{seed}: {down}");
            let events: Vec<u16> = run.events("orders").iter().map(|(_, id)| *id).collect();
            assert_eq!(events, [4, 6], "{seed}");
            assert_eq!(run.database("orders").az, "us-east-1a");
            let incident = run.incident();
            assert_eq!(incident.cause(), "aws rds reboot-db-instance", "a drill");
            assert_eq!(incident.write_outage_ms, down, "{seed}");
        }
    }
}

#[test]
fn a_forced_failover_flatters_the_drill() {
    for seed in crate::bands::SEEDS {
        let drill = run_under(seed, &[M, FORCE, "3h end"]);
        let real = run_under(seed, &[M, "1m fault inject host-failure orders", "3h end"]);
        let down = |run: &crate::common::Run| app(&run.view(), "shop").writes.outage_total.ms();
        // Nothing has to be noticed.
        assert!(down(&drill) < down(&real), "{seed}");
        assert!(
            (20_000..=121_000).contains(&down(&drill)),
            "{seed}: {}",
            down(&drill)
        );
        assert_eq!(drill.report.writes.lost, 0, "{seed}");
        // Mostly the old host falls silent, and each connection is left with a write in doubt.
        assert!([0, 10].contains(&drill.report.writes.in_doubt), "{seed}");
        assert_eq!(
            real.report.writes.in_doubt, 10,
            "{seed}: one for each connection"
        );
        assert_eq!(drill.database("orders").az, "us-east-1b");
    }
}

#[test]
fn the_story_of_a_second_forced_failover() {
    let run = check(
        &[
            M,
            FORCE,
            "4m  aws rds reboot-db-instance --db-instance-identifier orders --force-failover",
            "20m aws rds reboot-db-instance --db-instance-identifier orders --force-failover",
            "1h  end",
        ],
        expect![[r#"
            1m               0013 orders: Failover to the standby started
            1m50s35ms        0006 orders: Database engine started again
            1m50s35ms        0049 orders: Failover to the standby complete
            1m50s35ms        0361 orders: Rebuild of the standby started
            1m52s692ms       0015 orders: Failover complete; the DNS record names the new primary
            3m13s621ms       0362 orders: Rebuild of the standby complete
            4m               0034 orders: Requested failover dropped: one happened recently
            20m              0013 orders: Failover to the standby started
            20m55s226ms      0006 orders: Database engine started again
            20m55s226ms      0049 orders: Failover to the standby complete
            20m55s226ms      0361 orders: Rebuild of the standby started
            20m56s842ms      0015 orders: Failover complete; the DNS record names the new primary
            22m10s929ms      0362 orders: Rebuild of the standby complete
            => aws rds reboot-db-instance orders: recovered after 55s = failover 50s35ms + dns 4s965ms
               writes failed for 55s
               reads failed for 55s
            => aws rds reboot-db-instance orders: recovered after 1m = failover 55s226ms + dns 4s774ms
               writes failed for 1m
               reads failed for 1m
            writes: 8814250 acknowledged, 5730 refused, 20 in doubt; 0 lost, 0 of them stranded
            orders available us-east-1a
        "#]],
    );
    assert_eq!(run.outcomes(), ["ok", "ok", "ok"]);
    assert_eq!(run.database("orders").az, "us-east-1a");
}

#[test]
fn after_a_clean_switch_the_old_primary_is_soon_in_step_again() {
    let run = run(&[M, FORCE, "1h end"]);
    let rebuilt =
        run.event_ms("orders", 362).expect("it is") - run.event_ms("orders", 361).expect("it is");
    assert!((20_000..=90_000).contains(&rebuilt), "{rebuilt}");
    assert!(database(&run.view(), "orders").protected);
}

#[test]
fn a_failover_needs_a_standby_that_is_in_step() {
    let single = run(&[S, FORCE, "1h end"]);
    assert_eq!(single.outcomes(), ["InvalidParameterCombination"]);
    let unprotected = run(&[
        M,
        "30s fault inject az-outage us-east-1b --for 1h",
        FORCE,
        "2h end",
    ]);
    assert_eq!(unprotected.outcomes(), ["ok", "InvalidDBInstanceState"]);
    assert_eq!(unprotected.report.writes.refused, 0);
}

#[test]
fn while_one_goes_on_another_is_refused() {
    let run = run(&[
        M,
        FORCE,
        &REBOOT.replace("1m", "61s"),
        &FORCE.replace("1m", "62s"),
        "1h end",
    ]);
    let state = "InvalidDBInstanceState";
    assert_eq!(run.outcomes(), ["ok", state, state]);
}

#[test]
fn a_rebooted_replica_catches_up() {
    let run = run(&[
        R,
        "1m aws rds reboot-db-instance --db-instance-identifier orders-r",
        "1h end",
    ]);
    let view = run.view();
    let (source, replica) = (database(&view, "orders"), database(&view, "orders-r"));
    assert!(source.primary().tape.position - replica.primary().tape.position <= 50);
    let events: Vec<u16> = run.events("orders-r").iter().map(|(_, id)| *id).collect();
    assert_eq!(events, [4, 45, 6, 46]);
}

#[test]
fn a_crash_during_a_reboot_is_over_with_it() {
    let run = run(&[
        S,
        REBOOT,
        "70s fault inject instance-crash orders",
        "1h end",
    ]);
    assert_eq!(run.database("orders").status, "available");
    assert!(app(&run.view(), "shop").writes.outage_total.ms() <= 91_000);
}

#[test]
fn a_zone_that_fails_during_a_reboot_lets_the_standby_take_over() {
    let run = run(&[
        M,
        REBOOT,
        "70s fault inject az-outage us-east-1a --for 1h",
        "3h end",
    ]);
    assert_eq!(run.database("orders").az, "us-east-1b");
    assert!(run.report.writes.lost == 0);
    assert!(app(&run.view(), "shop").writes.outage_total.ms() < ms("6m"));
}
