//! What an observer may know of a world at one moment: plain data, no handles.

mod incident;

pub use crate::cloud::view::{
    Activity, ArchiveView, CopyHealth, CopyView, CostItem, DatabaseView, MarkView, ProxyView,
    RecordView, ReplicaState, RoleView, SnapshotView, TapeView, TornView,
};
pub use incident::{AccountView, IncidentView, LostView, PhaseView};

use crate::cloud::{Fault, FaultKind, RegionId, ZoneId};
use crate::grammar::Catalogue;
use crate::sim::{Calendar, Shared, SimDuration, SimTime};
use std::rc::Rc;

/// A world as the page draws it.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    pub now: SimTime,
    /// What dates the moments of this run bear.
    pub calendar: Calendar,
    pub regions: Vec<RegionView>,
    /// Every database that is not deleted, service by service, in order of creation.
    pub databases: Vec<DatabaseView>,
    /// What stands in front of databases.
    pub proxies: Vec<ProxyView>,
    pub snapshots: Vec<SnapshotView>,
    pub archives: Vec<ArchiveView>,
    pub apps: Vec<AppView>,
    /// Faults that are in force, in order of injection.
    pub faults: Vec<FaultView>,
    /// Every kind of fault that can strike here, by name.
    pub kinds: Rc<[KindView]>,
    /// The services of this world, with what they bring.
    pub catalogue: Catalogue,
    /// Those that are over are as they were shown before, unless something of them has changed.
    pub incidents: Shared<IncidentView>,
    pub goals: Goals,
    /// Whether what the learner's own actions have lost, no incident being open, keeps to the RPO.
    pub own_actions_met_rpo: Option<bool>,
    /// How much time that is which they have lost, as an RPO counts it: the worst of an application.
    pub own_lost_span: SimDuration,
    pub writes: WriteTotals,
    pub cost: Vec<CostItem>,
    /// When something will next happen by itself, if anything will.
    pub next_event_at: Option<SimTime>,
}

impl View {
    /// How many incidents somebody knows of by now.
    pub fn noticed_incidents(&self) -> usize {
        let incidents = self.incidents.iter();
        incidents.filter(|one| one.noticed_at <= self.now).count()
    }

    /// What of all that stands has no price that the lab knows: no sum counts it.
    pub fn unpriced(&self) -> impl Iterator<Item = &str> {
        let items = self.cost.iter().filter(|item| item.usd_per_month.is_none());
        items.map(|item| item.what.as_str())
    }

    /// What all that stands costs a month, as far as prices are known.
    pub fn monthly_cost_usd(&self) -> f64 {
        // An empty sum of floats is -0, which would be printed so.
        let items = self.cost.iter();
        items.fold(0.0, |sum, item| sum + item.usd_per_month.unwrap_or(0.0))
    }

    /// Which goals the run has missed, should it end now: an incident that is not over has missed its RTO.
    pub fn missed_goals(&self) -> MissedGoals {
        let is_late = |one: &IncidentView| {
            one.met_rto == Some(false) || (self.goals.rto.is_some() && one.recovered_at.is_none())
        };
        MissedGoals {
            rto: self.incidents.iter().any(is_late),
            rpo: self.own_actions_met_rpo == Some(false)
                || self.incidents.iter().any(|one| one.met_rpo == Some(false)),
        }
    }
}

impl View {
    /// The incident of that number. They are in order.
    pub fn incident(&self, number: u32) -> Option<&IncidentView> {
        let place = self.incidents.place_of(number, |one| one.number)?;
        Some(&self.incidents[place])
    }

    /// The incidents that are not over.
    pub fn open_incidents(&self) -> impl Iterator<Item = &IncidentView> {
        let all = self.incidents.iter();
        all.filter(|one| one.recovered_at.is_none())
    }

    /// What all incidents that are not over have lost so far, together.
    pub fn lost_in_open_incidents(&self) -> u64 {
        self.open_incidents().map(|one| one.lost_writes).sum()
    }

    /// How much time that is, incident for incident.
    pub fn lost_span_in_open_incidents(&self) -> SimDuration {
        let spans = self.open_incidents().map(|one| one.lost_span);
        spans.fold(SimDuration::ZERO, |sum, span| sum + span)
    }

    /// How much time all that is lost is: the worst of an application.
    pub fn lost_span(&self) -> SimDuration {
        let spans = self.apps.iter().map(|app| app.lost_span);
        spans.max().unwrap_or_default()
    }
}

/// A Region that holds something, or that a fault has struck.
#[derive(Clone, Debug, PartialEq)]
pub struct RegionView {
    pub id: RegionId,
    pub up: bool,
    /// Its control plane answers, and finishes nothing that it begins.
    pub degraded: bool,
    /// The zones in use, and at least the first two.
    pub zones: Vec<ZoneView>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ZoneView {
    pub id: ZoneId,
    pub has_power: bool,
    /// Whether it has hosts to give.
    pub has_capacity: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct AppView {
    pub name: String,
    pub connect: String,
    pub read_from: String,
    /// The database behind `connect`, if the name resolves.
    pub write_target: Option<String>,
    pub read_target: Option<String>,
    pub writes: ChannelView,
    pub reads: ChannelView,
    pub running: bool,
    pub totals: WriteTotals,
    /// How much time its lost writes are, as an RPO counts it: incident for incident, and by the learner's own actions.
    pub lost_span: SimDuration,
    /// Whether it reads damaged data now.
    pub on_damaged_data: bool,
    pub damaged_rows: u64,
    /// Numbers of its last writes and what became of them, newest last: what ticks on the page.
    pub recent: Vec<WriteView>,
    /// How long a request waits for an answer.
    pub timeout: SimDuration,
    /// How long it keeps a DNS answer; `None` for ever.
    pub dns_cache: Option<SimDuration>,
    /// When a running copy-back will be done.
    pub copy_back_until: Option<SimTime>,
    /// The database that took its last write, while it exists; with its Region unless that is the default one.
    pub uses: Option<String>,
    /// How long it was served damaged data, whoever did the damage.
    pub wrong_data: SimDuration,
    /// When it was; the last stretch may be open.
    pub wrong_stretches: Vec<(SimTime, Option<SimTime>)>,
    /// How long it was stopped in all: then it sends nothing, and nothing fails.
    pub stopped: SimDuration,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ChannelView {
    pub state: ChannelState,
    /// Whether what fails gets no answer; else a host refuses it, or its name leads nowhere.
    pub unanswered: bool,
    /// The host that its connections, or its next attempt, go to. It is another one than the name stands for while a cached
    /// address is held, or while a request hangs on an old connection.
    pub host: Option<HostView>,
    /// Since when it is in this state.
    pub since: SimTime,
    /// Requests per second.
    pub rate: f64,
    /// What a request takes, where it is answered.
    pub latency_ms: f64,
    pub outage_total: SimDuration,
    /// When it sent requests: neither before the application was there nor while that was stopped.
    pub asked: Vec<(SimTime, Option<SimTime>)>,
    /// Every outage so far; the last may be open.
    pub outages: Vec<(SimTime, Option<SimTime>)>,
}

/// A host as a client knows it: by its address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostView {
    /// The database that it belongs to, deleted or not.
    pub database: String,
    pub region: RegionId,
    pub zone: ZoneId,
    /// The place of the database's copy that it bears; none once that is deleted.
    pub copy: Option<usize>,
}

impl HostView {
    /// Whether it is the database's present primary.
    pub fn is_primary(&self) -> bool {
        self.copy == Some(0)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChannelState {
    /// Requests are answered.
    Serving,
    /// Requests get no answer, but none has timed out yet.
    Waiting,
    /// Requests fail.
    Failing,
    /// The application is stopped.
    Stopped,
}

/// One write by name.
#[derive(Clone, Debug, PartialEq)]
pub struct WriteView {
    /// The application's own number, from 1.
    pub number: u64,
    pub at: SimTime,
    pub customer: String,
    /// In cents.
    pub amount_cents: u64,
    pub fate: WriteFate,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WriteFate {
    Present,
    /// Sent; the answer is awaited.
    Pending,
    Refused,
    InDoubt,
    /// Acknowledged and lost, but an old copy still has it.
    Stranded,
    /// Acknowledged and lost for good.
    Gone,
    /// Present but damaged.
    Damaged,
}

#[derive(Clone, Debug, PartialEq)]
pub struct FaultView {
    pub fault: Fault,
    pub at: SimTime,
    pub until: Option<SimTime>,
}

/// A kind of fault, and the services whose databases alone it strikes; any service's if none.
#[derive(Clone, Debug, PartialEq)]
pub struct KindView {
    pub kind: &'static FaultKind,
    pub of: Vec<&'static str>,
}

impl KindView {
    /// Whether a database is one of those that it strikes.
    pub fn fits(&self, db: &DatabaseView) -> bool {
        self.of.is_empty() || self.of.contains(&db.service)
    }
}

/// What a restore to a moment would lack of what a tape holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lacking {
    pub writes: u64,
    /// How much time they are, as an RPO counts it: the worst of an application.
    pub span: SimDuration,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Goals {
    pub rto: Option<SimDuration>,
    pub rpo: Option<SimDuration>,
}

/// Which goals a run has missed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MissedGoals {
    pub rto: bool,
    pub rpo: bool,
}

/// The account of all writes: attempted = acknowledged + refused + in doubt, acknowledged = present + lost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct WriteTotals {
    pub attempted: u64,
    pub acknowledged: u64,
    pub refused: u64,
    pub in_doubt: u64,
    pub present: u64,
    pub damaged: u64,
    pub lost: u64,
    pub stranded: u64,
}
