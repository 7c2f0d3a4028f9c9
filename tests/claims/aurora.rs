//! What is claimed of Amazon Aurora.

use crate::common::{app, database, ms, run, run_under, seeds};

const CLUSTER: &str = "
given aws rds create-db-cluster --db-cluster-identifier orders --engine aurora-mysql
given aws rds create-db-instance --db-instance-identifier orders-1 --db-cluster-identifier orders --engine aurora-mysql \
    --db-instance-class db.r6g.large
given app create shop --connect orders --writes 50/s --reads 200/s
";

/// 002: Aurora backs up continuously, without performance cost. There is no window in which anything waits, backups cannot be turned
/// off, and the latest restorable time is typically within five minutes.
#[test]
fn aurora_backs_up_continuously_and_nothing_waits_for_it() {
    let off = "1m aws rds create-db-cluster --db-cluster-identifier other --engine aurora-mysql --backup-retention-period 0";
    for seed in seeds().take(5) {
        let run = run_under(&seed, &[CLUSTER, off, "25h end"]);
        assert_eq!(run.outcomes(), ["InvalidParameterValue"], "{seed}");
        let usual = app(&run.at("1m"), "shop").writes.latency_ms;
        for quarter in 0..100 {
            let view = run.at_ms(quarter * 900_000 + 1);
            let orders = database(&view, "orders");
            assert_eq!(orders.status, "available", "{seed}: never backing-up");
            let latest = orders.latest_restorable.expect("it is backed up");
            assert!(view.now.since(latest).ms() <= ms("5m"), "{seed}: {quarter}");
            let shop = app(&view, "shop");
            assert!((shop.writes.latency_ms - usual).abs() < 1e-9, "{seed}");
        }
        let view = run.view();
        assert!(app(&view, "shop").writes.outages.is_empty(), "{seed}");
    }
}

/// 002: Aurora is Multi-AZ by default. It differs: its volume always is, its instances stand where somebody makes them. With one
/// instance a crash is over soon, a lost host takes up to ten minutes, and a dark zone lasts until it is over or somebody makes an
/// instance elsewhere; nothing is lost in any case.
#[test]
fn auroras_data_are_in_three_zones_and_its_instances_where_they_were_made() {
    for seed in seeds() {
        let after = |fault: &str| run_under(&seed, &[CLUSTER, fault, "4h end"]);
        let crash = after("1m fault inject instance-crash orders");
        assert!(crash.recovery_ms() <= ms("96s"), "{seed}");
        let host = after("1m fault inject host-failure orders");
        assert!(
            (ms("3m")..=ms("10m6s")).contains(&host.recovery_ms()),
            "{seed}"
        );
        let zone = after("1m fault inject az-outage us-east-1a --for 2h");
        assert!(
            zone.recovery_ms() >= ms("2h"),
            "{seed}: nobody made an instance elsewhere"
        );
        for run in [crash, host, zone] {
            assert_eq!(run.report.writes.lost, 0, "{seed}");
        }
    }
    let elsewhere = "1m fault inject az-outage us-east-1a --for 2h
2m aws rds create-db-instance --db-instance-identifier orders-2 --db-cluster-identifier orders --engine aurora-mysql --db-instance-class db.r6g.large";
    let made = run(&[CLUSTER, elsewhere, "4h end"]);
    assert!(made.recovery_ms() <= ms("13m"), "{}", made.recovery_ms());
    // What stands in the dark zone alone is not where the data are.
    let other = run(&[
        CLUSTER,
        "1m fault inject az-outage us-east-1b --for 2h",
        "4h end",
    ]);
    assert_eq!(app(&other.view(), "shop").writes.outage_total.ms(), 0);
}
