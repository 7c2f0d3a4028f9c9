//! `restore-db-instance-from-db-snapshot`, and what all restores have in common: always into a new instance with a new endpoint,
//! Single-AZ unless asked otherwise.

use super::check::clash;
use super::cluster::of_cluster;
use super::create::NewInstance;
use super::entry::{Entry, RdsOperation, making};
use super::key::usable;
use super::options::{ID, OFFER, RESTORE_SETTINGS, SURROUNDINGS, name, offer};
use crate::cloud::{CommandError, Context, DbKey, Deed, RegionId, Tape, numbers};
use crate::grammar::{GLOBAL, Opt, Reader};
use crate::rds::Rds;
use crate::rds::engine::Engine;
use crate::rds::instance::Settings;
use crate::rds::job_kind::{JobKind, Restore};
use crate::rds::offer::{Instance, OfferRequest, check_offer};
use crate::rds::plan::{Plan, Planned, change};
use crate::rds::snapshot::SnapshotId;
use crate::rds::status::Status;

/// What is restored, and what the new instance inherits.
pub struct Origin {
    pub tape: Tape,
    pub engine: Engine,
    pub settings: Settings,
    pub retention_days: u32,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct RestoreFromDbSnapshot {
    pub id: String,
    /// A snapshot's name in this Region, `rds:…` for an automated one.
    pub snapshot: Option<String>,
    /// The same of a Multi-AZ DB cluster: one of the two.
    pub cluster_snapshot: Option<String>,
    pub settings: RestoreSettings,
}

/// What may be asked of a restored instance; the defaults are AWS's.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RestoreSettings {
    pub class: Option<String>,
    pub multi_az: Option<bool>,
    pub availability_zone: Option<String>,
    pub deletion_protection: Option<bool>,
    pub retention_days: Option<u32>,
    /// As `--engine` takes it: it can only be the source's.
    pub engine: Option<String>,
    pub offer: OfferRequest,
}

pub const DEED: Deed = Deed::named("aws rds restore-db-instance-from-db-snapshot");

pub const ENTRY: Entry<RestoreFromDbSnapshot> = making(
    "aws rds restore-db-instance-from-db-snapshot",
    "Makes a new DB instance out of a snapshot.",
    &[
        &[
            ID,
            Opt::one("--db-snapshot-identifier", "NAME"),
            Opt::one("--db-cluster-snapshot-identifier", "NAME"),
        ],
        RESTORE_SETTINGS,
        OFFER,
        SURROUNDINGS,
        GLOBAL,
    ],
    read,
);

fn read(reader: &mut Reader) -> Option<RestoreFromDbSnapshot> {
    Some(RestoreFromDbSnapshot {
        id: reader.text(name::ID)?,
        snapshot: reader.text(name::SNAPSHOT),
        cluster_snapshot: reader.text(name::CLUSTER_SNAPSHOT),
        settings: read_settings(reader),
    })
}

pub fn read_settings(reader: &mut Reader) -> RestoreSettings {
    RestoreSettings {
        class: reader.text(name::CLASS),
        multi_az: reader.yes_or_no(name::MULTI_AZ),
        availability_zone: reader.text(name::ZONE),
        deletion_protection: reader.yes_or_no(name::PROTECTION),
        retention_days: reader.number(name::RETENTION),
        engine: reader.text("--engine"),
        offer: offer(reader),
    }
}

impl RdsOperation for RestoreFromDbSnapshot {
    fn plan(&self, rds: &Rds, cx: &Context, region: RegionId) -> Planned {
        rds.restore_from_snapshot(cx, region, self)
    }

    fn makes(&self) -> Option<&str> {
        Some(&self.id)
    }

    fn deed(&self) -> Option<(Deed, &str)> {
        Some((DEED, &self.id))
    }
}

impl Rds {
    pub(super) fn restore_from_snapshot(
        &self,
        cx: &Context,
        region: RegionId,
        asked: &RestoreFromDbSnapshot,
    ) -> Planned {
        let name = self.new_instance_name(cx, region, &asked.id)?;
        let snapshot = match (&asked.snapshot, &asked.cluster_snapshot) {
            (Some(id), None) => self.usable_snapshot(cx, region, id, false)?,
            (None, Some(id)) => self
                .usable_snapshot(cx, region, id, true)
                .map_err(of_cluster)?,
            (None, None) | (Some(_), Some(_)) => {
                return clash(
                    "a restore reads one snapshot: --db-snapshot-identifier or --db-cluster-snapshot-identifier",
                );
            }
        };
        let origin = Origin {
            tape: snapshot.tape,
            engine: snapshot.engine,
            settings: snapshot.settings,
            retention_days: self.db(snapshot.instance_key).backups.retention_days,
        };
        let new = self.restored_instance(cx, region, name, &asked.settings, origin)?;
        Ok(self.restore_into(new, snapshot.id, snapshot.instance_key))
    }

    /// A restore of a snapshot of a database into a new one.
    pub(super) fn restore_into(&self, new: NewInstance, base: SnapshotId, owner: DbKey) -> Plan {
        change(move |rds, cx| {
            let takes = cx.duration(&numbers::RESTORE, &new.name);
            let breaks = rds.restore_breaks(cx, owner, base, &new.name);
            let key = rds.add_instance(cx, new);
            rds.db_mut(key).comes_to = breaks.then_some(Status::RestoreError);
            rds.begin_job(cx, key, JobKind::Restoring(Restore::Snapshot), takes);
            rds.instance_json(cx, key)
        })
    }

    /// Whether a restore from a backup of that database breaks: the backup is damaged, this was to happen, or luck has it.
    pub(super) fn restore_breaks(
        &mut self,
        cx: &mut Context,
        owner: DbKey,
        base: SnapshotId,
        name: &str,
    ) -> bool {
        let by_itself = cx.happens(&numbers::RESTORE_BREAKS, name);
        let told = self
            .next_restore_breaks
            .iter()
            .position(|key| *key == owner);
        if let Some(place) = told {
            self.next_restore_breaks.remove(place);
        }
        by_itself || told.is_some() || self.damaged_snapshots.contains(&base)
    }

    pub(super) fn restored_instance(
        &self,
        cx: &Context,
        region: RegionId,
        name: String,
        asked: &RestoreSettings,
        origin: Origin,
    ) -> Result<NewInstance, CommandError> {
        let multi_az = asked.multi_az.unwrap_or(false);
        if multi_az && asked.availability_zone.is_some() {
            return clash("a Multi-AZ DB instance cannot be asked for with an Availability Zone");
        }
        let class = asked
            .class
            .clone()
            .unwrap_or_else(|| origin.settings.class.clone());
        if let Some(name) = asked
            .engine
            .as_ref()
            .filter(|name| **name != origin.engine.facts().name)
        {
            Engine::asked(name)?;
            return clash(format!(
                "the backup is of engine {}, and cannot become {name}",
                origin.engine.facts().name
            ));
        }
        let instance = Instance {
            engine: origin.engine,
            class: &class,
            storage_gib: origin.settings.storage_gib,
            multi_az,
        };
        let offer = check_offer(instance, &asked.offer, Some(&origin.settings.offer))?;
        usable(cx, origin.settings.kms_key.as_deref())?;
        let retention_days = self.retention(cx, asked.retention_days, origin.retention_days)?;
        let zone = self.choose_zone(cx, region, asked.availability_zone.as_deref(), &[])?;
        let window = self.drawn_window(cx, region, &name, Some(origin.settings.maintenance_window));
        let settings = Settings {
            class,
            multi_az,
            cluster: false,
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
