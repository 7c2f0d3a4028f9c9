//! `describe-events`: what RDS reported, as the AWS CLI prints it.

use crate::cloud::{
    CommandError, Context, JournalEntry, JournalKind, RegionId, Reply, ServiceEvent,
};
use crate::rds::{DescribeEvents, Rds};
use crate::sim::{Date, SimDuration, SimTime};
use serde_json::{Value, json};

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
    let kind = if event.source_type == "db-snapshot" {
        "snapshot"
    } else {
        "db"
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
