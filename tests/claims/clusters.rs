//! What is claimed of Multi-AZ DB clusters.

use crate::common::{C, app, database, run_under, seeds};

const CUT: &str = "1m fault inject network-partition us-east-1a us-east-1b --for 10m";
const LOST: &str = "5m fault inject host-failure orders";

/// 004: a Multi-AZ cluster keeps a writer and two readers in step synchronously. It differs: one of two has to have a commit.
#[test]
fn a_cluster_keeps_a_writer_and_two_readers_in_step() {
    for seed in seeds() {
        let run = run_under(&seed, &[C, CUT, LOST, "6h end"]);
        let cut = run.at("4m");
        let orders = database(&cut, "orders");
        let positions: Vec<u64> = orders
            .copies
            .iter()
            .map(|copy| copy.tape.received)
            .collect();
        assert_eq!(positions[0], positions[2], "{seed}: one has every commit");
        assert!(
            positions[1] + 170 * 50 <= positions[0],
            "{seed}: the other has not"
        );
        let shop = app(&cut, "shop");
        assert_eq!(
            shop.writes.outage_total.ms(),
            0,
            "{seed}: and nothing waits for it"
        );
        // The writer alone is lost: the one that has every commit takes over.
        let incidents = run.report.incidents.iter();
        let lost = incidents.filter(|incident| incident.fault == Some("host-failure"));
        let recovery = lost.filter_map(|incident| incident.recovery_ms).next();
        assert!(
            run.event_ms("orders", 71).is_some_and(|at| at <= 336_000),
            "{seed}"
        );
        assert!(recovery.is_some(), "{seed}");
        assert_eq!(run.report.writes.lost, 0, "{seed}");
    }
}

/// 004, the same claim: what a reader has received it has yet to apply; readers see it later, and a failover waits for it.
#[test]
fn the_readers_of_a_cluster_have_what_is_committed_before_they_show_it() {
    const SURGE: &str = "1m fault inject write-surge shop --factor 20 --for 2m";
    for seed in seeds().take(5) {
        for start in [C.to_owned(), C.replace("postgres", "mysql")] {
            let run = run_under(
                &seed,
                &[
                    &start,
                    SURGE,
                    "2m fault inject host-failure orders",
                    "6h end",
                ],
            );
            let before = run.at("119s");
            let orders = database(&before, "orders");
            for reader in orders.standbys() {
                assert_eq!(
                    reader.tape.received,
                    orders.primary().tape.position,
                    "{seed}"
                );
                // 1,000 writes arrive in a second, 500 are applied.
                assert!(
                    reader.tape.received - reader.tape.position > 25_000,
                    "{seed}"
                );
            }
            let done = run.event_ms("orders", 71).expect("it fails over");
            assert!(
                (120_000 + 65_000..=120_000 + 110_000).contains(&done),
                "{seed}: {done}"
            );
            assert_eq!(run.report.writes.lost, 0, "{seed}");
        }
    }
}

/// 004: cluster readers serve reads.
#[test]
fn the_readers_of_a_cluster_serve_reads() {
    let reading = C.replace(
        "--reads 200/s",
        "--reads 200/s --read-from orders.cluster-ro",
    );
    for (start, zone) in [(C, "us-east-1a"), (&reading, "us-east-1b")] {
        let run = run_under("LAB", &[start, "10m end"]);
        let reads = app(&run.view(), "shop").reads.clone();
        assert_eq!(
            reads.host.map(|host| host.zone.name()).as_deref(),
            Some(zone)
        );
        assert_eq!(reads.outage_total.ms(), 0);
    }
    // While the writer's host is dead, they go on.
    let run = run_under(
        "LAB",
        &[&reading, "1m fault inject host-failure orders", "70s end"],
    );
    let shop = app(&run.view(), "shop").clone();
    assert!(shop.writes.outage_total.ms() >= 9_000);
    assert_eq!(shop.reads.outage_total.ms(), 0);
}
