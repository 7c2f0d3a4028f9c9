//! Conditions: the closed vocabulary in which a lesson says when a step is done and when it is won.

use crate::cloud::RegionId;
use crate::language::Outcome;
use crate::lesson::front::span;
use crate::rds::{DatabaseView, IncidentView, RoleView, View};
use crate::sim::SimDuration;
use serde::{Deserialize, Deserializer, Serialize};

/// Something that holds at a moment of a run, or not.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Condition {
    /// The database exists, and all that is named agrees
    Database(DatabaseIs),
    /// There was such a fault, and its latest incident agrees
    Incident(IncidentIs),
    /// A line that begins with these words ran
    Used(Used),
    /// A figure lies within bounds
    Metric(MetricIs),
    /// All that stands costs so many US dollars a month
    Cost(Within),
    /// The manual snapshot is there
    Snapshot(SnapshotIs),
    /// The score of a game day
    Score(Within),
    /// One of them holds
    Any(Vec<Condition>),
    /// It does not hold
    Not(Box<Condition>),
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct DatabaseIs {
    pub name: String,
    /// Only of this Region
    pub region: Option<String>,
    /// False if there must be none
    pub exists: Option<bool>,
    /// AWS's status, such as `available`
    pub status: Option<String>,
    /// The Availability Zone of its primary
    pub az: Option<String>,
    pub multi_az: Option<bool>,
    /// Whether a standby is in step
    pub protected: Option<bool>,
    /// Whether it is a read replica
    pub replica: Option<bool>,
    /// Whether its tape has damaged rows
    pub damaged: Option<bool>,
    /// Whether an application writes to it
    pub used: Option<bool>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct IncidentIs {
    /// The kind of the fault, such as `az-outage`
    pub fault: String,
    #[serde(default)]
    pub recovered: Option<bool>,
    #[serde(default)]
    pub rto: Option<Verdict>,
    #[serde(default)]
    pub rpo: Option<Verdict>,
    /// The name of a phase that it has
    #[serde(default)]
    pub phase: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    Met,
    Missed,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Used {
    /// The first words of the line
    pub command: String,
    /// The error code, if it must have been refused
    #[serde(default)]
    pub refused: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct MetricIs {
    pub name: Metric,
    /// Of the latest incident of this kind, instead of the whole run
    #[serde(default)]
    pub fault: Option<String>,
    /// Of this database
    #[serde(default)]
    pub of: Option<String>,
    #[serde(default)]
    pub at_least: Option<Amount>,
    #[serde(default)]
    pub at_most: Option<Amount>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Metric {
    DamagedRows,
    InDoubtWrites,
    Lag,
    LostSpan,
    LostWrites,
    ReadOutage,
    Recovery,
    RefusedWrites,
    StrandedWrites,
    Time,
    UnreceivedWrites,
    WriteOutage,
    WrongData,
}

/// A number, or a duration such as `90s`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[cfg_attr(not(target_arch = "wasm32"), schemars(untagged))]
pub enum Amount {
    Number(f64),
    Span(String),
}

/// In a lesson's file its form tells which it is; on the way from the reader to the page nothing but its place does.
impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Amount, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged, expecting = "a number, or a duration such as \"90s\"")]
        enum Written {
            Number(f64),
            Span(String),
        }
        #[derive(Deserialize)]
        enum Sent {
            Number(f64),
            Span(String),
        }
        Ok(if from.is_human_readable() {
            match Written::deserialize(from)? {
                Written::Number(number) => Amount::Number(number),
                Written::Span(text) => Amount::Span(text),
            }
        } else {
            match Sent::deserialize(from)? {
                Sent::Number(number) => Amount::Number(number),
                Sent::Span(text) => Amount::Span(text),
            }
        })
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Within {
    pub at_least: Option<f64>,
    pub at_most: Option<f64>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SnapshotIs {
    pub name: String,
    #[serde(default)]
    pub region: Option<String>,
    #[serde(default)]
    pub status: Option<String>,
    /// False if there must be none
    #[serde(default)]
    pub exists: Option<bool>,
}

/// A moment of a run, as far as conditions look at it.
#[derive(Clone, Copy, Debug)]
pub struct Moment<'a> {
    pub view: &'a View,
    /// What became of the lines so far.
    pub outcomes: &'a [Outcome],
    /// The score of a game day, if it is one.
    pub score: Option<u32>,
}

impl Moment<'_> {
    pub fn all_hold(&self, conditions: &[Condition]) -> bool {
        conditions.iter().all(|condition| condition.holds(self))
    }

    fn latest(&self, fault: Option<&str>) -> Option<&IncidentView> {
        let of_kind = |incident: &&IncidentView| fault.is_none_or(|kind| kind == incident.fault);
        self.view.incidents.iter().rev().find(of_kind)
    }
}

impl Condition {
    pub fn holds(&self, moment: &Moment) -> bool {
        match self {
            Condition::Database(database) => database.holds(moment.view),
            Condition::Incident(incident) => incident.holds(moment),
            Condition::Used(used) => used.holds(moment.outcomes),
            Condition::Metric(metric) => metric.holds(moment),
            Condition::Cost(bounds) => {
                let items = moment.view.cost.iter();
                bounds.hold(items.fold(0.0, |sum, item| sum + item.usd_per_month))
            }
            Condition::Snapshot(snapshot) => snapshot.holds(moment.view),
            Condition::Score(bounds) => moment
                .score
                .is_some_and(|score| bounds.hold(f64::from(score))),
            Condition::Any(conditions) => conditions.iter().any(|one| one.holds(moment)),
            Condition::Not(condition) => !condition.holds(moment),
        }
    }
}

/// Whether what is asked for, if anything is, is so.
fn agrees<T: PartialEq>(asked: Option<T>, is: T) -> bool {
    asked.is_none_or(|asked| asked == is)
}

fn in_region(asked: Option<&str>, region: RegionId) -> bool {
    asked.is_none_or(|name| name == region.name())
}

impl DatabaseIs {
    fn holds(&self, view: &View) -> bool {
        let named =
            |db: &&DatabaseView| db.id == self.name && in_region(self.region.as_deref(), db.region);
        let mut found = view.databases.iter().filter(named);
        if self.exists == Some(false) {
            return found.next().is_none();
        }
        found.any(|db| self.agrees_with(db, view))
    }

    fn agrees_with(&self, db: &DatabaseView, view: &View) -> bool {
        let is_replica = matches!(db.role, RoleView::ReadReplica { .. });
        let used = || {
            view.apps.iter().any(|app| {
                let region = app.connect.split_once('/').map(|(region, _)| region);
                app.write_target.as_ref() == Some(&db.id)
                    && region.unwrap_or(RegionId::DEFAULT.name()) == db.region.name()
            })
        };
        agrees(self.status.as_deref(), db.status)
            && agrees(self.az.as_deref(), db.primary.zone.name().as_str())
            && agrees(self.multi_az, db.multi_az)
            && agrees(self.protected, db.protected)
            && agrees(self.replica, is_replica)
            && agrees(self.damaged, !db.primary.tape.marks.is_empty())
            && self.used.is_none_or(|asked| asked == used())
    }
}

/// The database that a lesson means: `orders`, or `us-west-2/orders`.
fn find_database<'a>(view: &'a View, target: &str) -> Option<&'a DatabaseView> {
    let (region, name) = match target.split_once('/') {
        Some((region, name)) => (Some(region), name),
        None => (None, target),
    };
    view.databases
        .iter()
        .find(|db| db.id == name && in_region(region, db.region))
}

impl IncidentIs {
    fn holds(&self, moment: &Moment) -> bool {
        let Some(incident) = moment.latest(Some(&self.fault)) else {
            return false;
        };
        let judged = |asked: Option<Verdict>, met: Option<bool>| {
            asked.is_none_or(|asked| met == Some(asked == Verdict::Met))
        };
        let has_phase = |name: &String| incident.phases.iter().any(|phase| phase.name == name);
        agrees(self.recovered, incident.recovered_at.is_some())
            && judged(self.rto, incident.met_rto)
            && judged(self.rpo, incident.met_rpo)
            && self.phase.as_ref().is_none_or(has_phase)
    }
}

impl Used {
    fn holds(&self, outcomes: &[Outcome]) -> bool {
        outcomes.iter().any(|outcome| {
            begins_with(&outcome.text, &self.command)
                && match (&self.refused, &outcome.result) {
                    (Some(code), Err(error)) => *code == error.code,
                    (None, Ok(_)) => outcome.ended_at.is_some(),
                    (Some(_), Ok(_)) | (None, Err(_)) => false,
                }
        })
    }
}

/// Whether the words of a line begin with these.
pub fn begins_with(line: &str, words: &str) -> bool {
    let mut line = line.split_whitespace();
    words
        .split_whitespace()
        .all(|word| line.next() == Some(word))
}

impl MetricIs {
    fn holds(&self, moment: &Moment) -> bool {
        let Some(value) = self.value(moment) else {
            return false;
        };
        let bound = |amount: &Option<Amount>| amount.as_ref().and_then(Amount::value);
        bound(&self.at_least).is_none_or(|least| value >= least)
            && bound(&self.at_most).is_none_or(|most| value <= most)
    }

    /// The figure now: durations in milliseconds. Nothing where it has no meaning yet.
    fn value(&self, moment: &Moment) -> Option<f64> {
        let view = moment.view;
        let ms = |span: SimDuration| span.ms() as f64;
        let count = |number: u64| number as f64;
        if let Some(figure) = self.of_replica(view) {
            return figure;
        }
        if let Some(kind) = &self.fault {
            let incident = moment.latest(Some(kind))?;
            return Some(match self.name {
                Metric::DamagedRows => count(incident.corrupt_writes_remaining),
                Metric::LostWrites => count(incident.lost_writes),
                Metric::StrandedWrites => count(incident.stranded_writes),
                Metric::WriteOutage => ms(incident.write_outage),
                Metric::ReadOutage => ms(incident.read_outage),
                Metric::WrongData => ms(incident.wrong_data),
                Metric::LostSpan => ms(incident.lost_span),
                Metric::Recovery => ms(incident.recovery?),
                _ => return None,
            });
        }
        let worst = |outage: &dyn Fn(&crate::rds::AppView) -> SimDuration| {
            view.apps.iter().map(outage).max().map_or(0.0, ms)
        };
        Some(match self.name {
            Metric::DamagedRows => count(view.writes.damaged),
            Metric::InDoubtWrites => count(view.writes.in_doubt),
            Metric::LostWrites => count(view.writes.lost),
            Metric::RefusedWrites => count(view.writes.refused),
            Metric::StrandedWrites => count(view.writes.stranded),
            Metric::WriteOutage => worst(&|app| app.writes.outage_total),
            Metric::ReadOutage => worst(&|app| app.reads.outage_total),
            Metric::WrongData => ms(moment.latest(None)?.wrong_data),
            Metric::LostSpan => ms(moment.latest(None)?.lost_span),
            Metric::Recovery => ms(moment.latest(None)?.recovery?),
            Metric::Time => view.now.ms() as f64,
            Metric::Lag | Metric::UnreceivedWrites => return None,
        })
    }

    /// A figure of a read replica, if it is one of those.
    fn of_replica(&self, view: &View) -> Option<Option<f64>> {
        if !self.name.is_of_replica() {
            return None;
        }
        let db = self.of.as_ref().and_then(|name| find_database(view, name));
        Some(match db.map(|db| &db.role) {
            Some(RoleView::ReadReplica {
                behind,
                not_received,
                ..
            }) => Some(match self.name {
                Metric::Lag => behind.ms() as f64,
                _ => *not_received as f64,
            }),
            Some(RoleView::Standalone) | None => None,
        })
    }
}

impl Metric {
    /// Whether its bounds are durations.
    pub fn is_span(self) -> bool {
        match self {
            Metric::Lag
            | Metric::LostSpan
            | Metric::ReadOutage
            | Metric::Recovery
            | Metric::Time
            | Metric::WriteOutage
            | Metric::WrongData => true,
            Metric::DamagedRows
            | Metric::InDoubtWrites
            | Metric::LostWrites
            | Metric::RefusedWrites
            | Metric::StrandedWrites
            | Metric::UnreceivedWrites => false,
        }
    }

    pub fn is_of_replica(self) -> bool {
        matches!(self, Metric::Lag | Metric::UnreceivedWrites)
    }

    /// Whether the incidents of one kind have it.
    pub fn is_of_incident(self) -> bool {
        match self {
            Metric::DamagedRows
            | Metric::LostSpan
            | Metric::LostWrites
            | Metric::ReadOutage
            | Metric::Recovery
            | Metric::StrandedWrites
            | Metric::WriteOutage
            | Metric::WrongData => true,
            Metric::InDoubtWrites
            | Metric::Lag
            | Metric::RefusedWrites
            | Metric::Time
            | Metric::UnreceivedWrites => false,
        }
    }
}

impl Amount {
    /// As a number, durations in milliseconds; nothing if it is no duration.
    pub fn value(&self) -> Option<f64> {
        match self {
            Amount::Number(number) => Some(*number),
            Amount::Span(text) => span(text).ok().map(|span| span.ms() as f64),
        }
    }
}

impl Within {
    pub fn hold(&self, value: f64) -> bool {
        self.at_least.is_none_or(|least| value >= least)
            && self.at_most.is_none_or(|most| value <= most)
    }
}

impl SnapshotIs {
    fn holds(&self, view: &View) -> bool {
        let found = view.snapshots.iter().any(|snapshot| {
            snapshot.id == self.name
                && in_region(self.region.as_deref(), snapshot.region)
                && agrees(self.status.as_deref(), snapshot.status)
        });
        found == self.exists.unwrap_or(true)
    }
}
