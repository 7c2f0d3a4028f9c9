//! The states that AWS shows of what RDS owns, and their names. A snapshot's stand beside it
//! ([`SnapshotState`](crate::rds::snapshot::SnapshotState)).

macro_rules! named {
    ($(#[$meaning:meta])* $of:ident { $($(#[$note:meta])* $state:ident = $name:literal,)* }) => {
        $(#[$meaning])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $of {
            $($(#[$note])* $state),*
        }

        impl $of {
            /// All of them, by name.
            pub const NAMES: &[&str] = &[$($name),*];

            /// AWS's word for it.
            pub fn name(self) -> &'static str {
                match self {
                    $($of::$state => $name),*
                }
            }
        }

        impl std::fmt::Display for $of {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.name())
            }
        }
    };
}

named! {
    /// A DB instance's status, of those that AWS documents the ones that occur here.
    Status {
        Available = "available",
        BackingUp = "backing-up",
        Creating = "creating",
        Deleting = "deleting",
        Failed = "failed",
        /// A restore to a point in time cannot be done.
        IncompatibleRestore = "incompatible-restore",
        /// Its KMS key cannot be used: it is gone, even if the key comes back.
        KeyLost = "inaccessible-encryption-credentials",
        /// Its KMS key cannot be used: once it can be again, the instance may be started.
        KeyRecoverable = "inaccessible-encryption-credentials-recoverable",
        Modifying = "modifying",
        Rebooting = "rebooting",
        Renaming = "renaming",
        /// A restore met an error.
        RestoreError = "restore-error",
        Starting = "starting",
        Stopped = "stopped",
        Stopping = "stopping",
        /// What was allocated is used up: the engine is down.
        StorageFull = "storage-full",
        /// Its storage was changed, and RDS still moves blocks beside an engine that serves.
        StorageOptimization = "storage-optimization",
    }
}

impl Status {
    /// Whether RDS is at work on the instance and the status passes with that, and one may wait for that. Nobody waits for the end
    /// of a backup, and in a reboot all wait for the applications to be served again.
    pub(super) fn passes(self) -> bool {
        match self {
            Status::Creating | Status::Deleting | Status::Modifying | Status::Renaming => true,
            Status::Starting | Status::Stopping => true,
            Status::Available | Status::BackingUp | Status::Failed | Status::Rebooting => false,
            Status::IncompatibleRestore | Status::RestoreError | Status::Stopped => false,
            Status::KeyLost | Status::KeyRecoverable => false,
            Status::StorageFull | Status::StorageOptimization => false,
        }
    }

    /// Whether the engine serves, and what needs an instance to be available can begin: blocks that are moved are in nobody's way.
    pub(super) fn is_in_service(self) -> bool {
        matches!(self, Status::Available | Status::StorageOptimization)
    }

    /// What is billed of an instance that stays as it is. What came to nothing is not billed, but for a restore that met an error;
    /// what is made, changed or deleted is billed whole; what stops or starts costs its storage alone, as what is stopped does.
    /// Source: User Guide, DB instance status.
    pub(super) fn bill(self) -> Bill {
        let (hours, storage) = match self {
            Status::Available | Status::BackingUp | Status::RestoreError => (true, true),
            Status::StorageFull | Status::StorageOptimization => (true, true),
            Status::Creating | Status::Deleting => (true, true),
            Status::Modifying | Status::Rebooting | Status::Renaming => (true, true),
            Status::Starting | Status::Stopped | Status::Stopping => (false, true),
            Status::KeyRecoverable => (false, true),
            Status::Failed | Status::IncompatibleRestore | Status::KeyLost => (false, false),
        };
        Bill { hours, storage }
    }
}

/// What is billed of an instance; backups always are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bill {
    pub hours: bool,
    pub storage: bool,
}

named! {
    /// The status of an instance's automated backup.
    BackupStatus {
        /// Its first snapshot is not there yet.
        Creating = "creating",
        Active = "active",
        /// Its instance was deleted.
        Retained = "retained",
    }
}
