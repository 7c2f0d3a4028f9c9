//! Outcomes that must hold under any luck.

use crate::common::{Run, run_under};
use failover_lab::cloud::{JournalKind, ServiceEvent};
use failover_lab::language::ReportIncident;
use failover_lab::sim::SimTime;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

pub const SEEDS: [&str; 5] = ["LAB", "KYIV", "OSLO", "LIMA", "CAIRO"];

pub type Band = RangeInclusive<u64>;
/// Sources by name, each with the ids of its events in order.
pub type Reported = &'static [(&'static str, &'static [u16])];

/// An engine came back by itself.
pub const RESTARTED: &[u16] = &[20, 6, 21];
/// A standby took over from a primary that stays away, and the old primary was made the standby when it could be.
pub const FAILED_OVER: &[u16] = &[13, 6, 49, 15, 361, 362];
/// The same, where the old primary could be rebuilt at once.
pub const FAILED_OVER_AND_REBUILT: &[u16] = &[13, 6, 49, 361, 15, 362];
pub const REBUILT: &[u16] = &[361, 362];
/// Replication stopped and went on.
pub const PAUSED: &[u16] = &[45, 46];
/// A replica's replication stopped, it restarted, and replication went on.
pub const PAUSED_AND_RESTARTED: &[u16] = &[45, 20, 6, 21, 46];

/// What the first incident of a run must come to.
pub struct Expected {
    /// From the injection, in seconds; `None` where it is not over when the run ends.
    pub recovery_s: Option<Band>,
    pub writes_failed_s: Band,
    pub reads_failed_s: Band,
    pub wrong_data_s: Band,
    pub lost: Band,
    /// Of the lost ones, those that some copy still holds.
    pub stranded: Band,
    pub damaged_rows: u64,
    /// Where the time went: nowhere else, and in this order. One that luck makes short may be missing.
    pub phases: &'static [&'static str],
    /// What RDS reports from 0s on of each database, backups apart.
    pub events: Reported,
    /// What stands at the end.
    pub stands: &'static str,
}

/// A fault that no application notices.
pub const UNNOTICED: Expected = Expected {
    recovery_s: Some(0..=0),
    writes_failed_s: 0..=0,
    reads_failed_s: 0..=0,
    wrong_data_s: 0..=0,
    lost: 0..=0,
    stranded: 0..=0,
    damaged_rows: 0,
    phases: &[],
    events: &[],
    stands: "",
};

/// A fault during which reads and writes fail, that loses nothing.
pub fn outage(recovery_s: Band, phases: &'static [&'static str]) -> Expected {
    Expected {
        writes_failed_s: recovery_s.clone(),
        reads_failed_s: recovery_s.clone(),
        recovery_s: Some(recovery_s),
        phases,
        ..UNNOTICED
    }
}

/// Runs a start and its timed lines under several lucks, and holds each outcome against what is expected.
pub fn check_bands(parts: &[&str], expected: &Expected) {
    for seed in SEEDS {
        let run = run_under(seed, parts);
        let told = format!(
            "{seed}: {:#?}\n{:?}",
            run.report.incidents, run.report.writes
        );
        check_incident(&run.report.incidents[0], expected, &told);
        check_events(&run, expected.events, &told);
        assert_eq!(stands(&run), expected.stands, "{told}");
    }
}

fn check_incident(incident: &ReportIncident, expected: &Expected, told: &str) {
    let within = |what: &str, ms: u64, band: &Band| {
        let (from, to) = (band.start() * 1000, band.end() * 1000);
        assert!(
            (from..=to).contains(&ms),
            "{what} takes {ms} ms, not {band:?} s; {told}"
        );
    };
    match (&expected.recovery_s, incident.recovery_ms) {
        (Some(band), Some(ms)) => within("the recovery", ms, band),
        (None, None) => {}
        (expected, found) => panic!("recovery {found:?}, not {expected:?}; {told}"),
    }
    within(
        "the outage of writes",
        incident.write_outage_ms,
        &expected.writes_failed_s,
    );
    within(
        "the outage of reads",
        incident.read_outage_ms,
        &expected.reads_failed_s,
    );
    within(
        "serving wrong data",
        incident.wrong_data_ms,
        &expected.wrong_data_s,
    );
    let (lost, stranded) = (incident.lost_writes, incident.stranded_writes);
    assert!(
        expected.lost.contains(&lost),
        "lost {lost}, not {:?}; {told}",
        expected.lost
    );
    let band = &expected.stranded;
    assert!(
        band.contains(&stranded),
        "stranded {stranded}, not {band:?}; {told}"
    );
    assert_eq!(
        incident.corrupt_writes_remaining, expected.damaged_rows,
        "{told}"
    );
    assert_eq!(lost == 0, incident.lost_span_ms == 0, "{told}");
    let mut rest = expected.phases.iter();
    for phase in &incident.phases {
        let name = phase.name;
        assert!(
            rest.any(|next| *next == name),
            "{name} out of place; {told}"
        );
    }
}

fn check_events(run: &Run, expected: Reported, told: &str) {
    let mut found: BTreeMap<String, Vec<u16>> = BTreeMap::new();
    for (source, event) in events(run) {
        found.entry(source).or_default().push(event);
    }
    let expected: BTreeMap<String, Vec<u16>> = expected
        .iter()
        .map(|(source, events)| ((*source).to_owned(), events.to_vec()))
        .collect();
    assert_eq!(found, expected, "{told}");
}

/// What RDS reported from 0s on. Backups go on whatever happens.
fn events(run: &Run) -> Vec<(String, u16)> {
    let since_start = run
        .journal()
        .into_iter()
        .filter(|entry| entry.at >= SimTime::START);
    since_start
        .filter_map(|entry| match entry.kind {
            JournalKind::Service(ServiceEvent {
                id: 1 | 2 | 90 | 91,
                ..
            }) => None,
            JournalKind::Service(event) => Some((entry.source, event.id)),
            JournalKind::Fault | JournalKind::Action | JournalKind::App => None,
        })
        .collect()
}

/// `orders available us-east-1a, orders-r available us-east-1b`.
pub fn stands(run: &Run) -> String {
    let databases = run.report.databases.iter();
    let each: Vec<String> = databases
        .map(|db| format!("{} {} {}", db.id, db.status, db.az))
        .collect();
    each.join(", ")
}

/// When the last wait that took time ended.
pub fn wait_ended_ms(run: &Run) -> u64 {
    let mut ends = run
        .report
        .commands
        .iter()
        .filter_map(|command| command.ended_at_ms);
    ends.next_back().expect("there was a wait").unsigned_abs()
}
