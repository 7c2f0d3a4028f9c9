//! How requests about tables are refused, and that a refusal changes nothing.

use crate::common::run;

const T: &str = "
given aws dynamodb create-table --table-name baskets --billing-mode PAY_PER_REQUEST
given aws dynamodb update-continuous-backups --table-name baskets --point-in-time-recovery-specification \
    PointInTimeRecoveryEnabled=true
given aws dynamodb create-backup --table-name baskets --backup-name nightly
given app create web --connect baskets --writes 50/s --reads 200/s
";

const ARN: &str = "arn:aws:dynamodb:us-east-1:123456789012:table/baskets";
const CREATE: &str = "aws dynamodb create-table --billing-mode PAY_PER_REQUEST --table-name";
const BACK_UP: &str = "aws dynamodb create-backup --table-name baskets --backup-name evening";
const DELETE: &str = "aws dynamodb delete-table --table-name baskets";
const CONTINUOUS: &str = "aws dynamodb update-continuous-backups --table-name baskets --point-in-time-recovery-specification";

/// How the last of these lines ends, a second after the one before.
fn outcome(lines: &[&str]) -> &'static str {
    let timed: Vec<String> = lines.iter().map(|line| format!("+1s {line}")).collect();
    let run = run(&[T, "60s goal rto 1m", &timed.join("\n"), "3h end"]);
    run.outcomes().pop().expect("there is a line")
}

fn from_backup(target: &str, id: &str) -> String {
    format!(
        "aws dynamodb restore-table-from-backup --target-table-name {target} --backup-arn {ARN}/backup/{id}"
    )
}

fn to_moment(rest: &str) -> String {
    format!("aws dynamodb restore-table-to-point-in-time --target-table-name then {rest}")
}

#[test]
fn a_table_that_cannot_be_made_or_changed() {
    let make = |name: &str| format!("{CREATE} {name}");
    for (lines, code) in [
        (vec![make("more")], "ok"),
        (vec![make("Baskets")], "ok"),
        (vec![make("baskets")], "ResourceInUseException"),
        (vec![make("no")], "ValidationException"),
        (vec![make("a/b/c")], "ValidationException"),
        (
            vec!["aws dynamodb create-table --table-name more".to_owned()],
            "ValidationException",
        ),
        (
            vec![
                "aws dynamodb update-table --table-name more --deletion-protection-enabled"
                    .to_owned(),
            ],
            "ResourceNotFoundException",
        ),
        (
            vec!["aws dynamodb update-table --table-name baskets".to_owned()],
            "ValidationException",
        ),
        (
            vec![
                make("more"),
                "aws dynamodb update-table --table-name more --deletion-protection-enabled"
                    .to_owned(),
            ],
            "ResourceInUseException",
        ),
        (
            vec!["aws dynamodb describe-table --table-name nobody".to_owned()],
            "ResourceNotFoundException",
        ),
        (
            vec![format!("aws dynamodb describe-table --table-name {ARN}")],
            "ok",
        ),
        (
            vec![format!(
                "aws dynamodb describe-table --region us-west-2 --table-name {ARN}"
            )],
            "ResourceNotFoundException",
        ),
    ] {
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        assert_eq!(outcome(&lines), code, "{lines:?}");
    }
}

#[test]
fn a_table_that_cannot_be_deleted() {
    let more = format!("{CREATE} more");
    let gone = "aws dynamodb delete-table --table-name more";
    assert_eq!(outcome(&[DELETE]), "ok");
    assert_eq!(outcome(&[gone]), "ResourceNotFoundException");
    assert_eq!(outcome(&[&more, gone]), "ResourceInUseException");
    assert_eq!(outcome(&[BACK_UP, DELETE]), "ResourceInUseException");
    assert_eq!(outcome(&[DELETE, DELETE]), "ResourceInUseException");
    assert_eq!(
        outcome(&[DELETE, &format!("{CREATE} baskets")]),
        "ResourceInUseException"
    );
}

#[test]
fn a_backup_that_cannot_be_had() {
    let evening = format!("{ARN}/backup/evening");
    let nightly = format!("{ARN}/backup/nightly");
    let delete = |arn: &str| format!("aws dynamodb delete-backup --backup-arn {arn}");
    let describe = |arn: &str| format!("aws dynamodb describe-backup --backup-arn {arn}");
    let (delete_nightly, delete_evening) = (delete(&nightly), delete(&evening));
    let restore = from_backup("kept", "nightly");
    for (lines, code) in [
        (vec![BACK_UP], "ok"),
        (
            vec![&*BACK_UP.replace("baskets", "nobody")],
            "TableNotFoundException",
        ),
        (
            vec![&*BACK_UP.replace("evening", "no")],
            "ValidationException",
        ),
        (
            vec![
                &*format!("{CREATE} more"),
                &*BACK_UP.replace("baskets", "more"),
            ],
            "TableInUseException",
        ),
        (vec![DELETE, BACK_UP], "TableInUseException"),
        (vec![&*describe(&nightly)], "ok"),
        (vec![&*describe(&evening)], "BackupNotFoundException"),
        (
            vec![&*format!("{} --region us-west-2", describe(&nightly))],
            "BackupNotFoundException",
        ),
        (vec![BACK_UP, &delete_evening], "BackupInUseException"),
        (vec![&restore, &delete_nightly], "BackupInUseException"),
        (
            vec![&delete_nightly, &delete_nightly],
            "BackupNotFoundException",
        ),
        (vec![&delete_nightly, &restore], "BackupNotFoundException"),
        (
            vec![BACK_UP, &*from_backup("kept", "evening")],
            "BackupInUseException",
        ),
        (
            vec![&*from_backup("baskets", "nightly")],
            "TableAlreadyExistsException",
        ),
        (vec![&*from_backup("no", "nightly")], "ValidationException"),
        (vec![&restore, &restore], "TableAlreadyExistsException"),
    ] {
        assert_eq!(outcome(&lines), code, "{lines:?}");
    }
}

#[test]
fn a_moment_that_cannot_be_restored() {
    let source = "--source-table-name baskets";
    let at = |time: &str| to_moment(&format!("{source} --restore-date-time {time}"));
    let off = format!("{CONTINUOUS} PointInTimeRecoveryEnabled=false");
    for (lines, code) in [
        (vec![at("2026-01-12T11:55:00Z")], "ok"),
        (
            vec![at("2026-01-12T11:56:02Z")],
            "InvalidRestoreTimeException",
        ),
        (
            vec![at("2026-01-12T11:55:00.5Z")],
            "InvalidRestoreTimeException",
        ),
        (
            vec![at("2026-01-10T11:59:59Z")],
            "InvalidRestoreTimeException",
        ),
        (vec![at("2026-01-10T12:00:00Z")], "ok"),
        (vec![to_moment(source)], "ValidationException"),
        (
            vec![at("2026-01-12T11:55:00Z") + " --use-latest-restorable-time"],
            "ValidationException",
        ),
        (
            vec![to_moment("--use-latest-restorable-time")],
            "ValidationException",
        ),
        (
            vec![to_moment(
                "--source-table-name nobody --use-latest-restorable-time",
            )],
            "TableNotFoundException",
        ),
        (
            vec![off, at("2026-01-12T11:55:00Z")],
            "PointInTimeRecoveryUnavailableException",
        ),
        (
            vec![DELETE.to_owned(), at("2026-01-12T11:55:00Z")],
            "PointInTimeRecoveryUnavailableException",
        ),
    ] {
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        assert_eq!(outcome(&lines), code, "{lines:?}");
    }
}

#[test]
fn a_recovery_that_cannot_be_changed() {
    let set = |what: &str| format!("{CONTINUOUS} {what}");
    let days = |days: u32| {
        set(&format!(
            "PointInTimeRecoveryEnabled=true,RecoveryPeriodInDays={days}"
        ))
    };
    let of_new = set("PointInTimeRecoveryEnabled=true").replace("baskets", "more");
    let off = set("PointInTimeRecoveryEnabled=false");
    for (lines, code) in [
        (vec![&*days(1)], "ok"),
        (vec![&*days(0)], "ValidationException"),
        (vec![&*days(36)], "ValidationException"),
        (vec![&*of_new], "TableNotFoundException"),
        (
            vec![&*format!("{CREATE} more"), &*of_new],
            "ContinuousBackupsUnavailableException",
        ),
        (
            vec![BACK_UP, &*off],
            "ContinuousBackupsUnavailableException",
        ),
    ] {
        assert_eq!(outcome(&lines), code, "{lines:?}");
    }
}

#[test]
fn fifty_restores_go_on_at_a_time() {
    let lines: Vec<String> = (0..51)
        .map(|n| from_backup(&format!("kept-{n}"), "nightly"))
        .collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    assert_eq!(outcome(&lines[..50]), "ok");
    assert_eq!(outcome(&lines), "LimitExceededException");
}

#[test]
fn a_refusal_changes_nothing() {
    let end = "40m aws dynamodb list-backups\n60m end";
    let without = run(&[T, end]);
    for line in [
        format!("{CREATE} baskets"),
        DELETE.replace("baskets", "nobody"),
        from_backup("kept", "evening"),
        format!("{CONTINUOUS} PointInTimeRecoveryEnabled=false,RecoveryPeriodInDays=99"),
    ] {
        let refused = run(&[T, &format!("30m {line}"), end]);
        assert_ne!(refused.outcomes()[0], "ok", "{line}");
        assert_eq!(refused.view(), without.view(), "{line}");
        assert_eq!(refused.reply("list-backups"), without.reply("list-backups"));
    }
}
