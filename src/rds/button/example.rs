//! Lines that no button writes: what looks, what waits, and what makes the first instance.

use super::region_option;
use crate::cloud::{Around, RegionId};

const LOOKS: [&str; 4] = [
    "db-instances",
    "db-snapshots",
    "db-instance-automated-backups",
    "events",
];

pub fn lines(around: &Around) -> Vec<String> {
    let mut lines: Vec<String> = LOOKS.map(|what| format!("aws rds describe-{what}")).into();
    let wait = |region: RegionId, what: &str, of: &str, id: &str| {
        let option = region_option(region);
        format!("aws rds wait {what}{option} --{of}-identifier {id}")
    };
    lines.extend(around.databases.iter().flat_map(|entry| {
        let whats = ["db-instance-available", "db-instance-deleted"];
        whats.map(|what| wait(entry.region, what, "db-instance", &entry.id))
    }));
    lines.extend(around.snapshots.iter().flat_map(|shot| {
        let whats = [
            "db-snapshot-available",
            "db-snapshot-completed",
            "db-snapshot-deleted",
        ];
        whats.map(|what| wait(shot.region, what, "db-snapshot", &shot.id))
    }));
    let name = around.free_name("orders");
    lines.push(format!(
        "aws rds create-db-instance --db-instance-identifier {name} --engine postgres --db-instance-class db.m6g.large --allocated-storage 20"
    ));
    lines
}
