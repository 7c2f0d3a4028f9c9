//! What the page offers to do with tables and their backups: each button is one line of `aws dynamodb`.

use super::table::arn;
use crate::cloud::view::{ArchiveView, DatabaseView, SnapshotView};
use crate::cloud::{Around, Button, Buttons, RegionId};
use crate::sim::Date;

/// The service's buttons.
#[derive(Debug)]
pub struct DynamoButtons;

const ENABLE: &str = "PointInTimeRecoveryEnabled=true";
const DISABLE: &str = "PointInTimeRecoveryEnabled=false";

impl Buttons for DynamoButtons {
    fn of_database(&self, around: &Around, table: &DatabaseView) -> Vec<Button> {
        let target = around.next_name(&table.id);
        let restore = |title: String, at: Option<Date>| {
            let line = to_moment(table.region, &table.id, &target, at);
            // Without point-in-time recovery no time brings it.
            Button::new(title, line).leading_on(table.retention_days > 0)
        };
        let mut buttons = Vec::new();
        if let Some(mark) = table.primary().tape.marks.first() {
            let title = format!("Restore to just before the {}", (around.damage)(mark.at));
            let before = around.calendar.date(mark.at.last_second_before());
            buttons.push(restore(title, Some(before)));
        }
        buttons.push(restore(
            "Restore to the latest restorable time".to_owned(),
            None,
        ));
        let backup = around.free_snapshot(&table.id);
        buttons.push(Button::new(
            "Back it up",
            format!("{} --backup-name {backup}", on(table, "create-backup")),
        ));
        buttons.extend(settings(table));
        buttons.push(Button::new("Delete it", on(table, "delete-table")));
        buttons
    }

    fn of_snapshot(&self, around: &Around, backup: &SnapshotView) -> Vec<Button> {
        let option = region_option(backup.region);
        let target = around.free_name(&backup.instance);
        let arn = format!(
            "{}/backup/{}",
            arn(backup.region, &backup.instance),
            backup.id
        );
        let restore = format!(
            "aws dynamodb restore-table-from-backup{option} --target-table-name {target} --backup-arn {arn}"
        );
        let line = |verb: &str| format!("aws dynamodb {verb}{option} --backup-arn {arn}");
        vec![
            Button::new("Restore it into a new table", restore).leading_on(!backup.complete),
            Button::new("Look at it", line("describe-backup")),
            Button::new("Delete it", line("delete-backup")),
        ]
    }

    fn examples(&self, around: &Around) -> Vec<String> {
        let free = around.free_name("baskets");
        let mut lines = vec![
            format!("aws dynamodb create-table --table-name {free} --billing-mode PAY_PER_REQUEST"),
            "aws dynamodb list-backups".to_owned(),
            "aws dynamodb list-tables".to_owned(),
        ];
        let own = around.databases.iter();
        let own = own.filter(|entry| entry.service == super::WORDS.name);
        lines.extend(own.flat_map(|table| {
            [
                "describe-table",
                "describe-continuous-backups",
                "wait table-exists",
                "wait table-not-exists",
            ]
            .map(|verb| on(table, verb))
        }));
        lines
    }

    fn restore(&self, table: &DatabaseView, target: &str, at: Option<Date>) -> Option<String> {
        Some(to_moment(table.region, &table.id, target, at))
    }

    fn restore_kept(&self, kept: &ArchiveView, target: &str, at: Option<Date>) -> Option<String> {
        Some(to_moment(kept.region, &kept.instance, target, at))
    }
}

fn settings(table: &DatabaseView) -> [Button; 2] {
    let continuous = |title: &str, what: &str| {
        let update = on(table, "update-continuous-backups");
        let line = format!("{update} --point-in-time-recovery-specification {what}");
        Button::new(title, line)
    };
    let protect = |title: &str, option: &str| {
        Button::new(title, format!("{} {option}", on(table, "update-table")))
    };
    [
        match table.retention_days {
            0 => continuous("Turn point-in-time recovery on", ENABLE),
            _ => continuous("Turn point-in-time recovery off", DISABLE),
        },
        match table.deletion_protection {
            true => protect("Allow deletion", "--no-deletion-protection-enabled"),
            false => protect("Protect against deletion", "--deletion-protection-enabled"),
        },
    ]
}

/// `aws dynamodb VERB --table-name NAME`, in the right Region.
fn on(table: &DatabaseView, verb: &str) -> String {
    let option = region_option(table.region);
    format!("aws dynamodb {verb}{option} --table-name {}", table.id)
}

fn to_moment(region: RegionId, source: &str, target: &str, at: Option<Date>) -> String {
    let when = match at {
        Some(at) => format!("--restore-date-time {at}"),
        None => "--use-latest-restorable-time".to_owned(),
    };
    format!(
        "aws dynamodb restore-table-to-point-in-time{} --source-table-name {source} --target-table-name {target} {when}",
        region_option(region)
    )
}

fn region_option(region: RegionId) -> String {
    match region {
        RegionId::DEFAULT => String::new(),
        other => format!(" --region {}", other.name()),
    }
}
