//! `describe-events`: what RDS reported, as the AWS CLI prints it.

use super::entry::{Entry, RdsOperation, entry};
use super::options::PAGES;
use crate::cloud::{
    CommandError, Context, JournalEntry, JournalKind, Plan, Planned, RegionId, Reply, ServiceEvent,
};
use crate::grammar::{GLOBAL, Opt, Reader};
use crate::rds::Rds;
use crate::sim::{Date, SimDuration, SimTime};
use serde_json::{Value, json};

#[derive(Clone, Debug, Default, PartialEq)]
pub struct DescribeEvents {
    pub source: Option<String>,
    pub source_type: Option<String>,
    pub start: Option<Date>,
    pub end: Option<Date>,
    pub duration_mins: Option<u64>,
    pub categories: Vec<String>,
}

pub const ENTRY: Entry<DescribeEvents> = entry(
    "aws rds describe-events",
    "Lists what RDS has reported.",
    &[
        &[
            Opt::one("--source-identifier", "NAME"),
            Opt::one("--source-type", "TYPE"),
            Opt::one("--start-time", "TIME"),
            Opt::one("--end-time", "TIME"),
            Opt::one("--duration", "MINUTES"),
            Opt::many("--event-categories", "CATEGORY"),
        ],
        PAGES,
        GLOBAL,
    ],
    read,
);

fn read(reader: &mut Reader) -> Option<DescribeEvents> {
    Some(DescribeEvents {
        source: reader.text("--source-identifier"),
        source_type: reader.text("--source-type"),
        start: reader.moment("--start-time"),
        end: reader.moment("--end-time"),
        duration_mins: reader.number("--duration"),
        categories: reader.list("--event-categories"),
    })
}

impl RdsOperation for DescribeEvents {
    fn plan(&self, rds: &Rds, cx: &Context, region: RegionId) -> Planned {
        Ok(Plan::Answer(rds.describe_events(cx, region, self)?))
    }

    fn only_looks(&self) -> bool {
        true
    }
}

impl Rds {
    pub(super) fn describe_events(
        &self,
        cx: &Context,
        region: RegionId,
        asked: &DescribeEvents,
    ) -> Result<Reply, CommandError> {
        if asked.source.is_some() && asked.source_type.is_none() {
            return super::check::clash("--source-identifier needs --source-type");
        }
        let time = |date| cx.calendar.time(date);
        let to = asked.end.map_or(cx.now, time).min(cx.now);
        let window = SimDuration::from_mins(asked.duration_mins.unwrap_or(60).min(14 * 1440));
        let from = asked
            .start
            .map_or(to - window, time)
            .max(cx.now - SimDuration::from_days(14));
        let from = from.max(SimTime::from_ms(i64::MIN / 2));
        let recurring = self.recurring(cx, from, to);
        let is = |asked: &Option<String>, what: &str| {
            let asked = asked.as_ref();
            asked.is_none_or(|asked| asked.eq_ignore_ascii_case(what))
        };
        let event = |entry: &JournalEntry| {
            let JournalKind::Service(event) = entry.kind else {
                return None;
            };
            let mut categories = asked.categories.iter();
            let wanted = event.service == "rds"
                && entry.region == Some(region)
                && is(&asked.source, &entry.source)
                && is(&asked.source_type, event.source_type)
                && (asked.categories.is_empty()
                    || categories.any(|one| one.eq_ignore_ascii_case(event.category)));
            wanted.then(|| fields(&entry.source, cx.calendar.date(entry.at), event, region))
        };
        let entries = JournalEntry::between(&cx.journal, &recurring, from, to);
        let events: Vec<Value> = entries.iter().filter_map(event).collect();
        Ok(json!({ "Events": events }))
    }
}

fn fields(source: &str, date: Date, event: &ServiceEvent, region: RegionId) -> Value {
    let kind = match event.source_type {
        "db-instance" => "db",
        "db-proxy" => "db-proxy",
        kind => kind.strip_prefix("db-").unwrap_or(kind),
    };
    json!({
        "SourceIdentifier": source,
        "SourceType": event.source_type,
        "Message": event.message,
        "EventCategories": [event.category],
        "EventID": event.code,
        "Date": date.to_string(),
        "SourceArn": format!("arn:aws:rds:{}:123456789012:{kind}:{source}", region.name()),
    })
}
