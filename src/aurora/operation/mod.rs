//! The API calls of RDS that concern clusters and their instances: which are Aurora's, what each does, how AWS refuses it. A call that
//! is about a cluster and that the lab does not carry out is refused by name.

mod change;
mod create;
mod describe;
mod restore;

use crate::aurora::Aurora;
use crate::cloud::{Claim, CommandError, Context, Planned, RegionId, Request};
use crate::rds::offer::not_modelled;
use crate::rds::{RdsRequest, Wait};

/// The engines, as `--engine` takes them.
pub const ENGINES: [&str; 2] = ["aurora-mysql", "aurora-postgresql"];

fn is_aurora(engine: &str) -> bool {
    ENGINES.contains(&engine)
}

/// How far a request is Aurora's: what it makes is told by its engine, what it is about by its name; lists and waiters that name
/// nothing are about everything that there is.
pub fn claim(aurora: &Aurora, cx: &Context, region: RegionId, request: &RdsRequest) -> Claim {
    use crate::cloud::Service;
    let whole = |is_own: bool| if is_own { Claim::Whole } else { Claim::Nothing };
    let bears = |id: &String| aurora.bears(cx, region, id);
    let named = |id: &Option<String>| match id {
        Some(id) => whole(bears(id)),
        None if aurora.within(region).next().is_some() => Claim::Share,
        None => Claim::Nothing,
    };
    match request {
        RdsRequest::CreateDbCluster(asked) => whole(is_aurora(&asked.engine)),
        RdsRequest::CreateDbInstance(asked) => {
            let joins = asked.cluster.as_ref().is_some_and(bears);
            whole(is_aurora(&asked.engine) || joins)
        }
        RdsRequest::CreateDbInstanceReadReplica(asked) => whole(bears(&asked.source)),
        RdsRequest::DescribeDbClusters(asked) => named(&asked.id),
        RdsRequest::DescribeDbInstances(asked) => named(&asked.id),
        RdsRequest::RegisterDbProxyTargets(asked) => {
            let mut targets = asked.instances.iter().chain(&asked.clusters);
            whole(targets.any(bears))
        }
        RdsRequest::RestoreDbClusterToPointInTime(asked) => whole(bears(&asked.source)),
        RdsRequest::Wait(asked) if waits_for_databases(asked) => named(&asked.instance),
        RdsRequest::Wait(_) => Claim::Nothing,
        other => {
            let about = other.deed().map(|(_, id)| id.to_owned());
            whole(about.as_ref().is_some_and(bears))
        }
    }
}

/// Whether a waiter waits for clusters or instances, and not for snapshots of them.
fn waits_for_databases(asked: &Wait) -> bool {
    use crate::rds::Waiter;
    matches!(
        asked.waiter,
        Waiter::DbInstanceAvailable | Waiter::DbInstanceDeleted
    )
}

/// What a request will do that is Aurora's, or how AWS refuses it.
pub fn plan(aurora: &Aurora, cx: &Context, region: RegionId, request: &RdsRequest) -> Planned {
    cx.answers("Amazon RDS", region)?;
    match request {
        RdsRequest::CreateDbCluster(asked) => aurora.create_cluster(cx, region, asked),
        RdsRequest::CreateDbInstance(asked) => aurora.create_instance(cx, region, asked),
        RdsRequest::DeleteDbCluster(asked) => aurora.delete_cluster(region, asked),
        RdsRequest::DeleteDbInstance(asked) => aurora.delete_instance(region, asked),
        RdsRequest::DescribeDbClusters(asked) => {
            aurora.describe_clusters(cx, region, asked.id.as_deref())
        }
        RdsRequest::DescribeDbInstances(asked) => {
            aurora.describe_instances(cx, region, asked.id.as_deref())
        }
        RdsRequest::FailoverDbCluster(asked) => aurora.fail_over(cx, region, asked),
        RdsRequest::RebootDbInstance(asked) => aurora.reboot(cx, region, asked),
        RdsRequest::RestoreDbClusterToPointInTime(asked) => aurora.restore(cx, region, asked),
        RdsRequest::Wait(asked) => aurora.plan_wait(cx, region, asked),
        RdsRequest::RebootDbCluster(_) => Err(CommandError::new(
            "InvalidDBClusterStateFault",
            "reboot-db-cluster is for Multi-AZ DB clusters; reboot an instance of an Aurora cluster with reboot-db-instance",
        )),
        RdsRequest::PromoteReadReplica(_) => Err(CommandError::new(
            "InvalidDBInstanceState",
            "an instance of an Aurora cluster is no read replica of RDS and cannot be promoted; failover-db-cluster makes it the writer",
        )),
        RdsRequest::CreateDbSnapshot(_) | RdsRequest::CreateDbClusterSnapshot(_) => {
            not_modelled("snapshots of Aurora clusters")
        }
        RdsRequest::RegisterDbProxyTargets(_) => not_modelled("proxies in front of Aurora"),
        RdsRequest::CreateDbInstanceReadReplica(_) => {
            not_modelled("read replicas of Aurora beyond its own readers")
        }
        RdsRequest::ModifyDbCluster(_) | RdsRequest::ModifyDbInstance(_) => {
            not_modelled("modifications of Aurora clusters and their instances")
        }
        RdsRequest::StartDbInstance(_) | RdsRequest::StopDbInstance(_) => {
            not_modelled("the stopping of Aurora clusters")
        }
        // Whoever bears a name refuses that it is given away once more.
        other => match other.makes() {
            Some(name) => Err(create::taken(region, name)),
            None => not_modelled("this operation on Aurora clusters"),
        },
    }
}
