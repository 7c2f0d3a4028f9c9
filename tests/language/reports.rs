//! The incident report: what is promised about its JSON, and that equal runs have equal digests.

use crate::run;
use crate::stories::{MULTI_AZ, SINGLE};
use failover_lab::language::Report;
use serde_json::{Value, json};

const OUTAGE: &str = "seed KYIV\ngoal rto 2m\ngoal rpo 0s\n60s fault inject az-outage us-east-1a --for 45m\n2h end\n";

fn report(text: &str) -> Report {
    run(text).report()
}

fn as_json(report: &Report) -> Value {
    serde_json::to_value(report).expect("a report is plain data")
}

#[test]
fn a_failover_is_reported_as_the_format_promises() {
    let report = as_json(&report(&format!("{MULTI_AZ}{OUTAGE}")));
    assert_eq!(report["format"], "failover-lab-report/1");
    assert_eq!(report["seed"], "KYIV");
    assert_eq!(report["ended_at_ms"], 7_200_000);
    assert_eq!(report["goals"], json!({"rto_ms": 120_000, "rpo_ms": 0}));
    let incident = &report["incidents"][0];
    assert_eq!(incident["fault"], "az-outage");
    assert_eq!(incident["target"], "us-east-1a");
    assert_eq!(incident["at_ms"], 60_000);
    assert_eq!(incident["apps"], json!(["shop"]));
    assert_eq!(incident["lost_writes"], 0);
    assert_eq!(incident["lost_span_ms"], 0);
    assert_eq!(incident["wrong_data_ms"], 0);
    assert_eq!(incident["corrupt_writes_remaining"], 0);
    assert_eq!(incident["met_rto"], true);
    assert_eq!(incident["met_rpo"], true);
    let recovery = incident["recovery_ms"].as_u64().expect("it recovered");
    assert!((60_000..=140_000).contains(&recovery), "{recovery}");
    assert_eq!(incident["recovered_at_ms"], 60_000 + recovery);
    assert_eq!(incident["write_outage_ms"], recovery);
    assert_eq!(incident["read_outage_ms"], recovery);
    let phases = incident["phases"].as_array().expect("a list").iter();
    let total: u64 = phases
        .map(|phase| phase["ms"].as_u64().expect("whole"))
        .sum();
    assert_eq!(total, recovery, "phases add up");
    let writes = &report["writes"];
    let count = |name: &str| writes[name].as_u64().expect(name);
    assert_eq!(
        count("attempted"),
        count("acknowledged") + count("refused") + count("in_doubt")
    );
    assert_eq!(count("acknowledged"), count("present") + count("lost"));
    assert_eq!(
        (count("lost"), count("stranded"), count("damaged")),
        (0, 0, 0)
    );
    let database = &report["databases"][0];
    assert_eq!(database["id"], "orders");
    assert_eq!(database["status"], "available");
    assert_eq!(database["region"], "us-east-1");
    assert_eq!(database["az"], "us-east-1b");
    assert_eq!(report["monthly_cost_usd"], 278.14);
    assert_eq!(report["commands"][0]["line"], 6);
    assert_eq!(report["commands"][0]["error"], Value::Null);
}

#[test]
fn refused_commands_are_listed_with_their_code() {
    let report = as_json(&report(&format!(
        "{SINGLE}1m aws rds reboot-db-instance --db-instance-identifier nobody\n2m app stop shop\n5m end"
    )));
    let commands = &report["commands"];
    assert_eq!(commands.as_array().map(Vec::len), Some(2));
    assert_eq!(
        (&commands[0]["line"], &commands[0]["at_ms"]),
        (&json!(3), &json!(60_000))
    );
    assert_eq!(commands[0]["error"], "DBInstanceNotFound");
    assert_eq!(commands[1]["error"], Value::Null);
    assert_eq!(report["incidents"], json!([]));
    assert_eq!(report["goals"], json!({"rto_ms": null, "rpo_ms": null}));
}

#[test]
fn an_incident_that_was_not_recovered_says_so() {
    let text = format!("{SINGLE}goal rto 5m\n1m fault inject az-outage us-east-1a\n3m end");
    let open = report(&text);
    assert_eq!(open.incidents[0].recovered_at_ms, None);
    assert_eq!(open.incidents[0].recovery_ms, None);
    assert_eq!(open.incidents[0].met_rto, None);
    assert!(open.missed_a_goal(), "nobody kept the promise");
    assert!(
        open.to_text()
            .contains("not recovered when the run ended: goal still open")
    );
    let phases: u64 = open.incidents[0].phases.iter().map(|phase| phase.ms).sum();
    assert_eq!(phases, 120_000);
}

#[test]
fn a_digest_tells_runs_apart_and_nothing_else() {
    let text = format!("{MULTI_AZ}{OUTAGE}");
    let digest = report(&text).digest;
    assert_eq!(digest.len(), 16);
    assert_eq!(report(&text).digest, digest);
    assert_eq!(
        report(&text.replace("KYIV", "kyiv")).digest,
        digest,
        "case counts for nothing"
    );
    assert_ne!(report(&text.replace("KYIV", "OSLO")).digest, digest);
    assert_ne!(report(&text.replace("2h end", "3h end")).digest, digest);
}

#[test]
fn people_can_read_it() {
    let text = report(&format!(
        "{SINGLE}goal rto 30m\ngoal rpo 5m\n7m fault inject volume-failure orders\n\
         +60s aws rds restore-db-instance-to-point-in-time --source-db-instance-identifier orders --target-db-instance-identifier orders-2 --use-latest-restorable-time\n\
         +0s aws rds wait db-instance-available --db-instance-identifier orders-2\n+5s app point shop --to orders-2\n\
         +5s app point shp --to orders-2\n6h end\n8h app stop shop"
    ))
    .to_text();
    for part in [
        "Goals: recover within 30 min (RTO), lose at most 5 min (RPO).",
        "volume-failure orders, at 7m (2026-01-12T12:07:00Z)",
        "recovered after",
        "restoring",
        "█",
        "gone",
        "Refused:\n  line 9, at ",
        "AppNotFound",
        "The run ended before line 11.",
        "orders: failed in us-east-1a",
        "USD 139.07 a month",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
}

#[test]
fn what_an_operator_loses_alone_is_held_against_the_rpo() {
    let lost = |rpo: &str| {
        report(&format!(
            "{SINGLE}goal rpo {rpo}\n\
             1h aws rds restore-db-instance-to-point-in-time --source-db-instance-identifier orders \
             --target-db-instance-identifier orders-2 --restore-time 2026-01-12T10:00:00Z\n\
             +0s aws rds wait db-instance-available --db-instance-identifier orders-2\n\
             +10s app point shop --to orders-2\n8h end\n"
        ))
    };
    let report = lost("1m");
    assert!(report.incidents.is_empty() && report.writes.lost > 100_000);
    assert!(report.missed_a_goal(), "three hours are more than a minute");
    assert!(!lost("1d").missed_a_goal());
}
