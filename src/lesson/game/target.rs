//! Where an incident strikes: seen when its time has come, so that it meets what the application uses then.

use crate::cloud::RegionId;
use crate::lesson::game::Kind;
use crate::world::{CopyHealth, DatabaseView, RoleView, View};

/// The database that the first application writes to now.
pub fn used_database(view: &View) -> Option<&DatabaseView> {
    let app = view.apps.first()?;
    let name = app.write_target.as_ref()?;
    let region = match app.connect.split_once('/') {
        Some((region, _)) => RegionId::parse(region)?,
        None => RegionId::DEFAULT,
    };
    let named = |db: &&DatabaseView| db.id == *name && db.region == region;
    view.databases.iter().find(named)
}

/// The line by which an incident strikes now; none if there is nothing at work that it could strike.
pub fn line(kind: Kind, view: &View) -> Option<String> {
    let app = view.apps.first()?;
    let db = used_database(view)?;
    let at_work = db.primary.health == CopyHealth::Running
        && db.role == RoleView::Standalone
        && !matches!(db.status, "creating" | "rebooting" | "deleting" | "failed");
    if !at_work {
        return None;
    }
    let zone = db.primary.zone.name();
    let name = line_name(db);
    Some(match kind {
        Kind::ZoneOutage { lasts } => format!("fault inject az-outage {zone} --for {lasts}"),
        Kind::HostFailure => format!("fault inject host-failure {name}"),
        Kind::VolumeFailure => format!("fault inject volume-failure {name}"),
        Kind::EngineCrash => format!("fault inject instance-crash {name}"),
        Kind::BadWrite { rows } => format!("fault inject bad-write {name} --rows {rows}"),
        Kind::OperatorDelete => format!("fault inject operator-delete {name}"),
        Kind::RegionOutage { lasts } => {
            let region = db.region.name();
            format!("fault inject region-outage {region} --for {lasts}")
        }
        Kind::ReplicaStop { lasts } if replica_of(view, db).is_some() => {
            let replica = replica_of(view, db)?;
            format!("fault inject replication-stop {replica} --for {lasts}")
        }
        Kind::Cut { lasts } | Kind::ReplicaStop { lasts } => {
            let app = &app.name;
            format!("fault inject network-partition {app} {zone} --for {lasts}")
        }
    })
}

/// As a line needs it: with its Region where that is not the default.
fn line_name(db: &DatabaseView) -> String {
    match db.region {
        RegionId::DEFAULT => db.id.clone(),
        region => format!("{}/{}", region.name(), db.id),
    }
}

/// A replica that follows the database.
fn replica_of(view: &View, source: &DatabaseView) -> Option<String> {
    let follows = |db: &&DatabaseView| match &db.role {
        RoleView::ReadReplica {
            source: name,
            source_region,
            state,
            ..
        } => {
            *source_region == source.region
                && *state == "replicating"
                && name.rsplit(':').next() == Some(source.id.as_str())
        }
        RoleView::Standalone => false,
    };
    view.databases.iter().find(follows).map(line_name)
}
