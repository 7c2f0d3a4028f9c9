//! `delete-db-instance` and what becomes of replicas, snapshots and automated backups.

use super::check::{clash, wrong_state};
use super::entry::{Entry, RdsOperation, entry};
use super::options::{ID, name};
use crate::cloud::{CommandError, Context, DbKey, Deed, Deletion, RegionId, Reply, numbers};
use crate::grammar::{GLOBAL, Opt, Reader};
use crate::rds::Rds;
use crate::rds::instance::DbInstance;
use crate::rds::job_kind::JobKind;
use crate::rds::plan::{Planned, change};
use crate::rds::status::Status;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct DeleteDbInstance {
    pub id: String,
    pub skip_final_snapshot: bool,
    pub final_snapshot: Option<String>,
    /// Deleted with the instance unless told otherwise.
    pub delete_automated_backups: Option<bool>,
}

/// Names the backup by one of the two.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DeleteAutomatedBackup {
    pub resource_id: Option<String>,
    pub arn: Option<String>,
}

pub const DEED: Deed = Deed::named("aws rds delete-db-instance")
    .noun("deletion")
    .heading("Deletion");

pub const ENTRY: Entry<DeleteDbInstance> = entry(
    "aws rds delete-db-instance",
    "Deletes a DB instance, and unless you say otherwise its automated backups; manual snapshots stay.",
    &[
        &[
            ID,
            Opt::yes_or_no("--skip-final-snapshot"),
            Opt::one("--final-db-snapshot-identifier", "NAME"),
            Opt::yes_or_no("--delete-automated-backups"),
        ],
        GLOBAL,
    ],
    read,
);

pub const BACKUP: Entry<DeleteAutomatedBackup> = entry(
    "aws rds delete-db-instance-automated-backup",
    "Deletes the automated backups that were kept of an instance that is gone.",
    &[
        &[
            Opt::one("--dbi-resource-id", "ID"),
            Opt::one("--db-instance-automated-backups-arn", "ARN"),
        ],
        GLOBAL,
    ],
    read_backup,
);

fn read(reader: &mut Reader) -> Option<DeleteDbInstance> {
    Some(DeleteDbInstance {
        id: reader.text(name::ID)?,
        skip_final_snapshot: reader.is_set("--skip-final-snapshot"),
        final_snapshot: reader.text("--final-db-snapshot-identifier"),
        delete_automated_backups: reader.yes_or_no("--delete-automated-backups"),
    })
}

fn read_backup(reader: &mut Reader) -> Option<DeleteAutomatedBackup> {
    Some(DeleteAutomatedBackup {
        resource_id: reader.text("--dbi-resource-id"),
        arn: reader.text("--db-instance-automated-backups-arn"),
    })
}

impl RdsOperation for DeleteDbInstance {
    fn plan(&self, rds: &Rds, cx: &Context, region: RegionId) -> Planned {
        rds.delete(cx, region, self)
    }

    fn deed(&self) -> Option<(Deed, &str)> {
        Some((DEED, &self.id))
    }

    fn deletes(&self) -> Option<Deletion<'_>> {
        Some(Deletion {
            database: &self.id,
            keeps_backups: self.delete_automated_backups == Some(false),
            takes_snapshot: self.final_snapshot.is_some(),
        })
    }
}

impl RdsOperation for DeleteAutomatedBackup {
    fn plan(&self, rds: &Rds, _: &Context, region: RegionId) -> Planned {
        rds.delete_automated_backup(region, self)
    }
}

impl Rds {
    fn delete(&self, cx: &Context, region: RegionId, asked: &DeleteDbInstance) -> Planned {
        let key = self.instance(region, &asked.id)?;
        self.plan_deletion(cx, key, asked)
    }

    /// The deletion of an instance or a cluster.
    pub(in crate::rds) fn plan_deletion(
        &self,
        cx: &Context,
        key: DbKey,
        asked: &DeleteDbInstance,
    ) -> Planned {
        let region = self.db(key).region;
        self.check_deletion(cx, key, asked)?;
        let keeps_backups =
            asked.delete_automated_backups == Some(false) && self.db(key).backups.chain.is_some();
        if keeps_backups
            && self.retained_backups(region)
                >= u64::from(cx.count_of(&numbers::RETAINED_BACKUPS_QUOTA))
        {
            return Err(CommandError::new(
                "DBInstanceAutomatedBackupQuotaExceeded",
                "too many retained automated backups in this Region",
            ));
        }
        let snapshot = match &asked.final_snapshot {
            Some(name) => Some(self.new_snapshot_name(cx, region, name)?),
            None => None,
        };
        Ok(change(move |rds, cx| {
            rds.begin_deletion(cx, key, snapshot, keeps_backups)
        }))
    }

    fn begin_deletion(
        &mut self,
        cx: &mut Context,
        key: DbKey,
        final_snapshot: Option<String>,
        keeps_backups: bool,
    ) -> Reply {
        let name = self.db(key).name.clone();
        let takes = cx.duration(&numbers::DELETE, &name);
        self.drop_failover(cx, key);
        self.drop_job(cx, key);
        if let Some(snapshot) = final_snapshot {
            self.take_snapshot(cx, key, snapshot);
        }
        self.db_mut(key).backups.retained = keeps_backups;
        self.release_replicas(cx, key);
        self.begin_job(cx, key, JobKind::Deleting, takes);
        self.instance_json(cx, key)
    }

    fn check_deletion(
        &self,
        cx: &Context,
        key: DbKey,
        asked: &DeleteDbInstance,
    ) -> Result<(), CommandError> {
        let (db, status) = (self.db(key), self.status(cx, key));
        if status == Status::Deleting {
            return wrong_state(format!("{} is being deleted already", db.name));
        }
        match (asked.skip_final_snapshot, &asked.final_snapshot) {
            (true, Some(_)) => {
                return clash(
                    "--skip-final-snapshot and --final-db-snapshot-identifier exclude each other",
                );
            }
            (false, None) => {
                return clash(
                    "say --skip-final-snapshot, or name the final snapshot with --final-db-snapshot-identifier",
                );
            }
            (true, None) => {}
            (false, Some(_)) if db.replication.is_some() => {
                return clash("a read replica has no final snapshot; say --skip-final-snapshot");
            }
            (false, Some(_)) if !status.is_in_service() => {
                return wrong_state(format!(
                    "{} is {status}; a final snapshot needs status available",
                    db.name
                ));
            }
            (false, Some(_)) => {}
        }
        let is_seeding = |replica: DbKey| {
            let job = self.db(replica).job.as_ref();
            job.is_some_and(|job| job.kind.is_creation())
        };
        if self.replicas_of(key).any(is_seeding) {
            return wrong_state(format!(
                "a read replica of {} is being created; wait until it is available",
                db.name
            ));
        }
        if db.settings.deletion_protection {
            return clash(format!(
                "deletion protection of {} is on; turn it off first",
                db.name
            ));
        }
        Ok(())
    }

    /// Replicas of a source that goes: promoted by themselves, but across Regions it depends on the engine. One that is being
    /// deleted or promoted already goes on with that, and one that waits for its key is promoted by hand once it has it.
    fn release_replicas(&mut self, cx: &mut Context, source: DbKey) {
        let (region, outlives) = (
            self.db(source).region,
            self.db(source)
                .engine
                .facts()
                .cross_region_replica_outlives_source,
        );
        let goes_its_own_way = |db: &DbInstance| {
            let job = db.job.as_ref();
            job.is_some_and(|job| job.kind.nature().leaves_its_source)
        };
        let replicas: Vec<DbKey> = self
            .replicas_of(source)
            .filter(|replica| !goes_its_own_way(self.db(*replica)))
            .collect();
        for key in replicas {
            self.write_down_heads(cx, key);
            let is_free = self.db(key).region == region || outlives;
            if is_free && !self.db(key).is_unreadable() {
                self.drop_job(cx, key);
                let retention_days = self.db(key).backups.retention_days;
                self.begin_promotion(cx, key, retention_days);
            } else {
                self.give_up_replication(cx, key, cx.now);
            }
        }
    }

    pub(super) fn retained_backups(&self, region: RegionId) -> u64 {
        self.databases
            .iter()
            .filter(|db| !db.exists() && db.region == region && db.backups.chain.is_some())
            .count() as u64
    }

    fn delete_automated_backup(&self, region: RegionId, asked: &DeleteAutomatedBackup) -> Planned {
        let (resource_id, arn) = (asked.resource_id.as_deref(), asked.arn.as_deref());
        let key = self.automated_backup(region, resource_id, arn)?;
        if self.db(key).exists() {
            return Err(CommandError::new(
                "InvalidDBInstanceAutomatedBackupState",
                format!(
                    "the automated backup belongs to {}, which exists",
                    self.db(key).name
                ),
            ));
        }
        Ok(change(move |rds, cx| rds.end_chain(cx, key)))
    }
}
