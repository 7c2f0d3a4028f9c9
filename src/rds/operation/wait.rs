//! Waiters: `aws rds wait …`. Success and failure by status: API model, waiters-2.

use super::cluster::of_cluster;
use super::entry::{Entry, RdsOperation, entry};
use super::options::{
    PAGES, SELECT_CLUSTER, SELECT_CLUSTER_SNAPSHOT, SELECT_INSTANCE, SELECT_SNAPSHOT,
    SNAPSHOT_WAITED_FOR, name,
};
use crate::cloud::{CommandError, Context, Patience, Plan, Planned, RegionId, Reply, WaitState};
use crate::grammar::{GLOBAL, Reader};
use crate::rds::Rds;
use crate::rds::instance::DbInstance;
use crate::rds::snapshot::SnapshotState;
use crate::rds::status::Status;
use crate::sim::SimDuration;

/// `aws rds wait WAITER`, for an instance, for a snapshot, or for all that there are.
#[derive(Clone, Debug, PartialEq)]
pub struct Wait {
    pub waiter: Waiter,
    pub instance: Option<String>,
    pub snapshot: Option<String>,
    /// Whether it is for clusters, and for their snapshots.
    pub of_cluster: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waiter {
    DbInstanceAvailable,
    DbInstanceDeleted,
    DbSnapshotAvailable,
    DbSnapshotCompleted,
    DbSnapshotDeleted,
}

pub const INSTANCE_AVAILABLE: Entry<Wait> = entry(
    "aws rds wait db-instance-available",
    "Lets time pass until a DB instance is available.",
    &[SELECT_INSTANCE, PAGES, GLOBAL],
    |reader| read(reader, Waiter::DbInstanceAvailable),
);

pub const INSTANCE_DELETED: Entry<Wait> = entry(
    "aws rds wait db-instance-deleted",
    "Lets time pass until a DB instance is gone.",
    &[SELECT_INSTANCE, PAGES, GLOBAL],
    |reader| read(reader, Waiter::DbInstanceDeleted),
);

pub const SNAPSHOT_AVAILABLE: Entry<Wait> = entry(
    "aws rds wait db-snapshot-available",
    "Lets time pass until a snapshot is available.",
    &[SNAPSHOT_WAITED_FOR, SELECT_SNAPSHOT, PAGES, GLOBAL],
    |reader| read(reader, Waiter::DbSnapshotAvailable),
);

pub const SNAPSHOT_COMPLETED: Entry<Wait> = entry(
    "aws rds wait db-snapshot-completed",
    "Lets time pass until a snapshot is complete.",
    &[SNAPSHOT_WAITED_FOR, SELECT_SNAPSHOT, PAGES, GLOBAL],
    |reader| read(reader, Waiter::DbSnapshotCompleted),
);

pub const SNAPSHOT_DELETED: Entry<Wait> = entry(
    "aws rds wait db-snapshot-deleted",
    "Lets time pass until a snapshot is gone.",
    &[SNAPSHOT_WAITED_FOR, SELECT_SNAPSHOT, PAGES, GLOBAL],
    |reader| read(reader, Waiter::DbSnapshotDeleted),
);

pub const CLUSTER_AVAILABLE: Entry<Wait> = entry(
    "aws rds wait db-cluster-available",
    "Lets time pass until a Multi-AZ DB cluster is available.",
    &[SELECT_CLUSTER, PAGES, GLOBAL],
    |reader| read_cluster(reader, Waiter::DbInstanceAvailable),
);

pub const CLUSTER_DELETED: Entry<Wait> = entry(
    "aws rds wait db-cluster-deleted",
    "Lets time pass until a Multi-AZ DB cluster is gone.",
    &[SELECT_CLUSTER, PAGES, GLOBAL],
    |reader| read_cluster(reader, Waiter::DbInstanceDeleted),
);

pub const CLUSTER_SNAPSHOT_AVAILABLE: Entry<Wait> = entry(
    "aws rds wait db-cluster-snapshot-available",
    "Lets time pass until a snapshot of a Multi-AZ DB cluster is available.",
    &[SELECT_CLUSTER, SELECT_CLUSTER_SNAPSHOT, PAGES, GLOBAL],
    |reader| read_cluster(reader, Waiter::DbSnapshotAvailable),
);

pub const CLUSTER_SNAPSHOT_DELETED: Entry<Wait> = entry(
    "aws rds wait db-cluster-snapshot-deleted",
    "Lets time pass until a snapshot of a Multi-AZ DB cluster is gone.",
    &[SELECT_CLUSTER, SELECT_CLUSTER_SNAPSHOT, PAGES, GLOBAL],
    |reader| read_cluster(reader, Waiter::DbSnapshotDeleted),
);

fn read(reader: &mut Reader, waiter: Waiter) -> Option<Wait> {
    Some(Wait {
        waiter,
        instance: reader.text(name::ID),
        snapshot: reader.text(name::SNAPSHOT),
        of_cluster: false,
    })
}

fn read_cluster(reader: &mut Reader, waiter: Waiter) -> Option<Wait> {
    Some(Wait {
        waiter,
        instance: reader.text(name::CLUSTER),
        snapshot: reader.text(name::CLUSTER_SNAPSHOT),
        of_cluster: true,
    })
}

impl RdsOperation for Wait {
    fn plan(&self, rds: &Rds, cx: &Context, region: RegionId) -> Planned {
        // A waiter outside a transcript answers for this moment.
        rds.poll(cx, region, self)
            .map_err(|error| self.refused(error))?;
        Ok(Plan::Answer(Reply::Null))
    }

    /// The AWS CLI's waiters ask 60 times, every 30 seconds; that for a completed snapshot 40 times, every 15 seconds.
    /// Source: API model, waiters-2.
    fn waits(&self) -> Option<Patience> {
        let (every, tries) = match self.waiter {
            Waiter::DbSnapshotCompleted => (15, 40),
            _ => (30, 60),
        };
        Some(Patience {
            every: SimDuration::from_secs(every),
            tries,
        })
    }
}

impl Wait {
    /// A refusal under the code that there is for what is waited for.
    pub(crate) fn refused(&self, error: CommandError) -> CommandError {
        match self.of_cluster {
            true => of_cluster(error),
            false => error,
        }
    }
}

impl Rds {
    /// Where a waiter stands at this moment, without changing anything.
    pub(crate) fn poll(
        &self,
        cx: &Context,
        region: RegionId,
        asked: &Wait,
    ) -> Result<WaitState, CommandError> {
        if !cx.topology.is_open(region) {
            return Err(CommandError::new(
                "EndpointConnectionError",
                format!("{} does not answer", region.name()),
            ));
        }
        let (instance, snapshot) = (asked.instance.as_deref(), asked.snapshot.as_deref());
        let matching = self.databases.iter().filter(|db| {
            db.exists()
                && db.region == region
                && db.settings.cluster == asked.of_cluster
                && instance.is_none_or(|id| db.name.eq_ignore_ascii_case(id))
        });
        let instances = matching.map(|db: &DbInstance| self.status(cx, db.key));
        let instances: Vec<Status> = instances.collect();
        let of_instance = |name: &str| instance.is_none_or(|id| name.eq_ignore_ascii_case(id));
        let automated = self.automated_snapshots(cx);
        let matching = self.snapshots.iter().chain(&automated).filter(|s| {
            s.region == region
                && s.settings.cluster == asked.of_cluster
                && of_instance(&s.instance)
                && snapshot.is_none_or(|id| s.name.eq_ignore_ascii_case(id))
        });
        let snapshots: Vec<SnapshotState> = matching.map(|s| s.state).collect();
        match asked.waiter {
            Waiter::DbInstanceAvailable if instances.is_empty() && instance.is_some() => {
                let message = format!("DBInstance {} not found", instance.unwrap_or_default());
                Err(CommandError::new("DBInstanceNotFound", message))
            }
            // The API model's waiter knows neither `restore-error` nor a lost key, and would ask for half an hour more: nothing mends them.
            Waiter::DbInstanceAvailable => Ok(judge(
                &instances,
                Status::Available,
                &[
                    Status::Deleting,
                    Status::Failed,
                    Status::IncompatibleRestore,
                    Status::KeyLost,
                    Status::RestoreError,
                ],
            )),
            Waiter::DbInstanceDeleted if instances.is_empty() => Ok(WaitState::Done),
            Waiter::DbInstanceDeleted => {
                let failing = [Status::Creating, Status::Modifying, Status::Rebooting];
                let fails = instances.iter().any(|status| failing.contains(status));
                Ok(if fails {
                    WaitState::Failed
                } else {
                    WaitState::NotYet
                })
            }
            Waiter::DbSnapshotAvailable if snapshots.is_empty() && snapshot.is_some() => {
                Err(CommandError::new(
                    "DBSnapshotNotFound",
                    format!("DBSnapshot {} not found", snapshot.unwrap_or_default()),
                ))
            }
            Waiter::DbSnapshotAvailable | Waiter::DbSnapshotCompleted => {
                let (wanted, failing) = (SnapshotState::Available, [SnapshotState::Failed]);
                Ok(judge(&snapshots, wanted, &failing))
            }
            Waiter::DbSnapshotDeleted if snapshots.is_empty() => Ok(WaitState::Done),
            Waiter::DbSnapshotDeleted => Ok(if snapshots.contains(&SnapshotState::Creating) {
                WaitState::Failed
            } else {
                WaitState::NotYet
            }),
        }
    }
}

fn judge<T: PartialEq>(statuses: &[T], wanted: T, failing: &[T]) -> WaitState {
    if statuses.iter().any(|status| failing.contains(status)) {
        return WaitState::Failed;
    }
    if statuses.iter().all(|status| *status == wanted) {
        WaitState::Done
    } else {
        WaitState::NotYet
    }
}
