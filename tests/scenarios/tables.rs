//! Tables of DynamoDB in one Region: what strikes them, what they do not notice, what brings them back.

use crate::common::{Run, check, database, ms, run, run_under, seeds};
use expect_test::expect;

/// `baskets`, a table that can be restored to any second, and the application that uses it.
const T: &str = "
given aws dynamodb create-table --table-name baskets --billing-mode PAY_PER_REQUEST
given aws dynamodb update-continuous-backups --table-name baskets \
    --point-in-time-recovery-specification PointInTimeRecoveryEnabled=true
given app create web --connect baskets --writes 50/s --reads 200/s
";

const DELETE: &str = "aws dynamodb delete-table --table-name baskets";

#[test]
fn a_zone_that_goes_dark_is_not_noticed() {
    for zone in ["us-east-1a", "us-east-1b", "us-east-1c"] {
        let run = run(&[
            T,
            &format!("60s fault inject az-outage {zone} --for 45m"),
            "1h end",
        ]);
        assert_eq!(run.report.writes.refused + run.report.writes.in_doubt, 0);
        assert_eq!((run.recovery_ms(), run.phases().len()), (0, 0), "{zone}");
        assert_ne!(
            database(&run.at("2m"), "baskets").primary().zone.name(),
            zone
        );
        assert!(!database(&run.at("2m"), "baskets").protected);
        assert!(database(&run.view(), "baskets").protected);
    }
}

#[test]
fn two_zones_of_three_are_no_majority() {
    check(
        &[
            T,
            "60s fault inject az-outage us-east-1a --for 45m",
            "5m fault inject az-outage us-east-1c --for 10m",
            "1h end",
        ],
        expect![[r#"
            us-east-1a: az-outage strikes
            us-east-1c: az-outage strikes
            us-east-1c: az-outage ends
            us-east-1a: az-outage ends
            => az-outage us-east-1a: recovered, lost nothing, 0 rows damaged
               no application noticed
            => az-outage us-east-1c: recovered, lost nothing, 0 rows damaged
               waiting for the zone
            baskets is ACTIVE in us-east-1a
        "#]],
    );
}

/// The endpoint is the Region's: of a network that is cut to one zone nobody hears.
#[test]
fn a_cut_to_one_zone_is_not_noticed_and_one_to_the_region_is() {
    let cut = |place: &str| {
        let inject = format!("60s fault inject network-partition web {place} --for 5m");
        run(&[T, &inject, "20m end"])
    };
    assert_eq!(cut("us-east-1a").report.writes.refused, 0);
    let of_region = cut("us-east-1");
    assert_eq!(of_region.phases(), ["waiting for the network"]);
    let outage = of_region.incident().write_outage_ms;
    assert!((ms("5m")..ms("5m5s")).contains(&outage), "{outage}");
}

#[test]
fn a_region_that_is_gone_takes_its_tables_along_and_nothing_is_lost() {
    let run = check(
        &[
            T,
            "60s fault inject region-outage us-east-1 --for 2h",
            "5m aws dynamodb describe-table --table-name baskets",
            "5m aws dynamodb restore-table-to-point-in-time --region us-west-2 \
                --source-table-arn arn:aws:dynamodb:us-east-1:123456789012:table/baskets \
                --target-table-name baskets --use-latest-restorable-time",
            "3h end",
        ],
        expect![[r#"
            us-east-1: region-outage strikes
            us-east-1: region-outage ends
            => region-outage us-east-1: recovered, lost nothing, 0 rows damaged
               waiting for the Region
            refused: EndpointConnectionError
            refused: EndpointConnectionError
            baskets is ACTIVE in us-east-1a
        "#]],
    );
    assert!((ms("2h")..ms("2h5s")).contains(&run.recovery_ms()));
}

#[test]
fn a_bad_write_is_on_every_copy_and_a_restore_of_the_second_before_heals_it() {
    for seed in seeds() {
        let run = run_under(
            &seed,
            &[
                T,
                "1h fault inject bad-write baskets --rows 400",
                "+6m aws dynamodb restore-table-to-point-in-time --source-table-name baskets \
                    --target-table-name baskets-2 --restore-date-time 2026-01-12T12:59:59Z",
                "+0s aws dynamodb wait table-exists --table-name baskets-2",
                "+10s app point web --to baskets-2",
                "4h end",
            ],
        );
        let incident = run.incident();
        assert_eq!(
            run.phases(),
            ["noticing", "restoring", "re-pointing"],
            "{seed}"
        );
        assert_eq!(incident.corrupt_writes_remaining, 0);
        // From the second that was restored to until the application wrote to the new table.
        let restoring = run.phase_ms("restoring");
        assert!((ms("20m")..=ms("1h")).contains(&restoring), "{seed}");
        let lost = (incident.recovery_ms.expect("it recovered") + 1000) / 20;
        assert_eq!(incident.lost_writes, lost, "{seed}");
        assert_eq!(incident.stranded_writes, lost, "the old table has them");
    }
}

#[test]
fn damaged_rows_are_copied_back_from_a_restored_table() {
    let run = run(&[
        T,
        "1h fault inject bad-write baskets --rows 400",
        "+6m aws dynamodb restore-table-to-point-in-time --source-table-name baskets \
            --target-table-name baskets-2 --restore-date-time 2026-01-12T12:59:59Z",
        "+0s aws dynamodb wait table-exists --table-name baskets-2",
        "+0s app copy-back web --from baskets-2",
        "4h end",
    ]);
    assert_eq!(run.phases().last(), Some(&"copying back"));
    assert_eq!((run.report.writes.lost, run.report.writes.damaged), (0, 0));
}

/// How a run ends in which somebody deletes the table, if it is let.
fn deleted(start: &str) -> Run {
    run(&[
        start,
        &format!("10m {DELETE}"),
        "+0s aws dynamodb wait table-not-exists --table-name baskets",
        "1h end",
    ])
}

#[test]
fn a_table_with_point_in_time_recovery_leaves_its_last_moment() {
    let with = deleted(T);
    let writes = &with.report.writes;
    assert_eq!(
        (writes.lost, writes.stranded),
        (writes.acknowledged, writes.acknowledged)
    );
    let shots: Vec<&str> = with
        .report
        .snapshots
        .iter()
        .map(|shot| shot.id.as_str())
        .collect();
    assert_eq!(shots, ["baskets$DeletedTableBackup"]);
    let without = deleted(&T.replace("Enabled=true", "Enabled=false"));
    assert_eq!(
        (
            without.report.writes.stranded,
            without.report.snapshots.len()
        ),
        (0, 0)
    );
    let told = &with.reply("delete-table")["TableDescription"];
    assert_eq!(told["TableStatus"], "DELETING");
    let gone = with.report.commands[1]
        .ended_at_ms
        .expect("it was waited for");
    assert!((605_000..=620_000).contains(&gone), "{gone}");
}

#[test]
fn the_system_backup_brings_all_back_for_thirty_five_days() {
    let restore = "aws dynamodb restore-table-from-backup --target-table-name baskets --backup-arn \
        arn:aws:dynamodb:us-east-1:123456789012:table/baskets/backup/baskets$DeletedTableBackup";
    let after = |days: u32, minutes: u32| {
        run(&[
            T,
            &format!("0s {DELETE}"),
            &format!("{}m {restore}", days * 24 * 60 + minutes),
            &format!("{}d end", days + 2),
        ])
    };
    let run = after(34, 1439);
    assert_eq!(run.outcomes(), ["ok", "ok"]);
    // The application goes to the name, which is there again.
    let writes = &run.report.writes;
    assert_eq!((writes.lost, run.incident().lost_writes), (0, 0));
    assert_eq!(run.phases(), ["noticing", "restoring", "reconnect"]);
    let late = after(35, 1);
    assert_eq!(late.outcomes(), ["ok", "BackupNotFoundException"]);
    assert_eq!(late.report.writes.stranded, 0, "nobody has it any more");
}

#[test]
fn a_protected_table_is_not_deleted_before_somebody_allows_it() {
    let update = "aws dynamodb update-table --table-name baskets";
    let run = run(&[
        T,
        &format!("60s {update} --deletion-protection-enabled"),
        &format!("61s {DELETE}"),
        &format!("62s {update} --no-deletion-protection-enabled"),
        &format!("63s {DELETE}"),
        "10m end",
    ]);
    assert_eq!(run.outcomes(), ["ok", "ValidationException", "ok", "ok"]);
    let told = &run.replies("update-table")[0]["TableDescription"];
    assert_eq!(told["DeletionProtectionEnabled"], true);
    assert!(run.report.databases.is_empty());
}

/// Nothing of it is AWS's own report: CloudTrail records who called what.
#[test]
fn the_journal_holds_calls_and_no_events() {
    check(
        &[
            T,
            "60s aws dynamodb create-backup --table-name baskets --backup-name nightly",
            "1h aws rds describe-events --duration 1440",
            &format!("2h {DELETE}"),
            "3h end",
        ],
        expect![[r#"
            nightly: API call, recorded by CloudTrail (CreateBackup)
            baskets: API call, recorded by CloudTrail (DeleteTable)
            => aws dynamodb delete-table baskets: not recovered, lost writes, 0 rows damaged
               noticing
        "#]],
    );
}

#[test]
fn a_month_of_a_table_is_billed_by_what_is_written_and_kept() {
    let run = run(&[
        T,
        "60s aws dynamodb create-backup --table-name baskets --backup-name nightly",
        "60s end",
    ]);
    let cost = run.view().cost;
    let told = cost
        .iter()
        .map(|item| format!("{}: {}\n", item.what, item.how));
    expect![[r#"
        baskets: writes on demand: 131 million × $0.625, each of at most 1 KB
        baskets: reads on demand: the lab counts writes only
        baskets: storage: 8.6 GB × $0.25 (1000 bytes a write)
        baskets: point-in-time recovery: 8.6 GB × $0.2 (1000 bytes a write)
        baskets: backup nightly: 8.6 GB × $0.1 (1000 bytes a write)
    "#]]
    .assert_eq(&told.collect::<String>());
}
