//! Manual snapshots: taken, copied, deleted.

use super::check::{invalid, parse_arn, snapshot_identifier};
use super::entry::{Entry, RdsOperation, entry};
use super::key::{inaccessible, usable};
use super::options::{ID, SNAPSHOT, TAGS, name};
use crate::cloud::{CommandError, Context, DbKey, Deed, Progress, RegionId, Reply, numbers};
use crate::grammar::Unseen::{Signing, Tags};
use crate::grammar::{GLOBAL, Opt, Reader};
use crate::rds::Rds;
use crate::rds::event::RdsEvent;
use crate::rds::job_kind::{Nature, Outcome, Task};
use crate::rds::plan::{Planned, change};
use crate::rds::snapshot::{CopySource, Snapshot, SnapshotId, SnapshotState};
use crate::rds::status::Status;
use crate::sim::SimDuration;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct CreateDbSnapshot {
    pub id: String,
    pub snapshot: String,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct CopyDbSnapshot {
    /// A snapshot's name, or its ARN in another Region.
    pub source: String,
    pub target: String,
    pub kms_key: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct DeleteDbSnapshot {
    pub snapshot: String,
}

pub const DEED: Deed = Deed::named("aws rds create-db-snapshot").noun("snapshot");

static SNAPSHOTTING: Task = Task {
    nature: Nature::BACKUP,
    takes: &numbers::SNAPSHOT,
    begins: &[RdsEvent::BackupStarted],
    ends: &[Outcome::Reported(RdsEvent::BackupFinished)],
    next: None,
};

pub const COPY: Entry<CopyDbSnapshot> = entry(
    "aws rds copy-db-snapshot",
    "Copies a snapshot, also from another Region.",
    &[
        &[
            Opt::needed("--source-db-snapshot-identifier", "NAME|ARN"),
            Opt::needed("--target-db-snapshot-identifier", "NAME"),
            Opt::one("--kms-key-id", "KEY"),
            Opt::one("--source-region", "REGION").unseen(Signing),
            Opt::one("--pre-signed-url", "URL").unseen(Signing),
            Opt::yes_or_no("--copy-tags").unseen(Tags),
            Opt::not_modelled("--option-group-name", "option groups"),
            Opt::not_modelled("--copy-option-group", "option groups"),
            Opt::not_modelled("--no-copy-option-group", "option groups"),
            TAGS,
        ],
        GLOBAL,
    ],
    read_copy,
);

pub const CREATE: Entry<CreateDbSnapshot> = entry(
    "aws rds create-db-snapshot",
    "Takes a snapshot by hand, which stays until somebody deletes it.",
    &[&[ID, SNAPSHOT, TAGS], GLOBAL],
    read_creation,
);

pub const DELETE: Entry<DeleteDbSnapshot> = entry(
    "aws rds delete-db-snapshot",
    "Deletes a snapshot.",
    &[&[SNAPSHOT], GLOBAL],
    read_deletion,
);

fn read_copy(reader: &mut Reader) -> Option<CopyDbSnapshot> {
    Some(CopyDbSnapshot {
        source: reader.text("--source-db-snapshot-identifier")?,
        target: reader.text("--target-db-snapshot-identifier")?,
        kms_key: reader.text(name::KEY),
    })
}

fn read_creation(reader: &mut Reader) -> Option<CreateDbSnapshot> {
    Some(CreateDbSnapshot {
        id: reader.text(name::ID)?,
        snapshot: reader.text(name::SNAPSHOT)?,
    })
}

fn read_deletion(reader: &mut Reader) -> Option<DeleteDbSnapshot> {
    Some(DeleteDbSnapshot {
        snapshot: reader.text(name::SNAPSHOT)?,
    })
}

impl RdsOperation for CreateDbSnapshot {
    fn plan(&self, rds: &Rds, cx: &Context, region: RegionId) -> Planned {
        rds.create_snapshot(cx, region, self)
    }

    fn deed(&self) -> Option<(Deed, &str)> {
        Some((DEED, &self.id))
    }
}

impl RdsOperation for CopyDbSnapshot {
    fn plan(&self, rds: &Rds, cx: &Context, region: RegionId) -> Planned {
        rds.copy_snapshot(cx, region, self)
    }
}

impl RdsOperation for DeleteDbSnapshot {
    fn plan(&self, rds: &Rds, _: &Context, region: RegionId) -> Planned {
        rds.delete_snapshot(region, &self.snapshot, false)
    }
}

impl Rds {
    fn create_snapshot(&self, cx: &Context, region: RegionId, asked: &CreateDbSnapshot) -> Planned {
        let key = self.instance(region, &asked.id)?;
        if self.status(cx, key) != Status::StorageOptimization {
            self.available_instance(cx, region, &asked.id, "a snapshot")?;
        }
        self.plan_snapshot(cx, key, &asked.snapshot)
    }

    /// A snapshot of an instance or a cluster.
    pub(super) fn plan_snapshot(&self, cx: &Context, key: DbKey, snapshot: &str) -> Planned {
        let name = self.new_snapshot_name(cx, self.db(key).region, snapshot)?;
        Ok(change(move |rds, cx| {
            let takes = rds.take_snapshot(cx, key, name);
            rds.begin_task_for(cx, key, &SNAPSHOTTING, takes);
            rds.pause_for_backup(cx, key);
            rds.snapshot_json(cx, rds.snapshots.len() - 1)
        }))
    }

    /// Adds a snapshot of what the instance holds now, and tells how long it will take.
    pub(super) fn take_snapshot(
        &mut self,
        cx: &mut Context,
        key: DbKey,
        name: String,
    ) -> SimDuration {
        let takes = cx.duration(&numbers::SNAPSHOT, &self.db(key).name.clone());
        let (id, tape, db) = (
            self.next_snapshot_id(),
            self.live_tape(cx, key),
            self.db(key),
        );
        self.snapshots.push(Snapshot {
            id,
            name,
            region: db.region,
            instance: db.name.clone(),
            instance_key: key,
            engine: db.engine,
            settings: db.settings.clone(),
            tape,
            created_at: cx.now,
            state: SnapshotState::Creating,
            progress: Progress::new(takes),
            copied_from: None,
        });
        self.report_snapshot(
            cx,
            self.snapshots.len() - 1,
            RdsEvent::ManualSnapshotStarted,
        );
        takes
    }

    fn next_snapshot_id(&mut self) -> SnapshotId {
        self.snapshots_made += 1;
        SnapshotId::Manual(self.snapshots_made)
    }

    /// Checks that the Region can take one more snapshot of that name, and gives the name as it will be kept.
    pub(super) fn new_snapshot_name(
        &self,
        cx: &Context,
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
        if here().count() as u64 >= u64::from(cx.count_of(&numbers::SNAPSHOT_QUOTA)) {
            return Err(CommandError::new(
                "SnapshotQuotaExceeded",
                format!("{} holds its quota of manual snapshots", region.name()),
            ));
        }
        Ok(name)
    }

    fn copy_snapshot(&self, cx: &Context, region: RegionId, asked: &CopyDbSnapshot) -> Planned {
        let (source, kms_key) = (asked.source.as_str(), asked.kms_key.as_deref());
        let (home, id) = match parse_arn(source) {
            Some((home, "snapshot", id)) => (home, id),
            Some(_) => return invalid(format!("{source} is not the ARN of a snapshot")),
            None => (region, source),
        };
        if !cx.topology.is_open(home) {
            return Err(CommandError::new(
                "EndpointConnectionError",
                format!("the source's Region {} does not answer", home.name()),
            ));
        }
        let found = self.usable_snapshot(cx, home, id, false)?;
        let name = self.new_snapshot_name(cx, region, &asked.target)?;
        self.check_copies(cx, region)?;
        if found.settings.kms_key.is_some() && home != region && kms_key.is_none() {
            return inaccessible(format!(
                "the snapshot is encrypted: a copy in {} needs --kms-key-id, a key of that Region",
                region.name()
            ));
        }
        usable(cx, found.settings.kms_key.as_deref())?;
        let kms_key = kms_key
            .map(|text| super::key::kms_key(cx, region, text))
            .transpose()?
            .or(found.settings.kms_key.clone());
        Ok(change(move |rds, cx| {
            rds.begin_copy(cx, region, name, found, kms_key)
        }))
    }

    /// So many copies may be in progress to one Region.
    fn check_copies(&self, cx: &Context, region: RegionId) -> Result<(), CommandError> {
        let is_copying = |s: &&Snapshot| s.region == region && s.state == SnapshotState::Copying;
        let most = cx.count_of(&numbers::SNAPSHOT_COPIES_QUOTA);
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
        cx: &mut Context,
        region: RegionId,
        name: String,
        source: Snapshot,
        kms_key: Option<String>,
    ) -> Reply {
        let gib = source.settings.storage_gib;
        let (full, incremental) = if source.region == region {
            let takes = cx.duration(&numbers::SNAPSHOT, &name);
            (takes, takes)
        } else {
            let base = cx.duration(&numbers::SNAPSHOT_COPY_BASE, &name);
            (self.copy_duration(cx, &name, gib), base)
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
            created_at: cx.now,
            ..source
        });
        self.report_snapshot(
            cx,
            self.snapshots.len() - 1,
            RdsEvent::CopyFromRegionStarted,
        );
        self.snapshot_json(cx, self.snapshots.len() - 1)
    }

    /// How long a full copy of this much storage takes to reach another Region.
    pub(super) fn copy_duration(
        &mut self,
        cx: &mut Context,
        name: &str,
        storage_gib: u64,
    ) -> SimDuration {
        let base = cx.duration(&numbers::SNAPSHOT_COPY_BASE, name);
        let per_100_gib = cx.duration(&numbers::SNAPSHOT_COPY_PER_100_GIB, name);
        base + SimDuration::from_ms(per_100_gib.ms() * storage_gib / 100)
    }

    pub(super) fn delete_snapshot(&self, region: RegionId, id: &str, of_cluster: bool) -> Planned {
        if id.starts_with("rds:") {
            return Err(CommandError::new(
                "InvalidDBSnapshotState",
                format!("{id} is an automated snapshot; RDS deletes it itself"),
            ));
        }
        let index = self.snapshot_index(region, id, of_cluster)?;
        if self.snapshots[index].state == SnapshotState::Creating {
            return Err(CommandError::new(
                "InvalidDBSnapshotState",
                format!("{id} is creating; it can be deleted once it is available"),
            ));
        }
        let id = self.snapshots[index].id;
        Ok(change(move |rds, cx| rds.drop_snapshot(cx, id)))
    }

    /// Removes a snapshot; a copy that is under way is cancelled.
    fn drop_snapshot(&mut self, cx: &mut Context, id: SnapshotId) -> Reply {
        let Some(index) = self.snapshots.iter().position(|s| s.id == id) else {
            return Reply::Null;
        };
        cx.cancel(self.snapshots[index].progress.event());
        match self.snapshots[index].state {
            SnapshotState::Copying => {
                self.report_snapshot(cx, index, RdsEvent::CopyFromRegionFailed)
            }
            SnapshotState::Creating | SnapshotState::Available => {
                self.report_snapshot(cx, index, RdsEvent::ManualSnapshotDeleted)
            }
            SnapshotState::Failed => {}
        }
        let json = self.snapshot_json(cx, index);
        self.snapshots.remove(index);
        json
    }

    fn snapshot_index(
        &self,
        region: RegionId,
        id: &str,
        of_cluster: bool,
    ) -> Result<usize, CommandError> {
        self.snapshots
            .iter()
            .position(|snapshot| {
                snapshot.region == region
                    && snapshot.settings.cluster == of_cluster
                    && snapshot.name.eq_ignore_ascii_case(id)
            })
            .ok_or_else(|| {
                CommandError::new(
                    "DBSnapshotNotFound",
                    format!("DBSnapshot {id} not found in {}", region.name()),
                )
            })
    }
}
