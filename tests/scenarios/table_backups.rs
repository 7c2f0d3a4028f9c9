//! Backups of tables: what can be restored, what a restore brings and what it does not, and what it stands on.

use crate::common::{database, ms, run};

const T: &str = "
given aws dynamodb create-table --table-name baskets --billing-mode PAY_PER_REQUEST --deletion-protection-enabled
given app create web --connect baskets --writes 50/s --reads 200/s
";

const ENABLE: &str = "aws dynamodb update-continuous-backups --table-name baskets --point-in-time-recovery-specification \
    PointInTimeRecoveryEnabled=true";
const DISABLE: &str = "aws dynamodb update-continuous-backups --table-name baskets --point-in-time-recovery-specification \
    PointInTimeRecoveryEnabled=false";
const LOOK: &str = "aws dynamodb describe-continuous-backups --table-name baskets";
const ARN: &str = "arn:aws:dynamodb:us-east-1:123456789012:table/baskets";

/// A restore into `NAME` to a time of that day.
fn restore(target: &str, time: &str) -> String {
    format!(
        "aws dynamodb restore-table-to-point-in-time --source-table-name baskets --target-table-name {target} \
         --restore-date-time 2026-01-12T{time}Z"
    )
}

fn from_backup(target: &str, id: &str) -> String {
    format!(
        "aws dynamodb restore-table-from-backup --target-table-name {target} --backup-arn {ARN}/backup/{id}"
    )
}

/// Of each look, from when to when the table could be restored.
fn windows(lines: &[String]) -> Vec<(String, String)> {
    let run = run(&[T, &lines.join("\n"), "40d end"]);
    let told = run.replies("describe-continuous-backups").into_iter();
    let text = |value: &serde_json::Value| value.as_str().unwrap_or("none").to_owned();
    told.map(|reply| {
        let own = &reply["ContinuousBackupsDescription"]["PointInTimeRecoveryDescription"];
        (
            text(&own["EarliestRestorableDateTime"]),
            text(&own["LatestRestorableDateTime"]),
        )
    })
    .collect()
}

fn at(moment: &str) -> String {
    format!("2026-{moment}Z")
}

#[test]
fn the_window_ends_five_minutes_ago_and_goes_back_as_far_as_the_period() {
    let lines = [
        format!("0s {LOOK}"),
        format!("60s {ENABLE}"),
        format!("60s {LOOK}"),
        format!("61m {LOOK}"),
        format!("30d {ENABLE},RecoveryPeriodInDays=2"),
        format!("30d {LOOK}"),
        format!("31d {ENABLE},RecoveryPeriodInDays=35"),
        format!("31d {LOOK}"),
        format!("32d {DISABLE}"),
        format!("32d {LOOK}"),
        format!("33d {ENABLE}"),
        format!("33d {LOOK}"),
    ];
    let none = || ("none".to_owned(), "none".to_owned());
    let expected = [
        none(),
        // Just enabled, it can be restored to that moment alone.
        (at("01-12T12:01:00"), at("01-12T12:01:00")),
        (at("01-12T12:01:00"), at("01-12T12:56:00")),
        (at("02-09T12:00:00"), at("02-11T11:55:00")),
        // A longer period brings nothing back.
        (at("02-10T12:00:00"), at("02-12T11:55:00")),
        none(),
        // Enabled again, the window begins anew.
        (at("02-14T12:00:00"), at("02-14T12:00:00")),
    ];
    assert_eq!(windows(&lines), expected);
}

#[test]
fn a_restore_holds_the_writes_before_its_second_and_none_after() {
    let run = run(&[
        T,
        &format!("60s {ENABLE}"),
        &format!("1h {}", restore("then", "12:30:00")),
        "1h aws dynamodb restore-table-to-point-in-time --source-table-name baskets --target-table-name now \
            --use-latest-restorable-time",
        "3h end",
    ]);
    let view = run.view();
    let held = |name: &str| database(&view, name).primary().tape.position;
    let history = 2 * 24 * 3600 * 50;
    assert_eq!(held("then"), history + 30 * 60 * 50);
    assert_eq!(held("now"), history + 55 * 60 * 50);
    assert_eq!(
        run.report.writes.lost, 0,
        "the first goes on as if nothing were"
    );
}

#[test]
fn neither_protection_nor_recovery_are_restored() {
    let run = run(&[
        T,
        &format!("60s {ENABLE}"),
        "10m aws dynamodb create-backup --table-name baskets --backup-name nightly",
        &format!("1h {}", restore("then", "12:30:00")),
        &format!("1h {}", from_backup("kept", "nightly")),
        "+0s aws dynamodb wait table-exists --table-name then",
        "3h aws dynamodb describe-table --table-name then",
        "3h end",
    ]);
    let (before, after) = (run.at("61m"), run.view());
    for name in ["then", "kept"] {
        assert_eq!(database(&before, name).status, "CREATING");
        let made = database(&after, name);
        assert_eq!((made.status, made.retention_days), ("ACTIVE", 0), "{name}");
        assert!(!made.deletion_protection, "{name}");
    }
    assert!(database(&after, "baskets").deletion_protection);
    let told = &run.reply("describe-table")["Table"]["RestoreSummary"];
    assert_eq!(told["SourceTableArn"], ARN);
    assert_eq!(told["RestoreDateTime"], "2026-01-12T12:30:00Z");
    assert_eq!(told["RestoreInProgress"], false);
}

#[test]
fn a_backup_on_demand_is_whole_and_stays_until_it_is_deleted() {
    let backup = "aws dynamodb create-backup --table-name baskets --backup-name nightly";
    let run = run(&[
        T,
        &format!("60s {backup}"),
        &format!("10m {backup}"),
        "40d aws dynamodb list-backups --table-name baskets",
        &format!("40d {}", from_backup("first", "nightly")),
        &format!("41d aws dynamodb delete-backup --backup-arn {ARN}/backup/nightly"),
        "41d aws dynamodb list-backups --backup-type USER",
        "41d aws dynamodb list-backups --backup-type SYSTEM",
        &format!("41d {backup}"),
        "42d end",
    ]);
    let told = &run.reply("create-backup")["BackupDetails"];
    assert_eq!(told["BackupStatus"], "CREATING");
    // Ids are never used twice.
    assert_eq!(told["BackupArn"], format!("{ARN}/backup/nightly-3"));
    let listed: Vec<usize> = run
        .replies("list-backups")
        .iter()
        .map(|reply| reply["BackupSummaries"].as_array().map_or(0, Vec::len))
        .collect();
    assert_eq!(listed, [2, 1, 0]);
    let held = database(&run.view(), "first").primary().tape.position;
    assert_eq!(held, (2 * 24 * 3600 + 60) * 50);
    let shots = run.at("62s").snapshots;
    assert_eq!((shots[0].status, shots[0].complete), ("CREATING", false));
    let shots = run.at("5m").snapshots;
    assert_eq!((shots[0].status, shots[0].complete), ("AVAILABLE", true));
}

#[test]
fn a_restore_into_another_region_reads_where_its_source_stands() {
    let run = run(&[
        T,
        &format!("60s {ENABLE}"),
        &format!(
            "1h aws dynamodb restore-table-to-point-in-time --region us-west-2 --source-table-arn {ARN} \
             --target-table-name baskets --use-latest-restorable-time"
        ),
        "70m fault inject network-partition us-east-1 us-west-2 --for 3h",
        "6h end",
    ]);
    let far = |moment: &str| {
        let view = run.at(moment);
        let mut all = view.databases.iter();
        let found = all.find(|table| table.region.name() == "us-west-2");
        let found = found.expect("it is there");
        (found.status, found.primary().tape.position)
    };
    // It makes no progress without its source.
    assert_eq!(far("4h").0, "CREATING");
    let held = (2 * 24 * 3600 + 55 * 60) * 50;
    assert_eq!(far("6h"), ("ACTIVE", held));
}

#[test]
fn a_degraded_control_plane_finishes_no_table_and_every_backup() {
    let run = run(&[
        T,
        "60s fault inject control-plane-degraded us-east-1 --for 2h",
        "2m aws dynamodb create-table --table-name more --billing-mode PAY_PER_REQUEST",
        "2m aws dynamodb create-backup --table-name baskets --backup-name nightly",
        "3h end",
    ]);
    assert_eq!(database(&run.at("2h"), "more").status, "CREATING");
    assert_eq!(database(&run.at("3h"), "more").status, "ACTIVE");
    assert_eq!(run.at("10m").snapshots[0].status, "AVAILABLE");
    assert_eq!(run.report.writes.refused, 0, "what stands serves");
    let made = database(&run.at("2h"), "more").activity.clone();
    assert_eq!(made.expect("it is under way").what, "creating");
    assert!(
        run.at_ms(ms("2h1m20s"))
            .databases
            .iter()
            .all(|one| one.settled)
    );
}
