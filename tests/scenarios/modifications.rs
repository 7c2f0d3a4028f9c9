//! `modify-db-instance`: what happens now, what waits for the maintenance window, what costs an outage.

use crate::common::{M, R, S, X, app, database, ms, run, run_under};
use crate::story::check;
use expect_test::expect;

fn modify(at: &str, change: &str) -> String {
    format!("{at} aws rds modify-db-instance --db-instance-identifier orders {change}")
}

fn outage_ms(run: &crate::common::Run) -> u64 {
    app(&run.view(), "shop").writes.outage_total.ms()
}

#[test]
fn a_standby_is_added_without_outage_and_protects_at_the_end() {
    let run = check(
        &[S, &modify("1m", "--multi-az --apply-immediately"), "2h end"],
        expect![[r#"
            1m               0024 orders: Conversion to Multi-AZ started
            19m434ms         0025 orders: Conversion to Multi-AZ complete
            writes: 9000000 acknowledged, 0 refused, 0 in doubt; 0 lost, 0 of them stranded
            orders available us-east-1a
        "#]],
    );
    let took = run.event_ms("orders", 25).expect("it ended") - ms("1m");
    assert!((ms("10m")..=ms("30m")).contains(&took), "{took}");
    assert!(!database(&run.at_ms(ms("1m") + took - 1), "orders").protected);
    assert!(database(&run.at_ms(ms("1m") + took), "orders").protected);
    assert_eq!(outage_ms(&run), 0);
}

#[test]
fn a_standby_that_is_not_synchronised_yet_does_not_take_over() {
    let run = run(&[
        S,
        &modify("1m", "--multi-az --apply-immediately"),
        "5m fault inject az-outage us-east-1a --for 1h",
        "4h end",
    ]);
    assert_eq!(run.incident().phases[0].name, "waiting for the zone");
    assert_eq!(run.database("orders").az, "us-east-1a");
    assert_eq!(run.report.writes.lost, 0);
}

#[test]
fn a_standby_is_given_up_without_outage() {
    let lines = [
        M,
        &modify("1m", "--no-multi-az --apply-immediately"),
        "10m fault inject az-outage us-east-1a --for 1h",
        "2h end",
    ];
    let run = run(&lines);
    let events: Vec<u16> = run.events("orders").iter().map(|(_, id)| *id).collect();
    assert_eq!(events, [30, 29, 20, 6, 21]);
    assert!(!run.database("orders").multi_az);
    assert_eq!(run.incident().phases[0].name, "waiting for the zone");
}

#[test]
fn without_apply_immediately_it_waits_for_the_window() {
    let window = S.replace(
        "--backup-retention-period 7",
        "--backup-retention-period 7 --preferred-maintenance-window tue:15:00-tue:15:30 --preferred-backup-window 04:00-04:30",
    );
    let run = run(&[
        &window,
        &modify("1m", "--multi-az"),
        "2m aws rds describe-db-instances --db-instance-identifier orders",
        "2d end",
    ]);
    assert_eq!(
        run.reply("describe-db-instances")["DBInstances"][0]["PendingModifiedValues"]["MultiAZ"],
        true
    );
    // 0s is Monday noon: the window opens 27 hours later.
    assert_eq!(run.event_ms("orders", 24), Some(ms("27h")));
    assert!(run.database("orders").multi_az);
}

#[test]
fn apply_immediately_applies_what_was_waiting_too() {
    let run = run(&[
        S,
        &modify("1m", "--multi-az"),
        &modify("10m", "--backup-retention-period 8 --apply-immediately"),
        "2h end",
    ]);
    // One change after the other: the retention period first, then the standby.
    let converting = run.event_ms("orders", 24).expect("it is reported");
    assert!((ms("10m30s")..=ms("12m")).contains(&converting));
    let view = run.view();
    let orders = database(&view, "orders");
    assert_eq!(
        (orders.multi_az, orders.retention_days, orders.pending.len()),
        (true, 8, 0)
    );
}

#[test]
fn retention_changes_without_outage_but_not_to_and_from_zero() {
    let run = run(&[
        S,
        &modify("1m", "--backup-retention-period 14 --apply-immediately"),
        "1h end",
    ]);
    assert_eq!(outage_ms(&run), 0);
    assert_eq!(database(&run.view(), "orders").retention_days, 14);
    let restore = "30m aws rds restore-db-instance-to-point-in-time --source-db-instance-identifier orders \
                   --target-db-instance-identifier orders-2 --use-latest-restorable-time";
    let again = restore.replace("30m", "90m");
    let off = modify("1m", "--backup-retention-period 0 --apply-immediately");
    let on = modify("1h", "--backup-retention-period 7 --apply-immediately");
    let run = check(
        &[S, &off, restore, &on, &again, "3h end"],
        expect![[r#"
            2m23s586ms       0006 orders: Database engine started again
            2m23s586ms       0028 orders: Automated backups turned off; existing ones deleted
            1h1m15s703ms     0006 orders: Database engine started again
            1h1m15s703ms     0032 orders: Automated backups turned on
            1h1m15s703ms     0001 orders: Backup started
            1h1m15s703ms     0090 rds:orders-2026-01-12-13-01: Automated snapshot started
            1h8m9s969ms      0091 rds:orders-2026-01-12-13-01: Automated snapshot ready
            1h8m9s969ms      0002 orders: Backup finished
            1h38m56s293ms    0005 orders-2: DB instance created
            1h38m56s293ms    0019 orders-2: Restored to a point in time from another instance
            1h39m56s293ms    0001 orders-2: Backup started
            1h39m56s293ms    0090 rds:orders-2-2026-01-12-13-39: Automated snapshot started
            1h46m17s534ms    0091 rds:orders-2-2026-01-12-13-39: Automated snapshot ready
            1h46m17s534ms    0002 orders-2: Backup finished
            => aws rds modify-db-instance orders: recovered after 1m24s = restarting 1m23s586ms + reconnect 414ms
               writes failed for 1m24s
               reads failed for 1m24s
            => aws rds modify-db-instance orders: recovered after 1m19s = restarting 1m15s703ms + reconnect 3s297ms
               writes failed for 1m19s
               reads failed for 1m19s
            refused at 30m: PointInTimeRestoreNotEnabled
            writes: 9171850 acknowledged, 8150 refused, 0 in doubt; 0 lost, 0 of them stranded
            orders available us-east-1a, orders-2 available us-east-1a
        "#]],
    );
    assert_eq!(
        run.outcomes(),
        ["ok", "PointInTimeRestoreNotEnabled", "ok", "ok"]
    );
    // Two restarts of 20 to 90 s each, and a second each to reconnect.
    assert!(
        (40_000..=182_000).contains(&outage_ms(&run)),
        "{}",
        outage_ms(&run)
    );
    let earliest = database(&run.view(), "orders").earliest_restorable;
    assert!(
        earliest.is_some_and(|at| at.ms() > 3_600_000),
        "what was there before is gone: {earliest:?}"
    );
}

#[test]
fn a_source_of_replicas_keeps_its_backups() {
    let run = run(&[
        R,
        &modify("1m", "--backup-retention-period 0 --apply-immediately"),
        "1h end",
    ]);
    assert_eq!(run.outcomes(), ["InvalidParameterCombination"]);
}

#[test]
fn a_rename_takes_the_name_along_and_the_application_finds_it_there() {
    let run = check(
        &[
            S,
            "1m  fault inject volume-failure orders",
            "2m  aws rds restore-db-instance-to-point-in-time --source-db-instance-identifier orders \
                 --target-db-instance-identifier orders-2 --use-latest-restorable-time",
            "+0s aws rds wait db-instance-available --db-instance-identifier orders-2",
            "+0s aws rds delete-db-instance --db-instance-identifier orders --skip-final-snapshot",
            "+0s aws rds wait db-instance-deleted --db-instance-identifier orders",
            "+0s aws rds wait db-instance-available --db-instance-identifier orders-2",
            "+0s aws rds modify-db-instance --db-instance-identifier orders-2 --new-db-instance-identifier orders --apply-immediately",
            "6h  end",
        ],
        expect![[r#"
            1m                    orders: volume-failure strikes
            1m               0031 orders: The instance cannot be recovered; restore it to a point in time
            43m11s12ms       0005 orders-2: DB instance created
            43m11s12ms       0019 orders-2: Restored to a point in time from another instance
            44m11s12ms       0001 orders-2: Backup started
            44m11s12ms       0090 rds:orders-2-2026-01-12-12-44: Automated snapshot started
            46m41s792ms      0003 orders: DB instance deleted
            50m32s253ms      0091 rds:orders-2-2026-01-12-12-44: Automated snapshot ready
            50m32s253ms      0002 orders-2: Backup finished
            51m              0004 orders-2: Database engine shut down
            57m45s768ms      0006 orders: Database engine started again
            => volume-failure orders: recovered after 56m46s = noticing 1m + restoring 6m59s858ms + replaying 34m11s154ms + re-pointing 7m48s988ms + renaming 6m45s768ms + reconnect 232ms
               writes failed for 56m46s
               reads failed for 56m46s
               lost 9300, 0 of them stranded, over 3m6s
            writes: 9549700 acknowledged, 170290 refused, 10 in doubt; 9300 lost, 0 of them stranded
            orders available us-east-1a
        "#]],
    );
    assert_eq!(run.database("orders").status, "available");
    assert!(run.incident().recovery_ms.is_some());
    assert!(run.phases().contains(&"renaming"));
}

#[test]
fn an_application_that_keeps_the_old_name_loses_its_database() {
    let run = run(&[
        S,
        &modify(
            "1m",
            "--new-db-instance-identifier orders-2 --apply-immediately",
        ),
        "30m app point shop --to orders-2",
        "1h end",
    ]);
    assert_eq!(outage_ms(&run), ms("29m"));
    assert_eq!(run.report.writes.lost, 0);
    assert_eq!(run.report.databases.len(), 1);
}

#[test]
fn names_windows_and_ranges_are_checked() {
    for (change, code) in [
        (
            "--new-db-instance-identifier orders",
            "DBInstanceAlreadyExists",
        ),
        (
            "--new-db-instance-identifier 2orders",
            "InvalidParameterValue",
        ),
        ("--backup-retention-period 36", "InvalidParameterValue"),
        (
            "--preferred-backup-window 04:00-04:10",
            "InvalidParameterValue",
        ),
        (
            "--preferred-backup-window 04:00-05:00 --preferred-maintenance-window sun:04:30-sun:05:30",
            "InvalidParameterValue",
        ),
        (
            "--preferred-maintenance-window sun:05:00",
            "InvalidParameterValue",
        ),
    ] {
        let run = run(&[S, &modify("1m", change), "2m end"]);
        assert_eq!(run.outcomes(), [code], "{change}");
    }
    let run = run(&[
        S,
        "1m aws rds modify-db-instance --db-instance-identifier nobody --multi-az",
        "2m end",
    ]);
    assert_eq!(run.outcomes(), ["DBInstanceNotFound"]);
}

#[test]
fn windows_and_protection_change_at_once() {
    let run = run(&[
        S,
        &modify(
            "1m",
            "--deletion-protection --preferred-backup-window 05:00-05:45 --preferred-maintenance-window wed:07:00-wed:08:00",
        ),
        "2m end",
    ]);
    let view = run.view();
    let orders = database(&view, "orders");
    assert!(orders.deletion_protection);
    assert_eq!(orders.backup_window, "05:00-05:45");
    assert_eq!(orders.maintenance_window, "wed:07:00-wed:08:00");
    assert_eq!(outage_ms(&run), 0);
}

/// The replica has its source's maintenance window and a backup window of its own, and under this seed the one that was drawn
/// first would overlap with it.
#[test]
fn windows_that_nobody_asked_for_are_no_reason_to_refuse() {
    let run = run_under(
        "BO-25",
        &[
            X,
            "1m aws rds promote-read-replica --region us-west-2 --db-instance-identifier orders-west",
            "1h aws rds modify-db-instance --region us-west-2 --db-instance-identifier orders-west --multi-az --apply-immediately",
            "3h end",
        ],
    );
    let view = run.view();
    let west = database(&view, "orders-west");
    assert_eq!(run.outcomes(), ["ok", "ok"]);
    assert_eq!(
        (
            west.backup_window.as_str(),
            west.maintenance_window.as_str()
        ),
        ("07:30-08:00", "wed:07:00-wed:07:30")
    );
    assert!(west.multi_az);
}

#[test]
fn what_waits_is_withdrawn_by_asking_for_what_is_so() {
    let (off, standby) = ("--backup-retention-period 0", "--multi-az");
    for (first, then, event) in [
        (off, "--backup-retention-period 14", 28),
        (off, "--backup-retention-period 7", 28),
        (standby, "--no-multi-az", 24),
    ] {
        let run = run(&[S, &modify("1m", first), &modify("5m", then), "8d end"]);
        assert_eq!(run.outcomes(), ["ok", "ok"], "{first}, {then}");
        assert_eq!(run.event_ms("orders", event), None, "{first}, {then}");
    }
}

#[test]
fn what_waits_waits_for_the_window_as_it_was_moved() {
    let windows = "--preferred-backup-window 04:00-04:30 --preferred-maintenance-window";
    let run = run(&[
        S,
        &modify("1m", &format!("{windows} sun:15:00-sun:15:30")),
        &modify("10m", "--multi-az"),
        &modify("20m", &format!("{windows} tue:15:00-tue:15:30")),
        "8d end",
    ]);
    // 0s is Monday noon.
    assert_eq!(run.event_ms("orders", 24), Some(ms("27h")));
}

#[test]
fn a_source_that_was_given_a_replica_meanwhile_keeps_its_backups() {
    let run = run(&[
        S,
        &modify("1m", "--backup-retention-period 0"),
        "10m aws rds create-db-instance-read-replica --db-instance-identifier r --source-db-instance-identifier orders",
        "8d end",
    ]);
    assert_eq!(run.outcomes(), ["ok", "ok"]);
    assert_eq!(run.event_ms("orders", 28), None);
}

#[test]
fn a_new_name_or_the_same_window_within_the_window_costs_no_backup() {
    let start = S.replace(
        "--backup-retention-period 7",
        "--backup-retention-period 7 --preferred-backup-window 14:00-15:00 --preferred-maintenance-window sun:05:00-sun:05:30",
    );
    for change in [
        "--new-db-instance-identifier orders-x --apply-immediately",
        "--preferred-backup-window 14:00-15:00",
    ] {
        let run = run(&[&start, &modify("2h5s", change), "10h end"]);
        let view = run.view();
        let today = view
            .snapshots
            .iter()
            .filter(|shot| shot.created_at.ms() > 0);
        assert_eq!(today.count(), 1, "{change}");
    }
}
