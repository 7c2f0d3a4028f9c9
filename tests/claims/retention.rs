//! Automated backups: whether there are any, where they are kept and what they cost.

use crate::common::{Run, S, app, check, ms, run};
use expect_test::expect;
use serde_json::Value;

#[test]
fn automated_backups_are_on_by_default() {
    let run = created_without_options();
    let instance = &run.reply("describe-db-instances")["DBInstances"][0];
    assert!(instance["BackupRetentionPeriod"].as_u64() > Some(0));
    assert!(instance["LatestRestorableTime"].is_string());
}

// Seven days are what the console fills in. The API, and so the CLI, keeps backups for one day unless told otherwise.
#[test]
fn the_default_retention_is_one_day() {
    let run = created_without_options();
    let instance = &run.reply("describe-db-instances")["DBInstances"][0];
    assert_eq!(instance["BackupRetentionPeriod"], 1);
    let backup = &run.reply("automated-backups")["DBInstanceAutomatedBackups"][0];
    assert_eq!(
        (&backup["BackupRetentionPeriod"], &backup["Status"]),
        (&Value::from(1), &Value::from("active"))
    );
}

fn created_without_options() -> Run {
    run(&[
        "0s aws rds create-db-instance --db-instance-identifier orders --engine postgres --db-instance-class db.m6g.large",
        "+0s aws rds wait db-instance-available --db-instance-identifier orders",
        "+10m aws rds describe-db-instances --db-instance-identifier orders",
        "+0s aws rds describe-db-instance-automated-backups",
        "+0s end",
    ])
}

#[test]
fn retention_is_1_to_35_days_and_0_turns_backups_off() {
    let modify = "aws rds modify-db-instance --db-instance-identifier orders --apply-immediately --backup-retention-period";
    let run = run(&[
        S,
        &format!("1m {modify} 36"),
        &format!("2m {modify} 35"),
        "+0s aws rds wait db-instance-available --db-instance-identifier orders",
        "+0s aws rds describe-db-instances",
        &format!("10m {modify} 0"),
        "+0s aws rds wait db-instance-available --db-instance-identifier orders",
        "+0s aws rds describe-db-instance-automated-backups",
        "+0s aws rds describe-db-snapshots --snapshot-type automated",
        "+0s aws rds restore-db-instance-to-point-in-time --source-db-instance-identifier orders \
             --target-db-instance-identifier orders-2 --use-latest-restorable-time",
        "20m end",
    ]);
    let refused: Vec<&str> = run
        .outcomes()
        .into_iter()
        .filter(|code| *code != "ok")
        .collect();
    assert_eq!(
        refused,
        ["InvalidParameterValue", "PointInTimeRestoreNotEnabled"]
    );
    assert_eq!(
        run.reply("describe-db-instances")["DBInstances"][0]["BackupRetentionPeriod"],
        35
    );
    // From 35 to 0 the engine restarts; from 7 to 35 nothing stops.
    let before = run.at("9m59s");
    assert!(app(&before, "shop").writes.outages.is_empty());
    let view = run.view();
    let outage = app(&view, "shop").writes.outage_total.ms();
    assert!((20_000..=92_000).contains(&outage), "{outage}");
    assert_eq!(
        run.reply("describe-db-snapshots")["DBSnapshots"],
        Value::Array(vec![])
    );
    assert_eq!(
        run.reply("automated-backups")["DBInstanceAutomatedBackups"],
        Value::Array(vec![])
    );
    assert!(run.event_ms("orders", 28).is_some());
}

#[test]
fn without_backups_a_mistake_is_permanent() {
    let run = check(
        &[
            &S.replace("--backup-retention-period 7", "--backup-retention-period 0"),
            "60s fault inject bad-write orders --rows 400",
            "+5m aws rds restore-db-instance-to-point-in-time --source-db-instance-identifier orders \
                 --target-db-instance-identifier orders-2 --restore-time 2026-01-12T12:00:59Z",
            "2d end",
        ],
        expect![[r#"
            orders: bad-write strikes
            => bad-write orders: not recovered, lost nothing, 400 rows damaged
               noticing
            refused: PointInTimeRestoreNotEnabled
            orders is available in us-east-1a
        "#]],
    );
    let incident = run.incident();
    assert_eq!(
        (incident.write_outage_ms, incident.read_outage_ms),
        (0, 0),
        "it was available all the time"
    );
    assert_eq!(incident.wrong_data_ms, ms("2d") - ms("60s"));
    assert_eq!(run.report.writes.damaged, 400);
}

#[test]
fn backups_outlive_their_zone_but_not_their_region() {
    let restore = "aws rds restore-db-instance-to-point-in-time --source-db-instance-identifier orders \
                       --target-db-instance-identifier orders-2 --use-latest-restorable-time";
    let zone = check(
        &[
            S,
            "60s fault inject az-outage us-east-1a",
            &format!("+5m {restore}"),
            "+0s aws rds wait db-instance-available --db-instance-identifier orders-2",
            "+5s app point shop --to orders-2",
            "12h end",
        ],
        expect![[r#"
            us-east-1a: az-outage strikes
            orders-2: DB instance created (0005)
            orders-2: Restored to a point in time from another instance (0019)
            shop: connection string points to orders-2
            => az-outage us-east-1a: recovered, lost writes, 0 rows damaged
               noticing, restoring, replaying, re-pointing
            orders is rebooting in us-east-1a
            orders-2 is available in us-east-1b
        "#]],
    );
    // Its zone is dark, but the volume lies there unharmed: what the restore lacks is stranded, not gone.
    assert_eq!(zone.incident().stranded_writes, zone.incident().lost_writes);
    let region = run(&[
        S,
        "60s fault inject region-outage us-east-1 --for 5h",
        &format!("+5m {restore}"),
        "+0s aws rds describe-db-snapshots --snapshot-type automated",
        "+0s aws rds describe-db-instances --region us-west-2",
        "8h end",
    ]);
    assert_eq!(
        region.outcomes(),
        [
            "ok",
            "EndpointConnectionError",
            "EndpointConnectionError",
            "ok"
        ]
    );
    assert_eq!(region.report.commands[1].exit_status, 255);
}

// Nothing is encrypted unless asked for: the API's default is off, and a backup is as its instance is.
#[test]
fn backups_are_encrypted_only_if_their_instance_is() {
    for (options, encrypted) in [("", false), ("--storage-encrypted", true)] {
        let run = run(&[
            &S.replace(
                "--backup-retention-period 7",
                &format!("--backup-retention-period 7 {options}"),
            ),
            "60s aws rds create-db-snapshot --db-instance-identifier orders --db-snapshot-identifier by-hand",
            "+10m aws rds describe-db-snapshots --db-snapshot-identifier by-hand",
            "+0s aws rds describe-db-instances",
            "20m end",
        ]);
        assert_eq!(
            run.reply("describe-db-instances")["DBInstances"][0]["StorageEncrypted"],
            encrypted
        );
        assert_eq!(
            run.reply("describe-db-snapshots")["DBSnapshots"][0]["Encrypted"],
            encrypted
        );
    }
}

// Backup storage costs nothing up to all that is provisioned in the Region, USD 0.095 a GB-month beyond; manual snapshots count.
#[test]
fn backup_storage_is_billed_beyond_what_is_provisioned() {
    let snapshot = |minute: u32| {
        format!(
            "{minute}m aws rds create-db-snapshot --db-instance-identifier orders --db-snapshot-identifier s{minute}"
        )
    };
    let free = run(&[S, "1h end"]).report.monthly_cost_usd;
    let one = run(&[S, &snapshot(10), "1h end"]).report.monthly_cost_usd;
    let two = run(&[S, &snapshot(10), &snapshot(20), "1h end"])
        .report
        .monthly_cost_usd;
    assert!((free - 139.07).abs() < 0.005, "{free}");
    assert!((one - free - 200.0 * 0.095).abs() < 0.01, "{one}");
    assert!((two - one - 200.0 * 0.095).abs() < 0.01, "{two}");
}
