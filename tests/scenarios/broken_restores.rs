//! Restores that come to nothing: a damaged snapshot, a restore that breaks. Nothing shows it before somebody restores.

use crate::common::{S, database, ms, run};
use crate::story::check;
use expect_test::expect;

const SNAPSHOT: &str = "given -24h aws rds create-db-snapshot --db-instance-identifier orders --db-snapshot-identifier daily";
const RESTORE: &str = "+2m aws rds restore-db-instance-from-db-snapshot --db-instance-identifier first --db-snapshot-identifier daily";
const AWAIT: &str = "+0s aws rds wait db-instance-available --db-instance-identifier first";

#[test]
fn the_story_of_a_damaged_snapshot_that_was_never_tried() {
    check(
        &[
            S,
            SNAPSHOT,
            "60s fault inject snapshot-damaged daily",
            "2m  fault inject volume-failure orders",
            RESTORE,
            AWAIT,
            "+0s aws rds restore-db-instance-to-point-in-time --source-db-instance-identifier orders \
                 --target-db-instance-identifier second --use-latest-restorable-time",
            "+0s aws rds wait db-instance-available --db-instance-identifier second",
            "+5s app point shop --to second",
            "6h  end",
        ],
        expect![[r#"
            1m                    daily: snapshot-damaged strikes
            2m                    orders: volume-failure strikes
            2m               0031 orders: The instance cannot be recovered; restore it to a point in time
            16m35s49ms       0278 first: Creation of the DB instance failed
            1h9m45s555ms     0005 second: DB instance created
            1h9m45s555ms     0019 second: Restored to a point in time from another instance
            1h10m5s               shop: connection string points to second
            1h10m45s555ms    0001 second: Backup started
            1h10m45s555ms    0090 rds:second-2026-01-12-13-10: Automated snapshot started
            1h18m12s313ms    0091 rds:second-2026-01-12-13-10: Automated snapshot ready
            1h18m12s313ms    0002 second: Backup finished
            => snapshot-damaged daily: no application noticed
            => volume-failure orders: recovered after 1h8m5s = noticing 2m + restoring 12m35s49ms + deciding 24s951ms + restoring 8m16s245ms + replaying 44m29s310ms + re-pointing 19s445ms
               writes failed for 1h8m5s
               reads failed for 1h8m5s
               lost 12300, 0 of them stranded, over 4m6s
            refused at 4m: WaiterError
            writes: 9515750 acknowledged, 204240 refused, 10 in doubt; 12300 lost, 0 of them stranded
            orders failed us-east-1a, first restore-error us-east-1a, second available us-east-1a
        "#]],
    );
}

#[test]
fn a_drill_finds_it_and_costs_nothing() {
    let run = run(&[
        S,
        SNAPSHOT,
        "60s fault inject snapshot-damaged daily",
        RESTORE,
        AWAIT,
        "+0s aws rds delete-db-instance --db-instance-identifier first --final-db-snapshot-identifier never",
        "+0s aws rds delete-db-instance --db-instance-identifier first --skip-final-snapshot",
        "+1h aws rds describe-db-snapshots --db-snapshot-identifier daily",
        "6h  end",
    ]);
    assert_eq!(
        run.outcomes(),
        [
            "ok",
            "ok",
            "WaiterError",
            "InvalidDBInstanceState",
            "ok",
            "ok"
        ]
    );
    let snapshot = &run.reply("describe-db-snapshots")["DBSnapshots"][0];
    assert_eq!(snapshot["Status"], "available", "nothing shows it");
    assert_eq!(run.report.writes.lost, 0);
    assert_eq!(run.incident().recovery_ms, Some(0));
    // It took its time, and that was the only news.
    let failed = run.event_ms("first", 278).expect("it is reported");
    assert!((ms("8m")..=ms("18m")).contains(&failed), "{failed}");
    assert_eq!(run.event_ms("first", 5), None);
}

#[test]
fn a_restore_to_a_point_in_time_stands_on_a_snapshot_too() {
    let lines = |target: &str| {
        format!(
            "+2m aws rds restore-db-instance-to-point-in-time --source-db-instance-identifier orders \
                 --target-db-instance-identifier {target}"
        )
    };
    let before = run(&[S, "60s end"]).view();
    let automated = before.snapshots.iter().filter(|shot| shot.automated);
    let newest = automated.max_by_key(|shot| shot.created_at);
    let newest = &newest.expect("there is one a day").id;
    let run = run(&[
        S,
        &format!("60s fault inject snapshot-damaged {newest}"),
        &format!("{} --use-latest-restorable-time", lines("first")),
        AWAIT,
        &format!("{} --restore-time 2026-01-12T03:00:00Z", lines("second")),
        "+0s aws rds wait db-instance-available --db-instance-identifier second",
        "1d  end",
    ]);
    assert_eq!(run.outcomes(), ["ok", "ok", "WaiterError", "ok", "ok"]);
    let view = run.view();
    assert_eq!(database(&view, "first").status, "incompatible-restore");
    assert_eq!(database(&view, "second").status, "available");
}

#[test]
fn a_copy_takes_over_the_damage_it_reads_and_one_made_before_is_sound() {
    const COPY: &str = "aws rds copy-db-snapshot --region us-west-2 --source-db-snapshot-identifier \
         arn:aws:rds:us-east-1:123456789012:snapshot:daily --target-db-snapshot-identifier";
    let run = run(&[
        S,
        SNAPSHOT,
        &format!("given -22h {COPY} before"),
        "60s fault inject snapshot-damaged daily",
        &format!("2m {COPY} after"),
        "3h aws rds restore-db-instance-from-db-snapshot --region us-west-2 --db-instance-identifier first \
             --db-snapshot-identifier before",
        "3h aws rds restore-db-instance-from-db-snapshot --region us-west-2 --db-instance-identifier second \
             --db-snapshot-identifier after",
        "6h end",
    ]);
    let view = run.view();
    assert_eq!(database(&view, "first").status, "available");
    assert_eq!(database(&view, "second").status, "restore-error");
}

#[test]
fn the_next_restore_breaks_and_the_one_after_it_does_not() {
    let run = run(&[
        S,
        SNAPSHOT,
        "60s fault inject restore-fails orders",
        RESTORE,
        AWAIT,
        &RESTORE.replace("first", "second"),
        "+0s aws rds wait db-instance-available --db-instance-identifier second",
        "3h  end",
    ]);
    assert_eq!(run.outcomes(), ["ok", "ok", "WaiterError", "ok", "ok"]);
}

#[test]
fn a_teacher_can_let_restores_break_by_themselves() {
    let run = run(&[
        S,
        SNAPSHOT,
        "given number restore.breaks 1",
        "60s app stop shop",
        RESTORE,
        "3h end",
    ]);
    assert_eq!(database(&run.view(), "first").status, "restore-error");
}

#[test]
fn only_a_snapshot_that_is_there_can_be_damaged() {
    let run = run(&[
        S,
        SNAPSHOT,
        "60s fault inject snapshot-damaged weekly",
        "60s fault inject snapshot-damaged us-west-2/daily",
        "60s fault inject snapshot-damaged DAILY",
        "1h end",
    ]);
    assert_eq!(
        run.outcomes(),
        ["DBSnapshotNotFound", "DBSnapshotNotFound", "ok"]
    );
}
