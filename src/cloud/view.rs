//! What a service shows of itself to an observer: plain data, no handles.

mod proxy;

pub use proxy::ProxyView;

use crate::cloud::{
    Access, Blocks, Context, CopyRole, DbKey, Hold, Phase, RegionId, Service, Tape, Tapes,
    TimelineId, ZoneId,
};
use crate::sim::{SimDuration, SimTime};

#[derive(Clone, Debug, PartialEq)]
pub struct DatabaseView {
    /// The service that it belongs to, by the word of its `aws` lines.
    pub service: &'static str,
    pub id: String,
    /// Its own for ever, whatever it is called.
    pub resource_id: String,
    pub form: Form,
    pub region: RegionId,
    /// AWS's status: `available`, `rebooting`, …
    pub status: &'static str,
    /// What the service calls that: it is its own word, and not always what happens in the zone or on the host.
    pub status_name: &'static str,
    /// Whether that says that it stands ready and nothing is done to it. Whoever has to know asks this, and only shows the word.
    pub settled: bool,
    /// Whether the service is at work on it, and the status passes with that.
    pub passes: bool,
    pub role: RoleView,
    pub engine: &'static str,
    pub class: String,
    pub storage_gib: u64,
    /// Every copy that stands for it, the primary first.
    pub copies: Vec<CopyView>,
    /// The names by which clients find it, that of its writes first.
    pub records: Vec<RecordView>,
    pub multi_az: bool,
    /// Whether a failure of the primary would be survived: a standby is synchronised and its zone is up.
    pub protected: bool,
    pub retention_days: u32,
    pub backup_window: String,
    pub maintenance_window: String,
    pub deletion_protection: bool,
    /// The ARN of the KMS key that it is encrypted with, if it is.
    pub kms_key: Option<String>,
    pub earliest_restorable: Option<SimTime>,
    pub latest_restorable: Option<SimTime>,
    pub created_at: SimTime,
    /// The database that the applications went on with, if this one holds writes that it lacks. The world tells.
    pub diverged_from: Option<String>,
    /// What is being done with it, for people: `failing over`, `promoting`, `restoring`; with its progress from 0 to 1.
    pub activity: Option<Activity>,
    /// Modifications that wait for the maintenance window, as `option value`.
    pub pending: Vec<String>,
    /// 1.0 once every block of a restored volume has arrived.
    pub hydrated: f64,
}

impl DatabaseView {
    /// A database of one copy, of which nothing more can be told. `word`: of its service's lines.
    pub fn of(cx: &Context, service: &dyn Service, word: &'static str, key: DbKey) -> DatabaseView {
        let db = service.database(cx, key);
        let health = CopyHealth::under(service.hold(cx, key));
        let tape = Tape::of(db.timeline, service.head(cx, key));
        DatabaseView {
            service: word,
            id: db.name.to_owned(),
            resource_id: format!("{word}-{}", key.number),
            form: Form::Instance,
            region: db.region,
            status: service.status(cx, key),
            status_name: "Status",
            settled: health == CopyHealth::Running,
            passes: false,
            role: RoleView::Standalone,
            engine: word,
            class: String::new(),
            storage_gib: 0,
            copies: vec![CopyView {
                role: CopyRole::Primary,
                zone: db.zone,
                health,
                tape: TapeView::of(&cx.tapes, tape, true),
            }],
            records: vec![RecordView {
                name: db.name.to_owned(),
                access: Access::Write,
                leads_to: Some(0),
            }],
            multi_az: false,
            protected: false,
            retention_days: 0,
            backup_window: String::new(),
            maintenance_window: String::new(),
            deletion_protection: false,
            kms_key: db.kms_key.map(str::to_owned),
            earliest_restorable: None,
            latest_restorable: None,
            created_at: cx.now,
            diverged_from: None,
            activity: None,
            pending: Vec::new(),
            hydrated: 1.0,
        }
    }

    /// The copy that takes its writes.
    pub fn primary(&self) -> &CopyView {
        &self.copies[0]
    }

    pub fn primary_mut(&mut self) -> &mut CopyView {
        &mut self.copies[0]
    }

    /// The copies that may take over.
    pub fn standbys(&self) -> &[CopyView] {
        &self.copies[1..]
    }

    /// Whether its standbys serve reads.
    pub fn has_readers(&self) -> bool {
        let mut standbys = self.standbys().iter();
        standbys.any(|copy| copy.role.serves(Access::Read))
    }
}

/// What a database is to its service, which has other words for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// One on its own, with its standby if it has one.
    Instance,
    /// Several hosts that serve as one.
    Cluster,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Activity {
    pub what: &'static str,
    pub since: SimTime,
    /// When all of it will be done, what follows the present part too, as the model knows (the learner's clock would not).
    pub until: Option<SimTime>,
    /// How much of it is done, from 0 to 1, if that is known. What waits is not done.
    pub done: Option<f64>,
    /// Whether a database is being made that somebody waits for: that takes its time and cannot be hurried.
    pub makes: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub enum RoleView {
    Standalone,
    ReadReplica {
        /// The source's name, or its ARN in another Region.
        source: String,
        source_region: RegionId,
        state: ReplicaState,
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

/// The state of a read replica's replication.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReplicaState {
    Replicating,
    Stopped,
    /// It waits for its source, or cannot reach it.
    Error,
    Terminated,
}

impl ReplicaState {
    /// AWS's word for it.
    pub fn name(self) -> &'static str {
        match self {
            ReplicaState::Replicating => "replicating",
            ReplicaState::Stopped => "stopped",
            ReplicaState::Error => "error",
            ReplicaState::Terminated => "terminated",
        }
    }
}

/// A name that DNS answers with a host of a database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordView {
    pub name: String,
    /// What its clients want.
    pub access: Access,
    /// The place of the copy whose host it names now.
    pub leads_to: Option<usize>,
}

/// One copy of the data on a host in a zone.
#[derive(Clone, Debug, PartialEq)]
pub struct CopyView {
    pub role: CopyRole,
    pub zone: ZoneId,
    pub health: CopyHealth,
    pub tape: TapeView,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CopyHealth {
    /// It serves, or stands by in step.
    Running,
    /// Its engine is down for a moment.
    Restarting,
    /// It was stopped on purpose, and has no host of its own meanwhile.
    Stopped,
    /// Its KMS key cannot be used.
    Unreadable,
    /// Its storage is used up: its engine is down until more is allocated.
    Full,
    /// Its zone or Region has no power or network.
    NoPower,
    /// It answers nobody, though it seems to be well.
    Stalled,
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

impl CopyHealth {
    /// As the only copy of a database seems to be that something keeps clients from.
    pub fn under(hold: Hold) -> CopyHealth {
        match hold {
            Hold::For(Phase::WaitingForZone | Phase::WaitingForRegion) => CopyHealth::NoPower,
            Hold::For(_) => CopyHealth::Restarting,
            Hold::Nothing | Hold::People => CopyHealth::Running,
        }
    }
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
    /// Of the writes that an application lost when it went on with another tape, those that this one holds. The world tells; a
    /// service knows of no application.
    pub torn: Option<TornView>,
    /// Red marks on it that are not healed.
    pub marks: Vec<MarkView>,
    /// Whose blocks it stands on.
    pub blocks: Option<Blocks>,
}

/// What applications lost to a tape by going on with another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TornView {
    pub writes: u64,
    /// Where the first of them stands on the tape.
    pub since: SimTime,
    /// How much time they are, as an RPO counts it: the worst that an application lost.
    pub span: SimDuration,
}

/// How many stretches of a tape's writing are shown: older ones could not be told apart.
const WRITTEN_SHOWN: usize = 8;

impl TapeView {
    /// A tape as it is drawn. A live one's marks include what commits at this very moment.
    pub fn of(tapes: &Tapes, tape: Tape, live: bool) -> TapeView {
        let seen = if live { tape.with_now() } else { tape };
        let marks = tapes.damage_on(seen).into_iter().map(|id| {
            let mark = tapes.mark(id);
            let own = Tape::of(mark.timeline, mark.at);
            MarkView {
                position: tapes.count(own),
                at: mark.at,
                rows: tapes.damaged_rows_of(id, seen),
                what: mark.what,
            }
        });
        let position = tapes.count(tape);
        let forked_from = tapes.forked_from(tape.timeline);
        TapeView {
            timeline: tape.timeline.0,
            forked_from: forked_from.map(|fork| (fork.timeline.0, tapes.count(fork))),
            forked_at: forked_from.map(|fork| fork.head),
            position,
            head: tape.head,
            received: position,
            received_at: tape.head,
            written: tapes.written(tape, WRITTEN_SHOWN),
            torn: None,
            marks: marks.collect(),
            blocks: tape.blocks,
        }
    }

    /// The tape that is drawn.
    pub fn tape(&self) -> Tape {
        Tape {
            blocks: self.blocks,
            ..Tape::of(TimelineId(self.timeline), self.head)
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct MarkView {
    /// Position of the bad write.
    pub position: u64,
    pub at: SimTime,
    pub rows: u64,
    /// What did it: a wrong DELETE.
    pub what: &'static str,
}

#[derive(Clone, Debug, PartialEq)]
pub struct SnapshotView {
    /// The service that it belongs to, by the word of its `aws` lines.
    pub service: &'static str,
    pub id: String,
    pub region: RegionId,
    /// What its instance was called when it was taken.
    pub instance: String,
    /// The instance, whatever it is called.
    pub resource_id: String,
    /// What that is.
    pub form: Form,
    /// What that is called now, or was called at last.
    pub instance_now: String,
    pub automated: bool,
    /// `creating`, `available`, `copying`, `failed`.
    pub status: &'static str,
    /// Whether it can be restored.
    pub complete: bool,
    pub created_at: SimTime,
    pub percent: u32,
    pub tape: TapeView,
    pub storage_gib: u64,
    /// The ARN of the KMS key that it is encrypted with, if it is.
    pub kms_key: Option<String>,
    /// Whether it can be read: its key, if it has one, can be used.
    pub readable: bool,
}

/// The automated backups of one instance: daily snapshots and the log archive.
#[derive(Clone, Debug, PartialEq)]
pub struct ArchiveView {
    /// The service that it belongs to, by the word of its `aws` lines.
    pub service: &'static str,
    pub instance: String,
    pub resource_id: String,
    pub form: Form,
    pub region: RegionId,
    /// `active`, `retained`, `creating`.
    pub status: &'static str,
    /// Whether its instance is gone, and it is all that was kept of it.
    pub retained: bool,
    /// Whether it can be read: its key, if it has one, can be used.
    pub readable: bool,
    pub earliest: Option<SimTime>,
    pub latest: Option<SimTime>,
    pub tape: Option<TapeView>,
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
