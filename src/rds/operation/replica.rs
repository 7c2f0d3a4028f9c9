//! Read replicas: `create-db-instance-read-replica`, `promote-read-replica`.

use super::check::{backup_window, clash, parse_arn, windows_apart, wrong_state};
use super::create::NewInstance;
use super::entry::{Entry, RdsOperation, entry, making};
use super::key::{inaccessible, kms_key, usable};
use super::options::{
    AUTOSCALING, ID, MONITORING, OFFER, SURROUNDINGS, TAG_SPECIFICATIONS, name, offer,
};
use crate::cloud::{CommandError, Context, DbKey, Deed, RegionId, Reply, ZoneId, numbers};
use crate::grammar::Unseen::Signing;
use crate::grammar::{GLOBAL, Opt, Reader};
use crate::rds::Rds;
use crate::rds::instance::{DbInstance, Settings};
use crate::rds::job_kind::{JobKind, Seeding};
use crate::rds::offer::{Instance, OfferRequest, check_offer};
use crate::rds::plan::{Planned, change};
use crate::rds::replication::Replication;
use crate::sim::SimDuration;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct CreateDbInstanceReadReplica {
    pub id: String,
    /// A name in the same Region, or the source's ARN.
    pub source: String,
    pub class: Option<String>,
    pub multi_az: Option<bool>,
    pub availability_zone: Option<String>,
    pub deletion_protection: Option<bool>,
    pub kms_key: Option<String>,
    pub offer: OfferRequest,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct PromoteReadReplica {
    pub id: String,
    pub retention_days: Option<u32>,
    pub window: Option<String>,
}

pub const CREATION: Deed = Deed::named("aws rds create-db-instance-read-replica");

pub const PROMOTION: Deed = Deed::named("aws rds promote-read-replica")
    .noun("promotion")
    .heading("Promotion")
    .way_out();

pub const CREATE: Entry<CreateDbInstanceReadReplica> = making(
    "aws rds create-db-instance-read-replica",
    "Makes a read replica: a second database that follows its source and answers reads.",
    &[
        &[
            ID,
            Opt::needed("--source-db-instance-identifier", "NAME|ARN"),
            Opt::not_modelled(
                "--source-db-cluster-identifier",
                "read replicas of DB clusters",
            ),
            Opt::one("--db-instance-class", "CLASS"),
            Opt::yes_or_no("--multi-az"),
            Opt::one("--availability-zone", "ZONE"),
            Opt::yes_or_no("--deletion-protection"),
            Opt::one("--kms-key-id", "KEY"),
            Opt::one("--source-region", "REGION").unseen(Signing),
            Opt::one("--pre-signed-url", "URL").unseen(Signing),
            AUTOSCALING,
            Opt::not_modelled("--replica-mode", "mounted replicas"),
            Opt::not_modelled("--allocated-storage", "another storage size for a replica"),
        ],
        OFFER,
        SURROUNDINGS,
        MONITORING,
        GLOBAL,
    ],
    read_creation,
);

pub const PROMOTE: Entry<PromoteReadReplica> = entry(
    "aws rds promote-read-replica",
    "Makes a read replica a database of its own, for good; it keeps its own endpoint.",
    &[
        &[
            ID,
            Opt::one("--backup-retention-period", "DAYS"),
            Opt::one("--preferred-backup-window", "HH:MM-HH:MM"),
            TAG_SPECIFICATIONS,
        ],
        GLOBAL,
    ],
    read_promotion,
);

fn read_creation(reader: &mut Reader) -> Option<CreateDbInstanceReadReplica> {
    Some(CreateDbInstanceReadReplica {
        id: reader.text(name::ID)?,
        source: reader.text("--source-db-instance-identifier")?,
        class: reader.text(name::CLASS),
        multi_az: reader.yes_or_no(name::MULTI_AZ),
        availability_zone: reader.text(name::ZONE),
        deletion_protection: reader.yes_or_no(name::PROTECTION),
        kms_key: reader.text(name::KEY),
        offer: offer(reader),
    })
}

fn read_promotion(reader: &mut Reader) -> Option<PromoteReadReplica> {
    Some(PromoteReadReplica {
        id: reader.text(name::ID)?,
        retention_days: reader.number(name::RETENTION),
        window: reader.text(name::BACKUP_WINDOW),
    })
}

impl RdsOperation for CreateDbInstanceReadReplica {
    fn plan(&self, rds: &Rds, cx: &Context, region: RegionId) -> Planned {
        rds.create_read_replica(cx, region, self)
    }

    fn makes(&self) -> Option<&str> {
        Some(&self.id)
    }

    fn deed(&self) -> Option<(Deed, &str)> {
        Some((CREATION, &self.id))
    }
}

impl RdsOperation for PromoteReadReplica {
    fn plan(&self, rds: &Rds, cx: &Context, region: RegionId) -> Planned {
        rds.promote_read_replica(cx, region, self)
    }

    fn deed(&self) -> Option<(Deed, &str)> {
        Some((PROMOTION, &self.id))
    }
}

impl Rds {
    pub(super) fn create_read_replica(
        &self,
        cx: &Context,
        region: RegionId,
        asked: &CreateDbInstanceReadReplica,
    ) -> Planned {
        let name = self.new_instance_name(cx, region, &asked.id)?;
        let source = self.replica_source(cx, region, &asked.source)?;
        self.check_replica_source(source, region)?;
        let db = self.db(source);
        let crosses = db.region != region;
        let source_zones: Vec<ZoneId> = db.nodes().map(|node| node.zone).collect();
        let class = asked
            .class
            .clone()
            .unwrap_or_else(|| db.settings.class.clone());
        let kms_key = replica_key(cx, db, region, asked.kms_key.as_deref())?;
        let multi_az = asked.multi_az.unwrap_or(false);
        if multi_az && asked.availability_zone.is_some() {
            return clash("a Multi-AZ replica cannot be asked for with an Availability Zone");
        }
        let instance = Instance {
            engine: db.engine,
            class: &class,
            storage_gib: db.settings.storage_gib,
            multi_az,
        };
        let offer = check_offer(instance, &asked.offer, Some(&db.settings.offer))?;
        let settings = Settings {
            offer,
            class,
            storage_gib: db.settings.storage_gib,
            multi_az,
            cluster: false,
            deletion_protection: asked.deletion_protection.unwrap_or(false),
            maintenance_window: db.settings.maintenance_window,
            kms_key,
        };
        let zone = self.choose_zone(
            cx,
            region,
            asked.availability_zone.as_deref(),
            &source_zones,
        )?;
        let window = self.drawn_window(cx, region, &name, Some(settings.maintenance_window));
        let new = NewInstance {
            name,
            region,
            zone,
            engine: db.engine,
            settings,
            retention_days: 0,
            window,
            // A replica writes no line of its own: it follows its source's.
            forked_from: Some(self.live_tape(cx, source)),
        };
        Ok(change(move |rds, cx| {
            rds.begin_replica(cx, new, source, crosses)
        }))
    }

    /// A replica begins with a snapshot of its source, which to another Region is copied first.
    fn begin_replica(
        &mut self,
        cx: &mut Context,
        new: NewInstance,
        source: DbKey,
        crosses: bool,
    ) -> Reply {
        let (name, gib) = (new.name.clone(), new.settings.storage_gib);
        let snapshot = cx.duration(&numbers::SNAPSHOT, &name);
        let load = cx.duration(&numbers::REPLICA_CREATE, &name);
        let copy = crosses.then(|| self.copy_duration(cx, &name, gib));
        let head = self.head(cx, source);
        let key = self.add_instance(cx, new);
        self.follow(cx, key, source, head, crosses);
        let seeding = JobKind::CreatingReplica(Seeding::Snapshot { copy, load });
        self.begin_job(cx, key, seeding, snapshot);
        self.pause_for_backup(cx, source);
        self.instance_json(cx, key)
    }

    fn follow(
        &mut self,
        cx: &mut Context,
        key: DbKey,
        source: DbKey,
        head: crate::sim::SimTime,
        crosses: bool,
    ) {
        let name = self.db(key).name.clone();
        let lag = if crosses {
            &numbers::REPLICA_LAG_CROSS_REGION
        } else {
            &numbers::REPLICA_LAG_SAME_REGION
        };
        let base_lag = SimDuration::from_ms((cx.draw(lag, &name) * 1000.0).round() as u64);
        let apply_rate = cx.numbers.value(&numbers::REPLICA_APPLY_RATE) as u64;
        let (timeline, now) = (self.db(source).timeline, cx.now);
        let mut replication = Replication::new(source, head, now);
        replication.base_lag = base_lag;
        replication.apply_rate = apply_rate;
        let db = self.db_mut(key);
        db.timeline = timeline;
        db.replication = Some(Box::new(replication));
    }

    fn replica_source(
        &self,
        cx: &Context,
        region: RegionId,
        source: &str,
    ) -> Result<DbKey, CommandError> {
        let (home, id) = match parse_arn(source) {
            Some((home, "db", id)) => (home, id),
            Some(_) => {
                return super::check::invalid(format!("{source} is not the ARN of a DB instance"));
            }
            None => (region, source),
        };
        if !cx.topology.is_open(home) {
            return wrong_state(format!(
                "the source's Region {} does not answer",
                home.name()
            ));
        }
        self.available_instance(cx, home, id, "creating a read replica of it")
    }

    fn check_replica_source(&self, source: DbKey, region: RegionId) -> Result<(), CommandError> {
        let db = self.db(source);
        let facts = db.engine.facts();
        if db.backups.retention_days == 0 {
            return wrong_state(format!(
                "automated backups of {} are off; a source needs a retention period above 0",
                db.name
            ));
        }
        if db.replication.is_some() && region != db.region && !facts.replica_can_feed_other_regions
        {
            return wrong_state(format!(
                "{} is itself a replica; with {} it cannot feed another Region",
                db.name, facts.name
            ));
        }
        let mut depth = 1;
        let mut above = db.replication.as_ref();
        while let Some(replication) = above {
            depth += 1;
            above = self.db(replication.source).replication.as_ref();
        }
        if depth >= facts.chain_max {
            return clash(format!(
                "{} chains at most {} instances, the source included",
                facts.name, facts.chain_max
            ));
        }
        let most = if db.replication.is_some() {
            facts.replicas_of_replica_max
        } else {
            facts.replicas_max
        };
        if self.replicas_of(source).count() as u64 >= u64::from(most) {
            return clash(format!(
                "{} has {most} read replicas, the most for {}",
                db.name, facts.name
            ));
        }
        Ok(())
    }

    pub(super) fn promote_read_replica(
        &self,
        cx: &Context,
        region: RegionId,
        asked: &PromoteReadReplica,
    ) -> Planned {
        let id = &asked.id;
        let key = self.instance(region, id)?;
        if self.db(key).replication.is_none() {
            return wrong_state(format!("{id} is not a read replica"));
        }
        let key = self.available_instance(cx, region, id, "promotion")?;
        let default = cx
            .count_of(&numbers::BACKUP_RETENTION_DEFAULT)
            .max(self.db(key).backups.retention_days);
        let retention_days = self.retention(cx, asked.retention_days, default)?;
        let window = asked.window.as_deref().map(backup_window).transpose()?;
        if let Some(window) = window {
            windows_apart(window, self.db(key).settings.maintenance_window)?;
        }
        Ok(change(move |rds, cx| {
            if let Some(window) = window {
                let (now, db) = (cx.now, rds.db_mut(key));
                db.backups.set_window(now, window);
            }
            rds.begin_promotion(cx, key, retention_days);
            rds.instance_json(cx, key)
        }))
    }
}

/// The key of a replica in a Region: its source's, or one that was asked for; a key belongs to its Region.
fn replica_key(
    cx: &Context,
    source: &DbInstance,
    region: RegionId,
    asked: Option<&str>,
) -> Result<Option<String>, CommandError> {
    match (&source.settings.kms_key, asked) {
        (None, Some(_)) => clash("the source is not encrypted, so its replica cannot be"),
        (Some(_), None) if source.region != region => inaccessible(format!(
            "the source is encrypted: a replica in {} needs --kms-key-id, a key of that Region",
            region.name()
        )),
        (own, None) => usable(cx, own.as_deref()).map(|()| own.clone()),
        (Some(_), Some(text)) => Ok(Some(kms_key(cx, region, text)?)),
    }
}
