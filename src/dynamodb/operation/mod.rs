//! The API calls of Amazon DynamoDB: what each takes, what it needs, what it begins, how it is refused.
//!
//! Options and errors: API reference and API model. Where the wording of a refusal is not published it is the lab's own.

mod backup;
mod continuous;
mod create;
mod delete;
mod describe;
mod restore;
mod update;
mod wait;

use super::state::Dynamo;
use crate::cloud::{Context, Deed, Patience, Planned, RegionId, Request};
use crate::grammar::{Operation, Opt, Reader, Unseen, Verb};
use std::sync::Arc;

pub use backup::{CreateBackup, DeleteBackup, DescribeBackup, ListBackups};
pub use continuous::{DescribeContinuousBackups, UpdateContinuousBackups};
pub use create::CreateTable;
pub use delete::DeleteTable;
pub use describe::{DescribeTable, ListTables};
pub use restore::{RestoreFromBackup, RestoreToPointInTime};
pub use update::UpdateTable;
pub use wait::Wait;

/// An API call.
#[derive(Clone, Debug, PartialEq)]
pub enum DynamoRequest {
    CreateBackup(CreateBackup),
    CreateTable(CreateTable),
    DeleteBackup(DeleteBackup),
    DeleteTable(DeleteTable),
    DescribeBackup(DescribeBackup),
    DescribeContinuousBackups(DescribeContinuousBackups),
    DescribeTable(DescribeTable),
    ListBackups(ListBackups),
    ListTables(ListTables),
    RestoreFromBackup(RestoreFromBackup),
    RestoreToPointInTime(RestoreToPointInTime),
    UpdateContinuousBackups(UpdateContinuousBackups),
    UpdateTable(UpdateTable),
    Wait(Wait),
}

/// Every line that the lab carries out, in order.
pub const OPERATIONS: &[Operation] = &[
    backup::CREATE,
    create::CREATE,
    backup::DELETE,
    delete::DELETE,
    backup::DESCRIBE,
    continuous::DESCRIBE,
    describe::DESCRIBE,
    backup::LIST,
    describe::LIST,
    restore::FROM_BACKUP,
    restore::TO_MOMENT,
    continuous::UPDATE,
    update::UPDATE,
    wait::EXISTS,
    wait::NOT_EXISTS,
];

/// What is done to tables that can make requests fail.
pub const DEEDS: &[Deed] = &[
    create::DEED,
    delete::DEED,
    restore::OF_BACKUP,
    restore::OF_MOMENT,
];

const TABLE: Opt = Opt::needed("--table-name", "NAME");
const BACKUP: Opt = Opt::needed("--backup-arn", "ARN");
const TAGS: Opt = Opt::many("--tags", "Key=KEY,Value=VALUE").unseen(Unseen::Tags);
const OWN_KEYS: &str = "keys of one's own for tables";
const PROVISIONED: &str = "provisioned capacity";
const OTHER_BILLING: &str = "other billing modes than on demand";
const LIMITS: &str = "limits on the requests of a table on demand";
const INDEXES: &str = "vector indexes";
const GLOBAL_TABLES: &str = "global tables";

/// Taken by operations that list things.
const PAGES: &[Opt] = &[
    Opt::one("--max-items", "COUNT").unseen(Unseen::Output),
    Opt::one("--page-size", "COUNT").unseen(Unseen::Output),
    Opt::one("--limit", "COUNT").unseen(Unseen::Output),
    Opt::one("--starting-token", "TOKEN").unseen(Unseen::Output),
];

const fn operation(
    path: &'static str,
    meaning: &'static str,
    options: &'static [&'static [Opt]],
    read: fn(&mut Reader) -> Option<Arc<dyn Request>>,
) -> Operation {
    let verb = Verb::plain(path, meaning, options);
    Operation { verb, read }
}

/// As [`operation`], of a line that makes a table.
const fn making(
    path: &'static str,
    meaning: &'static str,
    options: &'static [&'static [Opt]],
    read: fn(&mut Reader) -> Option<Arc<dyn Request>>,
) -> Operation {
    let verb = Verb {
        makes: true,
        ..Verb::plain(path, meaning, options)
    };
    Operation { verb, read }
}

fn asked(request: DynamoRequest) -> Option<Arc<dyn Request>> {
    Some(Arc::new(request))
}

impl DynamoRequest {
    /// What it will do, or how it is refused.
    pub(crate) fn plan(&self, own: &Dynamo, cx: &Context, region: RegionId) -> Planned {
        cx.answers("Amazon DynamoDB", region)?;
        match self {
            DynamoRequest::CreateBackup(asked) => asked.plan(own, cx, region),
            DynamoRequest::CreateTable(asked) => asked.plan(own, region),
            DynamoRequest::DeleteBackup(asked) => asked.plan(own, cx, region),
            DynamoRequest::DeleteTable(asked) => asked.plan(own, region),
            DynamoRequest::DescribeBackup(asked) => asked.plan(own, cx, region),
            DynamoRequest::DescribeContinuousBackups(asked) => asked.plan(own, cx, region),
            DynamoRequest::DescribeTable(asked) => asked.plan(own, cx, region),
            DynamoRequest::ListBackups(asked) => asked.plan(own, cx, region),
            DynamoRequest::ListTables(_) => Ok(describe::list(own, region)),
            DynamoRequest::RestoreFromBackup(asked) => asked.plan(own, cx, region),
            DynamoRequest::RestoreToPointInTime(asked) => asked.plan(own, cx, region),
            DynamoRequest::UpdateContinuousBackups(asked) => asked.plan(own, cx, region),
            DynamoRequest::UpdateTable(asked) => asked.plan(own, region),
            DynamoRequest::Wait(_) => Ok(wait::now()),
        }
    }
}

impl Request for DynamoRequest {
    fn deed(&self) -> Option<(Deed, &str)> {
        match self {
            DynamoRequest::CreateTable(asked) => Some((create::DEED, &asked.name)),
            DynamoRequest::DeleteTable(asked) => Some((delete::DEED, &asked.name)),
            DynamoRequest::RestoreFromBackup(asked) => Some((restore::OF_BACKUP, &asked.target)),
            DynamoRequest::RestoreToPointInTime(asked) => Some((restore::OF_MOMENT, &asked.target)),
            _ => None,
        }
    }

    fn waits(&self) -> Option<Patience> {
        matches!(self, DynamoRequest::Wait(_)).then_some(wait::PATIENCE)
    }

    fn only_looks(&self) -> bool {
        matches!(
            self,
            DynamoRequest::DescribeBackup(_)
                | DynamoRequest::DescribeContinuousBackups(_)
                | DynamoRequest::DescribeTable(_)
                | DynamoRequest::ListBackups(_)
                | DynamoRequest::ListTables(_)
        )
    }
}
