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

use crate::cloud::RegionId;
use crate::rds::plan::{Plan, Planned};
use crate::rds::world::World;
use crate::rds::{CommandError, RdsRequest};

impl World {
    /// What an API call will do, or how AWS refuses it.
    pub(super) fn plan_rds(&self, region: RegionId, request: &RdsRequest) -> Planned {
        if !self.topology.is_open(region) {
            return Err(CommandError::new(
                "EndpointConnectionError",
                format!(
                    "could not connect to the endpoint of Amazon RDS in {}; the Region does not answer",
                    region.name()
                ),
            ));
        }
        if let Some(reply) = self.describe(region, request) {
            return reply.map(Plan::answer);
        }
        let plan = match request {
            RdsRequest::CreateDbInstance(create) => self.create_db_instance(region, create),
            RdsRequest::CreateDbInstanceReadReplica(create) => {
                self.create_read_replica(region, create)
            }
            RdsRequest::PromoteReadReplica {
                id,
                retention_days,
                window,
            } => self.promote_read_replica(region, id, *retention_days, window.as_deref()),
            RdsRequest::RebootDbInstance { id, force_failover } => {
                self.reboot(region, id, *force_failover)
            }
            RdsRequest::ModifyDbInstance(modify) => self.modify(region, modify),
            RdsRequest::DeleteDbInstance(delete) => self.delete(region, delete),
            RdsRequest::CreateDbSnapshot { id, snapshot } => {
                self.create_snapshot(region, id, snapshot)
            }
            RdsRequest::CopyDbSnapshot {
                source,
                target,
                kms_key,
            } => self.copy_snapshot(region, source, target, kms_key.as_deref()),
            RdsRequest::DeleteDbSnapshot { snapshot } => self.delete_snapshot(region, snapshot),
            RdsRequest::RestoreFromDbSnapshot(restore) => {
                self.restore_from_snapshot(region, restore)
            }
            RdsRequest::RestoreToPointInTime(restore) => {
                self.restore_to_point_in_time(region, restore)
            }
            RdsRequest::DeleteAutomatedBackup { resource_id, arn } => {
                self.delete_automated_backup(region, resource_id.as_deref(), arn.as_deref())
            }
            RdsRequest::DescribeDbInstances { .. }
            | RdsRequest::DescribeDbSnapshots(_)
            | RdsRequest::DescribeAutomatedBackups(_)
            | RdsRequest::DescribeEvents(_)
            | RdsRequest::Wait { .. } => return self.wait_once(region, request),
        }?;
        Ok(Plan::new(|world| {
            let reply = plan.carry_out(world);
            world.act();
            reply
        }))
    }
}
