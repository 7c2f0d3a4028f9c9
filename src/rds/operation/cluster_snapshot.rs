//! Snapshots of Multi-AZ DB clusters: taken, deleted, listed; and the restores of clusters, always into a new one.

use super::check::clash;
use super::cluster::of_cluster;
use super::create::NewInstance;
use super::describe_snapshots::{DescribeDbSnapshots, SnapshotKind};
use super::entry::{Entry, RdsOperation, entry, making};
use super::key::usable;
use super::options::{
    CLUSTER_ID, CLUSTER_SNAPSHOT, CLUSTER_SURROUNDINGS, NEW_CLUSTER, PAGES, TAGS,
};
use super::options::{cluster_offer, name as option};
use super::restore::Origin;
use super::restore_time::RestoreTime;
use crate::cloud::{CommandError, Context, Deed, Plan, RegionId};
use crate::grammar::Unseen::{Content, Monitoring, Sharing};
use crate::grammar::{GLOBAL, Opt, Reader};
use crate::rds::Rds;
use crate::rds::engine::Engine;
use crate::rds::instance::Settings;
use crate::rds::offer::OfferRequest;
use crate::rds::plan::Planned;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct CreateDbClusterSnapshot {
    pub id: String,
    pub snapshot: String,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct DeleteDbClusterSnapshot {
    pub snapshot: String,
}

/// Which snapshots are asked for; all that is left out selects nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DescribeDbClusterSnapshots {
    pub asked: DescribeDbSnapshots,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct RestoreDbClusterFromSnapshot {
    pub id: String,
    pub snapshot: String,
    pub engine: String,
    pub settings: ClusterSettings,
}

#[derive(Clone, Debug, PartialEq)]
pub struct RestoreDbClusterToPointInTime {
    pub id: String,
    pub source: String,
    pub to: RestoreTime,
    pub settings: ClusterSettings,
}

/// What may be asked of a restored cluster.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ClusterSettings {
    pub class: Option<String>,
    pub deletion_protection: Option<bool>,
    pub retention_days: Option<u32>,
    pub offer: OfferRequest,
}

pub const TAKEN: Deed = Deed::named("aws rds create-db-cluster-snapshot").noun("snapshot");
pub const RESTORED: Deed = Deed::named("aws rds restore-db-cluster-from-snapshot");
pub const REWOUND: Deed = Deed::named("aws rds restore-db-cluster-to-point-in-time");

const SETTINGS: &[Opt] = &[
    Opt::one("--db-cluster-instance-class", "CLASS"),
    Opt::one("--storage-type", "TYPE"),
    Opt::one("--iops", "COUNT"),
    Opt::one("--port", "PORT"),
    Opt::one("--db-cluster-parameter-group-name", "NAME"),
    Opt::one("--backup-retention-period", "DAYS"),
    Opt::yes_or_no("--deletion-protection"),
    Opt::many("--enable-cloudwatch-logs-exports", "LOG").unseen(Monitoring),
    Opt::not_modelled("--kms-key-id", "another key for a restored cluster"),
    Opt::not_modelled("--backtrack-window", "Aurora"),
];

pub const CREATE: Entry<CreateDbClusterSnapshot> = entry(
    "aws rds create-db-cluster-snapshot",
    "Takes a snapshot of a Multi-AZ DB cluster by hand, which stays until somebody deletes it.",
    &[&[CLUSTER_ID, CLUSTER_SNAPSHOT, TAGS], GLOBAL],
    |reader| {
        Some(CreateDbClusterSnapshot {
            id: reader.text(option::CLUSTER)?,
            snapshot: reader.text(option::CLUSTER_SNAPSHOT)?,
        })
    },
);

pub const DELETE: Entry<DeleteDbClusterSnapshot> = entry(
    "aws rds delete-db-cluster-snapshot",
    "Deletes a snapshot of a Multi-AZ DB cluster.",
    &[&[CLUSTER_SNAPSHOT], GLOBAL],
    |reader| {
        Some(DeleteDbClusterSnapshot {
            snapshot: reader.text(option::CLUSTER_SNAPSHOT)?,
        })
    },
);

pub const DESCRIBE: Entry<DescribeDbClusterSnapshots> = entry(
    "aws rds describe-db-cluster-snapshots",
    "Lists snapshots of Multi-AZ DB clusters, taken by hand or by RDS.",
    &[
        &[
            Opt::one("--db-cluster-identifier", "NAME"),
            Opt::one("--db-cluster-snapshot-identifier", "NAME"),
            Opt::one("--db-cluster-resource-id", "ID"),
            Opt::one("--snapshot-type", "automated|manual"),
            Opt::yes_or_no("--include-shared").unseen(Sharing),
            Opt::yes_or_no("--include-public").unseen(Sharing),
        ],
        PAGES,
        GLOBAL,
    ],
    |reader| {
        Some(DescribeDbClusterSnapshots {
            asked: DescribeDbSnapshots {
                instance: reader.text(option::CLUSTER),
                snapshot: reader.text(option::CLUSTER_SNAPSHOT),
                kind: SnapshotKind::read(reader)?,
                resource_id: reader.text("--db-cluster-resource-id"),
            },
        })
    },
);

pub const RESTORE: Entry<RestoreDbClusterFromSnapshot> = making(
    "aws rds restore-db-cluster-from-snapshot",
    "Makes a new Multi-AZ DB cluster out of a snapshot.",
    &[
        &[
            CLUSTER_ID,
            Opt::needed("--snapshot-identifier", "NAME"),
            Opt::needed("--engine", "ENGINE"),
            Opt::one("--engine-version", "VERSION"),
            Opt::one("--database-name", "NAME").unseen(Content),
            Opt::not_modelled("--availability-zones", "the choice of a cluster's zones"),
        ],
        SETTINGS,
        CLUSTER_SURROUNDINGS,
        NEW_CLUSTER,
        GLOBAL,
    ],
    |reader| {
        Some(RestoreDbClusterFromSnapshot {
            id: reader.text(option::CLUSTER)?,
            snapshot: reader.text("--snapshot-identifier")?,
            engine: reader.text("--engine")?,
            settings: ClusterSettings::read(reader),
        })
    },
);

pub const REWIND: Entry<RestoreDbClusterToPointInTime> = making(
    "aws rds restore-db-cluster-to-point-in-time",
    "Makes a new Multi-AZ DB cluster as another one was at a moment; the other one stays as it is.",
    &[
        &[
            CLUSTER_ID,
            Opt::needed("--source-db-cluster-identifier", "NAME"),
            Opt::one("--restore-to-time", "TIME"),
            Opt::yes_or_no("--use-latest-restorable-time"),
            Opt::not_modelled("--restore-type", "Aurora"),
        ],
        SETTINGS,
        CLUSTER_SURROUNDINGS,
        NEW_CLUSTER,
        GLOBAL,
    ],
    |reader| {
        Some(RestoreDbClusterToPointInTime {
            id: reader.text(option::CLUSTER)?,
            source: reader.text("--source-db-cluster-identifier")?,
            to: RestoreTime::read(reader, "--restore-to-time"),
            settings: ClusterSettings::read(reader),
        })
    },
);

impl ClusterSettings {
    fn read(reader: &mut Reader) -> ClusterSettings {
        ClusterSettings {
            class: reader.text(option::CLUSTER_CLASS),
            deletion_protection: reader.yes_or_no(option::PROTECTION),
            retention_days: reader.number(option::RETENTION),
            offer: cluster_offer(reader),
        }
    }
}

impl RdsOperation for CreateDbClusterSnapshot {
    fn plan(&self, rds: &Rds, cx: &Context, region: RegionId) -> Planned {
        let key = rds.available_cluster(cx, region, &self.id, "a snapshot")?;
        rds.plan_snapshot(cx, key, &self.snapshot)
            .map_err(of_cluster)
    }

    fn deed(&self) -> Option<(Deed, &str)> {
        Some((TAKEN, &self.id))
    }
}

impl RdsOperation for DeleteDbClusterSnapshot {
    fn plan(&self, rds: &Rds, _: &Context, region: RegionId) -> Planned {
        rds.delete_snapshot(region, &self.snapshot, true)
            .map_err(of_cluster)
    }
}

impl RdsOperation for DescribeDbClusterSnapshots {
    fn plan(&self, rds: &Rds, cx: &Context, region: RegionId) -> Planned {
        let found = rds.describe_snapshots(cx, region, &self.asked, true);
        Ok(Plan::Answer(found.map_err(of_cluster)?))
    }

    fn only_looks(&self) -> bool {
        true
    }
}

impl RdsOperation for RestoreDbClusterFromSnapshot {
    fn plan(&self, rds: &Rds, cx: &Context, region: RegionId) -> Planned {
        rds.restore_cluster(cx, region, self).map_err(of_cluster)
    }

    fn makes(&self) -> Option<&str> {
        Some(&self.id)
    }

    fn deed(&self) -> Option<(Deed, &str)> {
        Some((RESTORED, &self.id))
    }
}

impl RdsOperation for RestoreDbClusterToPointInTime {
    fn plan(&self, rds: &Rds, cx: &Context, region: RegionId) -> Planned {
        rds.rewind_cluster(cx, region, self).map_err(of_cluster)
    }

    fn makes(&self) -> Option<&str> {
        Some(&self.id)
    }

    fn deed(&self) -> Option<(Deed, &str)> {
        Some((REWOUND, &self.id))
    }
}

impl Rds {
    fn restore_cluster(
        &self,
        cx: &Context,
        region: RegionId,
        asked: &RestoreDbClusterFromSnapshot,
    ) -> Planned {
        let name = self.new_cluster_name(cx, region, &asked.id)?;
        let snapshot = self.usable_snapshot(cx, region, &asked.snapshot, true)?;
        let own = snapshot.engine.facts().name;
        if asked.engine != own {
            Engine::asked(&asked.engine)?;
            return clash(format!(
                "the snapshot is of engine {own}, and cannot become {}",
                asked.engine
            ));
        }
        let origin = Origin {
            tape: snapshot.tape,
            engine: snapshot.engine,
            settings: snapshot.settings,
            retention_days: self.db(snapshot.instance_key).backups.retention_days,
        };
        let new = self.restored_cluster(cx, region, name, &asked.settings, origin)?;
        Ok(self.restore_into(new, snapshot.id, snapshot.instance_key))
    }

    fn rewind_cluster(
        &self,
        cx: &Context,
        region: RegionId,
        asked: &RestoreDbClusterToPointInTime,
    ) -> Planned {
        // Whoever bears the new name refuses, also what another service would make.
        let name = self.new_cluster_name(cx, region, &asked.id)?;
        let source = self.cluster(region, &asked.source)?;
        let (origin, moment) = self.origin_at(cx, source, asked.to)?;
        let new = self.restored_cluster(cx, region, name, &asked.settings, origin)?;
        Ok(self.rewind_into(cx, new, source, moment))
    }

    /// A cluster that is to be made of a backup.
    fn restored_cluster(
        &self,
        cx: &Context,
        region: RegionId,
        name: String,
        asked: &ClusterSettings,
        origin: Origin,
    ) -> Result<NewInstance, CommandError> {
        let before = &origin.settings;
        let class = asked.class.clone().unwrap_or_else(|| before.class.clone());
        let offer = self.cluster_hardware(
            origin.engine,
            &class,
            before.storage_gib,
            &asked.offer,
            Some(&before.offer),
        )?;
        let retention_days =
            self.cluster_retention(cx, asked.retention_days, origin.retention_days)?;
        usable(cx, before.kms_key.as_deref())?;
        let zone = self.choose_zone(cx, region, None, &[])?;
        let window = self.drawn_window(cx, region, &name, Some(before.maintenance_window));
        let settings = Settings {
            class,
            multi_az: true,
            cluster: true,
            deletion_protection: asked.deletion_protection.unwrap_or(false),
            offer,
            ..origin.settings
        };
        Ok(NewInstance {
            name,
            region,
            zone,
            engine: origin.engine,
            settings,
            retention_days,
            window,
            forked_from: Some(origin.tape),
        })
    }
}
