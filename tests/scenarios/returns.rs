//! Going back: undoing a mistake, failing back after a Region's return, living with two divergent databases.

use crate::common::{M, R, X, app, database, ms, run, run_under};

const PROMOTE: &str = "aws rds promote-read-replica --db-instance-identifier orders-r";
const AWAIT: &str = "+0s aws rds wait db-instance-available --db-instance-identifier orders-r";

#[test]
fn undoing_a_mistaken_re_pointing_brings_the_writes_back() {
    for seed in crate::bands::SEEDS {
        let run = run_under(
            seed,
            &[
                R,
                &format!("1m  {PROMOTE}"),
                AWAIT,
                "30m app point shop --to orders-r",
                "40m app point shop --to orders",
                "2h  end",
            ],
        );
        let lost = |moment: &str| run.at(moment).writes.lost;
        assert_eq!(lost("29m"), 0, "{seed}");
        // Everything since the promotion was asked for.
        assert!(
            (29 * 60 * 50..=29 * 60 * 50 + 51).contains(&lost("35m")),
            "{seed}: {}",
            lost("35m")
        );
        // Ten minutes on the wrong database.
        assert_eq!(lost("2h"), 10 * 60 * 50, "{seed}");
        assert_eq!(run.report.writes.stranded, run.report.writes.lost, "{seed}");
        assert!(run.report.incidents.is_empty(), "{seed}");
    }
}

#[test]
fn what_an_incident_lost_comes_back_with_the_old_database() {
    let west = [
        X,
        "60s fault inject region-outage us-east-1 --for 5h",
        "2m  aws rds promote-read-replica --db-instance-identifier orders-west --region us-west-2",
        "+0s aws rds wait db-instance-available --db-instance-identifier orders-west --region us-west-2",
        "+5s app point shop --to orders-west",
    ];
    for seed in crate::bands::SEEDS {
        let mut lines = west.to_vec();
        lines.extend([
            "6h app point shop --to orders",
            "7h app point shop --to orders-west",
            "8h end",
        ]);
        let run = run_under(seed, &lines);
        let verdict = |moment: &str| {
            let view = run.at(moment);
            (
                view.incidents[0].lost_writes,
                view.incidents[0].stranded_writes,
                view.writes.lost,
            )
        };
        let (lost, stranded, all) = verdict("4h");
        assert!((25..=251).contains(&lost), "{seed}: {lost}");
        assert_eq!((stranded, all), (lost, lost), "{seed}");
        // On the old database the incident's losses are there again, and what was written in the west is not.
        let (lost_back, _, all_back) = verdict("6h30m");
        assert_eq!(lost_back, 0, "{seed}");
        assert!(all_back > 5 * 3600 * 50, "{seed}: {all_back}");
        // And in the west again: the incident's, and the hour in the east by the operator's own doing.
        let (lost_again, _, all_again) = verdict("8h");
        assert_eq!(lost_again, lost, "{seed}");
        assert_eq!(all_again, lost + 3600 * 50, "{seed}");
    }
}

#[test]
fn failing_back_without_loss_takes_a_replica_a_stop_and_a_promotion() {
    let run = run(&[
        X,
        "60s fault inject region-outage us-east-1 --for 2h",
        "2m  aws rds promote-read-replica --db-instance-identifier orders-west --region us-west-2 --backup-retention-period 7",
        "+0s aws rds wait db-instance-available --db-instance-identifier orders-west --region us-west-2",
        "+5s app point shop --to orders-west",
        "3h  aws rds create-db-instance-read-replica --db-instance-identifier orders-east \
             --source-db-instance-identifier arn:aws:rds:us-west-2:123456789012:db:orders-west",
        "+0s aws rds wait db-instance-available --db-instance-identifier orders-east",
        "+1h app stop shop",
        "+10s aws rds promote-read-replica --db-instance-identifier orders-east",
        "+0s aws rds wait db-instance-available --db-instance-identifier orders-east",
        "+5s app point shop --to orders-east",
        "+0s app start shop",
        "+1h end",
    ]);
    let incident = run.incident();
    assert!(
        run.outcomes().iter().all(|outcome| *outcome == "ok"),
        "{:?}",
        run.outcomes()
    );
    // Only what the first promotion lost.
    assert_eq!(run.report.writes.lost, incident.lost_writes);
    assert!((25..=251).contains(&incident.lost_writes), "{incident:?}");
    assert_eq!(run.database("orders-east").region, "us-east-1");
}

#[test]
fn a_failed_over_database_is_taken_home_by_a_forced_failover() {
    let run = run(&[
        M,
        "60s fault inject az-outage us-east-1a --for 45m",
        "4h  aws rds reboot-db-instance --db-instance-identifier orders --force-failover",
        "5h  end",
    ]);
    assert_eq!(run.database("orders").az, "us-east-1a");
    assert_eq!(run.report.writes.lost, 0);
    assert!(database(&run.view(), "orders").protected);
}

#[test]
fn writes_to_two_databases_are_never_all_present() {
    let run = run(&[
        R,
        &format!("1m  {PROMOTE}"),
        AWAIT,
        "30m app point shop --to orders-r",
        "40m app point shop --to orders",
        "50m app point shop --to orders-r",
        "1h  end",
    ]);
    let view = run.view();
    let shop = app(&view, "shop");
    let own = 20 * 60 * 50;
    assert_eq!(shop.totals.acknowledged, (2 * 86_400 + 3600) * 50);
    // On the replica's line: until its promotion, and twice ten minutes.
    assert!(
        (60 * 50 + own - 51..=(60 * 50 + own)).contains(&(shop.totals.present - 2 * 86_400 * 50))
    );
    assert_eq!(shop.totals.stranded, shop.totals.lost);
}

#[test]
fn deleting_the_database_that_was_left_turns_stranded_into_gone() {
    let run = run(&[
        X,
        "60s fault inject region-outage us-east-1 --for 1h",
        "2m  aws rds promote-read-replica --db-instance-identifier orders-west --region us-west-2",
        "+0s aws rds wait db-instance-available --db-instance-identifier orders-west --region us-west-2",
        "+5s app point shop --to orders-west",
        "2h  aws rds delete-db-instance --db-instance-identifier orders --skip-final-snapshot",
        "3h  end",
    ]);
    let (before, after) = (run.at("2h").writes, run.report.writes);
    assert_eq!(before.stranded, before.lost);
    assert_eq!((after.lost, after.stranded), (before.lost, 0));
    assert!(run.recovery_ms() < ms("15m"));
}
