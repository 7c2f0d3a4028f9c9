//! A snapshot is damaged. Nothing shows it before somebody restores from it; a copy of it is damaged too.

use super::at_once;
use crate::cloud::{
    CommandError, Context, DbName, Fault, FaultKind, Reach, RegionId, Strike, Target,
};
use crate::rds::Rds;

pub static KIND: FaultKind = FaultKind {
    name: "snapshot-damaged",
    title: "Damage the snapshot",
    noun: "damaged snapshot",
    heading: "Damaged snapshot",
    meaning: "Nothing can be restored from the snapshot. Its status stays available: only a restore finds it out.",
    targets: &[Target::Snapshot],
    lasts: false,
    options: &[],
    reach: Reach::Latent,
    button: "",
    menu: 0,
    rare: false,
    held_off: None,
    yearly: None,
};

pub(super) fn strike(rds: &Rds, cx: &Context, fault: &Fault) -> Result<Strike, CommandError> {
    let DbName { region, name } = DbName::parse(fault.first());
    let automated = rds.automated_snapshots(cx);
    let named = || {
        let all = rds.snapshots.iter().chain(&automated);
        all.filter(|s| s.name.eq_ignore_ascii_case(&name))
    };
    let region = region.unwrap_or_else(|| {
        let home = named().any(|s| s.region == RegionId::DEFAULT);
        let only = named().next().filter(|_| !home);
        only.map_or(RegionId::DEFAULT, |s| s.region)
    });
    let Some(found) = named().find(|s| s.region == region) else {
        let message = format!("DBSnapshot {name} not found in {}", region.name());
        return Err(CommandError::new("DBSnapshotNotFound", message));
    };
    let id = found.id;
    Ok(at_once(found.instance_key, move |rds, _| {
        if !rds.damaged_snapshots.contains(&id) {
            rds.damaged_snapshots.push(id);
        }
    }))
}
