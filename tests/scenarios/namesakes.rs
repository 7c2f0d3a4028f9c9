//! Names come back, ids do not: what a deleted instance left behind is found by its resource id and its ARN.

use crate::common::{Run, S, run};

const CREATE: &str = "aws rds create-db-instance --db-instance-identifier orders --engine postgres --db-instance-class db.m6g.large \
                      --allocated-storage 200 --backup-retention-period 7";
const DELETE: &str = "aws rds delete-db-instance --db-instance-identifier orders --skip-final-snapshot --no-delete-automated-backups";
const ARN: &str = "arn:aws:rds:us-east-1:123456789012:auto-backup:ab";

fn life_after_life(more: &[&str]) -> Run {
    let (create, again) = (format!("20m {CREATE}"), format!("5h {CREATE}"));
    let (delete, too) = (format!("10m {DELETE}"), format!("4h {DELETE}"));
    let lives = [S, &delete, &create, &too, &again];
    run(&[&lives[..], more, &["10h end"]].concat())
}

fn ids(run: &Run) -> Vec<String> {
    let reply = run.reply("describe-db-instance-automated-backups");
    let backups = reply["DBInstanceAutomatedBackups"].as_array();
    let id = |backup: &failover_lab::cloud::Reply| {
        let id = backup["DbiResourceId"].as_str();
        id.expect("it has an id").to_owned()
    };
    backups.expect("a list").iter().map(id).collect()
}

#[test]
fn a_resource_id_is_never_used_twice() {
    let run = life_after_life(&["9h aws rds describe-db-instance-automated-backups"]);
    assert_eq!(ids(&run), ["db-orders", "db-orders-2", "db-orders-3"]);
}

#[test]
fn a_retained_backup_is_found_by_its_id_and_by_its_arn() {
    for (select, found) in [
        ("--dbi-resource-id db-orders".to_owned(), "db-orders"),
        ("--dbi-resource-id DB-ORDERS-2".to_owned(), "db-orders-2"),
        (
            format!("--db-instance-automated-backups-arn {ARN}-orders-2"),
            "db-orders-2",
        ),
    ] {
        let describe = format!("9h aws rds describe-db-instance-automated-backups {select}");
        assert_eq!(ids(&life_after_life(&[&describe])), [found], "{select}");
    }
    let none = life_after_life(&[
        "9h aws rds describe-db-instance-automated-backups --dbi-resource-id db-orders-9",
    ]);
    assert_eq!(
        none.outcomes().last(),
        Some(&"DBInstanceAutomatedBackupNotFound")
    );
}

#[test]
fn each_life_is_restored_and_deleted_for_itself() {
    let run = life_after_life(&[
        "9h aws rds restore-db-instance-to-point-in-time --source-dbi-resource-id db-orders \
         --target-db-instance-identifier first --restore-time 2026-01-12T11:00:00Z",
        "9h aws rds restore-db-instance-to-point-in-time --source-dbi-resource-id db-orders-2 \
         --target-db-instance-identifier second --use-latest-restorable-time",
        &format!(
            "+0s aws rds delete-db-instance-automated-backup --db-instance-automated-backups-arn {ARN}-orders"
        ),
        "+0s aws rds delete-db-instance-automated-backup --dbi-resource-id db-orders-3",
        "+1s aws rds describe-db-instance-automated-backups",
    ]);
    let last = run.outcomes().split_off(4);
    let living = "InvalidDBInstanceAutomatedBackupState";
    assert_eq!(last, ["ok", "ok", "ok", living, "ok"]);
    assert!(!ids(&run).contains(&"db-orders".to_owned()));
}
