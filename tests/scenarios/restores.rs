//! Point-in-time restore: what can be asked for, and what comes of it.

use crate::common::{M, S, database, run, run_under};
use failover_lab::sim::{Calendar, SimDuration, SimTime};

fn restore(at: &str, time: &str) -> String {
    format!(
        "{at} aws rds restore-db-instance-to-point-in-time --source-db-instance-identifier orders \
         --target-db-instance-identifier orders-2 {time}"
    )
}

fn to(time: SimTime) -> String {
    format!("--restore-time {}", Calendar::default().iso8601(time))
}

#[test]
fn any_whole_second_of_the_window_and_nothing_outside_it() {
    let second = SimDuration::from_secs(1);
    for seed in ["LAB", "KYIV", "OSLO"] {
        let view = run_under(seed, &[S, "10m end"]).view();
        let orders = database(&view, "orders");
        let (Some(earliest), Some(latest)) = (orders.earliest_restorable, orders.latest_restorable)
        else {
            panic!("{seed}: it was backed up for two days")
        };
        let behind = SimTime::from_ms(600_000).since(latest);
        assert!(behind < SimDuration::from_mins(5), "{seed}: {behind}");
        for (time, outcome) in [
            (earliest - second, "InvalidParameterValue"),
            (earliest, "ok"),
            (latest, "ok"),
            (latest + second, "InvalidParameterValue"),
        ] {
            let run = run_under(
                seed,
                &[
                    S,
                    &restore("10m", &to(time)),
                    "+0s aws rds wait db-instance-available --db-instance-identifier orders-2",
                    "+0s end",
                ],
            );
            assert_eq!(run.outcomes()[0], outcome, "{seed}: {time}");
            if outcome == "ok" {
                let held = database(&run.view(), "orders-2").primary().tape.position;
                let start = SimTime::from_ms(-2 * 86_400_000);
                assert_eq!(held, time.since(start).ms() / 20, "{seed}: {time}");
            }
        }
    }
}

#[test]
fn exactly_one_source_and_exactly_one_time() {
    let run = run(&[
        S,
        &restore("1m", ""),
        &restore(
            "1m",
            "--use-latest-restorable-time --restore-time 2026-01-12T11:00:00Z",
        ),
        "1m aws rds restore-db-instance-to-point-in-time --target-db-instance-identifier x --use-latest-restorable-time",
        &restore("1m", "--restore-time 2026-01-12T11:00:00Z").replace("orders-2", "orders"),
        &restore("1m", "--use-latest-restorable-time")
            .replace("identifier orders ", "identifier nobody "),
        &restore(
            "1m",
            "--use-latest-restorable-time --multi-az --availability-zone us-east-1b",
        ),
        &restore(
            "1m",
            "--use-latest-restorable-time --backup-retention-period 36",
        ),
        "2h end",
    ]);
    let clash = "InvalidParameterCombination";
    assert_eq!(
        run.outcomes(),
        [
            clash,
            clash,
            clash,
            "DBInstanceAlreadyExists",
            "DBInstanceNotFound",
            clash,
            "InvalidParameterValue"
        ]
    );
}

#[test]
fn without_retention_there_is_nothing_to_restore() {
    let off = S.replace("--backup-retention-period 7", "--backup-retention-period 0");
    let run = run(&[
        &off,
        &restore("1m", "--use-latest-restorable-time"),
        "2h end",
    ]);
    assert_eq!(run.outcomes(), ["PointInTimeRestoreNotEnabled"]);
    assert_eq!(database(&run.view(), "orders").latest_restorable, None);
}

#[test]
fn a_restored_instance_is_single_az_in_a_zone_of_rdss_choice_and_inherits_the_retention() {
    let run = run(&[
        M,
        &restore("1m", "--use-latest-restorable-time"),
        &restore("1m", "--use-latest-restorable-time --multi-az").replace("orders-2", "orders-3"),
        "3h aws rds describe-db-instances --db-instance-identifier orders-2",
        "3h end",
    ]);
    let db = &run.reply("describe-db-instances")["DBInstances"][0];
    assert_eq!(db["MultiAZ"], false);
    assert_eq!(db["BackupRetentionPeriod"], 7);
    assert_eq!(db["DeletionProtection"], false);
    assert!(run.database("orders-3").multi_az);
    assert!(database(&run.view(), "orders-3").protected);
}

#[test]
fn a_later_target_takes_longer_to_replay() {
    let fixed = "given number restore 600\ngiven number pitr.replay 0.1\ngiven number backup.offset 0\ngiven number snapshot 60";
    let window = S.replace(
        "--backup-retention-period 7",
        "--backup-retention-period 7 --preferred-backup-window 10:00-10:30",
    );
    let took = |time: &str| {
        let run = run(&[
            &window,
            fixed,
            &restore("1h", &format!("--restore-time {time}")),
            "+0s aws rds wait db-instance-available --db-instance-identifier orders-2",
            "8h end",
        ]);
        run.events("orders-2")
            .iter()
            .find(|(_, id)| *id == 5)
            .expect("it was created")
            .0
            - 3_600_000
    };
    // The base snapshot is today's, of ten o'clock: one hour of writes replays in six minutes, two in twelve.
    assert_eq!(took("2026-01-12T11:00:00Z"), 960_000);
    assert_eq!(took("2026-01-12T12:00:00Z"), 1_320_000);
    // Yesterday's is the base of what lies before it.
    assert_eq!(took("2026-01-12T09:00:00Z"), 600_000 + 23 * 360_000);
}

#[test]
fn a_database_that_is_being_restored_takes_no_traffic() {
    let run = run(&[
        S,
        &restore("1m", "--use-latest-restorable-time"),
        "2m  app point shop --to orders-2",
        "+0s aws rds wait db-instance-available --db-instance-identifier orders-2",
        "+5m end",
    ]);
    let view = run.view();
    let created = run.event_ms("orders-2", 5).expect("it was created");
    let shop = crate::common::app(&view, "shop");
    assert_eq!(shop.writes.outages[0].0, SimTime::from_ms(120_000));
    let to = shop.writes.outages[0].1.expect("it was over");
    assert!(
        (created..created + 6000).contains(&to.ms().unsigned_abs()),
        "{to}"
    );
}

#[test]
fn a_restore_of_a_restore_keeps_the_ancestry() {
    let run = run(&[
        S,
        &restore("10m", "--restore-time 2026-01-12T12:01:00Z"),
        "+0s aws rds wait db-instance-available --db-instance-identifier orders-2",
        "+0s app point shop --to orders-2",
        "+20m aws rds restore-db-instance-to-point-in-time --source-db-instance-identifier orders-2 \
             --target-db-instance-identifier orders-3 --use-latest-restorable-time",
        "+0s aws rds wait db-instance-available --db-instance-identifier orders-3",
        "+0s app point shop --to orders-3",
        "+5m end",
    ]);
    let away = run.started_ms("app point shop --to orders-2");
    let back = run.started_ms("app point shop --to orders-3");
    let at = |moment: u64| run.at_ms(moment).writes.lost;
    // The first re-pointing loses what came after 12:01, the second adds what orders-2 had not uploaded yet.
    assert_eq!(at(away + 1), (away - 60_000) / 20);
    assert!(at(back + 1000) > at(away + 1));
    assert_eq!(
        run.report.writes.present + run.report.writes.lost,
        run.report.writes.acknowledged
    );
}
