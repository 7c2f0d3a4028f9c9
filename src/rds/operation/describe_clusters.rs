//! `describe-db-clusters`.

use super::describe::rename_fields;
use super::entry::{Entry, RdsOperation, entry};
use super::options::{PAGES, name as option};
use crate::cloud::{CommandError, Context, CopyRole, DbKey, Plan, Planned, RegionId, Reply};
use crate::grammar::{GLOBAL, Opt};
use crate::rds::Rds;
use crate::rds::copy::DbCopy;
use crate::rds::instance::DbInstance;
use crate::rds::status::Status;
use serde_json::{Value, json};

#[derive(Clone, Debug, Default, PartialEq)]
pub struct DescribeDbClusters {
    pub id: Option<String>,
}

pub const ENTRY: Entry<DescribeDbClusters> = entry(
    "aws rds describe-db-clusters",
    "Lists Multi-AZ DB clusters: status, endpoints, members, settings.",
    &[
        &[Opt::one("--db-cluster-identifier", "NAME")],
        PAGES,
        GLOBAL,
    ],
    |reader| {
        Some(DescribeDbClusters {
            id: reader.text(option::CLUSTER),
        })
    },
);

/// What fields of an instance are called in a cluster; nothing where a cluster has no such field.
const NAMES: &[(&str, &str)] = &[
    ("DBInstanceIdentifier", "DBClusterIdentifier"),
    ("DBInstanceClass", "DBClusterInstanceClass"),
    ("DBInstanceStatus", "Status"),
    ("InstanceCreateTime", "ClusterCreateTime"),
    ("DbiResourceId", "DbClusterResourceId"),
    ("DBInstanceArn", "DBClusterArn"),
    ("ReadReplicaDBInstanceIdentifiers", ""),
    ("AvailabilityZone", ""),
    ("SecondaryAvailabilityZone", ""),
    ("LicenseModel", ""),
];

impl RdsOperation for DescribeDbClusters {
    fn plan(&self, rds: &Rds, cx: &Context, region: RegionId) -> Planned {
        let found = rds.describe_clusters(cx, region, self.id.as_deref())?;
        Ok(Plan::Answer(found))
    }

    fn only_looks(&self) -> bool {
        true
    }
}

impl Rds {
    fn describe_clusters(
        &self,
        cx: &Context,
        region: RegionId,
        id: Option<&str>,
    ) -> Result<Reply, CommandError> {
        let keys: Vec<DbKey> = match id {
            Some(id) => vec![self.cluster(region, id)?],
            None => {
                let here =
                    |db: &&DbInstance| db.exists() && db.settings.cluster && db.region == region;
                self.databases
                    .iter()
                    .filter(here)
                    .map(|db| db.key)
                    .collect()
            }
        };
        let clusters = keys.into_iter().map(|key| self.cluster_fields(cx, key));
        Ok(json!({ "DBClusters": clusters.collect::<Vec<Value>>() }))
    }

    /// A cluster's fields: those of an instance, under their names for a cluster, and a few more.
    pub(super) fn cluster_fields(&self, cx: &Context, key: DbKey) -> Value {
        let db = self.db(key);
        let mut fields = self.instance_fields(cx, key);
        rename_fields(&mut fields, NAMES);
        let zones: Vec<String> = db.nodes().map(|node| node.zone.name()).collect();
        fields["AvailabilityZones"] = json!(zones);
        fields["DBClusterMembers"] = json!(members(db));
        fields["Port"] = json!(db.settings.offer.port);
        if let Some(reader) = db.reader_name().filter(|_| !db.records.is_empty()) {
            fields["Endpoint"] = json!(db.endpoint());
            let region = db.region.name();
            fields["ReaderEndpoint"] = json!(format!("{reader}-lab.{region}.rds.amazonaws.com"));
        }
        if let Some((earliest, _)) = self.restore_window(cx, db) {
            fields["EarliestRestorableTime"] = json!(cx.calendar.iso8601(earliest));
        }
        fields
    }

    /// The members of a cluster as DB instances.
    pub(super) fn member_fields(&self, cx: &Context, key: DbKey) -> Vec<Value> {
        let whole = self.instance_fields(cx, key);
        let db = self.db(key);
        let of_all = self.status(cx, key);
        let status = |copy: &DbCopy| match copy.role {
            CopyRole::Primary => of_all.name(),
            CopyRole::Standby { .. } if copy.node.serves(&cx.topology) => "available",
            CopyRole::Standby { .. } if db.is_in_the_making() => "creating",
            CopyRole::Standby { .. } if of_all != Status::Available => of_all.name(),
            CopyRole::Standby { .. } => "rebooting",
        };
        let member = |copy: &DbCopy| {
            let mut fields = whole.clone();
            let name = db.instance_name(&copy.node);
            let (place, region) = (copy.node.zone.name(), db.region.name());
            fields["DBInstanceArn"] = json!(format!("arn:aws:rds:{region}:123456789012:db:{name}"));
            fields["DBInstanceIdentifier"] = json!(name);
            fields["DBInstanceStatus"] = json!(status(copy));
            fields["AvailabilityZone"] = json!(place);
            fields["DbiResourceId"] = json!(format!("db-{name}"));
            fields["DBClusterIdentifier"] = json!(db.name);
            fields["MultiAZ"] = json!(false);
            rename_fields(
                &mut fields,
                &[("SecondaryAvailabilityZone", ""), ("Endpoint", "")],
            );
            fields
        };
        db.copies.iter().map(member).collect()
    }
}

fn members(db: &DbInstance) -> Vec<Value> {
    let member = |copy: &DbCopy| {
        json!({
            "DBInstanceIdentifier": db.instance_name(&copy.node),
            "IsClusterWriter": copy.role == CopyRole::Primary,
            "PromotionTier": 1,
        })
    };
    db.copies.iter().map(member).collect()
}
