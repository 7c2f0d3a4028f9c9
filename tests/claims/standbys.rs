//! The standby of a Multi-AZ DB instance.

use crate::common::{M, app, check, database, ms, run, run_under, seeds, usage_error};
use expect_test::expect;

#[test]
fn a_standby_whose_zone_was_lost_protects_again_only_when_it_is_rebuilt() {
    for seed in seeds() {
        let run = run_under(
            &seed,
            &[
                M,
                "60s fault inject az-outage us-east-1b --for 45m",
                "4h end",
            ],
        );
        let (from, to) = (run.event_ms("orders", 361), run.event_ms("orders", 362));
        let (from, to) = (from.expect("a rebuild starts"), to.expect("a rebuild ends"));
        assert_eq!(from, ms("46m"), "{seed}");
        assert!(
            (ms("15m")..=ms("2h")).contains(&(to - from)),
            "{seed}: {}",
            to - from
        );
        assert!(
            !database(&run.at_ms(to - 1000), "orders").protected,
            "{seed}"
        );
        assert!(database(&run.view(), "orders").protected, "{seed}");
    }
}

#[test]
fn the_failed_database_becomes_the_standby_and_nothing_fails_back() {
    let run = check(
        &[
            M,
            "60s fault inject az-outage us-east-1a --for 45m",
            "3h end",
        ],
        expect![[r#"
        us-east-1a: az-outage strikes
        orders: Failover to the standby started (0013)
        orders: Database engine started again (0006)
        orders: Failover to the standby complete (0049)
        orders: Failover complete; the DNS record names the new primary (0015)
        us-east-1a: az-outage ends
        orders: Rebuild of the standby started (0361)
        orders: Rebuild of the standby complete (0362)
        => az-outage us-east-1a: recovered, lost nothing, 0 rows damaged
           detection, failover, dns
        orders is available in us-east-1b
    "#]],
    );
    let view = run.view();
    let orders = database(&view, "orders");
    assert_eq!(
        orders.standbys().first().map(|standby| standby.zone.name()),
        Some("us-east-1a".into())
    );
    assert!(orders.protected);
    assert!(!database(&run.at("30m"), "orders").protected);
}

#[test]
fn until_the_standby_is_rebuilt_a_second_failure_is_not_covered() {
    let run = run(&[
        M,
        "60s fault inject az-outage us-east-1a --for 45m",
        "20m fault inject az-outage us-east-1b --for 10m",
        "6h end",
    ]);
    let [first, second] = &run.report.incidents[..] else {
        panic!("there are two incidents")
    };
    assert!(first.recovery_ms.expect("a failover") < ms("3m"));
    // Nothing is left to fail over to: it is back only after its zone is, in the time of a reboot.
    let recovery = second.recovery_ms.expect("the zone came back");
    assert!(
        (ms("10m20s")..=ms("11m36s")).contains(&recovery),
        "{recovery}"
    );
    assert_eq!(second.phases[0].name, "waiting for the zone");
    assert_eq!(run.report.writes.lost, 0);
    assert_eq!(run.database("orders").az, "us-east-1b");
    let failovers = run
        .events("orders")
        .iter()
        .filter(|(_, id)| *id == 49)
        .count();
    assert_eq!(failovers, 1);
}

#[test]
fn the_standby_is_in_step_with_the_primary() {
    let crashes = [
        "60s fault inject az-outage us-east-1a",
        "60s fault inject host-failure orders",
        "60s fault inject volume-failure orders",
        "60s fault inject network-partition us-east-1a us-east-1",
        "60s aws rds reboot-db-instance --db-instance-identifier orders --force-failover",
    ];
    for (seed, crash) in seeds().flat_map(|seed| crashes.map(|crash| (seed.clone(), crash))) {
        let run = run_under(&seed, &[M, crash, "20m end"]);
        let view = run.at_ms(59_999);
        let orders = database(&view, "orders");
        let standby = orders.standbys().first().expect("it has a standby");
        assert_eq!(
            standby.tape.position,
            orders.primary().tape.position,
            "{seed}: {crash}"
        );
        assert!(
            run.event_ms("orders", 49).is_some(),
            "{seed}: {crash}: {:?}",
            run.events("orders")
        );
        assert_eq!(run.report.writes.lost, 0, "{seed}: {crash}");
        assert_eq!(run.database("orders").az, "us-east-1b", "{seed}: {crash}");
        let view = run.view();
        assert!(
            app(&view, "shop").writes.outage_total.ms() < ms("137s"),
            "{seed}: {crash}"
        );
    }
}

#[test]
fn the_standby_serves_no_reads() {
    let run = run(&[
        M,
        "30s aws rds describe-db-instances --db-instance-identifier orders",
        "40s app create report --connect orders --read-from orders-standby",
        "60s fault inject az-outage us-east-1a",
        "20m end",
    ]);
    let instance = &run.reply("describe-db-instances")["DBInstances"][0];
    assert_eq!(instance["SecondaryAvailabilityZone"], "us-east-1b");
    assert_eq!(
        instance["Endpoint"]["Address"],
        "orders.lab.us-east-1.rds.amazonaws.com"
    );
    assert_eq!(
        run.outcomes()[1],
        "DBInstanceNotFound",
        "the standby has no name to connect to"
    );
    // While there is no primary there are no reads either.
    assert_eq!(
        run.incident().read_outage_ms,
        run.incident().write_outage_ms
    );
    assert!(run.incident().read_outage_ms >= 60_000);
}

#[test]
fn no_option_reaches_a_standby() {
    let error = usage_error(&[
        M,
        "60s app create report --connect orders --read-from-standby",
    ]);
    assert!(error.contains("--read-from"), "{error}");
}
