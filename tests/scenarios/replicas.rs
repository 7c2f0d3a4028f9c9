//! Read replicas: stops, surges, backlogs, promotion, chains and limits.

use crate::bands::{Expected, PAUSED, UNNOTICED, check_bands, outage};
use crate::common::{M, R, S, X, app, database, run, run_under};
use crate::story::check;
use expect_test::expect;
use failover_lab::world::RoleView;

const BOTH: &str = "orders available us-east-1a, orders-r available us-east-1b";
const SURGE: &str = "60s fault inject write-surge shop --factor 20 --for 20m";
const PROMOTE: &str = "11m aws rds promote-read-replica --db-instance-identifier orders-r";
const AWAIT: &str = "+0s aws rds wait db-instance-available --db-instance-identifier orders-r";
const POINT: &str = "+5s app point shop --to orders-r";
const VOLUME: &str = "10m fault inject volume-failure orders";

fn heads(run: &crate::common::Run, id: &str, moment: &str) -> (u64, u64, f64) {
    match database(&run.at(moment), id).role {
        RoleView::ReadReplica {
            not_received,
            not_applied,
            replica_lag_s,
            ..
        } => (not_received, not_applied, replica_lag_s),
        RoleView::Standalone => panic!("it is a replica"),
    }
}

#[test]
fn replication_that_stops_is_not_noticed_by_those_who_do_not_read_there() {
    let stop = "60s fault inject replication-stop orders-r --for 10m";
    let expected = Expected {
        events: &[("orders-r", PAUSED)],
        stands: BOTH,
        ..UNNOTICED
    };
    check_bands(&[R, stop, "2h end"], &expected);
    let stop = "60s fault inject replication-stop orders-west --for 10m";
    let stands = "orders available us-east-1a, orders-west available us-west-2a";
    check_bands(
        &[X, stop, "2h end"],
        &Expected {
            events: &[("orders-west", PAUSED)],
            stands,
            ..expected
        },
    );
    for start in [S, M] {
        let run = run(&[start, "60s fault inject replication-stop orders", "2h end"]);
        assert_eq!(run.outcomes(), ["InvalidTarget"]);
        assert!(run.report.incidents.is_empty());
    }
}

#[test]
fn a_replica_that_was_stopped_for_a_month_is_terminated() {
    check(
        &[
            R,
            "1d fault inject replication-stop orders-r",
            "40d fault clear replication-stop orders-r",
            "41d end",
        ],
        expect![[r#"
            1d                    orders-r: replication-stop strikes
            1d               0045 orders-r: Replication stopped
            31d              0057 orders-r: Replication terminated
            40d                   orders-r: replication-stop ends
            => replication-stop orders-r: no application noticed
            writes: 185760000 acknowledged, 0 refused, 0 in doubt; 0 lost, 0 of them stranded
            orders available us-east-1a, orders-r available us-east-1b
        "#]],
    );
}

#[test]
fn a_surge_is_noticed_by_no_client_and_fills_a_replicas_backlog() {
    for (start, stands) in [
        (S, "orders available us-east-1a"),
        (M, "orders available us-east-1a"),
        (R, BOTH),
        (
            X,
            "orders available us-east-1a, orders-west available us-west-2a",
        ),
    ] {
        check_bands(
            &[start, SURGE, "2h end"],
            &Expected {
                stands,
                ..UNNOTICED
            },
        );
    }
    let run = run(&[R, SURGE, "2h end"]);
    // 1000/s arrive and 500/s are applied: after nine minutes 270,000 wait.
    let (missing, backlog, lag) = heads(&run, "orders-r", "10m");
    assert!((100..=1000).contains(&missing), "{missing}");
    assert!((269_000..=271_000).contains(&backlog), "{backlog}");
    assert!((265.0..=275.0).contains(&lag), "{lag}");
    // 600,000 wait when the surge ends; they drain at 450/s.
    assert!(heads(&run, "orders-r", "43m").1 > 0);
    assert_eq!(heads(&run, "orders-r", "44m").1, 0);
}

#[test]
fn what_a_surge_left_behind_is_applied_before_a_promotion_completes() {
    let lines = [R, SURGE, VOLUME, PROMOTE, AWAIT, POINT, "8h end"];
    let expected = Expected {
        // In flight at a thousand writes a second: 0.1 to 1 s. The backlog is not lost.
        lost: 100..=1000,
        stranded: 0..=0,
        ..outage(245..=800, &["noticing", "promoting", "re-pointing"])
    };
    for seed in crate::bands::SEEDS {
        let run = run_under(seed, &lines);
        let incident = &run.report.incidents[1];
        assert!(
            expected.lost.contains(&incident.lost_writes),
            "{seed}: {incident:?}"
        );
        assert_eq!(incident.stranded_writes, 0, "{seed}");
        // 270,000 writes at 500/s from the failure on: no promotion ends sooner.
        assert!(
            run.event_ms("orders-r", 4)
                .is_some_and(|at| at >= 600_000 + 530_000),
            "{seed}"
        );
    }
}

#[test]
fn what_a_partition_kept_away_is_lost_with_the_source() {
    let cut = "60s fault inject network-partition orders orders-r --for 20m";
    let run = run(&[R, cut, VOLUME, PROMOTE, AWAIT, POINT, "8h end"]);
    let [partition, volume] = &run.report.incidents[..] else {
        panic!("two incidents")
    };
    assert_eq!((partition.recovery_ms, partition.lost_writes), (Some(0), 0));
    // Nine minutes and the lag. The log archive still has those up to its last upload.
    assert!(
        (27_005..=27_050).contains(&volume.lost_writes),
        "{volume:?}"
    );
    assert!(
        (12_000..27_000).contains(&volume.stranded_writes),
        "{volume:?}"
    );
}

#[test]
fn lag_climbs_after_the_source_died_but_the_loss_does_not() {
    let run = run(&[R, VOLUME, "2h end"]);
    let (missing, _, lag) = heads(&run, "orders-r", "1h");
    assert_eq!(missing, 0, "what is lost can be received no more");
    assert!((3000.0..=3001.0).contains(&lag), "{lag}");
    assert_eq!(run.at("11m").writes.stranded, run.at("1h").writes.stranded);
    let mysql = R.replace("--engine postgres", "--engine mysql");
    let run = crate::common::run(&[&mysql, VOLUME, "2h end"]);
    assert_eq!(heads(&run, "orders-r", "1h").2, -1.0);
}

#[test]
fn a_replica_takes_reads_and_refuses_writes_until_it_is_promoted() {
    let run = run(&[
        R,
        "1m  app point shop --to orders-r",
        "11m aws rds promote-read-replica --db-instance-identifier orders-r",
        "1h  end",
    ]);
    let shop = app(&run.at("10m"), "shop").clone();
    assert_eq!(shop.writes.outage_total.ms(), 9 * 60_000);
    assert_eq!(shop.reads.outage_total.ms(), 0);
    assert_eq!(run.outcomes(), ["ok", "ok"]);
    let end = run.view();
    assert!(app(&end, "shop").writes.outage_total.ms() > 10 * 60_000);
    assert_eq!(
        end.writes.lost + end.writes.present,
        end.writes.acknowledged
    );
    // Nobody wrote to the source since: the replica had received everything.
    assert_eq!(app(&end, "shop").totals.lost, 0);
}

#[test]
fn a_promotion_is_final_and_asks_for_an_available_replica() {
    let run = run(&[
        R,
        "1m  aws rds promote-read-replica --db-instance-identifier orders",
        "1m  aws rds promote-read-replica --db-instance-identifier nobody",
        "1m  aws rds promote-read-replica --db-instance-identifier orders-r --backup-retention-period 36",
        "1m  aws rds promote-read-replica --db-instance-identifier orders-r",
        "2m  aws rds promote-read-replica --db-instance-identifier orders-r",
        "1h  aws rds promote-read-replica --db-instance-identifier orders-r",
        "1h  aws rds describe-db-instances --db-instance-identifier orders-r",
        "1h  end",
    ]);
    let state = "InvalidDBInstanceState";
    assert_eq!(
        run.outcomes(),
        [
            state,
            "DBInstanceNotFound",
            "InvalidParameterValue",
            "ok",
            state,
            state,
            "ok"
        ]
    );
    let db = &run.reply("describe-db-instances")["DBInstances"][0];
    assert_eq!(db["BackupRetentionPeriod"], 1);
    assert!(
        db.get("ReadReplicaSourceDBInstanceIdentifier")
            .is_none_or(serde_json::Value::is_null)
    );
}
