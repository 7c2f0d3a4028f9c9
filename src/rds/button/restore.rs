//! Restores: of what an instance has left, whether it stands or is gone, and of snapshots.

use super::region_option;
use crate::cloud::view::{ArchiveView, DatabaseView, Form, SnapshotView};
use crate::cloud::{Around, Button, RegionId};
use crate::sim::Date;

/// Restores of an instance: to just before the damage on it, and to the latest moment that there is.
pub fn buttons(around: &Around, entry: &DatabaseView) -> Vec<Button> {
    let target = around.next_name(&entry.id);
    // Without backups no time brings one.
    let leads_on = entry.retention_days > 0;
    let button = |title: String, line: String| Button::new(title, line).leading_on(leads_on);
    let mut buttons = Vec::new();
    if let Some(mark) = entry.primary().tape.marks.first() {
        let before = around.calendar.date(mark.at.last_second_before());
        buttons.push(button(
            format!("Restore to just before the {}", (around.damage)(mark.at)),
            to_moment(entry, &target, Some(before)),
        ));
    }
    buttons.push(button(
        "Restore to the latest restorable time".to_owned(),
        to_moment(entry, &target, None),
    ));
    buttons
}

/// What was kept of an instance that is gone can be restored.
pub fn of_kept(around: &Around, kept: &ArchiveView) -> Button {
    let target = around.free_name(&kept.instance);
    Button::new(
        format!("Restore {} to the latest restorable time", kept.instance),
        kept_to_moment(kept, &target, None),
    )
}

/// A restore of a snapshot.
pub fn of_snapshot(around: &Around, shot: &SnapshotView) -> Button {
    let (option, target) = (region_option(shot.region), around.next_name(&shot.instance));
    let engine = around.databases.iter();
    let engine = engine.filter(|entry| entry.resource_id == shot.resource_id);
    let engine = engine.map(|entry| entry.engine).next();
    let (title, line) = match (shot.form, engine) {
        (Form::Cluster, Some(engine)) => (
            "Restore it into a new cluster",
            format!(
                "aws rds restore-db-cluster-from-snapshot{option} --db-cluster-identifier {target} --snapshot-identifier {} --engine {engine}",
                shot.id
            ),
        ),
        // Of a cluster that is gone the page knows no engine; an instance takes its snapshot's.
        (Form::Cluster, None) => (
            "Restore it into a new instance",
            format!(
                "aws rds restore-db-instance-from-db-snapshot{option} --db-instance-identifier {target} --db-cluster-snapshot-identifier {}",
                shot.id
            ),
        ),
        (Form::Instance, _) => (
            "Restore it into a new instance",
            format!(
                "aws rds restore-db-instance-from-db-snapshot{option} --db-instance-identifier {target} --db-snapshot-identifier {}",
                shot.id
            ),
        ),
    };
    Button::new(title, line).leading_on(!shot.complete)
}

/// Restores a database's backup into a new one: to a moment, or to the latest possible.
pub fn to_moment(entry: &DatabaseView, target: &str, at: Option<Date>) -> String {
    match entry.form {
        Form::Cluster => cluster_line(entry.region, &entry.id, target, at),
        Form::Instance => {
            let source = format!("--source-db-instance-identifier {}", entry.id);
            line(entry.region, &source, target, at)
        }
    }
}

/// The same of what an instance has left, which stands or is gone: then only its resource id names it.
pub fn kept_to_moment(archive: &ArchiveView, target: &str, at: Option<Date>) -> String {
    if archive.form == Form::Cluster {
        return cluster_line(archive.region, &archive.instance, target, at);
    }
    let source = match archive.status {
        "retained" => format!("--source-dbi-resource-id {}", archive.resource_id),
        _ => format!("--source-db-instance-identifier {}", archive.instance),
    };
    line(archive.region, &source, target, at)
}

fn line(region: RegionId, source: &str, target: &str, at: Option<Date>) -> String {
    format!(
        "aws rds restore-db-instance-to-point-in-time{} {source} --target-db-instance-identifier {target} {}",
        region_option(region),
        when("--restore-time", at)
    )
}

fn cluster_line(region: RegionId, source: &str, target: &str, at: Option<Date>) -> String {
    format!(
        "aws rds restore-db-cluster-to-point-in-time{} --source-db-cluster-identifier {source} --db-cluster-identifier {target} {}",
        region_option(region),
        when("--restore-to-time", at)
    )
}

fn when(option: &str, at: Option<Date>) -> String {
    match at {
        Some(at) => format!("{option} {at}"),
        None => "--use-latest-restorable-time".to_owned(),
    }
}
