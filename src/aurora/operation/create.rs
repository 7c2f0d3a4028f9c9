//! `create-db-cluster` and `create-db-instance`: a cluster begins with its volume alone, and instances are made within it.

use crate::aurora::Aurora;
use crate::aurora::cluster::{Cluster, Making};
use crate::aurora::member::{Member, Task, Work};
use crate::aurora::volume::Volume;
use crate::cloud::class::Class;
use crate::cloud::{CommandError, Context, DbKey, Plan, Planned, RegionId, Tape, ZoneId, numbers};
use crate::rds::offer::{OfferRequest, not_modelled};
use crate::rds::operation::check::{clash, identifier, invalid};
use crate::rds::{CreateDbCluster, CreateDbInstance};
use crate::sim::SimDuration;

type Checked<T> = Result<T, CommandError>;

/// What is known of a cluster that is to be made.
pub struct NewCluster {
    pub name: String,
    pub region: RegionId,
    pub engine: &'static str,
    pub retention_days: u32,
    pub deletion_protection: bool,
    /// The tape that it continues.
    pub forked_from: Option<Tape>,
    pub making: Making,
}

/// Nothing else may bear the name.
pub fn taken(region: RegionId, name: &str) -> CommandError {
    CommandError::new(
        "DBInstanceAlreadyExists",
        format!(
            "{name} is an Aurora cluster, or an instance of one, in {}; nothing is ever restored or created over it",
            region.name()
        ),
    )
}

impl Aurora {
    pub(super) fn create_cluster(
        &self,
        cx: &Context,
        region: RegionId,
        asked: &CreateDbCluster,
    ) -> Planned {
        let name = self.new_cluster_name(region, &asked.id)?;
        let Some(engine) = super::ENGINES.into_iter().find(|own| *own == asked.engine) else {
            return invalid(format!("invalid DB engine: {}", asked.engine));
        };
        if let Some(class) = &asked.class {
            return clash(format!(
                "an Aurora cluster has no class of its own ({class}): its instances do, and are made with create-db-instance"
            ));
        }
        if asked.allocated_storage_gib.is_some() {
            return clash(
                "an Aurora cluster's storage is not allocated: its volume grows by itself",
            );
        }
        check_offer(&asked.offer)?;
        if asked.kms_key.is_some() || asked.storage_encrypted == Some(true) {
            return not_modelled("the encryption of Aurora clusters");
        }
        if asked.backup_window.is_some() || asked.maintenance_window.is_some() {
            return not_modelled(
                "the windows of an Aurora cluster, which is backed up all the time",
            );
        }
        let default = cx.count_of(&numbers::BACKUP_RETENTION_DEFAULT);
        let new = NewCluster {
            name,
            region,
            engine,
            retention_days: retention(cx, asked.retention_days, default)?,
            deletion_protection: asked.deletion_protection.unwrap_or(false),
            forked_from: None,
            making: Making::Creating,
        };
        Ok(Plan::change(move |own: &mut Aurora, cx: &mut Context| {
            let takes = cx.duration(&numbers::CREATE, &new.name);
            let key = own.add_cluster(cx, new, takes);
            own.cluster_json(cx, key)
        }))
    }

    /// Checks that a Region's clusters and instances leave a name free, and gives it as it will be kept.
    pub(super) fn new_cluster_name(&self, region: RegionId, id: &str) -> Checked<String> {
        let name = identifier(id)?;
        match self.cluster_called(region, &name).is_some()
            || self.member_called(region, &name).is_some()
        {
            true => Err(CommandError::new(
                "DBClusterAlreadyExistsFault",
                format!(
                    "a DB cluster or an instance of one is called {name} in {}",
                    region.name()
                ),
            )),
            false => Ok(name),
        }
    }

    /// Adds a cluster without instances, whose volume is not there yet.
    pub(super) fn add_cluster(
        &mut self,
        cx: &mut Context,
        new: NewCluster,
        takes: SimDuration,
    ) -> DbKey {
        let key = self.next_key();
        let mut zones = new.region.zones();
        let zones = std::array::from_fn(|_| zones.next().expect("every Region has three zones"));
        let phase = cx.luck.draw(
            cx.numbers.get(&numbers::LOG_UPLOAD_PHASE),
            numbers::LOG_UPLOAD_PHASE.name,
            &new.name,
            0,
        );
        let every = cx
            .fixed(&numbers::LOG_UPLOAD)
            .max(SimDuration::from_secs(1));
        let resource = self.new_resource(&new.name);
        self.clusters.push(Cluster {
            key,
            name: new.name,
            resource,
            region: new.region,
            engine: new.engine,
            volume: Volume::in_zones(zones),
            timeline: cx.tapes.fork(new.forked_from),
            members: Vec::new(),
            writer: None,
            vacant: cx.new_node(),
            work: Some(Work::new(new.making, cx.now, takes)),
            failover: None,
            failovers: 0,
            records: Vec::new(),
            retention_days: new.retention_days,
            upload_phase: SimDuration::from_ms((every.ms() as f64 * phase) as u64),
            deletion_protection: new.deletion_protection,
            created_at: cx.now,
            born_at: None,
            independent_since: None,
            deleted_at: None,
        });
        key
    }

    fn new_resource(&self, name: &str) -> String {
        let used = |resource: &String| self.clusters.iter().any(|one| one.resource == *resource);
        let numbered = (2u32..).map(|number| format!("{name}-{number}"));
        let mut candidates = std::iter::once(name.to_owned()).chain(numbered);
        let free = candidates.find(|resource| !used(resource));
        free.expect("there are fewer clusters than numbers")
    }

    pub(super) fn create_instance(
        &self,
        cx: &Context,
        region: RegionId,
        asked: &CreateDbInstance,
    ) -> Planned {
        let name = identifier(&asked.id)?;
        if self.cluster_called(region, &name).is_some()
            || self.member_called(region, &name).is_some()
        {
            return Err(taken(region, &name));
        }
        let Some(id) = &asked.cluster else {
            return Err(CommandError::new(
                "MissingParameter",
                "an instance of Aurora needs the parameter DBClusterIdentifier: --db-cluster-identifier NAME of a cluster",
            ));
        };
        let cluster = self.cluster_asked(region, id)?;
        if cluster.engine != asked.engine {
            return clash(format!(
                "the engine {} of the DB instance is not the engine {} of its DB cluster",
                asked.engine, cluster.engine
            ));
        }
        if cluster.work.is_some() {
            return Err(wrong_state(cx, cluster, "an instance within it"));
        }
        let tier = asked.promotion_tier.unwrap_or(1);
        if tier > 15 {
            return invalid(format!(
                "the promotion tier {tier} is out of range: 0 to 15"
            ));
        }
        check_instance(asked)?;
        let most = cx.count_of(&numbers::AURORA_READERS_MAX) as usize;
        if cluster.living().count() > most {
            return clash(format!(
                "{} has {most} readers, and can have no more",
                cluster.name
            ));
        }
        let zone = zone_for(cx, cluster, asked.availability_zone.as_deref())?;
        let (key, class) = (cluster.key, asked.class.clone());
        Ok(Plan::change(move |own: &mut Aurora, cx: &mut Context| {
            let takes = cx.duration(&numbers::CREATE, &name);
            let lag = cx.draw(&numbers::AURORA_LAG, &name);
            let member = Member {
                node: cx.new_node(),
                zone,
                class,
                tier,
                host_up: false,
                engine_up: false,
                incarnation: 0,
                lag: SimDuration::from_ms(lag.round() as u64),
                work: Some(Work::new(Task::Creating, cx.now, takes)),
                mend: None,
                created_at: cx.now,
                deleted_at: None,
                name,
            };
            let name = member.name.clone();
            own.cluster_mut(key).members.push(member);
            own.instance_json(cx, key, &name)
        }))
    }
}

/// A refusal since the cluster is not `available`.
pub fn wrong_state(cx: &Context, cluster: &Cluster, needed_for: &str) -> CommandError {
    let status = cluster.status(cx);
    CommandError::new(
        "InvalidDBClusterStateFault",
        format!(
            "{} is {status}; {needed_for} needs status available",
            cluster.name
        ),
    )
}

/// How long backups are kept: they cannot be turned off.
pub fn retention(cx: &Context, asked: Option<u32>, default: u32) -> Checked<u32> {
    let longest = cx.count_of(&numbers::BACKUP_RETENTION_MAX);
    match asked.unwrap_or(default.max(1)) {
        days if (1..=longest).contains(&days) => Ok(days),
        days => invalid(format!(
            "a backup retention period of {days} days is out of range: 1 to {longest}; backups of an Aurora cluster cannot be turned off"
        )),
    }
}

/// What a cluster can be asked for besides.
pub fn check_offer(asked: &OfferRequest) -> Checked<()> {
    if asked.storage_type.is_some() || asked.iops.is_some() {
        return not_modelled("the storage configurations of Aurora");
    }
    if asked.engine_version.is_some() {
        return not_modelled("the versions of Aurora");
    }
    if asked.port.is_some() || asked.parameter_group.is_some() {
        return not_modelled("ports and parameter groups of Aurora clusters");
    }
    Ok(())
}

/// What an instance of a cluster is asked for that is its cluster's, or that the lab does not model.
fn check_instance(asked: &CreateDbInstance) -> Checked<()> {
    let of_cluster = [
        ("--allocated-storage", asked.allocated_storage_gib.is_some()),
        ("--multi-az", asked.multi_az == Some(true)),
        ("--backup-retention-period", asked.retention_days.is_some()),
        ("--preferred-backup-window", asked.backup_window.is_some()),
        (
            "--deletion-protection",
            asked.deletion_protection == Some(true),
        ),
        ("--storage-encrypted", asked.storage_encrypted == Some(true)),
        ("--kms-key-id", asked.kms_key.is_some()),
    ];
    if let Some((option, _)) = of_cluster.iter().find(|(_, given)| *given) {
        return clash(format!(
            "{option} is a matter of the DB cluster, not of an instance of Aurora"
        ));
    }
    let offer = &asked.offer;
    check_offer(offer)?;
    if offer.license.is_some() || offer.throughput.is_some() || offer.option_group.is_some() {
        return clash("licences, storage throughput and option groups are not for Aurora");
    }
    if asked.maintenance_window.is_some() {
        return not_modelled("the maintenance of an Aurora cluster's instances");
    }
    check_class(&asked.class, &asked.engine)
}

/// Aurora runs on memory-optimised classes, and on burstable ones from `medium` on.
/// Source: Amazon Aurora User Guide, Concepts.DBInstanceClass.
fn check_class(class: &str, engine: &str) -> Checked<()> {
    if class == "db.serverless" {
        return not_modelled("Aurora Serverless v2");
    }
    let family = class.strip_prefix("db.").unwrap_or_default();
    let memory = family.starts_with('r') || family.starts_with("x2g.");
    let burstable = ["t3.medium", "t3.large", "t4g.medium", "t4g.large"].contains(&family);
    match Class::parse(class) {
        Some(_) if memory || burstable => Ok(()),
        Some(_) => clash(format!(
            "RDS does not support DBInstanceClass={class} with Engine={engine}; it does for example db.r6g.large"
        )),
        None => invalid(format!(
            "invalid DB instance class: {class}; for example db.r6g.large"
        )),
    }
}

/// The zone asked for, of those of the volume; or the first of these that has a host to give and no instance yet, else any that has one.
fn zone_for(cx: &Context, cluster: &Cluster, asked: Option<&str>) -> Checked<ZoneId> {
    let gives = |zone: &ZoneId| cx.topology.has_power(*zone) && cx.topology.has_capacity(*zone);
    let zones = cluster.volume.zones();
    let no_host = |place: &str| {
        let message = format!("{place} has no capacity for this DB instance class now");
        CommandError::new("InsufficientDBInstanceCapacity", message)
    };
    let Some(name) = asked else {
        let is_free = |zone: &ZoneId| cluster.living().all(|member| member.zone != *zone);
        let giving = || zones.iter().copied().filter(gives);
        let chosen = giving().find(is_free).or_else(|| giving().next());
        return chosen.ok_or_else(|| no_host(cluster.region.name()));
    };
    match ZoneId::parse(name).filter(|zone| zones.contains(zone)) {
        Some(zone) if gives(&zone) => Ok(zone),
        Some(_) => Err(no_host(name)),
        None => {
            let names: Vec<String> = zones.iter().map(|zone| zone.name()).collect();
            invalid(format!(
                "{name} is not a zone of {}, whose volume stands in {}",
                cluster.name,
                names.join(", ")
            ))
        }
    }
}
