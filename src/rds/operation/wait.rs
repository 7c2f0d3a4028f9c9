//! Waiters: `aws rds wait …`. Success and failure by status: API model, waiters-2.

use crate::cloud::{CommandError, Context, RegionId, WaitState};
use crate::rds::instance::DbInstance;
use crate::rds::snapshot::SnapshotState;
use crate::rds::status::Status;
use crate::rds::{Rds, Wait, Waiter};

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
        let mut instances: Vec<Status> = Vec::new();
        let matching = self.databases.iter().filter(|db| {
            db.exists()
                && db.region == region
                && instance.is_none_or(|id| db.name.eq_ignore_ascii_case(id))
        });
        instances.extend(matching.map(|db: &DbInstance| self.status(cx, db.key)));
        let of_instance = |name: &str| instance.is_none_or(|id| name.eq_ignore_ascii_case(id));
        let automated = self.automated_snapshots(cx);
        let matching = self.snapshots.iter().chain(&automated).filter(|s| {
            s.region == region
                && of_instance(&s.instance)
                && snapshot.is_none_or(|id| s.name.eq_ignore_ascii_case(id))
        });
        let snapshots: Vec<SnapshotState> = matching.map(|s| s.state).collect();
        match asked.waiter {
            Waiter::DbInstanceAvailable if instances.is_empty() && instance.is_some() => {
                Err(CommandError::new(
                    "DBInstanceNotFound",
                    format!("DBInstance {} not found", instance.unwrap_or_default()),
                ))
            }
            Waiter::DbInstanceAvailable => Ok(judge(
                &instances,
                Status::Available,
                &[Status::Deleting, Status::Failed],
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
