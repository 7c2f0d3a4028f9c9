//! Multi-AZ DB clusters: a writer and two readable standbys, of which one must have what is committed.

use crate::common::{C, Run, app, database, ms, run, run_under, seeds};
use failover_lab::world::{ChannelState, DatabaseView};

const ZONE: &str = "1m fault inject az-outage us-east-1a --for 45m";

/// As [`C`], its reads going to the reader endpoint.
pub fn reading() -> String {
    C.replace(
        "--reads 200/s",
        "--reads 200/s --read-from orders.cluster-ro",
    )
}

fn zones(db: &DatabaseView) -> Vec<String> {
    db.copies.iter().map(|copy| copy.zone.name()).collect()
}

fn members(run: &Run) -> Vec<(String, bool)> {
    let reply = run.reply("describe-db-clusters");
    let members = reply["DBClusters"][0]["DBClusterMembers"].as_array();
    let member = |member: &serde_json::Value| {
        let name = member["DBInstanceIdentifier"].as_str();
        (
            name.expect("it has a name").to_owned(),
            member["IsClusterWriter"] == true,
        )
    };
    members
        .expect("it has members")
        .iter()
        .map(member)
        .collect()
}

#[test]
fn a_reader_takes_over_from_a_dark_zone_within_35_seconds_and_has_every_acknowledged_write() {
    for seed in seeds() {
        let run = run_under(&seed, &[C, ZONE, "4h end"]);
        let done = run.event_ms("orders", 71).expect("it fails over");
        assert!((75_000..=96_000).contains(&done), "{seed}: {done}");
        assert!(
            run.event_ms("orders", 73).is_some_and(|at| at < done),
            "{seed}"
        );
        // The application finds the new address: up to 10 s until it is there, 5 s of its own cache, a second to try again.
        assert!((15_000..=53_000).contains(&run.recovery_ms()), "{seed}");
        assert_eq!(run.report.writes.lost, 0, "{seed}");
        let after = run.at("10m");
        let orders = database(&after, "orders");
        // The reader that has applied most.
        let zone = orders.primary().zone.name();
        assert!(
            ["us-east-1b", "us-east-1c"].contains(&zone.as_str()),
            "{seed}"
        );
        assert!(orders.protected, "{seed}: the third has everything too");
        assert_eq!(zones(database(&run.view(), "orders")).len(), 3, "{seed}");
    }
}

#[test]
fn reads_go_to_a_reader_by_a_name_of_their_own_and_hardly_notice_the_failover() {
    for seed in seeds() {
        let run = run_under(&seed, &[&reading(), ZONE, "4h end"]);
        let before = run.at("30s");
        let shop = app(&before, "shop");
        let at = |host: &Option<failover_lab::world::HostView>| {
            host.as_ref().map(|host| host.zone.name())
        };
        assert_eq!(shop.read_from, "orders.cluster-ro");
        assert_eq!(at(&shop.writes.host).as_deref(), Some("us-east-1a"));
        assert_eq!(at(&shop.reads.host).as_deref(), Some("us-east-1b"));
        let shop = app(&run.view(), "shop").clone();
        // The reader that becomes the writer starts anew.
        assert!(shop.reads.outage_total.ms() <= 3_000, "{seed}: {shop:?}");
        assert!(shop.writes.outage_total.ms() >= 15_000, "{seed}");
    }
}

#[test]
fn a_readers_zone_costs_no_write_and_the_reader_endpoint_leads_to_the_other_one() {
    for seed in seeds() {
        let run = run_under(
            &seed,
            &[
                &reading(),
                "1m fault inject az-outage us-east-1b --for 45m",
                "4h end",
            ],
        );
        let shop = app(&run.view(), "shop").clone();
        assert_eq!(shop.writes.outage_total.ms(), 0, "{seed}");
        let down = shop.reads.outage_total.ms();
        assert!((1_000..=40_000).contains(&down), "{seed}: {down}");
        let after = run.at("10m");
        assert!(
            database(&after, "orders").protected,
            "{seed}: one acknowledges"
        );
        let host = app(&after, "shop").reads.host.clone().expect("it reads");
        assert_eq!(host.zone.name(), "us-east-1c", "{seed}");
        assert!(
            run.event_ms("orders-instance-2", 362).is_some(),
            "{seed}: rebuilt"
        );
    }
}

#[test]
fn without_a_reader_to_acknowledge_it_nothing_is_committed_and_so_nothing_lost() {
    for seed in seeds() {
        let run = run_under(
            &seed,
            &[
                C,
                "1m fault inject az-outage us-east-1b --for 20m",
                "2m fault inject az-outage us-east-1c --for 8m",
                "5m fault inject volume-failure orders",
                "6h end",
            ],
        );
        let waits = run.at("4m");
        assert_eq!(
            app(&waits, "shop").writes.state,
            ChannelState::Failing,
            "{seed}"
        );
        assert_eq!(
            app(&waits, "shop").reads.state,
            ChannelState::Serving,
            "{seed}"
        );
        assert!(!database(&waits, "orders").protected, "{seed}");
        // The writer's volume dies meanwhile; the last reader that acknowledged comes back, and has everything.
        assert_eq!(run.report.writes.lost, 0, "{seed}");
        let orders = run.database("orders");
        assert_eq!(
            (orders.az.as_str(), orders.status),
            ("us-east-1c", "available"),
            "{seed}"
        );
    }
}

#[test]
fn a_failover_that_is_asked_for_goes_to_the_reader_that_is_named() {
    let run = run(&[
        C,
        "1m aws rds failover-db-cluster --db-cluster-identifier orders --target-db-instance-identifier orders-instance-3",
        "10m aws rds describe-db-clusters --db-cluster-identifier orders",
        "11m aws rds failover-db-cluster --db-cluster-identifier orders --target-db-instance-identifier orders-instance-3",
        "12m aws rds failover-db-cluster --db-cluster-identifier orders --target-db-instance-identifier orders-instance-9",
        "13m aws rds describe-db-instances --db-instance-identifier orders-instance-1",
        "1h end",
    ]);
    assert_eq!(
        run.outcomes()[2..4],
        ["InvalidDBInstanceState", "DBInstanceNotFound"]
    );
    let named = |name: &str, writes| (name.to_owned(), writes);
    assert_eq!(
        members(&run),
        [
            named("orders-instance-3", true),
            named("orders-instance-2", false),
            named("orders-instance-1", false),
        ]
    );
    let incident = run.incident();
    assert_eq!(incident.cause(), "aws rds failover-db-cluster", "a drill");
    assert_eq!(incident.lost_writes, 0);
    let member = &run.reply("describe-db-instances")["DBInstances"][0];
    assert_eq!(member["DBClusterIdentifier"], "orders");
    assert_eq!(member["AvailabilityZone"], "us-east-1a");
}

#[test]
fn a_reboot_of_the_writer_is_an_outage_and_no_failover() {
    for seed in seeds() {
        let run = run_under(
            &seed,
            &[
                &reading(),
                "1m aws rds reboot-db-cluster --db-cluster-identifier orders",
                "1h end",
            ],
        );
        assert!((20_000..=92_000).contains(&run.recovery_ms()), "{seed}");
        assert_eq!(run.database("orders").az, "us-east-1a", "{seed}");
        let events: Vec<u16> = run
            .events("orders-instance-1")
            .iter()
            .map(|(_, id)| *id)
            .collect();
        assert_eq!(events, [4, 6], "{seed}");
        assert_eq!(
            app(&run.view(), "shop").reads.outage_total.ms(),
            0,
            "{seed}"
        );
    }
}

#[test]
fn a_cluster_is_restored_from_its_snapshot_and_to_any_second_up_to_now() {
    let run = run(&[
        C,
        "1m aws rds create-db-cluster-snapshot --db-cluster-identifier orders --db-cluster-snapshot-identifier s",
        "+0s aws rds wait db-cluster-snapshot-available --db-cluster-snapshot-identifier s",
        "30m aws rds restore-db-cluster-from-snapshot --db-cluster-identifier again --snapshot-identifier s --engine postgres",
        "30m aws rds restore-db-instance-from-db-snapshot --db-instance-identifier single --db-cluster-snapshot-identifier s",
        "31m aws rds restore-db-cluster-to-point-in-time --db-cluster-identifier earlier --source-db-cluster-identifier orders \
             --restore-to-time 2026-01-12T12:30:30Z",
        "+0s aws rds wait db-cluster-available --db-cluster-identifier earlier",
        "+0s app point shop --to earlier",
        "+0s aws rds describe-db-cluster-snapshots --db-cluster-snapshot-identifier s",
        "+0s aws rds delete-db-cluster-snapshot --db-cluster-snapshot-identifier s",
        "+0s aws rds describe-db-snapshots",
        "12h end",
    ]);
    assert!(
        run.outcomes().iter().all(|code| *code == "ok"),
        "{:?}",
        run.outcomes()
    );
    let view = run.view();
    assert_eq!(zones(database(&view, "again")).len(), 3);
    assert_eq!(zones(database(&view, "earlier")).len(), 3);
    assert_eq!(zones(database(&view, "single")).len(), 1);
    let shot = &run.reply("describe-db-cluster-snapshots")["DBClusterSnapshots"][0];
    assert_eq!(shot["DBClusterIdentifier"], "orders");
    let others = run.reply("describe-db-snapshots")["DBSnapshots"].as_array();
    let of_instances = |shot: &serde_json::Value| shot["DBInstanceIdentifier"] == "single";
    assert!(
        others.is_some_and(|all| all.iter().all(of_instances)),
        "{others:?}"
    );
    assert_eq!(app(&view, "shop").connect, "earlier");
}

#[test]
fn its_log_is_uploaded_continuously() {
    let run = run(&[C, "10m fault inject volume-failure orders", "20m end"]);
    for moment in ["3m7s", "7m59s"] {
        let view = run.at(moment);
        let latest = database(&view, "orders").latest_restorable;
        let latest = latest.expect("it can be restored").ms().unsigned_abs();
        assert!(ms(moment) - latest <= 1_000, "{moment}: {latest}");
    }
}

#[test]
fn the_names_of_its_members_are_taken() {
    const SINGLE: &str = "aws rds create-db-instance --engine postgres --db-instance-class db.m6g.large --allocated-storage 20 \
        --db-instance-identifier";
    let members = format!("1m {SINGLE} orders-instance-2");
    assert_eq!(
        run(&[C, &members, "2m end"]).outcomes(),
        ["DBInstanceAlreadyExists"]
    );
    let before = format!("given {SINGLE} orders-instance-3");
    let (made, _) = C
        .trim()
        .split_once("\ngiven app")
        .expect("it is made first");
    let cluster = made.replacen("given", "1m", 1);
    let after = run(&[&before, &cluster, "2m end"]);
    assert!(
        after.outcomes()[0].starts_with("DBCluster"),
        "{:?}",
        after.outcomes()
    );
}

#[test]
fn a_month_of_it_costs_three_instances_and_three_volumes() {
    let run = run(&[C, "1s end"]);
    let cost = run.view().cost;
    let of_orders = |what: &str| {
        let mut items = cost.iter().filter(|item| item.what.starts_with("orders: "));
        let item = items.find(|item| item.what.contains(what));
        item.unwrap_or_else(|| panic!("{what}: {cost:?}"))
    };
    // No price of its class is known: sums leave it out, and say so.
    assert_eq!(of_orders("db.m6gd.large").usd_per_month, None);
    let volumes = of_orders("GiB");
    assert!(
        volumes.usd_per_month.is_some() && volumes.how.contains("× 3"),
        "{volumes:?}"
    );
}
