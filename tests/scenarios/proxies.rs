//! A proxy between an application and its database: what a failover is through it, and what it does not help with.

use crate::bands::SEEDS;
use crate::common::{C, M, Run, S, app, on_engine, proxied, run, run_under, seeds};
use crate::story::check;
use expect_test::expect;
use failover_lab::cloud::JournalKind;
use failover_lab::sim::SimTime;
use failover_lab::world::ChannelState;

const HOST: &str = "60s fault inject host-failure orders";
const FORCED: &str =
    "60s aws rds reboot-db-instance --db-instance-identifier orders --force-failover";

/// How long the application's writes failed in all.
pub fn outage_ms(run: &Run, name: &str) -> u64 {
    let mut apps = run.report.applications.iter();
    let found = apps.find(|app| app.name == name);
    found.expect("there is one").write_outage_ms
}

/// When RDS reported what of a failover.
fn of_rds(run: &Run) -> Vec<(SimTime, &'static str)> {
    const CODES: [&str; 4] = ["0013", "0049", "0015", "0361"];
    let told = run
        .journal()
        .into_iter()
        .filter_map(|entry| match entry.kind {
            JournalKind::Service(event) if CODES.contains(&event.code) => {
                Some((entry.at, event.code))
            }
            _ => None,
        });
    told.collect()
}

#[test]
fn the_story_of_a_failover_by_way_of_a_proxy() {
    check(
        &[&proxied(M), HOST, "3h end"],
        expect![[r#"
            1m                    orders: host-failure strikes
            1m29s147ms       0013 orders: Failover to the standby started
            1m38s632ms       0006 orders: Database engine started again
            2m19s182ms       0049 orders: Failover to the standby complete
            2m19s182ms       0361 orders: Rebuild of the standby started
            2m21s839ms       0015 orders: Failover complete; the DNS record names the new primary
            1h46m37s797ms    0362 orders: Rebuild of the standby complete
            => host-failure orders: recovered after 39s = detection 29s147ms + failover 9s485ms + reconnect 368ms
               writes failed for 39s
               reads failed for 39s
            writes: 9178050 acknowledged, 1940 refused, 10 in doubt; 0 lost, 0 of them stranded
            orders available us-east-1b
        "#]],
    );
}

/// AWS says up to 66 %; what the name would have taken to lead to the new primary comes on top.
#[test]
fn an_outage_is_shorter_by_way_of_a_proxy_under_the_same_luck() {
    for strikes in [HOST, FORCED] {
        for seed in seeds() {
            let straight = outage_ms(&run_under(&seed, &[M, strikes, "2h end"]), "shop");
            let by_proxy = run_under(&seed, &[&proxied(M), strikes, "2h end"]);
            let saved = 1.0 - outage_ms(&by_proxy, "shop") as f64 / straight as f64;
            assert!((0.35..=0.72).contains(&saved), "{seed}: {saved}");
            assert!(!by_proxy.phases().contains(&"dns"), "{seed}");
            assert_eq!(by_proxy.report.writes.lost, 0, "{seed}");
        }
    }
}

/// Who goes by the database's own name beside it is served no sooner and no later than without the proxy, and RDS takes as long.
#[test]
fn a_proxy_changes_nothing_for_whoever_does_not_go_through_it() {
    for strikes in [HOST, FORCED] {
        for seed in SEEDS {
            let beside = "given app create till --connect orders --writes 3/s";
            let without = run_under(seed, &[M, beside, strikes, "2h end"]);
            let with = run_under(seed, &[&proxied(M), beside, strikes, "2h end"]);
            let outages = [&without, &with].map(|run| outage_ms(run, "till"));
            assert_eq!(outages[0], outages[1], "{seed}");
            let reported = [&without, &with].map(of_rds);
            assert_eq!(reported[0], reported[1], "{seed}");
            assert!(outage_ms(&with, "shop") < outages[1], "{seed}");
        }
    }
}

/// What was being served is broken off; who waits long enough loses nothing else.
#[test]
fn a_patient_clients_requests_wait_in_the_queue() {
    let patient = proxied(M).replace("--reads 200/s", "--reads 200/s --timeout 5m");
    for seed in SEEDS {
        let run = run_under(seed, &[&patient, HOST, "1h end"]);
        let (writes, outage) = (&run.report.writes, outage_ms(&run, "shop"));
        assert_eq!(
            (writes.refused, writes.in_doubt),
            (1, 0),
            "{seed}: {writes:?}"
        );
        assert!((20_000..80_000).contains(&outage), "{seed}: {outage}");
        let meanwhile = run.at("65s");
        assert_eq!(app(&meanwhile, "shop").writes.state, ChannelState::Waiting);
    }
}

/// A session that is pinned holds one connection to the database, and ends with it.
#[test]
fn what_is_pinned_fails_too() {
    let patient = proxied(M).replace("--reads 200/s", "--reads 200/s --timeout 5m");
    for (share, failed) in [("0", 1), ("0.5", 5), ("1", 10)] {
        let pinned = format!("given number proxy.pinned {share}");
        let run = run(&[&pinned, &patient, HOST, "1h end"]);
        assert_eq!(run.report.writes.refused, failed, "{share}");
        assert_eq!(run.report.writes.lost, 0);
    }
}

/// `ConnectionBorrowTimeout`: the queue gives up before the client does.
#[test]
fn a_request_waits_no_longer_than_a_connection_may_be_waited_for() {
    let patient = proxied(M).replace("--reads 200/s", "--reads 200/s --timeout 5m");
    let pool = "given aws rds modify-db-proxy-target-group --db-proxy-name front --target-group-name default \
                --connection-pool-config MaxConnectionsPercent=50,ConnectionBorrowTimeout=10";
    let run = run(&[&patient, pool, HOST, "1h end"]);
    let state = |moment| app(&run.at(moment), "shop").writes.state;
    assert_eq!(state("69s"), ChannelState::Waiting);
    assert_eq!(state("71s"), ChannelState::Failing);
    assert!(run.report.writes.refused > 500, "{:?}", run.report.writes);
}

/// A cut hides the proxy itself, and nothing of it: what hangs on the cut comes into the queue once that is over, and waits there as long as
/// anything does.
#[test]
fn what_hung_on_a_cut_waits_in_the_queue_from_then_on() {
    let patient = proxied(S).replace("--reads 200/s", "--reads 200/s --timeout 5m");
    let pool = "given aws rds modify-db-proxy-target-group --db-proxy-name front --target-group-name default \
                --connection-pool-config ConnectionBorrowTimeout=20";
    let cut = "60s fault inject network-partition shop orders --for 30s";
    let lost = "70s fault inject host-failure orders";
    for seed in SEEDS {
        let run = run_under(seed, &[&patient, pool, cut, lost, "2h end"]);
        let state = |moment| app(&run.at(moment), "shop").writes.state;
        assert_eq!(state("109s"), ChannelState::Waiting, "{seed}");
        assert_eq!(state("111s"), ChannelState::Failing, "{seed}");
        let writes = &run.report.writes;
        assert_eq!(
            writes.attempted,
            writes.acknowledged + writes.refused + writes.in_doubt,
            "{seed}: {writes:?}"
        );
        assert_eq!(writes.in_doubt, 10, "{seed}: {writes:?}");
    }
    // Whoever is served before the queue lets go of it has lost nothing by it.
    let saved = proxied(M).replace("--reads 200/s", "--reads 200/s --timeout 5m");
    for seed in SEEDS {
        let run = run_under(seed, &[&saved, cut, lost, "2h end"]);
        let writes = &run.report.writes;
        assert_eq!(
            (writes.refused, writes.in_doubt),
            (0, 0),
            "{seed}: {writes:?}"
        );
    }
}

/// A proxy stands in all zones: where one is lost, it leads to what takes over.
#[test]
fn the_loss_of_a_zone_is_a_failover_to_it() {
    for zone in ["us-east-1a", "us-east-1b", "us-east-1c"] {
        let strikes = format!("60s fault inject az-outage {zone} --for 3h");
        for seed in SEEDS {
            let run = run_under(seed, &[&proxied(M), &strikes, "5h end"]);
            let outage = outage_ms(&run, "shop");
            match zone {
                "us-east-1a" => assert!((20_000..82_000).contains(&outage), "{seed}: {outage}"),
                _ => assert_eq!(outage, 0, "{seed}: {zone}"),
            }
        }
    }
}

/// Nothing is published of what a proxy saves of a cluster's failover but the name that it does not wait for.
#[test]
fn a_clusters_failover_is_as_long_but_for_its_name() {
    for seed in SEEDS {
        let straight = outage_ms(&run_under(seed, &[C, HOST, "2h end"]), "shop");
        let by_proxy = run_under(seed, &[&proxied(C), HOST, "2h end"]);
        let outage = outage_ms(&by_proxy, "shop");
        assert!(
            outage <= straight && outage > straight / 2,
            "{seed}: {outage}"
        );
        assert!(!by_proxy.phases().contains(&"dns"), "{seed}");
    }
}

#[test]
fn it_is_down_with_its_region_and_with_its_only_target() {
    const REGION: &str = "60s fault inject region-outage us-east-1 --for 2h";
    for (start, strikes) in [(M, REGION), (S, HOST)] {
        let by_proxy = proxied(start);
        let outages = [start, &by_proxy].map(|start| {
            let run = run(&[start, strikes, "6h end"]);
            outage_ms(&run, "shop")
        });
        assert!(outages[0].abs_diff(outages[1]) < 12_000, "{outages:?}");
    }
}

/// Billed by its target's vCPUs, two at least.
#[test]
fn a_proxy_costs_by_what_it_leads_to() {
    for (class, vcpus) in [("db.m6g.large", 2.0), ("db.m6g.4xlarge", 16.0)] {
        let start = proxied(M).replace("db.m6g.large", class);
        let view = run(&[&start, "1h end"]).view();
        let mut items = view.cost.iter();
        let item = items.find(|item| item.what == "front: RDS Proxy");
        let usd = item.and_then(|item| item.usd_per_month);
        assert_eq!(usd, Some(730.0 * vcpus * 0.015));
    }
}

/// Every engine that has a proxy fails over through it alike.
#[test]
fn mysql_has_a_proxy_too() {
    let start = on_engine(&proxied(M), "mysql").replace("POSTGRESQL", "MYSQL");
    let run = run(&[&start, HOST, "1h end"]);
    assert!((20_000..80_000).contains(&outage_ms(&run, "shop")));
}

#[test]
fn who_is_led_to_a_proxy_that_is_yet_to_lead_anywhere_waits_for_that_and_notices_nothing() {
    let made = proxied(M);
    let (before, after) = made
        .split_once("given aws rds register")
        .expect("it registers");
    let (_, after) = after.split_once('\n').expect("more follows");
    let start = format!("{before}{after}").replace("--connect front", "--connect orders");
    let lines = "60s aws rds register-db-proxy-targets --db-proxy-name front --db-instance-identifiers orders\n\
                 +5s app point shop --to front";
    let run = run(&[&start, lines, "1h end"]);
    assert_eq!(run.phases(), ["registering", "reconnect"]);
    // Without anybody who registers one it is for people to find out.
    let nobody = lines.split_once('\n').map_or("", |(_, point)| point);
    let nobody = nobody.replace("+5s", "65s");
    let run = crate::common::run(&[&start, &nobody, "1h end"]);
    assert_eq!(run.phases(), ["noticing"]);
}
