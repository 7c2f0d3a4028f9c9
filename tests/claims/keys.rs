//! Encryption: whether it is there, and what it asks for.

use crate::common::{S, database, keyed, run};

// Claimed: "backups are encrypted by default". A backup is as its instance is, and that is not encrypted unless somebody asks for it:
// the default of the API is off. (DynamoDB encrypts always; of Aurora, clusters made since 2026-02-18.)
#[test]
fn a_backup_is_as_its_instance_is_and_that_is_not_encrypted_unless_asked() {
    let snapshot = "10m aws rds create-db-snapshot --db-instance-identifier orders --db-snapshot-identifier by-hand";
    for (start, encrypted) in [(S.to_owned(), false), (keyed(S), true)] {
        let run = run(&[
            &start,
            snapshot,
            "20m aws rds describe-db-instances --db-instance-identifier orders",
            "+0s aws rds describe-db-snapshots --db-instance-identifier orders",
            "1h end",
        ]);
        let instance = &run.reply("describe-db-instances")["DBInstances"][0];
        assert_eq!(instance["StorageEncrypted"], encrypted);
        let all = &run.reply("describe-db-snapshots")["DBSnapshots"];
        let all = all.as_array().expect("it is a list");
        let kinds = |kind: &str| all.iter().filter(|one| one["SnapshotType"] == kind).count();
        assert!(kinds("manual") == 1 && kinds("automated") > 0, "{all:?}");
        for one in all {
            assert_eq!(one["Encrypted"], encrypted, "{one:?}");
            assert_eq!(one["KmsKeyId"], instance["KmsKeyId"], "{one:?}");
        }
    }
}

// "KMS can encrypt backups": and then they are worth what the key is worth.
#[test]
fn without_its_key_nothing_encrypted_can_be_restored() {
    let by_time = "aws rds restore-db-instance-to-point-in-time --source-db-instance-identifier orders \
                   --use-latest-restorable-time --target-db-instance-identifier";
    let by_snapshot = "aws rds restore-db-instance-from-db-snapshot --db-snapshot-identifier by-hand --db-instance-identifier";
    let run = run(&[
        &keyed(S),
        "10m aws rds create-db-snapshot --db-instance-identifier orders --db-snapshot-identifier by-hand",
        "1h fault inject kms-key-disabled alias/orders",
        &format!("2h {by_time} new-1"),
        &format!("2h {by_snapshot} new-2"),
        "3h fault clear kms-key-disabled alias/orders",
        &format!("3h {by_time} new-1"),
        &format!("3h {by_snapshot} new-2"),
        "8h end",
    ]);
    let refused = "KMSKeyNotAccessibleFault";
    assert_eq!(
        run.outcomes(),
        ["ok", "ok", refused, refused, "ok", "ok", "ok"]
    );
    for restored in ["new-1", "new-2"] {
        let view = run.view();
        assert_eq!(database(&view, restored).status, "available");
    }
}
