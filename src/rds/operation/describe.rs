//! `describe-*`: what the AWS CLI prints, as far as the lab models it.

use super::describe_snapshots::SnapshotKind;
use crate::cloud::view::ReplicaState;
use crate::cloud::{Context, DbKey, Reply};
use crate::rds::Rds;
use crate::rds::instance::DbInstance;
use crate::rds::offer::Offer;
use crate::rds::snapshot::Snapshot;
use crate::rds::status::BackupStatus;
use serde_json::{Value, json};

impl Rds {
    /// What a call that changes an instance prints.
    pub(super) fn instance_json(&self, cx: &Context, key: DbKey) -> Reply {
        match self.db(key).settings.cluster {
            true => json!({ "DBCluster": self.cluster_fields(cx, key) }),
            false => json!({ "DBInstance": self.instance_fields(cx, key) }),
        }
    }

    pub(super) fn instance_fields(&self, cx: &Context, key: DbKey) -> Value {
        let db = self.db(key);
        let mut fields = object(vec![
            ("DBInstanceIdentifier", json!(db.name)),
            ("DBInstanceClass", json!(db.settings.class)),
            ("Engine", json!(db.engine.facts().name)),
            ("EngineVersion", json!(db.settings.offer.engine_version)),
            ("LicenseModel", json!(db.settings.offer.license.name())),
            ("DBInstanceStatus", json!(self.status(cx, key).name())),
            ("AllocatedStorage", json!(db.settings.storage_gib)),
            ("StorageType", json!(db.settings.offer.storage_type.name())),
            (
                "InstanceCreateTime",
                json!(cx.calendar.iso8601(db.created_at)),
            ),
            (
                "PreferredBackupWindow",
                json!(db.backups.window.to_string()),
            ),
            ("BackupRetentionPeriod", json!(db.backups.retention_days)),
            ("AvailabilityZone", json!(db.primary().zone.name())),
            (
                "PreferredMaintenanceWindow",
                json!(db.settings.maintenance_window.to_string()),
            ),
            ("PendingModifiedValues", json!(pending(db))),
            ("MultiAZ", json!(db.settings.multi_az)),
            ("StorageEncrypted", json!(db.settings.kms_key.is_some())),
            ("DeletionProtection", json!(db.settings.deletion_protection)),
            ("DbiResourceId", json!(db.resource_id())),
            ("DBInstanceArn", json!(db.arn())),
            (
                "ReadReplicaDBInstanceIdentifiers",
                json!(self.replica_names(key)),
            ),
        ]);
        if !db.records.is_empty() {
            fields["Endpoint"] =
                json!({ "Address": db.endpoint(), "Port": db.settings.offer.port });
        }
        performance(&mut fields, &db.settings.offer);
        if let Some((_, latest)) = self.restore_window(cx, db) {
            fields["LatestRestorableTime"] = json!(cx.calendar.iso8601(latest));
        }
        if let Some(standby) = db.standbys().first() {
            fields["SecondaryAvailabilityZone"] = json!(standby.node.zone.name());
        }
        if let Some(kms_key) = &db.settings.kms_key {
            fields["KmsKeyId"] = json!(kms_key);
        }
        if let Some(replication) = &db.replication {
            let source = self.db(replication.source);
            let name = if source.region == db.region {
                source.name.clone()
            } else {
                source.arn()
            };
            fields["ReadReplicaSourceDBInstanceIdentifier"] = json!(name);
            let state = self.replication_state(key);
            let normal = state == ReplicaState::Replicating;
            if db.holds_data() {
                fields["StatusInfos"] = json!([{ "StatusType": "read replication", "Normal": normal, "Status": state.name() }]);
            }
        }
        fields
    }

    fn replica_names(&self, key: DbKey) -> Vec<String> {
        let region = self.db(key).region;
        self.replicas_of(key)
            .map(|replica| self.db(replica))
            .map(|db| {
                if db.region == region {
                    db.name.clone()
                } else {
                    db.arn()
                }
            })
            .collect()
    }

    /// The state of a replica's replication.
    pub(crate) fn replication_state(&self, key: DbKey) -> ReplicaState {
        match &self.db(key).replication {
            Some(replication) if replication.terminated => ReplicaState::Terminated,
            Some(replication) if replication.is_stopped() => ReplicaState::Stopped,
            Some(replication) if replication.is_connected() => ReplicaState::Replicating,
            Some(_) => ReplicaState::Error,
            None => ReplicaState::Terminated,
        }
    }

    /// What a call that changes a snapshot prints.
    pub(super) fn snapshot_json(&self, cx: &Context, index: usize) -> Reply {
        let snapshot = &self.snapshots[index];
        let what = if snapshot.settings.cluster {
            "DBClusterSnapshot"
        } else {
            "DBSnapshot"
        };
        json!({ what: self.snapshot_fields(cx, snapshot, SnapshotKind::Manual) })
    }

    pub(super) fn snapshot_fields(
        &self,
        cx: &Context,
        snapshot: &Snapshot,
        kind: SnapshotKind,
    ) -> Value {
        let mut fields = object(vec![
            ("DBSnapshotIdentifier", json!(snapshot.name)),
            ("DBInstanceIdentifier", json!(snapshot.instance)),
            (
                "SnapshotCreateTime",
                json!(cx.calendar.iso8601(snapshot.created_at)),
            ),
            ("Engine", json!(snapshot.engine.facts().name)),
            (
                "EngineVersion",
                json!(snapshot.settings.offer.engine_version),
            ),
            (
                "LicenseModel",
                json!(snapshot.settings.offer.license.name()),
            ),
            ("Port", json!(snapshot.settings.offer.port)),
            ("AllocatedStorage", json!(snapshot.settings.storage_gib)),
            (
                "StorageType",
                json!(snapshot.settings.offer.storage_type.name()),
            ),
            ("Status", json!(snapshot.state.name())),
            ("PercentProgress", json!(snapshot.percent(cx.now))),
            (
                "SnapshotType",
                json!(match kind {
                    SnapshotKind::Manual => "manual",
                    SnapshotKind::Automated => "automated",
                }),
            ),
            ("Encrypted", json!(snapshot.settings.kms_key.is_some())),
            ("DBSnapshotArn", json!(snapshot.arn())),
            (
                "DbiResourceId",
                json!(self.db(snapshot.instance_key).resource_id()),
            ),
            (
                "SnapshotDatabaseTime",
                json!(cx.calendar.iso8601(snapshot.tape.head)),
            ),
        ]);
        if snapshot.settings.cluster {
            rename_fields(&mut fields, NAMES_OF_CLUSTER);
        }
        performance(&mut fields, &snapshot.settings.offer);
        if let Some(kms_key) = &snapshot.settings.kms_key {
            fields["KmsKeyId"] = json!(kms_key);
        }
        if let Some(source) = &snapshot.copied_from {
            fields["SourceDBSnapshotIdentifier"] = json!(source.arn);
        }
        fields
    }

    pub(super) fn backup_fields(&self, cx: &Context, db: &DbInstance) -> Value {
        let mut window = json!({});
        if let Some((earliest, latest)) = self.restore_window(cx, db) {
            let (earliest, latest) = (cx.calendar.iso8601(earliest), cx.calendar.iso8601(latest));
            window = json!({ "EarliestTime": earliest, "LatestTime": latest });
        }
        object(vec![
            ("DBInstanceIdentifier", json!(db.name)),
            ("DbiResourceId", json!(db.resource_id())),
            ("Region", json!(db.region.name())),
            ("Status", json!(self.backup_status(db).name())),
            ("RestoreWindow", json!(window)),
            ("BackupRetentionPeriod", json!(db.backups.retention_days)),
            ("Engine", json!(db.engine.facts().name)),
            ("EngineVersion", json!(db.settings.offer.engine_version)),
            ("AllocatedStorage", json!(db.settings.storage_gib)),
            ("StorageType", json!(db.settings.offer.storage_type.name())),
            ("Encrypted", json!(db.settings.kms_key.is_some())),
            ("DBInstanceAutomatedBackupsArn", json!(db.backup_arn())),
        ])
    }

    /// The status of its automated backup.
    pub(crate) fn backup_status(&self, db: &DbInstance) -> BackupStatus {
        match (db.exists(), &db.backups.chain) {
            (false, _) => BackupStatus::Retained,
            (true, Some(_)) => BackupStatus::Active,
            (true, None) => BackupStatus::Creating,
        }
    }
}

/// An object of these fields. The macro for objects would write out each field's insertion anew.
pub fn object(fields: Vec<(&'static str, Value)>) -> Value {
    let mut object = serde_json::Map::new();
    // One after the other: to be made of all at once, a map sorts them, and that sort is longer than all else here.
    for (name, value) in fields {
        object.insert(name.to_owned(), value);
    }
    Value::Object(object)
}

/// The fields of a cluster's snapshot have names of their own.
const NAMES_OF_CLUSTER: &[(&str, &str)] = &[
    ("DBSnapshotIdentifier", "DBClusterSnapshotIdentifier"),
    ("DBInstanceIdentifier", "DBClusterIdentifier"),
    ("DBSnapshotArn", "DBClusterSnapshotArn"),
    ("DbiResourceId", "DbClusterResourceId"),
];

/// Gives fields other names; those without one go.
pub fn rename_fields(fields: &mut Value, names: &[(&str, &str)]) {
    let Some(fields) = fields.as_object_mut() else {
        return;
    };
    for (old, new) in names {
        let value = fields.remove(*old).filter(|_| !new.is_empty());
        if let Some(value) = value {
            fields.insert((*new).to_owned(), value);
        }
    }
}

/// What a volume was provisioned with, where anything was.
fn performance(fields: &mut Value, offer: &Offer) {
    if let Some(iops) = offer.iops {
        fields["Iops"] = json!(iops);
    }
    if let Some(throughput) = offer.throughput {
        fields["StorageThroughput"] = json!(throughput);
    }
}

fn pending(db: &DbInstance) -> Value {
    let mut values = json!({});
    if let Some(multi_az) = db.pending.multi_az {
        values["MultiAZ"] = json!(multi_az);
    }
    if let Some(days) = db.pending.retention_days {
        values["BackupRetentionPeriod"] = json!(days);
    }
    if let Some(name) = &db.pending.new_name {
        values["DBInstanceIdentifier"] = json!(name);
    }
    values
}
