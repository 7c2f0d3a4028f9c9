//! `describe-db-instances`.

use super::entry::{Entry, RdsOperation, entry};
use super::options::{PAGES, SELECT_INSTANCE, name};
use crate::cloud::{CommandError, Context, DbKey, Plan, Planned, RegionId, Reply};
use crate::grammar::{GLOBAL, Reader};
use crate::rds::Rds;
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
        let keys: Vec<DbKey> = match id {
            Some(id) => vec![self.instance(region, id)?],
            None => self
                .databases
                .iter()
                .filter(|db| db.exists() && db.region == region)
                .map(|db| db.key)
                .collect(),
        };
        let instances: Vec<Value> = keys
            .into_iter()
            .map(|key| self.instance_fields(cx, key))
            .collect();
        Ok(json!({ "DBInstances": instances }))
    }
}
