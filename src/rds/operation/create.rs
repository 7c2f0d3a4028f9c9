//! `create-db-instance`, and what every new instance has in common.

use super::check::{backup_window, clash, maintenance_window, windows_apart};
use super::entry::{Entry, RdsOperation, making};
use super::key::new_key;
use super::options::{
    AUTOSCALING, ID, LIFECYCLE, MONITORING, OFFER, PASSWORDS, SURROUNDINGS, name, offer,
};
use crate::cloud::{CommandError, Context, DbKey, Deed, RegionId, Tape, ZoneId, numbers};
use crate::grammar::Unseen::{Content, Credentials, Network};
use crate::grammar::{GLOBAL, Opt, Reader};
use crate::rds::Rds;
use crate::rds::backup::{BackupWindow, Backups};
use crate::rds::copy::{DbCopy, Node};
use crate::rds::engine::Engine;
use crate::rds::instance::{DbInstance, MaintenanceWindow, Settings};
use crate::rds::job_kind::{Changes, Nature, Outcome, Task};
use crate::rds::offer::{Instance, OfferRequest, check_offer};
use crate::rds::plan::{Planned, change};
use crate::rds::space::Space;
use crate::sim::{SimDuration, SimTime};

/// What distinguishes one new instance from another.
pub struct NewInstance {
    pub name: String,
    pub region: RegionId,
    pub zone: ZoneId,
    pub engine: Engine,
    pub settings: Settings,
    pub retention_days: u32,
    pub window: BackupWindow,
    /// The tape that it continues.
    pub forked_from: Option<Tape>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct CreateDbInstance {
    pub id: String,
    /// The cluster whose member it is to be, and its tier there: Aurora's alone.
    pub cluster: Option<String>,
    pub promotion_tier: Option<u32>,
    pub engine: String,
    pub class: String,
    pub allocated_storage_gib: Option<u64>,
    pub multi_az: Option<bool>,
    pub availability_zone: Option<String>,
    pub retention_days: Option<u32>,
    pub backup_window: Option<String>,
    pub maintenance_window: Option<String>,
    pub deletion_protection: Option<bool>,
    pub storage_encrypted: Option<bool>,
    pub kms_key: Option<String>,
    pub offer: OfferRequest,
}

pub const DEED: Deed = Deed::named("aws rds create-db-instance");

/// Out of nothing, as an instance or a cluster.
pub static CREATING: Task = Task {
    nature: Nature::BIRTH,
    takes: &numbers::CREATE,
    begins: &[],
    ends: &[Outcome::Born],
    next: None,
};

pub const ENTRY: Entry<CreateDbInstance> = making(
    "aws rds create-db-instance",
    "Makes a new DB instance: empty, with an endpoint of its own.",
    &[
        &[
            ID,
            Opt::needed("--db-instance-class", "CLASS"),
            Opt::needed("--engine", "ENGINE"),
            Opt::one("--allocated-storage", "GIB"),
            Opt::yes_or_no("--multi-az"),
            Opt::one("--availability-zone", "ZONE"),
            Opt::one("--backup-retention-period", "DAYS"),
            Opt::one("--preferred-backup-window", "HH:MM-HH:MM"),
            Opt::one("--preferred-maintenance-window", "DDD:HH:MM-DDD:HH:MM"),
            Opt::yes_or_no("--deletion-protection"),
            Opt::yes_or_no("--storage-encrypted"),
            Opt::one("--kms-key-id", "KEY"),
            Opt::one("--engine-version", "VERSION"),
            Opt::one("--license-model", "MODEL"),
            LIFECYCLE,
            AUTOSCALING,
            Opt::one("--master-username", "NAME").unseen(Credentials),
            Opt::one("--db-name", "NAME").unseen(Content),
            Opt::one("--character-set-name", "NAME").unseen(Content),
            Opt::one("--timezone", "NAME").unseen(Content),
            Opt::many("--db-security-groups", "NAME").unseen(Network),
            Opt::one("--promotion-tier", "COUNT"),
            Opt::one(name::CLUSTER, "NAME"),
        ],
        PASSWORDS,
        OFFER,
        SURROUNDINGS,
        MONITORING,
        GLOBAL,
    ],
    read,
);

fn read(reader: &mut Reader) -> Option<CreateDbInstance> {
    Some(CreateDbInstance {
        id: reader.text(name::ID)?,
        cluster: reader.text(name::CLUSTER),
        promotion_tier: reader.number("--promotion-tier"),
        engine: reader.text("--engine")?,
        class: reader.text(name::CLASS)?,
        allocated_storage_gib: reader.number("--allocated-storage"),
        multi_az: reader.yes_or_no(name::MULTI_AZ),
        availability_zone: reader.text(name::ZONE),
        retention_days: reader.number(name::RETENTION),
        backup_window: reader.text(name::BACKUP_WINDOW),
        maintenance_window: reader.text(name::MAINTENANCE_WINDOW),
        deletion_protection: reader.yes_or_no(name::PROTECTION),
        storage_encrypted: reader.yes_or_no("--storage-encrypted"),
        kms_key: reader.text(name::KEY),
        offer: offer(reader),
    })
}

impl RdsOperation for CreateDbInstance {
    fn plan(&self, rds: &Rds, cx: &Context, region: RegionId) -> Planned {
        rds.create_db_instance(cx, region, self)
    }

    fn makes(&self) -> Option<&str> {
        Some(&self.id)
    }

    fn deed(&self) -> Option<(Deed, &str)> {
        Some((DEED, &self.id))
    }
}

impl Rds {
    pub(super) fn create_db_instance(
        &self,
        cx: &Context,
        region: RegionId,
        asked: &CreateDbInstance,
    ) -> Planned {
        let name = self.new_instance_name(cx, region, &asked.id)?;
        let engine = Engine::asked(&asked.engine)?;
        if asked.cluster.is_some() || asked.promotion_tier.is_some() {
            let own = engine.facts().name;
            return clash(format!(
                "a DB instance of {own} cannot be made within a DB cluster; Aurora's can"
            ));
        }
        let storage_gib = asked.allocated_storage_gib.ok_or_else(no_storage)?;
        let multi_az = asked.multi_az.unwrap_or(false);
        if multi_az && asked.availability_zone.is_some() {
            return clash("a Multi-AZ DB instance cannot be asked for with an Availability Zone");
        }
        if asked.kms_key.is_some() && asked.storage_encrypted == Some(false) {
            return clash("a KMS key needs --storage-encrypted");
        }
        let instance = Instance {
            engine,
            class: &asked.class,
            storage_gib,
            multi_az,
        };
        let offer = check_offer(instance, &asked.offer, None)?;
        let kms_key = new_key(
            cx,
            region,
            asked.storage_encrypted,
            asked.kms_key.as_deref(),
        )?;
        let default = cx.count_of(&numbers::BACKUP_RETENTION_DEFAULT);
        let retention_days = self.retention(cx, asked.retention_days, default)?;
        let zone = self.choose_zone(cx, region, asked.availability_zone.as_deref(), &[])?;
        let window = self.window_or_drawn(cx, region, &name, asked.backup_window.as_deref())?;
        let maintenance = match &asked.maintenance_window {
            Some(text) => maintenance_window(text)?,
            None => self.drawn_maintenance_window(cx, &name, window),
        };
        windows_apart(window, maintenance)?;
        let settings = Settings {
            class: asked.class.clone(),
            storage_gib,
            multi_az,
            cluster: false,
            deletion_protection: asked.deletion_protection.unwrap_or(false),
            maintenance_window: maintenance,
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

    /// Adds an instance that does not run yet, with its standby if it is Multi-AZ.
    pub(super) fn add_instance(&mut self, cx: &mut Context, new: NewInstance) -> DbKey {
        let key = self.next_key();
        let phase = cx.luck.draw(
            cx.numbers.get(&numbers::LOG_UPLOAD_PHASE),
            numbers::LOG_UPLOAD_PHASE.name,
            &new.name,
            0,
        );
        let (multi_az, cluster) = (new.settings.multi_az, new.settings.cluster);
        let every = match cluster {
            true => &numbers::CLUSTER_LOG_UPLOAD,
            false => &numbers::LOG_UPLOAD,
        };
        let every = cx.fixed(every).max(SimDuration::from_secs(1));
        let upload_phase = SimDuration::from_secs((every.ms() as f64 * phase / 1000.0) as u64);
        let timeline = cx.tapes.fork(new.forked_from);
        let blocks = new.forked_from.and_then(|tape| tape.blocks);
        let volume = cx.tapes.new_volume(blocks);
        let primary = Node::new(cx.new_node(), new.zone);
        let backups = Backups::new(new.retention_days, new.window, upload_phase, every);
        let resource = self.new_resource(&new.name);
        self.databases.push(DbInstance {
            key,
            resource,
            name: new.name,
            region: new.region,
            engine: new.engine,
            settings: new.settings,
            timeline,
            volume,
            copies: vec![DbCopy::primary(primary)],
            replication: None,
            job: None,
            failover: None,
            restart: None,
            records: Vec::new(),
            backups,
            first_backup_at: cx.now,
            pending: Changes::default(),
            pending_event: None,
            failed: false,
            comes_to: None,
            created_at: cx.now,
            independent_since: None,
            deleted_at: None,
            last_failover: None,
            completing: None,
            pause_until: SimTime::from_ms(i64::MIN),
            io_pause_until: SimTime::from_ms(i64::MIN),
            space: Space::default(),
            hydration: None,
        });
        if cluster {
            self.form_cluster(cx, key, blocks);
        } else if multi_az {
            self.add_standby(cx, key);
        }
        key
    }

    /// What the ids of a new instance of that name derive from: the name, with a number if it was used before.
    fn new_resource(&self, name: &str) -> String {
        let is_used = |resource: &String| self.databases.iter().any(|db| db.resource == *resource);
        let numbered = (2u32..).map(|number| format!("{name}-{number}"));
        let mut candidates = std::iter::once(name.to_owned()).chain(numbered);
        let free = candidates.find(|resource| !is_used(resource));
        free.expect("there are fewer instances than numbers")
    }

    /// The window asked for, or a drawn one.
    fn window_or_drawn(
        &self,
        cx: &Context,
        region: RegionId,
        name: &str,
        asked: Option<&str>,
    ) -> Result<BackupWindow, CommandError> {
        match asked {
            Some(text) => backup_window(text),
            None => Ok(self.drawn_window(cx, region, name, None)),
        }
    }

    /// 30 minutes drawn within the Region's block, of eight hours mostly; the next ones that are free, if maintenance has these.
    pub(super) fn drawn_window(
        &self,
        cx: &Context,
        region: RegionId,
        name: &str,
        maintenance: Option<MaintenanceWindow>,
    ) -> BackupWindow {
        let (block_from_min, block_length_min) = region.backup_block();
        let slots = block_length_min / 30;
        let half_hours = crate::sim::Spread::Uniform {
            low: 0.0,
            high: f64::from(slots) - 0.001,
        };
        let drawn = cx.luck.draw(half_hours, "backup.window", name, 0) as u32;
        let window = |slot: u32| BackupWindow {
            from_min: (block_from_min + slot % slots * 30) % 1440,
            length_min: 30,
        };
        let is_free = |window: &BackupWindow| {
            maintenance.is_none_or(|maintenance| windows_apart(*window, maintenance).is_ok())
        };
        let mut windows = (drawn..drawn + slots).map(window);
        windows.find(is_free).unwrap_or_else(|| window(drawn))
    }

    /// Half an hour of the week, next to the backup window rather than in it.
    pub(super) fn drawn_maintenance_window(
        &self,
        cx: &Context,
        name: &str,
        backup: BackupWindow,
    ) -> MaintenanceWindow {
        let days = crate::sim::Spread::Uniform {
            low: 0.0,
            high: 6.999,
        };
        let day = cx.luck.draw(days, "maintenance.window", name, 0) as u32;
        let from_min = day * 1440 + (backup.from_min + backup.length_min + 60) % 1440;
        MaintenanceWindow {
            from_min,
            to_min: (from_min + 30) % (7 * 1440),
        }
    }
}

fn no_storage() -> CommandError {
    CommandError::new(
        "MissingParameter",
        "the request must contain the parameter AllocatedStorage: --allocated-storage GIB",
    )
}
