//! Promotion of a read replica: by hand, in minutes, and for good.

use crate::common::{M, R, S, check, database, ms, run, run_under, seeds};
use expect_test::expect;
use failover_lab::world::RoleView;

const PROMOTE: &str = "aws rds promote-read-replica --db-instance-identifier orders-r";
const WAIT: &str = "aws rds wait db-instance-available --db-instance-identifier orders-r";

// The material calls a replica a backup up to the second. What is written by mistake is on it within its lag.
#[test]
fn a_replica_is_not_a_backup() {
    let run = check(
        &[
            R,
            "60s fault inject bad-write orders --rows 400",
            &format!("+10s {PROMOTE}"),
            &format!("+0s {WAIT}"),
            "+5s app point shop --to orders-r",
            "1d end",
        ],
        expect![[r#"
            orders: bad-write strikes
            orders-r: Replication stopped on request (0062)
            orders-r: Database engine shut down (0004)
            orders-r: Database engine started again (0006)
            shop: connection string points to orders-r
            => bad-write orders: not recovered, lost nothing, 400 rows damaged
               noticing, promoting, deciding
            orders is available in us-east-1a
            orders-r is available in us-east-1b
        "#]],
    );
    assert_eq!(
        database(&run.at("60s"), "orders-r").primary().tape.marks,
        [],
        "it trails"
    );
    assert_eq!(
        database(&run.at("62s"), "orders-r")
            .primary()
            .tape
            .marks
            .len(),
        1
    );
    assert_eq!(
        database(&run.view(), "orders-r").primary().tape.marks.len(),
        1,
        "the promoted database is damaged too"
    );
}

#[test]
fn replicas_do_not_help_with_corruption() {
    for seed in seeds() {
        let run = run_under(
            &seed,
            &[
                R,
                "60s fault inject bad-write orders --rows 400",
                &format!("+10s {PROMOTE}"),
                &format!("+0s {WAIT}"),
                "+5s app point shop --to orders-r",
                "1d end",
            ],
        );
        let incident = run.incident();
        assert_eq!(incident.recovery_ms, None, "{seed}");
        assert_eq!(incident.corrupt_writes_remaining, 400, "{seed}");
        // It got worse: what the old source took during the promotion is missing now.
        let lost = (run.started_ms("app point") - ms("70s")) / 20;
        // The way out answered nothing: the loss is the operator's own.
        assert_eq!(incident.lost_writes, 0, "{seed}");
        let writes = &run.report.writes;
        assert!(
            writes.lost.abs_diff(lost) <= 51,
            "{seed}: {} for {lost}",
            writes.lost
        );
    }
}

#[test]
fn a_replica_is_promoted_by_hand_only() {
    let sibling = "given aws rds create-db-instance-read-replica --db-instance-identifier orders-r2 \
                       --source-db-instance-identifier orders";
    let run = check(
        &[
            R,
            sibling,
            "10m fault inject volume-failure orders",
            &format!("40m {PROMOTE}"),
            &format!("+0s {WAIT}"),
            "+5s app point shop --to orders-r",
            "24h end",
        ],
        expect![[r#"
            orders: volume-failure strikes
            orders: The instance cannot be recovered; restore it to a point in time (0031)
            orders-r: Replication stopped (0045)
            orders-r2: Replication stopped (0045)
            orders-r: Replication stopped on request (0062)
            orders-r: Database engine shut down (0004)
            orders-r: Database engine started again (0006)
            shop: connection string points to orders-r
            => volume-failure orders: recovered, lost writes, 0 rows damaged
               noticing, promoting, re-pointing
            orders is failed in us-east-1a
            orders-r is available in us-east-1b
            orders-r2 is available in us-east-1b
        "#]],
    );
    let view = run.at("39m59s");
    assert!(
        matches!(
            database(&view, "orders-r").role,
            RoleView::ReadReplica { .. }
        ),
        "nothing happened by itself"
    );
    assert_eq!(run.phase_ms("noticing"), ms("30m"));
    let promoting = run.phase_ms("promoting");
    assert!(
        (ms("3m")..=ms("10m30s")).contains(&promoting),
        "{promoting}"
    );
    assert_eq!(
        run.database("orders-r2").replica_of.as_deref(),
        Some("orders"),
        "siblings stay with the old source"
    );
    let undo = crate::common::run(&[
        R,
        &format!("1m {PROMOTE}"),
        &format!("+0s {WAIT}"),
        &format!("+0s {PROMOTE}"),
        "1h end",
    ]);
    assert_eq!(
        undo.outcomes(),
        ["ok", "ok", "InvalidDBInstanceState"],
        "it is no replica any more"
    );
}

// "Virtually nothing" is what a quiet replica lacks. What it had not received is lost, and no number is promised.
#[test]
fn a_promotion_loses_what_the_replica_had_not_received() {
    let promote = [
        "+60s aws rds promote-read-replica --db-instance-identifier orders-r",
        "+0s aws rds wait db-instance-available --db-instance-identifier orders-r",
        "+5s app point shop --to orders-r",
        "24h end",
    ]
    .join("\n");
    let fault = "30m fault inject volume-failure orders";
    for seed in seeds() {
        let lost = |before: &str| {
            let run = run_under(&seed, &[R, before, fault, &promote]);
            let struck = run
                .report
                .incidents
                .iter()
                .find(|incident| incident.cause() == "volume-failure");
            let struck = struck.expect("it struck");
            assert_eq!(
                struck.lost_writes, run.report.writes.lost,
                "{seed}: {before}"
            );
            struck.lost_writes
        };
        let quiet = lost("");
        let surge = lost("20m fault inject write-surge shop --factor 20");
        let cut = lost("10m fault inject network-partition orders orders-r");
        assert!((5..=51).contains(&quiet), "{seed}: {quiet}");
        assert!(
            (100..=1001).contains(&surge),
            "{seed}: what was received is applied first: {surge}"
        );
        assert!((60_000..=60_051).contains(&cut), "{seed}: {cut}");
    }
}

#[test]
fn what_was_received_is_applied_before_a_promotion_completes() {
    let run = run(&[
        R,
        "10m fault inject write-surge shop --factor 20 --for 40m",
        "50m fault inject volume-failure orders",
        &format!("+60s {PROMOTE}"),
        &format!("+0s {WAIT}"),
        "+5s app point shop --to orders-r",
        "24h end",
    ]);
    // Forty minutes at 500 writes a second too many: 1.2 million wait, and are applied in another forty.
    let struck = &run.report.incidents[1];
    assert!(struck.lost_writes <= 1001, "{}", struck.lost_writes);
    let promoting: u64 = struck
        .phases
        .iter()
        .filter(|phase| phase.name == "promoting")
        .map(|phase| phase.ms)
        .sum();
    assert!((ms("38m")..=ms("42m")).contains(&promoting), "{promoting}");
}

#[test]
fn a_replica_gives_a_lower_recovery_time_than_a_restore_and_multi_az_a_lower_one_still() {
    let fault = "10m fault inject volume-failure orders";
    let mut totals = (0, 0, 0);
    for seed in seeds() {
        let standby = run_under(&seed, &[M, fault, "12h end"]).recovery_ms();
        let replica = run_under(
            &seed,
            &[
                R,
                fault,
                &format!("+60s {PROMOTE}"),
                &format!("+0s {WAIT}"),
                "+5s app point shop --to orders-r",
                "12h end",
            ],
        )
        .recovery_ms();
        let restore = run_under(
            &seed,
            &[
                S,
                fault,
                "+60s aws rds restore-db-instance-to-point-in-time --source-db-instance-identifier orders \
                     --target-db-instance-identifier orders-2 --use-latest-restorable-time",
                "+0s aws rds wait db-instance-available --db-instance-identifier orders-2",
                "+5s app point shop --to orders-2",
                "12h end",
            ],
        )
        .recovery_ms();
        assert!(standby <= ms("137s"), "{seed}: {standby}");
        assert!(
            (ms("4m")..=ms("12m10s")).contains(&replica),
            "{seed}: {replica}"
        );
        assert!(restore >= ms("6m"), "{seed}: {restore}");
        assert!(standby < replica && standby < restore, "{seed}");
        totals = (totals.0 + standby, totals.1 + replica, totals.2 + restore);
    }
    assert!(totals.1 < totals.2, "over twenty lucks: {totals:?}");
}

#[test]
fn a_failure_that_cannot_be_recovered_is_reported_once() {
    let run = run(&[
        S,
        "10m fault inject volume-failure orders",
        "20m aws rds delete-db-instance --db-instance-identifier orders --skip-final-snapshot",
        "1h end",
    ]);
    let reported: Vec<u16> = run.events("orders").into_iter().map(|(_, id)| id).collect();
    assert_eq!(reported, [31, 3]);
}
