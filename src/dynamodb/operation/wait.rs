//! `wait`: until a table is there, or gone. There is no waiter for backups.

use super::{DynamoRequest, TABLE, asked, operation};
use crate::cloud::{CommandError, Context, Patience, Plan, RegionId, Reply, Request, WaitState};
use crate::dynamodb::state::Dynamo;
use crate::dynamodb::table::Status;
use crate::grammar::{GLOBAL, Operation, Reader};
use crate::sim::SimDuration;
use std::sync::Arc;

#[derive(Clone, Debug, PartialEq)]
pub struct Wait {
    pub waiter: Waiter,
    pub table: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waiter {
    TableExists,
    TableNotExists,
}

/// The AWS CLI's waiters ask 25 times, every 20 seconds. Source: API model, waiters-2.
pub const PATIENCE: Patience = Patience {
    every: SimDuration::from_secs(20),
    tries: 25,
};

pub const EXISTS: Operation = operation(
    "aws dynamodb wait table-exists",
    "Lets time pass until a table is ACTIVE.",
    &[&[TABLE], GLOBAL],
    ask_exists,
);

pub const NOT_EXISTS: Operation = operation(
    "aws dynamodb wait table-not-exists",
    "Lets time pass until a table is gone.",
    &[&[TABLE], GLOBAL],
    ask_not_exists,
);

fn ask_exists(reader: &mut Reader) -> Option<Arc<dyn Request>> {
    let (waiter, table) = (Waiter::TableExists, reader.text("--table-name")?);
    asked(DynamoRequest::Wait(Wait { waiter, table }))
}

fn ask_not_exists(reader: &mut Reader) -> Option<Arc<dyn Request>> {
    let (waiter, table) = (Waiter::TableNotExists, reader.text("--table-name")?);
    asked(DynamoRequest::Wait(Wait { waiter, table }))
}

/// A waiter outside a transcript answers for this moment.
pub fn now() -> Plan {
    Plan::Answer(Reply::Null)
}

impl Wait {
    /// Where it stands. A table that is not there yet is waited for.
    pub(crate) fn poll(
        &self,
        own: &Dynamo,
        cx: &Context,
        region: RegionId,
    ) -> Result<WaitState, CommandError> {
        cx.answers("Amazon DynamoDB", region)?;
        let found = own.table_called(region, &self.table);
        let holds = match self.waiter {
            Waiter::TableExists => found.is_some_and(|key| own.table(key).is(Status::Active)),
            Waiter::TableNotExists => found.is_none(),
        };
        Ok(match holds {
            true => WaitState::Done,
            false => WaitState::NotYet,
        })
    }
}
