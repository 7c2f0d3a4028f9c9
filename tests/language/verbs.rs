//! AWS's operations in their typed form.

use crate::command;
use failover_lab::language::Transcript;
use failover_lab::rds::{
    BackupSource, CopyDbSnapshot, CreateDbSnapshot, DeleteAutomatedBackup, DeleteDbSnapshot,
    DescribeAutomatedBackups, DescribeDbInstances, DescribeDbSnapshots, PromoteReadReplica,
    RdsRequest, RebootDbInstance, RestoreTime, SnapshotKind, Wait, Waiter,
};
use failover_lab::sim::{Calendar, Date, SimTime};
use failover_lab::world::Command;

fn request(text: &str) -> RdsRequest {
    let command = command(text);
    let request = command.request().and_then(|request| request.known_as());
    let request: &RdsRequest = request.expect("it is sent to RDS");
    request.clone()
}

fn secs(secs: i64) -> Date {
    Calendar::default().date(SimTime::from_ms(secs * 1000))
}

#[test]
fn instances_are_created_as_the_aws_cli_takes_them() {
    let RdsRequest::CreateDbInstance(create) = request(
        "aws rds create-db-instance --db-instance-identifier orders --engine=postgres --db-instance-class db.m6g.large \
         --allocated-storage 200 --multi-az --backup-retention-period 36 --preferred-backup-window 04:00-04:30 \
         --preferred-maintenance-window sun:05:00-sun:05:30 --no-deletion-protection --storage-encrypted --kms-key-id k \
         --master-username admin --manage-master-user-password --vpc-security-group-ids sg-1 sg-2 --port 5432 \
         --tags Key=a,Value='b c' Key=d,Value=e --storage-type gp3 --iops 3000 --engine-version 16.3 --no-cli-pager",
    ) else {
        panic!("another request");
    };
    assert_eq!(create.id, "orders");
    assert_eq!(create.engine, "postgres");
    assert_eq!(create.class, "db.m6g.large");
    assert_eq!(create.allocated_storage_gib, Some(200));
    assert_eq!(create.multi_az, Some(true));
    assert_eq!(
        create.retention_days,
        Some(36),
        "AWS judges it, not the language"
    );
    assert_eq!(create.backup_window.as_deref(), Some("04:00-04:30"));
    assert_eq!(
        create.maintenance_window.as_deref(),
        Some("sun:05:00-sun:05:30")
    );
    assert_eq!(create.deletion_protection, Some(false));
    assert_eq!(create.storage_encrypted, Some(true));
    assert_eq!(create.kms_key.as_deref(), Some("k"));
    assert_eq!(create.availability_zone, None);
}

#[test]
fn a_region_can_stand_anywhere_and_the_last_of_two_counts() {
    for text in [
        "aws --region us-west-2 rds describe-db-instances",
        "aws rds --region us-west-2 describe-db-instances",
        "aws rds describe-db-instances --region=us-west-2",
        "aws --region eu-west-1 rds describe-db-instances --region us-west-2",
    ] {
        let Command::Service { region, .. } = command(text) else {
            panic!("another command");
        };
        assert_eq!(region.name(), "us-west-2", "{text}");
    }
    let Command::Service { region, .. } = command("aws rds describe-db-instances") else {
        panic!("another command");
    };
    assert_eq!(region.name(), "us-east-1");
}

#[test]
fn whole_numbers_must_fit_their_type_and_nothing_else() {
    let retention = |days: &str| {
        let line = format!(
            "1s aws rds promote-read-replica --db-instance-identifier r --backup-retention-period {days}"
        );
        Transcript::parse(&line)
            .ok()
            .map(|_| match request(&line[3..]) {
                RdsRequest::PromoteReadReplica(promote) => promote.retention_days,
                other => panic!("another request: {other:?}"),
            })
    };
    for (days, read) in [
        ("0", Some(Some(0))),
        ("007", Some(Some(7))),
        ("36", Some(Some(36))),
        ("4294967295", Some(Some(u32::MAX))),
        ("4294967296", None),
        ("18446744073709551616", None),
        ("-1", None),
        ("+1", None),
        ("1.5", None),
        ("1e3", None),
        ("''", None),
        ("seven", None),
    ] {
        assert_eq!(retention(days), read, "{days}");
    }
}

#[test]
fn restores_tell_source_and_moment() {
    let restore = |options: &str| {
        let line = format!(
            "aws rds restore-db-instance-to-point-in-time --target-db-instance-identifier n {options}"
        );
        match request(&line) {
            RdsRequest::RestoreToPointInTime(restore) => (restore.source, restore.to),
            other => panic!("another request: {other:?}"),
        }
    };
    let instance = BackupSource::Instance("o".to_owned());
    for (options, source, to) in [
        (
            "--source-db-instance-identifier o --use-latest-restorable-time",
            instance.clone(),
            RestoreTime::Latest,
        ),
        (
            "--source-db-instance-identifier o --restore-time 2026-01-12T12:00:59Z",
            instance.clone(),
            RestoreTime::At(secs(59)),
        ),
        (
            "--source-dbi-resource-id db-O --restore-time 2026-01-12T11:59:59+00:00",
            BackupSource::ResourceId("db-O".to_owned()),
            RestoreTime::At(secs(-1)),
        ),
        (
            "--source-db-instance-automated-backups-arn arn:x",
            BackupSource::Arn("arn:x".to_owned()),
            RestoreTime::Unclear,
        ),
        (
            "--source-db-instance-identifier o --restore-time 2026-01-12 --use-latest-restorable-time",
            instance,
            RestoreTime::Unclear,
        ),
        (
            "--use-latest-restorable-time",
            BackupSource::None,
            RestoreTime::Latest,
        ),
    ] {
        assert_eq!(restore(options), (source, to), "{options}");
    }
}

#[test]
fn every_other_operation_is_read() {
    let id = "--db-instance-identifier orders";
    let orders = || "orders".to_owned();
    let wait = |waiter, instance: bool| {
        RdsRequest::Wait(Wait {
            waiter,
            instance: instance.then(orders),
            snapshot: (!instance).then(|| "s".to_owned()),
            of_cluster: false,
        })
    };
    for (text, expected) in [
        (
            format!("promote-read-replica {id} --backup-retention-period 7"),
            RdsRequest::PromoteReadReplica(PromoteReadReplica {
                id: orders(),
                retention_days: Some(7),
                window: None,
            }),
        ),
        (
            format!("reboot-db-instance {id} --force-failover"),
            RdsRequest::RebootDbInstance(RebootDbInstance {
                id: orders(),
                force_failover: true,
            }),
        ),
        (
            format!("reboot-db-instance {id} --force-failover --no-force-failover"),
            RdsRequest::RebootDbInstance(RebootDbInstance {
                id: orders(),
                force_failover: false,
            }),
        ),
        (
            format!("create-db-snapshot {id} --db-snapshot-identifier s --tags Key=a,Value=b"),
            RdsRequest::CreateDbSnapshot(CreateDbSnapshot {
                id: orders(),
                snapshot: "s".to_owned(),
            }),
        ),
        (
            "copy-db-snapshot --source-db-snapshot-identifier arn:s --target-db-snapshot-identifier t --kms-key-id k \
             --source-region us-east-1 --copy-tags"
                .to_owned(),
            RdsRequest::CopyDbSnapshot(CopyDbSnapshot {
                source: "arn:s".to_owned(),
                target: "t".to_owned(),
                kms_key: Some("k".to_owned()),
            }),
        ),
        (
            "delete-db-snapshot --db-snapshot-identifier s".to_owned(),
            RdsRequest::DeleteDbSnapshot(DeleteDbSnapshot {
                snapshot: "s".to_owned(),
            }),
        ),
        (
            "delete-db-instance-automated-backup --dbi-resource-id db-O".to_owned(),
            RdsRequest::DeleteAutomatedBackup(DeleteAutomatedBackup {
                resource_id: Some("db-O".to_owned()),
                arn: None,
            }),
        ),
        (
            "describe-db-instances --output table --query 'DBInstances[0].Endpoint'".to_owned(),
            RdsRequest::DescribeDbInstances(DescribeDbInstances { id: None }),
        ),
        (
            format!("describe-db-snapshots {id} --snapshot-type automated"),
            RdsRequest::DescribeDbSnapshots(DescribeDbSnapshots {
                instance: Some(orders()),
                kind: Some(SnapshotKind::Automated),
                ..DescribeDbSnapshots::default()
            }),
        ),
        (
            format!("describe-db-instance-automated-backups {id}"),
            RdsRequest::DescribeAutomatedBackups(DescribeAutomatedBackups {
                instance: Some(orders()),
                ..DescribeAutomatedBackups::default()
            }),
        ),
        (format!("wait db-instance-available {id}"), wait(Waiter::DbInstanceAvailable, true)),
        (format!("wait db-instance-deleted {id}"), wait(Waiter::DbInstanceDeleted, true)),
        (
            "wait db-snapshot-available --db-snapshot-identifier s".to_owned(),
            wait(Waiter::DbSnapshotAvailable, false),
        ),
        (
            "wait db-snapshot-completed --db-snapshot-identifier s".to_owned(),
            wait(Waiter::DbSnapshotCompleted, false),
        ),
        (
            "wait db-snapshot-deleted --db-snapshot-identifier s".to_owned(),
            wait(Waiter::DbSnapshotDeleted, false),
        ),
    ] {
        assert_eq!(request(&format!("aws rds {text}")), expected, "{text}");
    }
}

#[test]
fn changes_and_deletions_keep_what_was_told() {
    let RdsRequest::ModifyDbInstance(modify) = request(
        "aws rds modify-db-instance --db-instance-identifier a --apply-immediately --no-multi-az \
         --new-db-instance-identifier b --backup-retention-period 0",
    ) else {
        panic!("another request");
    };
    assert!(modify.apply_immediately);
    assert_eq!(modify.multi_az, Some(false));
    assert_eq!(modify.new_id.as_deref(), Some("b"));
    assert_eq!(modify.retention_days, Some(0));
    let RdsRequest::DeleteDbInstance(delete) = request(
        "aws rds delete-db-instance --db-instance-identifier a --skip-final-snapshot --no-delete-automated-backups",
    ) else {
        panic!("another request");
    };
    assert!(delete.skip_final_snapshot);
    assert_eq!(delete.delete_automated_backups, Some(false));
    let RdsRequest::CreateDbInstanceReadReplica(replica) = request(
        "aws rds create-db-instance-read-replica --db-instance-identifier r --source-db-instance-identifier arn:a \
         --region us-west-2 --availability-zone us-west-2b",
    ) else {
        panic!("another request");
    };
    assert_eq!(
        (replica.id.as_str(), replica.source.as_str()),
        ("r", "arn:a")
    );
    assert_eq!(replica.availability_zone.as_deref(), Some("us-west-2b"));
    let RdsRequest::DescribeEvents(events) = request(
        "aws rds describe-events --source-type db-instance --source-identifier a --duration 120 \
         --event-categories backup failover --start-time 2026-01-12T12:00Z",
    ) else {
        panic!("another request");
    };
    assert_eq!(events.categories, ["backup", "failover"]);
    assert_eq!(
        (events.duration_mins, events.start),
        (Some(120), Some(secs(0)))
    );
    let RdsRequest::RestoreFromDbSnapshot(restore) = request(
        "aws rds restore-db-instance-from-db-snapshot --db-instance-identifier n --db-snapshot-identifier \
         rds:orders-2026-01-12-04-10 --multi-az --db-instance-class db.r6g.large",
    ) else {
        panic!("another request");
    };
    assert_eq!(
        restore.snapshot.as_deref(),
        Some("rds:orders-2026-01-12-04-10")
    );
    assert_eq!(restore.settings.multi_az, Some(true));
}
