//! `restore-db-cluster-to-point-in-time`: a new cluster, with a volume as another one's was at a moment. It has no instance until somebody
//! makes one.

use super::create::{NewCluster, check_offer, retention};
use crate::aurora::Aurora;
use crate::aurora::cluster::Making;
use crate::cloud::{CommandError, Context, Plan, Planned, RegionId, Tape, numbers};
use crate::rds::RestoreDbClusterToPointInTime;
use crate::rds::operation::check::clash;

impl Aurora {
    pub(super) fn restore(
        &self,
        cx: &Context,
        region: RegionId,
        asked: &RestoreDbClusterToPointInTime,
    ) -> Planned {
        let source = self.cluster_asked(region, &asked.source)?;
        let name = self.new_cluster_name(region, &asked.id)?;
        let Some((earliest, latest)) = source.restore_window(cx) else {
            return Err(CommandError::new(
                "InvalidDBClusterStateFault",
                format!("{} has no restorable time yet", source.name),
            ));
        };
        let moment = asked.to.within(cx, "--restore-to-time", earliest, latest)?;
        let settings = &asked.settings;
        if let Some(class) = &settings.class {
            return clash(format!(
                "an Aurora cluster has no class of its own ({class}): its instances do, and are made with create-db-instance"
            ));
        }
        check_offer(&settings.offer)?;
        let new = NewCluster {
            name,
            region,
            engine: source.engine,
            retention_days: retention(cx, settings.retention_days, source.retention_days)?,
            deletion_protection: settings.deletion_protection.unwrap_or(false),
            forked_from: Some(Tape::of(source.timeline, moment)),
            making: Making::Restoring,
        };
        Ok(Plan::change(move |own: &mut Aurora, cx: &mut Context| {
            let takes = cx.duration(&numbers::RESTORE, &new.name);
            let key = own.add_cluster(cx, new, takes);
            own.cluster_json(cx, key)
        }))
    }
}
