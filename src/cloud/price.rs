//! List prices, us-east-1, on demand, in US dollars. Source: dated records of AWS's price list, last refreshed 2026-05-03.

use crate::cloud::{Confidence, Number, Unit};
use crate::sim::Spread;

/// The day on which the records that the prices come from were last refreshed.
pub const PRICES_AS_OF: &str = "2026-05-03";
/// Hours in a billed month.
pub const HOURS_PER_MONTH: f64 = 730.0;

const RECORDS: &str = "price records of 2026-05-03, us-east-1, on demand";
const URL: &str = "https://aws.amazon.com/rds/pricing/";

macro_rules! prices {
    ($($name:literal, $meaning:literal, $unit:ident, $value:literal, $confidence:expr;)*) => {
        /// Every price, by name.
        pub const PRICES: &[Number] = &[$(Number {
            name: $name, meaning: $meaning, unit: Unit::$unit, spread: Spread::Fixed($value), source: RECORDS, url: URL, confidence: $confidence,
        }),*];
    };
}

use Confidence::{Derived, Modelled, Reported};

prices! {
    "price.aurora.db.r6g.large", "db.r6g.large, an instance of Aurora", UsdPerHour, 0.260, Reported;
    "price.aurora.db.r7g.large", "db.r7g.large, an instance of Aurora", UsdPerHour, 0.276, Reported;
    "price.aurora.db.t4g.medium", "db.t4g.medium, an instance of Aurora", UsdPerHour, 0.073, Reported;
    "price.aurora.io", "a million reads and writes of an Aurora cluster's volume", UsdPerMillion, 0.20, Reported;
    "price.aurora.storage", "what an Aurora cluster's volume holds", UsdPerGbMonth, 0.10, Reported;
    "price.backup", "backup storage beyond the size of all provisioned storage", UsdPerGibMonth, 0.095, Reported;
    "price.db.m5.large.mysql", "db.m5.large, MySQL, Single-AZ", UsdPerHour, 0.171, Reported;
    "price.db.m5.large.postgres", "db.m5.large, PostgreSQL, Single-AZ", UsdPerHour, 0.178, Modelled;
    "price.db.m6g.large.mysql", "db.m6g.large, MySQL, Single-AZ", UsdPerHour, 0.152, Derived;
    "price.db.m6g.large.postgres", "db.m6g.large, PostgreSQL, Single-AZ", UsdPerHour, 0.159, Derived;
    "price.db.r6g.large.mysql", "db.r6g.large, MySQL, Single-AZ", UsdPerHour, 0.215, Derived;
    "price.db.r6g.large.postgres", "db.r6g.large, PostgreSQL, Single-AZ", UsdPerHour, 0.225, Derived;
    "price.db.t3.large.mysql", "db.t3.large, MySQL, Single-AZ", UsdPerHour, 0.136, Reported;
    "price.db.t3.large.postgres", "db.t3.large, PostgreSQL, Single-AZ", UsdPerHour, 0.145, Reported;
    "price.db.t4g.small.mysql", "db.t4g.small, MySQL, Single-AZ", UsdPerHour, 0.032, Reported;
    "price.gp3.iops", "gp3 IOPS beyond what comes with the volume, Single-AZ", UsdPerIopsMonth, 0.02, Reported;
    "price.io1", "io1 storage, Single-AZ", UsdPerGibMonth, 0.125, Reported;
    "price.io1.iops", "io1 IOPS, Single-AZ", UsdPerIopsMonth, 0.10, Reported;
    "price.storage", "gp2 or gp3 storage, Single-AZ", UsdPerGibMonth, 0.115, Reported;
    "price.transfer.cross-region", "transfer to another Region, out of the source's Region", UsdPerGb, 0.02, Reported;
}

/// The hourly price of a class with an engine, Single-AZ, if there is a record of it. MariaDB costs what MySQL costs.
pub fn hourly(class: &str, engine: &str) -> Option<&'static Number> {
    let family = if engine == "mariadb" { "mysql" } else { engine };
    find(&format!("price.{class}.{family}"))
}

/// A price of the table, by a name that is in it.
pub fn named(name: &str) -> &'static Number {
    find(name).expect("the caller names an entry of this table")
}

/// A price of the table, if there is one of that name.
pub fn find(name: &str) -> Option<&'static Number> {
    PRICES.iter().find(|price| price.name == name)
}
