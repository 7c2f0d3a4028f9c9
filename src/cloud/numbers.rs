//! The one table of durations, rates and limits, each with its source and confidence.
//!
//! Code names an entry (`&numbers::FAILOVER`) and asks [`Numbers`] for its present value, which a teacher may have changed.

use crate::cloud::Unit;
use crate::sim::Spread;

/// How far a figure can be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// Stated by current AWS documentation or the AWS API model.
    Documented,
    /// Stated by an AWS blog, SLA or incident report, or by a dated third-party record.
    Reported,
    /// Recalled from a known AWS page, or derived.
    Derived,
    /// A modelling choice of this project: no published number exists.
    Modelled,
}

impl Confidence {
    /// The one-letter mark used in tables.
    pub fn mark(self) -> &'static str {
        match self {
            Confidence::Documented => "A",
            Confidence::Reported => "B",
            Confidence::Derived => "C",
            Confidence::Modelled => "M",
        }
    }

    /// What the mark means, as a learner reads it.
    pub fn meaning(self) -> &'static str {
        match self {
            Confidence::Documented => "AWS documents it",
            Confidence::Reported => "reported by AWS or dated records",
            Confidence::Derived => "recalled or derived; to be re-checked",
            Confidence::Modelled => "a modelling choice; no published number exists",
        }
    }
}

/// One entry of the table.
#[derive(Clone, Copy, Debug)]
pub struct Number {
    /// Its name in `failover-lab facts` and in `given number NAME VALUE`.
    pub name: &'static str,
    /// What it measures.
    pub meaning: &'static str,
    pub unit: Unit,
    pub spread: Spread,
    pub source: &'static str,
    pub url: &'static str,
    pub confidence: Confidence,
}

impl std::fmt::Display for Number {
    /// Its value with its unit: `60..80..120 s`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.spread, self.unit)
    }
}

use Confidence::{Derived, Documented, Modelled, Reported};

const fn uniform(low: f64, high: f64) -> Spread {
    Spread::Uniform { low, high }
}

/// Prefixes a page of the Amazon RDS User Guide with its address.
macro_rules! concat_url {
    ($page:literal) => {
        concat!(
            "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/",
            $page
        )
    };
}

/// The same of the Amazon DynamoDB Developer Guide.
macro_rules! dynamodb_url {
    ($page:literal) => {
        concat!(
            "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/",
            $page
        )
    };
}

const DYNAMODB_PRICES: &str = "https://aws.amazon.com/dynamodb/pricing/";
const DYNAMODB_RECORDS: &str = "price records of 2026-05-03, us-east-1, on demand";
const MODEL: &str = "this project's timing model";

macro_rules! numbers {
    ($($constant:ident = $name:literal, $meaning:literal, $unit:ident, $spread:expr, $source:expr, $url:expr, $confidence:expr;)*) => {
        $(#[doc = $meaning]
        pub const $constant: Number = Number {
            name: $name, meaning: $meaning, unit: Unit::$unit, spread: $spread, source: $source, url: $url, confidence: $confidence,
        };)*
        /// Every entry but the prices, by name.
        const TIMINGS: &[Number] = &[$($constant),*];
    };
}

numbers! {
    AURORA_FAILOVER = "aurora.failover", "Aurora failover to a reader, until the new writer accepts connections: AWS says usually less than 60 s, often less than 30", Seconds, Spread::Triangular { low: 10.0, mode: 25.0, high: 60.0 }, "Aurora User Guide, high availability", "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Concepts.AuroraHighAvailability.html", Documented;
    AURORA_LAG = "aurora.lag", "how far what a reader of Aurora shows trails its writer: AWS says usually less than 100 ms", Milliseconds, uniform(0.0, 100.0), "Aurora User Guide, high availability; storage and reliability", "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Concepts.AuroraHighAvailability.html", Documented;
    AURORA_READERS_MAX = "aurora.readers-max", "readers that an Aurora cluster can have", Instances, Spread::Fixed(15.0), "Aurora User Guide, high availability", "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Concepts.AuroraHighAvailability.html", Documented;
    AURORA_RECREATE = "aurora.recreate", "an instance of Aurora whose host is lost, until it is there again in the same zone: AWS says typically less than 10 minutes", Seconds, uniform(180.0, 600.0), "Aurora User Guide, high availability", "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Concepts.AuroraHighAvailability.html", Documented;
    BACKUP_OFFSET = "backup.offset", "where in its backup window the daily snapshot starts, as a share of the first half", Share, uniform(0.0, 1.0), MODEL, "", Modelled;
    BACKUP_RETENTION_DEFAULT = "backup.retention-default", "retention when the API is not told one", Days, Spread::Fixed(1.0), "API reference, create-db-instance", "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html", Documented;
    BACKUP_RETENTION_MAX = "backup.retention-max", "longest retention of automated backups", Days, Spread::Fixed(35.0), "User Guide, automated backups", concat_url!("USER_WorkingWithAutomatedBackups.html"), Documented;
    BAD_WRITE_ROWS = "bad-write.rows", "rows that a bad write damages unless told otherwise", Rows, Spread::Fixed(1000.0), MODEL, "", Modelled;
    BLOCK_CORRUPTION_ROWS = "block-corruption.rows", "rows on the blocks that a corruption spoils, unless told otherwise", Rows, Spread::Fixed(200.0), MODEL, "", Modelled;
    CLIENT_DNS_CACHE = "client.dns-cache", "how long the application keeps a DNS answer unless told otherwise", Seconds, Spread::Fixed(5.0), MODEL, "", Modelled;
    CLIENT_POOL = "client.pool", "connections that the application keeps open for writes", Connections, Spread::Fixed(10.0), MODEL, "", Modelled;
    CLIENT_READS = "client.reads", "reads of an application unless told otherwise", ReadsPerSecond, Spread::Fixed(200.0), MODEL, "", Modelled;
    CLIENT_RETRY = "client.retry", "time between two attempts to reconnect", Seconds, Spread::Fixed(1.0), MODEL, "", Modelled;
    CLIENT_TIMEOUT = "client.timeout", "how long a request waits for an answer unless told otherwise", Seconds, Spread::Fixed(5.0), MODEL, "", Modelled;
    CLIENT_WRITES = "client.writes", "writes of an application unless told otherwise", WritesPerSecond, Spread::Fixed(50.0), MODEL, "", Modelled;
    CLUSTER_COMMIT = "cluster.commit", "what the acknowledgement by the faster of two readers adds to a write of a Multi-AZ DB cluster: AWS claims commits up to twice as fast as with one standby", Milliseconds, uniform(1.0, 2.5), "AWS News Blog, Multi-AZ with two readable standbys", "https://aws.amazon.com/blogs/aws/amazon-rds-multi-az-db-cluster/", Derived;
    CLUSTER_FAILOVER = "cluster.failover", "Multi-AZ DB cluster failover, from the failure to the new writer, where no reader lags", Seconds, Spread::Triangular { low: 15.0, mode: 25.0, high: 35.0 }, "User Guide, failing over a Multi-AZ DB cluster: typically under 35 s", concat_url!("multi-az-db-clusters-concepts-failover.html"), Documented;
    CLUSTER_FAILOVER_DETECTION = "cluster.failover.detection", "of a cluster's failover, the time until RDS has detected the failure", Seconds, uniform(5.0, 12.0), MODEL, "", Modelled;
    CLUSTER_LOG_UPLOAD = "cluster.log-upload", "time between two uploads of a Multi-AZ DB cluster's log, which AWS calls continuous", Seconds, Spread::Fixed(1.0), "User Guide, point-in-time restore of a Multi-AZ DB cluster: continuously", concat_url!("USER_PIT.MultiAZDBCluster.html"), Modelled;
    COPY_BACK_BASE = "copy-back.base", "preparing to copy damaged rows back from a clean copy", Seconds, uniform(60.0, 180.0), MODEL, "", Modelled;
    COPY_BACK_RATE = "copy-back.rate", "rows copied back per second", RowsPerSecond, Spread::Fixed(500.0), MODEL, "", Modelled;
    CREATE = "create", "creating a DB instance, to available", Seconds, uniform(300.0, 600.0), MODEL, "", Modelled;
    DELETE = "delete", "deleting a DB instance, without its final snapshot", Seconds, uniform(60.0, 300.0), MODEL, "", Modelled;
    DNS_PROPAGATION = "dns.propagation", "until a changed record is answered everywhere", Seconds, uniform(0.0, 10.0), MODEL, "", Modelled;
    DNS_TTL = "dns.ttl", "time to live of an RDS endpoint's record", Seconds, Spread::Fixed(5.0), "User Guide, blue/green deployments", concat_url!("blue-green-deployments-overview.html"), Documented;
    DYNAMODB_BACKUP = "dynamodb.backup", "an on-demand backup of a table, until it can be restored: AWS says within minutes", Seconds, uniform(60.0, 180.0), "Developer Guide, backing up a DynamoDB table", dynamodb_url!("CreateBackup.html"), Modelled;
    DYNAMODB_BACKUP_PRICE = "price.dynamodb.backup", "on-demand backups of tables", UsdPerGbMonth, Spread::Fixed(0.10), DYNAMODB_RECORDS, DYNAMODB_PRICES, Reported;
    DYNAMODB_CREATE = "dynamodb.create", "creating a table, to ACTIVE", Seconds, uniform(5.0, 20.0), MODEL, "", Modelled;
    DYNAMODB_DELETE = "dynamodb.delete", "deleting a table, until it is gone", Seconds, uniform(5.0, 20.0), MODEL, "", Modelled;
    DYNAMODB_PITR_DAYS = "dynamodb.pitr.days", "longest recovery period of point-in-time recovery, and the one unless told otherwise", Days, Spread::Fixed(35.0), "API reference, PointInTimeRecoverySpecification", "https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PointInTimeRecoverySpecification.html", Documented;
    DYNAMODB_PITR_LAG = "dynamodb.pitr.lag", "how far the latest restorable time of a table is behind", Seconds, Spread::Fixed(300.0), "Developer Guide, point-in-time recovery: typically five minutes", dynamodb_url!("PointInTimeRecovery_Howitworks.html"), Documented;
    DYNAMODB_PITR_PRICE = "price.dynamodb.pitr", "point-in-time recovery of tables", UsdPerGbMonth, Spread::Fixed(0.20), DYNAMODB_RECORDS, DYNAMODB_PRICES, Reported;
    DYNAMODB_RESTORE = "dynamodb.restore", "restoring a table, to ACTIVE, whatever its size: at least 20 minutes, usually less than an hour", Seconds, uniform(1200.0, 3600.0), "AWS Knowledge Center, time that a table's restore takes", "https://repost.aws/knowledge-center/dynamodb-restore-taking-long", Reported;
    DYNAMODB_RESTORES = "quota.dynamodb-restores", "restores of tables going on at a time in an account", Restores, Spread::Fixed(50.0), "API reference, RestoreTableFromBackup", "https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_RestoreTableFromBackup.html", Documented;
    DYNAMODB_STORAGE_PRICE = "price.dynamodb.storage", "storage of tables", UsdPerGbMonth, Spread::Fixed(0.25), DYNAMODB_RECORDS, DYNAMODB_PRICES, Reported;
    DYNAMODB_SYSTEM_BACKUP = "dynamodb.system-backup", "how long the backup of a deleted table is kept that had point-in-time recovery", Days, Spread::Fixed(35.0), "Developer Guide, point-in-time recovery: deleting a table", dynamodb_url!("PointInTimeRecovery_Howitworks.html"), Documented;
    DYNAMODB_WRITE_PRICE = "price.dynamodb.write", "writes to a table on demand, each of at most 1 KB", UsdPerMillion, Spread::Fixed(0.625), DYNAMODB_RECORDS, DYNAMODB_PRICES, Reported;
    FAILOVER = "failover", "Multi-AZ DB instance failover, from the failure to the new primary", Seconds, Spread::Triangular { low: 60.0, mode: 80.0, high: 120.0 }, "User Guide, Multi-AZ DB instance: typically 60 to 120 s", concat_url!("Concepts.MultiAZSingleStandby.html"), Documented;
    FAILOVER_COOLDOWN = "failover.cooldown", "after a failover, time within which a requested one is dropped", Seconds, Spread::Fixed(300.0), MODEL, "", Modelled;
    FAILOVER_DETECTION = "failover.detection", "of a failover, the time until RDS has detected the failure", Seconds, uniform(15.0, 40.0), MODEL, "", Modelled;
    FIRST_BACKUP_DELAY = "backup.first-delay", "how long a restored or promoted instance is available before its first backup begins", Seconds, Spread::Fixed(60.0), MODEL, "", Modelled;
    FIRST_BACKUP_PER_100_GIB = "backup.first-per-100-gib", "what a first, full backup of existing data takes beyond a later one, for each 100 GiB", Seconds, uniform(60.0, 180.0), MODEL, "", Modelled;
    FAILOVER_FORCED_SILENT = "failover.forced-silent", "forced failovers after which the old host falls silent instead of closing its connections", Share, Spread::Fixed(0.75), "public reports: 15 min in two, three tries of four in a third", "https://github.com/rails/rails/issues/22557", Derived;
    HOST_RECOVERY = "host-recovery", "Single-AZ host failure: restart on a new host with the same volume", Seconds, Spread::LogNormal { median: 480.0, p95: 1800.0 }, "AWS Database Blog, Under the Hood: Single-AZ instance recovery: typically under 30 min", "https://aws.amazon.com/blogs/database/amazon-rds-under-the-hood-single-az-instance-recovery/", Reported;
    HOST_STALL_UNSEEN = "host-stall.unseen", "how long health checks see nothing wrong with a host that stalls", Seconds, uniform(900.0, 1800.0), "one public post-mortem: 15 to 30 min", "", Derived;
    HYDRATION = "hydration", "until every block of a restored volume has arrived, for each TiB", Seconds, uniform(3600.0, 14400.0), MODEL, "", Modelled;
    HYDRATION_PENALTY = "hydration.penalty", "how many times slower a read of a block that has not arrived is", Times, uniform(5.0, 20.0), MODEL, "", Modelled;
    INSTANCE_QUOTA = "quota.instances", "DB instances in a Region", Instances, Spread::Fixed(40.0), "User Guide, quotas", concat_url!("CHAP_Limits.html"), Documented;
    KEY_GRACE = "kms.recoverable", "how long an instance whose KMS key cannot be used can still be started once it can be; then it is gone", Days, Spread::Fixed(7.0), "AWS Knowledge Center, inaccessible-encryption-credentials; User Guide, DB instance status", "https://repost.aws/knowledge-center/rds-aurora-inaccessible-state", Reported;
    LATENCY_COMMIT = "latency.commit", "what a write takes on one volume", Milliseconds, Spread::Fixed(2.0), MODEL, "", Modelled;
    LATENCY_READ = "latency.read", "what a read takes", Milliseconds, Spread::Fixed(1.0), MODEL, "", Modelled;
    LOG_UPLOAD = "log-upload", "time between two uploads of transaction logs to object storage", Seconds, Spread::Fixed(300.0), "User Guide, point-in-time restore: every five minutes", concat_url!("USER_PIT.html"), Documented;
    LOG_UPLOAD_PHASE = "log-upload.phase", "how long after the start of the scenario's clock the first upload falls, as a share of the interval", Share, uniform(0.0, 1.0), MODEL, "", Modelled;
    MODIFY = "modify", "a modification without outage", Seconds, uniform(30.0, 120.0), MODEL, "", Modelled;
    MULTI_AZ_COMMIT = "multi-az.commit", "what the second volume adds to a write", Milliseconds, uniform(2.0, 5.0), "AWS Database Blog, Under the Hood: Multi-AZ: about 2 to 5 ms", "https://aws.amazon.com/blogs/database/amazon-rds-under-the-hood-multi-az/", Reported;
    MULTI_AZ_CONVERSION = "multi-az.conversion", "Single-AZ to Multi-AZ, until the standby is synchronised", Seconds, uniform(600.0, 1800.0), MODEL, "", Modelled;
    PITR_REPLAY = "pitr.replay", "log replay of a point-in-time restore: seconds per second of write time at 50 writes/s", Seconds, uniform(0.05, 0.15), MODEL, "", Modelled;
    PROMOTION = "promotion", "promoting a read replica: a few minutes", Seconds, uniform(180.0, 600.0), "User Guide, promoting a read replica", concat_url!("USER_ReadRepl.Promote.html"), Modelled;
    PROXY_BORROW = "proxy.borrow", "how long a request waits in a proxy's queue, unless told otherwise", Seconds, Spread::Fixed(120.0), "User Guide, RDS Proxy", concat_url!("rds-proxy.howitworks.html"), Documented;
    PROXY_CREATE = "proxy.create", "creating a proxy, to available", Seconds, uniform(120.0, 600.0), MODEL, "", Modelled;
    PROXY_PINNED = "proxy.pinned", "connections to a proxy that are pinned to one of the database's, and end with it; none unless told", Share, Spread::Fixed(0.0), "User Guide, RDS Proxy", concat_url!("rds-proxy.howitworks.html"), Modelled;
    PROXY_PRICE = "price.proxy", "RDS Proxy, for each vCPU of its target, two at least", UsdPerHour, Spread::Fixed(0.015), "recalled from AWS's price list", "https://aws.amazon.com/rds/proxy/pricing/", Derived;
    PROXY_QUOTA = "quota.proxies", "proxies in a Region", Proxies, Spread::Fixed(20.0), "User Guide, RDS Proxy: quotas and limitations", concat_url!("rds-proxy.html"), Documented;
    PROXY_REGISTER = "proxy.register", "registering a proxy's target, until it leads there", Seconds, uniform(30.0, 120.0), MODEL, "", Modelled;
    PROXY_SAVES = "proxy.saves", "share of a Multi-AZ DB instance's failover that a proxy saves: AWS says up to 0.66; its own test of RDS for MySQL found 0.32", Share, uniform(0.40, 0.66), "User Guide, RDS Proxy; the lower end is this project's", concat_url!("rds-proxy.html"), Modelled;
    REBOOT = "reboot", "restart of the database engine", Seconds, uniform(20.0, 90.0), MODEL, "", Modelled;
    RENAME = "rename", "until a renamed instance answers under its new name: up to about 10 minutes", Seconds, uniform(60.0, 600.0), "User Guide, renaming a DB instance", concat_url!("USER_RenameInstance.html"), Modelled;
    REPLICA_APPLY_RATE = "replica.apply-rate", "most that a read replica applies", WritesPerSecond, Spread::Fixed(500.0), MODEL, "", Modelled;
    REPLICA_BYTES_PER_WRITE = "replica.bytes-per-write", "log that one write makes: what crosses to another Region for it", Bytes, Spread::Fixed(1000.0), MODEL, "", Modelled;
    REPLICA_CREATE = "replica.create", "creating a read replica, after the snapshot of its source", Seconds, uniform(300.0, 900.0), MODEL, "", Modelled;
    REPLICA_LAG_CROSS_REGION = "replica.lag.cross-region", "base lag of a read replica in another Region", Seconds, uniform(0.5, 5.0), MODEL, "", Modelled;
    REPLICA_LAG_SAME_REGION = "replica.lag.same-region", "base lag of a read replica in the same Region", Seconds, uniform(0.1, 1.0), MODEL, "", Modelled;
    REPLICA_STOP_MAX = "replica.stop-max", "after which a stopped replication is terminated", Days, Spread::Fixed(30.0), "User Guide, read replicas", concat_url!("USER_ReadRepl.html"), Documented;
    RESTORE = "restore", "restoring a snapshot, to available", Seconds, uniform(300.0, 900.0), MODEL, "", Modelled;
    RESTORE_BREAKS = "restore.breaks", "restores that break by themselves; none unless told, for nothing is published (a guess of practice: 0.005 to 0.05)", Share, Spread::Fixed(0.0), MODEL, "", Modelled;
    RETAINED_BACKUPS_QUOTA = "quota.retained-backups", "retained automated backups in a Region", Backups, Spread::Fixed(40.0), "User Guide, automated backups", concat_url!("USER_WorkingWithAutomatedBackups.html"), Documented;
    SLOW_DISK_TIMES = "slow-disk.times", "how many times as long a request takes on a volume whose I/O is degraded, unless told otherwise", Times, Spread::Fixed(20.0), MODEL, "", Modelled;
    SNAPSHOT = "snapshot", "a snapshot of what has hardly changed since the last", Seconds, uniform(60.0, 180.0), MODEL, "", Modelled;
    SNAPSHOT_COPY_BASE = "snapshot-copy.base", "copying a snapshot to another Region, whatever its size", Seconds, Spread::Fixed(1200.0), MODEL, "", Modelled;
    SNAPSHOT_COPY_PER_100_GIB = "snapshot-copy.per-100-gib", "copying a snapshot to another Region, for each 100 GiB", Seconds, uniform(300.0, 900.0), MODEL, "", Modelled;
    SNAPSHOT_COPIES_QUOTA = "quota.snapshot-copies", "copies of snapshots in progress to one Region", Copies, Spread::Fixed(20.0), "User Guide, copying a snapshot", concat_url!("USER_CopySnapshot.html"), Documented;
    SNAPSHOT_PAUSE = "snapshot.pause", "how long a snapshot or backup suspends the I/O of a Single-AZ instance: AWS says seconds to minutes", Seconds, uniform(1.0, 4.0), "User Guide, creating a snapshot", concat_url!("USER_CreateSnapshot.html"), Modelled;
    SNAPSHOT_QUOTA = "quota.manual-snapshots", "manual snapshots in a Region", Snapshots, Spread::Fixed(100.0), "User Guide, quotas", concat_url!("CHAP_Limits.html"), Documented;
    STANDBY_ELSEWHERE = "standby-elsewhere", "how long a standby's zone stays dark before RDS builds the standby in a third zone", Seconds, Spread::Fixed(14_400.0), "User Guide, working with a DB instance in a VPC: RDS may do so", concat_url!("USER_VPC.WorkingWithRDSInstanceinaVPC.html"), Modelled;
    STANDBY_REBUILD = "standby-rebuild", "rebuilding or resynchronising a standby; no protection meanwhile", Seconds, uniform(900.0, 7200.0), "AWS Database Blog, Under the Hood: Multi-AZ", "https://aws.amazon.com/blogs/database/amazon-rds-under-the-hood-multi-az/", Modelled;
    START = "start", "starting a DB instance that was stopped: AWS says minutes to hours", Seconds, uniform(300.0, 900.0), "User Guide, stopping a DB instance temporarily", concat_url!("USER_StopInstance.html"), Modelled;
    STOP = "stop", "stopping a DB instance: AWS says several minutes", Seconds, uniform(120.0, 420.0), "User Guide, stopping a DB instance temporarily", concat_url!("USER_StopInstance.html"), Modelled;
    STOP_MAX = "stop.max", "after which a stopped DB instance starts by itself", Days, Spread::Fixed(7.0), "User Guide, stopping a DB instance temporarily", concat_url!("USER_StopInstance.html"), Documented;
    STORAGE_OPTIMIZATION = "storage.optimization", "how long RDS moves blocks after a change of the allocated storage: AWS says several hours, up to 24 and more", Seconds, uniform(7200.0, 86_400.0), "User Guide, increasing DB instance storage capacity; DB instance status", concat_url!("USER_PIOPS.ModifyingExisting.html"), Modelled;
    STORAGE_PAUSE = "storage.pause", "after a change of the allocated storage before the next one, or until the first is all done if that is later", Seconds, Spread::Fixed(21_600.0), "User Guide, increasing DB instance storage capacity", concat_url!("USER_PIOPS.ModifyingExisting.html"), Documented;
    SYNC_PAUSE = "sync-pause", "write pause while a primary gives up on a standby that does not answer", Seconds, uniform(1.0, 3.0), "AWS Database Blog, Under the Hood: Multi-AZ: a brief pause", "https://aws.amazon.com/blogs/database/amazon-rds-under-the-hood-multi-az/", Modelled;
    YEARLY_AZ_OUTAGE = "yearly.az-outage", "outages of one Availability Zone a year", PerYear, Spread::Fixed(0.05), "derived from public events", "https://aws.amazon.com/premiumsupport/technology/pes/", Modelled;
    YEARLY_AZ_OUTAGE_LENGTH = "yearly.az-outage.length", "length of an Availability Zone's outage", Seconds, Spread::LogNormal { median: 10_800.0, p95: 86_400.0 }, "derived from public events", "https://aws.amazon.com/premiumsupport/technology/pes/", Modelled;
    YEARLY_BAD_WRITE = "yearly.bad-write", "damaging mistakes a year for each database", PerYear, Spread::Fixed(0.2), MODEL, "", Modelled;
    YEARLY_HOST_FAILURE = "yearly.host-failure", "host failures a year for each instance", PerYear, Spread::Fixed(0.01), MODEL, "", Modelled;
    YEARLY_REGION_OUTAGE = "yearly.region-outage", "outages of a whole Region a year", PerYear, Spread::Fixed(0.05), "derived from public events", "https://aws.amazon.com/premiumsupport/technology/pes/", Modelled;
    YEARLY_REGION_OUTAGE_LENGTH = "yearly.region-outage.length", "length of a Region's outage", Seconds, Spread::LogNormal { median: 18_000.0, p95: 54_000.0 }, "derived from public events", "https://aws.amazon.com/premiumsupport/technology/pes/", Modelled;
    YEARLY_VOLUME_FAILURE = "yearly.volume-failure", "annual failure rate of one gp3 volume", PerYear, uniform(0.001, 0.002), "EBS User Guide, volume types", "https://docs.aws.amazon.com/ebs/latest/userguide/ebs-volume-types.html", Documented;
}

/// Every entry of the table: timings and limits, then prices.
pub fn all() -> impl Iterator<Item = &'static Number> {
    TIMINGS.iter().chain(crate::cloud::price::PRICES)
}

/// The entry called `name`.
pub fn find(name: &str) -> Option<&'static Number> {
    all().find(|number| number.name == name)
}

/// The table as one run sees it: the entries, with what `given number` changed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Numbers {
    /// By name; few are ever changed.
    changed: Vec<(String, Spread)>,
}

impl Numbers {
    /// The present value of an entry.
    pub fn get(&self, number: &Number) -> Spread {
        let mut changed = self.changed.iter();
        let found = changed.find(|(name, _)| name == number.name);
        found.map_or(number.spread, |(_, spread)| *spread)
    }

    /// The present middle of an entry, for entries that are one value rather than a range.
    pub fn value(&self, number: &Number) -> f64 {
        match self.get(number) {
            Spread::Fixed(value) => value,
            Spread::Uniform { low, high } => f64::midpoint(low, high),
            Spread::Triangular { mode, .. } => mode,
            Spread::LogNormal { median, .. } => median,
        }
    }

    /// Changes an entry; the caller has checked that `spread` is valid.
    pub fn change(&mut self, number: &Number, spread: Spread) {
        self.changed.retain(|(name, _)| name != number.name);
        self.changed.push((number.name.to_owned(), spread));
    }
}
