//! What an observer may know of a world at one moment: plain data, no handles.

mod incident;

pub use incident::{AccountView, IncidentView, LostView, PhaseView};

use crate::cloud::{RegionId, ZoneId};
use crate::sim::{Calendar, SimDuration, SimTime};
use crate::world::Fault;

/// A world as the page draws it.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    pub now: SimTime,
    /// What dates the moments of this run bear.
    pub calendar: Calendar,
    pub regions: Vec<RegionView>,
    /// Every database that is not deleted, in order of creation.
    pub databases: Vec<DatabaseView>,
    pub snapshots: Vec<SnapshotView>,
    pub archives: Vec<ArchiveView>,
    pub apps: Vec<AppView>,
    /// Faults that are in force, in order of injection.
    pub faults: Vec<FaultView>,
    pub incidents: Vec<IncidentView>,
    pub goals: Goals,
    /// Whether what the learner's own actions have lost, no incident being open, keeps to the RPO.
    pub own_actions_met_rpo: Option<bool>,
    pub writes: WriteTotals,
    pub cost: Vec<CostItem>,
    /// When something will next happen by itself, if anything will.
    pub next_event_at: Option<SimTime>,
}

impl View {
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
    /// The incidents that are not over.
    pub fn open_incidents(&self) -> impl Iterator<Item = &IncidentView> {
        let all = self.incidents.iter();
        all.filter(|one| one.recovered_at.is_none())
    }

    /// What all incidents that are not over have lost so far, together.
    pub fn lost_in_open_incidents(&self) -> u64 {
        self.open_incidents().map(|one| one.lost_writes).sum()
    }
}

/// A Region that holds something, or that a fault has struck.
#[derive(Clone, Debug, PartialEq)]
pub struct RegionView {
    pub id: RegionId,
    pub up: bool,
    /// The zones in use, and at least the first two.
    pub zones: Vec<ZoneView>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ZoneView {
    pub id: ZoneId,
    pub has_power: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct DatabaseView {
    pub id: String,
    /// Its own for ever, whatever it is called.
    pub resource_id: String,
    pub region: RegionId,
    /// AWS's status: `available`, `rebooting`, …
    pub status: &'static str,
    pub role: RoleView,
    pub engine: &'static str,
    pub class: String,
    pub storage_gib: u64,
    pub endpoint: String,
    pub primary: CopyView,
    /// The standby of a Multi-AZ DB instance.
    pub standby: Option<CopyView>,
    pub multi_az: bool,
    /// Whether a failure of the primary would be survived: the standby is synchronised and its zone is up.
    pub protected: bool,
    pub retention_days: u32,
    pub backup_window: String,
    pub maintenance_window: String,
    pub deletion_protection: bool,
    pub encrypted: bool,
    pub earliest_restorable: Option<SimTime>,
    pub latest_restorable: Option<SimTime>,
    pub created_at: SimTime,
    /// The database that the applications went on with, if this one holds writes that it lacks.
    pub diverged_from: Option<String>,
    /// What is being done with it, for people: `failing over`, `promoting`, `restoring`; with its progress from 0 to 1.
    pub activity: Option<Activity>,
    /// Modifications that wait for the maintenance window, as `option value`.
    pub pending: Vec<String>,
    /// 1.0 once every block of a restored volume has arrived.
    pub hydrated: f64,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Activity {
    pub what: &'static str,
    pub since: SimTime,
    /// When all of it will be done, what follows the present part too, as the model knows (the learner's clock would not).
    pub until: Option<SimTime>,
    /// How much of it is done, from 0 to 1, if that is known. What waits is not done.
    pub done: Option<f64>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum RoleView {
    Standalone,
    ReadReplica {
        /// The source's name, or its ARN in another Region.
        source: String,
        source_region: RegionId,
        /// `replicating`, `stopped`, `error`, `terminated`.
        state: &'static str,
        /// What CloudWatch's ReplicaLag says: seconds, -1 where unknown.
        replica_lag_s: f64,
        /// How far the replica's applied head is behind the source's head.
        behind: SimDuration,
        /// Writes committed at the source but not received here: what a promotion now would lose.
        not_received: u64,
        /// Writes received but not yet applied.
        not_applied: u64,
    },
}

/// One copy of the data on a host in a zone.
#[derive(Clone, Debug, PartialEq)]
pub struct CopyView {
    pub zone: ZoneId,
    pub health: CopyHealth,
    pub tape: TapeView,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CopyHealth {
    /// It serves, or stands by in step.
    Running,
    /// Its engine is stopped or restarting.
    Restarting,
    /// Its zone or Region has no power or network.
    NoPower,
    /// Its host is dead.
    HostFailed,
    /// Its volume is lost: it holds nothing.
    VolumeLost,
    /// Its volume holds nothing yet, or was never filled.
    Empty,
    /// A standby that is not in step: waiting or being rebuilt. `until` is in the database's activity.
    OutOfSync,
    /// It is being created.
    Creating,
}

/// A tape, ready to draw: which timeline, how far, and what is wrong with it.
#[derive(Clone, Debug, PartialEq)]
pub struct TapeView {
    /// Timelines are numbered in order of their forks.
    pub timeline: u32,
    /// The timeline it was forked from, and the number of the last write that both hold.
    pub forked_from: Option<(u32, u64)>,
    /// When that write committed at the latest.
    pub forked_at: Option<SimTime>,
    /// Number of the last write it holds.
    pub position: u64,
    /// When its head stands, on its timeline's clock.
    pub head: SimTime,
    /// For a replica: number of the last write received (at least `position`).
    pub received: u64,
    /// Where that stands on the timeline's clock (at least `head`).
    pub received_at: SimTime,
    /// The newest stretches of time in which the writes that it holds committed, oldest first: between them nothing was written.
    pub written: Vec<(SimTime, SimTime)>,
    /// Of the writes that an application lost when it went on with another tape, those that this one holds: how many, and
    /// since when.
    pub torn: Option<(u64, SimTime)>,
    /// Red marks on it that are not healed.
    pub marks: Vec<MarkView>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct MarkView {
    /// Position of the bad write.
    pub position: u64,
    /// Position of the tape at the last whole second before it, to which a restore leads.
    pub position_before: u64,
    pub at: SimTime,
    pub rows: u64,
}

#[derive(Clone, Debug, PartialEq)]
pub struct SnapshotView {
    pub id: String,
    pub region: RegionId,
    /// What its instance was called when it was taken.
    pub instance: String,
    /// The instance, whatever it is called.
    pub resource_id: String,
    /// What that is called now, or was called at last.
    pub instance_now: String,
    pub automated: bool,
    /// `creating`, `available`, `copying`, `failed`.
    pub status: &'static str,
    pub created_at: SimTime,
    pub percent: u32,
    pub tape: TapeView,
    pub storage_gib: u64,
}

/// The automated backups of one instance: daily snapshots and the log archive.
#[derive(Clone, Debug, PartialEq)]
pub struct ArchiveView {
    pub instance: String,
    pub resource_id: String,
    pub region: RegionId,
    /// `active`, `retained`, `creating`.
    pub status: &'static str,
    pub earliest: Option<SimTime>,
    pub latest: Option<SimTime>,
    pub tape: Option<TapeView>,
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
    /// How long it was stopped in all: then it sends nothing, and nothing fails.
    pub stopped: SimDuration,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ChannelView {
    pub state: ChannelState,
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
    /// Whether it is the database's present primary.
    pub is_primary: bool,
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

/// A line of the month's bill for all that stands now.
#[derive(Clone, Debug, PartialEq)]
pub struct CostItem {
    pub what: String,
    /// None where no price is known: sums leave it out, and say so.
    pub usd_per_month: Option<f64>,
    /// How it is computed: `730 h × $0.159 × 2`.
    pub how: String,
}
