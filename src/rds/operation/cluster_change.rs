//! What is done with a Multi-AZ DB cluster: `failover-db-cluster`, `reboot-db-cluster`, `modify-db-cluster`, `delete-db-cluster`.

use super::check::clash;
use super::cluster::of_cluster;
use super::delete::DeleteDbInstance;
use super::entry::{Entry, RdsOperation, entry};
use super::modify::ModifyDbInstance;
use super::options::name as option;
use super::options::{CLUSTER_ID, CLUSTER_SURROUNDINGS, LIFECYCLE, PASSWORDS};
use crate::cloud::{CommandError, Context, DbKey, Deed, Deletion, NodeId, RegionId};
use crate::grammar::Unseen::{Maintenance, Monitoring};
use crate::grammar::{GLOBAL, Opt, Reader};
use crate::rds::Rds;
use crate::rds::plan::Planned;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct FailoverDbCluster {
    pub id: String,
    /// The reader that is to take over.
    pub target: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct RebootDbCluster {
    pub id: String,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct ModifyDbCluster {
    pub id: String,
    pub apply_immediately: bool,
    pub storage_gib: Option<u64>,
    pub retention_days: Option<u32>,
    pub backup_window: Option<String>,
    pub maintenance_window: Option<String>,
    pub deletion_protection: Option<bool>,
    pub new_id: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct DeleteDbCluster {
    pub id: String,
    pub skip_final_snapshot: bool,
    pub final_snapshot: Option<String>,
    pub delete_automated_backups: Option<bool>,
}

pub const FORCED: Deed = Deed::named("aws rds failover-db-cluster")
    .noun("forced failover")
    .heading("Forced failover");
pub const REBOOTED: Deed = Deed::named("aws rds reboot-db-cluster")
    .noun("reboot")
    .heading("Reboot");
pub const MODIFIED: Deed = Deed::named("aws rds modify-db-cluster")
    .noun("modification")
    .heading("Modification")
    .waiting();
/// What takes people out of an incident.
const WAY_OUT: Deed = MODIFIED.way_out();
pub const DELETED: Deed = Deed::named("aws rds delete-db-cluster")
    .noun("deletion")
    .heading("Deletion");

pub const FAILOVER: Entry<FailoverDbCluster> = entry(
    "aws rds failover-db-cluster",
    "Makes one of a Multi-AZ DB cluster's readers its writer.",
    &[
        &[
            CLUSTER_ID,
            Opt::one("--target-db-instance-identifier", "NAME"),
        ],
        GLOBAL,
    ],
    |reader| {
        Some(FailoverDbCluster {
            id: reader.text(option::CLUSTER)?,
            target: reader.text("--target-db-instance-identifier"),
        })
    },
);

pub const REBOOT: Entry<RebootDbCluster> = entry(
    "aws rds reboot-db-cluster",
    "Restarts the engine of a Multi-AZ DB cluster's writer; nothing fails over.",
    &[&[CLUSTER_ID], GLOBAL],
    |reader| {
        Some(RebootDbCluster {
            id: reader.text(option::CLUSTER)?,
        })
    },
);

pub const MODIFY: Entry<ModifyDbCluster> = entry(
    "aws rds modify-db-cluster",
    "Changes the settings or the name of a Multi-AZ DB cluster, at once or in its maintenance window.",
    &[
        &[
            CLUSTER_ID,
            Opt::yes_or_no("--apply-immediately"),
            Opt::one(option::STORAGE, "GIB"),
            Opt::one("--backup-retention-period", "DAYS"),
            Opt::one("--preferred-backup-window", "HH:MM-HH:MM"),
            Opt::one("--preferred-maintenance-window", "DDD:HH:MM-DDD:HH:MM"),
            Opt::yes_or_no("--deletion-protection"),
            Opt::one("--new-db-cluster-identifier", "NAME"),
            LIFECYCLE,
            Opt::yes_or_no("--auto-minor-version-upgrade").unseen(Maintenance),
            Opt::one("--cloudwatch-logs-export-configuration", "LOGS").unseen(Monitoring),
            Opt::one("--database-insights-mode", "MODE").unseen(Monitoring),
            Opt::not_modelled("--storage-type", "a change of the storage's type"),
            Opt::not_modelled("--iops", "a change of the storage's IOPS"),
            Opt::not_modelled("--db-cluster-instance-class", "a change of instance class"),
            Opt::not_modelled("--db-cluster-parameter-group-name", "parameter groups"),
            Opt::not_modelled("--port", "a change of port"),
            Opt::not_modelled("--engine-version", "engine upgrades"),
            Opt::not_modelled("--allow-major-version-upgrade", "engine upgrades"),
            Opt::not_modelled("--no-allow-major-version-upgrade", "engine upgrades"),
            Opt::not_modelled("--backtrack-window", "Aurora"),
        ],
        PASSWORDS,
        CLUSTER_SURROUNDINGS,
        GLOBAL,
    ],
    read_modification,
);

pub const DELETE: Entry<DeleteDbCluster> = entry(
    "aws rds delete-db-cluster",
    "Deletes a Multi-AZ DB cluster with its automated backups; manual snapshots stay.",
    &[
        &[
            CLUSTER_ID,
            Opt::yes_or_no("--skip-final-snapshot"),
            Opt::one("--final-db-snapshot-identifier", "NAME"),
            Opt::yes_or_no("--delete-automated-backups"),
        ],
        GLOBAL,
    ],
    read_deletion,
);

fn read_modification(reader: &mut Reader) -> Option<ModifyDbCluster> {
    Some(ModifyDbCluster {
        id: reader.text(option::CLUSTER)?,
        apply_immediately: reader.is_set("--apply-immediately"),
        storage_gib: reader.number(option::STORAGE),
        retention_days: reader.number(option::RETENTION),
        backup_window: reader.text(option::BACKUP_WINDOW),
        maintenance_window: reader.text(option::MAINTENANCE_WINDOW),
        deletion_protection: reader.yes_or_no(option::PROTECTION),
        new_id: reader.text("--new-db-cluster-identifier"),
    })
}

fn read_deletion(reader: &mut Reader) -> Option<DeleteDbCluster> {
    Some(DeleteDbCluster {
        id: reader.text(option::CLUSTER)?,
        skip_final_snapshot: reader.is_set("--skip-final-snapshot"),
        final_snapshot: reader.text("--final-db-snapshot-identifier"),
        delete_automated_backups: reader.yes_or_no("--delete-automated-backups"),
    })
}

impl RdsOperation for FailoverDbCluster {
    fn plan(&self, rds: &Rds, cx: &Context, region: RegionId) -> Planned {
        let key = rds.available_cluster(cx, region, &self.id, "a failover")?;
        let target = self.target.as_ref();
        let target = target.map(|target| rds.failover_target(cx, key, target));
        let target = target.transpose()?;
        rds.plan_failover(cx, key, target).map_err(of_cluster)
    }

    fn deed(&self) -> Option<(Deed, &str)> {
        Some((FORCED, &self.id))
    }
}

impl RdsOperation for RebootDbCluster {
    fn plan(&self, rds: &Rds, cx: &Context, region: RegionId) -> Planned {
        let key = rds.available_cluster(cx, region, &self.id, "a reboot")?;
        Ok(rds.plan_reboot(key))
    }

    fn deed(&self) -> Option<(Deed, &str)> {
        Some((REBOOTED, &self.id))
    }
}

impl RdsOperation for ModifyDbCluster {
    fn plan(&self, rds: &Rds, cx: &Context, region: RegionId) -> Planned {
        let key = rds.cluster(region, &self.id)?;
        if let Some(days) = self.retention_days {
            rds.cluster_retention(cx, Some(days), days)?;
        }
        if let Some(new) = &self.new_id {
            super::check::name(new, 52)?;
        }
        let asked = ModifyDbInstance {
            id: self.id.clone(),
            apply_immediately: self.apply_immediately,
            storage_gib: self.storage_gib,
            multi_az: None,
            retention_days: self.retention_days,
            backup_window: self.backup_window.clone(),
            maintenance_window: self.maintenance_window.clone(),
            deletion_protection: self.deletion_protection,
            new_id: self.new_id.clone(),
        };
        if !rds.takes_modification(cx, key, &asked) {
            rds.available_cluster(cx, region, &self.id, "a modification")?;
        }
        rds.plan_modification(cx, key, &asked).map_err(of_cluster)
    }

    fn deed(&self) -> Option<(Deed, &str)> {
        let deed = match self.new_id.is_some() || self.storage_gib.is_some() {
            true => WAY_OUT,
            false => MODIFIED,
        };
        Some((deed, &self.id))
    }
}

impl RdsOperation for DeleteDbCluster {
    fn plan(&self, rds: &Rds, cx: &Context, region: RegionId) -> Planned {
        let key = rds.cluster(region, &self.id)?;
        if self.delete_automated_backups == Some(false) {
            return clash("automated backups of a Multi-AZ DB cluster are not kept beyond it");
        }
        let asked = DeleteDbInstance {
            id: self.id.clone(),
            skip_final_snapshot: self.skip_final_snapshot,
            final_snapshot: self.final_snapshot.clone(),
            delete_automated_backups: None,
        };
        rds.plan_deletion(cx, key, &asked).map_err(of_cluster)
    }

    fn deed(&self) -> Option<(Deed, &str)> {
        Some((DELETED, &self.id))
    }

    fn deletes(&self) -> Option<Deletion<'_>> {
        Some(Deletion {
            database: &self.id,
            keeps_backups: false,
            takes_snapshot: self.final_snapshot.is_some(),
        })
    }
}

impl Rds {
    /// The reader that a failover is asked for, if it can take over.
    fn failover_target(
        &self,
        cx: &Context,
        key: DbKey,
        target: &str,
    ) -> Result<NodeId, CommandError> {
        let db = self.db(key);
        let facts = db.engine.facts();
        if facts.mysql_procedures {
            return clash(format!(
                "a failover of a cluster of {} cannot be asked to go to a certain reader",
                facts.name
            ));
        }
        let named = |name: String| name.eq_ignore_ascii_case(target);
        let mut nodes = db.nodes();
        let Some(node) = nodes.find(|node| named(db.instance_name(node))) else {
            return Err(CommandError::new(
                "DBInstanceNotFound",
                format!("{} has no member {target}", db.name),
            ));
        };
        let mut readers = db.standbys().iter();
        if readers.any(|copy| copy.node.id == node.id && copy.is_in_step(&cx.topology)) {
            return Ok(node.id);
        }
        super::check::wrong_state(format!(
            "{target} is no reader of {} that is in step, so it cannot take over",
            db.name
        ))
    }
}
