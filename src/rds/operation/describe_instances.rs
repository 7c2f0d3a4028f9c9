//! `describe-db-instances`.

use super::entry::{Entry, RdsOperation, entry};
use super::options::{PAGES, SELECT_INSTANCE, name};
use crate::cloud::{CommandError, Context, Plan, Planned, RegionId, Reply};
use crate::grammar::{GLOBAL, Reader};
use crate::rds::Rds;
use crate::rds::instance::DbInstance;
use serde_json::{Value, json};

#[derive(Clone, Debug, Default, PartialEq)]
pub struct DescribeDbInstances {
    pub id: Option<String>,
}

pub const ENTRY: Entry<DescribeDbInstances> = entry(
    "aws rds describe-db-instances",
    "Lists DB instances: status, endpoint, place, settings.",
    &[SELECT_INSTANCE, PAGES, GLOBAL],
    read,
);

fn read(reader: &mut Reader) -> Option<DescribeDbInstances> {
    Some(DescribeDbInstances {
        id: reader.text(name::ID),
    })
}

impl RdsOperation for DescribeDbInstances {
    fn plan(&self, rds: &Rds, cx: &Context, region: RegionId) -> Planned {
        Ok(Plan::Answer(rds.describe_instances(
            cx,
            region,
            self.id.as_deref(),
        )?))
    }

    fn only_looks(&self) -> bool {
        true
    }
}

impl Rds {
    pub(super) fn describe_instances(
        &self,
        cx: &Context,
        region: RegionId,
        id: Option<&str>,
    ) -> Result<Reply, CommandError> {
        if let Some(id) = id {
            let instance = match self.member(cx, region, id) {
                Some(fields) => fields,
                None => self.instance_fields(cx, self.instance(region, id)?),
            };
            return Ok(json!({ "DBInstances": [instance] }));
        }
        let here = |db: &&DbInstance| db.exists() && db.region == region;
        let fields = |db: &DbInstance| match db.settings.cluster {
            true => self.member_fields(cx, db.key),
            false => vec![self.instance_fields(cx, db.key)],
        };
        let all = self.databases.iter().filter(here).flat_map(fields);
        let instances: Vec<Value> = all.collect();
        Ok(json!({ "DBInstances": instances }))
    }

    /// The member of a cluster that bears a name.
    fn member(&self, cx: &Context, region: RegionId, id: &str) -> Option<Value> {
        let is_cluster =
            |db: &&DbInstance| db.exists() && db.settings.cluster && db.region == region;
        let clusters = self.databases.iter().filter(is_cluster);
        let mut members = clusters.flat_map(|db| {
            let names = db.nodes().map(|node| db.instance_name(node));
            names.zip(self.member_fields(cx, db.key))
        });
        let found = members.find(|(name, _)| name.eq_ignore_ascii_case(id));
        found.map(|(_, fields)| fields)
    }
}
