//! Point-in-time recovery: `update-continuous-backups`, `describe-continuous-backups`.

use super::{DynamoRequest, TABLE, asked, operation};
use crate::cloud::{
    CommandError, Context, DbKey, Plan, Planned, RegionId, Reply, Request, numbers,
};
use crate::dynamodb::event::{Call, record};
use crate::dynamodb::state::{Dynamo, invalid};
use crate::dynamodb::table::Continuous;
use crate::grammar::{GLOBAL, Operation, Opt, Reader};
use serde_json::json;
use std::sync::Arc;

#[derive(Clone, Debug, PartialEq)]
pub struct UpdateContinuousBackups {
    pub table: String,
    pub enabled: bool,
    pub days: Option<u32>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct DescribeContinuousBackups {
    pub table: String,
}

const SPEC: &str = "--point-in-time-recovery-specification";
const EXPECTED: &str = "PointInTimeRecoveryEnabled=true, or with ,RecoveryPeriodInDays=7 behind it";

pub const UPDATE: Operation = operation(
    "aws dynamodb update-continuous-backups",
    "Turns point-in-time recovery of a table on or off, and says how many days it goes back.",
    &[&[TABLE, Opt::needed(SPEC, "SPECIFICATION")], GLOBAL],
    ask,
);

pub const DESCRIBE: Operation = operation(
    "aws dynamodb describe-continuous-backups",
    "Shows which moments a table can be restored to.",
    &[&[TABLE], GLOBAL],
    ask_description,
);

fn read(reader: &mut Reader) -> Option<UpdateContinuousBackups> {
    let table = reader.text("--table-name")?;
    let value = reader.found(SPEC)?.values.last().copied()?;
    match specification(value.text) {
        Some((enabled, days)) => Some(UpdateContinuousBackups {
            table,
            enabled,
            days,
        }),
        None => {
            reader.wrong(value, "such a specification", EXPECTED);
            None
        }
    }
}

/// Reads `PointInTimeRecoveryEnabled=true,RecoveryPeriodInDays=7`, or the same as JSON.
fn specification(text: &str) -> Option<(bool, Option<u32>)> {
    let is_json = text.trim_start().starts_with('{');
    let bare = text.trim().trim_start_matches('{').trim_end_matches('}');
    let between = if is_json { ':' } else { '=' };
    let (mut enabled, mut days) = (None, None);
    for pair in bare.split(',') {
        let (name, value) = pair.split_once(between)?;
        let name = name.trim().trim_matches('"');
        match (name, value.trim()) {
            ("PointInTimeRecoveryEnabled", "true") => enabled = Some(true),
            ("PointInTimeRecoveryEnabled", "false") => enabled = Some(false),
            ("RecoveryPeriodInDays", value) => days = Some(value.parse().ok()?),
            _ => return None,
        }
    }
    Some((enabled?, days))
}

fn ask(reader: &mut Reader) -> Option<Arc<dyn Request>> {
    asked(DynamoRequest::UpdateContinuousBackups(read(reader)?))
}

fn ask_description(reader: &mut Reader) -> Option<Arc<dyn Request>> {
    let table = reader.text("--table-name")?;
    let request = DescribeContinuousBackups { table };
    asked(DynamoRequest::DescribeContinuousBackups(request))
}

impl UpdateContinuousBackups {
    pub(super) fn plan(&self, own: &Dynamo, cx: &Context, region: RegionId) -> Planned {
        let key = own.source(region, &self.table)?;
        let unavailable = "ContinuousBackupsUnavailableException";
        let table = own.active(key, unavailable)?;
        let longest = cx.count_of(&numbers::DYNAMODB_PITR_DAYS);
        let days = self.days.unwrap_or(longest);
        if !(1..=longest).contains(&days) {
            return invalid(format!(
                "RecoveryPeriodInDays must be between 1 and {longest}, not {days}"
            ));
        }
        if !self.enabled && own.is_being_backed_up(key) {
            let message = format!("a backup of table {} is in progress", table.name);
            return Err(CommandError::new(unavailable, message));
        }
        let enabled = self.enabled;
        Ok(Plan::change(move |own: &mut Dynamo, cx| {
            let now = cx.now;
            let table = own.table_mut(key);
            table.continuous = enabled.then(|| match table.continuous {
                Some(continuous) => continuous.lasting(now, days),
                None => Continuous { floor: now, days },
            });
            record(cx, region, &table.name, Call::UpdateContinuousBackups);
            own.continuous_json(cx, key)
        }))
    }
}

impl DescribeContinuousBackups {
    pub(super) fn plan(&self, own: &Dynamo, cx: &Context, region: RegionId) -> Planned {
        let key = own.source(region, &self.table)?;
        Ok(Plan::Answer(own.continuous_json(cx, key)))
    }
}

impl Dynamo {
    fn continuous_json(&self, cx: &Context, key: DbKey) -> Reply {
        let told = match self.table(key).continuous {
            None => json!({ "PointInTimeRecoveryStatus": "DISABLED" }),
            Some(continuous) => {
                let (earliest, latest) = continuous.window(cx);
                json!({
                    "PointInTimeRecoveryStatus": "ENABLED",
                    "RecoveryPeriodInDays": continuous.days,
                    "EarliestRestorableDateTime": cx.calendar.date(earliest).to_string(),
                    "LatestRestorableDateTime": cx.calendar.date(latest).to_string(),
                })
            }
        };
        json!({ "ContinuousBackupsDescription": {
            "ContinuousBackupsStatus": "ENABLED",
            "PointInTimeRecoveryDescription": told,
        } })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sim::{SimDuration, SimTime};

    #[test]
    fn a_specification_is_read_short_and_as_json() {
        for (text, read) in [
            ("PointInTimeRecoveryEnabled=true", Some((true, None))),
            (
                "PointInTimeRecoveryEnabled=false,RecoveryPeriodInDays=3",
                Some((false, Some(3))),
            ),
            (
                r#"{"PointInTimeRecoveryEnabled": true, "RecoveryPeriodInDays": 7}"#,
                Some((true, Some(7))),
            ),
            ("RecoveryPeriodInDays=7", None),
            ("PointInTimeRecoveryEnabled=yes", None),
            ("PointInTimeRecoveryEnabled=true,Days=7", None),
            (
                "PointInTimeRecoveryEnabled=true,RecoveryPeriodInDays=-1",
                None,
            ),
            ("", None),
        ] {
            assert_eq!(specification(text), read, "{text}");
        }
    }

    #[test]
    fn a_longer_period_brings_nothing_back() {
        let days = |days: u64| SimTime::START + SimDuration::from_days(days);
        let begun = Continuous {
            floor: days(0),
            days: 35,
        };
        let shorter = begun.lasting(days(30), 2);
        assert_eq!(shorter.floor, days(28));
        let longer = shorter.lasting(days(31), 35);
        assert_eq!((longer.floor, longer.days), (days(29), 35));
    }
}
