//! Hostile runs that must add up all the same: `common` checks every account, the model its invariants after each event.

use crate::common::{M, R, S, X, run, run_under};

#[test]
fn accounts_add_up_through_splits_storms_and_stops() {
    let storm = "
        10s  app create board --connect orders --read-from orders-r --writes 7/s --reads 3/s --timeout 45s --dns-cache 3m
        60s  fault inject write-surge shop --factor 100 --for 10m
        70s  fault inject network-partition orders orders-r --for 7m
        80s  fault inject bad-write orders
        90s  aws rds promote-read-replica --db-instance-identifier orders-r
        100s fault inject instance-crash orders
        3m   app point shop --to orders-r
        4m   app stop board
        5m   fault inject host-failure orders
        20m  app point board --to orders-r
        21m  app start board
        22m  app point shop --to orders
        40m  fault inject volume-failure orders
        41m  app point shop --to orders-r
        60m  fault inject az-outage us-east-1b --for 10m
        2h   aws rds delete-db-instance --db-instance-identifier orders-r --skip-final-snapshot
        3h   end";
    for seed in crate::bands::SEEDS {
        let run = run_under(seed, &[R, storm]);
        let view = run.view();
        for app in &view.apps {
            let t = app.totals;
            assert_eq!(
                t.attempted,
                t.acknowledged + t.refused + t.in_doubt,
                "{seed} {}",
                app.name
            );
            assert_eq!(t.acknowledged, t.present + t.lost, "{seed} {}", app.name);
        }
        assert_eq!(
            view.writes.present, 0,
            "{seed}: every database they used is gone"
        );
        let of_incidents: u64 = run
            .report
            .incidents
            .iter()
            .map(|incident| incident.lost_writes)
            .sum();
        assert!(of_incidents <= run.report.writes.lost, "{seed}");
    }
}

#[test]
fn every_lost_write_belongs_to_one_incident_and_is_named_once() {
    let run = run(&[
        R,
        "60s fault inject network-partition orders orders-r --for 2h",
        "10m fault inject bad-write orders",
        "20m fault inject volume-failure orders",
        "21m aws rds promote-read-replica --db-instance-identifier orders-r",
        "+0s aws rds wait db-instance-available --db-instance-identifier orders-r",
        "+5s app point shop --to orders-r",
        "3h  end",
    ]);
    // The application was waiting for the lost volume when its tape changed: the loss is that incident's, though the replica
    // lacks the damage too.
    let [partition, bad, volume] = &run.report.incidents[..] else {
        panic!("three incidents")
    };
    assert_eq!((partition.lost_writes, bad.lost_writes), (0, 0));
    assert_eq!(volume.lost_writes, run.report.writes.lost);
    assert!(bad.recovery_ms.is_some() && volume.recovery_ms.is_some());
    let named: u64 = volume
        .lost
        .iter()
        .map(|stretch| stretch.last - stretch.first + 1)
        .sum();
    assert_eq!(named, volume.lost_writes);
    let ordered = volume
        .lost
        .windows(2)
        .all(|pair| pair[0].last < pair[1].first);
    assert!(ordered, "{:?}", volume.lost);
    let stranded = volume.lost.iter().filter(|stretch| stretch.stranded);
    assert_eq!(
        stranded
            .map(|stretch| stretch.last - stretch.first + 1)
            .sum::<u64>(),
        volume.stranded_writes
    );
}

#[test]
fn a_surge_at_the_highest_rate_does_not_overflow() {
    let fast = X.replace("--writes 50/s", "--writes 1000000/s");
    let run = run(&[
        &fast,
        "60s fault inject write-surge shop --factor 10000 --for 1h",
        "2m  fault inject region-outage us-east-1 --for 1h",
        "3m  aws rds promote-read-replica --db-instance-identifier orders-west --region us-west-2",
        "10h app point shop --to us-west-2/orders-west",
        "2d  end",
    ]);
    assert!(run.report.writes.attempted >= 4 * 86_400 * 999_000);
}

#[test]
fn years_pass_quickly() {
    let run = run(&[
        M,
        "365d  fault inject az-outage us-east-1a --for 45m",
        "1095d aws rds reboot-db-instance --db-instance-identifier orders --force-failover",
        "3650d end",
    ]);
    let days = 3650 + 2;
    assert_eq!(run.report.writes.attempted, days * 86_400 * 50);
    assert_eq!(run.report.writes.lost, 0);
    let causes: Vec<_> = run.report.incidents.iter().map(|one| one.cause()).collect();
    assert_eq!(causes, ["az-outage", "aws rds reboot-db-instance"]);
    assert!(
        run.report
            .incidents
            .iter()
            .all(|one| one.recovery_ms.is_some())
    );
}

#[test]
fn a_span_of_loss_runs_from_the_last_kept_write_to_the_last_lost_one() {
    let run = run(&[
        S,
        "60s fault inject volume-failure orders",
        "2m  aws rds restore-db-instance-to-point-in-time --source-db-instance-identifier orders \
             --target-db-instance-identifier orders-2 --restore-time 2026-01-12T11:00:00Z",
        "+0s aws rds wait db-instance-available --db-instance-identifier orders-2",
        "+5s app point shop --to orders-2",
        "8h  end",
    ]);
    let incident = run.incident();
    assert_eq!(incident.lost_writes, 3660 * 50);
    // The last kept write is that of 10:59:59.980, the last lost one that of 12:00:59.980.
    assert_eq!(incident.lost_span_ms, 3_660_000);
}

#[test]
fn goals_are_judged_by_recovery_and_by_span() {
    let judged = |start: &str, goals: &str| {
        let run = run(&[
            start,
            goals,
            "60s fault inject az-outage us-east-1a --for 45m",
            "8h end",
        ]);
        (run.incident().met_rto, run.incident().met_rpo)
    };
    assert_eq!(
        judged(M, "goal rto 3m\ngoal rpo 0s"),
        (Some(true), Some(true))
    );
    assert_eq!(
        judged(M, "goal rto 30s\ngoal rpo 0s"),
        (Some(false), Some(true))
    );
    assert_eq!(judged(S, "goal rto 3m"), (Some(false), None));
    let unnoticed = run(&[
        M,
        "goal rto 0s\ngoal rpo 0s",
        "60s fault inject az-outage us-east-1b",
        "8h end",
    ]);
    assert_eq!(
        (unnoticed.incident().met_rto, unnoticed.incident().met_rpo),
        (Some(true), Some(true))
    );
}
