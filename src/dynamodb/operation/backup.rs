//! Backups on demand: `create-backup`, `delete-backup`, `describe-backup`, `list-backups`.

use super::{BACKUP, DynamoRequest, PAGES, TABLE, asked, operation};
use crate::cloud::{
    CommandError, Context, DbKey, Plan, Planned, Progress, RegionId, Reply, Request, Tape, numbers,
};
use crate::dynamodb::backup::{Backup, BackupState};
use crate::dynamodb::event::{Call, record};
use crate::dynamodb::state::{Dynamo, invalid};
use crate::dynamodb::table::arn;
use crate::grammar::{GLOBAL, Operation, Opt, Reader, Unseen};
use serde_json::json;
use std::sync::Arc;

#[derive(Clone, Debug, PartialEq)]
pub struct CreateBackup {
    pub table: String,
    pub name: String,
}

#[derive(Clone, Debug, PartialEq)]
pub struct DeleteBackup {
    pub arn: String,
}

#[derive(Clone, Debug, PartialEq)]
pub struct DescribeBackup {
    pub arn: String,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ListBackups {
    pub table: Option<String>,
    /// Whether of those alone that DynamoDB took by itself, or of the others alone.
    pub system: Option<bool>,
}

pub const CREATE: Operation = operation(
    "aws dynamodb create-backup",
    "Backs a table up, whole and as it is now; the backup is kept until somebody deletes it.",
    &[&[TABLE, Opt::needed("--backup-name", "NAME")], GLOBAL],
    ask_create,
);

pub const DELETE: Operation = operation(
    "aws dynamodb delete-backup",
    "Deletes a backup of a table.",
    &[&[BACKUP], GLOBAL],
    ask_delete,
);

pub const DESCRIBE: Operation = operation(
    "aws dynamodb describe-backup",
    "Shows a backup of a table: its status, and when it was taken.",
    &[&[BACKUP], GLOBAL],
    ask_describe,
);

pub const LIST: Operation = operation(
    "aws dynamodb list-backups",
    "Lists the backups in a Region, with their ARNs.",
    &[
        &[
            Opt::one("--table-name", "NAME"),
            Opt::one("--backup-type", "USER|SYSTEM|ALL"),
            Opt::one("--exclusive-start-backup-arn", "ARN").unseen(Unseen::Output),
            Opt::not_modelled("--time-range-lower-bound", "bounds of lists"),
            Opt::not_modelled("--time-range-upper-bound", "bounds of lists"),
        ],
        PAGES,
        GLOBAL,
    ],
    ask_list,
);

fn read_create(reader: &mut Reader) -> Option<CreateBackup> {
    Some(CreateBackup {
        table: reader.text("--table-name")?,
        name: reader.text("--backup-name")?,
    })
}

fn read_list(reader: &mut Reader) -> Option<ListBackups> {
    let asked = reader.found("--backup-type");
    let asked = asked.and_then(|found| found.values.last().copied());
    let system = match asked.map(|value| (value, value.text)) {
        None | Some((_, "ALL")) => None,
        Some((_, "SYSTEM")) => Some(true),
        Some((_, "USER")) => Some(false),
        Some((value, "AWS_BACKUP")) => {
            let message = "the lab does not model AWS Backup yet".to_owned();
            let expected = Some("one of: USER, SYSTEM, ALL".to_owned());
            reader.refuse(value.word, message, expected);
            None
        }
        Some((value, _)) => {
            reader.wrong(value, "a type of backups", "one of: USER, SYSTEM, ALL");
            None
        }
    };
    Some(ListBackups {
        table: reader.text("--table-name"),
        system,
    })
}

fn ask_create(reader: &mut Reader) -> Option<Arc<dyn Request>> {
    asked(DynamoRequest::CreateBackup(read_create(reader)?))
}

fn ask_list(reader: &mut Reader) -> Option<Arc<dyn Request>> {
    asked(DynamoRequest::ListBackups(read_list(reader)?))
}

fn ask_delete(reader: &mut Reader) -> Option<Arc<dyn Request>> {
    let arn = reader.text("--backup-arn")?;
    asked(DynamoRequest::DeleteBackup(DeleteBackup { arn }))
}

fn ask_describe(reader: &mut Reader) -> Option<Arc<dyn Request>> {
    let arn = reader.text("--backup-arn")?;
    asked(DynamoRequest::DescribeBackup(DescribeBackup { arn }))
}

impl CreateBackup {
    pub(super) fn plan(&self, own: &Dynamo, cx: &Context, region: RegionId) -> Planned {
        let key = own.source(region, &self.table)?;
        own.active(key, "TableInUseException")?;
        let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
        if !(3..=255).contains(&self.name.len()) || !self.name.chars().all(fits) {
            return invalid(format!(
                "{:?} is no backup name: 3 to 255 characters of a-z, A-Z, 0-9, '_', '-' and '.'",
                self.name
            ));
        }
        let tape = Tape::of(own.table(key).timeline, cx.now);
        let name = self.name.clone();
        Ok(Plan::change(move |own: &mut Dynamo, cx| {
            let takes = cx.duration(&numbers::DYNAMODB_BACKUP, &name);
            let id = own.backup_id(region, &name);
            record(cx, region, &id, Call::CreateBackup);
            let backup = Backup {
                name,
                id,
                region,
                table: key,
                table_name: own.table(key).name.clone(),
                system: false,
                created_at: cx.now,
                tape,
                state: BackupState::Creating,
                work: Some(Progress::new(takes)),
            };
            let told = json!({ "BackupDetails": details(cx, &backup) });
            own.backups.push(backup);
            told
        }))
    }
}

impl DeleteBackup {
    pub(super) fn plan(&self, own: &Dynamo, cx: &Context, region: RegionId) -> Planned {
        let place = own.backup_here(cx, region, &self.arn)?;
        let in_use = |why: &str| {
            let message = format!("backup {} {why}", self.arn);
            Err(CommandError::new("BackupInUseException", message))
        };
        if own.backups[place].state == BackupState::Creating {
            return in_use("is being created");
        }
        if own.is_being_restored(&self.arn) {
            return in_use("is being restored");
        }
        Ok(Plan::change(move |own: &mut Dynamo, cx| {
            let backup = &mut own.backups[place];
            backup.state = BackupState::Deleted;
            record(cx, region, &backup.id, Call::DeleteBackup);
            described(cx, &own.backups[place])
        }))
    }
}

impl DescribeBackup {
    pub(super) fn plan(&self, own: &Dynamo, cx: &Context, region: RegionId) -> Planned {
        let place = own.backup_here(cx, region, &self.arn)?;
        Ok(Plan::Answer(described(cx, &own.backups[place])))
    }
}

impl ListBackups {
    pub(super) fn plan(&self, own: &Dynamo, cx: &Context, region: RegionId) -> Planned {
        let all = own.backups.iter();
        let asked_for = all.filter(|backup| {
            let of_table = self
                .table
                .as_ref()
                .is_none_or(|name| backup.table_name == *name);
            let of_kind = self.system.is_none_or(|system| backup.system == system);
            backup.region == region && backup.is_kept(cx) && of_table && of_kind
        });
        let told: Vec<Reply> = asked_for
            .map(|backup| {
                let mut told = details(cx, backup);
                told["TableName"] = backup.table_name.as_str().into();
                told["TableArn"] = arn(backup.region, &backup.table_name).into();
                told
            })
            .collect();
        Ok(Plan::Answer(json!({ "BackupSummaries": told })))
    }
}

impl Dynamo {
    /// The backup of that ARN, in the Region that was asked.
    fn backup_here(
        &self,
        cx: &Context,
        region: RegionId,
        arn: &str,
    ) -> Result<usize, CommandError> {
        let place = self.backup(cx, arn)?;
        match self.backups[place].region == region {
            true => Ok(place),
            false => Err(CommandError::new(
                "BackupNotFoundException",
                format!("Backup not found in {}: {arn}", region.name()),
            )),
        }
    }

    /// Whether a backup of a table is in progress.
    pub(super) fn is_being_backed_up(&self, key: DbKey) -> bool {
        let mut own = self.backups.iter().filter(|backup| backup.table == key);
        own.any(|backup| backup.state == BackupState::Creating)
    }
}

fn details(cx: &Context, backup: &Backup) -> Reply {
    let mut told = json!({
        "BackupArn": backup.arn(),
        "BackupName": backup.name,
        "BackupStatus": backup.state.name(),
        "BackupType": backup.kind(),
        "BackupCreationDateTime": cx.calendar.date(backup.created_at).to_string(),
    });
    if let Some(expires) = backup.expires_at(cx) {
        told["BackupExpiryDateTime"] = cx.calendar.date(expires).to_string().into();
    }
    told
}

fn described(cx: &Context, backup: &Backup) -> Reply {
    json!({ "BackupDescription": {
        "BackupDetails": details(cx, backup),
        "SourceTableDetails": {
            "TableName": backup.table_name,
            "TableArn": arn(backup.region, &backup.table_name),
            "BillingMode": "PAY_PER_REQUEST",
        },
    } })
}
