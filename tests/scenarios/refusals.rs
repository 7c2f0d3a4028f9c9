//! Commands in the wrong state, waiters, limits: AWS's codes, and a run that goes on.

use crate::common::{M, R, S, X, keyed, run};
use std::fmt::Write;

const STATE: &str = "InvalidDBInstanceState";

/// What is refused of an instance that is not available.
fn attempts(at: &str, id: &str) -> String {
    let mut lines = String::new();
    for request in [
        "reboot-db-instance --db-instance-identifier ID",
        "create-db-snapshot --db-instance-identifier ID --db-snapshot-identifier s",
        "modify-db-instance --db-instance-identifier ID --multi-az --apply-immediately",
        "create-db-instance-read-replica --db-instance-identifier another --source-db-instance-identifier ID",
        "promote-read-replica --db-instance-identifier ID",
        "delete-db-instance --db-instance-identifier ID --final-db-snapshot-identifier last",
    ] {
        writeln!(lines, "{at} aws rds {}", request.replace("ID", id)).expect("a string takes it");
    }
    lines
}

const REPLICA: &str = "aws rds create-db-instance-read-replica --db-instance-identifier new --source-db-instance-identifier orders";

/// A status, the start, the instance, and what brings it there.
const TRANSITIONS: &[(&str, &str, &str, &str)] = &[
    (
        "backing-up",
        S,
        "orders",
        "aws rds create-db-snapshot --db-instance-identifier orders --db-snapshot-identifier a",
    ),
    ("creating", S, "new", REPLICA),
    (
        "creating",
        S,
        "new",
        "aws rds create-db-instance --db-instance-identifier new --engine mysql --db-instance-class db.t4g.small --allocated-storage 20",
    ),
    (
        "creating",
        S,
        "new",
        "aws rds restore-db-instance-to-point-in-time --source-db-instance-identifier orders --target-db-instance-identifier new \
         --use-latest-restorable-time",
    ),
    (
        "deleting",
        S,
        "orders",
        "aws rds delete-db-instance --db-instance-identifier orders --skip-final-snapshot",
    ),
    ("failed", S, "orders", "fault inject volume-failure orders"),
    (
        "inaccessible-encryption-credentials-recoverable",
        S,
        "orders",
        "fault inject kms-key-disabled alias/orders",
    ),
    (
        "modifying",
        R,
        "orders-r",
        "aws rds promote-read-replica --db-instance-identifier orders-r",
    ),
    (
        "modifying",
        S,
        "orders",
        "aws rds modify-db-instance --db-instance-identifier orders --multi-az --apply-immediately",
    ),
    (
        "rebooting",
        M,
        "orders",
        "aws rds reboot-db-instance --db-instance-identifier orders --force-failover",
    ),
    (
        "rebooting",
        S,
        "orders",
        "aws rds reboot-db-instance --db-instance-identifier orders",
    ),
    (
        "rebooting",
        S,
        "orders",
        "fault inject az-outage us-east-1a",
    ),
    (
        "rebooting",
        S,
        "orders",
        "fault inject instance-crash orders",
    ),
    (
        "renaming",
        S,
        "renamed",
        "aws rds modify-db-instance --db-instance-identifier orders --new-db-instance-identifier renamed --apply-immediately",
    ),
];

#[test]
fn in_no_transitional_status_is_anything_else_begun() {
    for (status, start, id, first) in TRANSITIONS {
        let describe = format!("65s aws rds describe-db-instances --db-instance-identifier {id}");
        let first_line = format!("1m {first}");
        let lines = [
            &keyed(start),
            &first_line,
            &describe,
            &attempts("66s", id),
            "67s end",
        ];
        let run = run(&lines);
        let shown = &run.reply("describe-db-instances")["DBInstances"][0]["DBInstanceStatus"];
        assert_eq!(shown, status, "{first}");
        let outcomes = run.outcomes();
        assert_eq!(outcomes[..2], ["ok", "ok"], "{first}");
        let is_replica = *id == "orders-r" || *first == REPLICA;
        for (outcome, attempt) in outcomes[2..].iter().zip(attempts("", id).lines()) {
            let wanted = if is_replica && attempt.contains("final") {
                "InvalidParameterCombination"
            } else {
                STATE
            };
            assert_eq!(*outcome, wanted, "{status}: {attempt}");
        }
    }
}

#[test]
fn unknown_names_are_not_found() {
    let run = run(&[
        S,
        &attempts("1m", "nobody"),
        "1m aws rds describe-db-instances --db-instance-identifier nobody",
        "1m aws rds describe-db-snapshots --db-snapshot-identifier nobody",
        "1m aws rds wait db-instance-available --db-instance-identifier nobody",
        "2m aws rds describe-db-instances --db-instance-identifier orders --region us-west-2",
        "3m end",
    ]);
    let (unknown, all) = ("DBInstanceNotFound", run.outcomes());
    assert_eq!(all[..6], [unknown; 6]);
    assert_eq!(all[6..], [unknown, "DBSnapshotNotFound", unknown, unknown]);
    let statuses = run
        .report
        .commands
        .iter()
        .map(|command| command.exit_status);
    let statuses: Vec<u8> = statuses.collect();
    // A waiter that meets an error ends with a status of its own.
    assert_eq!(statuses, [254, 254, 254, 254, 254, 254, 254, 254, 255, 254]);
}

#[test]
fn what_is_created_is_checked() {
    let create = "1m aws rds create-db-instance --db-instance-identifier new --engine mysql --db-instance-class db.m6g.large --allocated-storage 20";
    for (change, code) in [
        (
            "--multi-az --availability-zone us-east-1b",
            "InvalidParameterCombination",
        ),
        ("--availability-zone us-west-2a", "InvalidParameterValue"),
        ("--backup-retention-period 36", "InvalidParameterValue"),
        ("--allocated-storage 5", "InvalidParameterCombination"),
        (
            "--preferred-backup-window 25:00-26:00",
            "InvalidParameterValue",
        ),
    ] {
        let run = run(&[S, &format!("{create} {change}"), "2m end"]);
        assert_eq!(run.outcomes(), [code], "{change}");
    }
    for (from, to, code) in [
        (
            "identifier new",
            "identifier orders",
            "DBInstanceAlreadyExists",
        ),
        ("identifier new", "identifier New-", "InvalidParameterValue"),
        ("mysql", "dbase", "InvalidParameterValue"),
        ("db.m6g.large", "large", "InvalidParameterValue"),
    ] {
        let run = run(&[S, &create.replace(from, to), "2m end"]);
        assert_eq!(run.outcomes(), [code], "{to}");
    }
}

#[test]
fn a_region_takes_forty_instances() {
    let mut given = String::new();
    for number in 2..=40 {
        writeln!(
            given,
            "given aws rds create-db-instance --db-instance-identifier db{number} --engine mysql --db-instance-class db.t4g.small --allocated-storage 20"
        )
        .expect("a string takes it");
    }
    let more = "aws rds create-db-instance --db-instance-identifier more --engine mysql --db-instance-class db.t4g.small --allocated-storage 20";
    let run = run(&[
        S,
        &given,
        &format!("1m {more}"),
        &format!("1m {more} --region us-west-2"),
        "2m end",
    ]);
    assert_eq!(run.outcomes(), ["InstanceQuotaExceeded", "ok"]);
}

#[test]
fn waiters_end_when_it_is_so_or_cannot_be_any_more() {
    let run = run(&[
        S,
        "1m  aws rds create-db-instance --db-instance-identifier new --engine mysql --db-instance-class db.m6g.large --allocated-storage 20",
        "+0s aws rds wait db-instance-available --db-instance-identifier new",
        "+0s aws rds wait db-instance-deleted --db-instance-identifier nobody",
        "+0s aws rds reboot-db-instance --db-instance-identifier new",
        "+0s aws rds wait db-instance-deleted --db-instance-identifier new",
        "+5m aws rds delete-db-instance --db-instance-identifier new --skip-final-snapshot",
        "+0s aws rds wait db-instance-available --db-instance-identifier new",
        "+0s aws rds wait db-instance-deleted --db-instance-identifier new",
        "+0s aws rds wait db-instance-available --db-instance-identifier new",
        "3h  end",
    ]);
    let (failed, ok) = ("WaiterError", "ok");
    assert_eq!(
        run.outcomes(),
        [ok, ok, ok, ok, failed, ok, failed, ok, "DBInstanceNotFound"]
    );
    // It asks every 30 s, from its start on.
    let waits = run
        .report
        .commands
        .iter()
        .filter_map(|c| Some(c.ended_at_ms? - c.at_ms));
    assert!(waits.clone().count() >= 2);
    for took in waits {
        assert_eq!(took % 30_000, 0);
    }
}

#[test]
fn a_wait_outlasts_an_outage_and_the_lines_behind_it_wait_too() {
    let run = run(&[
        S,
        "1m  fault inject az-outage us-east-1a --for 45m",
        "2m  aws rds wait db-instance-available --db-instance-identifier orders",
        "3m  aws rds create-db-snapshot --db-instance-identifier orders --db-snapshot-identifier s",
        "4m  fault inject az-outage us-east-1b --for 1m",
        "2h  end",
    ]);
    assert_eq!(run.outcomes(), ["ok", "ok", "ok", "ok"]);
    let ended = crate::bands::wait_ended_ms(&run);
    assert!(ended >= 46 * 60_000);
    assert_eq!(run.started_ms("create-db-snapshot"), ended);
    assert_eq!(run.started_ms("az-outage us-east-1b"), 240_000);
}

#[test]
fn replicas_across_regions_name_their_source_by_arn() {
    let create = "1m aws rds create-db-instance-read-replica --region us-west-2 --db-instance-identifier late";
    let run = run(&[
        X,
        &format!("{create} --source-db-instance-identifier orders"),
        &format!(
            "{create} --source-db-instance-identifier arn:aws:rds:us-east-1:123456789012:snapshot:orders"
        ),
        &format!(
            "{create} --source-db-instance-identifier arn:aws:rds:us-east-1:123456789012:db:orders --kms-key-id alias/k"
        ),
        // With PostgreSQL a replica cannot feed another Region; and this one has no backups.
        "1m aws rds create-db-instance-read-replica --region eu-west-1 --db-instance-identifier late \
            --source-db-instance-identifier arn:aws:rds:us-west-2:123456789012:db:orders-west",
        "1h end",
    ]);
    assert_eq!(
        run.outcomes(),
        [
            "DBInstanceNotFound",
            "InvalidParameterValue",
            "InvalidParameterCombination",
            STATE
        ]
    );
}
