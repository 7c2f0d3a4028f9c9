//! Continuous backup, and restores to a point in time: always into a new cluster, which has no instance until one is made.

use crate::common::{database, ms, run, run_under, seeds};
use crate::start::cluster;

const LATEST: &str = "aws rds restore-db-cluster-to-point-in-time --source-db-cluster-identifier orders \
     --db-cluster-identifier again --use-latest-restorable-time";

/// What follows a restore, until the application uses it.
const LEAD: &str = "
+0s aws rds wait db-cluster-available --db-cluster-identifier again
+0s aws rds create-db-instance --db-instance-identifier again-1 --db-cluster-identifier again --engine aurora-postgresql --db-instance-class db.r6g.large
+0s aws rds wait db-instance-available --db-instance-identifier again-1
+0s app point shop --to again
";

#[test]
fn the_latest_restorable_time_is_within_the_last_five_minutes_whatever_hour_it_is() {
    let run = run(&[&cluster(1), "26h end"]);
    for minute in (1..26 * 60).step_by(17) {
        let view = run.at_ms(minute * 60_000);
        let orders = database(&view, "orders");
        let latest = orders.latest_restorable.expect("it is backed up");
        assert!(view.now.since(latest).ms() <= ms("5m"), "{minute}");
        assert_eq!(
            orders.status, "available",
            "{minute}: no window, and nothing waits for it"
        );
    }
    assert!(app_never_waited(&run));
}

fn app_never_waited(run: &crate::common::Run) -> bool {
    let view = run.view();
    let shop = crate::common::app(&view, "shop");
    shop.writes.outages.is_empty() && shop.reads.outages.is_empty()
}

/// A restore is a fork: what was written after its moment is not on it, to the write.
#[test]
fn a_restored_cluster_has_what_was_written_up_to_its_moment_and_nothing_after() {
    for seed in seeds().take(5) {
        let run = run_under(
            &seed,
            &[&cluster(1), &format!("1h {LATEST}"), LEAD, "4h end"],
        );
        assert_eq!(run.outcomes(), ["ok"; 5], "{seed}");
        let again = run.at("2h");
        let moment = database(&again, "again")
            .primary()
            .tape
            .forked_at
            .expect("it is a fork");
        let pointed = run.started_ms("app point");
        let torn = (pointed - moment.ms().unsigned_abs()) * 50 / 1000;
        assert_eq!(run.report.writes.lost, torn, "{seed}");
        assert_eq!(
            run.report.writes.stranded, torn,
            "{seed}: the old cluster has them"
        );
        // Five to fifteen minutes for the volume, five to ten for the instance; waiters look every half minute.
        let took = pointed - ms("1h");
        assert!((ms("10m")..=ms("26m")).contains(&took), "{seed}: {took}");
    }
}

#[test]
fn a_restore_to_just_before_a_bad_write_heals_it() {
    let wrong = "30m fault inject bad-write orders --rows 1000";
    let restore = format!(
        "40m {}",
        LATEST.replace(
            "--use-latest-restorable-time",
            "--restore-to-time 2026-01-12T12:29:59Z"
        )
    );
    let run = run(&[&cluster(2), wrong, &restore, LEAD, "4h end"]);
    let incident = run
        .report
        .incidents
        .iter()
        .find(|one| one.fault == Some("bad-write"));
    let incident = incident.expect("it is an incident");
    assert!(
        incident.recovery_ms.is_some() && incident.corrupt_writes_remaining == 0,
        "{incident:?}"
    );
    let lost = incident.lost_writes;
    let pointed = run.started_ms("app point");
    assert_eq!(lost, (pointed - ms("29m59s")) * 50 / 1000);
}

#[test]
fn rows_can_be_copied_back_from_a_restored_cluster_and_nothing_is_lost() {
    let wrong = "30m fault inject bad-write orders --rows 1000";
    let restore = format!(
        "40m {}",
        LATEST.replace(
            "--use-latest-restorable-time",
            "--restore-to-time 2026-01-12T12:29:59Z"
        )
    );
    let lead = LEAD.replace(
        "app point shop --to again",
        "app copy-back shop --from again",
    );
    let run = run(&[&cluster(1), wrong, &restore, &lead, "4h end"]);
    assert_eq!(run.outcomes().last(), Some(&"ok"));
    assert_eq!((run.report.writes.lost, run.report.writes.damaged), (0, 0));
}

#[test]
fn a_restore_needs_a_moment_that_is_kept() {
    let at = |option: &str| {
        format!(
            "1h {}\n2h end",
            LATEST.replace("--use-latest-restorable-time", option)
        )
    };
    let refused = |option: &str| run(&[&cluster(1), &at(option)]).outcomes()[0];
    assert_eq!(
        refused("--restore-to-time 2026-01-12T13:30:00Z"),
        "InvalidParameterValue"
    );
    assert_eq!(
        refused("--restore-to-time 2026-01-01T12:00:00Z"),
        "InvalidParameterValue"
    );
    let both = "--use-latest-restorable-time --restore-to-time 2026-01-12T12:30:00Z";
    assert_eq!(refused(both), "InvalidParameterCombination");
    assert_eq!(refused(""), "InvalidParameterCombination");
    let unknown =
        at("--use-latest-restorable-time").replace("identifier orders", "identifier nobody");
    assert_eq!(
        run(&[&cluster(1), &unknown]).outcomes()[0],
        "DBClusterNotFoundFault"
    );
}

#[test]
fn a_deleted_cluster_takes_its_backups_with_it() {
    let delete = "60s aws rds delete-db-instance --db-instance-identifier orders-1
61s aws rds delete-db-cluster --db-cluster-identifier orders --skip-final-snapshot";
    let run = run(&[&cluster(1), delete, "1h end"]);
    assert_eq!(run.outcomes(), ["ok"; 2]);
    let writes = &run.report.writes;
    assert_eq!((writes.present, writes.stranded), (0, 0), "{writes:?}");
    assert_eq!(writes.lost, writes.acknowledged);
    assert!(run.view().archives.is_empty());
    assert!(run.event_ms("orders", 171).is_some());
}
