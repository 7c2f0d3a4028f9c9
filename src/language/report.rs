//! The incident report of a run, as JSON and for people.

use crate::language::Session;
use crate::language::verdict::journal_line;
use crate::rds::{DatabaseView, IncidentView, MissedGoals, RoleView, WriteTotals};
use crate::sim::{Calendar, Digest, SimDuration, SimTime};
use serde::Serialize;

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// `failover-lab-report/1`: fields may be added, not renamed.
    pub format: &'static str,
    pub seed: String,
    pub ended_at_ms: i64,
    pub goals: ReportGoals,
    pub incidents: Vec<ReportIncident>,
    /// Whether what the operator's own actions have lost, no incident being open, keeps to the RPO.
    pub own_actions_met_rpo: Option<bool>,
    pub writes: WriteTotals,
    pub databases: Vec<ReportDatabase>,
    pub monthly_cost_usd: f64,
    /// Every line that was started, but what was given.
    pub commands: Vec<ReportCommand>,
    /// Lines whose time never came.
    pub not_reached: Vec<u32>,
    /// The same for the same run, on every machine.
    pub digest: String,
    #[serde(skip)]
    pub calendar: Calendar,
    #[serde(skip)]
    missed: MissedGoals,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct ReportGoals {
    pub rto_ms: Option<u64>,
    pub rpo_ms: Option<u64>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReportIncident {
    pub fault: &'static str,
    pub target: String,
    pub at_ms: i64,
    pub apps: Vec<String>,
    pub write_outage_ms: u64,
    pub read_outage_ms: u64,
    pub wrong_data_ms: u64,
    pub recovered_at_ms: Option<i64>,
    pub recovery_ms: Option<u64>,
    /// They add up to `recovery_ms`, or to the time until the end of the run.
    pub phases: Vec<ReportPhase>,
    pub lost_writes: u64,
    pub stranded_writes: u64,
    pub lost_span_ms: u64,
    pub lost: Vec<ReportLost>,
    pub corrupt_writes_remaining: u64,
    pub met_rto: Option<bool>,
    pub met_rpo: Option<bool>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct ReportPhase {
    pub name: &'static str,
    pub ms: u64,
}

/// A stretch of lost writes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReportLost {
    pub app: String,
    pub first: u64,
    pub last: u64,
    pub first_at_ms: i64,
    pub last_at_ms: i64,
    /// Whether an old copy still holds them.
    pub stranded: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReportDatabase {
    pub id: String,
    pub status: &'static str,
    pub region: &'static str,
    /// Of its present primary.
    pub az: String,
    pub multi_az: bool,
    /// The source, if it is a read replica.
    pub replica_of: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReportCommand {
    pub line: u32,
    pub at_ms: i64,
    /// AWS's or the lab's error code.
    pub error: Option<&'static str>,
    pub message: Option<String>,
    /// When a wait ended.
    pub ended_at_ms: Option<i64>,
    pub exit_status: u8,
}

impl Report {
    pub fn new(session: &Session) -> Report {
        let view = session.world().view();
        Report {
            format: "failover-lab-report/1",
            seed: session.transcript().seed().to_owned(),
            ended_at_ms: session.now().ms(),
            goals: ReportGoals {
                rto_ms: view.goals.rto.map(SimDuration::ms),
                rpo_ms: view.goals.rpo.map(SimDuration::ms),
            },
            incidents: view.incidents.iter().map(incident).collect(),
            own_actions_met_rpo: view.own_actions_met_rpo,
            writes: view.writes,
            databases: view.databases.iter().map(database).collect(),
            monthly_cost_usd: (view.monthly_cost_usd() * 100.0).round() / 100.0,
            commands: commands(session),
            not_reached: session.not_started(),
            digest: digest(session),
            calendar: view.calendar,
            missed: view.missed_goals(),
        }
    }

    /// Whether a goal was missed: by an incident, or by writes that the operator lost alone.
    ///
    /// An incident that was not recovered by the end has missed its RTO.
    pub fn missed_a_goal(&self) -> bool {
        self.missed.rto || self.missed.rpo
    }
}

fn incident(view: &IncidentView) -> ReportIncident {
    let phases = view.phases.iter().map(|phase| ReportPhase {
        name: phase.name,
        ms: phase.to.since(phase.from).ms(),
    });
    let lost = view.lost.iter().map(|lost| ReportLost {
        app: lost.app.clone(),
        first: lost.first_number,
        last: lost.last_number,
        first_at_ms: lost.first_at.ms(),
        last_at_ms: lost.last_at.ms(),
        stranded: lost.stranded,
    });
    ReportIncident {
        fault: view.fault,
        target: view.target.clone(),
        at_ms: view.at.ms(),
        apps: view.apps.clone(),
        write_outage_ms: view.write_outage.ms(),
        read_outage_ms: view.read_outage.ms(),
        wrong_data_ms: view.wrong_data.ms(),
        recovered_at_ms: view.recovered_at.map(SimTime::ms),
        recovery_ms: view.recovery.map(SimDuration::ms),
        phases: phases.collect(),
        lost_writes: view.lost_writes,
        stranded_writes: view.stranded_writes,
        lost_span_ms: view.lost_span.ms(),
        lost: lost.collect(),
        corrupt_writes_remaining: view.corrupt_writes_remaining,
        met_rto: view.met_rto,
        met_rpo: view.met_rpo,
    }
}

fn database(view: &DatabaseView) -> ReportDatabase {
    ReportDatabase {
        id: view.id.clone(),
        status: view.status,
        region: view.region.name(),
        az: view.primary.zone.name(),
        multi_az: view.multi_az,
        replica_of: match &view.role {
            RoleView::Standalone => None,
            RoleView::ReadReplica { source, .. } => Some(source.clone()),
        },
    }
}

fn commands(session: &Session) -> Vec<ReportCommand> {
    let outcomes = session.outcomes().iter();
    outcomes
        .map(|outcome| {
            let refusal = outcome.result.as_ref().err();
            ReportCommand {
                line: outcome.line,
                at_ms: outcome.at.ms(),
                error: refusal.map(|refusal| refusal.code),
                message: refusal.map(|refusal| refusal.message.clone()),
                ended_at_ms: outcome
                    .ended_at
                    .filter(|end| *end > outcome.at)
                    .map(SimTime::ms),
                exit_status: outcome.status,
            }
        })
        .collect()
}

/// How much of the journal is looked at in one go: it can be long, for daily backups go on for years.
const STRETCH: SimDuration = SimDuration::from_days(60);

/// The journal of the whole run, history included, line by line.
pub fn for_each_journal_line(session: &Session, mut each: impl FnMut(&str)) {
    let end = session.now();
    let mut from = SimTime::START - session.transcript().history();
    while from <= end {
        let next = from + STRETCH;
        let to = (next - SimDuration::from_ms(1)).min(end);
        for entry in session.world().journal(from, to) {
            each(&journal_line(&entry));
        }
        from = next;
    }
}

fn digest(session: &Session) -> String {
    let mut digest = Digest::default();
    for_each_journal_line(session, |line| digest.add(line));
    for outcome in session.outcomes() {
        let code = outcome
            .result
            .as_ref()
            .map_or_else(|error| error.code, |_| "ok");
        let ended = outcome.ended_at.unwrap_or(SimTime::NEVER);
        digest.add(&format!("{} {} {} {code}", outcome.line, outcome.at, ended));
    }
    let writes = session.world().view().writes;
    digest.add(&format!("{} {writes:?}", session.now()));
    digest.to_string()
}
