//! A wrong write: it is on every copy, and there are three ways out.

use crate::bands::{Expected, UNNOTICED, check_bands};
use crate::common::{M, R, S, X, app, database, ms, run};
use crate::story::check;
use expect_test::expect;

const BAD: &str = "60s fault inject bad-write orders";
const RESTORE: &str = "10m aws rds restore-db-instance-to-point-in-time --source-db-instance-identifier orders \
                           --target-db-instance-identifier orders-2 --restore-time 2026-01-12T12:00:59Z";
const AWAIT: &str = "+0s aws rds wait db-instance-available --db-instance-identifier orders-2";

#[test]
fn nothing_heals_damage_by_itself_and_no_request_fails() {
    for (start, stands) in [
        (S, "orders available us-east-1a"),
        (M, "orders available us-east-1a"),
        (
            R,
            "orders available us-east-1a, orders-r available us-east-1b",
        ),
        (
            X,
            "orders available us-east-1a, orders-west available us-west-2a",
        ),
    ] {
        let expected = Expected {
            recovery_s: None,
            wrong_data_s: 28_740..=28_740,
            damaged_rows: 1000,
            phases: &["noticing"],
            stands,
            ..UNNOTICED
        };
        check_bands(&[start, BAD, "8h end"], &expected);
    }
}

#[test]
fn the_mark_is_on_the_standby_at_once_and_on_a_replica_after_its_lag() {
    let marks = |start: &str, id: &str, moment: &str| {
        let view = run(&[start, BAD, "1h end"]).at(moment);
        let db = database(&view, id);
        let standby = db.standbys().first().map(|copy| copy.tape.marks.len());
        (db.primary().tape.marks.len(), standby)
    };
    assert_eq!(marks(M, "orders", "60s"), (1, Some(1)));
    assert_eq!(marks(R, "orders-r", "60s"), (0, None));
    assert_eq!(marks(R, "orders-r", "62s"), (1, None));
    assert_eq!(marks(X, "orders-west", "60s"), (0, None));
    assert_eq!(marks(X, "orders-west", "66s"), (1, None));
}

#[test]
fn a_failover_and_a_promotion_carry_the_damage_along() {
    let run = run(&[
        X,
        BAD,
        "2m  aws rds reboot-db-instance --db-instance-identifier orders --force-failover",
        "10m aws rds promote-read-replica --db-instance-identifier orders-west --region us-west-2",
        "+0s aws rds wait db-instance-available --db-instance-identifier orders-west --region us-west-2",
        "+5s app point shop --to us-west-2/orders-west",
        "8h  end",
    ]);
    let [bad, drill] = &run.report.incidents[..] else {
        panic!("a bad write and a drill")
    };
    assert_eq!(
        (bad.recovery_ms, bad.corrupt_writes_remaining),
        (None, 1000)
    );
    assert!(drill.recovery_ms.is_some(), "{drill:?}");
    assert!(app(&run.view(), "shop").on_damaged_data);
}

#[test]
fn rewinding_loses_the_good_writes_since() {
    let expected = Expected {
        recovery_s: Some(900..=7200),
        wrong_data_s: 900..=7200,
        // Half an hour or two of good writes, at 50 a second.
        lost: 45_000..=360_000,
        stranded: 45_000..=360_000,
        phases: &["noticing", "restoring", "replaying", "re-pointing"],
        events: &[("orders-2", &[5, 19])],
        stands: "orders available us-east-1a, orders-2 available us-east-1a",
        ..UNNOTICED
    };
    check_bands(
        &[
            S,
            BAD,
            RESTORE,
            AWAIT,
            "+5s app point shop --to orders-2",
            "8h end",
        ],
        &expected,
    );
}

#[test]
fn copying_back_loses_nothing() {
    let run = check(
        &[
            S,
            "60s fault inject bad-write orders --rows 500",
            &RESTORE.replace("12:00:59Z", "12:01:00Z"),
            AWAIT,
            "+5s app copy-back shop --from orders-2",
            "8h  end",
        ],
        expect![[r#"
            1m                    orders: bad-write strikes
            51m24s590ms      0005 orders-2: DB instance created
            51m24s590ms      0019 orders-2: Restored to a point in time from another instance
            51m35s                shop: copying 500 damaged rows back
            52m24s590ms      0001 orders-2: Backup started
            52m24s590ms      0090 rds:orders-2-2026-01-12-12-52: Automated snapshot started
            54m9s606ms            shop: damaged rows copied back
            58m45s831ms      0091 rds:orders-2-2026-01-12-12-52: Automated snapshot ready
            58m45s831ms      0002 orders-2: Backup finished
            => bad-write orders: recovered after 53m9s606ms = noticing 9m + restoring 6m59s858ms + replaying 34m24s732ms + re-pointing 10s410ms + copying back 2m34s606ms
               wrong data for 53m9s606ms
            writes: 10080000 acknowledged, 0 refused, 0 in doubt; 0 lost, 0 of them stranded
            orders available us-east-1a, orders-2 available us-east-1a
        "#]],
    );
    assert_eq!(run.report.writes.damaged, 0);
    // It ends when the copying does: serving wrong data until then is not uptime.
    assert_eq!(
        Some(run.incident().wrong_data_ms),
        run.incident().recovery_ms
    );
}

#[test]
fn any_copy_from_before_the_bad_write_holds_the_rows() {
    let run = run(&[
        S,
        BAD,
        RESTORE,
        AWAIT,
        "+5s app copy-back shop --from orders-2",
        "8h end",
    ]);
    assert_eq!(run.incident().corrupt_writes_remaining, 0);
    assert_eq!((run.report.writes.damaged, run.report.writes.lost), (0, 0));
}

#[test]
fn copying_back_needs_damage_a_clean_copy_and_both_databases() {
    let run = run(&[
        R,
        "30s app copy-back shop --from orders-r",
        BAD,
        "2m  app copy-back shop --from orders-r",
        "2m  app copy-back shop --from orders",
        "2m  app copy-back shop --from nobody",
        "2m  app copy-back nobody --from orders-r",
        "3m  end",
    ]);
    assert_eq!(
        run.outcomes(),
        [
            "InvalidCopyBack",
            "ok",
            "InvalidCopyBack",
            "InvalidCopyBack",
            "DBInstanceNotFound",
            "AppNotFound"
        ]
    );
}

#[test]
fn a_restore_to_the_second_before_is_clean_and_one_after_is_not() {
    let damaged = |time: &str| {
        let restore = RESTORE.replace("12:00:59Z", time);
        let run = run(&[S, BAD, &restore, AWAIT, "+0s end"]);
        let view = run.view();
        let tape = &database(&view, "orders-2").primary().tape;
        (tape.marks.len(), tape.position)
    };
    let start = 2 * 86_400 * 50;
    assert_eq!(damaged("12:00:59Z"), (0, start + 59 * 50));
    assert_eq!(damaged("12:01:00Z"), (0, start + 60 * 50));
    assert_eq!(damaged("12:01:01Z"), (1, start + 61 * 50));
}

#[test]
fn reading_from_a_replica_serves_the_damage_a_lag_later() {
    let reader =
        "given app create board --connect orders --read-from orders-r --writes 0/s --reads 100/s";
    let run = run(&[R, reader, BAD, "1h end"]);
    let incident = run.incident();
    assert_eq!(incident.apps.len(), 2);
    // The worst of the two: the one that reads from the source.
    assert_eq!(incident.wrong_data_ms, ms("59m"));
    assert!(!app(&run.at_ms(60_050), "board").on_damaged_data);
    assert!(app(&run.at("62s"), "board").on_damaged_data);
}

#[test]
fn a_replica_is_healed_a_lag_after_its_source() {
    let reader =
        "given app create board --connect orders --read-from orders-r --writes 0/s --reads 100/s";
    let copy_back = "+5s app copy-back shop --from orders-2";
    let run = run(&[R, reader, BAD, RESTORE, AWAIT, copy_back, "6h end"]);
    let incident = run.incident();
    assert_eq!(incident.corrupt_writes_remaining, 0);
    let took = incident.recovery_ms.expect("it is over");
    assert!(took < ms("2h"), "{incident:?}");
    assert!(incident.wrong_data_ms <= took, "{incident:?}");
}

#[test]
fn two_bad_writes_are_two_incidents_and_each_is_healed_for_itself() {
    let run = run(&[
        S,
        BAD,
        "2m  fault inject bad-write orders --rows 300",
        &RESTORE.replace("12:00:59Z", "12:01:30Z"),
        AWAIT,
        "+5s app point shop --to orders-2",
        "8h  end",
    ]);
    let [first, second] = &run.report.incidents[..] else {
        panic!("two incidents")
    };
    assert_eq!(
        (first.recovery_ms, first.corrupt_writes_remaining),
        (None, 1000)
    );
    assert!(second.recovery_ms.is_some());
    assert_eq!(second.corrupt_writes_remaining, 0);
    // What the rewind tore off belongs to the bad write that it healed.
    assert_eq!(
        (first.lost_writes, second.lost_writes),
        (0, run.report.writes.lost)
    );
}

#[test]
fn a_bad_write_needs_a_database_that_takes_writes() {
    let run = run(&[
        R,
        "1m fault inject bad-write orders-r",
        "1m fault inject bad-write nobody",
        "2m fault inject instance-crash orders",
        "2m fault inject bad-write orders",
        "1h end",
    ]);
    assert_eq!(
        run.outcomes(),
        ["InvalidTarget", "DBInstanceNotFound", "ok", "InvalidTarget"]
    );
    assert_eq!(run.report.incidents.len(), 1);
}

#[test]
fn a_young_database_holds_fewer_rows_than_a_bad_write_would_damage() {
    let run = run(&[
        "given history 0s\n\
         given aws rds create-db-instance --db-instance-identifier orders --engine mysql --db-instance-class db.m6g.large --allocated-storage 20\n\
         given app create shop --connect orders --writes 2/s --reads 0/s",
        "60s fault inject bad-write orders",
        "1h  end",
    ]);
    assert_eq!(run.incident().corrupt_writes_remaining, 120);
    assert_eq!(run.incident().wrong_data_ms, ms("59m"));
}

const CLEAN: &str = "10m aws rds restore-db-instance-to-point-in-time --source-db-instance-identifier orders \
                     --target-db-instance-identifier orders-2 --restore-time 2026-01-12T12:00:00Z";

#[test]
fn copying_back_heals_only_what_it_set_out_to_heal() {
    let run = run(&[
        S,
        "60s  fault inject bad-write orders --rows 1000",
        CLEAN,
        "3h   app copy-back shop --from orders-2",
        "+30s fault inject bad-write orders --rows 5000",
        "5h   end",
    ]);
    let left: Vec<u64> = run
        .report
        .incidents
        .iter()
        .map(|incident| incident.corrupt_writes_remaining)
        .collect();
    assert_eq!(left, [0, 5000]);
}

#[test]
fn copying_back_waits_for_the_network() {
    let cut = "+30s fault inject network-partition shop us-east-1 --for 1h";
    let ends = |fault: &str| {
        let run = run(&[
            S,
            "60s fault inject bad-write orders --rows 1000",
            CLEAN,
            "3h  app copy-back shop --from orders-2",
            fault,
            "9h  end",
        ]);
        let journal = run.journal();
        let done = journal
            .iter()
            .find(|entry| entry.message == "damaged rows copied back");
        done.expect("it ends").at.ms()
    };
    assert_eq!(ends(cut), ends("# nothing is cut") + 3_600_000);
}
