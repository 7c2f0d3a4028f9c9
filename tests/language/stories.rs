//! When lines run: relative times, waits, what waits hold up, the end of a run.

use crate::run;
use expect_test::{Expect, expect};
use failover_lab::language::{Outcome, Session};

/// A single instance with its application.
pub const SINGLE: &str = "\
given aws rds create-db-instance --db-instance-identifier orders --engine postgres --db-instance-class db.m6g.large --allocated-storage 200 --backup-retention-period 7
given app create shop --connect orders --writes 50/s --reads 200/s
";

/// As [`SINGLE`], with a standby.
pub const MULTI_AZ: &str = "\
given aws rds create-db-instance --db-instance-identifier orders --engine postgres --db-instance-class db.m6g.large --allocated-storage 200 --multi-az --backup-retention-period 7
given app create shop --connect orders --writes 50/s --reads 200/s
";

/// As [`SINGLE`], where a restore takes ten minutes, whatever the model says.
const RESTORABLE: &str = "\
given number restore 10m
given number pitr.replay 0
given aws rds create-db-instance --db-instance-identifier orders --engine postgres --db-instance-class db.m6g.large --allocated-storage 200 --backup-retention-period 7
given app create shop --connect orders
";

const RESTORE: &str = "aws rds restore-db-instance-to-point-in-time --source-db-instance-identifier orders --target-db-instance-identifier orders-2 --use-latest-restorable-time";
const WAIT: &str = "aws rds wait db-instance-available --db-instance-identifier orders-2";

/// One line for each outcome: when, which line, what came of it.
pub fn story(session: &Session) -> String {
    let line = |outcome: &Outcome| {
        let until = match outcome.ended_at {
            Some(end) if end == outcome.at => String::new(),
            Some(end) => format!(" until {end}"),
            None => " and on".to_owned(),
        };
        let words: Vec<&str> = outcome.text.split(' ').take(3).collect();
        let result = outcome.result.as_ref().map_or_else(|e| e.code, |_| "ok");
        let status = outcome.status;
        format!(
            "{}{until}: line {}, {}: {result} {status}\n",
            outcome.at,
            outcome.line,
            words.join(" ")
        )
    };
    let mut text: String = session.outcomes().iter().map(line).collect();
    text.push_str(&format!("{}: the end", session.now()));
    text
}

fn check(start: &str, lines: &str, expected: Expect) {
    expected.assert_eq(&story(&run(&format!("{start}{lines}"))));
}

#[test]
fn a_relative_time_counts_from_the_end_of_a_wait() {
    check(
        RESTORABLE,
        &format!(
            "7m fault inject volume-failure orders\n+60s {RESTORE}\n+0s {WAIT}\n+5s app point shop --to orders-2\n+5s app stop shop\n6h end"
        ),
        expect![[r#"
            7m: line 5, fault inject volume-failure: ok 0
            8m: line 6, aws rds restore-db-instance-to-point-in-time: ok 0
            8m until 18m: line 7, aws rds wait: ok 0
            18m5s: line 8, app point shop: ok 0
            18m10s: line 9, app stop shop: ok 0
            6h: the end"#]],
    );
}

#[test]
fn a_wait_holds_up_everything_but_faults() {
    check(
        RESTORABLE,
        &format!(
            "7m fault inject volume-failure orders\n8m {RESTORE}\n+0s {WAIT}\n9m app stop shop\n10m fault inject az-outage us-east-1c\n+1m fault clear az-outage us-east-1c\n9m30s app start shop\n2h end"
        ),
        expect![[r#"
            7m: line 5, fault inject volume-failure: ok 0
            8m: line 6, aws rds restore-db-instance-to-point-in-time: ok 0
            8m until 18m: line 7, aws rds wait: ok 0
            10m: line 9, fault inject az-outage: ok 0
            11m: line 10, fault clear az-outage: ok 0
            18m: line 8, app stop shop: ok 0
            18m: line 11, app start shop: ok 0
            2h: the end"#]],
    );
}

#[test]
fn a_wait_outlasts_the_waiter_but_not_the_run() {
    // The AWS CLI gives up after half an hour; a transcript asks again.
    check(
        SINGLE,
        "0s fault inject az-outage us-east-1a --for 3h\n1m aws rds wait db-instance-available --db-instance-identifier orders\n+1s app stop shop\n1d end",
        expect![[r#"
            0s: line 3, fault inject az-outage: ok 0
            1m until 3h1m30s: line 4, aws rds wait: ok 0
            3h1m31s: line 5, app stop shop: ok 0
            1d: the end"#]],
    );
    check(
        SINGLE,
        "0s fault inject az-outage us-east-1a\n1m aws rds wait db-instance-available --db-instance-identifier orders\n+1s app stop shop\n1d end",
        expect![[r#"
            0s: line 3, fault inject az-outage: ok 0
            1m until 1d: line 4, aws rds wait: WaiterError 255
            1d: the end"#]],
    );
    check(
        SINGLE,
        "0s fault inject az-outage us-east-1a\n1m aws rds wait db-instance-available --db-instance-identifier orders\n+1s end",
        expect![[r#"
            0s: line 3, fault inject az-outage: ok 0
            1m until 1d1m: line 4, aws rds wait: WaiterError 255
            1d1m: the end"#]],
    );
}

#[test]
fn a_wait_ends_where_its_condition_can_come_true_no_more() {
    check(
        SINGLE,
        "0s fault inject volume-failure orders\n1m aws rds wait db-instance-available --db-instance-identifier orders\n+1s aws rds wait db-instance-available --db-instance-identifier nobody\n+1s aws rds wait db-instance-deleted --db-instance-identifier nobody\n2m end",
        expect![[r#"
            0s: line 3, fault inject volume-failure: ok 0
            1m: line 4, aws rds wait: WaiterError 255
            1m1s: line 5, aws rds wait: DBInstanceNotFound 255
            1m2s: line 6, aws rds wait: ok 0
            2m: the end"#]],
    );
}

#[test]
fn refusals_come_at_their_time_and_the_run_goes_on() {
    check(
        SINGLE,
        "1m aws rds reboot-db-instance --db-instance-identifier nobody\n+1s app point shop --to nobody\n+1s app stop nobody\n+1s fault inject az-outage mars-1a\n+1s fault clear az-outage us-east-1a\n+1s aws rds modify-db-instance --db-instance-identifier orders --backup-retention-period 36 --apply-immediately\n+1s aws rds reboot-db-instance --db-instance-identifier orders --force-failover\n+1s fault inject region-outage us-east-1\n+1s aws rds describe-db-instances\n+1s aws rds wait db-instance-available --db-instance-identifier orders\n+1s aws rds describe-db-instances --region us-west-2\n5m end",
        expect![[r#"
            1m: line 3, aws rds reboot-db-instance: DBInstanceNotFound 254
            1m1s: line 4, app point shop: DBInstanceNotFound 1
            1m2s: line 5, app stop nobody: AppNotFound 1
            1m3s: line 6, fault inject az-outage: AvailabilityZoneNotFound 1
            1m4s: line 7, fault clear az-outage: FaultNotActive 1
            1m5s: line 8, aws rds modify-db-instance: InvalidParameterValue 254
            1m6s: line 9, aws rds reboot-db-instance: InvalidParameterCombination 254
            1m7s: line 10, fault inject region-outage: ok 0
            1m8s: line 11, aws rds describe-db-instances: EndpointConnectionError 255
            1m9s: line 12, aws rds wait: EndpointConnectionError 255
            1m10s: line 13, aws rds describe-db-instances: ok 0
            5m: the end"#]],
    );
}

#[test]
fn lines_run_in_the_order_of_their_times() {
    check(
        SINGLE,
        "3m app stop shop\n+30s app start shop\n1m app stop shop\n+30s app start shop\n1m app stop shop\n5m end\n4m app stop shop\n6m app start shop\n5m app start shop",
        expect![[r#"
            1m: line 5, app stop shop: ok 0
            1m: line 7, app stop shop: ok 0
            1m30s: line 6, app start shop: ok 0
            3m: line 3, app stop shop: ok 0
            3m30s: line 4, app start shop: ok 0
            4m: line 9, app stop shop: ok 0
            5m: the end"#]],
    );
}

#[test]
fn a_run_without_an_end_goes_on_for_a_day_after_its_last_line() {
    check("", "", expect!["1d: the end"]);
    check(
        SINGLE,
        "2h app stop shop\n1h app start shop",
        expect![[r#"
            1h: line 4, app start shop: ok 0
            2h: line 3, app stop shop: ok 0
            1d2h: the end"#]],
    );
    check(
        RESTORABLE,
        &format!("1h {RESTORE}\n+0s {WAIT}\n+1h app point shop --to orders-2"),
        expect![[r#"
            1h: line 5, aws rds restore-db-instance-to-point-in-time: ok 0
            1h until 1h10m: line 6, aws rds wait: ok 0
            2h10m: line 7, app point shop: ok 0
            1d2h10m: the end"#]],
    );
    check(
        "",
        "100000h app stop a\n+800000h app stop b\n+800000h app stop c",
        expect![[r#"
            4166d16h: line 1, app stop a: AppNotFound 1
            36500d: the end"#]],
    );
}

#[test]
fn lines_that_the_run_never_reached_are_told() {
    let session = run("1m app stop a\n3m app stop b\n2m end\n+5m app stop c");
    assert_eq!(session.not_started(), [2, 4]);
}

#[test]
fn what_is_given_comes_before_the_clock_starts() {
    let session = run(&format!(
        "{SINGLE}given aws rds create-db-snapshot --db-instance-identifier orders --db-snapshot-identifier before\ngiven history 5d\ngiven number failover 1h\n0s end"
    ));
    let view = session.world().view();
    let snapshot = view
        .snapshots
        .iter()
        .find(|snapshot| snapshot.id == "before");
    let snapshot = snapshot.expect("the snapshot was given");
    assert_eq!(snapshot.status, "available");
    assert_eq!(snapshot.created_at.to_string(), "-5d");
    assert_eq!(view.writes.acknowledged, 5 * 86_400 * 50);
    assert!(session.outcomes().is_empty());
}
