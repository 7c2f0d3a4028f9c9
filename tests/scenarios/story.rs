//! A run told as a story: when RDS reported what, what struck, what was done; then the verdicts.

use crate::bands::stands;
use crate::common::{Run, run};
use expect_test::Expect;
use failover_lab::cloud::{JournalEntry, JournalKind, ServiceEvent};
use failover_lab::language::{Report, ReportIncident};
use failover_lab::sim::{SimDuration, SimTime};

/// Runs a start and its timed lines, and compares the story.
pub fn check(parts: &[&str], expected: Expect) -> Run {
    let run = run(parts);
    expected.assert_eq(&tell(&run));
    run
}

fn tell(run: &Run) -> String {
    let mut story = String::new();
    let journal = run.journal();
    // Daily backups go on whatever happens. They begin on a whole second, a first one when its instance is there.
    let begins = journal.iter().filter(|entry| {
        let started = matches!(
            entry.kind,
            JournalKind::Service(ServiceEvent { id: 90, .. })
        );
        started && entry.at.ms() % 1000 == 0
    });
    let snapshots: Vec<&String> = begins.map(|entry| &entry.source).collect();
    let of_one = journal.iter().filter(|entry| {
        let told = matches!(
            entry.kind,
            JournalKind::Service(ServiceEvent { id: 90 | 91, .. })
        );
        told && snapshots.contains(&&entry.source)
    });
    let daily: Vec<SimTime> = of_one.map(|entry| entry.at).collect();
    let is_daily = |entry: &JournalEntry| {
        matches!(
            entry.kind,
            JournalKind::Service(ServiceEvent {
                id: 1 | 2 | 90 | 91,
                ..
            })
        ) && daily.contains(&entry.at)
    };
    for entry in journal
        .iter()
        .filter(|entry| entry.at >= SimTime::START && !is_daily(entry))
    {
        let id = match entry.kind {
            JournalKind::Service(event) => format!("{:04}", event.id),
            JournalKind::Fault | JournalKind::Action | JournalKind::App => "    ".to_owned(),
        };
        let (at, source, message) = (entry.at.to_string(), &entry.source, &entry.message);
        story.push_str(&format!("{at:<16} {id} {source}: {message}\n"));
    }
    for incident in &run.report.incidents {
        story.push_str(&verdict(incident));
    }
    for command in run.report.commands.iter() {
        if let Some(error) = command.error {
            story.push_str(&format!(
                "refused at {}: {error}\n",
                SimTime::from_ms(command.at_ms)
            ));
        }
    }
    story.push_str(&account(&run.report));
    story.push_str(&format!("{}\n", stands(run)));
    story
}

fn verdict(incident: &ReportIncident) -> String {
    let span = |ms| SimDuration::from_ms(ms).to_string();
    let recovery = match incident.recovery_ms {
        Some(0) if incident.apps.is_empty() => "no application noticed".to_owned(),
        Some(ms) => format!("recovered after {}", span(ms)),
        None => "not recovered".to_owned(),
    };
    let phases = incident.phases.iter();
    let phases: Vec<String> = phases
        .map(|phase| format!("{} {}", phase.name, span(phase.ms)))
        .collect();
    let mut verdict = format!("=> {} {}: {recovery}", incident.cause(), incident.target);
    if !phases.is_empty() {
        verdict.push_str(&format!(" = {}", phases.join(" + ")));
    }
    for (what, ms) in [
        ("writes failed for", incident.write_outage_ms),
        ("reads failed for", incident.read_outage_ms),
        ("wrong data for", incident.wrong_data_ms),
    ] {
        if ms > 0 {
            verdict.push_str(&format!("\n   {what} {}", span(ms)));
        }
    }
    if incident.lost_writes > 0 {
        let (lost, stranded) = (incident.lost_writes, incident.stranded_writes);
        verdict.push_str(&format!(
            "\n   lost {lost}, {stranded} of them stranded, over {}",
            span(incident.lost_span_ms)
        ));
    }
    if incident.corrupt_writes_remaining > 0 {
        verdict.push_str(&format!(
            "\n   {} rows still damaged",
            incident.corrupt_writes_remaining
        ));
    }
    verdict.push('\n');
    verdict
}

fn account(report: &Report) -> String {
    let w = &report.writes;
    format!(
        "writes: {} acknowledged, {} refused, {} in doubt; {} lost, {} of them stranded\n",
        w.acknowledged, w.refused, w.in_doubt, w.lost, w.stranded
    )
}
