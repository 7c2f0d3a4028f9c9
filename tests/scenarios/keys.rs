//! A KMS key that is disabled: what is encrypted with it stops, waits for its key for seven days, and is gone.

use crate::common::{C, M, Run, S, X, app, database, keyed, ms, run, run_under};
use crate::story::check;
use expect_test::expect;

pub const OFF: &str = "1m fault inject kms-key-disabled alias/orders";
pub const START: &str = "aws rds start-db-instance --db-instance-identifier orders";
pub const RECOVERABLE: &str = "inaccessible-encryption-credentials-recoverable";
const LOST: &str = "inaccessible-encryption-credentials";
pub const NO_KEY: &str = "KMSKeyNotAccessibleFault";
pub const WRONG_STATE: &str = "InvalidDBInstanceState";

pub fn status(run: &Run, moment: &str, id: &str) -> &'static str {
    database(&run.at(moment), id).status
}

#[test]
fn the_story_of_a_key_that_was_disabled_and_enabled_again() {
    check(
        &[
            &keyed(S),
            OFF,
            "1h fault clear kms-key-disabled alias/orders",
            &format!("2h {START}"),
            "3h end",
        ],
        expect![[r#"
            1m                    alias/orders: kms-key-disabled strikes
            1m               0004 orders: Database engine shut down
            1m               0418 orders: RDS cannot use the KMS key of the instance
            1m               0419 orders: The instance becomes inaccessible: its KMS key cannot be used
            1h                    alias/orders: kms-key-disabled ends
            2h               0420 orders: RDS can use the KMS key of the instance again
            2h7m50s196ms     0006 orders: Database engine started again
            2h7m50s196ms     0088 orders: DB instance started
            => kms-key-disabled alias/orders: recovered after 2h6m51s = noticing 1h59m + restarting 7m50s196ms + reconnect 804ms
               writes failed for 2h6m51s
               reads failed for 2h6m51s
            writes: 8799450 acknowledged, 380550 refused, 0 in doubt; 0 lost, 0 of them stranded
            orders available us-east-1a
        "#]],
    );
}

#[test]
fn a_start_needs_the_key_and_nothing_starts_without_one() {
    let run = run(&[
        &keyed(S),
        OFF,
        &format!("10m {START}"),
        "1h fault clear kms-key-disabled alias/orders",
        &format!("3h {START}"),
        "4h end",
    ]);
    assert_eq!(run.outcomes(), ["ok", NO_KEY, "ok", "ok"]);
    // That the key works again starts nothing.
    assert_eq!(status(&run, "2h", "orders"), RECOVERABLE);
    assert_eq!(run.database("orders").status, "available");
    assert_eq!(run.report.writes.lost, 0);
}

#[test]
fn what_is_stopped_stays_so_and_needs_its_key_to_start() {
    let run = run(&[
        &keyed(S),
        "1m aws rds stop-db-instance --db-instance-identifier orders",
        "1h fault inject kms-key-disabled alias/orders --for 2h",
        &format!("2h {START}"),
        &format!("4h {START}"),
        "5h end",
    ]);
    assert_eq!(run.outcomes(), ["ok", "ok", NO_KEY, "ok"]);
    assert_eq!(status(&run, "2h", "orders"), "stopped");
    assert_eq!(run.database("orders").status, "available");
}

#[test]
fn after_seven_days_it_is_gone_for_good_and_its_backups_are_not() {
    let kept_long = keyed(S).replace(
        "--backup-retention-period 7",
        "--backup-retention-period 35",
    );
    let restore = "aws rds restore-db-instance-to-point-in-time --source-db-instance-identifier orders \
                   --use-latest-restorable-time --target-db-instance-identifier";
    let delete = "aws rds delete-db-instance --db-instance-identifier orders";
    for seed in crate::bands::SEEDS {
        let run = run_under(
            seed,
            &[
                &kept_long,
                OFF,
                &format!("8d {START}"),
                &format!("+0s {restore} orders-2"),
                "9d fault clear kms-key-disabled alias/orders",
                &format!("+0s {START}"),
                &format!("+0s {restore} orders-3"),
                "+0s aws rds wait db-instance-available --db-instance-identifier orders-3",
                "+0s app point shop --to orders-3",
                &format!("+0s {delete} --final-db-snapshot-identifier last"),
                &format!("+0s {delete} --skip-final-snapshot"),
                "10d end",
            ],
        );
        assert_eq!(
            run.outcomes(),
            [
                "ok",
                WRONG_STATE,
                NO_KEY,
                "ok",
                WRONG_STATE,
                "ok",
                "ok",
                "ok",
                WRONG_STATE,
                "ok"
            ],
            "{seed}"
        );
        assert_eq!(status(&run, "7d", "orders"), RECOVERABLE, "{seed}");
        assert_eq!(status(&run, "169h", "orders"), LOST, "{seed}");
        // Until the restore all is lost; then what was written since the last upload of logs.
        let lost = |moment: &str| app(&run.at(moment), "shop").totals.lost;
        assert!(lost("8d") > 8_000_000, "{seed}");
        assert!(
            run.report.writes.lost <= 15_000,
            "{seed}: {:?}",
            run.report.writes
        );
        let incident = run.incident();
        assert_eq!(incident.fault, Some("kms-key-disabled"), "{seed}");
        assert_eq!(incident.lost_writes, run.report.writes.lost, "{seed}");
        assert!(run.recovery_ms() > ms("8d"), "{seed}");
    }
}

#[test]
fn a_cluster_stops_with_its_readers_and_comes_back_by_itself() {
    let apart = keyed(C).replace(
        "--connect orders",
        "--connect orders --read-from orders.cluster-ro",
    );
    let run = run(&[
        &apart,
        "1m fault inject kms-key-disabled alias/orders --for 1h",
        "2m aws rds failover-db-cluster --db-cluster-identifier orders",
        "2h end",
    ]);
    assert_eq!(run.outcomes(), ["ok", "InvalidDBClusterStateFault"]);
    assert_eq!(status(&run, "30m", "orders"), RECOVERABLE);
    let ids: Vec<u16> = run
        .events("orders-instance-1")
        .iter()
        .map(|(_, id)| *id)
        .collect();
    assert!(
        ids.windows(3).any(|three| three == [4, 418, 419]),
        "{ids:?}"
    );
    assert_eq!(run.event_ms("orders-instance-1", 420), Some(ms("61m")));
    let incident = run.incident();
    assert!(incident.write_outage_ms >= ms("1h") && incident.read_outage_ms >= ms("1h"));
    assert_eq!(run.database("orders").status, "available");
    assert_eq!(run.report.writes.lost, 0);
}

#[test]
fn what_is_made_and_copied_waits_for_its_key() {
    let lines = [
        "1m aws rds restore-db-instance-to-point-in-time --source-db-instance-identifier orders \
             --target-db-instance-identifier orders-2 --use-latest-restorable-time",
        "1m aws rds create-db-snapshot --db-instance-identifier orders --db-snapshot-identifier s1",
        "+0s aws rds wait db-snapshot-available --db-snapshot-identifier s1",
        "+0s aws rds copy-db-snapshot --region us-west-2 --target-db-snapshot-identifier s1-west --kms-key-id alias/west \
             --source-db-snapshot-identifier arn:aws:rds:us-east-1:123456789012:snapshot:s1",
    ];
    let lines = lines.join("\n");
    let copied = |run: &Run| run.event_ms("s1-west", 60).expect("it is copied");
    let born = |run: &Run| run.event_ms("orders-2", 5).expect("it is born");
    let calm = run(&[&keyed(S), &lines, "9h end"]);
    let off = "5m fault inject kms-key-disabled alias/orders --for 3h";
    let waits = run(&[&keyed(S), &lines, off, "9h end"]);
    assert_eq!(waits.outcomes(), ["ok"; 5]);
    assert_eq!(status(&waits, "3h", "orders-2"), "creating");
    assert_eq!(born(&waits), born(&calm) + ms("3h"));
    assert_eq!(copied(&waits), copied(&calm) + ms("3h"));
    // The key of what is being made counts as well.
    let off = "5m fault inject kms-key-disabled us-west-2/alias/west --for 3h";
    let waits = run(&[&keyed(S), &lines, off, "9h end"]);
    assert_eq!(born(&waits), born(&calm));
    assert_eq!(copied(&waits), copied(&calm) + ms("3h"));
}

#[test]
fn a_replica_in_another_region_has_a_key_of_its_own() {
    let run = run(&[
        &keyed(X),
        OFF,
        "1h fault inject kms-key-disabled us-west-2/alias/west",
        "2h end",
    ]);
    assert_eq!(status(&run, "30m", "orders"), RECOVERABLE);
    assert_eq!(status(&run, "30m", "orders-west"), "available");
    assert_eq!(run.database("orders-west").status, RECOVERABLE);
}

#[test]
fn a_promotion_is_given_up_and_can_be_asked_for_again() {
    let promote =
        "aws rds promote-read-replica --db-instance-identifier orders-west --region us-west-2";
    let run = run(&[
        &keyed(X),
        &format!("1m {promote}"),
        "2m fault inject kms-key-disabled us-west-2/alias/west --for 1h",
        "2h aws rds start-db-instance --db-instance-identifier orders-west --region us-west-2",
        &format!("4h {promote}"),
        "5h end",
    ]);
    assert_eq!(run.outcomes(), ["ok"; 4]);
    assert_eq!(status(&run, "1h", "orders-west"), RECOVERABLE);
    let ids: Vec<u16> = run
        .events("orders-west")
        .iter()
        .map(|(_, id)| *id)
        .collect();
    assert!(
        ids.windows(4).any(|four| four == [46, 62, 4, 6]),
        "it replicates again, then is promoted: {ids:?}"
    );
    assert_eq!(
        run.report.writes.refused, 0,
        "the application uses the other one"
    );
}

#[test]
fn nothing_fails_over_to_what_is_as_unreadable() {
    let run = run(&[
        &keyed(M),
        "1m fault inject az-outage us-east-1a --for 2h",
        "70s fault inject kms-key-disabled alias/orders --for 1h",
        &format!("3h {START}"),
        "4h end",
    ]);
    assert_eq!(run.outcomes(), ["ok"; 3]);
    assert_eq!(run.event_ms("orders", 49), None, "the failover was dropped");
    let orders = run.database("orders");
    assert_eq!(
        (orders.status, orders.az.as_str()),
        ("available", "us-east-1a")
    );
    assert_eq!(run.report.writes.lost, 0);
}
