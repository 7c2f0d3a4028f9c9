//! `describe-table`, `list-tables`, and what replies tell of a table.

use super::{DynamoRequest, PAGES, TABLE, asked, operation};
use crate::cloud::{Context, DbKey, Plan, Planned, RegionId, Reply, Request};
use crate::dynamodb::state::Dynamo;
use crate::dynamodb::table::{Status, Table, arn};
use crate::grammar::{GLOBAL, Operation, Opt, Reader, Unseen};
use serde_json::json;
use std::collections::BinaryHeap;
use std::sync::Arc;

#[derive(Clone, Debug, PartialEq)]
pub struct DescribeTable {
    pub name: String,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ListTables;

pub const DESCRIBE: Operation = operation(
    "aws dynamodb describe-table",
    "Shows a table: its status, its protection, what it was restored from.",
    &[&[TABLE], GLOBAL],
    ask,
);

pub const LIST: Operation = operation(
    "aws dynamodb list-tables",
    "Lists the tables of a Region.",
    &[
        &[Opt::one("--exclusive-start-table-name", "NAME").unseen(Unseen::Output)],
        PAGES,
        GLOBAL,
    ],
    ask_list,
);

fn read(reader: &mut Reader) -> Option<DescribeTable> {
    let name = reader.text("--table-name")?;
    Some(DescribeTable { name })
}

fn ask(reader: &mut Reader) -> Option<Arc<dyn Request>> {
    asked(DynamoRequest::DescribeTable(read(reader)?))
}

fn ask_list(_: &mut Reader) -> Option<Arc<dyn Request>> {
    asked(DynamoRequest::ListTables(ListTables))
}

impl DescribeTable {
    pub(super) fn plan(&self, own: &Dynamo, cx: &Context, region: RegionId) -> Planned {
        let key = own.resource(region, &self.name)?;
        Ok(Plan::Answer(json!({ "Table": own.table_json(cx, key) })))
    }
}

pub(super) fn list(own: &Dynamo, region: RegionId) -> Plan {
    let here = |table: &&Table| table.exists() && table.region == region;
    let tables = own.tables.iter().filter(here);
    // A sort of their own would weigh more in the page.
    let names: BinaryHeap<&str> = tables.map(|table| table.name.as_str()).collect();
    Plan::Answer(json!({ "TableNames": names.into_sorted_vec() }))
}

impl Dynamo {
    /// A table as replies tell of it.
    pub(super) fn table_json(&self, cx: &Context, key: DbKey) -> Reply {
        let table = self.table(key);
        let mut told = json!({
            "TableName": table.name,
            "TableStatus": table.status.map(Status::name),
            "TableArn": table.arn(),
            "TableId": table.id,
            "CreationDateTime": cx.calendar.date(table.created_at).to_string(),
            "BillingModeSummary": { "BillingMode": "PAY_PER_REQUEST" },
            "DeletionProtectionEnabled": table.protected,
        });
        if let Some(origin) = &table.origin {
            told["RestoreSummary"] = json!({
                "SourceBackupArn": origin.backup,
                "SourceTableArn": arn(origin.region, &origin.table),
                "RestoreDateTime": cx.calendar.date(origin.at).to_string(),
                "RestoreInProgress": table.is(Status::Creating),
            });
        }
        told
    }
}
