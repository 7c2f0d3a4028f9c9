//! The one table of `aws rds` operations and their options, as the AWS CLI takes them.
//!
//! Options that concern what is not modelled (credentials, networks, tags, how output is shown) are accepted and kept.
//! Those whose silent loss would mislead are refused by name.

use crate::language::aws_read as read;
use crate::language::reader::Reader;
use crate::language::verb::{Opt, Verb};
use crate::rds::Command;

const ID: Opt = Opt::needed("--db-instance-identifier", "NAME");
const SNAPSHOT: Opt = Opt::needed("--db-snapshot-identifier", "NAME");

/// Taken by every operation.
pub const GLOBAL: &[Opt] = &[
    Opt::one("--region", "REGION"),
    Opt::one("--output", "FORMAT"),
    Opt::one("--query", "JMESPATH"),
    Opt::one("--profile", "NAME"),
    Opt::one("--endpoint-url", "URL"),
    Opt::one("--color", "on|off|auto"),
    Opt::one("--ca-bundle", "FILE"),
    Opt::one("--cli-binary-format", "FORMAT"),
    Opt::one("--cli-connect-timeout", "SECONDS"),
    Opt::one("--cli-read-timeout", "SECONDS"),
    Opt::nothing("--cli-auto-prompt"),
    Opt::nothing("--debug"),
    Opt::nothing("--no-cli-auto-prompt"),
    Opt::nothing("--no-cli-pager"),
    Opt::nothing("--no-paginate"),
    Opt::nothing("--no-sign-request"),
    Opt::nothing("--no-verify-ssl"),
];

/// Taken by operations that list things.
const PAGES: &[Opt] = &[
    Opt::one("--max-items", "COUNT"),
    Opt::one("--max-records", "COUNT"),
    Opt::one("--page-size", "COUNT"),
    Opt::one("--starting-token", "TOKEN"),
    Opt::one("--marker", "TOKEN"),
    Opt::not_modelled("--filters", "filters of lists"),
];

/// What every new instance can be told about networks, credentials and settings, and the lab has no use for.
const UNUSED_SETTINGS: &[Opt] = &[
    Opt::many("--vpc-security-group-ids", "ID"),
    Opt::many("--db-security-groups", "NAME"),
    Opt::one("--db-subnet-group-name", "NAME"),
    Opt::one("--db-parameter-group-name", "NAME"),
    Opt::one("--option-group-name", "NAME"),
    Opt::one("--port", "PORT"),
    Opt::one("--network-type", "TYPE"),
    Opt::yes_or_no("--publicly-accessible"),
    Opt::one("--storage-type", "TYPE"),
    Opt::one("--iops", "COUNT"),
    Opt::one("--storage-throughput", "MIBPS"),
    Opt::one("--max-allocated-storage", "GIB"),
    Opt::one("--ca-certificate-identifier", "NAME"),
    Opt::one("--license-model", "MODEL"),
    Opt::one("--domain", "ID"),
    Opt::one("--domain-iam-role-name", "NAME"),
    Opt::one("--monitoring-interval", "SECONDS"),
    Opt::one("--monitoring-role-arn", "ARN"),
    Opt::one("--performance-insights-kms-key-id", "KEY"),
    Opt::one("--performance-insights-retention-period", "DAYS"),
    Opt::yes_or_no("--enable-performance-insights"),
    Opt::one("--database-insights-mode", "MODE"),
    Opt::many("--enable-cloudwatch-logs-exports", "LOG"),
    Opt::yes_or_no("--enable-iam-database-authentication"),
    Opt::yes_or_no("--auto-minor-version-upgrade"),
    Opt::yes_or_no("--copy-tags-to-snapshot"),
    Opt::yes_or_no("--dedicated-log-volume"),
    Opt::many("--processor-features", "NAME=VALUE"),
    Opt::one("--engine-lifecycle-support", "KIND"),
    Opt::many("--tags", "Key=KEY,Value=VALUE"),
];

const CREDENTIALS: &[Opt] = &[
    Opt::one("--master-username", "NAME"),
    Opt::one("--master-user-password", "PASSWORD"),
    Opt::yes_or_no("--manage-master-user-password"),
    Opt::one("--master-user-secret-kms-key-id", "KEY"),
    Opt::one("--db-name", "NAME"),
    Opt::one("--engine-version", "VERSION"),
    Opt::one("--character-set-name", "NAME"),
    Opt::one("--timezone", "NAME"),
];

const RESTORE_SETTINGS: &[Opt] = &[
    Opt::one("--db-instance-class", "CLASS"),
    Opt::yes_or_no("--multi-az"),
    Opt::one("--availability-zone", "ZONE"),
    Opt::yes_or_no("--deletion-protection"),
    Opt::one("--backup-retention-period", "DAYS"),
    Opt::one("--engine", "ENGINE"),
    Opt::one("--db-name", "NAME"),
    Opt::not_modelled(
        "--preferred-backup-window",
        "a backup window for a restored instance",
    ),
    Opt::not_modelled(
        "--allocated-storage",
        "another storage size for a restored instance",
    ),
];

const SELECT_SNAPSHOT: &[Opt] = &[
    Opt::one("--db-instance-identifier", "NAME"),
    Opt::one("--db-snapshot-identifier", "NAME"),
    Opt::one("--snapshot-type", "automated|manual"),
    Opt::yes_or_no("--include-shared"),
    Opt::yes_or_no("--include-public"),
    Opt::not_modelled(
        "--dbi-resource-id",
        "the choice of snapshots by resource id",
    ),
];

const SELECT_INSTANCE: &[Opt] = &[
    Opt::one("--db-instance-identifier", "NAME"),
    Opt::yes_or_no("--include-shared"),
];

const fn rds(
    path: &'static str,
    options: &'static [&'static [Opt]],
    read: fn(&mut Reader) -> Option<Command>,
) -> Verb {
    Verb {
        path,
        targets: &[],
        more: "",
        options,
        read,
    }
}

/// Every operation that the lab carries out.
pub const OPERATIONS: &[Verb] = &[
    rds(
        "aws rds copy-db-snapshot",
        &[
            &[
                Opt::needed("--source-db-snapshot-identifier", "NAME|ARN"),
                Opt::needed("--target-db-snapshot-identifier", "NAME"),
                Opt::one("--kms-key-id", "KEY"),
                Opt::one("--source-region", "REGION"),
                Opt::one("--option-group-name", "NAME"),
                Opt::one("--pre-signed-url", "URL"),
                Opt::yes_or_no("--copy-option-group"),
                Opt::yes_or_no("--copy-tags"),
                Opt::many("--tags", "Key=KEY,Value=VALUE"),
            ],
            GLOBAL,
        ],
        read::copy_db_snapshot,
    ),
    rds(
        "aws rds create-db-instance",
        &[
            &[
                ID,
                Opt::needed("--db-instance-class", "CLASS"),
                Opt::needed("--engine", "ENGINE"),
                Opt::one("--allocated-storage", "GIB"),
                Opt::yes_or_no("--multi-az"),
                Opt::one("--availability-zone", "ZONE"),
                Opt::one("--backup-retention-period", "DAYS"),
                Opt::one("--preferred-backup-window", "HH:MM-HH:MM"),
                Opt::one("--preferred-maintenance-window", "DDD:HH:MM-DDD:HH:MM"),
                Opt::yes_or_no("--deletion-protection"),
                Opt::yes_or_no("--storage-encrypted"),
                Opt::one("--kms-key-id", "KEY"),
                Opt::one("--promotion-tier", "TIER"),
                Opt::not_modelled("--db-cluster-identifier", "DB clusters"),
            ],
            CREDENTIALS,
            UNUSED_SETTINGS,
            GLOBAL,
        ],
        read::create_db_instance,
    ),
    rds(
        "aws rds create-db-instance-read-replica",
        &[
            &[
                ID,
                Opt::needed("--source-db-instance-identifier", "NAME|ARN"),
                Opt::not_modelled("--source-db-cluster-identifier", "DB clusters"),
                Opt::one("--db-instance-class", "CLASS"),
                Opt::yes_or_no("--multi-az"),
                Opt::one("--availability-zone", "ZONE"),
                Opt::yes_or_no("--deletion-protection"),
                Opt::one("--kms-key-id", "KEY"),
                Opt::one("--source-region", "REGION"),
                Opt::one("--replica-mode", "MODE"),
                Opt::one("--pre-signed-url", "URL"),
                Opt::not_modelled("--allocated-storage", "another storage size for a replica"),
            ],
            UNUSED_SETTINGS,
            GLOBAL,
        ],
        read::create_read_replica,
    ),
    rds(
        "aws rds create-db-snapshot",
        &[
            &[ID, SNAPSHOT, Opt::many("--tags", "Key=KEY,Value=VALUE")],
            GLOBAL,
        ],
        read::create_db_snapshot,
    ),
    rds(
        "aws rds delete-db-instance",
        &[
            &[
                ID,
                Opt::yes_or_no("--skip-final-snapshot"),
                Opt::one("--final-db-snapshot-identifier", "NAME"),
                Opt::yes_or_no("--delete-automated-backups"),
            ],
            GLOBAL,
        ],
        read::delete_db_instance,
    ),
    rds(
        "aws rds delete-db-instance-automated-backup",
        &[
            &[
                Opt::one("--dbi-resource-id", "ID"),
                Opt::one("--db-instance-automated-backups-arn", "ARN"),
            ],
            GLOBAL,
        ],
        read::delete_automated_backup,
    ),
    rds(
        "aws rds delete-db-snapshot",
        &[&[SNAPSHOT], GLOBAL],
        read::delete_db_snapshot,
    ),
    rds(
        "aws rds describe-db-instance-automated-backups",
        &[
            &[
                Opt::one("--db-instance-identifier", "NAME"),
                Opt::not_modelled("--dbi-resource-id", "the choice of backups by resource id"),
                Opt::not_modelled(
                    "--db-instance-automated-backups-arn",
                    "the choice of backups by ARN",
                ),
            ],
            PAGES,
            GLOBAL,
        ],
        read::describe_automated_backups,
    ),
    rds(
        "aws rds describe-db-instances",
        &[SELECT_INSTANCE, PAGES, GLOBAL],
        read::describe_db_instances,
    ),
    rds(
        "aws rds describe-db-snapshots",
        &[SELECT_SNAPSHOT, PAGES, GLOBAL],
        read::describe_db_snapshots,
    ),
    rds(
        "aws rds describe-events",
        &[
            &[
                Opt::one("--source-identifier", "NAME"),
                Opt::one("--source-type", "TYPE"),
                Opt::one("--start-time", "TIME"),
                Opt::one("--end-time", "TIME"),
                Opt::one("--duration", "MINUTES"),
                Opt::many("--event-categories", "CATEGORY"),
            ],
            PAGES,
            GLOBAL,
        ],
        read::describe_events,
    ),
    rds(
        "aws rds modify-db-instance",
        &[
            &[
                ID,
                Opt::yes_or_no("--apply-immediately"),
                Opt::yes_or_no("--multi-az"),
                Opt::one("--backup-retention-period", "DAYS"),
                Opt::one("--preferred-backup-window", "HH:MM-HH:MM"),
                Opt::one("--preferred-maintenance-window", "DDD:HH:MM-DDD:HH:MM"),
                Opt::yes_or_no("--deletion-protection"),
                Opt::one("--new-db-instance-identifier", "NAME"),
                Opt::one("--promotion-tier", "TIER"),
                Opt::yes_or_no("--allow-major-version-upgrade"),
                Opt::one("--replica-mode", "MODE"),
                Opt::not_modelled("--allocated-storage", "a change of storage size"),
                Opt::not_modelled("--automation-mode", "RDS Custom"),
                Opt::not_modelled("--db-instance-class", "a change of instance class"),
            ],
            CREDENTIALS,
            UNUSED_SETTINGS,
            GLOBAL,
        ],
        read::modify_db_instance,
    ),
    rds(
        "aws rds promote-read-replica",
        &[
            &[
                ID,
                Opt::one("--backup-retention-period", "DAYS"),
                Opt::one("--preferred-backup-window", "HH:MM-HH:MM"),
            ],
            GLOBAL,
        ],
        read::promote_read_replica,
    ),
    rds(
        "aws rds reboot-db-instance",
        &[&[ID, Opt::yes_or_no("--force-failover")], GLOBAL],
        read::reboot_db_instance,
    ),
    rds(
        "aws rds restore-db-instance-from-db-snapshot",
        &[
            &[
                ID,
                SNAPSHOT,
                Opt::not_modelled("--db-cluster-snapshot-identifier", "DB clusters"),
            ],
            RESTORE_SETTINGS,
            UNUSED_SETTINGS,
            GLOBAL,
        ],
        read::restore_from_db_snapshot,
    ),
    rds(
        "aws rds restore-db-instance-to-point-in-time",
        &[
            &[
                Opt::needed("--target-db-instance-identifier", "NAME"),
                Opt::one("--source-db-instance-identifier", "NAME"),
                Opt::one("--source-dbi-resource-id", "ID"),
                Opt::one("--source-db-instance-automated-backups-arn", "ARN"),
                Opt::one("--restore-time", "TIME"),
                Opt::yes_or_no("--use-latest-restorable-time"),
            ],
            RESTORE_SETTINGS,
            UNUSED_SETTINGS,
            GLOBAL,
        ],
        read::restore_to_point_in_time,
    ),
    rds(
        "aws rds wait db-instance-available",
        &[SELECT_INSTANCE, PAGES, GLOBAL],
        read::wait_instance_available,
    ),
    rds(
        "aws rds wait db-instance-deleted",
        &[SELECT_INSTANCE, PAGES, GLOBAL],
        read::wait_instance_deleted,
    ),
    rds(
        "aws rds wait db-snapshot-available",
        &[SELECT_SNAPSHOT, PAGES, GLOBAL],
        read::wait_snapshot_available,
    ),
    rds(
        "aws rds wait db-snapshot-completed",
        &[SELECT_SNAPSHOT, PAGES, GLOBAL],
        read::wait_snapshot_completed,
    ),
    rds(
        "aws rds wait db-snapshot-deleted",
        &[SELECT_SNAPSHOT, PAGES, GLOBAL],
        read::wait_snapshot_deleted,
    ),
];
