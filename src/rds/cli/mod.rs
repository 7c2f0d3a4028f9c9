//! The one table of `aws rds` operations and their options, as the AWS CLI takes them.
//!
//! An option is one of three: it changes the request; it is taken and kept, and a reason is given why nothing of it could be shown; or it
//! is refused by name, for its loss would mislead.

mod options;
mod read;
mod sql;

use crate::cloud::Request;
use crate::grammar::Unseen::{Content, Credentials, Monitoring, Network, Signing, Tags};
use crate::grammar::{GLOBAL, Operation, Opt, Reader, ServiceWords, Verb};
use crate::rds::Rds;
use crate::rds::deed::DEEDS;
use crate::rds::fault::FAULT_KINDS;
use options::{
    AUTOSCALING, ID, LIFECYCLE, MONITORING, OFFER, PAGES, PASSWORDS, RESTORE_SETTINGS,
    SELECT_INSTANCE, SELECT_SNAPSHOT, SNAPSHOT, SNAPSHOT_WAITED_FOR, SURROUNDINGS,
    TAG_SPECIFICATIONS, TAGS,
};
use std::sync::Arc;

/// What the service brings to the language.
pub const WORDS: ServiceWords = ServiceWords {
    name: "rds",
    open: |place| Box::new(Rds::new(place)),
    deeds: DEEDS,
    operations: OPERATIONS,
    faults: FAULT_KINDS,
    example: "describe-db-instances",
};

const fn rds(
    path: &'static str,
    options: &'static [&'static [Opt]],
    read: fn(&mut Reader) -> Option<Arc<dyn Request>>,
) -> Operation {
    Operation {
        verb: Verb {
            path,
            targets: &[],
            more: "",
            options,
        },
        read,
    }
}

/// Every operation that the lab carries out.
const OPERATIONS: &[Operation] = &[
    rds(
        "aws rds copy-db-snapshot",
        &[
            &[
                Opt::needed("--source-db-snapshot-identifier", "NAME|ARN"),
                Opt::needed("--target-db-snapshot-identifier", "NAME"),
                Opt::one("--kms-key-id", "KEY"),
                Opt::one("--source-region", "REGION").unseen(Signing),
                Opt::one("--pre-signed-url", "URL").unseen(Signing),
                Opt::yes_or_no("--copy-tags").unseen(Tags),
                Opt::not_modelled("--option-group-name", "option groups"),
                Opt::not_modelled("--copy-option-group", "option groups"),
                Opt::not_modelled("--no-copy-option-group", "option groups"),
                TAGS,
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
                Opt::one("--engine-version", "VERSION"),
                Opt::one("--license-model", "MODEL"),
                LIFECYCLE,
                AUTOSCALING,
                Opt::one("--master-username", "NAME").unseen(Credentials),
                Opt::one("--db-name", "NAME").unseen(Content),
                Opt::one("--character-set-name", "NAME").unseen(Content),
                Opt::one("--timezone", "NAME").unseen(Content),
                Opt::many("--db-security-groups", "NAME").unseen(Network),
                Opt::not_modelled("--promotion-tier", "DB clusters"),
                Opt::not_modelled("--db-cluster-identifier", "DB clusters"),
            ],
            PASSWORDS,
            OFFER,
            SURROUNDINGS,
            MONITORING,
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
                Opt::one("--source-region", "REGION").unseen(Signing),
                Opt::one("--pre-signed-url", "URL").unseen(Signing),
                AUTOSCALING,
                Opt::not_modelled("--replica-mode", "mounted replicas"),
                Opt::not_modelled("--allocated-storage", "another storage size for a replica"),
            ],
            OFFER,
            SURROUNDINGS,
            MONITORING,
            GLOBAL,
        ],
        read::create_read_replica,
    ),
    rds(
        "aws rds create-db-snapshot",
        &[&[ID, SNAPSHOT, TAGS], GLOBAL],
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
                Opt::one("--dbi-resource-id", "ID"),
                Opt::one("--db-instance-automated-backups-arn", "ARN"),
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
        &[
            &[
                Opt::one("--snapshot-type", "automated|manual"),
                Opt::one("--dbi-resource-id", "ID"),
            ],
            SELECT_SNAPSHOT,
            PAGES,
            GLOBAL,
        ],
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
                Opt::many("--db-security-groups", "NAME").unseen(Network),
                LIFECYCLE,
                AUTOSCALING,
                Opt::not_modelled("--allocated-storage", "a change of storage"),
                Opt::not_modelled("--storage-type", "a change of storage"),
                Opt::not_modelled("--iops", "a change of storage"),
                Opt::not_modelled("--storage-throughput", "a change of storage"),
                Opt::not_modelled("--automation-mode", "RDS Custom"),
                Opt::not_modelled("--db-instance-class", "a change of instance class"),
                Opt::not_modelled("--db-parameter-group-name", "parameter groups"),
                Opt::not_modelled("--option-group-name", "option groups"),
                Opt::not_modelled("--db-port-number", "a change of port"),
                Opt::not_modelled("--engine", "a change of engine"),
                Opt::not_modelled("--engine-version", "engine upgrades"),
                Opt::not_modelled("--allow-major-version-upgrade", "engine upgrades"),
                Opt::not_modelled("--no-allow-major-version-upgrade", "engine upgrades"),
                Opt::not_modelled("--license-model", "a change of licence"),
                Opt::not_modelled("--promotion-tier", "DB clusters"),
                Opt::not_modelled("--replica-mode", "mounted replicas"),
                Opt::one("--cloudwatch-logs-export-configuration", "LOGS").unseen(Monitoring),
            ],
            PASSWORDS,
            SURROUNDINGS,
            MONITORING,
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
                TAG_SPECIFICATIONS,
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
            OFFER,
            SURROUNDINGS,
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
                AUTOSCALING,
            ],
            RESTORE_SETTINGS,
            OFFER,
            SURROUNDINGS,
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
        &[SNAPSHOT_WAITED_FOR, SELECT_SNAPSHOT, PAGES, GLOBAL],
        read::wait_snapshot_available,
    ),
    rds(
        "aws rds wait db-snapshot-completed",
        &[SNAPSHOT_WAITED_FOR, SELECT_SNAPSHOT, PAGES, GLOBAL],
        read::wait_snapshot_completed,
    ),
    rds(
        "aws rds wait db-snapshot-deleted",
        &[SNAPSHOT_WAITED_FOR, SELECT_SNAPSHOT, PAGES, GLOBAL],
        read::wait_snapshot_deleted,
    ),
    Operation {
        verb: Verb {
            path: "sql",
            targets: &["DB", "\"CALL …\""],
            more: "",
            options: &[],
        },
        read: sql::call,
    },
];
