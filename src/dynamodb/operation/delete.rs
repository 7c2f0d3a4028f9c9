//! `delete-table`, and what is left of a table.

use super::{DynamoRequest, TABLE, asked, operation};
use crate::cloud::{
    CommandError, Context, DbKey, Deed, Party, Plan, Planned, RegionId, Request, Tape, numbers,
};
use crate::dynamodb::backup::{Backup, BackupState};
use crate::dynamodb::event::{Call, record};
use crate::dynamodb::state::{Dynamo, invalid};
use crate::dynamodb::table::{Status, Work};
use crate::grammar::{GLOBAL, Operation, Reader};
use serde_json::json;
use std::sync::Arc;

#[derive(Clone, Debug, PartialEq)]
pub struct DeleteTable {
    pub name: String,
}

pub const DEED: Deed = Deed::named("aws dynamodb delete-table")
    .noun("deletion")
    .heading("Deletion");

pub const DELETE: Operation = operation(
    "aws dynamodb delete-table",
    "Deletes a table; backups on demand stay, and with point-in-time recovery a system backup of its last moment, for 35 days.",
    &[&[TABLE], GLOBAL],
    ask,
);

fn read(reader: &mut Reader) -> Option<DeleteTable> {
    let name = reader.text("--table-name")?;
    Some(DeleteTable { name })
}

fn ask(reader: &mut Reader) -> Option<Arc<dyn Request>> {
    asked(DynamoRequest::DeleteTable(read(reader)?))
}

impl DeleteTable {
    pub(super) fn plan(&self, own: &Dynamo, region: RegionId) -> Planned {
        let key = own.resource(region, &self.name)?;
        let table = own.active(key, "ResourceInUseException")?;
        if table.protected {
            return invalid(format!(
                "Resource cannot be deleted as it is currently protected against deletion: table {}; first update-table with \
                 --no-deletion-protection-enabled",
                table.name
            ));
        }
        if own.is_being_backed_up(key) {
            let message = format!("a backup of table {} is in progress", table.name);
            return Err(CommandError::new("ResourceInUseException", message));
        }
        Ok(Plan::change(move |own: &mut Dynamo, cx| {
            own.begin_deletion(cx, key);
            json!({ "TableDescription": own.table_json(cx, key) })
        }))
    }
}

impl Dynamo {
    fn begin_deletion(&mut self, cx: &mut Context, key: DbKey) {
        let table = self.table(key);
        let (region, name) = (table.region, table.name.clone());
        record(cx, region, &name, Call::DeleteTable);
        if table.continuous.is_some() {
            self.keep_last_moment(cx, key);
        }
        let takes = cx.duration(&numbers::DYNAMODB_DELETE, &name);
        let now = cx.now;
        let table = self.table_mut(key);
        table.status = Some(Status::Deleting);
        table.continuous = None;
        table.work = Some(Work::new(takes, now));
    }

    /// Point-in-time recovery leaves a backup of the moment of deletion, and of no other.
    fn keep_last_moment(&mut self, cx: &mut Context, key: DbKey) {
        let table = self.table(key);
        let name = format!("{}$DeletedTableBackup", table.name);
        let backup = Backup {
            id: self.backup_id(table.region, &name),
            name,
            region: table.region,
            table: key,
            table_name: table.name.clone(),
            system: true,
            created_at: cx.now,
            tape: Tape::of(table.timeline, cx.now),
            state: BackupState::Available,
            work: None,
        };
        if let Some(expires) = backup.expires_at(cx) {
            cx.look_at(expires, Party::Observers);
        }
        self.backups.push(backup);
    }
}
