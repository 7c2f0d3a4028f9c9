//! What a disabled KMS key means to requests, waiters and the bill, and by which names one can disable it.

use crate::common::{S, X, keyed, ms, run};
use crate::keys::{NO_KEY, OFF, RECOVERABLE, START, WRONG_STATE, status};

#[test]
fn aws_own_key_cannot_be_disabled_nor_one_that_is_not_there() {
    let own = S.replace(
        "--allocated-storage",
        "--storage-encrypted --allocated-storage",
    );
    let run = run(&[
        &own,
        "1m fault inject kms-key-disabled alias/aws/rds",
        "1m fault inject kms-key-disabled arn:aws:kms:us-east-1:123456789012:key/aws-rds",
        "1m fault inject kms-key-disabled alias/nobody",
        "1m fault inject kms-key-disabled arn:aws:kms:us-east-1:999999999999:key/orders",
        // A key of the same name in another Region is another one, and so is one that nothing is encrypted with.
        "1m fault inject kms-key-disabled us-west-2/alias/orders",
        "1m fault inject kms-key-disabled alias/home",
        "2h end",
    ]);
    let refused = "InvalidTarget";
    assert_eq!(
        run.outcomes(),
        [refused, refused, refused, refused, "ok", "ok"]
    );
    assert_eq!(run.database("orders").status, "available");
    assert_eq!(run.report.writes.refused, 0);
}

#[test]
fn a_key_is_struck_and_cleared_by_any_of_its_names() {
    let names = [
        "alias/orders",
        "orders",
        "key/orders",
        "us-east-1/alias/orders",
        "arn:aws:kms:us-east-1:123456789012:alias/orders",
        "arn:aws:kms:us-east-1:123456789012:key/orders",
    ];
    for (name, other) in names.iter().zip(names.iter().rev()) {
        let run = run(&[
            &keyed(S),
            &format!("1m fault inject kms-key-disabled {name}"),
            &format!("1h fault clear kms-key-disabled {other}"),
            &format!("+0s {START}"),
            "2h end",
        ]);
        assert_eq!(run.outcomes(), ["ok"; 3], "{name}, {other}");
        assert_eq!(status(&run, "30m", "orders"), RECOVERABLE, "{name}");
        assert_eq!(run.database("orders").status, "available", "{other}");
    }
}

#[test]
fn a_key_that_was_disabled_twice_is_enabled_twice() {
    let run = run(&[
        &keyed(S),
        OFF,
        "2m fault inject kms-key-disabled alias/orders --for 1h",
        &format!("2h {START}"),
        "3h fault clear kms-key-disabled alias/orders",
        &format!("+0s {START}"),
        "4h end",
    ]);
    assert_eq!(run.outcomes(), ["ok", "ok", NO_KEY, "ok", "ok"]);
}

#[test]
fn each_request_that_needs_a_key_says_so() {
    let snapshots = "
given -2h aws rds create-db-snapshot --db-instance-identifier orders --db-snapshot-identifier daily
given -2h aws rds create-db-instance --db-instance-identifier plain --engine postgres --db-instance-class db.m6g.large \
    --allocated-storage 20
given -1h aws rds create-db-snapshot --db-instance-identifier plain --db-snapshot-identifier plain
";
    let given = keyed(X) + snapshots;
    let asked = [
        (
            NO_KEY,
            "create-db-instance --db-instance-identifier new --engine postgres --db-instance-class db.m6g.large \
            --allocated-storage 20 --storage-encrypted --kms-key-id alias/orders",
        ),
        (
            "ok",
            "create-db-instance --db-instance-identifier new --engine postgres --db-instance-class db.m6g.large \
            --allocated-storage 20 --storage-encrypted --kms-key-id alias/home",
        ),
        (
            NO_KEY,
            "create-db-cluster --db-cluster-identifier new-c --engine postgres --db-cluster-instance-class db.m6gd.large \
            --allocated-storage 200 --storage-type gp3 --master-username clerk --master-user-password correct-horse \
            --storage-encrypted --kms-key-id alias/orders",
        ),
        (
            NO_KEY,
            "restore-db-instance-from-db-snapshot --db-instance-identifier new-2 --db-snapshot-identifier daily",
        ),
        (
            NO_KEY,
            "restore-db-instance-to-point-in-time --source-db-instance-identifier orders \
            --target-db-instance-identifier new-2 --use-latest-restorable-time",
        ),
        (
            NO_KEY,
            "copy-db-snapshot --source-db-snapshot-identifier daily --target-db-snapshot-identifier c1",
        ),
        (
            NO_KEY,
            "copy-db-snapshot --source-db-snapshot-identifier daily --target-db-snapshot-identifier c1 --kms-key-id alias/home",
        ),
        (
            NO_KEY,
            "copy-db-snapshot --source-db-snapshot-identifier plain --target-db-snapshot-identifier c1 --kms-key-id alias/orders",
        ),
        (
            "ok",
            "copy-db-snapshot --source-db-snapshot-identifier plain --target-db-snapshot-identifier c1 --kms-key-id alias/home",
        ),
        (NO_KEY, "start-db-instance --db-instance-identifier orders"),
        (
            NO_KEY,
            "create-db-instance-read-replica --region us-east-2 --db-instance-identifier new-r --kms-key-id alias/orders \
            --source-db-instance-identifier arn:aws:rds:us-east-1:123456789012:db:rest",
        ),
        (
            WRONG_STATE,
            "reboot-db-instance --db-instance-identifier orders",
        ),
        (
            WRONG_STATE,
            "create-db-snapshot --db-instance-identifier orders --db-snapshot-identifier s9",
        ),
        (
            WRONG_STATE,
            "modify-db-instance --db-instance-identifier orders --no-multi-az --apply-immediately",
        ),
        (
            WRONG_STATE,
            "create-db-instance-read-replica --db-instance-identifier new-r --source-db-instance-identifier orders",
        ),
    ];
    let rest = "given aws rds create-db-instance --db-instance-identifier rest --engine postgres --db-instance-class db.m6g.large \
                --allocated-storage 20 --storage-encrypted --kms-key-id alias/home\n";
    let mut lines = vec![
        given + rest,
        OFF.to_owned(),
        "1m fault inject kms-key-disabled us-east-2/alias/orders".to_owned(),
    ];
    lines.extend(asked.iter().map(|(_, line)| format!("2m aws rds {line}")));
    lines.push("3m end".to_owned());
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let run = run(&lines);
    for ((wanted, line), outcome) in asked.iter().zip(&run.outcomes()[2..]) {
        assert_eq!(outcome, wanted, "{line}");
    }
}

#[test]
fn what_is_unreadable_costs_its_storage_and_then_nothing() {
    let run = run(&[&keyed(S), OFF, "8d end"]);
    let bill = |moment: &str| -> Vec<String> {
        let items = run.at(moment).cost.into_iter().map(|item| item.what);
        items.filter(|what| what.starts_with("orders")).collect()
    };
    let all = ["orders: db.m6g.large", "orders: 200 GiB storage, gp3"];
    assert_eq!(bill("30s"), all);
    assert_eq!(bill("1d"), all[1..]);
    assert_eq!(bill("8d"), [""; 0]);
}

#[test]
fn a_waiter_is_patient_until_all_is_lost() {
    let wait = "aws rds wait db-instance-available --db-instance-identifier orders";
    let run = run(&[
        &keyed(S),
        OFF,
        &format!("1h {wait}"),
        &format!("8d {wait}"),
        "9d end",
    ]);
    let commands = &run.report.commands;
    assert!(
        commands[1].error.is_some() && commands[2].error.is_some(),
        "{:?}",
        run.outcomes()
    );
    let ended = |place: usize| commands[place].ended_at_ms.map(i64::unsigned_abs);
    let gone = ms("7d") + ms("1m");
    assert!(ended(1) >= Some(gone) && ended(1) < Some(gone + ms("1m")));
    assert!(ended(2) < Some(ms("8d") + ms("1m")), "{:?}", ended(2));
}
