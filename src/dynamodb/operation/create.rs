//! `create-table`.

use super::{
    DynamoRequest, GLOBAL_TABLES, INDEXES, LIMITS, OWN_KEYS, PROVISIONED, TABLE, TAGS, asked,
    making,
};
use crate::cloud::{Context, Deed, Plan, Planned, RegionId, Reply, Request, TimelineId, numbers};
use crate::dynamodb::event::{Call, record};
use crate::dynamodb::state::{Dynamo, invalid};
use crate::dynamodb::table::{Origin, Status, Table, Work};
use crate::grammar::{GLOBAL, Operation, Opt, Reader, Unseen};
use crate::sim::SimDuration;
use serde_json::json;
use std::sync::Arc;

#[derive(Clone, Debug, PartialEq)]
pub struct CreateTable {
    pub name: String,
    /// Whether it is to be on demand; AWS's own default is provisioned capacity.
    pub on_demand: bool,
    pub protected: bool,
}

pub const DEED: Deed = Deed::named("aws dynamodb create-table");

pub const CREATE: Operation = making(
    "aws dynamodb create-table",
    "Makes a table on demand; three zones of the Region hold it.",
    &[
        &[
            TABLE,
            Opt::one("--billing-mode", "PAY_PER_REQUEST"),
            Opt::yes_or_no("--deletion-protection-enabled"),
            Opt::many("--attribute-definitions", "DEFINITION").unseen(Unseen::Content),
            Opt::many("--key-schema", "KEY").unseen(Unseen::Content),
            Opt::many("--global-secondary-indexes", "INDEX").unseen(Unseen::Content),
            Opt::many("--local-secondary-indexes", "INDEX").unseen(Unseen::Content),
            Opt::one("--resource-policy", "POLICY").unseen(Unseen::Credentials),
            TAGS,
            Opt::not_modelled("--global-table-settings-replication-mode", GLOBAL_TABLES),
            Opt::not_modelled("--global-table-source-arn", GLOBAL_TABLES),
            Opt::not_modelled("--on-demand-throughput", LIMITS),
            Opt::not_modelled("--provisioned-throughput", PROVISIONED),
            Opt::not_modelled("--sse-specification", OWN_KEYS),
            Opt::not_modelled("--stream-specification", "streams"),
            Opt::not_modelled("--table-class", "table classes"),
            Opt::not_modelled("--vector-indexes", INDEXES),
            Opt::not_modelled("--warm-throughput", LIMITS),
        ],
        GLOBAL,
    ],
    ask,
);

fn read(reader: &mut Reader) -> Option<CreateTable> {
    Some(CreateTable {
        name: reader.text("--table-name")?,
        on_demand: reads_on_demand(reader),
        protected: reader.is_set("--deletion-protection-enabled"),
    })
}

/// Whether a table is to be on demand. What else there is the lab refuses.
fn reads_on_demand(reader: &mut Reader) -> bool {
    let found = reader.found("--billing-mode");
    let Some(value) = found.and_then(|found| found.values.last().copied()) else {
        return false;
    };
    match value.text {
        "PAY_PER_REQUEST" => return true,
        "PROVISIONED" => {
            let message = format!("the lab does not model {PROVISIONED} yet");
            let expected = "PAY_PER_REQUEST: tables are on demand here".to_owned();
            reader.refuse(value.word, message, Some(expected));
        }
        _ => reader.wrong(value, "a billing mode", "PAY_PER_REQUEST"),
    }
    false
}

/// A table that is about to be.
pub struct NewTable {
    pub name: String,
    pub region: RegionId,
    pub timeline: TimelineId,
    pub origin: Option<Origin>,
    pub protected: bool,
    pub takes: SimDuration,
}

fn ask(reader: &mut Reader) -> Option<Arc<dyn Request>> {
    asked(DynamoRequest::CreateTable(read(reader)?))
}

impl CreateTable {
    pub(super) fn plan(&self, own: &Dynamo, region: RegionId) -> Planned {
        let name = own.new_name(region, &self.name, "ResourceInUseException")?;
        if !self.on_demand {
            return invalid(
                "without --billing-mode AWS takes PROVISIONED, which needs a provisioned throughput; the lab models tables on demand: \
                 --billing-mode PAY_PER_REQUEST",
            );
        }
        let protected = self.protected;
        Ok(Plan::change(move |own: &mut Dynamo, cx| {
            record(cx, region, &name, Call::CreateTable);
            let new = NewTable {
                timeline: cx.tapes.fork(None),
                takes: cx.duration(&numbers::DYNAMODB_CREATE, &name),
                origin: None,
                name,
                region,
                protected,
            };
            own.begin_table(cx, new)
        }))
    }
}

impl Dynamo {
    /// A table is being made; the reply tells of it.
    pub(super) fn begin_table(&mut self, cx: &mut Context, new: NewTable) -> Reply {
        let key = self.next_key();
        self.tables.push(Table {
            key,
            id: self.table_id(&new.name),
            name: new.name,
            region: new.region,
            node: cx.new_node(),
            timeline: new.timeline,
            created_at: cx.now,
            status: Some(Status::Creating),
            work: Some(Work::new(new.takes, cx.now)),
            origin: new.origin,
            // What a restored table had in that respect is not restored.
            continuous: None,
            protected: new.protected,
            independent_since: None,
        });
        json!({ "TableDescription": self.table_json(cx, key) })
    }
}
