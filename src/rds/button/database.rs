//! What can be done with a DB instance.

use super::{allocate, key_option, region_option, restore};
use crate::cloud::kms::ACCOUNT;
use crate::cloud::view::{DatabaseView, RoleView};
use crate::cloud::{Around, Button, RegionId};
use crate::rds::status::Status;

pub fn buttons(around: &Around, entry: &DatabaseView) -> Vec<Button> {
    let mut buttons: Vec<Button> = promotion(entry).into_iter().collect();
    buttons.extend(restore::buttons(around, entry));
    let reboot = on_instance("reboot-db-instance", entry);
    buttons.push(Button::new("Reboot", reboot));
    buttons.push(fail_over(entry));
    let starts = [Status::Stopped, Status::KeyRecoverable];
    buttons.push(
        match starts.iter().any(|status| status.name() == entry.status) {
            true => start(entry),
            false => Button::new("Stop", on_instance("stop-db-instance", entry)),
        },
    );
    buttons.push(match entry.multi_az {
        true => Button::new("Make Single-AZ", modify(entry, "--no-multi-az")),
        false => Button::new("Make Multi-AZ", modify(entry, "--multi-az")),
    });
    buttons.push(Button::new(
        "Take a snapshot",
        format!(
            "{} --db-snapshot-identifier {}",
            on_instance("create-db-snapshot", entry),
            around.free_snapshot(&entry.id)
        ),
    ));
    buttons.push(allocate(entry));
    buttons.extend(replicas(around, entry));
    buttons.extend(settings(around, entry));
    buttons.extend(deletions(around, entry));
    buttons
}

/// `aws rds COMMAND --db-instance-identifier ID`, in the right Region.
fn on_instance(command: &str, entry: &DatabaseView) -> String {
    format!(
        "aws rds {command}{} --db-instance-identifier {}",
        region_option(entry.region),
        entry.id
    )
}

pub fn modify(entry: &DatabaseView, options: &str) -> String {
    let modify = on_instance("modify-db-instance", entry);
    format!("{modify} {options} --apply-immediately")
}

pub fn start(entry: &DatabaseView) -> Button {
    let line = on_instance("start-db-instance", entry);
    Button::new("Start", line).leading_on(true)
}

/// A reboot that lets the standby take over.
pub fn fail_over(entry: &DatabaseView) -> Button {
    let reboot = on_instance("reboot-db-instance", entry);
    Button::new("Reboot with failover", reboot + " --force-failover")
}

/// What makes a read replica a database of its own; nothing of what is none.
pub fn promotion(entry: &DatabaseView) -> Option<Button> {
    matches!(entry.role, RoleView::ReadReplica { .. }).then(|| {
        let line = on_instance("promote-read-replica", entry);
        Button::new("Promote to a database of its own", line).leading_on(true)
    })
}

fn settings(around: &Around, entry: &DatabaseView) -> [Button; 3] {
    let modify = |options: &str| modify(entry, options);
    let rename = format!(
        "--new-db-instance-identifier {}",
        around.next_name(&entry.id)
    );
    [
        match entry.retention_days {
            0 => Button::new(
                "Keep backups for 7 days",
                modify("--backup-retention-period 7"),
            ),
            _ => Button::new(
                "Turn automated backups off",
                modify("--backup-retention-period 0"),
            ),
        },
        match entry.deletion_protection {
            true => Button::new("Allow deletion", modify("--no-deletion-protection")),
            false => Button::new("Protect against deletion", modify("--deletion-protection")),
        },
        Button::new("Rename", modify(&rename)),
    ]
}

fn deletions(around: &Around, entry: &DatabaseView) -> [Button; 2] {
    let delete = on_instance("delete-db-instance", entry);
    let last = around.free_snapshot(&format!("{}-final", entry.id));
    [
        Button::new(
            "Delete, with a final snapshot",
            format!("{delete} --final-db-snapshot-identifier {last}"),
        ),
        Button::new(
            "Delete, without snapshot",
            format!("{delete} --skip-final-snapshot"),
        ),
    ]
}

fn replicas(around: &Around, entry: &DatabaseView) -> [Button; 2] {
    let create = |region: RegionId, suffix: &str, source: &str| {
        let id = around.free_name(&format!("{}-{suffix}", entry.id));
        format!(
            "aws rds create-db-instance-read-replica{} --db-instance-identifier {id} --source-db-instance-identifier {source}",
            region_option(region)
        )
    };
    let other = entry.region.far_away();
    let suffix = other.name().split('-').nth(1).unwrap_or("far");
    let arn = format!(
        "arn:aws:rds:{}:{ACCOUNT}:db:{}",
        entry.region.name(),
        entry.id
    );
    [
        Button::new("Add a read replica", create(entry.region, "r", &entry.id)),
        Button::new(
            format!("Add a read replica in {}", other.name()),
            create(other, suffix, &arn) + key_option(entry.kms_key.as_ref(), other),
        ),
    ]
}
