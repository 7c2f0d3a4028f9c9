//! What is asked of Multi-AZ DB clusters and refused, and what becomes of one that is renamed and deleted.

use crate::clusters::reading;
use crate::common::{C, app, run};
use failover_lab::world::ChannelState;
use std::fmt::Write;

/// Each is asked of a world with the cluster `orders`, its snapshot `s`, and an instance `single`.
const REFUSED: &[(&str, &str)] = &[
    (
        "create-db-cluster CLUSTER orders ON postgres",
        "DBClusterAlreadyExistsFault",
    ),
    (
        "create-db-cluster CLUSTER new --engine postgres --storage-type gp3 --allocated-storage 100",
        "MissingParameter",
    ),
    (
        "create-db-cluster CLUSTER new --engine postgres --db-cluster-instance-class db.m6gd.large --storage-type gp3",
        "MissingParameter",
    ),
    (
        "create-db-cluster CLUSTER new ON mariadb",
        "InvalidParameterCombination",
    ),
    (
        "create-db-cluster CLUSTER new ON oracle-ee",
        "InvalidParameterCombination",
    ),
    (
        "create-db-cluster CLUSTER new ON postgres --engine-version 12",
        "InvalidParameterCombination",
    ),
    (
        "create-db-cluster CLUSTER new ON nonsense",
        "InvalidParameterValue",
    ),
    (
        "create-db-cluster CLUSTER new --engine mysql --db-cluster-instance-class db.m6g.large --storage-type gp3 --allocated-storage 100",
        "InvalidParameterCombination",
    ),
    (
        "create-db-cluster CLUSTER new --engine mysql --db-cluster-instance-class db.m6gd.large --storage-type gp2 --allocated-storage 100",
        "StorageTypeNotSupported",
    ),
    (
        "create-db-cluster CLUSTER new --engine mysql --db-cluster-instance-class db.m6gd.large --storage-type io1 --allocated-storage 100",
        "InvalidParameterCombination",
    ),
    (
        "create-db-cluster CLUSTER new ON postgres --backup-retention-period 0",
        "InvalidParameterValue",
    ),
    (
        "create-db-cluster CLUSTER new ON postgres --backup-retention-period 36",
        "InvalidParameterValue",
    ),
    (
        "create-db-cluster CLUSTER new ON postgres --db-cluster-parameter-group-name mine",
        "DBClusterParameterGroupNotFound",
    ),
    (
        "create-db-cluster CLUSTER a-name-of-more-than-fifty-two-letters-is-one-too-many-x ON postgres",
        "InvalidParameterValue",
    ),
    (
        "create-db-cluster CLUSTER new ON postgres --kms-key-id alias/nobodys",
        "KMSKeyNotAccessibleFault",
    ),
    (
        "failover-db-cluster CLUSTER nobody",
        "DBClusterNotFoundFault",
    ),
    (
        "failover-db-cluster CLUSTER single",
        "DBClusterNotFoundFault",
    ),
    ("reboot-db-cluster CLUSTER nobody", "DBClusterNotFoundFault"),
    (
        "modify-db-cluster CLUSTER orders --backup-retention-period 0",
        "InvalidParameterValue",
    ),
    (
        "modify-db-cluster CLUSTER orders --new-db-cluster-identifier single",
        "DBClusterAlreadyExistsFault",
    ),
    (
        "delete-db-cluster CLUSTER orders",
        "InvalidParameterCombination",
    ),
    (
        "delete-db-cluster CLUSTER orders --skip-final-snapshot --no-delete-automated-backups",
        "InvalidParameterCombination",
    ),
    (
        "create-db-cluster-snapshot CLUSTER orders --db-cluster-snapshot-identifier s",
        "DBClusterSnapshotAlreadyExistsFault",
    ),
    (
        "create-db-cluster-snapshot CLUSTER nobody --db-cluster-snapshot-identifier t",
        "DBClusterNotFoundFault",
    ),
    (
        "delete-db-cluster-snapshot --db-cluster-snapshot-identifier t",
        "DBClusterSnapshotNotFoundFault",
    ),
    (
        "describe-db-cluster-snapshots --db-cluster-snapshot-identifier t",
        "DBClusterSnapshotNotFoundFault",
    ),
    (
        "restore-db-cluster-from-snapshot CLUSTER new --snapshot-identifier t --engine postgres",
        "DBClusterSnapshotNotFoundFault",
    ),
    (
        "restore-db-cluster-from-snapshot CLUSTER new --snapshot-identifier s --engine mysql",
        "InvalidParameterCombination",
    ),
    (
        "restore-db-cluster-to-point-in-time CLUSTER new --source-db-cluster-identifier orders",
        "InvalidParameterCombination",
    ),
    (
        "restore-db-cluster-to-point-in-time CLUSTER new --source-db-cluster-identifier orders --restore-to-time 2026-01-13T12:00:00Z",
        "InvalidParameterValue",
    ),
    (
        "describe-db-clusters CLUSTER nobody",
        "DBClusterNotFoundFault",
    ),
    // What is for instances alone, and what crosses Regions.
    (
        "reboot-db-instance INSTANCE orders --force-failover",
        "DBInstanceNotFound",
    ),
    (
        "delete-db-instance INSTANCE orders-instance-2 --skip-final-snapshot",
        "InvalidDBInstanceState",
    ),
    (
        "create-db-snapshot INSTANCE orders --db-snapshot-identifier t",
        "DBInstanceNotFound",
    ),
    (
        "copy-db-snapshot --region us-west-2 --target-db-snapshot-identifier t --source-db-snapshot-identifier \
      arn:aws:rds:us-east-1:123456789012:snapshot:s",
        "DBSnapshotNotFound",
    ),
    (
        "create-db-instance-read-replica INSTANCE r --region us-west-2 --source-db-instance-identifier \
      arn:aws:rds:us-east-1:123456789012:db:orders",
        "DBInstanceNotFound",
    ),
    (
        "restore-db-instance-to-point-in-time --source-db-instance-identifier orders --target-db-instance-identifier new \
      --use-latest-restorable-time",
        "DBInstanceNotFound",
    ),
];

#[test]
fn what_a_cluster_cannot_do_is_refused_under_awss_codes() {
    let mut text = String::new();
    for (line, _) in REFUSED {
        let line = line
            .replace(
                "ON ",
                "--db-cluster-instance-class db.m6gd.large --storage-type gp3 --allocated-storage 100 --engine ",
            )
            .replace("CLUSTER", "--db-cluster-identifier")
            .replace("INSTANCE", "--db-instance-identifier");
        writeln!(text, "1m aws rds {line}").expect("a string takes it");
    }
    let run = run(&[
        C,
        "given aws rds create-db-instance --db-instance-identifier single --engine mysql --db-instance-class db.t4g.small \
         --allocated-storage 20",
        "given aws rds create-db-cluster-snapshot --db-cluster-identifier orders --db-cluster-snapshot-identifier s",
        &text,
        "2m end",
    ]);
    let codes: Vec<&str> = REFUSED.iter().map(|(_, code)| *code).collect();
    for (outcome, (line, code)) in run.outcomes().iter().zip(REFUSED) {
        assert_eq!(outcome, code, "{line}");
    }
    assert_eq!(run.outcomes(), codes);
}

#[test]
fn what_needs_an_available_cluster_is_refused_while_it_is_not() {
    let attempts = "
        2m aws rds failover-db-cluster --db-cluster-identifier orders
        2m aws rds reboot-db-cluster --db-cluster-identifier orders
        2m aws rds modify-db-cluster --db-cluster-identifier orders --deletion-protection
        2m aws rds create-db-cluster-snapshot --db-cluster-identifier orders --db-cluster-snapshot-identifier s
        2m aws rds delete-db-cluster --db-cluster-identifier orders --final-db-snapshot-identifier last";
    let run = run(&[
        C,
        "119s aws rds reboot-db-cluster --db-cluster-identifier orders",
        attempts,
        "1h end",
    ]);
    assert_eq!(run.outcomes()[1..], ["InvalidDBClusterStateFault"; 5]);
    let run = crate::common::run(&[
        &on_mysql(),
        "1m aws rds failover-db-cluster --db-cluster-identifier orders \
        --target-db-instance-identifier orders-instance-2",
        "2m end",
    ]);
    assert_eq!(
        run.outcomes(),
        ["InvalidParameterCombination"],
        "MySQL chooses by itself"
    );
}

fn on_mysql() -> String {
    C.replace("postgres", "mysql")
}

#[test]
fn protected_against_deletion_renamed_and_deleted_with_its_backups() {
    let run = run(&[
        &reading(),
        "1m aws rds modify-db-cluster --db-cluster-identifier orders --deletion-protection",
        "1m aws rds delete-db-cluster --db-cluster-identifier orders --skip-final-snapshot",
        "1m fault inject operator-delete orders",
        "2m aws rds modify-db-cluster --db-cluster-identifier orders --no-deletion-protection \
            --new-db-cluster-identifier sales --apply-immediately",
        "+0s aws rds wait db-cluster-available --db-cluster-identifier sales",
        "+0s app point shop --to sales",
        "1h aws rds delete-db-cluster --db-cluster-identifier sales --skip-final-snapshot",
        "+0s aws rds wait db-cluster-deleted --db-cluster-identifier sales",
        "+0s aws rds describe-db-clusters",
        "3h end",
    ]);
    let held_off = "InvalidParameterCombination";
    assert_eq!(run.outcomes()[1..3], [held_off; 2]);
    assert_eq!(run.outcomes()[3..], ["ok"; 6]);
    let shop = run.at("50m");
    assert_eq!(app(&shop, "shop").read_from, "sales.cluster-ro");
    assert_eq!(app(&shop, "shop").reads.state, ChannelState::Serving);
    assert_eq!(
        run.reply("describe-db-clusters")["DBClusters"],
        serde_json::json!([])
    );
    assert!(run.view().archives.is_empty(), "its backups went with it");
}
