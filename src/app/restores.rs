//! Restores as operations: of what an instance has left, whether it stands or is gone, and of snapshots.

use crate::app::operations::{Operation, fresh, fresh_instance, region_option};
use crate::app::words;
use crate::cloud::RegionId;
use crate::sim::Date;
use crate::world::{ArchiveView, DatabaseView, SnapshotView, View};

/// Restores of an instance: to just before the damage on it, and to the latest moment that there is.
pub fn restores(view: &View, entry: &DatabaseView) -> Vec<Operation> {
    let target = fresh_instance(view, &entry.id);
    let mut operations = Vec::new();
    if let Some(mark) = entry.primary.tape.marks.first() {
        let all = view.incidents.iter();
        let mut own = all.filter(|one| one.at == mark.at && one.damages_rows());
        let what = own
            .next()
            .map_or_else(|| "bad write".to_owned(), words::cause);
        operations.push(Operation::new(
            format!("Restore to just before the {what}"),
            restore_to(
                entry,
                &target,
                Some(view.calendar.date(mark.at.last_second_before())),
            ),
        ));
    }
    operations.push(Operation::new(
        "Restore to the latest restorable time",
        restore_to(entry, &target, None),
    ));
    operations
}

/// Restores an instance's backup into a new one: to a moment, or to the latest possible.
pub fn restore_to(entry: &DatabaseView, target: &str, at: Option<Date>) -> String {
    let source = format!("--source-db-instance-identifier {}", entry.id);
    restore_line(entry.region, &source, target, at)
}

/// The same of what an instance has left, which stands or is gone: then only its resource id names it.
pub fn restore_from(archive: &ArchiveView, target: &str, at: Option<Date>) -> String {
    let source = match archive.status {
        "retained" => format!("--source-dbi-resource-id {}", archive.resource_id),
        _ => format!("--source-db-instance-identifier {}", archive.instance),
    };
    restore_line(archive.region, &source, target, at)
}

fn restore_line(region: RegionId, source: &str, target: &str, at: Option<Date>) -> String {
    let when = match at {
        Some(at) => format!("--restore-time {at}"),
        None => "--use-latest-restorable-time".to_owned(),
    };
    format!(
        "aws rds restore-db-instance-to-point-in-time{} {source} --target-db-instance-identifier {target} {when}",
        region_option(region)
    )
}

/// What was kept of instances that are gone can be restored.
pub fn retained(view: &View, region: RegionId) -> Vec<Operation> {
    let gone = view.archives.iter();
    let gone = gone.filter(|one| one.region == region && one.status == "retained");
    gone.map(|one| {
        let target = fresh(view, &one.instance);
        Operation::new(
            format!("Restore {} to the latest restorable time", one.instance),
            restore_from(one, &target, None),
        )
    })
    .collect()
}

/// A restore of a snapshot.
pub fn restore_of(view: &View, shot: &SnapshotView) -> Operation {
    Operation::new(
        "Restore it into a new instance",
        format!(
            "aws rds restore-db-instance-from-db-snapshot{} --db-instance-identifier {} --db-snapshot-identifier {}",
            region_option(shot.region),
            fresh_instance(view, &shot.instance),
            shot.id
        ),
    )
}
