//! Keys of Regions, procedures of engines, prices of what is priced.

use crate::common::{R, S, on_engine, run};

#[test]
fn a_key_belongs_to_its_region() {
    let keyed = S.replace(
        "--allocated-storage",
        "--kms-key-id alias/home --allocated-storage",
    );
    let snapshot = "1m  aws rds create-db-snapshot --db-instance-identifier orders --db-snapshot-identifier s1\n\
                    +0s aws rds wait db-snapshot-completed --db-snapshot-identifier s1";
    let copy = "+0s aws rds copy-db-snapshot --region us-west-2 --source-db-snapshot-identifier \
                arn:aws:rds:us-east-1:123456789012:snapshot:s1 --target-db-snapshot-identifier";
    let here = "+0s aws rds copy-db-snapshot --source-db-snapshot-identifier s1 --target-db-snapshot-identifier";
    let run = run(&[
        &keyed,
        snapshot,
        &format!("{copy} c1"),
        &format!("{copy} c2 --kms-key-id arn:aws:kms:us-east-1:123456789012:key/home"),
        &format!("{copy} c3 --kms-key-id arn:aws:kms:us-west-2:123456789012:key/away"),
        &format!("{here} c4 --kms-key-id alias/nobody"),
        &format!("{here} c5 --kms-key-id alias/k"),
        "+0s aws rds describe-db-snapshots --region us-west-2",
        "1h end",
    ]);
    assert_eq!(
        run.outcomes(),
        [
            "ok",
            "ok",
            "KMSKeyNotAccessibleFault",
            "KMSKeyNotAccessibleFault",
            "ok",
            "KMSKeyNotAccessibleFault",
            "ok",
            "ok"
        ]
    );
    assert_eq!(
        run.reply("describe-db-snapshots")["DBSnapshots"][0]["KmsKeyId"],
        "arn:aws:kms:us-west-2:123456789012:key/away"
    );
}

#[test]
fn an_unencrypted_snapshot_is_encrypted_by_a_copy_and_a_restore_keeps_the_key() {
    let run = run(&[
        S,
        "1m  aws rds create-db-snapshot --db-instance-identifier orders --db-snapshot-identifier s1",
        "+0s aws rds wait db-snapshot-completed --db-snapshot-identifier s1",
        "+0s aws rds copy-db-snapshot --source-db-snapshot-identifier s1 --target-db-snapshot-identifier s2 --kms-key-id alias/orders",
        "+0s aws rds wait db-snapshot-completed --db-snapshot-identifier s2",
        "+0s aws rds restore-db-instance-from-db-snapshot --db-instance-identifier new --db-snapshot-identifier s2",
        "+0s aws rds describe-db-instances --db-instance-identifier new",
        "3h end",
    ]);
    let restored = &run.reply("describe-db-instances")["DBInstances"][0];
    assert_eq!(restored["StorageEncrypted"], true);
    assert_eq!(
        restored["KmsKeyId"],
        "arn:aws:kms:us-east-1:123456789012:key/orders"
    );
}

#[test]
fn procedures_belong_to_their_engine() {
    let delay = "1m sql orders-r \"CALL mysql.rds_set_source_delay(3600)\"";
    for (engine, code) in [
        ("postgres", "NoSuchProcedure"),
        ("mysql", "ok"),
        ("mariadb", "ok"),
        ("oracle-ee", "NoSuchProcedure"),
        ("sqlserver-ee", "NoSuchProcedure"),
    ] {
        let run = run(&[&on_engine(R, engine), delay, "2m end"]);
        assert_eq!(run.outcomes(), [code], "{engine}");
        let message = run.report.commands[0].message.clone().unwrap_or_default();
        assert_eq!(
            message.contains("recovery_min_apply_delay"),
            engine == "postgres",
            "{message}"
        );
    }
}

#[test]
fn what_has_no_price_is_said_to_have_none() {
    let costs = |start: &str| {
        let report = run(&[start, "2m end"]).report;
        (report.monthly_cost_usd, report.unpriced)
    };
    let (usd, unpriced) = costs(S);
    assert_eq!(unpriced, [""; 0]);
    let (without, unpriced) = costs(&S.replace("db.m6g.large", "db.r7g.16xlarge"));
    assert_eq!(unpriced, ["orders: db.r7g.16xlarge"]);
    assert!(0.0 < without && without < usd, "{without}");
    let (server, unpriced) = costs(&on_engine(S, "sqlserver-se").replace("xlarge", "large"));
    assert_eq!(unpriced, ["orders: db.m6i.large"], "{server}");
    let io1 = S.replace(
        "--allocated-storage 200",
        "--allocated-storage 200 --iops 4000",
    );
    let (provisioned, _) = costs(&io1);
    let more = 200.0 * (0.125 - 0.115) + 4000.0 * 0.10;
    assert!((provisioned - usd - more).abs() < 0.02, "{provisioned}");
    let gp3 = S.replace(
        "--allocated-storage 200",
        "--allocated-storage 400 --iops 13000 --storage-type gp3",
    );
    let plain = S.replace("--allocated-storage 200", "--allocated-storage 400");
    assert!((costs(&gp3).0 - costs(&plain).0 - 1000.0 * 0.02).abs() < 0.02);
}
