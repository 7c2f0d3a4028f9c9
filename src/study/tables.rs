//! The swarm's worlds with tables of DynamoDB in the place of DB instances: the same lines, in the words of tables.

use crate::study::swarm::wilder_transcript;

const ARN: &str = "arn:aws:dynamodb:us-east-1:123456789012:table/orders";
const RECOVERY: &str = "--point-in-time-recovery-specification PointInTimeRecoveryEnabled";

/// As [`wilder_transcript`], of a world that begins with a table, and with one in us-west-2 wherever there was a read replica.
pub fn tables_transcript(seed: u64) -> String {
    let mut text = String::new();
    for (number, line) in (seed..).zip(wilder_transcript(seed).lines()) {
        text.push_str(&of_table(line, number));
        text.push('\n');
    }
    text
}

/// The same line of a table's; `number` turns the choices.
fn of_table(line: &str, number: u64) -> String {
    match line.split_once("aws rds ") {
        Some(("given ", asked)) => given(asked),
        Some((at, asked)) => format!("{at}aws dynamodb {}", asked_of_table(asked, number)),
        None => match line.split_once("sql ") {
            Some((at, _)) => format!("{at}aws dynamodb {}", beside_table(number)),
            None => line.to_owned(),
        },
    }
}

fn given(asked: &str) -> String {
    let (name, region) = match asked.contains("--db-instance-identifier orders-") {
        false => ("orders", ""),
        true if asked.contains("orders-west") => ("orders-west", " --region us-west-2"),
        true => ("orders-r", ""),
    };
    format!(
        "given aws dynamodb create-table --table-name {name}{region} --billing-mode PAY_PER_REQUEST\n\
         given aws dynamodb update-continuous-backups --table-name {name}{region} {RECOVERY}=true"
    )
}

fn asked_of_table(asked: &str, number: u64) -> String {
    let named = |option: &str| {
        let (_, rest) = asked.split_once(option)?;
        rest.split_whitespace().next()
    };
    let name = named("--db-instance-identifier").unwrap_or("orders");
    let source = named("--source-db-instance-identifier").unwrap_or("orders");
    let backup = named("--db-snapshot-identifier").unwrap_or("s1");
    match asked.split(' ').next().unwrap_or_default() {
        "restore-db-instance-to-point-in-time" => {
            let target = named("--target-db-instance-identifier").unwrap_or("orders-2");
            let when = match asked.contains("--use-latest") {
                true => "--use-latest-restorable-time",
                false => "--restore-date-time 2026-01-12T11:30:00Z",
            };
            let from = match number % 4 {
                0 => format!("--region us-west-2 --source-table-arn {ARN}"),
                _ => format!("--source-table-name {source}"),
            };
            format!("restore-table-to-point-in-time {from} --target-table-name {target} {when}")
        }
        "restore-db-instance-from-db-snapshot" => format!(
            "restore-table-from-backup --target-table-name {name} --backup-arn {ARN}/backup/bk-{backup}"
        ),
        "create-db-snapshot" => {
            format!("create-backup --table-name {name} --backup-name bk-{backup}")
        }
        "copy-db-snapshot" => format!(
            "restore-table-from-backup --region us-west-2 --target-table-name orders-2 --backup-arn {ARN}/backup/bk-s1"
        ),
        "delete-db-instance" => format!("delete-table --table-name {name}"),
        "wait" => format!("wait table-exists --table-name {name}"),
        "create-db-instance-read-replica" => {
            format!("create-table --table-name {name} --billing-mode PAY_PER_REQUEST")
        }
        "modify-db-instance" => match number % 4 {
            0 => format!("update-table --table-name {name} --deletion-protection-enabled"),
            1 => format!("update-table --table-name {name} --no-deletion-protection-enabled"),
            2 => format!("update-continuous-backups --table-name {name} {RECOVERY}=false"),
            _ => format!(
                "update-continuous-backups --table-name {name} {RECOVERY}=true,RecoveryPeriodInDays={}",
                1 + number % 35
            ),
        },
        _ if number.is_multiple_of(3) => {
            format!("delete-backup --backup-arn {ARN}/backup/bk-{backup}")
        }
        _ => format!("describe-table --table-name {name}"),
    }
}

fn beside_table(number: u64) -> String {
    match number % 3 {
        0 => format!("delete-backup --backup-arn {ARN}/backup/bk-s1"),
        1 => format!(
            "restore-table-from-backup --target-table-name orders --backup-arn {ARN}/backup/orders$DeletedTableBackup"
        ),
        _ => "list-backups".to_owned(),
    }
}
