//! Conditions: the closed vocabulary in which a lesson says when a step is done and when it is won.

use crate::cloud::{RegionId, Reply};
use crate::language::Outcome;
use crate::lesson::field::field_of;
use crate::lesson::{MetricIs, Within};
use crate::world::{
    AppView, ChannelState, ChannelView, DatabaseView, IncidentView, RoleView, View,
};
use serde::{Deserialize, Serialize};

/// Something that holds at a moment of a run, or not.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Condition {
    /// The database exists, and all that is named agrees
    Database(DatabaseIs),
    /// The application is served, or not
    App(AppIs),
    /// There are automated backups of an instance of this name, and all that is named agrees
    Backups(BackupsIs),
    /// There was such a fault or action, and its latest incident agrees
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
    /// Its identifier
    pub name: String,
    /// Only of this Region
    pub region: Option<String>,
    /// False if there must be none
    pub exists: Option<bool>,
    /// AWS's status, such as `available`
    pub status: Option<String>,
    /// The Availability Zone of its primary
    pub az: Option<String>,
    /// Whether it is Multi-AZ
    pub multi_az: Option<bool>,
    /// Whether a standby is in step
    pub protected: Option<bool>,
    /// Whether it is a read replica
    pub replica: Option<bool>,
    /// Whether its tape has damaged rows
    pub damaged: Option<bool>,
    /// Whether an application writes to it
    pub used: Option<bool>,
    /// Whether it serves an application that writes to it
    pub serves: Option<bool>,
    /// Whether blocks of its restored volume have yet to arrive
    pub cold: Option<bool>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AppIs {
    /// Its name
    pub name: String,
    /// Whether it runs, and each kind of its requests is answered
    pub served: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct BackupsIs {
    /// The name of the instance
    pub of: String,
    /// `active`, `retained` or `creating`
    #[serde(default)]
    pub status: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct IncidentIs {
    /// The kind of the fault, such as `az-outage`
    pub fault: Option<String>,
    /// Or the first words of the line that made requests fail, such as `aws rds reboot-db-instance`
    pub action: Option<String>,
    /// Whether it is over
    pub recovered: Option<bool>,
    /// Whether it kept the RTO
    pub rto: Option<Verdict>,
    /// Whether it kept the RPO
    pub rpo: Option<Verdict>,
    /// The name of a phase that it has
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
    /// An option that the line must have too, wherever it stands
    #[serde(default)]
    pub with: Option<String>,
    /// A field that its answer must have, such as `LatestTime`
    #[serde(default)]
    pub tells: Option<String>,
    /// A field of an earlier answer, than which that must be later
    #[serde(default)]
    pub later_than: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SnapshotIs {
    /// Its identifier
    pub name: String,
    /// Only of this Region
    #[serde(default)]
    pub region: Option<String>,
    /// AWS's status, such as `available`
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

    pub(super) fn latest(&self, fault: Option<&str>) -> Option<&IncidentView> {
        let of_kind = |incident: &&IncidentView| fault.is_none_or(|kind| kind == incident.cause);
        self.view.incidents.iter().rev().find(of_kind)
    }
}

impl Condition {
    /// The lines that it wants to be refused.
    pub fn refusals(&self) -> Vec<&Used> {
        self.used(|used| used.refused.is_some())
    }

    /// The looks of which it wants a certain answer.
    pub fn looks(&self) -> Vec<&Used> {
        self.used(|used| used.tells.is_some())
    }

    /// What of the lines that it asks for is so.
    fn used(&self, is_so: fn(&Used) -> bool) -> Vec<&Used> {
        match self {
            Condition::Used(used) => Some(used).filter(|used| is_so(used)).into_iter().collect(),
            Condition::Any(conditions) => {
                let all = conditions.iter();
                all.flat_map(|condition| condition.used(is_so)).collect()
            }
            Condition::Not(condition) => condition.used(is_so),
            Condition::App(_)
            | Condition::Backups(_)
            | Condition::Database(_)
            | Condition::Incident(_)
            | Condition::Metric(_)
            | Condition::Cost(_)
            | Condition::Snapshot(_)
            | Condition::Score(_) => Vec::new(),
        }
    }

    /// What began the incidents that it looks at: faults and actions.
    pub fn causes(&self) -> Vec<&str> {
        match self {
            Condition::Incident(incident) => vec![incident.cause()],
            Condition::Metric(metric) => metric.fault.as_deref().into_iter().collect(),
            Condition::Any(conditions) => conditions.iter().flat_map(Condition::causes).collect(),
            Condition::Not(condition) => condition.causes(),
            Condition::App(_)
            | Condition::Backups(_)
            | Condition::Database(_)
            | Condition::Used(_)
            | Condition::Cost(_)
            | Condition::Snapshot(_)
            | Condition::Score(_) => Vec::new(),
        }
    }

    pub fn holds(&self, moment: &Moment) -> bool {
        match self {
            Condition::Database(database) => database.holds(moment.view),
            Condition::App(app) => app.holds(moment.view),
            Condition::Backups(backups) => backups.holds(moment.view),
            Condition::Incident(incident) => incident.holds(moment),
            Condition::Used(used) => used.holds(moment.outcomes),
            Condition::Metric(metric) => metric.holds(moment),
            // What has no price cannot be held against a bound.
            Condition::Cost(bounds) => {
                moment.view.unpriced().next().is_none()
                    && bounds.hold(moment.view.monthly_cost_usd())
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

pub(super) fn in_region(asked: Option<&str>, region: RegionId) -> bool {
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
        let writers = || {
            view.apps.iter().filter(|app| {
                let region = app.connect.split_once('/').map(|(region, _)| region);
                app.write_target.as_ref() == Some(&db.id)
                    && region.unwrap_or(RegionId::DEFAULT.name()) == db.region.name()
            })
        };
        let used = || writers().next().is_some();
        let serves = || writers().any(|app| app.writes.state == ChannelState::Serving);
        agrees(self.status.as_deref(), db.status)
            && agrees(self.az.as_deref(), db.primary().zone.name().as_str())
            && agrees(self.multi_az, db.multi_az)
            && agrees(self.protected, db.protected)
            && agrees(self.replica, is_replica)
            && agrees(self.damaged, !db.primary().tape.marks.is_empty())
            && self.used.is_none_or(|asked| asked == used())
            && self.serves.is_none_or(|asked| asked == serves())
            && agrees(self.cold, db.hydrated < 1.0)
    }
}

impl AppIs {
    fn holds(&self, view: &View) -> bool {
        let served = |app: &AppView| {
            let asks = |channel: &&ChannelView| channel.rate > 0.0;
            let asking: Vec<_> = [&app.reads, &app.writes].into_iter().filter(asks).collect();
            let mut states = asking.iter().map(|channel| channel.state);
            app.running && !asking.is_empty() && states.all(|state| state == ChannelState::Serving)
        };
        let mut apps = view.apps.iter();
        apps.any(|app| app.name == self.name && served(app) == self.served)
    }
}

impl BackupsIs {
    fn holds(&self, view: &View) -> bool {
        let mut all = view.archives.iter();
        all.any(|archive| {
            archive.instance == self.of && agrees(self.status.as_deref(), archive.status)
        })
    }
}

impl IncidentIs {
    /// What began it: a fault or an action.
    pub fn cause(&self) -> &str {
        let cause = self.fault.as_ref().or(self.action.as_ref());
        cause.map_or("", String::as_str)
    }

    fn holds(&self, moment: &Moment) -> bool {
        let Some(incident) = moment.latest(Some(self.cause())) else {
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
        (0..outcomes.len()).any(|place| self.is_met_at(outcomes, place))
    }

    /// Whether a line is one of those that are meant.
    pub fn names(&self, line: &str) -> bool {
        let has = |option: &String| line.split_whitespace().any(|word| word == option);
        begins_with(line, &self.command) && self.with.as_ref().is_none_or(has)
    }

    /// Whether the outcome at a place is what is asked for.
    pub fn is_met_at(&self, outcomes: &[Outcome], place: usize) -> bool {
        let outcome = &outcomes[place];
        self.names(&outcome.text)
            && match (&self.refused, &outcome.result) {
                (Some(code), Err(error)) => *code == error.code,
                (None, Ok(answer)) => {
                    outcome.ended_at.is_some() && self.is_told(answer, &outcomes[..place])
                }
                (Some(_), Ok(_)) | (None, Err(_)) => false,
            }
    }

    /// Whether an answer has the field that it must have, later than what was told before where that is asked for.
    fn is_told(&self, answer: &Reply, before: &[Outcome]) -> bool {
        let Some(field) = &self.tells else {
            return true;
        };
        let told = field_of(answer, field);
        let Some(field) = &self.later_than else {
            return !told.is_empty();
        };
        let answers = before.iter().filter_map(|one| one.result.as_ref().ok());
        let earlier: Vec<String> = answers.flat_map(|one| field_of(one, field)).collect();
        // Moments as the AWS CLI writes them stand in the order of their letters.
        told.iter()
            .any(|one| earlier.iter().any(|early| one > early))
    }
}

/// Whether the words of a line begin with these.
pub fn begins_with(line: &str, words: &str) -> bool {
    let mut line = line.split_whitespace();
    words
        .split_whitespace()
        .all(|word| line.next() == Some(word))
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

#[cfg(test)]
mod tests;
