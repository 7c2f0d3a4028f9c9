//! `aws rds` lines in typed form. What AWS itself judges is passed on as it was written.

use crate::cloud::Request;
use crate::grammar::Reader;
use crate::rds::{
    BackupSource, CreateDbInstance, CreateReadReplica, DeleteDbInstance, DescribeAutomatedBackups,
    DescribeDbSnapshots, DescribeEvents, ModifyDbInstance, OfferRequest, RdsRequest,
    RestoreFromDbSnapshot, RestoreSettings, RestoreTime, RestoreToPointInTime, SnapshotKind, Wait,
    Waiter,
};
use std::sync::Arc;

/// What a reader makes of a line.
type Read = Option<Arc<dyn Request>>;

const ID: &str = "--db-instance-identifier";
const SNAPSHOT: &str = "--db-snapshot-identifier";
const RETENTION: &str = "--backup-retention-period";
const BACKUP_WINDOW: &str = "--preferred-backup-window";
const MAINTENANCE_WINDOW: &str = "--preferred-maintenance-window";
const CLASS: &str = "--db-instance-class";
const ZONE: &str = "--availability-zone";
const MULTI_AZ: &str = "--multi-az";
const PROTECTION: &str = "--deletion-protection";
const KEY: &str = "--kms-key-id";

fn send(request: RdsRequest) -> Read {
    Some(Arc::new(request))
}

pub fn create_db_instance(reader: &mut Reader) -> Read {
    let request = CreateDbInstance {
        id: reader.text(ID)?,
        engine: reader.text("--engine")?,
        class: reader.text(CLASS)?,
        allocated_storage_gib: reader.number("--allocated-storage"),
        multi_az: reader.yes_or_no(MULTI_AZ),
        availability_zone: reader.text(ZONE),
        retention_days: reader.number(RETENTION),
        backup_window: reader.text(BACKUP_WINDOW),
        maintenance_window: reader.text(MAINTENANCE_WINDOW),
        deletion_protection: reader.yes_or_no(PROTECTION),
        storage_encrypted: reader.yes_or_no("--storage-encrypted"),
        kms_key: reader.text(KEY),
        offer: offer(reader),
    };
    send(RdsRequest::CreateDbInstance(request))
}

pub fn create_read_replica(reader: &mut Reader) -> Read {
    let request = CreateReadReplica {
        id: reader.text(ID)?,
        source: reader.text("--source-db-instance-identifier")?,
        class: reader.text(CLASS),
        multi_az: reader.yes_or_no(MULTI_AZ),
        availability_zone: reader.text(ZONE),
        deletion_protection: reader.yes_or_no(PROTECTION),
        kms_key: reader.text(KEY),
        offer: offer(reader),
    };
    send(RdsRequest::CreateDbInstanceReadReplica(request))
}

pub fn promote_read_replica(reader: &mut Reader) -> Read {
    let request = RdsRequest::PromoteReadReplica {
        id: reader.text(ID)?,
        retention_days: reader.number(RETENTION),
        window: reader.text(BACKUP_WINDOW),
    };
    send(request)
}

pub fn reboot_db_instance(reader: &mut Reader) -> Read {
    let request = RdsRequest::RebootDbInstance {
        id: reader.text(ID)?,
        force_failover: reader.is_set("--force-failover"),
    };
    send(request)
}

pub fn modify_db_instance(reader: &mut Reader) -> Read {
    let request = ModifyDbInstance {
        id: reader.text(ID)?,
        apply_immediately: reader.is_set("--apply-immediately"),
        multi_az: reader.yes_or_no(MULTI_AZ),
        retention_days: reader.number(RETENTION),
        backup_window: reader.text(BACKUP_WINDOW),
        maintenance_window: reader.text(MAINTENANCE_WINDOW),
        deletion_protection: reader.yes_or_no(PROTECTION),
        new_id: reader.text("--new-db-instance-identifier"),
    };
    send(RdsRequest::ModifyDbInstance(request))
}

pub fn delete_db_instance(reader: &mut Reader) -> Read {
    let request = DeleteDbInstance {
        id: reader.text(ID)?,
        skip_final_snapshot: reader.is_set("--skip-final-snapshot"),
        final_snapshot: reader.text("--final-db-snapshot-identifier"),
        delete_automated_backups: reader.yes_or_no("--delete-automated-backups"),
    };
    send(RdsRequest::DeleteDbInstance(request))
}

pub fn create_db_snapshot(reader: &mut Reader) -> Read {
    let request = RdsRequest::CreateDbSnapshot {
        id: reader.text(ID)?,
        snapshot: reader.text(SNAPSHOT)?,
    };
    send(request)
}

pub fn copy_db_snapshot(reader: &mut Reader) -> Read {
    let request = RdsRequest::CopyDbSnapshot {
        source: reader.text("--source-db-snapshot-identifier")?,
        target: reader.text("--target-db-snapshot-identifier")?,
        kms_key: reader.text(KEY),
    };
    send(request)
}

pub fn delete_db_snapshot(reader: &mut Reader) -> Read {
    let request = RdsRequest::DeleteDbSnapshot {
        snapshot: reader.text(SNAPSHOT)?,
    };
    send(request)
}

pub fn restore_from_db_snapshot(reader: &mut Reader) -> Read {
    let request = RestoreFromDbSnapshot {
        id: reader.text(ID)?,
        snapshot: reader.text(SNAPSHOT)?,
        settings: restore_settings(reader),
    };
    send(RdsRequest::RestoreFromDbSnapshot(request))
}

pub fn restore_to_point_in_time(reader: &mut Reader) -> Read {
    let request = RestoreToPointInTime {
        target: reader.text("--target-db-instance-identifier")?,
        source: backup_source(reader)?,
        to: restore_time(reader),
        settings: restore_settings(reader),
    };
    send(RdsRequest::RestoreToPointInTime(request))
}

fn restore_settings(reader: &mut Reader) -> RestoreSettings {
    RestoreSettings {
        class: reader.text(CLASS),
        multi_az: reader.yes_or_no(MULTI_AZ),
        availability_zone: reader.text(ZONE),
        deletion_protection: reader.yes_or_no(PROTECTION),
        retention_days: reader.number(RETENTION),
        engine: reader.text("--engine"),
        offer: offer(reader),
    }
}

fn offer(reader: &mut Reader) -> OfferRequest {
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

const SOURCES: [&str; 3] = [
    "--source-db-instance-identifier",
    "--source-dbi-resource-id",
    "--source-db-instance-automated-backups-arn",
];

/// AWS wants exactly one of three options. None of them is for the world to refuse; two cannot even be passed on.
fn backup_source(reader: &mut Reader) -> Option<BackupSource> {
    let given = SOURCES.map(|name| reader.text(name));
    match given {
        [None, None, None] => Some(BackupSource::None),
        [Some(name), None, None] => Some(BackupSource::Instance(name)),
        [None, Some(id), None] => Some(BackupSource::ResourceId(id)),
        [None, None, Some(arn)] => Some(BackupSource::Arn(arn)),
        _ => {
            let word = reader.matched.head;
            let message = "a restore reads one source, and this line names several".to_owned();
            reader.refuse(
                word,
                message,
                Some(format!("one of: {}", SOURCES.join(", "))),
            );
            None
        }
    }
}

fn restore_time(reader: &mut Reader) -> RestoreTime {
    let latest = reader.is_set("--use-latest-restorable-time");
    match (reader.moment("--restore-time"), latest) {
        (Some(at), false) => RestoreTime::At(at),
        (None, true) => RestoreTime::Latest,
        (Some(_), true) | (None, false) => RestoreTime::Unclear,
    }
}

pub fn delete_automated_backup(reader: &mut Reader) -> Read {
    let request = RdsRequest::DeleteAutomatedBackup {
        resource_id: reader.text("--dbi-resource-id"),
        arn: reader.text("--db-instance-automated-backups-arn"),
    };
    send(request)
}

pub fn describe_db_instances(reader: &mut Reader) -> Read {
    let request = RdsRequest::DescribeDbInstances {
        id: reader.text(ID),
    };
    send(request)
}

pub fn describe_db_snapshots(reader: &mut Reader) -> Read {
    let kind = match reader.text("--snapshot-type").as_deref() {
        None => None,
        Some("automated") => Some(SnapshotKind::Automated),
        Some("manual") => Some(SnapshotKind::Manual),
        Some(other) => {
            let word = reader.found("--snapshot-type")?.values.last()?.word;
            let message = format!("the lab has no snapshots of type \"{other}\"");
            reader.refuse(word, message, Some("one of: automated, manual".to_owned()));
            return None;
        }
    };
    let request = DescribeDbSnapshots {
        instance: reader.text(ID),
        snapshot: reader.text(SNAPSHOT),
        kind,
        resource_id: reader.text("--dbi-resource-id"),
    };
    send(RdsRequest::DescribeDbSnapshots(request))
}

pub fn describe_automated_backups(reader: &mut Reader) -> Read {
    let request = DescribeAutomatedBackups {
        instance: reader.text(ID),
        resource_id: reader.text("--dbi-resource-id"),
        arn: reader.text("--db-instance-automated-backups-arn"),
    };
    send(RdsRequest::DescribeAutomatedBackups(request))
}

pub fn describe_events(reader: &mut Reader) -> Read {
    let request = DescribeEvents {
        source: reader.text("--source-identifier"),
        source_type: reader.text("--source-type"),
        start: reader.moment("--start-time"),
        end: reader.moment("--end-time"),
        duration_mins: reader.number("--duration"),
        categories: reader.list("--event-categories"),
    };
    send(RdsRequest::DescribeEvents(request))
}

pub fn wait_instance_available(reader: &mut Reader) -> Read {
    wait(reader, Waiter::DbInstanceAvailable)
}

pub fn wait_instance_deleted(reader: &mut Reader) -> Read {
    wait(reader, Waiter::DbInstanceDeleted)
}

pub fn wait_snapshot_available(reader: &mut Reader) -> Read {
    wait(reader, Waiter::DbSnapshotAvailable)
}

pub fn wait_snapshot_completed(reader: &mut Reader) -> Read {
    wait(reader, Waiter::DbSnapshotCompleted)
}

pub fn wait_snapshot_deleted(reader: &mut Reader) -> Read {
    wait(reader, Waiter::DbSnapshotDeleted)
}

fn wait(reader: &mut Reader, waiter: Waiter) -> Read {
    let asked = Wait {
        waiter,
        instance: reader.text(ID),
        snapshot: reader.text(SNAPSHOT),
    };
    send(RdsRequest::Wait(asked))
}
