//! Every outage has its account: whose it is, where its seconds went, and whose the losses are.

use crate::common::{M, R, Run, S, X, app, ms, run, run_under, seeds};

fn causes(run: &Run) -> Vec<&'static str> {
    run.report.incidents.iter().map(|one| one.cause()).collect()
}

#[test]
fn what_nobody_notices_is_no_incident_and_a_standstill_is_shown_apart() {
    let run = run(&[
        S,
        "1m  app stop shop",
        "2m  aws rds reboot-db-instance --db-instance-identifier orders",
        "30m app start shop",
        "1h  end",
    ]);
    assert!(run.report.incidents.is_empty(), "{:?}", causes(&run));
    let shop = &run.report.applications[0];
    assert_eq!(shop.stopped_ms, ms("29m"));
    assert_eq!((shop.write_outage_ms, shop.read_outage_ms), (0, 0));
    assert_eq!(shop.uses.as_deref(), Some("orders"));
}

#[test]
fn a_stopped_application_finds_what_was_deleted_meanwhile_when_it_starts() {
    let run = run(&[
        S,
        "1m  app stop shop",
        "2m  aws rds delete-db-instance --db-instance-identifier orders --skip-final-snapshot",
        "30m app start shop",
        "1h  end",
    ]);
    assert_eq!(causes(&run), ["app start"]);
    assert_eq!(run.incident().line, Some(7));
    assert_eq!(run.incident().write_outage_ms, ms("30m"));
}

#[test]
fn a_change_that_waited_is_named_by_its_line_and_begins_with_its_window() {
    let run = run(&[
        S,
        "1m aws rds modify-db-instance --db-instance-identifier orders --new-db-instance-identifier sales",
        "8d end",
    ]);
    let incident = run.incident();
    assert_eq!(incident.cause(), "aws rds modify-db-instance");
    assert_eq!(
        (incident.target.as_str(), incident.line),
        ("orders", Some(5))
    );
    // The window opens within a week, and that is when the application was touched.
    assert!(incident.at_ms > ms("1h").cast_signed(), "{incident:?}");
    assert_eq!(incident.recovered_at_ms, None, "nobody re-points it");
}

#[test]
fn a_wrong_address_is_an_incident_of_the_line_that_gave_it() {
    let run = run(&[
        R,
        "1m app point shop --to orders-r",
        "5m app point shop --to orders",
        "1h end",
    ]);
    let incident = run.incident();
    assert_eq!((incident.cause(), incident.line), ("app point", Some(6)));
    assert_eq!(incident.target, "shop");
    assert_eq!(incident.recovery_ms, Some(ms("4m")));
    assert_eq!(run.phases(), ["noticing"], "it was put right at once");
    assert_eq!(incident.read_outage_ms, 0);
    assert_eq!(run.report.writes.lost, 0);
}

#[test]
fn an_application_that_is_created_on_what_does_not_answer_waits_for_it() {
    let run = run(&[
        X,
        "1m  fault inject region-outage us-east-1 --for 1h",
        "2m  app create audit --connect orders",
        "10m app create west --connect us-west-2/orders-west",
        "3h  end",
    ]);
    // The first runs into the outage; the second was pointed at a replica, which takes no writes.
    let [outage, west] = &run.report.incidents[..] else {
        panic!("{:?}", causes(&run))
    };
    assert_eq!(
        (outage.cause(), west.cause()),
        ("region-outage", "app create")
    );
    assert_eq!(outage.apps, ["shop", "audit"]);
    assert_eq!(
        (west.apps.as_slice(), west.recovery_ms),
        (&["west".to_owned()][..], None)
    );
    assert_eq!(west.read_outage_ms, 0);
}

#[test]
fn a_replica_that_restarts_with_its_source_is_touched_by_the_same_drill() {
    let reader =
        "given app create board --connect orders --read-from orders-r --writes 0/s --reads 100/s";
    for seed in seeds() {
        let run = run_under(
            &seed,
            &[
                &R.replace(
                    "--backup-retention-period 7",
                    "--backup-retention-period 7 --multi-az",
                ),
                reader,
                "1m aws rds reboot-db-instance --db-instance-identifier orders --force-failover",
                "1h end",
            ],
        );
        assert_eq!(causes(&run)[0], "aws rds reboot-db-instance", "{seed}");
        let board = &run.report.applications[1];
        assert!(board.read_outage_ms > 0, "{seed}");
        for incident in &run.report.incidents {
            assert_eq!(incident.cause(), "aws rds reboot-db-instance", "{seed}");
        }
        let touched = run.report.incidents.iter().flat_map(|one| &one.apps);
        assert!(touched.into_iter().any(|app| app == "board"), "{seed}");
    }
}

#[test]
fn what_ran_beside_the_return_of_the_zone_was_not_waited_for() {
    let run = run(&[
        S,
        "1m  fault inject az-outage us-east-1a --for 40m",
        "10m aws rds restore-db-instance-to-point-in-time --source-db-instance-identifier orders \
             --target-db-instance-identifier orders-2 --use-latest-restorable-time",
        "2h  end",
    ]);
    assert!(
        run.phases().contains(&"waiting for the zone"),
        "{:?}",
        run.phases()
    );
    assert!(!run.phases().contains(&"restoring"), "{:?}", run.phases());
    assert_eq!(run.phase_ms("waiting for the zone"), ms("40m"));
    // As long as it runs, it is the way out.
    let view = run.at("11m");
    let names: Vec<_> = view.incidents[0]
        .phases
        .iter()
        .map(|one| one.name)
        .collect();
    assert_eq!(names, ["noticing", "restoring"]);
}

#[test]
fn who_takes_a_way_out_was_deciding_and_not_waiting() {
    let run = run(&[
        S,
        "1m  fault inject az-outage us-east-1a --for 10h",
        "10m aws rds create-db-snapshot --db-instance-identifier orders --db-snapshot-identifier late",
        "11m aws rds modify-db-instance --db-instance-identifier orders --multi-az",
        "12m aws rds restore-db-instance-to-point-in-time --source-db-instance-identifier orders \
             --target-db-instance-identifier orders-2 --use-latest-restorable-time --availability-zone us-east-1b",
        "+0s aws rds wait db-instance-available --db-instance-identifier orders-2",
        "+5m app point shop --to orders-2",
        "9h  end",
    ]);
    assert!(run.recovery_ms() < ms("3h"));
    assert!(
        !run.phases().contains(&"waiting for the zone"),
        "{:?}",
        run.phases()
    );
    assert_eq!(run.phase_ms("noticing"), ms("11m"));
    assert!(run.phase_ms("re-pointing") >= ms("5m"));
}

#[test]
fn a_pause_shorter_than_the_time_out_is_no_incident() {
    for seed in seeds() {
        // The primary gives up on its standby within three seconds; the client would wait for five.
        let run = run_under(
            &seed,
            &[M, "1m fault inject az-outage us-east-1b --for 1h", "3h end"],
        );
        let incident = run.incident();
        assert!(incident.apps.is_empty(), "{seed}: {incident:?}");
        assert_eq!(incident.recovery_ms, Some(0), "{seed}");
        let meanwhile = run.at("61s");
        assert!(
            meanwhile.incidents[0].apps.is_empty(),
            "{seed}: nothing failed"
        );
    }
}

#[test]
fn what_lasts_and_has_touched_nobody_is_not_recovered_from() {
    let run = run(&[
        S,
        "1m fault inject write-surge shop --factor 5 --for 1h",
        "3h end",
    ]);
    assert!(run.at("30m").incidents[0].is_untouched_so_far());
    assert!(!run.view().incidents[0].is_untouched_so_far());
}

#[test]
fn what_a_replica_has_received_is_held_by_it() {
    let run = run(&[
        &R.replace("--writes 50/s", "--writes 500/s"),
        "1m  fault inject write-surge shop --factor 20",
        "5m  fault inject volume-failure orders",
        "5m  end",
    ]);
    let view = run.view();
    let incident = &view.incidents[1];
    // A backlog of hundreds of thousands waits in the replica; only the last second was still on its way.
    assert!(incident.lost_writes > 1_000_000, "{incident:?}");
    let gone = incident.lost_writes - incident.stranded_writes;
    assert!(gone <= 20_000, "{gone} gone");
}

#[test]
fn the_total_of_the_open_incidents_stands_beside_one_of_them() {
    let run = run(&[
        S,
        "given aws rds create-db-instance --db-instance-identifier bills --engine mysql \
            --db-instance-class db.m6g.large --allocated-storage 20",
        "given app create till --connect bills --writes 5/s",
        "1m  fault inject volume-failure orders",
        "2m  fault inject volume-failure bills",
        "1h  end",
    ]);
    let view = run.view();
    assert_eq!(view.incidents.len(), 2);
    let (orders, bills) = (&view.incidents[0], &view.incidents[1]);
    assert_eq!(orders.lost_writes + bills.lost_writes, view.writes.lost);
    assert_eq!(view.lost_in_open_incidents(), view.writes.lost);
    assert_eq!(orders.accounts[0].lost_writes, orders.lost_writes);
}

#[test]
fn a_cached_address_leads_to_the_old_host() {
    let run = run(&[
        &M.replace("--reads 200/s", "--reads 200/s --dns-cache forever"),
        "1m aws rds reboot-db-instance --db-instance-identifier orders --force-failover",
        "1h end",
    ]);
    let view = run.view();
    let host = app(&view, "shop")
        .writes
        .host
        .clone()
        .expect("it holds an address");
    assert_eq!(
        (host.zone.name().as_str(), host.is_primary()),
        ("us-east-1a", false)
    );
    let before = run.at("30s");
    assert!(
        app(&before, "shop")
            .writes
            .host
            .as_ref()
            .is_some_and(|host| host.is_primary())
    );
}

#[test]
fn capitals_count_for_nothing_in_any_line() {
    let run = run(&[
        R,
        "1m app create SHOP --connect orders",
        "2m app stop Shop",
        "3m app start SHOP",
        "4m fault inject network-partition Shop ORDERS --for 10s",
        "5m fault inject write-surge sHop --factor 2",
        "6m fault clear write-surge SHOP",
        "7m fault inject instance-crash Orders",
        "20m app point shop --to ORDERS",
        "1h end",
    ]);
    let refused = "AppAlreadyExists";
    let ok = "ok";
    assert_eq!(run.outcomes(), [refused, ok, ok, ok, ok, ok, ok, ok]);
    assert_eq!(run.report.applications.len(), 1);
}

#[test]
fn going_back_to_damaged_rows_was_no_recovery_for_good() {
    let run = run(&[
        S,
        "1m  fault inject bad-write orders --rows 100",
        "20m aws rds restore-db-instance-to-point-in-time --source-db-instance-identifier orders \
             --target-db-instance-identifier orders-2 --restore-time 2026-01-12T12:00:30Z",
        "+0s aws rds wait db-instance-available --db-instance-identifier orders-2",
        "+5s app point shop --to orders-2",
        "+1h app point shop --to orders",
        "12h end",
    ]);
    let bad = &run.report.incidents[0];
    assert_eq!((bad.recovery_ms, bad.corrupt_writes_remaining), (None, 100));
    assert_eq!(run.phase_ms("well for a while"), ms("1h"));
    // What had been lost by the rewind is back, and what came since is the operator's own loss.
    assert_eq!(bad.lost_writes, 0);
    assert_eq!(run.report.writes.lost, 3600 * 50);
}

// A snapshot pauses the I/O of a Single-AZ instance. What destroys the volume in that second owns the loss, not the snapshot.
#[test]
fn what_destroys_a_volume_owns_the_loss_whatever_paused_at_that_moment() {
    for seed in crate::common::seeds() {
        let run = run_under(
            &seed,
            &[
                S,
                "60s aws rds create-db-snapshot --db-instance-identifier orders --db-snapshot-identifier s",
                "61s fault inject volume-failure orders",
                "10m end",
            ],
        );
        let lost = |fault: Option<&str>| -> u64 {
            let incidents = run.report.incidents.iter();
            let of_cause = incidents.filter(|incident| incident.fault == fault);
            of_cause.map(|incident| incident.lost_writes).sum()
        };
        assert_eq!(
            lost(Some("volume-failure")),
            run.report.writes.lost,
            "{seed}"
        );
        assert_eq!(lost(None), 0, "{seed}");
    }
}
