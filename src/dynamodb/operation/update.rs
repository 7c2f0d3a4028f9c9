//! `update-table`: deletion protection. Whatever else it can change is not modelled.

use super::{
    DynamoRequest, GLOBAL_TABLES, INDEXES, LIMITS, OTHER_BILLING, OWN_KEYS, PROVISIONED, TABLE,
    asked, operation,
};
use crate::cloud::{Plan, Planned, RegionId, Request};
use crate::dynamodb::event::{Call, record};
use crate::dynamodb::state::{Dynamo, invalid};
use crate::grammar::{GLOBAL, Operation, Opt, Reader, Unseen};
use serde_json::json;
use std::sync::Arc;

#[derive(Clone, Debug, PartialEq)]
pub struct UpdateTable {
    pub name: String,
    pub protected: Option<bool>,
}

pub const UPDATE: Operation = operation(
    "aws dynamodb update-table",
    "Protects a table against deletion, or no longer.",
    &[
        &[
            TABLE,
            Opt::yes_or_no("--deletion-protection-enabled"),
            Opt::many("--attribute-definitions", "DEFINITION").unseen(Unseen::Content),
            Opt::many("--global-secondary-index-updates", "UPDATE").unseen(Unseen::Content),
            Opt::not_modelled("--billing-mode", OTHER_BILLING),
            Opt::not_modelled("--global-table-settings-replication-mode", GLOBAL_TABLES),
            Opt::not_modelled("--global-table-witness-updates", GLOBAL_TABLES),
            Opt::not_modelled("--multi-region-consistency", GLOBAL_TABLES),
            Opt::not_modelled("--on-demand-throughput", LIMITS),
            Opt::not_modelled("--provisioned-throughput", PROVISIONED),
            Opt::not_modelled("--replica-updates", GLOBAL_TABLES),
            Opt::not_modelled("--sse-specification", OWN_KEYS),
            Opt::not_modelled("--stream-specification", "streams"),
            Opt::not_modelled("--table-class", "table classes"),
            Opt::not_modelled("--vector-index-updates", INDEXES),
            Opt::not_modelled("--warm-throughput", LIMITS),
        ],
        GLOBAL,
    ],
    ask,
);

fn read(reader: &mut Reader) -> Option<UpdateTable> {
    Some(UpdateTable {
        name: reader.text("--table-name")?,
        protected: reader.yes_or_no("--deletion-protection-enabled"),
    })
}

fn ask(reader: &mut Reader) -> Option<Arc<dyn Request>> {
    asked(DynamoRequest::UpdateTable(read(reader)?))
}

impl UpdateTable {
    pub(super) fn plan(&self, own: &Dynamo, region: RegionId) -> Planned {
        let key = own.resource(region, &self.name)?;
        own.active(key, "ResourceInUseException")?;
        let protected = self.protected;
        if protected.is_none() {
            return invalid(
                "name a change: --deletion-protection-enabled or --no-deletion-protection-enabled",
            );
        }
        Ok(Plan::change(move |own: &mut Dynamo, cx| {
            let table = own.table_mut(key);
            table.protected = protected.unwrap_or(table.protected);
            record(cx, region, &table.name, Call::UpdateTable);
            json!({ "TableDescription": own.table_json(cx, key) })
        }))
    }
}
