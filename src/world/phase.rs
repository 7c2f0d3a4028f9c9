//! Phases: where the time of a recovery goes. At any moment an application that is not well waits for one thing.
//!
//! Which one it was is settled by the way out. For each moment both are kept: what held the application from its database, and
//! what people had under way. If they led it out, they were not waiting for the place to come back; if the place came back, it
//! was what was waited for, whatever ran beside it.

use crate::cloud::AppId;
use crate::sim::SimTime;

/// What an application waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    ClientTimeout,
    CopyingBack,
    CrashRecovery,
    Creating,
    Deciding,
    Detection,
    Dns,
    Failover,
    HostReplacement,
    Noticing,
    /// Writes wait for a moment on a host that is well.
    Pause,
    Promoting,
    Reconnect,
    Renaming,
    Replaying,
    Repointing,
    Restarting,
    Restoring,
    /// The fault was in force, but nobody had run into it yet.
    Unnoticed,
    WaitingForNetwork,
    WaitingForRegion,
    WaitingForZone,
    /// All was well for a while, but not for good.
    Well,
}

impl Phase {
    pub fn name(self) -> &'static str {
        match self {
            Phase::ClientTimeout => "client time-out",
            Phase::CopyingBack => "copying back",
            Phase::CrashRecovery => "crash recovery",
            Phase::Creating => "creating",
            Phase::Deciding => "deciding",
            Phase::Detection => "detection",
            Phase::Dns => "dns",
            Phase::Failover => "failover",
            Phase::HostReplacement => "host replacement",
            Phase::Noticing => "noticing",
            Phase::Pause => "pause",
            Phase::Promoting => "promoting",
            Phase::Reconnect => "reconnect",
            Phase::Renaming => "renaming",
            Phase::Replaying => "replaying",
            Phase::Repointing => "re-pointing",
            Phase::Restarting => "restarting",
            Phase::Restoring => "restoring",
            Phase::Unnoticed => "unnoticed",
            Phase::WaitingForNetwork => "waiting for the network",
            Phase::WaitingForRegion => "waiting for the Region",
            Phase::WaitingForZone => "waiting for the zone",
            Phase::Well => "well for a while",
        }
    }

    /// Whether it ends before anything that people began beside it.
    fn ends_by_itself_soon(self) -> bool {
        match self {
            Phase::ClientTimeout
            | Phase::Detection
            | Phase::Failover
            | Phase::Dns
            | Phase::Pause
            | Phase::Reconnect
            | Phase::Restarting => true,
            Phase::CopyingBack
            | Phase::CrashRecovery
            | Phase::Creating
            | Phase::Deciding
            | Phase::HostReplacement => false,
            Phase::Noticing | Phase::Promoting | Phase::Renaming | Phase::Replaying => false,
            Phase::Repointing | Phase::Restoring | Phase::Unnoticed | Phase::Well => false,
            Phase::WaitingForNetwork | Phase::WaitingForRegion | Phase::WaitingForZone => false,
        }
    }

    fn is_wait_for_a_place(self) -> bool {
        matches!(
            self,
            Phase::WaitingForNetwork | Phase::WaitingForRegion | Phase::WaitingForZone
        )
    }
}

/// From when on an application was not well, and all that can be said to have been waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    pub at: SimTime,
    pub app: Option<AppId>,
    /// What kept it from the database that it points to, unless that was a matter for people.
    pub held: Option<Phase>,
    /// What people had under way.
    pub under_way: Option<Phase>,
    /// Whether somebody had acted by then: from then on time that people take is for deciding.
    pub acted: bool,
}

impl Moment {
    /// Nobody has run into the trouble yet.
    pub fn unnoticed(at: SimTime) -> Moment {
        Moment {
            at,
            app: None,
            held: Some(Phase::Unnoticed),
            under_way: None,
            acted: false,
        }
    }

    /// All were well until somebody went back to where the trouble is.
    pub fn well(at: SimTime) -> Moment {
        Moment {
            held: Some(Phase::Well),
            ..Moment::unnoticed(at)
        }
    }

    pub fn is_like(&self, other: &Moment) -> bool {
        Moment {
            at: self.at,
            ..*other
        } == *self
    }

    pub fn phase(&self, led_out: bool) -> Phase {
        let people = match self.acted {
            true => Phase::Deciding,
            false => Phase::Noticing,
        };
        let (held, under_way) = (self.held, self.under_way);
        if let Some(held) = held.filter(|held| held.ends_by_itself_soon()) {
            return held;
        }
        if !led_out {
            return held.or(under_way).unwrap_or(people);
        }
        let place = held.filter(|held| !held.is_wait_for_a_place());
        under_way.or(place).unwrap_or(people)
    }
}
