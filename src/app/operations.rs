//! What can be done with the selected thing: each operation is one line of the language.

use crate::app::restores::{restore_of, restores, retained};
use crate::app::stage;
use crate::app::thing::{Thing, line_name};
use crate::cloud::{Access, RegionId};
use crate::rds;
use crate::world::{AppView, DatabaseView, RoleView, SnapshotView, View};

const ACCOUNT: &str = "123456789012";

/// One operation: a button, and the line that it runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operation {
    pub title: String,
    pub line: String,
}

impl Operation {
    pub(super) fn new(title: impl Into<String>, line: String) -> Operation {
        Operation {
            title: title.into(),
            line,
        }
    }
}

/// Every operation on a thing, legal now or not.
pub fn of(view: &View, thing: &Thing) -> Vec<Operation> {
    match thing {
        Thing::Database { .. } => thing
            .database_in(view)
            .map_or_else(Vec::new, |entry| of_database(view, entry)),
        Thing::App(_) => thing
            .app_in(view)
            .map_or_else(Vec::new, |app| of_app(view, app)),
        Thing::Snapshot { region, id } => view
            .snapshots
            .iter()
            .find(|shot| shot.region == *region && shot.id == *id)
            .map_or_else(Vec::new, |shot| of_snapshot(view, shot)),
        Thing::Storage(region) => retained(view, *region),
        Thing::Zone(_) | Thing::Region(_) => Vec::new(),
    }
}

/// The operations that are ways on from what has happened, each with the name of its thing: restores, promotions, and what an
/// application can be led to.
pub fn ways_on(view: &View) -> Vec<(String, Operation)> {
    let mut all = Vec::new();
    let mut of = |name: &str, some: Vec<Operation>| {
        all.extend(some.into_iter().map(|one| (name.to_owned(), one)));
    };
    for entry in &view.databases {
        of(&entry.id, promotion(entry).into_iter().collect());
        // Without backups no time brings one.
        if entry.service == rds::WORDS.name && entry.retention_days > 0 {
            of(&entry.id, restores(view, entry));
        }
    }
    for shot in view
        .snapshots
        .iter()
        .filter(|shot| shot.status != "available")
    {
        of(&shot.id, vec![restore_of(view, shot)]);
    }
    for app in &view.apps {
        let own = view.databases.iter();
        let own = own.filter(|entry| entry.role == RoleView::Standalone);
        of(
            &app.name,
            own.flat_map(|entry| leads(view, app, entry)).collect(),
        );
    }
    all
}

/// `aws rds COMMAND --db-instance-identifier ID`, in the right Region.
fn on_instance(command: &str, entry: &DatabaseView) -> String {
    format!(
        "aws rds {command}{} --db-instance-identifier {}",
        region_option(entry.region),
        entry.id
    )
}

/// ` --region NAME`, unless it is the default one.
pub(super) fn region_option(region: RegionId) -> String {
    match region {
        RegionId::DEFAULT => String::new(),
        other => format!(" --region {}", other.name()),
    }
}

fn of_database(view: &View, entry: &DatabaseView) -> Vec<Operation> {
    if entry.service != rds::WORDS.name {
        return Vec::new();
    }
    let modify = |options: &str| {
        format!(
            "{} {options} --apply-immediately",
            on_instance("modify-db-instance", entry)
        )
    };
    let mut operations: Vec<Operation> = promotion(entry).into_iter().collect();
    operations.extend(restores(view, entry));
    operations.push(Operation::new(
        "Reboot",
        on_instance("reboot-db-instance", entry),
    ));
    operations.push(Operation::new(
        "Reboot with failover",
        format!(
            "{} --force-failover",
            on_instance("reboot-db-instance", entry)
        ),
    ));
    operations.push(match entry.multi_az {
        true => Operation::new("Make Single-AZ", modify("--no-multi-az")),
        false => Operation::new("Make Multi-AZ", modify("--multi-az")),
    });
    operations.push(Operation::new(
        "Take a snapshot",
        format!(
            "{} --db-snapshot-identifier {}",
            on_instance("create-db-snapshot", entry),
            fresh_snapshot(view, &entry.id)
        ),
    ));
    operations.extend(replicas(view, entry));
    operations.extend(settings(view, entry, &modify));
    operations.extend(deletions(view, entry));
    operations
}

fn promotion(entry: &DatabaseView) -> Option<Operation> {
    matches!(entry.role, RoleView::ReadReplica { .. }).then(|| {
        Operation::new(
            "Promote to a database of its own",
            on_instance("promote-read-replica", entry),
        )
    })
}

fn settings(view: &View, entry: &DatabaseView, modify: &dyn Fn(&str) -> String) -> Vec<Operation> {
    let mut operations = Vec::new();
    operations.push(match entry.retention_days {
        0 => Operation::new(
            "Keep backups for 7 days",
            modify("--backup-retention-period 7"),
        ),
        _ => Operation::new(
            "Turn automated backups off",
            modify("--backup-retention-period 0"),
        ),
    });
    operations.push(match entry.deletion_protection {
        true => Operation::new("Allow deletion", modify("--no-deletion-protection")),
        false => Operation::new("Protect against deletion", modify("--deletion-protection")),
    });
    operations.push(Operation::new(
        "Rename",
        modify(&format!(
            "--new-db-instance-identifier {}",
            fresh_instance(view, &entry.id)
        )),
    ));
    operations
}

fn deletions(view: &View, entry: &DatabaseView) -> Vec<Operation> {
    let mut operations = Vec::new();
    operations.push(Operation::new(
        "Delete, with a final snapshot",
        format!(
            "{} --final-db-snapshot-identifier {}",
            on_instance("delete-db-instance", entry),
            fresh_snapshot(view, &format!("{}-final", entry.id))
        ),
    ));
    operations.push(Operation::new(
        "Delete, without snapshot",
        format!(
            "{} --skip-final-snapshot",
            on_instance("delete-db-instance", entry)
        ),
    ));
    operations
}

fn replicas(view: &View, entry: &DatabaseView) -> Vec<Operation> {
    let create = |region: RegionId, id: String, source: String| {
        format!(
            "aws rds create-db-instance-read-replica{} --db-instance-identifier {id} --source-db-instance-identifier {source}",
            region_option(region)
        )
    };
    let mut operations = vec![Operation::new(
        "Add a read replica",
        create(
            entry.region,
            fresh(view, &format!("{}-r", entry.id)),
            entry.id.clone(),
        ),
    )];
    let other = entry.region.far_away();
    let suffix = other.name().split('-').nth(1).unwrap_or("far");
    operations.push(Operation::new(
        format!("Add a read replica in {}", other.name()),
        create(
            other,
            fresh(view, &format!("{}-{suffix}", entry.id)),
            format!(
                "arn:aws:rds:{}:{ACCOUNT}:db:{}",
                entry.region.name(),
                entry.id
            ),
        ),
    ));
    operations
}

fn of_app(view: &View, app: &AppView) -> Vec<Operation> {
    let all = view.databases.iter();
    let mut operations: Vec<Operation> = all.flat_map(|entry| leads(view, app, entry)).collect();
    operations.push(match app.running {
        true => Operation::new("Stop its traffic", format!("app stop {}", app.name)),
        false => Operation::new("Start its traffic", format!("app start {}", app.name)),
    });
    operations
}

/// What leads an application to a database that it does not write to, and what copies its rows back from there.
fn leads(view: &View, app: &AppView, entry: &DatabaseView) -> Vec<Operation> {
    let in_use = stage::named(view, app, Access::Write);
    if in_use.is_some_and(|place| view.databases[place] == *entry) {
        return Vec::new();
    }
    let name = line_name(view, entry);
    let mut operations = vec![Operation::new(
        format!("Point it to {name}"),
        format!("app point {} --to {name}", app.name),
    )];
    if app.damaged_rows > 0 {
        operations.push(Operation::new(
            format!("Copy the damaged rows back from {name}"),
            format!("app copy-back {} --from {name}", app.name),
        ));
    }
    operations
}

fn of_snapshot(view: &View, shot: &SnapshotView) -> Vec<Operation> {
    let mut operations = vec![restore_of(view, shot)];
    let other = shot.region.far_away();
    operations.push(Operation::new(
            format!("Copy it to {}", other.name()),
            format!(
                "aws rds copy-db-snapshot{} --source-db-snapshot-identifier arn:aws:rds:{}:{ACCOUNT}:snapshot:{} --target-db-snapshot-identifier {}",
                region_option(other),
                shot.region.name(),
                shot.id,
                fresh_snapshot(view, &format!("{}-copy", shot.instance)),
            ),
        ));
    operations.push(Operation::new(
        "Delete it",
        format!(
            "aws rds delete-db-snapshot{} --db-snapshot-identifier {}",
            region_option(shot.region),
            shot.id
        ),
    ));
    operations
}

/// `orders-2`, or the next number that is free.
pub fn fresh_instance(view: &View, id: &str) -> String {
    let stem = match id.rsplit_once('-') {
        Some((stem, number)) if number.parse::<u32>().is_ok() => stem,
        _ => id,
    };
    (2..)
        .map(|number: u32| format!("{stem}-{number}"))
        .find(|name| view.databases.iter().all(|entry| entry.id != *name))
        .unwrap_or_else(|| stem.to_owned())
}

/// A name if it is free, and else the next that is.
pub fn fresh(view: &View, id: &str) -> String {
    match view.databases.iter().any(|entry| entry.id == id) {
        true => fresh_instance(view, id),
        false => id.to_owned(),
    }
}

fn fresh_snapshot(view: &View, stem: &str) -> String {
    (1..)
        .map(|number: u32| format!("{stem}-{number}"))
        .find(|name| view.snapshots.iter().all(|shot| shot.id != *name))
        .unwrap_or_else(|| stem.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::fixture;

    fn lines(view: &View, thing: &Thing) -> Vec<String> {
        of(view, thing)
            .into_iter()
            .map(|operation| operation.line)
            .collect()
    }

    #[test]
    fn a_damaged_database_offers_the_second_before_the_bad_write() {
        let view = fixture::bad_write();
        let thing = Thing::database(&view.databases[0]);
        assert!(lines(&view, &thing).contains(
            &"aws rds restore-db-instance-to-point-in-time --source-db-instance-identifier orders --target-db-instance-identifier orders-2 --restore-time 2026-01-12T12:00:19Z".to_owned()
        ));
    }

    #[test]
    fn a_replica_elsewhere_is_promoted_in_its_region() {
        let view = fixture::cross_region();
        let thing = Thing::database(&view.databases[1]);
        assert_eq!(
            lines(&view, &thing)[0],
            "aws rds promote-read-replica --region us-west-2 --db-instance-identifier orders-west"
        );
        let shop = Thing::App("shop".to_owned());
        assert!(lines(&view, &shop).contains(&"app point shop --to orders-west".to_owned()));
    }

    #[test]
    fn new_names_are_free() {
        let view = fixture::restored();
        assert_eq!(fresh_instance(&view, "orders"), "orders-3");
        assert_eq!(fresh_instance(&view, "orders-2"), "orders-3");
    }
}
