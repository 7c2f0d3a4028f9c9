//! Manual snapshots.

use crate::common::{M, S, app, check, database, ms, run, run_under, seeds};
use expect_test::expect;
use serde_json::Value;

const SNAPSHOT: &str =
    "aws rds create-db-snapshot --db-instance-identifier orders --db-snapshot-identifier";
const AVAILABLE: &str = "aws rds wait db-snapshot-available --db-snapshot-identifier";
const RESTORE: &str = "aws rds restore-db-instance-from-db-snapshot --db-snapshot-identifier by-hand --db-instance-identifier";

#[test]
fn a_snapshot_can_be_taken_whenever_the_instance_is_available() {
    let run = check(
        &[
            S,
            &format!("10m {SNAPSHOT} by-hand"),
            "+10s aws rds describe-db-instances",
            &format!("+0s {SNAPSHOT} another"),
            &format!("+0s {AVAILABLE} by-hand"),
            &format!("+0s {SNAPSHOT} by-hand"),
            &format!("+0s {SNAPSHOT} another"),
            "20m end",
        ],
        expect![[r#"
            by-hand: Manual snapshot started (0040)
            by-hand: Manual snapshot ready (0042)
            another: Manual snapshot started (0040)
            another: Manual snapshot ready (0042)
            refused: InvalidDBInstanceState
            refused: DBSnapshotAlreadyExists
            orders is available in us-east-1a
        "#]],
    );
    assert_eq!(
        run.outcomes(),
        [
            "ok",
            "ok",
            "InvalidDBInstanceState",
            "ok",
            "DBSnapshotAlreadyExists",
            "ok"
        ]
    );
    assert_eq!(
        run.reply("describe-db-instances")["DBInstances"][0]["DBInstanceStatus"],
        "backing-up"
    );
    assert_eq!(run.report.writes.refused, 0);
}

#[test]
fn manual_snapshots_outlive_their_instance_and_its_automated_backups() {
    let run = run(&[
        S,
        &format!("1m {SNAPSHOT} by-hand"),
        &format!("+0s {AVAILABLE} by-hand"),
        "10m aws rds delete-db-instance --db-instance-identifier orders --skip-final-snapshot",
        "+0s aws rds wait db-instance-deleted --db-instance-identifier orders",
        "40d aws rds describe-db-snapshots",
        "+0s aws rds describe-db-instance-automated-backups",
        "+0s aws rds restore-db-instance-to-point-in-time --source-dbi-resource-id db-orders \
             --target-db-instance-identifier orders-2 --use-latest-restorable-time",
        &format!("+0s {RESTORE} orders"),
        "+0s aws rds wait db-instance-available --db-instance-identifier orders",
        "41d end",
    ]);
    let snapshots = run.reply("describe-db-snapshots")["DBSnapshots"]
        .as_array()
        .expect("a list")
        .clone();
    assert_eq!(
        snapshots.len(),
        1,
        "the automated ones went with the instance: {snapshots:?}"
    );
    assert_eq!(
        (&snapshots[0]["SnapshotType"], &snapshots[0]["Status"]),
        (&"manual".into(), &"available".into())
    );
    assert_eq!(
        run.reply("automated-backups")["DBInstanceAutomatedBackups"],
        Value::Array(vec![])
    );
    assert_eq!(
        run.outcomes(),
        [
            "ok",
            "ok",
            "ok",
            "ok",
            "ok",
            "ok",
            "DBInstanceAutomatedBackupNotFound",
            "ok",
            "ok"
        ]
    );
    assert_eq!(run.database("orders").status, "available");
}

#[test]
fn automated_backups_can_be_retained_when_asked_for() {
    let run = run(&[
        S,
        "10m aws rds delete-db-instance --db-instance-identifier orders --skip-final-snapshot --no-delete-automated-backups",
        "+0s aws rds wait db-instance-deleted --db-instance-identifier orders",
        "1d aws rds describe-db-instance-automated-backups",
        "+0s aws rds restore-db-instance-to-point-in-time --source-dbi-resource-id db-orders \
             --target-db-instance-identifier orders-2 --use-latest-restorable-time",
        "+0s aws rds wait db-instance-available --db-instance-identifier orders-2",
        "+0s app point shop --to orders-2",
        "2d end",
    ]);
    assert_eq!(
        run.reply("automated-backups")["DBInstanceAutomatedBackups"][0]["Status"],
        "retained"
    );
    assert!(
        run.outcomes().iter().all(|code| *code == "ok"),
        "{:?}",
        run.outcomes()
    );
    assert!(
        run.report.writes.lost > 0 && run.report.writes.lost <= 15_000,
        "{}",
        run.report.writes.lost
    );
}

#[test]
fn retained_automated_backups_go_when_their_retention_is_over() {
    let run = run(&[
        S,
        "10m aws rds delete-db-instance --db-instance-identifier orders --skip-final-snapshot --no-delete-automated-backups",
        "6d aws rds describe-db-instance-automated-backups",
        "8d aws rds describe-db-instance-automated-backups",
        "+0s aws rds restore-db-instance-to-point-in-time --source-dbi-resource-id db-orders \
             --target-db-instance-identifier orders-2 --use-latest-restorable-time",
        "9d end",
    ]);
    let lists: Vec<usize> = run
        .replies("describe-db-instance-automated-backups")
        .iter()
        .map(|reply| {
            reply["DBInstanceAutomatedBackups"]
                .as_array()
                .expect("a list")
                .len()
        })
        .collect();
    assert_eq!(lists, [1, 0]);
    assert_eq!(run.outcomes()[3], "DBInstanceAutomatedBackupNotFound");
    assert_eq!(run.report.monthly_cost_usd, 0.0, "nothing stands any more");
}

// There is no third kind: a snapshot is made by you or by RDS, and is the same thing.
#[test]
fn there_are_two_kinds_of_snapshots_and_they_differ_in_who_made_them() {
    let run = run(&[
        S,
        &format!("1m {SNAPSHOT} by-hand"),
        &format!("+0s {AVAILABLE} by-hand"),
        "+0s aws rds describe-db-snapshots --snapshot-type manual",
        "+0s aws rds describe-db-snapshots --snapshot-type automated",
        "+0s aws rds describe-db-snapshots",
        "20m end",
    ]);
    let lists: Vec<Vec<Value>> = run
        .replies("describe-db-snapshots")
        .iter()
        .map(|reply| reply["DBSnapshots"].as_array().expect("a list").clone())
        .collect();
    assert_eq!(lists[0].len(), 1);
    assert!(lists[1].len() >= 2, "{:?}", lists[1]);
    assert_eq!(lists[2].len(), lists[0].len() + lists[1].len());
    let fields = |snapshot: &Value| {
        snapshot
            .as_object()
            .expect("an object")
            .keys()
            .cloned()
            .collect::<Vec<_>>()
    };
    assert_eq!(fields(&lists[0][0]), fields(&lists[1][0]));
    assert!(lists[1].iter().all(|s| {
        s["DBSnapshotIdentifier"]
            .as_str()
            .is_some_and(|id| id.starts_with("rds:orders-"))
    }));
    let automated = lists[1][1]["DBSnapshotIdentifier"]
        .as_str()
        .expect("it has a name");
    let restored = crate::common::run(&[
        S,
        &format!(
            "1m aws rds restore-db-instance-from-db-snapshot --db-snapshot-identifier {automated} --db-instance-identifier o2"
        ),
        &format!("+0s aws rds delete-db-snapshot --db-snapshot-identifier {automated}"),
        "20m end",
    ]);
    assert_eq!(
        restored.outcomes(),
        ["ok", "InvalidDBSnapshotState"],
        "one can be restored, but not deleted by hand"
    );
}

#[test]
fn a_snapshot_holds_the_state_of_its_moment() {
    let run = run(&[
        S,
        &format!("10m {SNAPSHOT} by-hand"),
        &format!("1h {RESTORE} orders-2"),
        "+0s aws rds wait db-instance-available --db-instance-identifier orders-2",
        "+0s app point shop --to orders-2",
        "6h end",
    ]);
    let view = run.at("1h5m");
    let snapshot = view
        .snapshots
        .iter()
        .find(|snapshot| snapshot.id == "by-hand")
        .expect("it was taken");
    assert_eq!(
        database(&view, "orders-2").primary().tape.position,
        snapshot.tape.position
    );
    let age = run.started_ms("app point") - ms("10m");
    assert_eq!(
        run.report.writes.lost,
        age / 20,
        "everything since the snapshot"
    );
    // Nothing failed: it was the operator who went back.
    assert!(run.report.incidents.is_empty());
    assert_eq!(
        run.report.writes.stranded, run.report.writes.lost,
        "the first database holds it all"
    );
}

#[test]
fn restoring_makes_a_new_instance_and_is_a_way_out_when_the_source_is_gone() {
    for seed in seeds() {
        let run = run_under(
            &seed,
            &[
                M,
                &format!("10m {SNAPSHOT} by-hand"),
                "1h fault inject volume-failure orders",
                "+0s aws rds delete-db-instance --db-instance-identifier orders --skip-final-snapshot",
                "+10m aws rds wait db-instance-deleted --db-instance-identifier orders",
                &format!("+0s {RESTORE} orders-2"),
                "+0s aws rds wait db-instance-available --db-instance-identifier orders-2",
                "+0s aws rds describe-db-instances --db-instance-identifier orders-2",
                "+1m app point shop --to orders-2",
                "12h end",
            ],
        );
        let restored = &run.reply("describe-db-instances")["DBInstances"][0];
        assert_eq!(restored["MultiAZ"], false, "{seed}");
        assert_eq!(
            restored["Endpoint"]["Address"], "orders-2.lab.us-east-1.rds.amazonaws.com",
            "{seed}"
        );
        let created =
            run.event_ms("orders-2", 5).expect("it was restored") - run.started_ms(RESTORE);
        assert!(
            (ms("5m")..=ms("15m")).contains(&created),
            "{seed}: {created}"
        );
        // Down until somebody points the application there; then slow until the blocks have arrived.
        let view = run.at_ms(run.started_ms("app point") - 1);
        assert!(app(&view, "shop").write_target.is_none(), "{seed}");
        let pointed = run.started_ms("app point");
        let early = app(&run.at_ms(pointed + 5_000), "shop").reads.latency_ms;
        let late = app(&run.view(), "shop").reads.latency_ms;
        assert!(early > 3.0 * late, "{seed}: {early} ms, later {late} ms");
    }
}

// Nothing is ever restored into an instance that exists.
#[test]
fn a_snapshot_cannot_be_restored_into_an_existing_instance() {
    let run = run(&[
        S,
        &format!("10m {SNAPSHOT} by-hand"),
        &format!("20m {RESTORE} orders"),
        "+0s aws rds restore-db-instance-to-point-in-time --source-db-instance-identifier orders \
             --target-db-instance-identifier orders --use-latest-restorable-time",
        "30m end",
    ]);
    assert_eq!(
        run.outcomes(),
        ["ok", "DBInstanceAlreadyExists", "DBInstanceAlreadyExists"]
    );
}

#[test]
fn a_snapshot_can_be_copied_to_another_region_and_restored_there() {
    let copy = "aws rds copy-db-snapshot --region us-west-2 --target-db-snapshot-identifier by-hand \
                    --source-db-snapshot-identifier arn:aws:rds:us-east-1:123456789012:snapshot:by-hand";
    for seed in seeds() {
        let run = run_under(
            &seed,
            &[
                M,
                &format!("10m {SNAPSHOT} by-hand"),
                &format!("+0s {AVAILABLE} by-hand"),
                &format!("+0s {copy}"),
                &format!("+0s {AVAILABLE} by-hand --region us-west-2"),
                "3h fault inject region-outage us-east-1",
                &format!("+10m {RESTORE} orders-dr --region us-west-2"),
                "+0s aws rds wait db-instance-available --db-instance-identifier orders-dr --region us-west-2",
                "+1m app point shop --to orders-dr",
                "12h end",
            ],
        );
        let copied =
            run.event_ms("by-hand", 60).expect("it arrived") - run.started_ms("copy-db-snapshot");
        // Twenty minutes, and five to fifteen for each of two hundred GiB.
        assert!(
            (ms("30m")..=ms("50m")).contains(&copied),
            "{seed}: {copied}"
        );
        let incident = run.incident();
        assert_eq!(
            incident.lost_writes,
            (ms("3h") - ms("10m")) / 20,
            "{seed}: its age"
        );
        assert_eq!(
            incident.stranded_writes, incident.lost_writes,
            "{seed}: the lost Region holds them still"
        );
        assert!(
            (ms("16m")..=ms("27m")).contains(&run.recovery_ms()),
            "{seed}: {}",
            run.recovery_ms()
        );
        assert_eq!(run.database("orders-dr").region, "us-west-2", "{seed}");
    }
}

#[test]
fn without_a_copy_elsewhere_a_lost_region_leaves_nothing_to_restore() {
    let run = run(&[
        M,
        &format!("10m {SNAPSHOT} by-hand"),
        "3h fault inject region-outage us-east-1 --for 5h",
        &format!("+10m {RESTORE} orders-2"),
        &format!("+0s {RESTORE} orders-2 --region us-west-2"),
        "+0s aws rds copy-db-snapshot --region us-west-2 --target-db-snapshot-identifier by-hand \
             --source-db-snapshot-identifier arn:aws:rds:us-east-1:123456789012:snapshot:by-hand",
        "12h end",
    ]);
    assert_eq!(
        run.outcomes(),
        [
            "ok",
            "ok",
            "EndpointConnectionError",
            "DBSnapshotNotFound",
            "EndpointConnectionError"
        ]
    );
    assert!(run.recovery_ms() >= ms("5h"));
}

// Snapshots are encrypted with their instance's key. A key belongs to a Region: a copy elsewhere needs one of its own.
#[test]
fn a_copy_of_an_encrypted_snapshot_needs_a_key_of_its_region() {
    let copy = "aws rds copy-db-snapshot --region us-west-2 --target-db-snapshot-identifier by-hand \
                    --source-db-snapshot-identifier arn:aws:rds:us-east-1:123456789012:snapshot:by-hand";
    let run = run(&[
        &S.replace(
            "--backup-retention-period",
            "--storage-encrypted --backup-retention-period",
        ),
        &format!("10m {SNAPSHOT} by-hand"),
        &format!("20m {copy}"),
        &format!("+0s {copy} --kms-key-id alias/west"),
        "2h end",
    ]);
    assert_eq!(run.outcomes(), ["ok", "KMSKeyNotAccessibleFault", "ok"]);
}
