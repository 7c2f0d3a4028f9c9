//! The journal: what RDS reports, what struck, what was asked for, what the application saw. Newest first.

use crate::app::part::Parts;
use crate::app::words;
use crate::cloud::{JournalEntry, JournalKind};

/// More lines than anybody reads at once; the rest stays in the run.
const MOST: usize = 300;

pub fn journal(journal: &[JournalEntry], at: &mut Parts) {
    if journal.is_empty() {
        at.line("p quiet", "Nothing has been reported yet.");
        return;
    }
    at.within("table journal", |at| {
        at.within("thead", |at| at.heads(&["Time", "What", "Message"]));
        at.within("tbody", |at| {
            for entry in journal.iter().rev().take(MOST) {
                row(entry, at);
            }
        });
    });
}

fn row(entry: &JournalEntry, at: &mut Parts) {
    let (kind, id) = match entry.kind {
        JournalKind::Service(event) => ("tr journal__rds", event.code),
        JournalKind::Fault => ("tr journal__fault", "fault"),
        JournalKind::Action => ("tr journal__action", "you"),
        JournalKind::App => ("tr journal__app", "application"),
    };
    at.within(kind, |at| {
        at.line("td number", words::stopwatch(entry.at));
        at.within("td", |at| {
            at.line("span journal__id", id);
        });
        at.within("td", |at| {
            at.line("b", entry.source.clone());
            at.words(format!(" {}", entry.message));
        });
    });
}
