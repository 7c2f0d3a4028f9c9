//! `restore-table-from-backup` and `restore-table-to-point-in-time`: always into a new table, here or in another Region.

use super::create::NewTable;
use super::{
    BACKUP, DynamoRequest, INDEXES, LIMITS, OTHER_BILLING, OWN_KEYS, PROVISIONED, asked, making,
};
use crate::cloud::{CommandError, Context, Deed, Plan, Planned, RegionId, Request, Tape, numbers};
use crate::dynamodb::backup::BackupState;
use crate::dynamodb::event::{Call, record};
use crate::dynamodb::state::{Dynamo, invalid};
use crate::dynamodb::table::{Origin, Status, parse_arn};
use crate::grammar::{GLOBAL, Operation, Opt, Reader, Unseen};
use crate::sim::{Date, SimTime};
use std::sync::Arc;

#[derive(Clone, Debug, PartialEq)]
pub struct RestoreFromBackup {
    pub target: String,
    pub backup: String,
}

#[derive(Clone, Debug, PartialEq)]
pub struct RestoreToPointInTime {
    pub target: String,
    /// By name, or by ARN: then it may stand in another Region.
    pub source: Option<String>,
    pub at: Option<Date>,
    pub latest: bool,
}

pub const OF_BACKUP: Deed = Deed::named("aws dynamodb restore-table-from-backup");
pub const OF_MOMENT: Deed = Deed::named("aws dynamodb restore-table-to-point-in-time");

const TARGET: Opt = Opt::needed("--target-table-name", "NAME");

/// What a restored table can have of its own.
const OVERRIDES: &[Opt] = &[
    Opt::many("--global-secondary-index-override", "INDEX").unseen(Unseen::Content),
    Opt::many("--local-secondary-index-override", "INDEX").unseen(Unseen::Content),
    Opt::not_modelled("--billing-mode-override", OTHER_BILLING),
    Opt::not_modelled("--on-demand-throughput-override", LIMITS),
    Opt::not_modelled("--provisioned-throughput-override", PROVISIONED),
    Opt::not_modelled("--sse-specification-override", OWN_KEYS),
    Opt::not_modelled("--vector-index-override", INDEXES),
];

pub const FROM_BACKUP: Operation = making(
    "aws dynamodb restore-table-from-backup",
    "Makes a new table of a backup; protection and point-in-time recovery are not restored.",
    &[&[TARGET, BACKUP], OVERRIDES, GLOBAL],
    ask_backup,
);

pub const TO_MOMENT: Operation = making(
    "aws dynamodb restore-table-to-point-in-time",
    "Makes a new table as another one was at a second; the other one stays as it is.",
    &[
        &[
            TARGET,
            Opt::one("--source-table-name", "NAME"),
            Opt::one("--source-table-arn", "ARN"),
            Opt::one("--restore-date-time", "TIME"),
            Opt::yes_or_no("--use-latest-restorable-time"),
        ],
        OVERRIDES,
        GLOBAL,
    ],
    ask_moment,
);

fn read_backup(reader: &mut Reader) -> Option<RestoreFromBackup> {
    Some(RestoreFromBackup {
        target: reader.text("--target-table-name")?,
        backup: reader.text("--backup-arn")?,
    })
}

fn read_moment(reader: &mut Reader) -> Option<RestoreToPointInTime> {
    let (name, arn) = (
        reader.text("--source-table-name"),
        reader.text("--source-table-arn"),
    );
    if name.is_some() && arn.is_some() {
        let word = reader.matched.head;
        let message = "a restore reads one source, and this line names two".to_owned();
        let expected = "one of: --source-table-name, --source-table-arn".to_owned();
        reader.refuse(word, message, Some(expected));
    }
    Some(RestoreToPointInTime {
        target: reader.text("--target-table-name")?,
        source: name.or(arn),
        at: reader.moment("--restore-date-time"),
        latest: reader.is_set("--use-latest-restorable-time"),
    })
}

fn ask_backup(reader: &mut Reader) -> Option<Arc<dyn Request>> {
    asked(DynamoRequest::RestoreFromBackup(read_backup(reader)?))
}

fn ask_moment(reader: &mut Reader) -> Option<Arc<dyn Request>> {
    asked(DynamoRequest::RestoreToPointInTime(read_moment(reader)?))
}

impl RestoreFromBackup {
    pub(super) fn plan(&self, own: &Dynamo, cx: &Context, region: RegionId) -> Planned {
        let home = parse_arn(&self.backup).map_or(region, |(home, _)| home);
        own.source_answers(cx, home)?;
        let backup = &own.backups[own.backup(cx, &self.backup)?];
        if backup.state != BackupState::Available {
            let message = format!("backup {} is {}", self.backup, backup.state.name());
            return Err(CommandError::new("BackupInUseException", message));
        }
        let origin = Origin {
            region: home,
            table: backup.table_name.clone(),
            backup: Some(self.backup.clone()),
            at: backup.created_at,
        };
        let call = Call::RestoreTableFromBackup;
        own.restored(cx, region, &self.target, origin, backup.tape, call)
    }
}

impl RestoreToPointInTime {
    pub(super) fn plan(&self, own: &Dynamo, cx: &Context, region: RegionId) -> Planned {
        let Some(source) = &self.source else {
            return invalid("name the source: --source-table-name, or --source-table-arn");
        };
        let home = parse_arn(source).map_or(region, |(home, _)| home);
        own.source_answers(cx, home)?;
        let table = own.table(own.source(home, source)?);
        let Some(continuous) = table.continuous else {
            return Err(CommandError::new(
                "PointInTimeRecoveryUnavailableException",
                format!(
                    "Point in time recovery is not enabled for table '{}'",
                    table.name
                ),
            ));
        };
        let at = self.moment(cx, continuous.window(cx))?;
        let origin = Origin {
            region: home,
            table: table.name.clone(),
            backup: None,
            at,
        };
        let tape = Tape::of(table.timeline, at);
        let call = Call::RestoreTableToPointInTime;
        own.restored(cx, region, &self.target, origin, tape, call)
    }

    /// The moment to restore to, if it can be.
    fn moment(
        &self,
        cx: &Context,
        (earliest, latest): (SimTime, SimTime),
    ) -> Result<SimTime, CommandError> {
        let date = match (self.at, self.latest) {
            (None, true) => return Ok(latest),
            (Some(date), false) => date,
            _ => return invalid("say either --restore-date-time or --use-latest-restorable-time"),
        };
        let at = cx.calendar.time(date);
        if (earliest..=latest).contains(&at) && date.is_whole_second() {
            return Ok(at);
        }
        let message = format!(
            "{date} cannot be restored: any second from {} to {} can",
            cx.calendar.date(earliest),
            cx.calendar.date(latest)
        );
        Err(CommandError::new("InvalidRestoreTimeException", message))
    }
}

impl Dynamo {
    /// Backups stand in the Region of their table, and nowhere else.
    fn source_answers(&self, cx: &Context, home: RegionId) -> Result<(), CommandError> {
        cx.answers("Amazon DynamoDB", home)
    }

    /// A new table that goes on where a tape ends. Of the settings nothing comes with it.
    fn restored(
        &self,
        cx: &Context,
        region: RegionId,
        target: &str,
        origin: Origin,
        tape: Tape,
        call: Call,
    ) -> Planned {
        let name = self.new_name(region, target, "TableAlreadyExistsException")?;
        let most = cx.count_of(&numbers::DYNAMODB_RESTORES);
        let being = self.tables.iter();
        let being = being.filter(|table| table.is(Status::Creating) && table.origin.is_some());
        if being.count() as u64 >= u64::from(most) {
            let message = format!("{most} restores are going on, the most at a time");
            return Err(CommandError::new("LimitExceededException", message));
        }
        Ok(Plan::change(move |own: &mut Dynamo, cx| {
            record(cx, region, &name, call);
            let new = NewTable {
                timeline: cx.tapes.fork(Some(tape)),
                takes: cx.duration(&numbers::DYNAMODB_RESTORE, &name),
                origin: Some(origin),
                name,
                region,
                protected: false,
            };
            own.begin_table(cx, new)
        }))
    }
}
