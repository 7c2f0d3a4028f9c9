//! Multi-AZ DB clusters: `create-db-cluster`, and how every operation on a cluster finds it and refuses.

use super::check::{backup_window, clash, invalid, maintenance_window, name, windows_apart};
use super::create::{CREATING, NewInstance};
use super::entry::{Entry, RdsOperation, making};
use super::key::new_key;
use super::options::{CLUSTER_ID, CLUSTER_SURROUNDINGS, LIFECYCLE, NEW_CLUSTER, PASSWORDS};
use super::options::{cluster_offer, name as option};
use crate::cloud::{CommandError, Context, DbKey, Deed, RegionId, numbers};
use crate::grammar::Unseen::{Content, Credentials, Monitoring};
use crate::grammar::{GLOBAL, Opt, Reader};
use crate::rds::Rds;
use crate::rds::engine::Engine;
use crate::rds::instance::{DbInstance, Settings};
use crate::rds::offer::{Instance, Offer, OfferRequest, StorageType, check_cluster_offer};
use crate::rds::plan::{Planned, change};
use crate::rds::status::Status;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct CreateDbCluster {
    pub id: String,
    pub engine: String,
    pub class: Option<String>,
    pub allocated_storage_gib: Option<u64>,
    pub retention_days: Option<u32>,
    pub backup_window: Option<String>,
    pub maintenance_window: Option<String>,
    pub deletion_protection: Option<bool>,
    pub storage_encrypted: Option<bool>,
    pub kms_key: Option<String>,
    pub offer: OfferRequest,
}

pub const DEED: Deed = Deed::named("aws rds create-db-cluster");

pub const ENTRY: Entry<CreateDbCluster> = making(
    "aws rds create-db-cluster",
    "Makes a new Multi-AZ DB cluster: a writer and two readable standbys, in three zones, with a writer and a reader endpoint.",
    &[
        &[
            CLUSTER_ID,
            Opt::needed("--engine", "ENGINE"),
            Opt::one("--db-cluster-instance-class", "CLASS"),
            Opt::one("--allocated-storage", "GIB"),
            Opt::one("--storage-type", "TYPE"),
            Opt::one("--iops", "COUNT"),
            Opt::one("--port", "PORT"),
            Opt::one("--engine-version", "VERSION"),
            Opt::one("--db-cluster-parameter-group-name", "NAME"),
            Opt::one("--backup-retention-period", "DAYS"),
            Opt::one("--preferred-backup-window", "HH:MM-HH:MM"),
            Opt::one("--preferred-maintenance-window", "DDD:HH:MM-DDD:HH:MM"),
            Opt::yes_or_no("--deletion-protection"),
            Opt::yes_or_no("--storage-encrypted"),
            Opt::one("--kms-key-id", "KEY"),
            LIFECYCLE,
            Opt::one("--master-username", "NAME").unseen(Credentials),
            Opt::one("--database-name", "NAME").unseen(Content),
            Opt::one("--character-set-name", "NAME").unseen(Content),
            Opt::many("--enable-cloudwatch-logs-exports", "LOG").unseen(Monitoring),
            Opt::not_modelled("--availability-zones", "the choice of a cluster's zones"),
            Opt::not_modelled("--engine-mode", "Aurora"),
            Opt::not_modelled("--backtrack-window", "Aurora"),
            Opt::not_modelled("--global-cluster-identifier", "Aurora"),
            Opt::not_modelled("--serverless-v2-scaling-configuration", "Aurora"),
            Opt::not_modelled(
                "--replication-source-identifier",
                "replicas that are DB clusters",
            ),
            Opt::one("--database-insights-mode", "MODE").unseen(Monitoring),
        ],
        PASSWORDS,
        CLUSTER_SURROUNDINGS,
        NEW_CLUSTER,
        GLOBAL,
    ],
    read,
);

fn read(reader: &mut Reader) -> Option<CreateDbCluster> {
    Some(CreateDbCluster {
        id: reader.text(option::CLUSTER)?,
        engine: reader.text("--engine")?,
        class: reader.text(option::CLUSTER_CLASS),
        allocated_storage_gib: reader.number("--allocated-storage"),
        retention_days: reader.number(option::RETENTION),
        backup_window: reader.text(option::BACKUP_WINDOW),
        maintenance_window: reader.text(option::MAINTENANCE_WINDOW),
        deletion_protection: reader.yes_or_no(option::PROTECTION),
        storage_encrypted: reader.yes_or_no("--storage-encrypted"),
        kms_key: reader.text(option::KEY),
        offer: cluster_offer(reader),
    })
}

impl RdsOperation for CreateDbCluster {
    fn plan(&self, rds: &Rds, cx: &Context, region: RegionId) -> Planned {
        rds.create_db_cluster(cx, region, self).map_err(of_cluster)
    }

    fn makes(&self) -> Option<&str> {
        Some(&self.id)
    }

    fn deed(&self) -> Option<(Deed, &str)> {
        Some((DEED, &self.id))
    }
}

/// A refusal under the code that operations on clusters have for it.
pub fn of_cluster(error: CommandError) -> CommandError {
    const CODES: [(&str, &str); 7] = [
        ("DBInstanceAlreadyExists", "DBClusterAlreadyExistsFault"),
        ("DBInstanceNotFound", "DBClusterNotFoundFault"),
        (
            "DBParameterGroupNotFound",
            "DBClusterParameterGroupNotFound",
        ),
        (
            "DBSnapshotAlreadyExists",
            "DBClusterSnapshotAlreadyExistsFault",
        ),
        ("DBSnapshotNotFound", "DBClusterSnapshotNotFoundFault"),
        ("InvalidDBInstanceState", "InvalidDBClusterStateFault"),
        (
            "InvalidDBSnapshotState",
            "InvalidDBClusterSnapshotStateFault",
        ),
    ];
    let own = CODES.iter().find(|(code, _)| *code == error.code);
    CommandError {
        code: own.map_or(error.code, |(_, own)| own),
        ..error
    }
}

impl Rds {
    /// The cluster of that name in the Region.
    pub(super) fn cluster(&self, region: RegionId, id: &str) -> Result<DbKey, CommandError> {
        let named = |db: &&DbInstance| {
            let here = db.exists() && db.settings.cluster && db.region == region;
            here && db.name.eq_ignore_ascii_case(id)
        };
        let found = self.databases.iter().find(named);
        found.map(|db| db.key).ok_or_else(|| {
            CommandError::new(
                "DBClusterNotFoundFault",
                format!("DBCluster {id} not found in {}", region.name()),
            )
        })
    }

    /// The cluster, if its status is `available`.
    pub(super) fn available_cluster(
        &self,
        cx: &Context,
        region: RegionId,
        id: &str,
        needed_for: &str,
    ) -> Result<DbKey, CommandError> {
        let key = self.cluster(region, id)?;
        match self.status(cx, key) {
            Status::Available => Ok(key),
            status => Err(CommandError::new(
                "InvalidDBClusterStateFault",
                format!("{id} is {status}; {needed_for} needs status available"),
            )),
        }
    }

    /// Checks that the Region can take one more cluster of that name, and gives the name as it will be kept.
    pub(super) fn new_cluster_name(
        &self,
        cx: &Context,
        region: RegionId,
        id: &str,
    ) -> Result<String, CommandError> {
        // A member's name is longer than its cluster's.
        name(id, 52)?;
        let free = self.new_instance_name(cx, region, id)?;
        for member in 1..=3 {
            self.free_instance_name(region, &format!("{free}-instance-{member}"), None)?;
        }
        self.check_quota(cx, region, 3)?;
        Ok(free)
    }

    /// Checks how long a cluster's backups are to be kept: they cannot be turned off.
    pub(super) fn cluster_retention(
        &self,
        cx: &Context,
        days: Option<u32>,
        default: u32,
    ) -> Result<u32, CommandError> {
        match self.retention(cx, days, default.max(1))? {
            0 => invalid(
                "automated backups of a Multi-AZ DB cluster cannot be turned off: 1 to 35 days",
            ),
            days => Ok(days),
        }
    }

    /// Checks what a cluster is to run on. `inherited`: from the snapshot or the backup.
    pub(super) fn cluster_hardware(
        &self,
        engine: Engine,
        class: &str,
        storage_gib: u64,
        asked: &OfferRequest,
        inherited: Option<&Offer>,
    ) -> Result<Offer, CommandError> {
        let instance = Instance {
            engine,
            class,
            storage_gib,
            multi_az: true,
        };
        let offer = check_cluster_offer(instance, asked, inherited)?;
        match offer.storage_type {
            StorageType::Gp3 | StorageType::Io1 | StorageType::Io2 => Ok(offer),
            StorageType::Gp2 | StorageType::Standard => Err(CommandError::new(
                "StorageTypeNotSupported",
                format!(
                    "a Multi-AZ DB cluster takes gp3, io1 and io2, not {}",
                    offer.storage_type.name()
                ),
            )),
        }
    }

    fn create_db_cluster(
        &self,
        cx: &Context,
        region: RegionId,
        asked: &CreateDbCluster,
    ) -> Planned {
        let name = self.new_cluster_name(cx, region, &asked.id)?;
        let engine = Engine::asked(&asked.engine)?;
        let class = asked.class.clone().ok_or_else(|| {
            missing(
                "DBClusterInstanceClass",
                "--db-cluster-instance-class CLASS",
            )
        })?;
        let storage_gib = asked
            .allocated_storage_gib
            .ok_or_else(|| missing("AllocatedStorage", "--allocated-storage GIB"))?;
        if asked.offer.storage_type.is_none() {
            return Err(missing("StorageType", "--storage-type gp3, io1 or io2"));
        }
        if asked.kms_key.is_some() && asked.storage_encrypted == Some(false) {
            return clash("a KMS key needs --storage-encrypted");
        }
        let offer = self.cluster_hardware(engine, &class, storage_gib, &asked.offer, None)?;
        let kms_key = new_key(
            cx,
            region,
            asked.storage_encrypted,
            asked.kms_key.as_deref(),
        )?;
        let default = cx.count_of(&numbers::BACKUP_RETENTION_DEFAULT);
        let retention_days = self.cluster_retention(cx, asked.retention_days, default)?;
        let zone = self.choose_zone(cx, region, None, &[])?;
        let told = asked.maintenance_window.as_deref();
        let told = told.map(maintenance_window).transpose()?;
        let window = match &asked.backup_window {
            Some(text) => backup_window(text)?,
            None => self.drawn_window(cx, region, &name, told),
        };
        let maintenance_window =
            told.unwrap_or_else(|| self.drawn_maintenance_window(cx, &name, window));
        windows_apart(window, maintenance_window)?;
        let settings = Settings {
            class,
            storage_gib,
            multi_az: true,
            cluster: true,
            deletion_protection: asked.deletion_protection.unwrap_or(false),
            maintenance_window,
            kms_key,
            offer,
        };
        let new = NewInstance {
            name,
            region,
            zone,
            engine,
            settings,
            retention_days,
            window,
            forked_from: None,
        };
        Ok(change(move |rds, cx| {
            let key = rds.add_instance(cx, new);
            rds.begin_task(cx, key, &CREATING);
            rds.instance_json(cx, key)
        }))
    }
}

fn missing(parameter: &str, option: &str) -> CommandError {
    CommandError::new(
        "MissingParameter",
        format!(
            "a Multi-AZ DB cluster needs the parameter {parameter}: {option}; without a class it would be an Aurora cluster"
        ),
    )
}
