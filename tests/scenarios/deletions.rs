//! Deleting an instance, by mistake or on purpose, and what outlives it.

use crate::bands::{Expected, check_bands, outage};
use crate::common::{M, R, S, X, database, run};
use crate::story::check;
use expect_test::expect;
use failover_lab::world::RoleView;

const MISTAKE: &str = "60s fault inject operator-delete orders";
const ALL: u64 = 8_643_000;

#[test]
fn what_is_deleted_by_mistake_takes_its_backups_along() {
    let expected = Expected {
        recovery_s: None,
        lost: ALL..=ALL,
        events: &[("orders", &[3])],
        ..outage(28_740..=28_740, &["noticing"])
    };
    check_bands(&[S, MISTAKE, "8h end"], &expected);
    check_bands(&[M, MISTAKE, "8h end"], &expected);
}

#[test]
fn a_replica_in_the_region_is_promoted_when_its_source_is_deleted() {
    let expected = Expected {
        recovery_s: None,
        lost: ALL..=ALL,
        stranded: ALL - 50..=ALL - 5,
        events: &[("orders", &[3]), ("orders-r", &[62, 4, 6])],
        stands: "orders-r available us-east-1b",
        ..outage(28_740..=28_740, &["promoting", "re-pointing"])
    };
    check_bands(&[R, MISTAKE, "8h end"], &expected);
    let expected = Expected {
        lost: 5..=50,
        stranded: 0..=0,
        ..Expected {
            recovery_s: Some(1740..=1740),
            ..outage(1740..=1740, &["promoting", "re-pointing"])
        }
    };
    let expected = Expected {
        events: &[("orders", &[3]), ("orders-r", &[62, 4, 6])],
        stands: "orders-r available us-east-1b",
        ..expected
    };
    check_bands(
        &[R, MISTAKE, "30m app point shop --to orders-r", "8h end"],
        &expected,
    );
}

#[test]
fn across_regions_it_depends_on_the_engine() {
    let expected = Expected {
        recovery_s: None,
        lost: ALL..=ALL,
        stranded: ALL - 251..=ALL - 25,
        events: &[("orders", &[3]), ("orders-west", &[45, 57])],
        stands: "orders-west available us-west-2a",
        ..outage(28_740..=28_740, &["noticing"])
    };
    check_bands(&[X, MISTAKE, "8h end"], &expected);
    let role = |start: &str| {
        let view = run(&[start, MISTAKE, "8h end"]).view();
        match &database(&view, "orders-west").role {
            RoleView::Standalone => "standalone",
            RoleView::ReadReplica { state, .. } => state.name(),
        }
    };
    assert_eq!(role(X), "terminated");
    assert_eq!(
        role(&X.replace("--engine postgres", "--engine mysql")),
        "standalone"
    );
}

#[test]
fn a_terminated_replica_is_promoted_by_hand() {
    let run = run(&[
        X,
        MISTAKE,
        "2m  aws rds promote-read-replica --db-instance-identifier orders-west --region us-west-2",
        "+0s aws rds wait db-instance-available --db-instance-identifier orders-west --region us-west-2",
        "+5s app point shop --to orders-west",
        "8h  end",
    ]);
    let incident = run.incident();
    assert!(incident.recovery_ms.is_some());
    assert!((25..=251).contains(&incident.lost_writes), "{incident:?}");
}

#[test]
fn deletion_protection_stops_the_mistake() {
    let protected = S.replace(
        "--backup-retention-period 7",
        "--backup-retention-period 7 --deletion-protection",
    );
    let run = run(&[
        &protected,
        MISTAKE,
        "2m aws rds delete-db-instance --db-instance-identifier orders --skip-final-snapshot",
        "3m aws rds modify-db-instance --db-instance-identifier orders --no-deletion-protection",
        "5m aws rds delete-db-instance --db-instance-identifier orders --skip-final-snapshot",
        "1h end",
    ]);
    let clash = "InvalidParameterCombination";
    assert_eq!(run.outcomes(), [clash, clash, "ok", "ok"]);
    // Only the deletion that was carried out is an incident.
    assert_eq!(run.incident().cause(), "aws rds delete-db-instance");
}

#[test]
fn a_final_snapshot_is_taken_first_and_can_be_restored() {
    check(
        &[
            S,
            "1m  aws rds delete-db-instance --db-instance-identifier orders --final-db-snapshot-identifier last",
            "+0s aws rds wait db-instance-deleted --db-instance-identifier orders",
            "+0s aws rds wait db-snapshot-available --db-snapshot-identifier last",
            "+0s aws rds restore-db-instance-from-db-snapshot --db-instance-identifier orders --db-snapshot-identifier last",
            "+0s aws rds wait db-instance-available --db-instance-identifier orders",
            "2h  end",
        ],
        expect![[r#"
            1m               0040 last: Manual snapshot started
            2m13s986ms       0042 last: Manual snapshot ready
            5m25s778ms       0003 orders: DB instance deleted
            13m29s655ms      0005 orders: DB instance created
            13m29s655ms      0043 orders: Restored from a snapshot
            14m29s655ms      0001 orders: Backup started
            14m29s655ms      0090 rds:orders-2026-01-12-12-14: Automated snapshot started
            22m34s8ms        0091 rds:orders-2026-01-12-12-14: Automated snapshot ready
            22m34s8ms        0002 orders: Backup finished
            => aws rds delete-db-instance orders: recovered after 12m30s = noticing 4m30s + restoring 7m59s655ms + reconnect 345ms
               writes failed for 12m30s
               reads failed for 12m30s
            writes: 8962500 acknowledged, 37500 refused, 0 in doubt; 0 lost, 0 of them stranded
            orders available us-east-1a
        "#]],
    );
}

#[test]
fn manual_snapshots_outlive_instance_and_retention() {
    let run = run(&[
        S,
        "1m  aws rds create-db-snapshot --db-instance-identifier orders --db-snapshot-identifier keep",
        "10m aws rds delete-db-instance --db-instance-identifier orders --skip-final-snapshot",
        "40d aws rds describe-db-snapshots",
        "40d aws rds restore-db-instance-from-db-snapshot --db-instance-identifier orders-2 --db-snapshot-identifier keep",
        "41d end",
    ]);
    let snapshots = run.reply("describe-db-snapshots")["DBSnapshots"]
        .as_array()
        .expect("a list")
        .len();
    assert_eq!(snapshots, 1);
    let view = run.view();
    assert_eq!(database(&view, "orders-2").primary().tape.position, ALL);
}

const KEEP: &str = "1m  aws rds delete-db-instance --db-instance-identifier orders --skip-final-snapshot --no-delete-automated-backups";
const RESTORE: &str = "aws rds restore-db-instance-to-point-in-time --target-db-instance-identifier orders-2 \
                       --source-dbi-resource-id db-orders --use-latest-restorable-time";

#[test]
fn retained_backups_are_restored_by_resource_id_or_arn() {
    let by_arn = RESTORE.replace("orders-2", "orders-3").replace(
        "--source-dbi-resource-id db-orders",
        "--source-db-instance-automated-backups-arn arn:aws:rds:us-east-1:123456789012:auto-backup:ab-orders",
    );
    let run = run(&[
        S,
        KEEP,
        "1h aws rds describe-db-instance-automated-backups",
        &format!("1h {RESTORE}"),
        &format!("1h {by_arn}"),
        "1h aws rds restore-db-instance-to-point-in-time --target-db-instance-identifier orders-4 \
            --source-db-instance-identifier orders --use-latest-restorable-time",
        "3h end",
    ]);
    assert_eq!(
        run.outcomes(),
        ["ok", "ok", "ok", "ok", "DBInstanceNotFound"]
    );
    let backup = &run.reply("describe-db-instance-automated")["DBInstanceAutomatedBackups"][0];
    assert_eq!(backup["Status"], "retained");
    let view = run.view();
    let held = database(&view, "orders-2").primary().tape.position;
    assert_eq!(held, database(&view, "orders-3").primary().tape.position);
    // Up to the last upload before the deletion.
    assert!((ALL - 15_000..ALL).contains(&held), "{held}");
}

#[test]
fn retained_backups_last_as_long_as_their_retention() {
    let run = run(&[
        S,
        KEEP,
        &format!("6d {RESTORE}"),
        &format!("8d {RESTORE}"),
        "9d end",
    ]);
    assert_eq!(run.outcomes()[..2], ["ok", "ok"]);
    assert_ne!(run.outcomes()[2], "ok", "a week later they are gone");
}

#[test]
fn retained_backups_can_be_deleted_and_living_ones_cannot() {
    let delete = "aws rds delete-db-instance-automated-backup --dbi-resource-id db-orders";
    let run = run(&[
        S,
        &format!("30s {delete}"),
        KEEP,
        &format!("1h {delete}"),
        &format!("1h {delete}"),
        &format!("1h {RESTORE}"),
        "2h end",
    ]);
    assert_eq!(
        run.outcomes(),
        [
            "InvalidDBInstanceAutomatedBackupState",
            "ok",
            "ok",
            "DBInstanceAutomatedBackupNotFound",
            "DBInstanceAutomatedBackupNotFound"
        ]
    );
}

#[test]
fn by_default_automated_backups_go_with_the_instance() {
    let run = run(&[
        S,
        "1m aws rds delete-db-instance --db-instance-identifier orders --skip-final-snapshot",
        "1h aws rds describe-db-instance-automated-backups",
        &format!("1h {RESTORE}"),
        "2h end",
    ]);
    assert_eq!(
        run.outcomes(),
        ["ok", "ok", "DBInstanceAutomatedBackupNotFound"]
    );
    let backups = &run.reply("describe-db-instance-automated")["DBInstanceAutomatedBackups"];
    assert_eq!(backups.as_array().map(Vec::len), Some(0));
}

#[test]
fn a_deletion_says_what_becomes_of_the_last_data() {
    let run = run(&[
        R,
        "1m aws rds delete-db-instance --db-instance-identifier orders",
        "1m aws rds delete-db-instance --db-instance-identifier orders --skip-final-snapshot --final-db-snapshot-identifier last",
        "1m aws rds delete-db-instance --db-instance-identifier orders-r --final-db-snapshot-identifier last",
        "1m aws rds delete-db-instance --db-instance-identifier nobody --skip-final-snapshot",
        "1m aws rds create-db-snapshot --db-instance-identifier orders --db-snapshot-identifier last",
        "9m aws rds delete-db-instance --db-instance-identifier orders --final-db-snapshot-identifier last",
        "9m aws rds delete-db-instance --db-instance-identifier orders-r --skip-final-snapshot",
        "9m aws rds delete-db-instance --db-instance-identifier orders-r --skip-final-snapshot",
        "1h end",
    ]);
    let clash = "InvalidParameterCombination";
    assert_eq!(
        run.outcomes(),
        [
            clash,
            clash,
            clash,
            "DBInstanceNotFound",
            "ok",
            "DBSnapshotAlreadyExists",
            "ok",
            "InvalidDBInstanceState"
        ]
    );
    assert_eq!(run.report.databases.len(), 1);
}

#[test]
fn a_name_is_free_again_once_its_instance_is_gone() {
    let create = "aws rds create-db-instance --db-instance-identifier orders --engine mysql --db-instance-class db.m6g.large --allocated-storage 20";
    let run = run(&[
        S,
        "1m aws rds delete-db-instance --db-instance-identifier orders --skip-final-snapshot",
        &format!("70s {create}"),
        &format!("1h {create}"),
        "3h end",
    ]);
    assert_eq!(run.outcomes(), ["ok", "DBInstanceAlreadyExists", "ok"]);
    let view = run.view();
    // The application finds an empty database under the old name: everything before is lost, by the deletion.
    assert_eq!(view.writes.lost, ALL);
    assert_eq!(run.incident().cause(), "aws rds delete-db-instance");
    assert_eq!(run.incident().lost_writes, ALL);
}

#[test]
fn a_replica_that_is_being_deleted_goes_though_its_source_is_deleted_meanwhile() {
    let run = run(&[
        R,
        "60s aws rds delete-db-instance --db-instance-identifier orders-r --skip-final-snapshot",
        "61s fault inject operator-delete orders",
        "8h end",
    ]);
    assert!(run.view().databases.is_empty());
}

#[test]
fn of_a_deleted_replica_nothing_more_is_reported() {
    let run = run(&[
        R,
        "1h  fault inject replication-stop orders-r",
        "2h  aws rds delete-db-instance --db-instance-identifier orders-r --skip-final-snapshot",
        "40d end",
    ]);
    let events = run.events("orders-r");
    assert_eq!(events.last().map(|(_, id)| *id), Some(3), "{events:?}");
}
