//! Lines that no button writes: what looks, what waits, and what makes the first instance.

use super::region_option;
use crate::cloud::view::Form;
use crate::cloud::{Around, RegionId};

const LOOKS: [&str; 6] = [
    "db-cluster-snapshots",
    "db-clusters",
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
        let of = match entry.form {
            Form::Cluster => "db-cluster",
            Form::Instance => "db-instance",
        };
        ["available", "deleted"]
            .map(|what| wait(entry.region, &format!("{of}-{what}"), of, &entry.id))
    }));
    lines.extend(around.snapshots.iter().flat_map(|shot| {
        let (of, whats): (&str, &[&str]) = match shot.form {
            Form::Cluster => ("db-cluster-snapshot", &["available", "deleted"]),
            Form::Instance => ("db-snapshot", &["available", "completed", "deleted"]),
        };
        let lines = whats.iter().map(move |what| format!("{of}-{what}"));
        lines.map(move |what| wait(shot.region, &what, of, &shot.id))
    }));
    let name = around.free_name("orders");
    lines.push(format!(
        "aws rds create-db-instance --db-instance-identifier {name} --engine postgres --db-instance-class db.m6g.large --allocated-storage 20"
    ));
    lines.push(format!(
        "aws rds create-db-cluster --db-cluster-identifier {name} --engine postgres --db-cluster-instance-class db.m6gd.large --storage-type gp3 --allocated-storage 20"
    ));
    lines
}
