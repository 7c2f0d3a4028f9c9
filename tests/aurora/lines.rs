//! What lines are refused, and what they print.

use crate::common::{run, usage_error};
use crate::start::{HEADLESS, cluster, instance};

const STATE: &str = "InvalidDBClusterStateFault";
const CLASH: &str = "InvalidParameterCombination";
const VALUE: &str = "InvalidParameterValue";
const NOT_YET: &str = "NotModelled";

/// What comes of a line while `orders` has two instances.
fn outcome(line: &str) -> &'static str {
    let run = run(&[&cluster(2), &format!("60s aws rds {line}"), "90s end"]);
    run.outcomes()[0]
}

#[test]
fn a_cluster_is_refused_what_is_not_its_own() {
    let create = "create-db-cluster --db-cluster-identifier other --engine aurora-mysql";
    for (options, refused) in [
        ("", "ok"),
        ("--backup-retention-period 0", VALUE),
        ("--backup-retention-period 36", VALUE),
        ("--allocated-storage 100", CLASH),
        ("--db-cluster-instance-class db.r6g.large", CLASH),
        ("--storage-type aurora-iopt1", NOT_YET),
        ("--engine-version 8.0.mysql_aurora.3.05.2", NOT_YET),
        ("--storage-encrypted", NOT_YET),
        ("--preferred-backup-window 04:00-04:30", NOT_YET),
    ] {
        assert_eq!(
            outcome(&format!("{create} {options}")),
            refused,
            "{options}"
        );
    }
    assert_eq!(
        outcome("create-db-cluster --db-cluster-identifier -x --engine aurora-mysql"),
        VALUE
    );
}

#[test]
fn an_instance_is_refused_what_is_its_clusters_and_what_it_cannot_be() {
    let add = |options: &str| {
        let line = instance("orders-9", options);
        outcome(line.strip_prefix("aws rds ").expect("it is a line of RDS"))
    };
    assert_eq!(add(""), "ok");
    assert_eq!(add("--promotion-tier 15"), "ok");
    assert_eq!(add("--promotion-tier 16"), VALUE);
    assert_eq!(add("--availability-zone us-east-1c"), "ok");
    assert_eq!(add("--availability-zone us-east-1f"), VALUE);
    assert_eq!(add("--allocated-storage 100"), CLASH);
    assert_eq!(add("--multi-az"), CLASH);
    assert_eq!(add("--backup-retention-period 7"), CLASH);
    let with = |from: &str, to: &str| {
        let line = instance("orders-9", "").replace(from, to);
        outcome(line.strip_prefix("aws rds ").expect("it is a line of RDS"))
    };
    assert_eq!(with("db.r6g.large", "db.serverless"), NOT_YET);
    assert_eq!(with("db.r6g.large", "db.m6g.large"), CLASH);
    assert_eq!(with("db.r6g.large", "db.nonsense"), VALUE);
    assert_eq!(with("aurora-postgresql", "aurora-mysql"), CLASH);
    assert_eq!(with("aurora-postgresql", "postgres"), CLASH);
    assert_eq!(
        with("cluster-identifier orders", "cluster-identifier nobody"),
        "DBClusterNotFoundFault"
    );
    assert_eq!(
        with("--db-cluster-identifier orders", ""),
        "MissingParameter"
    );
}

#[test]
fn what_the_lab_does_not_model_of_aurora_is_refused_by_name() {
    for line in [
        "create-db-cluster-snapshot --db-cluster-identifier orders --db-cluster-snapshot-identifier s",
        "modify-db-cluster --db-cluster-identifier orders --deletion-protection --apply-immediately",
        "modify-db-instance --db-instance-identifier orders-1 --multi-az --apply-immediately",
        "stop-db-instance --db-instance-identifier orders-1",
        "create-db-instance-read-replica --db-instance-identifier r --source-db-instance-identifier orders-1",
    ] {
        assert_eq!(outcome(line), NOT_YET, "{line}");
    }
    assert_eq!(
        outcome("reboot-db-cluster --db-cluster-identifier orders"),
        STATE
    );
    assert_eq!(
        outcome("promote-read-replica --db-instance-identifier orders-2"),
        "InvalidDBInstanceState"
    );
    assert_eq!(
        outcome("reboot-db-instance --db-instance-identifier orders-1 --force-failover"),
        CLASH
    );
    let backtrack = "60s aws rds create-db-cluster --db-cluster-identifier x --engine aurora-mysql --backtrack-window 3600";
    assert!(
        usage_error(&[HEADLESS, backtrack, "2m end"]).contains("does not model"),
        "it is named"
    );
}

#[test]
fn a_cluster_is_deleted_after_its_instances() {
    let delete = "delete-db-cluster --db-cluster-identifier orders";
    assert_eq!(outcome(&format!("{delete} --skip-final-snapshot")), STATE);
    let empty = |options: &str| {
        let lines = format!("60s aws rds {delete} {options}");
        run(&[HEADLESS, &lines, "20m end"]).outcomes()[0]
    };
    assert_eq!(empty(""), CLASH);
    assert_eq!(empty("--skip-final-snapshot"), "ok");
    assert_eq!(empty("--final-db-snapshot-identifier last"), NOT_YET);
    assert_eq!(
        empty("--skip-final-snapshot --no-delete-automated-backups"),
        NOT_YET
    );
    let kept = HEADLESS.trim_end().to_owned() + " --deletion-protection";
    let lines = format!("60s aws rds {delete} --skip-final-snapshot");
    assert_eq!(run(&[&kept, &lines, "2m end"]).outcomes()[0], CLASH);
}

#[test]
fn a_cluster_has_fifteen_readers_at_most() {
    let more = format!("60s {}", instance("one-more", ""));
    assert_eq!(run(&[&cluster(15), &more, "90s end"]).outcomes()[0], "ok");
    assert_eq!(run(&[&cluster(16), &more, "90s end"]).outcomes()[0], CLASH);
}

#[test]
fn a_description_tells_members_tiers_endpoints_and_what_can_be_restored() {
    let run = run(&[
        &cluster(2),
        "60s aws rds describe-db-clusters",
        "+0s aws rds describe-db-instances",
        "2m end",
    ]);
    let cluster = &run.reply("describe-db-clusters")["DBClusters"][0];
    assert_eq!(cluster["Status"], "available");
    assert_eq!(
        cluster["Endpoint"],
        "orders.cluster-lab.us-east-1.rds.amazonaws.com"
    );
    assert_eq!(
        cluster["ReaderEndpoint"],
        "orders.cluster-ro-lab.us-east-1.rds.amazonaws.com"
    );
    assert_eq!(cluster["MultiAZ"], true);
    assert_eq!(cluster["DBClusterMembers"][1]["PromotionTier"], 1);
    assert!(
        cluster["LatestRestorableTime"].is_string()
            && cluster["EarliestRestorableTime"].is_string()
    );
    let instances = &run.reply("describe-db-instances")["DBInstances"];
    assert_eq!(instances.as_array().map(Vec::len), Some(2));
    assert_eq!(instances[0]["DBClusterIdentifier"], "orders");
    assert_eq!(
        instances[1]["Endpoint"]["Address"],
        "orders-2.lab.us-east-1.rds.amazonaws.com"
    );
}
