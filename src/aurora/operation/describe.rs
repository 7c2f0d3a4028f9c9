//! `describe-db-clusters`, `describe-db-instances`, and the waiters: what AWS tells of clusters and their instances.

use crate::aurora::Aurora;
use crate::aurora::cluster::Cluster;
use crate::aurora::member::Member;
use crate::cloud::{
    Access, CommandError, Context, DbKey, Plan, Planned, RegionId, Reply, WaitState,
};
use crate::rds::{Wait, Waiter};
use serde_json::{Value, json};

impl Aurora {
    pub(super) fn describe_clusters(
        &self,
        cx: &Context,
        region: RegionId,
        id: Option<&str>,
    ) -> Planned {
        let clusters: Vec<&Cluster> = match id {
            Some(id) => vec![self.cluster_asked(region, id)?],
            None => self.within(region).collect(),
        };
        let fields = clusters
            .into_iter()
            .map(|cluster| cluster_fields(cx, cluster));
        let fields: Vec<Value> = fields.collect();
        Ok(Plan::Answer(json!({ "DBClusters": fields })))
    }

    pub(super) fn describe_instances(
        &self,
        cx: &Context,
        region: RegionId,
        id: Option<&str>,
    ) -> Planned {
        let mut fields = Vec::new();
        for cluster in self.within(region) {
            let is_asked =
                |member: &&Member| id.is_none_or(|id| member.name.eq_ignore_ascii_case(id));
            let asked = cluster.living().filter(is_asked);
            fields.extend(asked.map(|member| instance_fields(cx, cluster, member)));
        }
        if let Some(id) = id.filter(|_| fields.is_empty()) {
            return Err(CommandError::new(
                "DBInstanceNotFound",
                format!("{id} is a DB cluster, not an instance of one"),
            ));
        }
        Ok(Plan::Answer(json!({ "DBInstances": fields })))
    }

    pub(super) fn cluster_json(&self, cx: &Context, key: DbKey) -> Reply {
        json!({ "DBCluster": cluster_fields(cx, self.cluster(key)) })
    }

    pub(super) fn instance_json(&self, cx: &Context, key: DbKey, name: &str) -> Reply {
        let cluster = self.cluster(key);
        let member = cluster.called(name);
        let fields = member.map(|member| instance_fields(cx, cluster, member));
        json!({ "DBInstance": fields })
    }

    pub(super) fn plan_wait(&self, cx: &Context, region: RegionId, asked: &Wait) -> Planned {
        self.waited(cx, region, asked)?;
        Ok(Plan::Answer(Reply::Null))
    }

    /// Where a waiter stands at this moment, without changing anything.
    pub(in crate::aurora) fn waited(
        &self,
        cx: &Context,
        region: RegionId,
        asked: &Wait,
    ) -> Result<WaitState, CommandError> {
        cx.answers("Amazon RDS", region)?;
        let is_asked = |name: &str| {
            let id = asked.instance.as_deref();
            id.is_none_or(|id| name.eq_ignore_ascii_case(id))
        };
        let statuses: Vec<&str> = match asked.of_cluster {
            true => {
                let clusters = self.within(region).filter(|one| is_asked(&one.name));
                clusters.map(|cluster| cluster.status(cx)).collect()
            }
            false => {
                let members = self.within(region).flat_map(|cluster| cluster.living());
                let members = members.filter(|member| is_asked(&member.name));
                members.map(|member| member.status(&cx.topology)).collect()
            }
        };
        let any = |failing: &[&str]| statuses.iter().any(|status| failing.contains(status));
        Ok(match asked.waiter {
            Waiter::DbInstanceDeleted if statuses.is_empty() => WaitState::Done,
            Waiter::DbInstanceDeleted if any(&["creating", "rebooting"]) => WaitState::Failed,
            Waiter::DbInstanceDeleted => WaitState::NotYet,
            _ if any(&["deleting"]) => WaitState::Failed,
            _ if statuses.iter().all(|status| *status == "available") => WaitState::Done,
            _ => WaitState::NotYet,
        })
    }
}

fn cluster_fields(cx: &Context, cluster: &Cluster) -> Value {
    let member = |member: &Member| {
        json!({
            "DBInstanceIdentifier": member.name,
            "IsClusterWriter": cluster.writer == Some(member.node),
            "PromotionTier": member.tier,
        })
    };
    let members: Vec<Value> = cluster.living().map(member).collect();
    let zones: Vec<String> = cluster
        .volume
        .zones()
        .iter()
        .map(|zone| zone.name())
        .collect();
    let mut fields = json!({
        "DBClusterIdentifier": cluster.name,
        "DBClusterArn": cluster.arn(),
        "DbClusterResourceId": cluster.resource_id(),
        "Engine": cluster.engine,
        "Status": cluster.status(cx),
        "MultiAZ": several_zones(cluster),
        "AvailabilityZones": zones,
        "DBClusterMembers": members,
        "Endpoint": cluster.address(Access::Write),
        "ReaderEndpoint": cluster.address(Access::Read),
        "BackupRetentionPeriod": cluster.retention_days,
        "DeletionProtection": cluster.deletion_protection,
        "StorageEncrypted": false,
        "ClusterCreateTime": cx.calendar.iso8601(cluster.created_at),
    });
    if let Some((earliest, latest)) = cluster.restore_window(cx) {
        fields["EarliestRestorableTime"] = json!(cx.calendar.iso8601(earliest));
        fields["LatestRestorableTime"] = json!(cx.calendar.iso8601(latest));
    }
    fields
}

/// AWS calls a cluster Multi-AZ whose instances stand in several zones; its volume always does.
fn several_zones(cluster: &Cluster) -> bool {
    let mut zones = cluster.living().map(|member| member.zone);
    let first = zones.next();
    zones.any(|zone| Some(zone) != first)
}

fn instance_fields(cx: &Context, cluster: &Cluster, member: &Member) -> Value {
    let region = cluster.region.name();
    let mut fields = json!({
        "DBInstanceIdentifier": member.name,
        "DBInstanceClass": member.class,
        "DBInstanceArn": format!("arn:aws:rds:{region}:123456789012:db:{}", member.name),
        "DBClusterIdentifier": cluster.name,
        "Engine": cluster.engine,
        "DBInstanceStatus": member.status(&cx.topology),
        "AvailabilityZone": member.zone.name(),
        "PromotionTier": member.tier,
        "MultiAZ": false,
        "StorageType": "aurora",
        "InstanceCreateTime": cx.calendar.iso8601(member.created_at),
    });
    if member.incarnation > 0 {
        let address = format!("{}.lab.{region}.rds.amazonaws.com", member.name);
        fields["Endpoint"] = json!({ "Address": address });
    }
    fields
}
