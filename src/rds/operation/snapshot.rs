//! Manual snapshots: taken, copied, deleted.

use super::check::{invalid, parse_arn, snapshot_identifier};
use crate::cloud::{RegionId, numbers};
use crate::rds::instance::DbKey;
use crate::rds::job_kind::JobKind;
use crate::rds::plan::{Plan, Planned};
use crate::rds::snapshot::{CopySource, Snapshot, SnapshotId, SnapshotState};
use crate::rds::work::Progress;
use crate::rds::world::World;
use crate::rds::{CommandError, Reply};
use crate::sim::SimDuration;

impl World {
    pub(super) fn create_snapshot(&self, region: RegionId, id: &str, snapshot: &str) -> Planned {
        let key = self.available_instance(region, id, "a snapshot")?;
        let name = self.new_snapshot_name(region, snapshot)?;
        Ok(Plan::new(move |world| {
            let takes = world.take_snapshot(key, name);
            world.report(key, 1);
            world.begin_job(key, JobKind::Snapshotting, takes);
            world.pause_for_backup(key);
            world.snapshot_json(world.snapshots.len() - 1)
        }))
    }

    /// Adds a snapshot of what the instance holds now, and tells how long it will take.
    pub(super) fn take_snapshot(&mut self, key: DbKey, name: String) -> SimDuration {
        let takes = self.duration(&numbers::SNAPSHOT, &self.db(key).name.clone());
        let (id, tape, db) = (self.next_snapshot_id(), self.live_tape(key), self.db(key));
        self.snapshots.push(Snapshot {
            id,
            name,
            region: db.region,
            instance: db.name.clone(),
            instance_key: key,
            engine: db.engine,
            settings: db.settings.clone(),
            tape,
            created_at: self.now,
            state: SnapshotState::Creating,
            progress: Progress::new(takes),
            copied_from: None,
        });
        self.report_snapshot(self.snapshots.len() - 1, 40);
        takes
    }

    fn next_snapshot_id(&mut self) -> SnapshotId {
        self.snapshots_made += 1;
        SnapshotId::Manual(self.snapshots_made)
    }

    /// Checks that the Region can take one more snapshot of that name, and gives the name as it will be kept.
    pub(super) fn new_snapshot_name(
        &self,
        region: RegionId,
        id: &str,
    ) -> Result<String, CommandError> {
        let name = snapshot_identifier(id)?;
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
        Ok(name)
    }

    pub(super) fn copy_snapshot(
        &self,
        region: RegionId,
        source: &str,
        target: &str,
        kms_key: Option<&str>,
    ) -> Planned {
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
        let name = self.new_snapshot_name(region, target)?;
        self.check_copies(region)?;
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
            .transpose()?
            .or(found.settings.kms_key.clone());
        Ok(Plan::new(move |world| {
            world.begin_copy(region, name, found, kms_key)
        }))
    }

    /// So many copies may be in progress to one Region.
    fn check_copies(&self, region: RegionId) -> Result<(), CommandError> {
        let is_copying = |s: &&Snapshot| s.region == region && s.state == SnapshotState::Copying;
        let most = self.count_of(&numbers::SNAPSHOT_COPIES_QUOTA);
        if self.snapshots.iter().filter(is_copying).count() as u64 >= u64::from(most) {
            return Err(CommandError::new(
                "SnapshotQuotaExceeded",
                format!(
                    "{most} copies of snapshots are in progress to {}, the most at a time",
                    region.name()
                ),
            ));
        }
        Ok(())
    }

    fn begin_copy(
        &mut self,
        region: RegionId,
        name: String,
        source: Snapshot,
        kms_key: Option<String>,
    ) -> Reply {
        let gib = source.settings.storage_gib;
        let (full, incremental) = if source.region == region {
            let takes = self.duration(&numbers::SNAPSHOT, &name);
            (takes, takes)
        } else {
            let base = self.duration(&numbers::SNAPSHOT_COPY_BASE, &name);
            (self.copy_duration(&name, gib), base)
        };
        let copied_from = CopySource {
            id: source.id,
            region: source.region,
            arn: source.arn(),
            incremental,
            is_copy: source.copied_from.is_some(),
        };
        let mut settings = source.settings.clone();
        settings.kms_key = kms_key;
        let id = self.next_snapshot_id();
        self.snapshots.push(Snapshot {
            id,
            name,
            region,
            settings,
            state: SnapshotState::Copying,
            progress: Progress::new(full),
            copied_from: Some(copied_from),
            created_at: self.now,
            ..source
        });
        self.report_snapshot(self.snapshots.len() - 1, 59);
        self.snapshot_json(self.snapshots.len() - 1)
    }

    /// How long a full copy of this much storage takes to reach another Region.
    pub(super) fn copy_duration(&mut self, name: &str, storage_gib: u64) -> SimDuration {
        let base = self.duration(&numbers::SNAPSHOT_COPY_BASE, name);
        let per_100_gib = self.duration(&numbers::SNAPSHOT_COPY_PER_100_GIB, name);
        base + SimDuration::from_ms(per_100_gib.ms() * storage_gib / 100)
    }

    pub(super) fn delete_snapshot(&self, region: RegionId, id: &str) -> Planned {
        if id.starts_with("rds:") {
            return Err(CommandError::new(
                "InvalidDBSnapshotState",
                format!("{id} is an automated snapshot; RDS deletes it itself"),
            ));
        }
        let index = self.snapshot_index(region, id)?;
        if self.snapshots[index].state == SnapshotState::Creating {
            return Err(CommandError::new(
                "InvalidDBSnapshotState",
                format!("{id} is creating; it can be deleted once it is available"),
            ));
        }
        let id = self.snapshots[index].id;
        Ok(Plan::new(move |world| world.drop_snapshot(id)))
    }

    /// Removes a snapshot; a copy that is under way is cancelled.
    fn drop_snapshot(&mut self, id: SnapshotId) -> Reply {
        let Some(index) = self.snapshots.iter().position(|s| s.id == id) else {
            return Reply::Null;
        };
        self.cancel(self.snapshots[index].progress.event());
        match self.snapshots[index].state {
            SnapshotState::Copying => self.report_snapshot(index, 61),
            SnapshotState::Creating | SnapshotState::Available => self.report_snapshot(index, 41),
            SnapshotState::Failed => {}
        }
        let json = self.snapshot_json(index);
        self.snapshots.remove(index);
        json
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
}
