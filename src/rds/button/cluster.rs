//! What can be done with a Multi-AZ DB cluster.

use super::{allocate, region_option, restore};
use crate::cloud::view::DatabaseView;
use crate::cloud::{Around, Button};

pub fn buttons(around: &Around, entry: &DatabaseView) -> Vec<Button> {
    let on = |command: &str| on_cluster(command, entry);
    let mut buttons = restore::buttons(around, entry);
    buttons.push(fail_over(entry));
    buttons.push(Button::new("Reboot the writer", on("reboot-db-cluster")));
    let snapshot = around.free_snapshot(&entry.id);
    buttons.push(Button::new(
        "Take a snapshot",
        format!(
            "{} --db-cluster-snapshot-identifier {snapshot}",
            on("create-db-cluster-snapshot")
        ),
    ));
    buttons.push(allocate(entry));
    buttons.extend(settings(around, entry));
    let delete = on("delete-db-cluster");
    let last = around.free_snapshot(&format!("{}-final", entry.id));
    buttons.push(Button::new(
        "Delete, with a final snapshot",
        format!("{delete} --final-db-snapshot-identifier {last}"),
    ));
    buttons.push(Button::new(
        "Delete, without snapshot",
        format!("{delete} --skip-final-snapshot"),
    ));
    buttons
}

pub fn fail_over(entry: &DatabaseView) -> Button {
    let line = on_cluster("failover-db-cluster", entry);
    Button::new("Fail over to a reader", line)
}

fn settings(around: &Around, entry: &DatabaseView) -> [Button; 2] {
    let modify = |options: &str| modify(entry, options);
    let rename = format!(
        "--new-db-cluster-identifier {}",
        around.next_name(&entry.id)
    );
    [
        match entry.deletion_protection {
            true => Button::new("Allow deletion", modify("--no-deletion-protection")),
            false => Button::new("Protect against deletion", modify("--deletion-protection")),
        },
        Button::new("Rename", modify(&rename)),
    ]
}

pub fn modify(entry: &DatabaseView, options: &str) -> String {
    let modify = on_cluster("modify-db-cluster", entry);
    format!("{modify} {options} --apply-immediately")
}

/// `aws rds COMMAND --db-cluster-identifier ID`, in the right Region.
fn on_cluster(command: &str, entry: &DatabaseView) -> String {
    format!(
        "aws rds {command}{} --db-cluster-identifier {}",
        region_option(entry.region),
        entry.id
    )
}
