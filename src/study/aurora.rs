//! The swarm's worlds of Aurora: a cluster of one to four instances, beside it a database of RDS whose names it must not take, and whatever
//! can be asked of either and go wrong with either.

use crate::aurora::fault::segment_failure;
use crate::cloud::FaultKind;
use crate::rds::fault::{host_failure, instance_crash, volume_failure};
use crate::study::dice::Dice;
use crate::world::fault::{
    az_outage, bad_write, capacity_shortage, control_plane_degraded, network_partition,
    region_outage,
};
use std::fmt::Write;

const CLUSTERS: &[&str] = &["orders", "orders", "orders", "again", "books"];
const INSTANCES: &[&str] = &[
    "orders-1", "orders-1", "orders-2", "orders-3", "again-1", "books",
];
const ZONES: &[&str] = &["us-east-1a", "us-east-1b", "us-east-1c"];
const OPTIONS: &[&str] = &[
    "",
    "",
    " --promotion-tier 0",
    " --availability-zone us-east-1c",
    " --availability-zone us-east-1a",
];
const NAMES: &[&str] = &[
    "orders",
    "orders",
    "orders-1",
    "orders-2",
    "orders.cluster-ro",
    "again",
    "again-1",
];

/// What strikes: what it strikes, and whether it lasts.
const STRIKES: &[(&FaultKind, &[&str], bool)] = &[
    (&az_outage::KIND, ZONES, true),
    (&region_outage::KIND, &["us-east-1"], true),
    (&capacity_shortage::KIND, ZONES, true),
    (&control_plane_degraded::KIND, &["us-east-1"], true),
    (&segment_failure::KIND, CLUSTERS, true),
    (&segment_failure::KIND, &["orders"], true),
    (&host_failure::KIND, INSTANCES, false),
    (&host_failure::KIND, CLUSTERS, false),
    (&instance_crash::KIND, INSTANCES, false),
    (&bad_write::KIND, CLUSTERS, false),
    (&volume_failure::KIND, CLUSTERS, false),
    (
        &network_partition::KIND,
        &[
            "us-east-1a us-east-1",
            "us-east-1a us-east-1b",
            "shop us-east-1a",
            "shop orders",
        ],
        true,
    ),
];

/// The random transcript of a seed. Many of its lines will be refused: that is part of the test.
pub fn aurora_transcript(seed: u64) -> String {
    let mut dice = Dice::new("swarm-aurora", seed);
    let engine = dice.pick(&["aurora-mysql", "aurora-postgresql"]);
    let mut text = format!(
        "seed AURORA-{seed}\n\
         given aws rds create-db-cluster --db-cluster-identifier orders --engine {engine} --backup-retention-period 7\n"
    );
    for number in 1..=dice.up_to(5) {
        let member = instance(&mut dice, &format!("orders-{number}"), "orders", engine);
        let _ = writeln!(text, "given {member}");
    }
    text.push_str(
        "given aws rds create-db-instance --db-instance-identifier books --engine postgres --db-instance-class db.m6g.large \
         --allocated-storage 20\n",
    );
    let (read_from, timeout) = (
        dice.pick(&["", " --read-from orders.cluster-ro"]),
        dice.pick(&["", " --timeout 1s", " --timeout 2m", " --dns-cache forever"]),
    );
    let _ = writeln!(
        text,
        "given app create shop --connect orders --writes 5/s{timeout}{read_from}"
    );
    let mut at_s = 0;
    for _ in 0..dice.up_to(24) {
        at_s += dice.pause_s();
        let line = line(&mut dice, engine);
        let _ = writeln!(text, "{at_s}s {line}");
    }
    let _ = writeln!(text, "{}s end", at_s + 1 + dice.up_to(4) * 7200);
    text
}

fn instance(dice: &mut Dice, name: &str, cluster: &str, engine: &str) -> String {
    let class = dice.pick(&[
        "db.r6g.large",
        "db.r6g.large",
        "db.t4g.medium",
        "db.r6g.xlarge",
    ]);
    format!(
        "aws rds create-db-instance --db-instance-identifier {name} --db-cluster-identifier {cluster} --engine {engine} \
             --db-instance-class {class}{}",
        dice.pick(OPTIONS)
    )
}

fn line(dice: &mut Dice, engine: &str) -> String {
    match dice.up_to(3) {
        0 => asked(dice, engine),
        _ => strike(dice),
    }
}

fn strike(dice: &mut Dice) -> String {
    let place = dice.up_to(STRIKES.len() as u64) as usize;
    let (kind, targets, lasts) = STRIKES[place];
    let kind = kind.name;
    let target = dice.pick(targets);
    match (lasts, dice.up_to(4)) {
        (true, 0) => format!("fault clear {kind} {target}"),
        (true, 1) => format!("fault inject {kind} {target}"),
        (true, _) => format!(
            "fault inject {kind} {target} --for {}s",
            1 + dice.up_to(7200)
        ),
        (false, _) => format!("fault inject {kind} {target}"),
    }
}

fn asked(dice: &mut Dice, engine: &str) -> String {
    let (cluster, member) = (dice.pick(CLUSTERS), dice.pick(INSTANCES));
    match dice.up_to(12) {
        0 | 1 => instance(dice, member, cluster, engine),
        2 => format!("aws rds failover-db-cluster --db-cluster-identifier {cluster}"),
        3 => format!(
            "aws rds failover-db-cluster --db-cluster-identifier {cluster} --target-db-instance-identifier {member}"
        ),
        4 => format!("aws rds reboot-db-instance --db-instance-identifier {member}"),
        5 => format!(
            "aws rds delete-db-instance --db-instance-identifier {member} --skip-final-snapshot"
        ),
        6 => format!(
            "aws rds delete-db-cluster --db-cluster-identifier {cluster} --skip-final-snapshot"
        ),
        7 | 8 => format!(
            "aws rds restore-db-cluster-to-point-in-time --source-db-cluster-identifier {cluster} --db-cluster-identifier again \
                 --use-latest-restorable-time"
        ),
        9 => format!("aws rds wait db-cluster-available --db-cluster-identifier {cluster}"),
        10 => format!("aws rds wait db-instance-available --db-instance-identifier {member}"),
        _ => format!("app point shop --to {}", dice.pick(NAMES)),
    }
}
