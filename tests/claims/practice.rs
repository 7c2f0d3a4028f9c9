//! What protects against what, and what it costs.

use crate::common::{M, R, Run, S, X, app, check, database, ms, run, run_under, seeds};
use expect_test::expect;

const RESTORE: &str = "\
+60s aws rds restore-db-instance-to-point-in-time --source-db-instance-identifier orders \
    --target-db-instance-identifier orders-2 --use-latest-restorable-time
+0s aws rds wait db-instance-available --db-instance-identifier orders-2
+5s app point shop --to orders-2";

const REWIND: &str = "\
+10m aws rds restore-db-instance-to-point-in-time --source-db-instance-identifier orders \
    --target-db-instance-identifier orders-2 --restore-time 2026-01-12T12:09:59Z
+0s aws rds wait db-instance-available --db-instance-identifier orders-2
+5s app point shop --to orders-2";

const PROMOTE: &str = "\
+60s aws rds promote-read-replica --db-instance-identifier orders-r
+0s aws rds wait db-instance-available --db-instance-identifier orders-r
+5s app point shop --to orders-r";

const PROMOTE_WEST: &str = "\
+60s aws rds promote-read-replica --db-instance-identifier orders-west --region us-west-2
+0s aws rds wait db-instance-available --db-instance-identifier orders-west --region us-west-2
+5s app point shop --to orders-west";

const ZONE: &str = "10m fault inject az-outage us-east-1a --for 12h";
const VOLUME: &str = "10m fault inject volume-failure orders";
const MISTAKE: &str = "10m fault inject bad-write orders";
const REGION: &str = "10m fault inject region-outage us-east-1 --for 12h";

#[test]
fn backups_protect_data_and_a_standby_protects_availability() {
    let no_backups = M.replace("--backup-retention-period 7", "--backup-retention-period 0");
    let up_but_damaged = run(&[
        &no_backups,
        "60s fault inject bad-write orders --rows 400",
        RESTORE,
        "6h end",
    ]);
    let incident = &up_but_damaged.incident();
    assert_eq!(
        (incident.write_outage_ms, incident.read_outage_ms),
        (0, 0),
        "never down"
    );
    assert_eq!(
        (incident.recovery_ms, incident.corrupt_writes_remaining),
        (None, 400),
        "and the data is gone"
    );
    let down_but_whole = check(
        &[
            S,
            "60s fault inject az-outage us-east-1a --for 45m",
            "6h end",
        ],
        expect![[r#"
        us-east-1a: az-outage strikes
        us-east-1a: az-outage ends
        orders: Recovery of the instance started (0020)
        orders: Database engine started again (0006)
        orders: Recovery of the instance complete (0021)
        => az-outage us-east-1a: recovered, lost nothing, 0 rows damaged
           waiting for the zone, crash recovery, reconnect
        orders is available in us-east-1a
    "#]],
    );
    let outage = down_but_whole.incident().write_outage_ms;
    assert!((ms("45m20s")..=ms("46m36s")).contains(&outage), "{outage}");
    assert_eq!(down_but_whole.report.writes.lost, 0);
}

#[test]
fn multi_az_is_not_a_backup() {
    for seed in seeds() {
        let run = run_under(
            &seed,
            &[M, "60s fault inject bad-write orders --rows 400", "1h end"],
        );
        let view = run.at("60s");
        let orders = database(&view, "orders");
        let standby = &orders.standbys().first().expect("it has a standby").tape;
        assert_eq!(standby.marks.len(), 1, "{seed}");
        assert_eq!(
            standby.marks,
            orders.primary().tape.marks,
            "{seed}: one position, one instant"
        );
        assert_eq!(run.incident().wrong_data_ms, ms("59m"), "{seed}");
        assert!(app(&run.view(), "shop").on_damaged_data, "{seed}");
    }
    let failed_over = run(&[
        M,
        "60s fault inject bad-write orders --rows 400",
        "10m aws rds reboot-db-instance --db-instance-identifier orders --force-failover",
        "1h end",
    ]);
    assert_eq!(failed_over.database("orders").az, "us-east-1b");
    let [bad, drill] = &failed_over.report.incidents[..] else {
        panic!("a bad write and a drill")
    };
    assert_eq!(
        (bad.corrupt_writes_remaining, bad.recovery_ms),
        (400, None),
        "a failover heals nothing"
    );
    assert!(drill.recovery_ms.is_some());
}

/// What a design does about a fault at best: how long recovery takes, and what is lost or stays damaged.
fn outcome(seed: &str, start: &str, fault: &str, way_out: &str) -> (u64, u64) {
    let run = run_under(seed, &[start, fault, way_out, "24h end"]);
    let incident = run.incident();
    (
        incident.recovery_ms.unwrap_or(u64::MAX),
        incident.lost_writes + incident.corrupt_writes_remaining,
    )
}

#[test]
fn a_lower_recovery_time_and_point_cost_more_and_no_design_wins_every_fault() {
    let cost = |start| run(&[start, "1h end"]).report.monthly_cost_usd;
    let (s, r, m, x) = (cost(S), cost(R), cost(M), cost(X));
    assert!(s < r && (r - m).abs() < 0.01 && m < x, "{s} {r} {m} {x}");
    let by_fault = |fault: &str, ways: [&str; 4]| {
        let starts = [S, R, M, X];
        [0, 1, 2, 3].map(|place| outcome("LAB", starts[place], fault, ways[place]))
    };
    let zone = by_fault(ZONE, [RESTORE, PROMOTE, "", ""]);
    let volume = by_fault(VOLUME, [RESTORE, PROMOTE, "", ""]);
    let region = by_fault(REGION, ["", "", "", PROMOTE_WEST]);
    let mistake = by_fault(MISTAKE, [REWIND; 4]);
    for [s, r, m, x] in [zone, volume] {
        // More money, less time and less loss.
        assert!(s.0 > r.0 && r.0 > m.0 && m.0 == x.0, "{zone:?} {volume:?}");
        assert!(s.1 > r.1 && r.1 > m.1 && m.1 == 0, "{zone:?} {volume:?}");
    }
    // Only the dearest is back within minutes, and it loses its lag; the others wait, and lose nothing.
    assert!(region[3].0 < ms("15m") && region[3].1 > 0, "{region:?}");
    assert!(
        region[..3]
            .iter()
            .all(|(recovery, lost)| *recovery >= ms("12h") && *lost == 0),
        "{region:?}"
    );
    // Against a mistake money buys nothing: all four go back in time alike.
    assert!(
        mistake.iter().all(|outcome| *outcome == mistake[0]),
        "{mistake:?}"
    );
    assert!(mistake[0].0 > ms("15m") && mistake[0].1 > 0, "{mistake:?}");
}

#[test]
fn each_strategy_covers_its_own_faults_and_no_others() {
    let crash = "10m fault inject instance-crash orders";
    let host = "10m fault inject host-failure orders";
    let faults = [crash, host, VOLUME, ZONE, REGION, MISTAKE];
    let covers = |start: &str, way_out: &str| -> Vec<bool> {
        faults
            .iter()
            .map(|fault| {
                let run = run(&[start, fault, way_out, "10h end"]);
                run.incident().recovery_ms.is_some() && run.incident().corrupt_writes_remaining == 0
            })
            .collect()
    };
    // Engine, host, volume, zone, Region, mistake; faults of places go on for longer than the run.
    let by_itself = [true, true, false, false, false, false];
    assert_eq!(covers(S, ""), by_itself);
    assert_eq!(covers(R, ""), by_itself, "a replica does nothing by itself");
    let standby = [true, true, true, true, false, false];
    assert_eq!(covers(M, ""), standby);
    assert_eq!(covers(X, ""), standby);
    assert_eq!(covers(R, PROMOTE), [true, true, true, true, false, false]);
    assert_eq!(
        covers(X, PROMOTE_WEST),
        [true, true, true, true, true, false]
    );
    assert_eq!(covers(S, RESTORE)[..5], [true, true, true, true, false]);
    assert!(covers(S, REWIND)[5]);
    assert!(covers(M, REWIND)[5]);
}

#[test]
fn backups_a_standby_and_another_region_each_survive_what_the_others_do_not() {
    let goals = "goal rto 20m\ngoal rpo 10s";
    let meets =
        |run: &Run| (run.incident().met_rto, run.incident().met_rpo) == (Some(true), Some(true));
    for seed in seeds() {
        let play = |start: &str, fault: &str, way_out: &str| {
            run_under(&seed, &[goals, start, fault, way_out, "24h end"])
        };
        assert!(meets(&play(X, ZONE, "")), "{seed}: the standby");
        assert!(
            meets(&play(X, REGION, PROMOTE_WEST)),
            "{seed}: the other Region"
        );
        let healed = play(X, MISTAKE, HEAL);
        assert_eq!(healed.incident().lost_writes, 0, "{seed}");
        assert_eq!(
            healed.incident().corrupt_writes_remaining,
            0,
            "{seed}: the backups"
        );
        // One of the three removed, and its fault is survived no more.
        let single = X.replace(" --multi-az", "");
        assert!(!meets(&play(&single, ZONE, "")), "{seed}");
        assert!(!meets(&play(M, REGION, "")), "{seed}");
        let no_backups = M.replace("--backup-retention-period 7", "--backup-retention-period 0");
        let damaged = play(&no_backups, MISTAKE, HEAL);
        assert_eq!(damaged.incident().recovery_ms, None, "{seed}");
        assert_eq!(damaged.incident().corrupt_writes_remaining, 1000, "{seed}");
    }
}

const HEAL: &str = "\
+10m aws rds restore-db-instance-to-point-in-time --source-db-instance-identifier orders \
    --target-db-instance-identifier orders-2 --restore-time 2026-01-12T12:09:59Z
+0s aws rds wait db-instance-available --db-instance-identifier orders-2
+5s app copy-back shop --from orders-2";
