//! Who takes over, how long that takes, and where names lead meanwhile.

use crate::common::{Run, app, database, ms, run, run_under, seeds};
use crate::start::{HEADLESS, cluster, instance, reading};

/// The name of the writer as AWS tells it at the end.
fn writer(run: &Run) -> String {
    let reply = run.reply("describe-db-clusters");
    let members = reply["DBClusters"][0]["DBClusterMembers"].as_array();
    let mut members = members.expect("it has members").iter();
    let writing = members.find(|member| member["IsClusterWriter"] == true);
    let name = writing.and_then(|member| member["DBInstanceIdentifier"].as_str());
    name.unwrap_or_default().to_owned()
}

const LOOK: &str = "2h aws rds describe-db-clusters --db-cluster-identifier orders\n2h end";

#[test]
fn a_reader_takes_over_from_a_dark_zone_within_a_minute_and_nothing_is_lost() {
    for seed in seeds() {
        let dark = "60s fault inject az-outage us-east-1a --for 45m";
        let run = run_under(&seed, &[&cluster(2), dark, "2h end"]);
        let done = run.event_ms("orders", 71).expect("it fails over");
        assert!((70_000..=120_000).contains(&done), "{seed}: {done}");
        assert!(
            run.event_ms("orders", 73).is_some_and(|at| at < done),
            "{seed}"
        );
        // The application finds the new address: up to 10 s until it is there, 5 s of its own cache, a second to try again.
        assert!((10_000..=77_000).contains(&run.recovery_ms()), "{seed}");
        assert_eq!(run.report.writes.lost, 0, "{seed}");
        let after = run.at("10m");
        assert!(
            !database(&after, "orders").protected,
            "{seed}: there is no other reader"
        );
        // The zone is back, and with it the old writer, as a reader.
        let orders = database(&run.view(), "orders").clone();
        assert_eq!(orders.primary().zone.name(), "us-east-1b", "{seed}");
        assert!(orders.protected && orders.has_readers(), "{seed}");
    }
}

/// Aurora brings an instance back in its own zone, and in no other: while that is dark there is none until somebody makes one.
#[test]
fn without_a_reader_nobody_takes_over_from_a_dark_zone_until_somebody_makes_an_instance() {
    let dark = "60s fault inject az-outage us-east-1a --for 3h";
    for seed in seeds().take(5) {
        let waits = run_under(&seed, &[&cluster(1), dark, "5h end"]);
        assert!(waits.recovery_ms() >= ms("3h"), "{seed}");
        assert!(
            waits.phase_ms("waiting for the zone") >= ms("2h59m"),
            "{seed}"
        );
        assert_eq!(waits.at("1h").databases[0].status, "failing-over", "{seed}");
        let made = format!(
            "10m {}",
            instance("orders-2", "--availability-zone us-east-1b")
        );
        let acts = run_under(&seed, &[&cluster(1), dark, &made, "5h end"]);
        // Five to ten minutes for the instance, a minute at most for the failover to it, and the name.
        let recovery = acts.recovery_ms();
        assert!(
            (ms("14m")..=ms("21m")).contains(&recovery),
            "{seed}: {recovery}"
        );
        assert_eq!(acts.database("orders").az, "us-east-1b", "{seed}");
        assert_eq!(
            (waits.report.writes.lost, acts.report.writes.lost),
            (0, 0),
            "{seed}"
        );
    }
}

#[test]
fn without_a_reader_a_lost_host_is_replaced_in_its_zone_within_ten_minutes() {
    for seed in seeds() {
        let run = run_under(
            &seed,
            &[
                &cluster(1),
                "60s fault inject host-failure orders",
                "2h end",
            ],
        );
        assert!(
            (ms("3m")..=ms("10m6s")).contains(&run.recovery_ms()),
            "{seed}"
        );
        assert_eq!(run.phases()[0], "host replacement", "{seed}");
        assert_eq!(run.database("orders").az, "us-east-1a", "{seed}");
        assert_eq!(run.report.writes.lost, 0, "{seed}");
    }
}

#[test]
fn an_engine_that_crashes_restarts_where_it_ran_and_nobody_takes_its_place() {
    for seed in seeds().take(5) {
        let run = run_under(
            &seed,
            &[&reading(2), "60s fault inject instance-crash orders", LOOK],
        );
        assert!((20_000..=96_000).contains(&run.recovery_ms()), "{seed}");
        assert_eq!(run.phases(), ["crash recovery", "reconnect"], "{seed}");
        assert_eq!(run.events("orders"), [], "{seed}");
        assert_eq!(writer(&run), "orders-1", "{seed}");
        let view = run.view();
        assert_eq!(
            app(&view, "shop").reads.outage_total.ms(),
            0,
            "{seed}: readers go on"
        );
    }
}

#[test]
fn the_lowest_tier_takes_over_then_the_largest_then_any() {
    let reader = |name: &str, class: &str, tier: &str| {
        let line = instance(name, &format!("--promotion-tier {tier}"));
        format!("given {}\n", line.replace("db.r6g.large", class))
    };
    let writer_first = reader("w", "db.r6g.large", "0");
    let lost = "60s fault inject host-failure orders";
    let takes_over = |seed: &str, readers: &[String]| {
        let start = format!("{HEADLESS}{writer_first}{}", readers.concat());
        writer(&run_under(seed, &[&start, lost, LOOK]))
    };
    let small_first = [
        reader("large", "db.r6g.4xlarge", "2"),
        reader("small", "db.t4g.medium", "1"),
    ];
    assert_eq!(takes_over("LAB", &small_first), "small");
    let same_tier = [
        reader("small", "db.t4g.medium", "1"),
        reader("large", "db.r6g.4xlarge", "1"),
    ];
    assert_eq!(takes_over("LAB", &same_tier), "large");
    let alike = [
        reader("one", "db.r6g.large", "1"),
        reader("two", "db.r6g.large", "1"),
    ];
    let chosen: Vec<String> = seeds().map(|seed| takes_over(&seed, &alike)).collect();
    let times = |name: &str| chosen.iter().filter(|own| *own == name).count();
    assert_eq!(times("one") + times("two"), 20);
    assert!(times("one") > 3 && times("two") > 3, "{chosen:?}");
}

#[test]
fn a_failover_that_is_asked_for_goes_to_the_reader_that_is_named_and_the_old_writer_becomes_a_reader()
 {
    let asked = "60s aws rds failover-db-cluster --db-cluster-identifier orders --target-db-instance-identifier orders-3";
    for seed in seeds().take(5) {
        let run = run_under(&seed, &[&reading(3), asked, LOOK]);
        assert_eq!(writer(&run), "orders-3", "{seed}");
        let reply = run.reply("failover-db-cluster");
        assert_eq!(reply["DBCluster"]["Status"], "failing-over", "{seed}");
        assert!((1_000..=72_000).contains(&run.recovery_ms()), "{seed}");
        assert_eq!(run.report.writes.lost, 0, "{seed}");
        let orders = database(&run.view(), "orders").clone();
        assert_eq!(orders.standbys().len(), 2, "{seed}");
        assert!(orders.protected, "{seed}");
    }
}

#[test]
fn a_failover_needs_a_reader_that_can_take_over() {
    let ask = |target: &str| {
        format!("60s aws rds failover-db-cluster --db-cluster-identifier orders {target}")
    };
    let outcome = |instances: u32, lines: &str| {
        let run = run(&[&cluster(instances), lines, "10m end"]);
        run.outcomes().last().copied().expect("a line was run")
    };
    assert_eq!(outcome(1, &ask("")), "InvalidDBClusterStateFault");
    let to = "--target-db-instance-identifier";
    assert_eq!(
        outcome(2, &ask(&format!("{to} orders-1"))),
        "InvalidDBInstanceState"
    );
    assert_eq!(
        outcome(2, &ask(&format!("{to} nobody"))),
        "DBInstanceNotFound"
    );
    let twice = format!("{}\n{}", ask(""), ask(""));
    assert_eq!(outcome(2, &twice), "InvalidDBClusterStateFault");
}

/// One that takes over and is struck meanwhile is followed by another.
#[test]
fn a_failover_whose_reader_dies_goes_to_another_reader() {
    let dark = "60s fault inject host-failure orders-1\n63s fault inject host-failure orders-2\n63s fault inject host-failure orders-3";
    for seed in seeds().take(5) {
        let run = run_under(&seed, &[&cluster(4), dark, LOOK]);
        assert_eq!(writer(&run), "orders-4", "{seed}");
        assert_eq!(run.report.writes.lost, 0, "{seed}");
    }
}

#[test]
fn the_reader_endpoint_leads_to_readers_and_to_the_writer_where_there_are_none() {
    let lost = "60s fault inject host-failure orders-2";
    let run = run(&[&reading(3), lost, "2h end"]);
    let host = |view: &failover_lab::world::View| {
        let shop = app(view, "shop");
        shop.reads.host.as_ref().map(|host| host.zone.name())
    };
    assert_eq!(host(&run.at("30s")).as_deref(), Some("us-east-1b"));
    assert_eq!(host(&run.at("5m")).as_deref(), Some("us-east-1c"));
    let shop = app(&run.view(), "shop").clone();
    assert_eq!(
        shop.writes.outage_total.ms(),
        0,
        "the writer is not touched"
    );
    let reads = shop.reads.outage_total.ms();
    // What is seen in 5 to 12 s is told everywhere within 10 more, and asked for again within 5.
    assert!((4_000..=40_000).contains(&reads), "{reads}");
    let alone = crate::common::run(&[&reading(1), "1m end"]);
    assert_eq!(host(&alone.view()).as_deref(), Some("us-east-1a"));
}

#[test]
fn an_instance_has_a_name_of_its_own_that_follows_no_failover() {
    let start = cluster(2).replace("--connect orders ", "--connect orders-1 ");
    let asked = "60s aws rds failover-db-cluster --db-cluster-identifier orders";
    let point = "1h app point shop --to orders";
    let run = run(&[&start, asked, point, "2h end"]);
    let before = run.at("30m");
    assert!(!app(&before, "shop").writes.outages.is_empty());
    let since = app(&before, "shop").writes.outage_total.ms();
    assert!(since >= ms("28m"), "the old writer reads now: {since}");
    assert_eq!(run.report.writes.lost, 0);
    assert!(app(&run.view(), "shop").writes.host.is_some());
}

#[test]
fn a_reader_shows_what_is_committed_within_a_tenth_of_a_second() {
    let run = run(&[&cluster(3), "1m end"]);
    let orders = database(&run.view(), "orders").clone();
    let written = orders.primary().tape.position;
    for reader in orders.standbys() {
        assert_eq!(reader.tape.received, written, "the volume has it");
        assert!(
            (written - 5..=written).contains(&reader.tape.position),
            "{reader:?}"
        );
    }
}

#[test]
fn whoever_deletes_the_writer_has_a_reader_take_over() {
    let delete = "60s aws rds delete-db-instance --db-instance-identifier orders-1";
    for seed in seeds().take(5) {
        let run = run_under(&seed, &[&cluster(2), delete, LOOK]);
        assert_eq!(writer(&run), "orders-2", "{seed}");
        assert!((10_000..=77_000).contains(&run.recovery_ms()), "{seed}");
        assert_eq!(run.report.writes.lost, 0, "{seed}");
        assert!(run.event_ms("orders-1", 3).is_some(), "{seed}");
        assert_eq!(database(&run.view(), "orders").copies.len(), 1, "{seed}");
    }
}

#[test]
fn a_reboot_restarts_one_instance_and_fails_nothing_over() {
    let reboot = "60s aws rds reboot-db-instance --db-instance-identifier orders-1";
    let run = run(&[&reading(2), reboot, LOOK]);
    assert_eq!(writer(&run), "orders-1");
    assert!((20_000..=96_000).contains(&run.recovery_ms()));
    assert_eq!(run.phases()[0], "restarting");
    assert!(run.event_ms("orders-1", 6).is_some());
    assert_eq!(app(&run.view(), "shop").reads.outage_total.ms(), 0);
}
