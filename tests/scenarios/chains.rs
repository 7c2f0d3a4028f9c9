//! Replicas of replicas, and how many a source may have.

use crate::common::{R, S, database, on_engine, run};
use crate::story::check;
use expect_test::expect;
use failover_lab::world::{CopyHealth, RoleView};
use std::fmt::Write;

fn replica(name: &str, source: &str) -> String {
    format!(
        "given aws rds create-db-instance-read-replica --db-instance-identifier {name} --source-db-instance-identifier {source}"
    )
}

#[test]
fn a_chain_has_four_instances_and_its_lags_add_up() {
    let chain = ["r1 orders", "r2 r1", "r3 r2"].map(|pair| {
        let (name, source) = pair.split_once(' ').expect("two names");
        let retention = format!(
            "given aws rds modify-db-instance --db-instance-identifier {name} --backup-retention-period 1 --apply-immediately"
        );
        format!("{}\n{retention}", replica(name, source))
    });
    let fourth = "1m aws rds create-db-instance-read-replica --db-instance-identifier r4 --source-db-instance-identifier r3";
    let run = run(&[S, &chain.join("\n"), fourth, "1h end"]);
    assert_eq!(run.outcomes(), ["InvalidParameterCombination"]);
    let behind = |id: &str| match database(&run.at("30m"), id).role {
        RoleView::ReadReplica { replica_lag_s, .. } => replica_lag_s,
        RoleView::Standalone => panic!("it is a replica"),
    };
    let (one, two, three) = (behind("r1"), behind("r2"), behind("r3"));
    assert!(
        0.1 <= one && one + 0.1 <= two && two + 0.1 <= three && three <= 3.0,
        "{one} {two} {three}"
    );
}

#[test]
fn a_promoted_replica_keeps_its_own_replicas() {
    let retention = "given aws rds modify-db-instance --db-instance-identifier orders-r --backup-retention-period 1 --apply-immediately";
    let child = replica("child", "orders-r");
    let run = run(&[
        R,
        retention,
        &child,
        "10m fault inject volume-failure orders",
        "11m aws rds promote-read-replica --db-instance-identifier orders-r",
        "8h  end",
    ]);
    let view = run.view();
    let (promoted, child) = (database(&view, "orders-r"), database(&view, "child"));
    assert_eq!(promoted.role, RoleView::Standalone);
    let RoleView::ReadReplica {
        source,
        state,
        not_received,
        ..
    } = &child.role
    else {
        panic!("it is a replica")
    };
    assert_eq!((source.as_str(), state.name()), ("orders-r", "replicating"));
    assert!(*not_received <= 50, "{not_received}");
    assert_eq!(
        child.primary().tape.timeline,
        promoted.primary().tape.timeline
    );
}

/// A replica of `orders-r`, whose source is `orders`.
fn child() -> String {
    let retention = "given aws rds modify-db-instance --db-instance-identifier orders-r --backup-retention-period 1 --apply-immediately";
    format!("{retention}\n{}", replica("child", "orders-r"))
}

#[test]
fn a_child_outlives_the_replica_between() {
    let run = run(&[
        R,
        &child(),
        "1m fault inject volume-failure orders-r",
        "5m aws rds delete-db-instance --db-instance-identifier orders-r --skip-final-snapshot",
        "2h end",
    ]);
    let events: Vec<u16> = run.events("child").iter().map(|(_, id)| *id).collect();
    assert_eq!(events, [45, 62, 4, 6]);
    assert_eq!(run.database("child").replica_of, None);
    assert_eq!((run.report.writes.refused, run.report.writes.lost), (0, 0));
}

#[test]
fn a_child_loses_both_hops_lag_with_the_first_source() {
    let run = run(&[
        R,
        &child(),
        "1m  fault inject volume-failure orders",
        "5m  aws rds promote-read-replica --db-instance-identifier child",
        "+0s aws rds wait db-instance-available --db-instance-identifier child",
        "+5s app point shop --to child",
        "2h  end",
    ]);
    let incident = run.incident();
    assert!((10..=101).contains(&incident.lost_writes), "{incident:?}");
    // Some of it reached the replica between, which still stands.
    assert!(
        incident.stranded_writes > 0 && incident.stranded_writes <= incident.lost_writes,
        "{incident:?}"
    );
}

#[test]
fn a_child_cut_off_during_the_promotion_catches_up_on_the_new_line() {
    let run = run(&[
        R,
        &child(),
        "1m  fault inject network-partition orders-r child --for 30m",
        "5m  aws rds promote-read-replica --db-instance-identifier orders-r",
        "20m app point shop --to orders-r",
        "2h  end",
    ]);
    let view = run.view();
    let (promoted, child) = (database(&view, "orders-r"), database(&view, "child"));
    assert!(promoted.primary().tape.position - child.primary().tape.position <= 50);
    assert_eq!(
        promoted.primary().tape.timeline,
        child.primary().tape.timeline
    );
}

#[test]
fn a_source_feeds_fifteen_replicas_and_no_sixteenth() {
    let mut given = String::new();
    for number in 1..=15 {
        writeln!(given, "{}", replica(&format!("r{number}"), "orders")).expect("a string takes it");
    }
    let more = "1m aws rds create-db-instance-read-replica --db-instance-identifier r16 --source-db-instance-identifier orders";
    assert_eq!(
        run(&[S, &given, more, "1h end"]).outcomes(),
        ["InvalidParameterCombination"]
    );
    let server = on_engine(S, "sqlserver-se");
    let five: Vec<&str> = given.lines().take(5).collect();
    let run = run(&[
        &server,
        &five.join("\n"),
        &more.replace("r16", "r6"),
        "1h end",
    ]);
    assert_eq!(run.outcomes(), ["InvalidParameterCombination"]);
}

#[test]
fn a_source_needs_backups_and_must_be_available() {
    let off = S.replace("--backup-retention-period 7", "--backup-retention-period 0");
    let create = "1m aws rds create-db-instance-read-replica --db-instance-identifier r --source-db-instance-identifier orders";
    assert_eq!(
        run(&[&off, create, "1h end"]).outcomes(),
        ["InvalidDBInstanceState"]
    );
    let crash = "1m fault inject instance-crash orders";
    assert_eq!(
        run(&[S, crash, create, "1h end"]).outcomes(),
        ["ok", "InvalidDBInstanceState"]
    );
    let twice = run(&[S, create, create, "1h end"]);
    assert_eq!(twice.outcomes(), ["ok", "DBInstanceAlreadyExists"]);
}

#[test]
fn the_story_of_a_new_replica_in_another_region() {
    check(
        &[
            S,
            "1m  aws rds create-db-instance-read-replica --db-instance-identifier west --region us-west-2 \
                 --source-db-instance-identifier arn:aws:rds:us-east-1:123456789012:db:orders",
            "+0s aws rds wait db-instance-available --db-instance-identifier west --region us-west-2",
            "3h  end",
        ],
        expect![[r#"
            49m36s811ms      0005 west: DB instance created
            49m36s811ms      0046 west: Replication running
            writes: 9180000 acknowledged, 0 refused, 0 in doubt; 0 lost, 0 of them stranded
            orders available us-east-1a, west available us-west-2a
        "#]],
    );
}

#[test]
fn a_source_waits_with_its_deletion_until_a_new_replica_is_there() {
    let run = run(&[
        S,
        "1m  aws rds create-db-instance-read-replica --db-instance-identifier r --source-db-instance-identifier orders",
        "2m  aws rds delete-db-instance --db-instance-identifier orders --skip-final-snapshot",
        "3m  fault inject operator-delete orders",
        "+0s aws rds wait db-instance-available --db-instance-identifier r",
        "+1m aws rds delete-db-instance --db-instance-identifier orders --skip-final-snapshot",
        "3h  end",
    ]);
    let state = "InvalidDBInstanceState";
    assert_eq!(run.outcomes(), ["ok", state, state, "ok", "ok"]);
    assert_eq!(run.database("r").replica_of, None);
}

#[test]
fn a_replica_whose_source_died_before_its_snapshot_was_there_is_never_born() {
    let run = run(&[
        S,
        "1m aws rds create-db-instance-read-replica --db-instance-identifier r --source-db-instance-identifier orders",
        "90s fault inject volume-failure orders",
        "3h end",
    ]);
    let events: Vec<u16> = run.events("r").iter().map(|(_, id)| *id).collect();
    assert_eq!(events, [202]);
    assert_eq!(run.database("r").status, "failed");
    let health = database(&run.view(), "r").primary().health;
    assert_eq!(health, CopyHealth::Empty, "it lost nothing: it never was");
    // What it never held saves nothing.
    assert_eq!(run.report.writes.present, 0);
}

#[test]
fn a_replica_whose_source_died_meanwhile_holds_its_snapshot_and_does_not_replicate() {
    let run = run(&[
        S,
        "1m aws rds create-db-instance-read-replica --db-instance-identifier r --source-db-instance-identifier orders",
        "+4m fault inject volume-failure orders",
        "3h end",
    ]);
    let events: Vec<u16> = run.events("r").iter().map(|(_, id)| *id).collect();
    assert_eq!(events, [5, 45]);
    let view = run.view();
    let replica = database(&view, "r");
    assert_eq!(replica.primary().tape.position, (2 * 86_400 + 60) * 50);
    assert!(matches!(
        replica.role,
        RoleView::ReadReplica { state, .. } if state.name() == "error"
    ));
}
