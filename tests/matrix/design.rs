//! The designs under test, one for each protection, and what operators do with them.

use crate::common::{R, S, on_engine};
use std::ops::RangeInclusive;

/// Nine things that protect, in the order of the table.
pub const PROTECTIONS: [&str; 9] = [
    "Single-AZ",
    "Multi-AZ instance",
    "Multi-AZ cluster",
    "replica same Region",
    "replica cross-Region",
    "PITR / snapshots same Region",
    "cross-Region copy or replicated backups",
    "Proxy",
    "delayed replica",
];

/// What the lab does not understand yet: as soon as it does, its cells are to be filled.
pub const REPLICATED_BACKUPS: &str = "aws rds start-db-instance-automated-backups-replication --region us-west-2 \
     --source-db-instance-arn arn:aws:rds:us-east-1:123456789012:db:orders";

/// Single-AZ with a read replica in another Region.
pub const AFAR: &str = "
given aws rds create-db-instance --db-instance-identifier orders --engine postgres --db-instance-class db.m6g.large \
    --allocated-storage 200 --backup-retention-period 7
given app create shop --connect orders --writes 50/s --reads 200/s
given aws rds create-db-instance-read-replica --db-instance-identifier orders-west --region us-west-2 \
    --source-db-instance-identifier arn:aws:rds:us-east-1:123456789012:db:orders
";

/// Single-AZ with a snapshot of yesterday noon.
pub fn with_snapshot() -> String {
    format!(
        "{S}given -24h aws rds create-db-snapshot --db-instance-identifier orders --db-snapshot-identifier daily\n"
    )
}

/// As [`with_snapshot`], copied to another Region within the hour.
pub fn with_copy() -> String {
    with_snapshot()
        + "given -23h aws rds copy-db-snapshot --region us-west-2 --target-db-snapshot-identifier daily-west \
           --source-db-snapshot-identifier arn:aws:rds:us-east-1:123456789012:snapshot:daily\n"
}

/// MySQL with a replica in the same Region that applies an hour late.
pub fn delayed() -> String {
    on_engine(R, "mysql") + "given -6h sql orders-r \"CALL mysql.rds_set_source_delay(3600)\"\n"
}

/// As [`delayed`], the replica standing in another Region.
pub fn delayed_afar() -> String {
    on_engine(AFAR, "mysql")
        + "given -6h sql us-west-2/orders-west \"CALL mysql.rds_set_source_delay(3600)\"\n"
}

/// The replica of the same Region is promoted, two minutes after the failure.
pub const PROMOTE: [&str; 3] = [
    "+2m aws rds promote-read-replica --db-instance-identifier orders-r",
    "+0s aws rds wait db-instance-available --db-instance-identifier orders-r",
    "+5s app point shop --to orders-r",
];

/// That of the other Region.
pub const PROMOTE_AFAR: [&str; 3] = [
    "+2m aws rds promote-read-replica --db-instance-identifier orders-west --region us-west-2",
    "+0s aws rds wait db-instance-available --db-instance-identifier orders-west --region us-west-2",
    "+5s app point shop --to us-west-2/orders-west",
];

/// A new instance is made of automated backups, up to the last upload of logs.
pub const RESTORE: [&str; 3] = [
    "+2m aws rds restore-db-instance-to-point-in-time --source-db-instance-identifier orders \
         --target-db-instance-identifier orders-2 --use-latest-restorable-time --availability-zone us-east-1c",
    "+0s aws rds wait db-instance-available --db-instance-identifier orders-2",
    "+5s app point shop --to orders-2",
];

/// A new instance is made of the snapshot that was copied away.
pub const RESTORE_AFAR: [&str; 3] = [
    "+2m aws rds restore-db-instance-from-db-snapshot --region us-west-2 --db-instance-identifier orders-2 \
         --db-snapshot-identifier daily-west",
    "+0s aws rds wait db-instance-available --region us-west-2 --db-instance-identifier orders-2",
    "+5s app point shop --to us-west-2/orders-2",
];

/// A cluster's reader is made its writer.
pub const FAIL_CLUSTER_OVER: [&str; 1] =
    ["+2m aws rds failover-db-cluster --db-cluster-identifier orders"];

/// What is between a promoted replica's head and its source's: 0.1 to 1 s of 50 writes a second.
pub const ITS_LAG: RangeInclusive<u64> = 4..=51;
/// The same between Regions: 0.5 to 5 s.
pub const ITS_LAG_AFAR: RangeInclusive<u64> = 24..=251;
/// Five minutes of writes, the most that is not yet uploaded.
pub const FIVE_MINUTES: RangeInclusive<u64> = 1..=15_000;
/// A day of writes, since the last snapshot.
pub const A_DAY: RangeInclusive<u64> = 4_320_000..=4_330_000;

/// No application notices.
pub const UNTOUCHED: RangeInclusive<u64> = 0..=0;
/// The same of a cluster: up to 35 s and what its reader lags, up to 10 until the name leads to the new writer, 5 of the client's cache, one to try again.
pub const A_CLUSTERS_FAILOVER: RangeInclusive<u64> = 15..=53;
/// Detection, failover, DNS, reconnection.
pub const A_FAILOVER: RangeInclusive<u64> = 60..=136;
/// By way of a proxy: 34 to 60 % of the failover, or its detection if that is longer; one to try again.
pub const A_FAILOVER_BY_PROXY: RangeInclusive<u64> = 20..=73;
/// Two minutes until somebody acts, a promotion of 3 to 10 minutes whose reboot may be drawn longer, a waiter's half minute.
pub const A_PROMOTION: RangeInclusive<u64> = 300..=850;
/// Two minutes, 5 to 15 minutes of restore, and a replay in proportion to what was written since the last backup.
pub const A_RESTORE: RangeInclusive<u64> = 420..=15_000;
/// The same without a replay.
pub const A_SNAPSHOTS_RESTORE: RangeInclusive<u64> = 420..=1_200;
/// As a promotion, and an hour's writes are applied first: at 450 a second more than arrive.
pub const A_DELAYED_PROMOTION: RangeInclusive<u64> = 420..=1_300;
