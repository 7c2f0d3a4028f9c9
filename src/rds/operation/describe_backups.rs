//! `describe-db-instance-automated-backups`.

use super::entry::{Entry, RdsOperation, entry};
use super::options::{PAGES, name};
use crate::cloud::{CommandError, Context, Plan, Planned, RegionId, Reply};
use crate::grammar::{GLOBAL, Opt, Reader};
use crate::rds::Rds;
use crate::rds::instance::DbInstance;
use serde_json::{Value, json};

/// Which automated backups are asked for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DescribeAutomatedBackups {
    pub instance: Option<String>,
    pub resource_id: Option<String>,
    pub arn: Option<String>,
}

pub const ENTRY: Entry<DescribeAutomatedBackups> = entry(
    "aws rds describe-db-instance-automated-backups",
    "Lists automated backups, and from when to when each can be restored.",
    &[
        &[
            Opt::one("--db-instance-identifier", "NAME"),
            Opt::one("--dbi-resource-id", "ID"),
            Opt::one("--db-instance-automated-backups-arn", "ARN"),
        ],
        PAGES,
        GLOBAL,
    ],
    read,
);

fn read(reader: &mut Reader) -> Option<DescribeAutomatedBackups> {
    Some(DescribeAutomatedBackups {
        instance: reader.text(name::ID),
        resource_id: reader.text("--dbi-resource-id"),
        arn: reader.text("--db-instance-automated-backups-arn"),
    })
}

impl RdsOperation for DescribeAutomatedBackups {
    fn plan(&self, rds: &Rds, cx: &Context, region: RegionId) -> Planned {
        Ok(Plan::Answer(rds.describe_backups(cx, region, self)?))
    }

    fn only_looks(&self) -> bool {
        true
    }
}

impl Rds {
    pub(super) fn describe_backups(
        &self,
        cx: &Context,
        region: RegionId,
        select: &DescribeAutomatedBackups,
    ) -> Result<Reply, CommandError> {
        let (id, arn) = (select.resource_id.as_deref(), select.arn.as_deref());
        let instance = select.instance.as_deref();
        let asked = |db: &&DbInstance| {
            db.region == region
                && !db.settings.cluster
                && (db.exists() && db.backups.retention_days > 0 || db.backups.chain.is_some())
                && instance.is_none_or(|id| db.name.eq_ignore_ascii_case(id))
                && id.is_none_or(|id| db.has_backup(Some(id), None))
                && arn.is_none_or(|arn| db.has_backup(None, Some(arn)))
        };
        let found = self.databases.iter().filter(asked);
        let backups: Vec<Value> = found.map(|db| self.backup_fields(cx, db)).collect();
        if let (true, Some(named)) = (backups.is_empty(), id.or(arn)) {
            return Err(CommandError::new(
                "DBInstanceAutomatedBackupNotFound",
                format!("no automated backup {named} in {}", region.name()),
            ));
        }
        Ok(json!({ "DBInstanceAutomatedBackups": backups }))
    }
}
