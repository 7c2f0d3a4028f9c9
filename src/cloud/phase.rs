//! Phases: what an application that is not well waits for.

/// What an application waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    AllocatingStorage,
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
    /// What is in front of the database is yet to be led to it.
    Registering,
    Renaming,
    Replaying,
    Repointing,
    Restarting,
    Restoring,
    /// The host answers nobody, and nothing has noticed yet.
    Stalled,
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
            Phase::AllocatingStorage => "allocating storage",
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
            Phase::Registering => "registering",
            Phase::Renaming => "renaming",
            Phase::Replaying => "replaying",
            Phase::Repointing => "re-pointing",
            Phase::Restarting => "restarting",
            Phase::Restoring => "restoring",
            Phase::Stalled => "host stalled",
            Phase::Unnoticed => "unnoticed",
            Phase::WaitingForNetwork => "waiting for the network",
            Phase::WaitingForRegion => "waiting for the Region",
            Phase::WaitingForZone => "waiting for the zone",
            Phase::Well => "well for a while",
        }
    }

    /// Whether it ends before anything that people began beside it.
    pub fn ends_by_itself_soon(self) -> bool {
        match self {
            Phase::ClientTimeout
            | Phase::Detection
            | Phase::Failover
            | Phase::Dns
            | Phase::Pause
            | Phase::Reconnect
            | Phase::Restarting => true,
            Phase::AllocatingStorage
            | Phase::CopyingBack
            | Phase::CrashRecovery
            | Phase::Creating
            | Phase::Deciding
            | Phase::HostReplacement => false,
            Phase::Noticing | Phase::Promoting | Phase::Renaming | Phase::Replaying => false,
            Phase::Repointing | Phase::Restoring | Phase::Unnoticed | Phase::Well => false,
            Phase::Registering | Phase::Stalled => false,
            Phase::WaitingForNetwork | Phase::WaitingForRegion | Phase::WaitingForZone => false,
        }
    }

    pub fn is_wait_for_a_place(self) -> bool {
        matches!(
            self,
            Phase::Stalled
                | Phase::WaitingForNetwork
                | Phase::WaitingForRegion
                | Phase::WaitingForZone
        )
    }
}
