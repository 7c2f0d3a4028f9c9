//! The swarm's worlds with Multi-AZ DB clusters in the place of DB instances: the same lines, in the words of clusters.

use crate::study::swarm::wilder_transcript;

/// What is asked of an instance, and of a cluster. What is not among them is asked of instances alone: clusters have no read
/// replicas here, no copies of their snapshots, and do not stop.
const VERBS: &[(&str, &str)] = &[
    ("create-db-instance", "create-db-cluster"),
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
];

/// What is said of it otherwise.
const WORDS: &[(&str, &str)] = &[
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
        if let Some(line) = of_cluster(line, seed) {
            text.push_str(&line);
            text.push('\n');
        }
    }
    text
}

/// The same line of a cluster's, if there is one.
fn of_cluster(line: &str, seed: u64) -> Option<String> {
    match line.split_once("aws rds ") {
        Some((before, asked)) => {
            let asked = asked_of_cluster(asked, seed)?;
            Some(format!("{before}aws rds {asked}"))
        }
        None => Some(beside_cluster(line, seed)),
    }
}

fn asked_of_cluster(asked: &str, seed: u64) -> Option<String> {
    let said = |verb: &str| {
        let rest = asked.strip_prefix(verb)?;
        rest.starts_with(' ').then_some(rest)
    };
    let mut verbs = VERBS.iter();
    let (verb, own, rest) =
        verbs.find_map(|(verb, own)| said(verb).map(|rest| (*verb, *own, rest)))?;
    let engine = ["postgres", "mysql"][(seed % 2) as usize];
    let is_restore = verb.ends_with("from-db-snapshot");
    let snapshot = match is_restore {
        true => "--snapshot-identifier",
        false => "--db-cluster-snapshot-identifier",
    };
    let rest = in_words(rest).replace("--db-snapshot-identifier", snapshot);
    let failover = rest.strip_suffix(" --force-failover");
    Some(match (verb, failover) {
        ("create-db-instance", _) => format!(
            "{own} --db-cluster-identifier orders --engine {engine} --db-cluster-instance-class db.m6gd.large \
             --storage-type gp3 --allocated-storage 200 --backup-retention-period 7"
        ),
        (_, Some(rest)) => format!("failover-db-cluster{rest}"),
        (_, None) if is_restore => format!("{own}{rest} --engine {engine}"),
        (_, None) => format!("{own}{rest}"),
    })
}

/// A line that is not asked of RDS.
fn beside_cluster(line: &str, seed: u64) -> String {
    let mut own = in_words(line);
    let reads_elsewhere = own.contains("--read-from");
    if own.starts_with("given app create shop") && !reads_elsewhere && seed % 4 < 2 {
        own.push_str(" --read-from orders.cluster-ro");
    }
    own
}

fn in_words(line: &str) -> String {
    let words = WORDS.iter();
    words.fold(line.to_owned(), |line, (instance, cluster)| {
        line.replace(instance, cluster)
    })
}
