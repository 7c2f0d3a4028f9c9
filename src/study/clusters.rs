//! The swarm's worlds with Multi-AZ DB clusters in the place of DB instances: the same lines, in the words of clusters.

use crate::study::swarm::wilder_transcript;

/// What a line of an instance's says, and what a cluster's does.
const WORDS: &[(&str, &str)] = &[
    ("reboot-db-instance", "reboot-db-cluster"),
    ("delete-db-instance", "delete-db-cluster"),
    ("modify-db-instance", "modify-db-cluster"),
    ("wait db-instance-available", "wait db-cluster-available"),
    ("create-db-snapshot", "create-db-cluster-snapshot"),
    (
        "restore-db-instance-to-point-in-time",
        "restore-db-cluster-to-point-in-time",
    ),
    (
        "restore-db-instance-from-db-snapshot",
        "restore-db-cluster-from-snapshot",
    ),
    ("--no-multi-az", "--deletion-protection"),
    (" --multi-az", ""),
    ("--restore-time", "--restore-to-time"),
    (
        "--source-db-instance-identifier",
        "--source-db-cluster-identifier",
    ),
    (
        "--new-db-instance-identifier",
        "--new-db-cluster-identifier",
    ),
    ("--target-db-instance-identifier", "--db-cluster-identifier"),
    ("--db-instance-identifier", "--db-cluster-identifier"),
    ("--read-from orders-r", "--read-from orders.cluster-ro"),
    ("--read-from orders-west", "--read-from orders.cluster-ro"),
];

/// As [`wilder_transcript`], of a world that begins with a cluster. Reads go to its readers in every second one.
pub fn clusters_transcript(seed: u64) -> String {
    let mut text = String::new();
    for line in wilder_transcript(seed).lines() {
        // Clusters have no read replicas here, no copies of their snapshots, and do not stop.
        if [
            "read-replica",
            "copy-db-snapshot",
            "start-db-instance",
            "stop-db-instance",
        ]
        .iter()
        .any(|word| line.contains(word))
        {
            continue;
        }
        text.push_str(&of_cluster(line, seed));
        text.push('\n');
    }
    text
}

fn of_cluster(line: &str, seed: u64) -> String {
    let engine = ["postgres", "mysql"][(seed % 2) as usize];
    if line.contains("create-db-instance ") {
        return format!(
            "given aws rds create-db-cluster --db-cluster-identifier orders --engine {engine} --db-cluster-instance-class db.m6gd.large \
             --storage-type gp3 --allocated-storage 200 --backup-retention-period 7"
        );
    }
    if let Some((before, db)) = line.split_once("reboot-db-instance --db-instance-identifier ")
        && let Some(db) = db.strip_suffix(" --force-failover")
    {
        return format!("{before}failover-db-cluster --db-cluster-identifier {db}");
    }
    let mut own = line.to_owned();
    let is_restore = line.contains("from-db-snapshot");
    for (instance, cluster) in WORDS {
        own = own.replace(instance, cluster);
    }
    let snapshot = match is_restore {
        true => "--snapshot-identifier",
        false => "--db-cluster-snapshot-identifier",
    };
    own = own.replace("--db-snapshot-identifier", snapshot);
    if is_restore {
        own.push_str(&format!(" --engine {engine}"));
    }
    let reads_elsewhere = own.contains("--read-from");
    if own.starts_with("given app create shop") && !reads_elsewhere && seed % 4 < 2 {
        own.push_str(" --read-from orders.cluster-ro");
    }
    own
}
