//! Lines that no button writes: what looks, what waits, and what makes the first instance.

use super::proxy::on_proxy;
use super::region_option;
use crate::cloud::view::Form;
use crate::cloud::{Around, RegionId};

const LOOKS: [&str; 7] = [
    "db-cluster-snapshots",
    "db-clusters",
    "db-instances",
    "db-proxies",
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
    let is_front = |id: &str| around.proxies.iter().any(|proxy| proxy.id == id);
    let front = if is_front("front") {
        "front-2"
    } else {
        "front"
    };
    lines.push(format!(
        "aws rds create-db-proxy --db-proxy-name {front} --engine-family POSTGRESQL"
    ));
    lines.extend(of_proxies(around));
    lines
}

/// What looks at proxies, and changes how long they let a request wait.
fn of_proxies(around: &Around) -> impl Iterator<Item = String> {
    let whats = [
        "describe-db-proxy-targets",
        "modify-db-proxy-target-group --target-group-name default --connection-pool-config ConnectionBorrowTimeout=30",
    ];
    let of_one = move |proxy| whats.map(|what| on_proxy(what, proxy));
    around.proxies.iter().flat_map(of_one)
}
