//! `describe-events`: what RDS reported, as the AWS CLI prints it.

use crate::cloud::{CommandError, Context, JournalKind, RegionId, Reply};
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
        let entries = self.journal(cx, from.max(SimTime::from_ms(i64::MIN / 2)), to);
        let events: Vec<Value> = entries
            .iter()
            .filter(|entry| entry.region == Some(region))
            .filter_map(|entry| match entry.kind {
                JournalKind::Rds {
                    event,
                    category,
                    source_type,
                } => {
                    let is = |asked: &Option<String>, what: &str| {
                        let asked = asked.as_ref();
                        asked.is_none_or(|asked| asked.eq_ignore_ascii_case(what))
                    };
                    let mut categories = asked.categories.iter();
                    let wanted = is(&asked.source, &entry.source)
                        && is(&asked.source_type, source_type)
                        && (asked.categories.is_empty()
                            || categories.any(|one| one.eq_ignore_ascii_case(category)));
                    wanted.then(|| {
                        event_fields(
                            &entry.source,
                            cx.calendar.date(entry.at),
                            &entry.message,
                            event,
                            category,
                            source_type,
                            region,
                        )
                    })
                }
                JournalKind::Fault | JournalKind::Action | JournalKind::App => None,
            })
            .collect();
        Ok(json!({ "Events": events }))
    }
}

fn event_fields(
    source: &str,
    date: Date,
    message: &str,
    event: u16,
    category: &str,
    source_type: &str,
    region: RegionId,
) -> Value {
    let kind = if source_type == "db-snapshot" {
        "snapshot"
    } else {
        "db"
    };
    json!({
        "SourceIdentifier": source,
        "SourceType": source_type,
        "Message": message,
        "EventCategories": [category],
        "EventID": format!("RDS-EVENT-{event:04}"),
        "Date": date.to_string(),
        "SourceArn": format!("arn:aws:rds:{}:123456789012:{kind}:{source}", region.name()),
    })
}
