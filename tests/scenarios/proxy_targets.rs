//! What a proxy leads to: how a target is registered, and taken away, what it stays, and who is cut off by that.

use crate::bands::SEEDS;
use crate::common::{M, PROXY, S, app, ms, proxied, run, run_under};
use crate::proxies::outage_ms;
use failover_lab::world::ChannelState;

const DEREGISTER: &str =
    "aws rds deregister-db-proxy-targets --db-proxy-name front --db-instance-identifiers orders";
const REGISTER_2: &str =
    "aws rds register-db-proxy-targets --db-proxy-name front --db-instance-identifiers orders-2";
const RESTORE: &str = "aws rds restore-db-instance-to-point-in-time --source-db-instance-identifier orders \
     --target-db-instance-identifier orders-2 --use-latest-restorable-time";
const AVAILABLE: &str = "+0s aws rds wait db-instance-available --db-instance-identifier orders-2";

/// No connection outlives a change of what a proxy leads to, not even one that hangs meanwhile: nothing is served by the other of what was
/// sent to the first.
#[test]
fn what_hangs_while_the_target_changes_fails() {
    let patient = proxied(M).replace("--reads 200/s", "--reads 200/s --timeout 1h");
    let cut = "60s fault inject network-partition shop orders --for 30m";
    let other = "given aws rds create-db-instance --db-instance-identifier orders-2 --engine postgres \
                 --db-instance-class db.m6g.large --allocated-storage 200";
    let lines = format!("70s {DEREGISTER}\n70s {REGISTER_2}");
    for seed in SEEDS {
        let run = run_under(seed, &[&patient, other, cut, &lines, "20m end"]);
        let writes = |moment| app(&run.at(moment), "shop").writes.state;
        assert_eq!(writes("69s"), ChannelState::Waiting, "{seed}");
        assert_eq!(writes("70s"), ChannelState::Failing, "{seed}");
        assert_eq!(run.report.applications[0].uses.as_deref(), Some("orders-2"));
        assert_eq!(run.report.writes.in_doubt, 10, "{seed}");
    }
}

/// Neither what was restored, nor what bears the old name now, is a target before somebody says so.
#[test]
fn what_was_restored_is_no_target_until_it_is_registered() {
    const RENAME: &str = "aws rds modify-db-instance --apply-immediately --db-instance-identifier";
    let taken_over = [
        format!("+1m {RENAME} orders --new-db-instance-identifier orders-old"),
        "+0s aws rds wait db-instance-available --db-instance-identifier orders-old".to_owned(),
        format!("+1m {RENAME} orders-2 --new-db-instance-identifier orders"),
        "+0s aws rds wait db-instance-available --db-instance-identifier orders".to_owned(),
    ]
    .join("\n");
    let restore = format!("60s {RESTORE}");
    let run = run(&[&proxied(S), &restore, AVAILABLE, &taken_over, "6h end"]);
    assert_eq!(run.outcomes(), ["ok"; 6]);
    assert_eq!(
        run.report.applications[0].uses.as_deref(),
        Some("orders-old")
    );

    let registered = format!("+1m {DEREGISTER}\n+0s {REGISTER_2}");
    let run = crate::common::run(&[&proxied(S), &restore, AVAILABLE, &registered, "6h end"]);
    assert_eq!(run.outcomes(), ["ok"; 4]);
    assert_eq!(run.report.applications[0].uses.as_deref(), Some("orders-2"));
    assert!(
        run.report.writes.lost > 0,
        "what was written to the other meanwhile"
    );
}

/// After a loss, registration is what re-pointing is elsewhere, for all who go through it.
#[test]
fn registration_leads_out_of_a_lost_volume() {
    let lines = format!("+2m {RESTORE}\n{AVAILABLE}\n+5s {DEREGISTER}\n+0s {REGISTER_2}");
    for seed in SEEDS {
        let run = run_under(
            seed,
            &[
                &proxied(S),
                "60s fault inject volume-failure orders",
                &lines,
                "12h end",
            ],
        );
        assert_eq!(run.outcomes(), ["ok"; 5], "{seed}");
        let incident = run.incident();
        assert_eq!(incident.cause(), "volume-failure");
        assert!(incident.recovery_ms.is_some(), "{seed}: {incident:?}");
        assert!(
            run.phases().contains(&"re-pointing"),
            "{seed}: {:?}",
            run.phases()
        );
    }
}

/// What fails on the way from wrong data to a clean copy belongs to the wrong statement.
#[test]
fn registration_leads_out_of_wrong_data_in_one_incident() {
    let restore = RESTORE.replace(
        "--use-latest-restorable-time",
        "--restore-time 2026-01-12T13:59:59Z",
    );
    let lines = format!("+10m {restore}\n{AVAILABLE}\n+5s {DEREGISTER}\n+0s {REGISTER_2}");
    let bad_write = "2h fault inject bad-write orders";
    for seed in SEEDS {
        let run = run_under(seed, &[&proxied(S), bad_write, &lines, "12h end"]);
        assert_eq!(run.outcomes(), ["ok"; 5], "{seed}");
        let incident = run.incident();
        assert!(incident.recovery_ms.is_some(), "{seed}: {incident:?}");
        let outage = incident.write_outage_ms;
        assert!((30_000..=122_000).contains(&outage), "{seed}: {outage}");
    }
}

/// Whose target is taken away, or whose proxy, is cut off by that; who is pointed elsewhere is not.
#[test]
fn what_is_taken_from_a_proxy_is_an_incident_of_who_took_it() {
    let delete = "60s aws rds delete-db-proxy --db-proxy-name front".to_owned();
    for line in [format!("60s {DEREGISTER}"), delete] {
        let run = run(&[
            &proxied(S),
            &line,
            "2m app point shop --to orders",
            "1h end",
        ]);
        let incident = run.incident();
        assert!(line.contains(incident.cause()), "{incident:?}");
        assert!((60_000..62_000).contains(&outage_ms(&run, "shop")));
    }
    let moved = run(&[&proxied(S), "60s app point shop --to orders", "1h end"]);
    assert_eq!(moved.report.incidents.len(), 0);
    let back = "2m app point shop --to front.proxy";
    let both = run(&[
        &proxied(S),
        "60s app point shop --to orders",
        back,
        "1h end",
    ]);
    assert_eq!(app(&both.view(), "shop").connect, "front.proxy");
    assert_eq!(both.report.incidents.len(), 0);
}

/// Nothing happens in no time: a proxy is created, and its target registered.
#[test]
fn a_proxy_is_made_and_then_its_target_joins() {
    let register = REGISTER_2.replace("orders-2", "orders");
    for seed in SEEDS {
        let lines = format!("60s {PROXY}\n60s {register}\n1h app point shop --to front");
        let run = run_under(seed, &[M, &lines, "2h end"]);
        let at = |event| run.event_ms("front", event).expect("it is reported");
        let (made, joined) = (at(203) - ms("60s"), at(213) - at(203));
        assert!((120_000..=600_000).contains(&made), "{seed}: {made}");
        assert!((30_000..=120_000).contains(&joined), "{seed}: {joined}");
        assert_eq!(run.report.incidents.len(), 0, "{seed}");
    }
    // A control plane that finishes nothing makes none.
    let degraded = "30s fault inject control-plane-degraded us-east-1 --for 3h";
    let late = run(&[M, degraded, &format!("60s {PROXY}"), "5h end"]);
    assert!(late.event_ms("front", 203).is_some_and(|at| at > ms("3h")));
}

#[test]
fn a_target_that_is_deleted_is_a_target_no_more() {
    let delete =
        "60s aws rds delete-db-instance --db-instance-identifier orders --skip-final-snapshot";
    let targets = "1h aws rds describe-db-proxy-targets --db-proxy-name front";
    let run = run(&[&proxied(S), delete, targets, "2h end"]);
    assert!(run.event_ms("front", 214).is_some());
    let reply = run.reply("describe-db-proxy-targets");
    assert_eq!(reply["Targets"].as_array().map(Vec::len), Some(0));
}

/// What fails of the other database while the incident lasts is part of the way to it, of which the registration was the last step: the
/// till, which goes by no proxy, keeps it open, and an impatient shop fails in the pause of the other's first backup.
#[test]
fn what_fails_after_a_registration_is_part_of_the_way_out() {
    let start = proxied(S).replace("--reads 200/s", "--reads 200/s --timeout 500ms");
    let till = "given app create till --connect orders --writes 3/s";
    let restore = RESTORE.replace(
        "--use-latest-restorable-time",
        "--restore-time 2026-01-12T13:59:59Z",
    );
    let lines = format!("+10m {restore}\n{AVAILABLE}\n+5s {DEREGISTER}\n+0s {REGISTER_2}");
    let bad_write = "2h fault inject bad-write orders";
    let soon = "given number proxy.register 20";
    for seed in SEEDS {
        let run = run_under(seed, &[soon, &start, till, bad_write, &lines, "12h end"]);
        assert_eq!(run.outcomes(), ["ok"; 5], "{seed}");
        let outage = run.incident().write_outage_ms;
        assert!(outage > 21_000, "{seed}: {outage}, the pause with it");
    }
}

/// Its target is the instance, whatever that is called.
#[test]
fn a_renamed_instance_stays_the_target() {
    const RENAME: &str = "60s aws rds modify-db-instance --db-instance-identifier orders \
         --new-db-instance-identifier orders-old --apply-immediately";
    let run = run(&[&proxied(S), RENAME, "2h end"]);
    assert_eq!(
        run.report.applications[0].uses.as_deref(),
        Some("orders-old")
    );
    let straight = crate::common::run(&[S, RENAME, "2h end"]);
    assert_eq!(straight.incident().recovery_ms, None, "its name is gone");
}
