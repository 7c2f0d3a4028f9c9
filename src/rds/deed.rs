//! What is done to DB instances, by people or by RDS itself, that can make requests fail.

use crate::cloud::Deed;
use crate::rds::{ModifyDbInstance, RdsRequest};

/// RDS backs the instance up, of its own accord.
pub const AUTOMATED_BACKUP: Deed = Deed::named("automated backup");
const CREATE: Deed = Deed::named("aws rds create-db-instance");
const CREATE_REPLICA: Deed = Deed::named("aws rds create-db-instance-read-replica");
const CREATE_SNAPSHOT: Deed = Deed::named("aws rds create-db-snapshot").noun("snapshot");
const DELETE: Deed = Deed::named("aws rds delete-db-instance")
    .noun("deletion")
    .heading("Deletion");
const MODIFY: Deed = Deed::named("aws rds modify-db-instance")
    .noun("modification")
    .heading("Modification")
    .waiting();
const RENAME: Deed = MODIFY.way_out();
const PROMOTE: Deed = Deed::named("aws rds promote-read-replica")
    .noun("promotion")
    .heading("Promotion")
    .way_out();
const REBOOT: Deed = Deed::named("aws rds reboot-db-instance")
    .noun("reboot")
    .heading("Reboot")
    .failing_over("forced failover");
const RESTORE_SNAPSHOT: Deed = Deed::named("aws rds restore-db-instance-from-db-snapshot");
const RESTORE_TO_TIME: Deed = Deed::named("aws rds restore-db-instance-to-point-in-time");

/// Every one of them.
pub const DEEDS: &[Deed] = &[
    AUTOMATED_BACKUP,
    CREATE,
    CREATE_REPLICA,
    CREATE_SNAPSHOT,
    DELETE,
    MODIFY,
    PROMOTE,
    REBOOT,
    RESTORE_SNAPSHOT,
    RESTORE_TO_TIME,
];

/// What a request does, and the instance that it is about; nothing if it can make no request fail.
pub fn deed_of(request: &RdsRequest) -> Option<(Deed, &str)> {
    Some(match request {
        RdsRequest::CreateDbInstance(asked) => (CREATE, &asked.id),
        RdsRequest::CreateDbInstanceReadReplica(asked) => (CREATE_REPLICA, &asked.id),
        RdsRequest::PromoteReadReplica { id, .. } => (PROMOTE, id),
        RdsRequest::RebootDbInstance { id, .. } => (REBOOT, id),
        RdsRequest::ModifyDbInstance(ModifyDbInstance { id, new_id, .. }) => match new_id {
            Some(_) => (RENAME, id),
            None => (MODIFY, id),
        },
        RdsRequest::DeleteDbInstance(asked) => (DELETE, &asked.id),
        RdsRequest::CreateDbSnapshot { id, .. } => (CREATE_SNAPSHOT, id),
        RdsRequest::RestoreFromDbSnapshot(asked) => (RESTORE_SNAPSHOT, &asked.id),
        RdsRequest::RestoreToPointInTime(asked) => (RESTORE_TO_TIME, &asked.target),
        RdsRequest::CopyDbSnapshot { .. }
        | RdsRequest::DeleteDbSnapshot { .. }
        | RdsRequest::DeleteAutomatedBackup { .. }
        | RdsRequest::DescribeDbInstances { .. }
        | RdsRequest::DescribeDbSnapshots(_)
        | RdsRequest::DescribeAutomatedBackups(_)
        | RdsRequest::DescribeEvents(_)
        | RdsRequest::Wait(_) => return None,
    })
}
