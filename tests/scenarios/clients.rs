//! What an application sees: time-outs, caches, retries, stops and starts, rates; and two applications on one database.

use crate::common::{M, R, S, app, database, ms, run, run_under};
use crate::story::check;
use expect_test::expect;

const HOST: &str = "60s fault inject host-failure orders";

/// The start with other options for the application.
fn with_app(start: &str, options: &str) -> String {
    start.replace("--writes 50/s --reads 200/s", options)
}

#[test]
fn an_outage_counts_from_the_first_request_without_an_answer() {
    for seed in crate::bands::SEEDS {
        let run = run_under(seed, &[M, HOST, "1h end"]);
        let shop = app(&run.view(), "shop").clone();
        let (from, to) = shop.writes.outages[0];
        assert_eq!(from.ms(), 60_000, "{seed}");
        // It gave up after 5 s, then tried every second.
        assert_eq!(to.map(|to| to.ms() % 1000), Some(0), "{seed}");
        assert_eq!(run.report.writes.in_doubt, 10, "{seed}");
    }
}

#[test]
fn a_pause_shorter_than_the_time_out_fails_nothing() {
    for (length, fails) in [("1s", false), ("4999ms", false), ("6s", true)] {
        let cut = format!("60s fault inject network-partition shop orders --for {length}");
        let run = run(&[S, &cut, "1h end"]);
        assert_eq!(
            run.report.writes.refused + run.report.writes.in_doubt > 0,
            fails,
            "{length}"
        );
        assert_eq!(run.recovery_ms() > 0, fails, "{length}");
    }
}

#[test]
fn a_long_time_out_hides_a_partition_but_not_a_failover() {
    let patient = with_app(M, "--timeout 10m");
    let cut = "60s fault inject network-partition shop orders --for 9m";
    let run = run(&[&patient, cut, "1h end"]);
    assert_eq!((run.recovery_ms(), run.report.writes.refused), (0, 0));
    // A connection to a dead host is waited for to the end, though the new primary has long been there.
    let run = crate::common::run(&[&patient, HOST, "1h end"]);
    let incident = run.incident();
    assert_eq!(incident.write_outage_ms, ms("10m"), "{incident:?}");
    assert_eq!(incident.recovery_ms, Some(ms("10m")));
    assert_eq!(
        run.report.writes.refused + run.report.writes.in_doubt,
        600 * 50
    );
}

#[test]
fn leaving_before_the_time_out_does_not_shorten_the_outage() {
    let other = "given aws rds create-db-instance --db-instance-identifier spare --engine mysql --db-instance-class db.m6g.large --allocated-storage 20";
    let run = run(&[S, other, HOST, "63s app point shop --to spare", "1h end"]);
    let incident = run.incident();
    // Unanswered since 60 s, though the first request would have timed out at 65 s only.
    assert_eq!(
        (incident.write_outage_ms, incident.read_outage_ms),
        (3000, 3000)
    );
    assert_eq!(run.report.writes.in_doubt, 10);
}

#[test]
fn a_cached_name_keeps_a_client_down_after_its_database_is_back() {
    let mut longest = 0;
    for seed in crate::bands::SEEDS {
        let quick = run_under(seed, &[M, HOST, "2h end"]).recovery_ms();
        let cached =
            run_under(seed, &[&with_app(M, "--dns-cache 10m"), HOST, "2h end"]).recovery_ms();
        assert!(cached >= quick - 6000, "{seed}: {cached} {quick}");
        assert!(cached <= 136_000 + 600_000, "{seed}: {cached}");
        longest = longest.max(cached);
    }
    assert!(longest > 240_000, "somebody asked just before the failure");
}

#[test]
fn a_name_cached_for_ever_needs_a_restart() {
    let forever = with_app(M, "--dns-cache forever");
    let run = run(&[&forever, HOST, "8h end"]);
    let incident = run.incident();
    assert_eq!(incident.recovery_ms, None);
    assert_eq!(incident.phases.last().map(|phase| phase.name), Some("dns"));
    let run = crate::common::run(&[
        &forever,
        HOST,
        "10m app stop shop",
        "+0s app start shop",
        "8h end",
    ]);
    assert_eq!(run.recovery_ms(), ms("9m"));
    // Where the address stays the same, the cache does no harm.
    let run = crate::common::run(&[&with_app(S, "--dns-cache forever"), HOST, "8h end"]);
    assert!(run.incident().recovery_ms.is_some());
}

#[test]
fn stopping_the_application_does_not_hide_an_outage() {
    let zone = "60s fault inject az-outage us-east-1a --for 45m";
    let run = run(&[S, zone, "5m app stop shop", "20m app start shop", "8h end"]);
    let incident = run.incident();
    assert!(
        (2_720_000..=2_791_000).contains(&incident.write_outage_ms),
        "{incident:?}"
    );
    assert_eq!(incident.recovery_ms, Some(incident.write_outage_ms));
    let stopped = crate::common::run(&[S, zone, "5m app stop shop", "8h end"]);
    assert_eq!(
        (
            stopped.incident().recovery_ms,
            stopped.incident().write_outage_ms
        ),
        (None, ms("8h") - 60_000)
    );
    // No write is attempted meanwhile, so none is refused.
    assert_eq!(
        stopped.report.writes.refused + stopped.report.writes.in_doubt,
        4 * 60 * 50
    );
}

#[test]
fn stopping_an_application_that_hangs_does_not_hide_its_outage() {
    let given = with_app(M, "--timeout 15m");
    let zone = "60s fault inject az-outage us-east-1a --for 45m";
    let run = crate::common::run(&[
        &given,
        zone,
        "5m app stop shop",
        "+1s app start shop",
        "2h end",
    ]);
    let incident = run.incident();
    assert_eq!(incident.apps, ["shop"]);
    assert_eq!(incident.recovery_ms, Some(incident.write_outage_ms));
    assert!(
        (241_000..=245_000).contains(&incident.write_outage_ms),
        "it hung for four minutes: {incident:?}"
    );
}

#[test]
fn an_application_stopped_in_quiet_has_no_outage() {
    let run = run(&[S, "1m app stop shop", "11m app start shop", "1h end"]);
    let w = run.report.writes;
    assert_eq!(
        (w.attempted, w.refused, w.in_doubt),
        ((2 * 86_400 + 3000) * 50, 0, 0)
    );
    assert_eq!(app(&run.view(), "shop").writes.outage_total.ms(), 0);
}

#[test]
fn an_application_that_starts_into_an_outage_suffers_from_it() {
    let run = run(&[
        S,
        "30s app stop shop",
        "60s fault inject az-outage us-east-1a --for 45m",
        "10m app start shop",
        "2h end",
    ]);
    let incident = run.incident();
    assert_eq!(incident.apps, ["shop"]);
    assert!(
        (36 * 60_000..=38 * 60_000).contains(&incident.write_outage_ms),
        "{incident:?}"
    );
    assert!(
        incident
            .recovery_ms
            .is_some_and(|ms| (2_720_000..=2_791_000).contains(&ms)),
        "{incident:?}"
    );
}

#[test]
fn reads_and_writes_are_measured_apart() {
    let reader = with_app(R, "--writes 50/s --reads 200/s --read-from orders-r");
    // The read replica must exist before the application that reads from it.
    let lines: Vec<&str> = reader.trim().lines().collect();
    let (app_line, rest): (Vec<&str>, Vec<&str>) =
        lines.iter().partition(|line| line.contains("app create"));
    let start = format!("{}\n{}", rest.join("\n"), app_line.join("\n"));
    let run = run(&[&start, "60s fault inject instance-crash orders-r", "1h end"]);
    let incident = run.incident();
    assert_eq!(incident.write_outage_ms, 0);
    assert!(
        (20_000..=91_000).contains(&incident.read_outage_ms),
        "{incident:?}"
    );
}

#[test]
fn rates_from_nothing_to_a_million() {
    for (options, writes, reads) in [
        ("--writes 0/s --reads 200/s", false, true),
        ("--writes 50/s --reads 0/s", true, false),
        ("--writes 1000000/s --reads 1000000/s", true, true),
        ("--writes 0.5/s --reads 0.5/s", true, true),
    ] {
        let run = run(&[&with_app(M, options), HOST, "1h end"]);
        let incident = run.incident();
        assert_eq!(
            incident.write_outage_ms > 0,
            writes,
            "{options}: {incident:?}"
        );
        assert_eq!(
            incident.read_outage_ms > 0,
            reads,
            "{options}: {incident:?}"
        );
        assert!(incident.recovery_ms.is_some(), "{options}");
        assert_eq!(run.report.writes.lost, 0, "{options}");
    }
    let run = run(&[
        &with_app(M, "--writes 1000000/s --reads 0/s"),
        HOST,
        "1h end",
    ]);
    assert_eq!(run.report.writes.attempted, (2 * 86_400 + 3600) * 1_000_000);
}

#[test]
fn two_applications_have_an_account_each() {
    let second = "given app create board --connect orders --writes 3/s --reads 10/s --timeout 30s";
    let run = check(
        &[M, second, HOST, "1h end"],
        expect![[r#"
            1m                    orders: host-failure strikes
            1m29s147ms       0013 orders: Failover to the standby started
            2m19s182ms       0006 orders: Database engine started again
            2m19s182ms       0049 orders: Failover to the standby complete
            2m19s182ms       0361 orders: Rebuild of the standby started
            2m21s839ms       0015 orders: Failover complete; the DNS record names the new primary
            => host-failure orders: recovered after 1m25s = detection 29s147ms + failover 50s35ms + dns 5s818ms
               writes failed for 1m25s
               reads failed for 1m25s
            writes: 9344695 acknowledged, 4485 refused, 20 in doubt; 0 lost, 0 of them stranded
            orders available us-east-1b
        "#]],
    );
    let view = run.view();
    let (shop, board) = (app(&view, "shop"), app(&view, "board"));
    assert_eq!(
        shop.totals.attempted + board.totals.attempted,
        view.writes.attempted
    );
    assert_eq!(
        shop.totals.acknowledged + board.totals.acknowledged,
        view.writes.acknowledged
    );
    let incident = run.incident();
    assert_eq!(incident.apps, ["shop", "board"]);
    let worst = shop.writes.outage_total.max(board.writes.outage_total);
    assert_eq!(incident.write_outage_ms, worst.ms());
}

#[test]
fn only_those_who_use_the_struck_database_are_touched() {
    let other = "given aws rds create-db-instance --db-instance-identifier stock --engine mysql --db-instance-class db.m6g.large --allocated-storage 20 \
                 --availability-zone us-east-1b\ngiven app create depot --connect stock --writes 5/s --reads 5/s";
    let run = run(&[
        S,
        other,
        "60s fault inject az-outage us-east-1b --for 10m",
        "20m fault inject instance-crash orders",
        "1h end",
    ]);
    assert_eq!(run.report.incidents[0].apps, ["depot"]);
    assert_eq!(run.report.incidents[1].apps, ["shop"]);
}

#[test]
fn one_application_is_re_pointed_and_the_other_stays() {
    let second = "given app create board --connect orders --writes 10/s --reads 10/s";
    let run = run(&[
        R,
        second,
        "60s fault inject network-partition shop orders",
        "2m  aws rds promote-read-replica --db-instance-identifier orders-r",
        "+0s aws rds wait db-instance-available --db-instance-identifier orders-r",
        "+5s app point shop --to orders-r",
        "1h  end",
    ]);
    let view = run.view();
    assert_eq!(app(&view, "board").totals.lost, 0);
    // What the shop wrote just before it was cut off, and the replica had not received before it was promoted: nothing.
    assert_eq!(app(&view, "shop").totals.lost, 0);
    assert_eq!(run.incident().apps, ["shop"]);
    let positions = ["orders", "orders-r"].map(|id| database(&view, id).primary().tape.timeline);
    assert_ne!(positions[0], positions[1], "split data");
}

#[test]
fn applications_are_created_once_and_need_a_database() {
    let run = run(&[
        S,
        "1m app create shop --connect orders",
        "1m app create board --connect nobody",
        "1m app create board --connect orders --read-from nobody",
        "1m app point shop --to nobody",
        "1m app stop nobody",
        "2m app create board --connect orders",
        "2m app stop shop",
        "3m app stop shop",
        "4m app start shop",
        "5m app start shop",
        "1h end",
    ]);
    assert_eq!(
        run.outcomes(),
        [
            "AppAlreadyExists",
            "DBInstanceNotFound",
            "DBInstanceNotFound",
            "DBInstanceNotFound",
            "AppNotFound",
            "ok",
            "ok",
            "ok",
            "ok",
            "ok"
        ]
    );
    assert_eq!(app(&run.view(), "board").totals.acknowledged, 58 * 60 * 50);
}
