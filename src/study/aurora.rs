//! The swarm's worlds of Aurora: a cluster of one to four instances, beside it a database of RDS whose names it must not take, and whatever
//! can be asked of either and go wrong with either.

use crate::aurora::fault::segment_failure;
use crate::cloud::FaultKind;
use crate::rds::fault::{host_failure, instance_crash, volume_failure};
use crate::sim::{Luck, Spread};
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
    let mut dice = Dice {
        luck: Luck::from_seed("swarm-aurora"),
        seed: seed.to_string(),
        rolls: 0,
    };
    let engine = dice.pick(&["aurora-mysql", "aurora-postgresql"]);
    let mut text = format!(
        "seed AURORA-{seed}\n\
         given aws rds create-db-cluster --db-cluster-identifier orders --engine {engine} --backup-retention-period 7\n"
    );
    for number in 1..=dice.up_to(5) {
        let member = dice.instance(&format!("orders-{number}"), "orders", engine);
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
        at_s += match dice.up_to(4) {
            0 => 0,
            1 => dice.up_to(10),
            2 => dice.up_to(600),
            _ => dice.up_to(7200),
        };
        let line = dice.line(engine);
        let _ = writeln!(text, "{at_s}s {line}");
    }
    let _ = writeln!(text, "{}s end", at_s + 1 + dice.up_to(4) * 7200);
    text
}

struct Dice {
    luck: Luck,
    seed: String,
    rolls: u64,
}

impl Dice {
    /// A number from 0 up to but not including `most`.
    fn up_to(&mut self, most: u64) -> u64 {
        self.rolls += 1;
        let any = Spread::Uniform {
            low: 0.0,
            high: 1.0,
        };
        let share = self.luck.draw(any, "swarm", &self.seed, self.rolls);
        ((share * most as f64) as u64).min(most.saturating_sub(1))
    }

    fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.up_to(list.len() as u64) as usize]
    }

    fn instance(&mut self, name: &str, cluster: &str, engine: &str) -> String {
        let class = self.pick(&[
            "db.r6g.large",
            "db.r6g.large",
            "db.t4g.medium",
            "db.r6g.xlarge",
        ]);
        format!(
            "aws rds create-db-instance --db-instance-identifier {name} --db-cluster-identifier {cluster} --engine {engine} \
             --db-instance-class {class}{}",
            self.pick(OPTIONS)
        )
    }

    fn line(&mut self, engine: &str) -> String {
        match self.up_to(3) {
            0 => self.asked(engine),
            _ => self.strike(),
        }
    }

    fn strike(&mut self) -> String {
        let place = self.up_to(STRIKES.len() as u64) as usize;
        let (kind, targets, lasts) = STRIKES[place];
        let kind = kind.name;
        let target = self.pick(targets);
        match (lasts, self.up_to(4)) {
            (true, 0) => format!("fault clear {kind} {target}"),
            (true, 1) => format!("fault inject {kind} {target}"),
            (true, _) => format!(
                "fault inject {kind} {target} --for {}s",
                1 + self.up_to(7200)
            ),
            (false, _) => format!("fault inject {kind} {target}"),
        }
    }

    fn asked(&mut self, engine: &str) -> String {
        let (cluster, instance) = (self.pick(CLUSTERS), self.pick(INSTANCES));
        match self.up_to(12) {
            0 | 1 => self.instance(instance, cluster, engine),
            2 => format!("aws rds failover-db-cluster --db-cluster-identifier {cluster}"),
            3 => format!(
                "aws rds failover-db-cluster --db-cluster-identifier {cluster} --target-db-instance-identifier {instance}"
            ),
            4 => format!("aws rds reboot-db-instance --db-instance-identifier {instance}"),
            5 => format!(
                "aws rds delete-db-instance --db-instance-identifier {instance} --skip-final-snapshot"
            ),
            6 => format!(
                "aws rds delete-db-cluster --db-cluster-identifier {cluster} --skip-final-snapshot"
            ),
            7 | 8 => format!(
                "aws rds restore-db-cluster-to-point-in-time --source-db-cluster-identifier {cluster} --db-cluster-identifier again \
                 --use-latest-restorable-time"
            ),
            9 => format!("aws rds wait db-cluster-available --db-cluster-identifier {cluster}"),
            10 => format!("aws rds wait db-instance-available --db-instance-identifier {instance}"),
            _ => format!("app point shop --to {}", self.pick(NAMES)),
        }
    }
}
