//! Figures of a run that a condition can ask for.

use crate::lesson::condition::in_region;
use crate::lesson::{Amount, Moment};
use crate::sim::SimDuration;
use crate::world::{AppView, DatabaseView, RoleView, View};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct MetricIs {
    /// Which figure
    pub name: Metric,
    /// Of the latest incident of this kind, instead of the whole run
    #[serde(default)]
    pub fault: Option<String>,
    /// Of this database
    #[serde(default)]
    pub of: Option<String>,
    /// No less than this
    #[serde(default)]
    pub at_least: Option<Amount>,
    /// No more than this
    #[serde(default)]
    pub at_most: Option<Amount>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Metric {
    /// Rows that a fault made wrong and that are still wrong in what the application uses; a number. Counts now: what was put right is gone from it.
    DamagedRows,
    /// Writes of which the application never heard whether they were accepted; a number, of the whole run.
    InDoubtWrites,
    /// How far the read replica `of` is behind its source; a duration, now.
    Lag,
    /// How far back in time the latest incident reached with what it lost: what is held against the RPO; a duration. Counts once something is lost.
    LostSpan,
    /// Accepted writes that no database in use holds any more; a number. Counts now: a write that comes back is lost no longer.
    LostWrites,
    /// How long reads were not answered, of the application that was worst off; a duration, of the whole run or of one incident, growing while it lasts.
    ReadOutage,
    /// From the latest incident until its applications were served for good: what is held against the RTO; a duration. Has no value before the incident is over.
    Recovery,
    /// Writes that got a no, or were never sent; a number, of the whole run. Those that had no answer are in doubt.
    RefusedWrites,
    /// Lost writes that a database nobody uses still holds; a number, now. They are among the lost ones.
    StrandedWrites,
    /// The clock of the run; a duration since its start.
    Time,
    /// Writes of its source that have not reached the read replica `of`; a number, now.
    UnreceivedWrites,
    /// How long writes were not accepted, of the application that was worst off; a duration, of the whole run or of one incident, growing while it lasts.
    WriteOutage,
    /// How long the latest incident let the application read wrong rows; a duration, growing while it lasts.
    WrongData,
}

impl MetricIs {
    pub(super) fn holds(&self, moment: &Moment) -> bool {
        let Some(value) = self.value(moment) else {
            return false;
        };
        let bound = |amount: &Option<Amount>| amount.as_ref().and_then(Amount::value);
        bound(&self.at_least).is_none_or(|least| value >= least)
            && bound(&self.at_most).is_none_or(|most| value <= most)
    }

    /// The figure now: durations in milliseconds. Nothing where it has no meaning yet.
    pub(super) fn value(&self, moment: &Moment) -> Option<f64> {
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
                Metric::InDoubtWrites
                | Metric::Lag
                | Metric::RefusedWrites
                | Metric::Time
                | Metric::UnreceivedWrites => return None,
            });
        }
        let worst = |outage: &dyn Fn(&AppView) -> SimDuration| {
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
