//! The API calls of Amazon RDS: what each needs, what it begins, how AWS refuses it.
//!
//! Options and errors: API reference; error codes as `aws rds` prints them.

mod check;
mod create;
mod delete;
mod describe;
mod events;
mod modify;
mod replica;
mod restore;
mod snapshot;
mod wait;

use crate::cloud::{Context, RegionId, Reply};
use crate::rds::plan::{Plan, Planned};
use crate::rds::{Rds, RdsRequest};

impl Rds {
    /// What an API call will do, or how AWS refuses it.
    pub(crate) fn plan_rds(&self, cx: &Context, region: RegionId, request: &RdsRequest) -> Planned {
        cx.answers("Amazon RDS", region)?;
        match request {
            RdsRequest::CreateDbInstance(create) => self.create_db_instance(cx, region, create),
            RdsRequest::CreateDbInstanceReadReplica(create) => {
                self.create_read_replica(cx, region, create)
            }
            RdsRequest::PromoteReadReplica {
                id,
                retention_days,
                window,
            } => self.promote_read_replica(cx, region, id, *retention_days, window.as_deref()),
            RdsRequest::RebootDbInstance { id, force_failover } => {
                self.reboot(cx, region, id, *force_failover)
            }
            RdsRequest::ModifyDbInstance(modify) => self.modify(cx, region, modify),
            RdsRequest::DeleteDbInstance(delete) => self.delete(cx, region, delete),
            RdsRequest::CreateDbSnapshot { id, snapshot } => {
                self.create_snapshot(cx, region, id, snapshot)
            }
            RdsRequest::CopyDbSnapshot {
                source,
                target,
                kms_key,
            } => self.copy_snapshot(cx, region, source, target, kms_key.as_deref()),
            RdsRequest::DeleteDbSnapshot { snapshot } => self.delete_snapshot(cx, region, snapshot),
            RdsRequest::RestoreFromDbSnapshot(restore) => {
                self.restore_from_snapshot(cx, region, restore)
            }
            RdsRequest::RestoreToPointInTime(restore) => {
                self.restore_to_point_in_time(cx, region, restore)
            }
            RdsRequest::DeleteAutomatedBackup { resource_id, arn } => {
                self.delete_automated_backup(cx, region, resource_id.as_deref(), arn.as_deref())
            }
            RdsRequest::DescribeDbInstances { id } => Ok(Plan::Answer(self.describe_instances(
                cx,
                region,
                id.as_deref(),
            )?)),
            RdsRequest::DescribeDbSnapshots(asked) => {
                Ok(Plan::Answer(self.describe_snapshots(cx, region, asked)?))
            }
            RdsRequest::DescribeAutomatedBackups(asked) => {
                Ok(Plan::Answer(self.describe_backups(cx, region, asked)?))
            }
            RdsRequest::DescribeEvents(asked) => {
                Ok(Plan::Answer(self.describe_events(cx, region, asked)?))
            }
            // A waiter outside a transcript answers for this moment.
            RdsRequest::Wait(asked) => {
                self.poll(cx, region, asked)?;
                Ok(Plan::Answer(Reply::Null))
            }
        }
    }
}
