//! What a disabled KMS key cuts short, or makes wait: promotions, starts, loading; and a source that is deleted meanwhile.

use crate::common::{M, R, S, X, database, keyed, ms, on_engine, run};
use crate::keys::{OFF, RECOVERABLE, status};
use failover_lab::world::{CopyHealth, ReplicaState, RoleView, View};

const DELETE: &str =
    "aws rds delete-db-instance --db-instance-identifier orders --skip-final-snapshot";
const START_REPLICA: &str = "aws rds start-db-instance --db-instance-identifier orders-r";

fn replication(view: &View, id: &str) -> (ReplicaState, u64) {
    match &database(view, id).role {
        RoleView::ReadReplica { state, behind, .. } => (*state, behind.ms()),
        RoleView::Standalone => panic!("{id} is a replica"),
    }
}

#[test]
fn an_unreadable_replica_waits_for_its_key_though_its_source_is_deleted() {
    let start = keyed(R);
    let lost = run(&[&start, OFF, &format!("4d {DELETE}"), "8d end"]);
    let ids: Vec<u16> = lost.events("orders-r").iter().map(|(_, id)| *id).collect();
    assert_eq!(ids, [4, 418, 419, 45, 57], "once, and nothing began anew");
    assert_eq!(status(&lost, "7d", "orders-r"), RECOVERABLE);
    assert_eq!(
        lost.database("orders-r").status,
        "inaccessible-encryption-credentials"
    );
    let back = run(&[
        &start,
        OFF,
        &format!("1h {DELETE}"),
        "2h fault clear kms-key-disabled alias/orders",
        &format!("4h {START_REPLICA}"),
        "5h aws rds promote-read-replica --db-instance-identifier orders-r",
        "6h app point shop --to orders-r",
        "7h end",
    ]);
    assert_eq!(back.outcomes(), ["ok"; 6]);
    assert_eq!(status(&back, "3h", "orders-r"), RECOVERABLE);
    let promoted = back.event_ms("orders-r", 62);
    assert_eq!(promoted, Some(ms("5h")), "not by itself");
    assert!(back.incident().recovery_ms.is_some());
}

#[test]
fn a_promotion_by_itself_that_is_given_up_leaves_no_source_to_follow() {
    let start = keyed(R);
    for gone in ["90s", "1h"] {
        let run = run(&[
            &start,
            &format!("1m {DELETE}"),
            &format!("{gone} fault inject kms-key-disabled alias/orders --for 1h"),
            &format!("4h {START_REPLICA}"),
            "5h end",
        ]);
        let given_up = gone == "90s";
        let ids: Vec<u16> = run.events("orders-r").iter().map(|(_, id)| *id).collect();
        assert_eq!(ids.contains(&57), given_up, "{ids:?}");
        assert!(!ids.contains(&45), "{ids:?}");
        assert_eq!(run.database("orders-r").status, "available");
        if given_up {
            let (state, _) = replication(&run.view(), "orders-r");
            assert_eq!(state, ReplicaState::Terminated);
        }
    }
}

#[test]
fn a_promotion_that_is_given_up_leaves_the_replica_its_delay() {
    let west = "--db-instance-identifier orders-west --region us-west-2";
    let run = run(&[
        &on_engine(&keyed(X), "mysql"),
        "10s sql us-west-2/orders-west \"CALL mysql.rds_set_source_delay(3600)\"",
        &format!("2h aws rds promote-read-replica {west}"),
        "7201s fault inject kms-key-disabled us-west-2/alias/west --for 10m",
        &format!("3h aws rds start-db-instance {west}"),
        "6h end",
    ]);
    assert_eq!(run.outcomes(), ["ok"; 4]);
    let (state, behind) = replication(&run.view(), "orders-west");
    assert_eq!(state, ReplicaState::Replicating);
    assert!((ms("1h")..ms("61m")).contains(&behind), "{behind}");
}

#[test]
fn what_starts_by_itself_waits_for_its_key() {
    let run = run(&[
        &keyed(S),
        "1m aws rds stop-db-instance --db-instance-identifier orders",
        "6d fault inject kms-key-disabled alias/orders",
        "9d fault clear kms-key-disabled alias/orders",
        "10d end",
    ]);
    assert_eq!(status(&run, "8d", "orders"), "starting");
    let ids: Vec<u16> = run.events("orders").iter().map(|(_, id)| *id).collect();
    assert!(!ids.contains(&418), "it is not shut down anew: {ids:?}");
    assert!(run.event_ms("orders", 88) > Some(ms("9d")), "{ids:?}");
    assert_eq!(run.database("orders").status, "available");
}

#[test]
fn what_cannot_be_read_is_protected_by_no_standby_and_loads_nothing() {
    let restore = "aws rds restore-db-instance-to-point-in-time --source-db-instance-identifier orders \
                   --use-latest-restorable-time --target-db-instance-identifier orders-2";
    let run = run(&[
        &keyed(M),
        &format!("1m {restore}"),
        "+0s aws rds wait db-instance-available --db-instance-identifier orders-2",
        "+1m fault inject kms-key-disabled alias/orders",
        "2d end",
    ]);
    assert_eq!(run.outcomes(), ["ok"; 3]);
    let view = run.view();
    for id in ["orders", "orders-2"] {
        let mut copies = database(&view, id).copies.iter();
        assert!(copies.all(|copy| copy.health == CopyHealth::Unreadable));
    }
    assert!(!database(&view, "orders").protected);
    let hydrated = database(&view, "orders-2").hydrated;
    assert!(hydrated < 0.5, "{hydrated}");
}
