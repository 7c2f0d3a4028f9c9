//! Where an incident strikes: seen when its time has come, so that it meets what the application uses then.

use crate::cloud::{FaultKind, RegionId};
use crate::language::{Outcome, fault_kind};
use crate::lesson::game::Kind;
use crate::rds::fault::{
    host_failure, instance_crash, operator_delete, replication_stop, volume_failure,
};
use crate::sim::SimDuration;
use crate::world::fault::{az_outage, bad_write, network_partition, region_outage};
use crate::world::{CopyHealth, DatabaseView, ReplicaState, RoleView, View};

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
    let at_work = db.primary().health == CopyHealth::Running
        && db.role == RoleView::Standalone
        && !matches!(db.status, "creating" | "rebooting" | "deleting" | "failed");
    if !at_work {
        return None;
    }
    let zone = db.primary().zone.name();
    let name = line_name(db);
    let lasting = |lasts: SimDuration| format!(" --for {lasts}");
    let (kind, target, options) = match kind {
        Kind::ZoneOutage { lasts } => (&az_outage::KIND, zone, lasting(lasts)),
        Kind::HostFailure => (&host_failure::KIND, name, String::new()),
        Kind::VolumeFailure => (&volume_failure::KIND, name, String::new()),
        Kind::EngineCrash => (&instance_crash::KIND, name, String::new()),
        Kind::BadWrite { rows } => (&bad_write::KIND, name, format!(" --rows {rows}")),
        Kind::OperatorDelete => (&operator_delete::KIND, name, String::new()),
        Kind::RegionOutage { lasts } => {
            let region = db.region.name().to_owned();
            (&region_outage::KIND, region, lasting(lasts))
        }
        Kind::ReplicaStop { lasts } if replica_of(view, db).is_some() => (
            &replication_stop::KIND,
            replica_of(view, db)?,
            lasting(lasts),
        ),
        Kind::Cut { lasts } | Kind::ReplicaStop { lasts } => {
            let sides = format!("{} {zone}", app.name);
            (&network_partition::KIND, sides, lasting(lasts))
        }
    };
    Some(format!("fault inject {} {target}{options}", kind.name))
}

/// The kind of fault by which a line strikes, if it is one that does.
pub fn struck_by(line: &str) -> Option<&'static FaultKind> {
    let kind = line.strip_prefix("fault inject ")?.split(' ').next()?;
    fault_kind(kind)
}

/// What is told of a strike that was held off; nothing of any other line.
pub fn held_off(outcome: &Outcome) -> Option<String> {
    let (kind, refusal) = (struck_by(&outcome.text)?, outcome.result.as_ref().err()?);
    kind.news_of(refusal)
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
                && *state == ReplicaState::Replicating
                && name.rsplit(':').next() == Some(source.id.as_str())
        }
        RoleView::Standalone => false,
    };
    view.databases.iter().find(follows).map(line_name)
}
