//! A volume that is full: the engine is shut down until more storage is allocated, and that grows by steps.

use crate::common::{C, M, R, S, database, on_engine, run, run_under, seeds};
use crate::story::check;
use expect_test::expect;

const FULL: &str = "1m fault inject storage-full orders";
const GROW: &str = "aws rds modify-db-instance --db-instance-identifier orders --allocated-storage 300 --apply-immediately";

#[test]
fn the_story_of_a_volume_that_is_full_and_grows() {
    check(
        &[S, FULL, &format!("10m {GROW}"), "36h end"],
        expect![[r#"
            1m                    orders: storage-full strikes
            1m               0089 orders: More than 90 % of the allocated storage is used
            1m               0222 orders: So little storage is left that the instance may be shut down
            1m               0221 orders: Shut down: the allocated storage is used up; allocate more
            10m              0018 orders: Change of the allocated storage started
            11m29s460ms      0017 orders: Change of the allocated storage finished
            11m29s460ms      0020 orders: Recovery of the instance started
            12m53s46ms       0006 orders: Database engine started again
            12m53s46ms       0021 orders: Recovery of the instance complete
            => storage-full orders: recovered after 11m54s = noticing 9m + allocating storage 1m29s460ms + crash recovery 1m23s586ms + reconnect 954ms
               writes failed for 11m54s
               reads failed for 11m54s
            writes: 15084300 acknowledged, 35700 refused, 0 in doubt; 0 lost, 0 of them stranded
            orders available us-east-1a
        "#]],
    );
}

#[test]
fn a_standby_is_as_full_and_nothing_fails_over() {
    let run = run(&[
        M,
        FULL,
        "5m aws rds reboot-db-instance --db-instance-identifier orders --force-failover",
        "10m fault inject host-failure orders",
        &format!("30m {GROW}"),
        "3h end",
    ]);
    assert_eq!(run.outcomes(), ["ok", "InvalidDBInstanceState", "ok", "ok"]);
    let orders = run.at("20m");
    let orders = database(&orders, "orders");
    assert_eq!((orders.status, orders.protected), ("storage-full", false));
    assert_eq!(run.database("orders").status, "storage-optimization");
}

#[test]
fn a_cluster_is_full_on_all_its_members_and_grows_as_a_whole() {
    let run = run(&[
        C,
        FULL,
        "5m aws rds failover-db-cluster --db-cluster-identifier orders",
        "10m aws rds modify-db-cluster --db-cluster-identifier orders --allocated-storage 300 --apply-immediately",
        "3h end",
    ]);
    assert_eq!(run.outcomes(), ["ok", "InvalidDBClusterStateFault", "ok"]);
    assert_eq!(database(&run.at("3m"), "orders").status, "storage-full");
    assert_eq!(database(&run.view(), "orders").storage_gib, 300);
    assert_eq!(run.report.writes.lost, 0);
    assert!(run.incident().recovery_ms.is_some());
}

#[test]
fn a_replica_stands_on_storage_of_its_own() {
    let run = run(&[R, "1m fault inject storage-full orders-r", "2h end"]);
    let (replica, source) = (run.database("orders-r"), run.database("orders"));
    assert_eq!(
        (replica.status, source.status),
        ("storage-full", "available")
    );
    assert_eq!(run.report.writes.refused, 0);
}

#[test]
fn storage_grows_only_by_a_tenth_at_least_and_not_again_before_it_is_optimised() {
    let to = |gib: u32| {
        format!(
            "aws rds modify-db-instance --db-instance-identifier orders --allocated-storage {gib} --apply-immediately"
        )
    };
    let lines = [
        format!("1h {}", to(199)),
        format!("1h {}", to(65_537)),
        format!("1h {}", to(201)),
        format!("2h {}", to(300)),
        "2h aws rds create-db-snapshot --db-instance-identifier orders --db-snapshot-identifier now".to_owned(),
        "2h aws rds reboot-db-instance --db-instance-identifier orders".to_owned(),
        "3h aws rds modify-db-instance --db-instance-identifier orders --deletion-protection".to_owned(),
        format!("6h50m {}", to(300)),
        format!("40h {}", to(300)),
        "60h end".to_owned(),
    ];
    for seed in seeds() {
        let run = run_under(&seed, &[S, &lines.join("\n")]);
        let clash = "InvalidParameterCombination";
        let wrong = "InvalidDBInstanceState";
        assert_eq!(
            run.outcomes(),
            [clash, clash, "ok", clash, "ok", wrong, "ok", clash, "ok"],
            "{seed}"
        );
        // 201 is less than a tenth more.
        assert_eq!(database(&run.at("3h"), "orders").storage_gib, 220);
        assert_eq!(
            database(&run.at("3h"), "orders").status,
            "storage-optimization"
        );
        assert_eq!(database(&run.view(), "orders").storage_gib, 300);
        assert_eq!(run.report.writes.refused, 0, "nothing restarts");
    }
}

#[test]
fn sql_server_is_refused_less_than_a_tenth_more() {
    let ask = |gib: u32| {
        format!(
            "1h aws rds modify-db-instance --db-instance-identifier orders --allocated-storage {gib} --apply-immediately"
        )
    };
    let start = on_engine(S, "sqlserver-se");
    let outcomes = |gib| run(&[&start, &ask(gib), "2h end"]).outcomes().join(" ");
    assert_eq!(outcomes(219), "InvalidParameterCombination");
    assert_eq!(outcomes(220), "ok");
}

#[test]
fn more_storage_waits_for_the_window_unless_asked_for_at_once_and_then_costs_more() {
    let run = run(&[
        &S.replace(
            "--allocated-storage 200",
            "--allocated-storage 200 --preferred-maintenance-window tue:05:00-tue:05:30",
        ),
        FULL,
        "10m aws rds modify-db-instance --db-instance-identifier orders --allocated-storage 300",
        "3d end",
    ]);
    let waits = run.at("10h");
    let waits = database(&waits, "orders");
    assert_eq!(waits.status, "storage-full");
    assert_eq!(waits.pending, ["--allocated-storage 300"]);
    // The window opens 17 hours after 0s.
    let grown = run.at("17h10m");
    assert_eq!(database(&grown, "orders").storage_gib, 300);
    assert!(grown.monthly_cost_usd() > run.at("1h").monthly_cost_usd());
    assert!(run.incident().recovery_ms.is_some());
}

#[test]
fn a_full_volume_is_filled_once_and_what_is_filled_again_is_another_incident() {
    let run = run(&[
        S,
        FULL,
        "2m fault inject storage-full orders",
        &format!("10m {GROW}"),
        "2h fault inject storage-full orders",
        "3h end",
    ]);
    assert_eq!(run.outcomes(), ["ok", "InvalidTarget", "ok", "ok"]);
    assert_eq!(run.database("orders").status, "storage-full");
    assert_eq!(run.report.incidents.len(), 2);
}

#[test]
fn what_came_with_a_volume_rises_with_it_so_that_it_can_be_restored_and_replicated() {
    let grow = GROW.replace("300", "500");
    let lines = [
        format!("1h {grow}"),
        "30h aws rds create-db-instance-read-replica --db-instance-identifier orders-r --source-db-instance-identifier orders".to_owned(),
        "32h aws rds restore-db-instance-to-point-in-time --source-db-instance-identifier orders --target-db-instance-identifier orders-2 --use-latest-restorable-time".to_owned(),
        "34h end".to_owned(),
    ];
    let run = run(&[S, &lines.join("\n")]);
    assert_eq!(run.outcomes(), ["ok", "ok", "ok"]);
    let sizes = ["orders", "orders-r", "orders-2"].map(|id| database(&run.view(), id).storage_gib);
    assert_eq!(sizes, [500; 3]);
}

#[test]
fn what_was_kept_before_a_volume_grew_is_of_its_size_then() {
    let back = "aws rds restore-db-instance-to-point-in-time --source-db-instance-identifier orders --target-db-instance-identifier orders-2 --restore-time 2026-01-12T11:00:00Z";
    let run = run(&[S, &format!("1h {GROW}"), &format!("30h {back}"), "32h end"]);
    assert_eq!(run.outcomes(), ["ok", "ok"]);
    let view = run.view();
    let taken = view
        .snapshots
        .iter()
        .filter(|shot| shot.instance == "orders");
    for shot in taken {
        let gib = if shot.created_at < failover_lab::sim::SimTime::from_ms(0) {
            200
        } else {
            300
        };
        assert_eq!(shot.storage_gib, gib, "{}", shot.id);
    }
    assert_eq!(database(&view, "orders-2").storage_gib, 200);
}

#[test]
fn a_failover_under_way_is_dropped_where_there_is_no_room_and_growth_brings_all_back() {
    for other in ["az-outage us-east-1b", "region-outage us-east-1"] {
        let run = run(&[
            M,
            "60s fault inject host-failure orders",
            "70s fault inject storage-full orders",
            &format!("75s fault inject {other} --for 10m"),
            &format!("30m {GROW}"),
            "3h end",
        ]);
        assert_eq!(
            database(&run.at("20m"), "orders").status,
            "storage-full",
            "{other}"
        );
        assert_eq!(run.outcomes().last(), Some(&"ok"), "{other}");
        assert_eq!(
            run.database("orders").status,
            "storage-optimization",
            "{other}"
        );
    }
}

#[test]
fn a_crash_just_before_restarts_nothing_and_what_is_full_takes_no_other_change() {
    let run = run(&[
        S,
        "60s fault inject instance-crash orders",
        "65s fault inject storage-full orders",
        "10m aws rds modify-db-instance --db-instance-identifier orders --allocated-storage 200 --multi-az --apply-immediately",
        "20m aws rds modify-db-instance --db-instance-identifier orders --allocated-storage 400",
        "30m fault inject volume-failure orders",
        "10d end",
    ]);
    assert_eq!(
        run.outcomes(),
        ["ok", "ok", "InvalidDBInstanceState", "ok", "ok"]
    );
    let events = run.events("orders");
    let told = |id: u16| events.iter().filter(|event| event.1 == id).count();
    let since = |from: u64, id: u16| events.iter().any(|event| event.0 >= from && event.1 == id);
    assert_eq!((told(221), told(18)), (1, 0));
    assert!(
        !since(60_000, 6),
        "no engine starts on a volume without room"
    );
    assert_eq!(run.database("orders").status, "failed");
}
