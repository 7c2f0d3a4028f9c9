//! Options that several operations share, as entries take them, and what is read of them.
//!
//! An option is one of three: it changes the request; it is taken and kept, and a reason is given why nothing of it could be shown; or it
//! is refused by name, for its loss would mislead.

use crate::grammar::Unseen::{
    Content, Credentials, Maintenance, Monitoring, Network, Output, Sharing, Tags,
};
use crate::grammar::{Opt, Reader};
use crate::rds::OfferRequest;

pub const ID: Opt = Opt::needed("--db-instance-identifier", "NAME");
pub const CLUSTER_ID: Opt = Opt::needed("--db-cluster-identifier", "NAME");
pub const CLUSTER_SNAPSHOT: Opt = Opt::needed("--db-cluster-snapshot-identifier", "NAME");
pub const PROXY: Opt = Opt::needed(name::PROXY, "NAME");
pub const SNAPSHOT: Opt = Opt::needed("--db-snapshot-identifier", "NAME");
pub const TAGS: Opt = Opt::many("--tags", "Key=KEY,Value=VALUE").unseen(Tags);
pub const TAG_SPECIFICATIONS: Opt = Opt::many("--tag-specifications", "SPEC").unseen(Tags);

pub const LIFECYCLE: Opt = Opt::one("--engine-lifecycle-support", "KIND").unseen(Maintenance);
pub const AUTOSCALING: Opt = Opt::not_modelled("--max-allocated-storage", "storage autoscaling");

/// Taken by operations that list things.
pub const PAGES: &[Opt] = &[
    Opt::one("--max-items", "COUNT").unseen(Output),
    Opt::one("--max-records", "COUNT").unseen(Output),
    Opt::one("--page-size", "COUNT").unseen(Output),
    Opt::one("--starting-token", "TOKEN").unseen(Output),
    Opt::one("--marker", "TOKEN").unseen(Output),
    Opt::not_modelled("--filters", "filters of lists"),
];

/// Of an instance's surroundings, new or not: nothing of it could be shown.
pub const SURROUNDINGS: &[Opt] = &[
    Opt::many("--vpc-security-group-ids", "ID").unseen(Network),
    Opt::one("--db-subnet-group-name", "NAME").unseen(Network),
    Opt::one("--network-type", "TYPE").unseen(Network),
    Opt::yes_or_no("--publicly-accessible").unseen(Network),
    Opt::one("--ca-certificate-identifier", "NAME").unseen(Network),
    Opt::one("--domain", "ID").unseen(Network),
    Opt::one("--domain-iam-role-name", "NAME").unseen(Network),
    Opt::yes_or_no("--enable-iam-database-authentication").unseen(Credentials),
    Opt::yes_or_no("--auto-minor-version-upgrade").unseen(Maintenance),
    Opt::yes_or_no("--copy-tags-to-snapshot").unseen(Tags),
    TAG_SPECIFICATIONS,
    Opt::not_modelled("--dedicated-log-volume", "dedicated log volumes"),
    Opt::not_modelled("--no-dedicated-log-volume", "dedicated log volumes"),
    Opt::not_modelled("--processor-features", "processor features"),
];

/// Of a cluster's surroundings, new or not.
pub const CLUSTER_SURROUNDINGS: &[Opt] = &[
    Opt::many("--vpc-security-group-ids", "ID").unseen(Network),
    Opt::one("--network-type", "TYPE").unseen(Network),
    Opt::one("--domain", "ID").unseen(Network),
    Opt::one("--domain-iam-role-name", "NAME").unseen(Network),
    Opt::yes_or_no("--enable-iam-database-authentication").unseen(Credentials),
    Opt::yes_or_no("--copy-tags-to-snapshot").unseen(Tags),
    Opt::one("--monitoring-interval", "SECONDS").unseen(Monitoring),
    Opt::one("--monitoring-role-arn", "ARN").unseen(Monitoring),
    Opt::one("--performance-insights-kms-key-id", "KEY").unseen(Monitoring),
    Opt::one("--performance-insights-retention-period", "DAYS").unseen(Monitoring),
    Opt::yes_or_no("--enable-performance-insights").unseen(Monitoring),
];

/// Of a new cluster's.
pub const NEW_CLUSTER: &[Opt] = &[
    Opt::one("--db-subnet-group-name", "NAME").unseen(Network),
    Opt::yes_or_no("--publicly-accessible").unseen(Network),
    TAG_SPECIFICATIONS,
    TAGS,
];

pub const MONITORING: &[Opt] = &[
    Opt::one("--monitoring-interval", "SECONDS").unseen(Monitoring),
    Opt::one("--monitoring-role-arn", "ARN").unseen(Monitoring),
    Opt::one("--performance-insights-kms-key-id", "KEY").unseen(Monitoring),
    Opt::one("--performance-insights-retention-period", "DAYS").unseen(Monitoring),
    Opt::yes_or_no("--enable-performance-insights").unseen(Monitoring),
    Opt::one("--database-insights-mode", "MODE").unseen(Monitoring),
];

/// What every new instance can be told, and no modification changes yet.
pub const OFFER: &[Opt] = &[
    Opt::one("--storage-type", "TYPE"),
    Opt::one("--iops", "COUNT"),
    Opt::one("--storage-throughput", "MIBPS"),
    Opt::one("--port", "PORT"),
    Opt::one("--db-parameter-group-name", "NAME"),
    Opt::one("--option-group-name", "NAME"),
    Opt::many("--enable-cloudwatch-logs-exports", "LOG").unseen(Monitoring),
    TAGS,
];

pub const PASSWORDS: &[Opt] = &[
    Opt::one("--master-user-password", "PASSWORD").unseen(Credentials),
    Opt::yes_or_no("--manage-master-user-password").unseen(Credentials),
    Opt::one("--master-user-secret-kms-key-id", "KEY").unseen(Credentials),
];

pub const RESTORE_SETTINGS: &[Opt] = &[
    Opt::one("--db-instance-class", "CLASS"),
    Opt::yes_or_no("--multi-az"),
    Opt::one("--availability-zone", "ZONE"),
    Opt::yes_or_no("--deletion-protection"),
    Opt::one("--backup-retention-period", "DAYS"),
    Opt::one("--engine", "ENGINE"),
    Opt::one("--license-model", "MODEL"),
    LIFECYCLE,
    Opt::one("--db-name", "NAME").unseen(Content),
    Opt::yes_or_no("--manage-master-user-password").unseen(Credentials),
    Opt::one("--master-user-secret-kms-key-id", "KEY").unseen(Credentials),
    Opt::not_modelled(
        "--preferred-backup-window",
        "a backup window for a restored instance",
    ),
    Opt::not_modelled(
        "--allocated-storage",
        "another storage size for a restored instance",
    ),
];

pub const SELECT_SNAPSHOT: &[Opt] = &[
    Opt::one("--db-instance-identifier", "NAME"),
    Opt::one("--db-snapshot-identifier", "NAME"),
    Opt::yes_or_no("--include-shared").unseen(Sharing),
    Opt::yes_or_no("--include-public").unseen(Sharing),
];

pub const SNAPSHOT_WAITED_FOR: &[Opt] = &[
    Opt::not_modelled(
        "--dbi-resource-id",
        "the choice by resource id of a snapshot that is waited for",
    ),
    Opt::not_modelled(
        "--snapshot-type",
        "the type of a snapshot that is waited for",
    ),
];

pub const SELECT_CLUSTER: &[Opt] = &[Opt::one("--db-cluster-identifier", "NAME")];

pub const SELECT_CLUSTER_SNAPSHOT: &[Opt] = &[Opt::one("--db-cluster-snapshot-identifier", "NAME")];

pub const SELECT_INSTANCE: &[Opt] = &[Opt::one("--db-instance-identifier", "NAME")];

/// The names of options for which several readers ask.
pub mod name {
    pub const ID: &str = "--db-instance-identifier";
    pub const CLUSTER: &str = "--db-cluster-identifier";
    pub const CLUSTER_CLASS: &str = "--db-cluster-instance-class";
    pub const CLUSTER_SNAPSHOT: &str = "--db-cluster-snapshot-identifier";
    pub const SNAPSHOT: &str = "--db-snapshot-identifier";
    pub const RETENTION: &str = "--backup-retention-period";
    pub const BACKUP_WINDOW: &str = "--preferred-backup-window";
    pub const MAINTENANCE_WINDOW: &str = "--preferred-maintenance-window";
    pub const CLASS: &str = "--db-instance-class";
    pub const ZONE: &str = "--availability-zone";
    pub const MULTI_AZ: &str = "--multi-az";
    pub const STORAGE: &str = "--allocated-storage";
    pub const PROTECTION: &str = "--deletion-protection";
    pub const PROXY: &str = "--db-proxy-name";
    pub const TARGET_GROUP: &str = "--target-group-name";
    pub const KEY: &str = "--kms-key-id";
}

/// Reads what [`OFFER`] takes.
pub fn offer(reader: &mut Reader) -> OfferRequest {
    OfferRequest {
        engine_version: reader.text("--engine-version"),
        license: reader.text("--license-model"),
        storage_type: reader.text("--storage-type"),
        iops: reader.number("--iops"),
        throughput: reader.number("--storage-throughput"),
        port: reader.number("--port"),
        parameter_group: reader.text("--db-parameter-group-name"),
        option_group: reader.text("--option-group-name"),
    }
}

/// The same of what a cluster is asked for, which takes less.
pub fn cluster_offer(reader: &mut Reader) -> OfferRequest {
    OfferRequest {
        engine_version: reader.text("--engine-version"),
        storage_type: reader.text("--storage-type"),
        iops: reader.number("--iops"),
        port: reader.number("--port"),
        parameter_group: reader.text("--db-cluster-parameter-group-name"),
        ..OfferRequest::default()
    }
}
