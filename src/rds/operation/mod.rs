//! The API calls of Amazon RDS: what each is called and takes, what it needs, what it begins, how AWS refuses it.
//!
//! Each is one file, and one line in the table of all. Options and errors: API reference; error codes as `aws rds` prints them.

pub(crate) mod check;
pub(crate) mod cluster;
mod cluster_change;
mod cluster_snapshot;
mod create;
mod delete;
mod describe;
mod describe_backups;
mod describe_clusters;
mod describe_instances;
mod describe_proxies;
mod describe_snapshots;
mod entry;
mod events;
mod key;
mod modify;
mod options;
mod proxy;
mod proxy_target;
mod reboot;
mod replica;
mod restore;
mod restore_time;
mod snapshot;
mod stop;
mod storage;
mod wait;

use crate::cloud::{Context, Deed, Deletion, Patience, Planned, RegionId, Request};
use crate::grammar::Operation;
use crate::rds::{Rds, sql};
use entry::RdsOperation;
use std::sync::Arc;

pub(super) use check::CLASH;
pub use cluster::CreateDbCluster;
pub use cluster_change::{DeleteDbCluster, FailoverDbCluster, ModifyDbCluster, RebootDbCluster};
pub use cluster_snapshot::{
    CreateDbClusterSnapshot, DeleteDbClusterSnapshot, DescribeDbClusterSnapshots,
    RestoreDbClusterFromSnapshot, RestoreDbClusterToPointInTime,
};
pub use create::CreateDbInstance;
pub use delete::{DeleteAutomatedBackup, DeleteDbInstance};
pub use describe_backups::DescribeAutomatedBackups;
pub use describe_clusters::DescribeDbClusters;
pub use describe_instances::DescribeDbInstances;
pub use describe_proxies::{DescribeDbProxies, DescribeDbProxyTargets};
pub use describe_snapshots::{DescribeDbSnapshots, SnapshotKind};
pub use events::DescribeEvents;
pub use modify::ModifyDbInstance;
pub use proxy::{CreateDbProxy, DeleteDbProxy, ModifyDbProxyTargetGroup};
pub use proxy_target::{DeregisterDbProxyTargets, RegisterDbProxyTargets};
pub use reboot::RebootDbInstance;
pub use replica::{CreateDbInstanceReadReplica, PromoteReadReplica};
pub use restore::{RestoreFromDbSnapshot, RestoreSettings};
pub use restore_time::{BackupSource, RestoreTime, RestoreToPointInTime};
pub use snapshot::{CopyDbSnapshot, CreateDbSnapshot, DeleteDbSnapshot};
pub use stop::{StartDbInstance, StopDbInstance};
pub use wait::{Wait, Waiter};

/// RDS backs the instance up, of its own accord.
pub(crate) const AUTOMATED_BACKUP: Deed = Deed::named("automated backup");

/// The plan of one operation. Each stays a function of its own, so that the page need not load those that few ask for.
#[inline(never)]
fn apart(asked: &impl RdsOperation, rds: &Rds, cx: &Context, region: RegionId) -> Planned {
    asked.plan(rds, cx, region)
}

/// Makes of the table of all operations what others know of them. A row is `Request: its lines => its deed`; without a deed it
/// can make no request fail.
macro_rules! operations {
    ($($name:ident: $($entry:expr),+ $(=> $deed:expr)?;)+) => {
        /// An API call. Every field that AWS lets one leave out is an `Option`.
        #[derive(Clone, Debug, PartialEq)]
        pub enum RdsRequest {
            $($name($name)),+
        }

        /// Every line that the lab carries out, and `sql`.
        pub(super) const OPERATIONS: &[Operation] = &[
            $($(Operation {
                verb: $entry.verb,
                read: |reader| Some(Arc::new(RdsRequest::$name(($entry.read)(reader)?))),
            },)+)+
            sql::OPERATION,
        ];

        /// What is done to DB instances, by people or by RDS itself, that can make requests fail.
        pub(super) const DEEDS: &[Deed] = &[AUTOMATED_BACKUP, $($($deed,)?)+];

        impl RdsRequest {
            /// What it will do, or how AWS refuses it.
            pub(crate) fn plan(&self, rds: &Rds, cx: &Context, region: RegionId) -> Planned {
                cx.answers("Amazon RDS", region)?;
                match self {
                    $(RdsRequest::$name(asked) => apart(asked, rds, cx, region)),+
                }
            }
        }

        impl Request for RdsRequest {
            fn deed(&self) -> Option<(Deed, &str)> {
                match self {
                    $(RdsRequest::$name(asked) => asked.deed()),+
                }
            }

            fn makes(&self) -> Option<&str> {
                match self {
                    $(RdsRequest::$name(asked) => asked.makes()),+
                }
            }

            fn waits(&self) -> Option<Patience> {
                match self {
                    $(RdsRequest::$name(asked) => asked.waits()),+
                }
            }

            fn deletes(&self) -> Option<Deletion<'_>> {
                match self {
                    $(RdsRequest::$name(asked) => asked.deletes()),+
                }
            }

            fn only_looks(&self) -> bool {
                match self {
                    $(RdsRequest::$name(asked) => asked.only_looks()),+
                }
            }
        }
    };
}

// In order of the lines.
operations! {
    CopyDbSnapshot: snapshot::COPY;
    CreateDbCluster: cluster::ENTRY => cluster::DEED;
    CreateDbClusterSnapshot: cluster_snapshot::CREATE => cluster_snapshot::TAKEN;
    CreateDbInstance: create::ENTRY => create::DEED;
    CreateDbInstanceReadReplica: replica::CREATE => replica::CREATION;
    CreateDbProxy: proxy::CREATE;
    CreateDbSnapshot: snapshot::CREATE => snapshot::DEED;
    DeleteDbCluster: cluster_change::DELETE => cluster_change::DELETED;
    DeleteDbClusterSnapshot: cluster_snapshot::DELETE;
    DeleteDbInstance: delete::ENTRY => delete::DEED;
    DeleteAutomatedBackup: delete::BACKUP;
    DeleteDbProxy: proxy::DELETE => proxy::DELETED;
    DeleteDbSnapshot: snapshot::DELETE;
    DeregisterDbProxyTargets: proxy_target::DEREGISTER => proxy_target::DEREGISTERED;
    DescribeDbClusterSnapshots: cluster_snapshot::DESCRIBE;
    DescribeDbClusters: describe_clusters::ENTRY;
    DescribeAutomatedBackups: describe_backups::ENTRY;
    DescribeDbInstances: describe_instances::ENTRY;
    DescribeDbProxies: describe_proxies::ENTRY;
    DescribeDbProxyTargets: describe_proxies::TARGETS;
    DescribeDbSnapshots: describe_snapshots::ENTRY;
    DescribeEvents: events::ENTRY;
    FailoverDbCluster: cluster_change::FAILOVER => cluster_change::FORCED;
    ModifyDbCluster: cluster_change::MODIFY => cluster_change::MODIFIED;
    ModifyDbInstance: modify::ENTRY => modify::DEED;
    ModifyDbProxyTargetGroup: proxy::MODIFY;
    PromoteReadReplica: replica::PROMOTE => replica::PROMOTION;
    RebootDbCluster: cluster_change::REBOOT => cluster_change::REBOOTED;
    RebootDbInstance: reboot::ENTRY => reboot::DEED;
    RegisterDbProxyTargets: proxy_target::REGISTER => proxy_target::REGISTERED;
    RestoreDbClusterFromSnapshot: cluster_snapshot::RESTORE => cluster_snapshot::RESTORED;
    RestoreDbClusterToPointInTime: cluster_snapshot::REWIND => cluster_snapshot::REWOUND;
    RestoreFromDbSnapshot: restore::ENTRY => restore::DEED;
    RestoreToPointInTime: restore_time::ENTRY => restore_time::DEED;
    StartDbInstance: stop::START;
    StopDbInstance: stop::STOP => stop::DEED;
    Wait: wait::CLUSTER_AVAILABLE, wait::CLUSTER_DELETED, wait::CLUSTER_SNAPSHOT_AVAILABLE, wait::CLUSTER_SNAPSHOT_DELETED,
        wait::INSTANCE_AVAILABLE, wait::INSTANCE_DELETED, wait::SNAPSHOT_AVAILABLE, wait::SNAPSHOT_COMPLETED,
        wait::SNAPSHOT_DELETED;
}
