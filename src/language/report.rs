//! The incident report of a run, as JSON and for people.

use crate::cloud::{Patience, Reply};
use crate::language::journal::digest;
use crate::language::{Outcome, Session};
use crate::sim::{Calendar, SimDuration, SimTime};
use crate::world::{
    AppView, ArchiveView, DatabaseView, IncidentView, MissedGoals, RoleView, SnapshotView,
    WriteTotals,
};
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
    /// How much time that is, as an RPO counts it.
    pub own_actions_lost_span_ms: u64,
    pub writes: WriteTotals,
    pub databases: Vec<ReportDatabase>,
    pub applications: Vec<ReportApplication>,
    pub snapshots: Vec<ReportSnapshot>,
    /// What can be restored to a point in time.
    pub restore_windows: Vec<ReportWindow>,
    pub monthly_cost_usd: f64,
    /// What stands and has no price that the lab knows: the sum leaves it out.
    pub unpriced: Vec<String>,
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

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ReportIncident {
    /// The kind of the fault that began it; null if it was no fault.
    pub fault: Option<&'static str>,
    /// Else the first words of the line that did: `aws rds reboot-db-instance`.
    pub action: Option<&'static str>,
    /// The number of that line, unless it was given, or RDS acted by itself.
    pub line: Option<u32>,
    pub target: String,
    pub at_ms: i64,
    pub apps: Vec<String>,
    pub write_outage_ms: u64,
    pub read_outage_ms: u64,
    pub wrong_data_ms: u64,
    pub recovered_at_ms: Option<i64>,
    pub recovery_ms: Option<u64>,
    /// Whether its fault still lasts.
    pub in_force: bool,
    /// When restored volumes had loaded on which requests were slow after the recovery: recovered is not yet normal.
    pub normal_at_ms: Option<i64>,
    /// For how long requests were slow.
    pub degraded_ms: u64,
    /// How many times as long a request took at worst; 1 if nothing was slow.
    pub degraded_times: f64,
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

/// An application's account, whoever caused what it saw.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReportApplication {
    pub name: String,
    /// The database that takes its writes, with its Region unless that is the default one; null once that is gone.
    pub uses: Option<String>,
    pub write_outage_ms: u64,
    pub read_outage_ms: u64,
    pub wrong_data_ms: u64,
    /// How long it was stopped: then it sends nothing, and nothing fails.
    pub stopped_ms: u64,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReportSnapshot {
    pub id: String,
    pub region: &'static str,
    pub instance: String,
    /// `automated` or `manual`.
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub status: &'static str,
    pub at_ms: i64,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReportWindow {
    pub instance: String,
    pub region: &'static str,
    pub earliest_ms: i64,
    pub latest_ms: i64,
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
    /// For a wait: how often the waiter would have given up, and would have had to be started anew.
    pub gave_up: u64,
    /// What the AWS CLI would print, where replies were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply: Option<Reply>,
}

impl ReportIncident {
    /// What began it: a fault's kind, or the first words of a line.
    pub fn cause(&self) -> &'static str {
        self.fault.or(self.action).unwrap_or_default()
    }
}

impl Session {
    /// The incident report of the run so far.
    pub fn report(&self) -> Report {
        Report::new(self)
    }
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
            incidents: view
                .incidents
                .iter()
                .map(|one| incident(one, line_of(session, one)))
                .collect(),
            own_actions_met_rpo: view.own_actions_met_rpo,
            own_actions_lost_span_ms: view.own_lost_span.ms(),
            writes: view.writes,
            databases: view.databases.iter().map(database).collect(),
            applications: view.apps.iter().map(application).collect(),
            snapshots: view.snapshots.iter().map(snapshot).collect(),
            restore_windows: view.archives.iter().filter_map(window).collect(),
            monthly_cost_usd: (view.monthly_cost_usd() * 100.0).round() / 100.0,
            unpriced: view.unpriced().map(str::to_owned).collect(),
            commands: commands(session),
            not_reached: session.not_started(),
            digest: digest(session),
            calendar: view.calendar,
            missed: view.missed_goals(),
        }
    }

    /// Adds to each command what the AWS CLI would print.
    pub fn with_replies(mut self, session: &Session) -> Report {
        for (command, outcome) in self.commands.iter_mut().zip(session.outcomes()) {
            command.reply = Some(outcome.result.clone().unwrap_or(Reply::Null));
        }
        self
    }

    /// Whether a goal was missed: by an incident, or by writes that the operator lost alone.
    ///
    /// An incident that was not recovered by the end has missed its RTO.
    pub fn missed_a_goal(&self) -> bool {
        self.missed.rto || self.missed.rpo
    }
}

/// The line that began an incident: the last of that moment that was carried out, begins so and names its target.
fn line_of(session: &Session, view: &IncidentView) -> Option<u32> {
    let names_target = |text: &str| {
        let bare = view.target.split('/').next_back().unwrap_or_default();
        let mut words = text.split_whitespace();
        words.any(|word| word.eq_ignore_ascii_case(bare))
    };
    let begins = |outcome: &&Outcome| {
        outcome.at == view.asked_at
            && outcome.result.is_ok()
            && outcome.text.starts_with(view.cause)
            && names_target(&outcome.text)
    };
    let mut latest_first = session.outcomes().iter().rev();
    let line = latest_first.find(begins).map(|outcome| outcome.line);
    line.filter(|_| !view.is_fault())
}

fn incident(view: &IncidentView, line: Option<u32>) -> ReportIncident {
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
        fault: Some(view.cause).filter(|_| view.is_fault()),
        action: Some(view.cause).filter(|_| !view.is_fault()),
        line,
        target: view.target.clone(),
        at_ms: view.at.ms(),
        apps: view.apps.clone(),
        write_outage_ms: view.write_outage.ms(),
        read_outage_ms: view.read_outage.ms(),
        wrong_data_ms: view.wrong_data.ms(),
        recovered_at_ms: view.recovered_at.map(SimTime::ms),
        recovery_ms: view.recovery.map(SimDuration::ms),
        in_force: view.in_force,
        normal_at_ms: view.normal_at.map(SimTime::ms),
        degraded_ms: view.degraded.ms(),
        degraded_times: (view.degraded_times * 10.0).round() / 10.0,
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
        az: view.primary().zone.name(),
        multi_az: view.multi_az,
        replica_of: match &view.role {
            RoleView::Standalone => None,
            RoleView::ReadReplica { source, .. } => Some(source.clone()),
        },
    }
}

fn application(view: &AppView) -> ReportApplication {
    ReportApplication {
        name: view.name.clone(),
        uses: view.uses.clone(),
        write_outage_ms: view.writes.outage_total.ms(),
        read_outage_ms: view.reads.outage_total.ms(),
        wrong_data_ms: view.wrong_data.ms(),
        stopped_ms: view.stopped.ms(),
    }
}

fn snapshot(view: &SnapshotView) -> ReportSnapshot {
    ReportSnapshot {
        id: view.id.clone(),
        region: view.region.name(),
        instance: view.instance.clone(),
        kind: match view.automated {
            true => "automated",
            false => "manual",
        },
        status: view.status,
        at_ms: view.created_at.ms(),
    }
}

fn window(view: &ArchiveView) -> Option<ReportWindow> {
    Some(ReportWindow {
        instance: view.instance.clone(),
        region: view.region.name(),
        earliest_ms: view.earliest?.ms(),
        latest_ms: view.latest?.ms(),
    })
}

/// How often a waiter would have given up by then. Whoever waits on starts it anew at once.
fn gave_up(outcome: &Outcome, now: SimTime) -> u64 {
    let Some(Patience { every, tries }) = outcome.waits else {
        return 0;
    };
    let waited = outcome.ended_at.unwrap_or(now).since(outcome.at);
    waited.ms().saturating_sub(1) / (every.ms() * (tries - 1))
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
                gave_up: gave_up(outcome, session.now()),
                reply: None,
            }
        })
        .collect()
}
