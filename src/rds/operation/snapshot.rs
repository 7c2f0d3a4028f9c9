//! Manual snapshots: taken, copied, deleted.

use super::check::{invalid, parse_arn, snapshot_identifier};
use crate::cloud::{RegionId, Tape, numbers};
use crate::rds::backup::{Snapshot, SnapshotState};
use crate::rds::instance::{DbKey, JobKind};
use crate::rds::journal::automated_snapshot_name;
use crate::rds::world::{Event, World};
use crate::rds::{CommandError, Reply};
use crate::sim::{SimDuration, SimTime};

impl World {
    pub(super) fn create_snapshot(
        &mut self,
        region: RegionId,
        id: &str,
        snapshot: &str,
    ) -> Result<Reply, CommandError> {
        let key = self.available_instance(region, id, "a snapshot")?;
        let name = snapshot_identifier(snapshot)?;
        self.check_new_snapshot(region, &name)?;
        let takes = self.take_snapshot(key, name);
        self.report(key, 1);
        self.begin_job(key, JobKind::BackingUp, takes);
        Ok(self.snapshot_json(self.snapshots.len() - 1))
    }

    /// Adds a snapshot of what the instance holds now, and tells how long it will take.
    pub(super) fn take_snapshot(&mut self, key: DbKey, name: String) -> SimDuration {
        let takes = self.duration(&numbers::SNAPSHOT, &self.db(key).name.clone());
        let (until, head) = (self.now + takes, self.head(key));
        let event = self.schedule(until, Event::Look);
        let db = self.db(key);
        self.snapshots.push(Snapshot {
            name,
            region: db.region,
            instance: db.name.clone(),
            instance_key: key,
            engine: db.engine,
            settings: db.settings.clone(),
            tape: Tape {
                timeline: db.timeline,
                head,
            },
            created_at: self.now,
            state: SnapshotState::Creating { until, event },
            copied_from: None,
        });
        self.report_snapshot(self.snapshots.len() - 1, 40);
        takes
    }

    pub(super) fn check_new_snapshot(
        &self,
        region: RegionId,
        name: &str,
    ) -> Result<(), CommandError> {
        let here = || {
            self.snapshots
                .iter()
                .filter(move |snapshot| snapshot.region == region)
        };
        if here().any(|snapshot| snapshot.name == name) {
            return Err(CommandError::new(
                "DBSnapshotAlreadyExists",
                format!("a snapshot called {name} exists in {}", region.name()),
            ));
        }
        if here().count() as u64 >= u64::from(self.count_of(&numbers::SNAPSHOT_QUOTA)) {
            return Err(CommandError::new(
                "SnapshotQuotaExceeded",
                format!("{} holds its quota of manual snapshots", region.name()),
            ));
        }
        Ok(())
    }

    pub(super) fn copy_snapshot(
        &mut self,
        region: RegionId,
        source: &str,
        target: &str,
        kms_key: Option<&str>,
    ) -> Result<Reply, CommandError> {
        let (home, id) = match parse_arn(source) {
            Some((home, "snapshot", id)) => (home, id),
            Some(_) => return invalid(format!("{source} is not the ARN of a snapshot")),
            None => (region, source),
        };
        if !self.topology.is_open(home) {
            return Err(CommandError::new(
                "EndpointConnectionError",
                format!("the source's Region {} does not answer", home.name()),
            ));
        }
        let found = self.usable_snapshot(home, id)?;
        let name = snapshot_identifier(target)?;
        self.check_new_snapshot(region, &name)?;
        if found.settings.kms_key.is_some() && home != region && kms_key.is_none() {
            return Err(CommandError::new(
                "KMSKeyNotAccessibleFault",
                format!(
                    "the snapshot is encrypted: a copy in {} needs --kms-key-id, a key of that Region",
                    region.name()
                ),
            ));
        }
        let kms_key = kms_key
            .map(|text| super::check::kms_key(region, text))
            .transpose()?;
        let takes = if home == region {
            self.duration(&numbers::SNAPSHOT, &name)
        } else {
            self.copy_duration(&name, found.settings.storage_gib)
        };
        let until = self.now + takes;
        let event = self.schedule(until, Event::Look);
        let mut settings = found.settings;
        settings.kms_key = kms_key.or(settings.kms_key);
        let copied_from = Some(format!(
            "arn:aws:rds:{}:123456789012:snapshot:{id}",
            home.name()
        ));
        let state = SnapshotState::Copying { until, event };
        self.snapshots.push(Snapshot {
            name,
            region,
            settings,
            state,
            copied_from,
            created_at: self.now,
            ..found
        });
        self.report_snapshot(self.snapshots.len() - 1, 59);
        Ok(self.snapshot_json(self.snapshots.len() - 1))
    }

    /// How long a full copy of this much storage takes to reach another Region.
    pub(super) fn copy_duration(&mut self, name: &str, storage_gib: u64) -> SimDuration {
        let base = self.duration(&numbers::SNAPSHOT_COPY_BASE, name);
        let per_100_gib = self.duration(&numbers::SNAPSHOT_COPY_PER_100_GIB, name);
        base + SimDuration::from_ms(per_100_gib.ms() * storage_gib / 100)
    }

    pub(super) fn delete_snapshot(
        &mut self,
        region: RegionId,
        id: &str,
    ) -> Result<Reply, CommandError> {
        if id.starts_with("rds:") {
            return Err(CommandError::new(
                "InvalidDBSnapshotState",
                format!("{id} is an automated snapshot; RDS deletes it itself"),
            ));
        }
        let index = self.snapshot_index(region, id)?;
        match self.snapshots[index].state {
            SnapshotState::Creating { .. } => {
                return Err(CommandError::new(
                    "InvalidDBSnapshotState",
                    format!("{id} is creating; it can be deleted once it is available"),
                ));
            }
            SnapshotState::Copying { event, .. } => self.cancel(Some(event)),
            SnapshotState::Available | SnapshotState::Failed => {}
        }
        self.report_snapshot_deleted(index);
        let json = self.snapshot_json(index);
        self.snapshots.remove(index);
        Ok(json)
    }

    fn report_snapshot_deleted(&mut self, index: usize) {
        if self.snapshots[index].state != SnapshotState::Failed {
            self.report_snapshot(index, 41);
        }
    }

    pub(super) fn snapshot_index(&self, region: RegionId, id: &str) -> Result<usize, CommandError> {
        self.snapshots
            .iter()
            .position(|snapshot| {
                snapshot.region == region && snapshot.name.eq_ignore_ascii_case(id)
            })
            .ok_or_else(|| {
                CommandError::new(
                    "DBSnapshotNotFound",
                    format!("DBSnapshot {id} not found in {}", region.name()),
                )
            })
    }

    /// The snapshot of that name, manual or automated, if it is available.
    pub(super) fn usable_snapshot(
        &self,
        region: RegionId,
        id: &str,
    ) -> Result<Snapshot, CommandError> {
        if id.starts_with("rds:") {
            let found = self
                .automated_snapshots(self.now)
                .into_iter()
                .find(|s| s.region == region && s.name == id);
            return found.ok_or_else(|| {
                CommandError::new(
                    "DBSnapshotNotFound",
                    format!("DBSnapshot {id} not found in {}", region.name()),
                )
            });
        }
        let snapshot = &self.snapshots[self.snapshot_index(region, id)?];
        match snapshot.state {
            SnapshotState::Available => Ok(snapshot.clone()),
            state => Err(CommandError::new(
                "InvalidDBSnapshotState",
                format!("{id} is {}; it must be available", state.name()),
            )),
        }
    }

    /// Every automated snapshot that is kept at `now`: the chain's first, and the daily ones within the retention period.
    pub(in crate::rds) fn automated_snapshots(&self, now: SimTime) -> Vec<Snapshot> {
        let mut found = Vec::new();
        for db in &self.databases {
            let Some(chain) = &db.backups.chain else {
                continue;
            };
            let oldest = now - SimDuration::from_days(u64::from(db.backups.retention_days));
            let luck = self.backup_luck(&db.first_name);
            let daily = db
                .backups
                .daily_backups_within(oldest, now, &luck)
                .map(|backup| backup.from);
            let first = Some(chain.since).filter(|since| *since >= oldest);
            found.extend(first.into_iter().chain(daily).map(|head| Snapshot {
                name: automated_snapshot_name(&db.name, head),
                region: db.region,
                instance: db.name.clone(),
                instance_key: db.key,
                engine: db.engine,
                settings: db.settings.clone(),
                tape: Tape {
                    timeline: chain.timeline,
                    head,
                },
                created_at: head,
                state: SnapshotState::Available,
                copied_from: None,
            }));
        }
        found
    }

    /// The automated backup that an ARN or a resource id names.
    pub(super) fn automated_backup(
        &self,
        region: RegionId,
        resource_id: Option<&str>,
        arn: Option<&str>,
    ) -> Result<DbKey, CommandError> {
        let named = |db: &&crate::rds::instance::DbInstance| {
            let by_arn = arn.and_then(parse_arn).is_some_and(|(home, kind, name)| {
                home == db.region
                    && kind == "auto-backup"
                    && name.strip_prefix("ab-") == Some(&db.first_name)
            });
            db.region == region
                && db.backups.chain.is_some()
                && (by_arn
                    || resource_id.is_some_and(|id| id.eq_ignore_ascii_case(&db.resource_id())))
        };
        // Of several with one name the latest: a name is free again once its instance is gone.
        self.databases
            .iter()
            .rev()
            .find(named)
            .map(|db| db.key)
            .ok_or_else(|| {
                let asked = resource_id.or(arn).unwrap_or("(none named)");
                CommandError::new(
                    "DBInstanceAutomatedBackupNotFound",
                    format!("no automated backup {asked} in {}", region.name()),
                )
            })
    }
}
