//! Claims about Amazon DynamoDB.

use crate::common::{database, ms, run, run_under, seeds};

const T: &str = "
given aws dynamodb create-table --table-name orders --billing-mode PAY_PER_REQUEST --deletion-protection-enabled
given app create shop --connect orders --writes 50/s --reads 200/s
";

const ENABLE: &str = "aws dynamodb update-continuous-backups --table-name orders --point-in-time-recovery-specification \
    PointInTimeRecoveryEnabled=true";

/// "DynamoDB backups on demand are full and kept until deleted": a table that is gone comes back whole after a year, as a new table whose
/// settings are those of a new table.
#[test]
fn dynamodb_backups_on_demand_are_full_and_kept_until_deleted() {
    let run = run(&[
        T,
        "60s aws dynamodb create-backup --table-name orders --backup-name kept",
        "1h aws dynamodb update-table --table-name orders --no-deletion-protection-enabled",
        "1h aws dynamodb delete-table --table-name orders",
        "365d aws dynamodb restore-table-from-backup --target-table-name orders-2 \
            --backup-arn arn:aws:dynamodb:us-east-1:123456789012:table/orders/backup/kept",
        "+0s aws dynamodb wait table-exists --table-name orders-2",
        "+0s app point shop --to orders-2",
        "366d end",
    ]);
    let kept = (2 * 24 * 3600 + 60) * 50;
    let writes = &run.report.writes;
    assert_eq!(writes.lost, (3600 - 60) * 50, "what came after it is gone");
    assert_eq!(writes.present, writes.acknowledged - writes.lost);
    let restored = database(&run.view(), "orders-2").clone();
    let (_, before) = restored
        .primary()
        .tape
        .forked_from
        .expect("it goes on from there");
    assert_eq!(before, kept);
    assert!(!restored.deletion_protection && restored.retention_days == 0);
}

/// "DynamoDB PITR: any second of the last 35 days": the latest is five minutes ago, the period is chosen, and the table is a new one.
#[test]
fn dynamodb_pitr_reaches_any_second_of_the_last_35_days_but_the_last_five_minutes() {
    let ask = |start: &str, time: &str| {
        let restore = format!(
            "40d aws dynamodb restore-table-to-point-in-time --source-table-name orders --target-table-name orders-2 \
             --restore-date-time {time}"
        );
        run(&[T, start, &restore, "41d end"]).outcomes().pop()
    };
    // 40d is 21 February, noon.
    let (day, all) = (
        format!("given {ENABLE},RecoveryPeriodInDays=1"),
        format!("given {ENABLE}"),
    );
    let outside = Some("InvalidRestoreTimeException");
    for (start, time, outcome) in [
        (&all, "2026-02-21T12:00:00Z", outside),
        (&all, "2026-02-21T11:55:01Z", outside),
        (&all, "2026-02-21T11:55:00Z", Some("ok")),
        (&all, "2026-02-21T11:54:00Z", Some("ok")),
        (&all, "2026-01-30T03:14:15Z", Some("ok")),
        (&all, "2026-01-17T12:00:00Z", Some("ok")),
        (&all, "2026-01-17T11:59:59Z", outside),
        (&day, "2026-02-20T12:00:00Z", Some("ok")),
        (&day, "2026-02-20T11:59:59Z", outside),
    ] {
        assert_eq!(ask(start, time), outcome, "{time}");
    }
}

/// Neither does it take a size into account: at least twenty minutes, usually less than an hour.
#[test]
fn a_restored_table_is_a_new_one_and_takes_its_time() {
    for seed in seeds() {
        let run = run_under(
            &seed,
            &[
                T,
                &format!("given {ENABLE}"),
                "1h aws dynamodb restore-table-to-point-in-time --source-table-name orders --target-table-name orders-2 \
                    --use-latest-restorable-time",
                "+0s aws dynamodb wait table-exists --table-name orders-2",
                "4h end",
            ],
        );
        let ended = run.report.commands[1]
            .ended_at_ms
            .expect("it was waited for");
        let took = ended.unsigned_abs() - ms("1h");
        assert!((ms("20m")..=ms("1h")).contains(&took), "{seed}: {took}");
        assert_eq!(run.report.writes.refused, 0, "{seed}: the first goes on");
    }
}
