//! The journal of a run as lines of text, and the digest of all that was reported.

use crate::cloud::{JournalEntry, JournalKind};
use crate::language::Session;
use crate::sim::{Digest, SimDuration, SimTime};

/// How much of the journal is looked at in one go: it can be long, for daily backups go on for years.
const STRETCH: SimDuration = SimDuration::from_days(60);

/// The journal of the whole run, history included, line by line, each with its moment.
pub fn for_each_journal_line(session: &Session, mut each: impl FnMut(SimTime, &str)) {
    let end = session.now();
    let mut from = SimTime::START - session.transcript().history();
    while from <= end {
        let next = from + STRETCH;
        let to = (next - SimDuration::from_ms(1)).min(end);
        for entry in session.world().journal(from, to) {
            each(entry.at, &journal_line(&entry));
        }
        from = next;
    }
}

/// The same for the same run, on every machine.
pub fn digest(session: &Session) -> String {
    let mut digest = Digest::default();
    for_each_journal_line(session, |_, line| digest.add(line));
    for outcome in session.outcomes() {
        let code = outcome
            .result
            .as_ref()
            .map_or_else(|error| error.code, |_| "ok");
        let ended = outcome.ended_at.unwrap_or(SimTime::NEVER);
        digest.add(&format!("{} {} {} {code}", outcome.line, outcome.at, ended));
    }
    let writes = session.world().totals();
    digest.add(&format!("{} {writes:?}", session.now()));
    digest.to_string()
}

/// One line of the journal: when, what about, what was reported.
pub fn journal_line(entry: &JournalEntry) -> String {
    let source = match entry.region {
        Some(region) if region != crate::cloud::RegionId::DEFAULT => {
            format!("{}/{}", region.name(), entry.source)
        }
        _ => entry.source.clone(),
    };
    let kind = match &entry.kind {
        JournalKind::Service(event) => format!("{}, {}", event.code, event.category),
        JournalKind::Fault => "fault".to_owned(),
        JournalKind::Action => "action".to_owned(),
        JournalKind::App => "application".to_owned(),
    };
    format!(
        "{:<14} {source:<20} {} ({kind})",
        entry.at.to_string(),
        entry.message
    )
}
