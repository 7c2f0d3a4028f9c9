//! What RDS reports. Ids, categories and meanings: Amazon RDS User Guide, USER_Events.Messages; the wording is this project's.

#![expect(
    clippy::zero_prefixed_literal,
    reason = "numbers stand as AWS writes them"
)]

use crate::cloud::ServiceEvent;

const INSTANCE: &str = "db-instance";
const SNAPSHOT: &str = "db-snapshot";
const PROXY: &str = "db-proxy";
const CLUSTER: &str = "db-cluster";
const CLUSTER_SNAPSHOT: &str = "db-cluster-snapshot";
/// Day by day, by itself: no news.
const DAILY: Manner = Manner {
    repeats: true,
    ..ORDINARY
};
/// The end of work that needs its Region.
const DONE: Manner = Manner {
    completes: true,
    ..ORDINARY
};
/// Both.
const DAILY_DONE: Manner = Manner {
    repeats: true,
    ..DONE
};
const ORDINARY: Manner = Manner {
    repeats: false,
    completes: false,
};

struct Manner {
    repeats: bool,
    completes: bool,
}

macro_rules! events {
    ($($event:ident = $id:literal, $source_type:ident, $category:literal, $message:literal $(, $manner:ident)?;)*) => {
        /// One of the events that RDS documents.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum RdsEvent {
            $(#[doc = $message] $event),*
        }

        /// In the order of the variants.
        static FACTS: &[ServiceEvent] = &[$(ServiceEvent {
            service: "rds",
            id: $id,
            code: concat!("RDS-EVENT-", stringify!($id)),
            source_type: $source_type,
            category: $category,
            message: $message,
            repeats: false $(|| $manner.repeats)?,
            completes: false $(|| $manner.completes)?,
        }),*];
    };
}

events! {
    BackupStarted = 0001, INSTANCE, "backup", "Backup started", DAILY;
    BackupFinished = 0002, INSTANCE, "backup", "Backup finished", DAILY_DONE;
    Deleted = 0003, INSTANCE, "deletion", "DB instance deleted";
    EngineShutDown = 0004, INSTANCE, "availability", "Database engine shut down";
    Created = 0005, INSTANCE, "creation", "DB instance created", DONE;
    EngineStarted = 0006, INSTANCE, "availability", "Database engine started again";
    FailoverStarted = 0013, INSTANCE, "failover", "Failover to the standby started";
    DnsChanged = 0015, INSTANCE, "failover", "Failover complete; the DNS record names the new primary", DONE;
    StorageChanged = 0017, INSTANCE, "configuration change", "Change of the allocated storage finished", DONE;
    StorageChangeStarted = 0018, INSTANCE, "configuration change", "Change of the allocated storage started";
    RestoredToPointInTime = 0019, INSTANCE, "restoration", "Restored to a point in time from another instance", DONE;
    RecoveryStarted = 0020, INSTANCE, "recovery", "Recovery of the instance started";
    RecoveryComplete = 0021, INSTANCE, "recovery", "Recovery of the instance complete";
    MultiAzStarted = 0024, INSTANCE, "configuration change", "Conversion to Multi-AZ started";
    MultiAzComplete = 0025, INSTANCE, "configuration change", "Conversion to Multi-AZ complete", DONE;
    BackupsOff = 0028, INSTANCE, "configuration change", "Automated backups turned off; existing ones deleted";
    SingleAzComplete = 0029, INSTANCE, "configuration change", "Conversion to Single-AZ complete", DONE;
    SingleAzStarted = 0030, INSTANCE, "configuration change", "Conversion to Single-AZ started";
    Failed = 0031, INSTANCE, "failure", "The instance cannot be recovered; restore it to a point in time";
    BackupsOn = 0032, INSTANCE, "configuration change", "Automated backups turned on";
    FailoverDropped = 0034, INSTANCE, "failover", "Requested failover dropped: one happened recently";
    ManualSnapshotStarted = 0040, SNAPSHOT, "creation", "Manual snapshot started";
    ManualSnapshotDeleted = 0041, SNAPSHOT, "deletion", "Manual snapshot deleted";
    ManualSnapshotReady = 0042, SNAPSHOT, "creation", "Manual snapshot ready", DONE;
    RestoredFromSnapshot = 0043, INSTANCE, "restoration", "Restored from a snapshot", DONE;
    ReplicationStopped = 0045, INSTANCE, "read replica", "Replication stopped";
    ReplicationRunning = 0046, INSTANCE, "read replica", "Replication running";
    FailoverComplete = 0049, INSTANCE, "failover", "Failover to the standby complete";
    ReplicationTerminated = 0057, INSTANCE, "read replica", "Replication terminated";
    CopyFromRegionStarted = 0059, SNAPSHOT, "notification", "Copy from another Region started";
    CopyFromRegionFinished = 0060, SNAPSHOT, "notification", "Copy from another Region finished", DONE;
    CopyFromRegionFailed = 0061, SNAPSHOT, "notification", "Copy from another Region failed or was cancelled";
    ReplicationStoppedOnRequest = 0062, INSTANCE, "read replica", "Replication stopped on request";
    ClusterFailoverComplete = 0071, CLUSTER, "failover", "Failover to a reader complete";
    ClusterFailoverStartedInZone = 0072, CLUSTER, "failover", "Failover to a reader in the same zone started";
    ClusterFailoverStarted = 0073, CLUSTER, "failover", "Failover to a reader in another zone started";
    ClusterSnapshotStarted = 0074, CLUSTER_SNAPSHOT, "backup", "Manual cluster snapshot started";
    ClusterSnapshotReady = 0075, CLUSTER_SNAPSHOT, "backup", "Manual cluster snapshot ready", DONE;
    Stopped = 0087, INSTANCE, "notification", "DB instance stopped", DONE;
    Started = 0088, INSTANCE, "notification", "DB instance started", DONE;
    StorageLow = 0089, INSTANCE, "low storage", "More than 90 % of the allocated storage is used";
    AutomatedSnapshotStarted = 0090, SNAPSHOT, "creation", "Automated snapshot started", DAILY;
    AutomatedSnapshotReady = 0091, SNAPSHOT, "creation", "Automated snapshot ready", DAILY_DONE;
    StartedByItself = 0154, INSTANCE, "notification", "Started by RDS: it was stopped for as long as it may be";
    ClusterBackupStarted = 0168, CLUSTER_SNAPSHOT, "backup", "Automated cluster snapshot started", DAILY;
    ClusterBackupReady = 0169, CLUSTER_SNAPSHOT, "backup", "Automated cluster snapshot ready", DAILY_DONE;
    ClusterCreated = 0170, CLUSTER, "creation", "DB cluster created", DONE;
    ClusterDeleted = 0171, CLUSTER, "deletion", "DB cluster deleted";
    CopyFailed = 0190, SNAPSHOT, "notification", "Copy within the Region failed or was cancelled";
    CopyStarted = 0196, SNAPSHOT, "notification", "Copy within the Region started";
    CopyFinished = 0197, SNAPSHOT, "notification", "Copy within the Region finished", DONE;
    ReplicaCreationFailed = 0202, INSTANCE, "read replica", "Creation of the read replica failed";
    ProxyCreated = 0203, PROXY, "creation", "Proxy created", DONE;
    ProxyChanged = 0204, PROXY, "configuration change", "Proxy changed";
    ProxyDeleted = 0205, PROXY, "deletion", "Proxy deleted";
    ProxyTargetAdded = 0213, PROXY, "configuration change", "Target of the proxy registered", DONE;
    ProxyTargetRemoved = 0214, PROXY, "configuration change", "DB instance removed from the targets of the proxy: it is gone";
    ProxyClusterRemoved = 0215, PROXY, "configuration change", "DB cluster removed from the targets of the proxy: it is gone";
    StorageUsedUp = 0221, INSTANCE, "availability", "Shut down: the allocated storage is used up; allocate more";
    StorageAlmostUsedUp = 0222, INSTANCE, "availability", "So little storage is left that the instance may be shut down";
    CreationFailed = 0278, INSTANCE, "failure", "Creation of the DB instance failed", DONE;
    ClusterCreationFailed = 0354, CLUSTER, "failure", "Creation of the DB cluster failed", DONE;
    StandbyRebuildStarted = 0361, INSTANCE, "recovery", "Rebuild of the standby started";
    StandbyRebuildComplete = 0362, INSTANCE, "recovery", "Rebuild of the standby complete", DONE;
    KeyUnreachable = 0418, INSTANCE, "failure", "RDS cannot use the KMS key of the instance";
    KeyAboutToGo = 0419, INSTANCE, "failure", "The instance becomes inaccessible: its KMS key cannot be used";
    KeyReachable = 0420, INSTANCE, "availability", "RDS can use the KMS key of the instance again";
}

impl RdsEvent {
    /// What is reported where it happens to a DB cluster, or to a snapshot of one; nothing if there is no such event. What happens to
    /// a member is reported as of any instance.
    pub fn of_cluster(self) -> Option<RdsEvent> {
        match self {
            RdsEvent::Created => Some(RdsEvent::ClusterCreated),
            RdsEvent::Deleted => Some(RdsEvent::ClusterDeleted),
            RdsEvent::CreationFailed => Some(RdsEvent::ClusterCreationFailed),
            RdsEvent::FailoverStarted => Some(RdsEvent::ClusterFailoverStarted),
            RdsEvent::FailoverComplete => Some(RdsEvent::ClusterFailoverComplete),
            RdsEvent::ManualSnapshotStarted => Some(RdsEvent::ClusterSnapshotStarted),
            RdsEvent::ManualSnapshotReady => Some(RdsEvent::ClusterSnapshotReady),
            RdsEvent::AutomatedSnapshotStarted => Some(RdsEvent::ClusterBackupStarted),
            RdsEvent::AutomatedSnapshotReady => Some(RdsEvent::ClusterBackupReady),
            RdsEvent::BackupStarted | RdsEvent::BackupFinished => None,
            RdsEvent::DnsChanged | RdsEvent::ManualSnapshotDeleted => None,
            RdsEvent::RestoredToPointInTime | RdsEvent::RestoredFromSnapshot => None,
            own => Some(own),
        }
    }

    /// Whether it tells of a DB instance.
    pub fn is_of_instance(self) -> bool {
        self.facts().source_type == INSTANCE
    }

    /// The event as every journal tells it.
    pub fn facts(self) -> &'static ServiceEvent {
        &FACTS[self as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_event_stands_once_and_its_code_says_its_number() {
        assert!(FACTS.is_sorted_by(|a, b| a.id < b.id));
        for facts in FACTS {
            assert_eq!(facts.code, format!("RDS-EVENT-{:04}", facts.id));
        }
    }
}
