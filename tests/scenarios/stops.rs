//! Instances that are stopped, started, and start by themselves.

use crate::common::{M, R, Run, S, database, ms, on_engine, run, run_under};
use crate::story::check;
use expect_test::expect;

const STOP: &str = "1m aws rds stop-db-instance --db-instance-identifier orders";
const START: &str = "1h aws rds start-db-instance --db-instance-identifier orders";
const STATUS: &str = "aws rds describe-db-instances --db-instance-identifier orders";

/// What the bill of a moment says of `orders`, item by item.
fn bill(run: &Run, moment: &str) -> Vec<String> {
    let view = run.at(moment);
    let items = view.cost.iter().map(|item| item.what.clone());
    items.filter(|what| what.starts_with("orders")).collect()
}

#[test]
fn the_story_of_a_stop_and_a_start() {
    check(
        &[S, STOP, START, "2h end"],
        expect![[r#"
        1m               0004 orders: Database engine shut down
        7m57s715ms       0087 orders: DB instance stopped
        1h7m50s196ms     0006 orders: Database engine started again
        1h7m50s196ms     0088 orders: DB instance started
        => aws rds stop-db-instance orders: recovered after 1h6m51s = noticing 59m + restarting 7m50s196ms + reconnect 804ms
           writes failed for 1h6m51s
           reads failed for 1h6m51s
        writes: 8799450 acknowledged, 200550 refused, 0 in doubt; 0 lost, 0 of them stranded
        orders available us-east-1a
    "#]],
    );
}

#[test]
fn it_starts_by_itself_after_seven_days() {
    for seed in crate::bands::SEEDS {
        let run = run_under(seed, &[S, STOP, "9d end"]);
        let at = |event| run.event_ms("orders", event).expect("it is reported");
        assert_eq!(at(154) - at(87), ms("7d"), "{seed}");
        let started = at(88) - at(154);
        assert!((300_000..=900_000).contains(&started), "{seed}: {started}");
        assert_eq!(run.database("orders").status, "available", "{seed}");
        // Whoever needs it waits for people, and here for the end of the term.
        let incident = run.incident();
        assert_eq!(incident.cause(), "aws rds stop-db-instance");
        assert!(incident.write_outage_ms > ms("7d"), "{seed}");
        assert_eq!(run.report.writes.lost, 0, "{seed}: its volume is kept");
    }
}

#[test]
fn what_is_stopped_costs_its_storage_alone() {
    let run = run(&[S, STOP, START, "3h end"]);
    let all = ["orders: db.m6g.large", "orders: 200 GiB storage, gp3"];
    assert_eq!(bill(&run, "30m"), all[1..]);
    assert_eq!(bill(&run, "30s"), all);
    assert_eq!(bill(&run, "3h"), all, "once it runs again");
}

#[test]
fn a_snapshot_is_taken_first_if_one_is_asked_for() {
    let first = format!("{STOP} --db-snapshot-identifier last");
    let run = run(&[
        S,
        &first,
        "2m aws rds wait db-snapshot-available --db-snapshot-identifier last",
        "1h end",
    ]);
    let (ready, down) = (run.event_ms("last", 42), run.event_ms("orders", 4));
    assert_eq!(ready, down, "it serves until the snapshot is there");
    let ids: Vec<u16> = run.events("orders").iter().map(|(_, id)| *id).collect();
    assert_eq!(ids, [1, 2, 4, 87]);
    assert_eq!(run.database("orders").status, "stopped");
}

#[test]
fn what_must_run_for_others_is_not_stopped() {
    let of = |start: &str, line: &str| run(&[start, line, "1h end"]).outcomes()[0].to_owned();
    let replica = STOP.replace("orders", "orders-r");
    assert_eq!(of(R, STOP), "InvalidDBInstanceState", "it has a replica");
    assert_eq!(of(R, &replica), "InvalidDBInstanceState", "it is one");
    let mirrored = on_engine(M, "sqlserver-se");
    assert_eq!(of(&mirrored, STOP), "InvalidDBInstanceState");
    assert_eq!(of(&on_engine(S, "sqlserver-se"), STOP), "ok");
    assert_eq!(of(M, STOP), "ok", "with a standby of another engine");
    let nobody = STOP.replace("orders", "nobody");
    assert_eq!(of(S, &nobody), "DBInstanceNotFound");
}

#[test]
fn only_what_is_available_stops_and_only_what_is_stopped_starts() {
    let run = run(&[
        S,
        "30s aws rds start-db-instance --db-instance-identifier orders",
        STOP,
        "61s aws rds stop-db-instance --db-instance-identifier orders",
        "62s aws rds start-db-instance --db-instance-identifier orders",
        "30m aws rds stop-db-instance --db-instance-identifier orders",
        "31m aws rds reboot-db-instance --db-instance-identifier orders",
        "32m aws rds modify-db-instance --db-instance-identifier orders --multi-az",
        "33m aws rds create-db-snapshot --db-instance-identifier orders --db-snapshot-identifier s1",
        "34m aws rds create-db-instance-read-replica --db-instance-identifier r --source-db-instance-identifier orders",
        START,
        "2h end",
    ]);
    let refused = "InvalidDBInstanceState";
    assert_eq!(
        run.outcomes(),
        [
            refused, "ok", refused, refused, refused, refused, refused, refused, refused, "ok"
        ]
    );
}

#[test]
fn a_stopped_one_is_restored_and_deleted_as_any_other() {
    let run = run(&[
        S,
        STOP,
        "30m aws rds restore-db-instance-to-point-in-time --source-db-instance-identifier orders \
             --target-db-instance-identifier orders-2 --use-latest-restorable-time",
        "31m aws rds delete-db-instance --db-instance-identifier orders --skip-final-snapshot",
        "3h end",
    ]);
    assert_eq!(run.outcomes(), ["ok"; 3]);
    assert_eq!(run.database("orders-2").status, "available");
    assert!(run.report.databases.iter().all(|db| db.id != "orders"));
}

#[test]
fn a_dark_zone_keeps_one_from_starting_and_leads_the_other_to_its_standby() {
    for (start, az) in [(S, "us-east-1a"), (M, "us-east-1b")] {
        let run = run(&[
            start,
            STOP,
            "30m fault inject az-outage us-east-1a --for 10h",
            START,
            "8h end",
        ]);
        let served = database(&run.at("7h"), "orders").status;
        match az {
            "us-east-1b" => assert_eq!((run.outcomes()[2], served), ("ok", "available")),
            _ => assert_eq!(
                (run.outcomes()[2], served),
                ("InsufficientDBInstanceCapacity", "stopped")
            ),
        }
        assert_eq!(run.database("orders").az, az);
    }
}

/// The automated snapshots that could be restored at a moment.
fn automated(run: &Run, moment: &str) -> Vec<String> {
    let view = run.at(moment);
    let snapshots = view.snapshots.iter().filter(|s| s.automated);
    snapshots.map(|s| s.id.clone()).collect()
}

#[test]
fn nothing_is_backed_up_meanwhile_and_what_there_is_stays() {
    let two_days = S.replace("period 7", "period 2");
    let start = "5d aws rds start-db-instance --db-instance-identifier orders";
    let stopped = run(&[&two_days, STOP, start, "9d end"]);
    let runs_on = run(&[&two_days, "9d end"]);
    let daily = |run: &Run| {
        let events = run.events("orders").into_iter();
        events
            .filter(|(at, id)| *id == 1 && *at > ms("10m") && *at < ms("5d"))
            .count()
    };
    assert_eq!(daily(&runs_on), 5, "a daily backup each day");
    assert_eq!(daily(&stopped), 0, "none while it is stopped");

    let window = |run: &Run, moment: &str| {
        let view = run.at(moment);
        let orders = database(&view, "orders");
        (orders.earliest_restorable, orders.latest_restorable)
    };
    let (before, kept) = (window(&stopped, "1h"), automated(&stopped, "1h"));
    assert!(kept.len() > 1, "{kept:?}");
    for moment in ["1d", "3d", "119h"] {
        assert_eq!(window(&stopped, moment), before, "{moment}");
        assert_eq!(automated(&stopped, moment), kept, "{moment}");
        assert_ne!(window(&runs_on, moment).0, before.0, "{moment}");
    }
    // Once it runs they age again.
    let later = automated(&stopped, "8d");
    assert!(kept.iter().all(|old| !later.contains(old)), "{later:?}");
}

#[test]
fn it_starts_on_a_host_that_is_well() {
    let strikes = [
        "30m fault inject host-failure orders",
        "30m fault inject host-stall orders --for 9h",
        "30m fault inject host-stall orders --unseen 1m --for 9h",
    ];
    for (start, fault) in [S, M].iter().flat_map(|s| strikes.map(|fault| (s, fault))) {
        let run = run(&[start, STOP, fault, START, "3h end"]);
        assert_eq!(run.outcomes(), ["ok"; 3], "{fault}");
        let ids: Vec<u16> = run.events("orders").iter().map(|(_, id)| *id).collect();
        let of_engine = |id: &u16| ![1, 2].contains(id);
        let ids: Vec<u16> = ids.into_iter().filter(of_engine).collect();
        assert_eq!(ids, [4, 87, 6, 88], "{fault}: nothing to recover from");
        let outages = run.report.incidents.iter().map(|one| one.write_outage_ms);
        assert!(outages.sum::<u64>() < ms("76m"), "{fault}: it serves");
        assert_eq!(run.report.writes.lost, 0, "{fault}");
    }
}

#[test]
fn what_strikes_while_it_is_stopped_hurts_nobody() {
    let quiet = |start| run(&[start, STOP, START, "3h end"]).incident().to_owned();
    let strikes = [
        "host-failure orders",
        "host-stall orders --for 9h",
        "instance-crash orders",
        "az-outage us-east-1a --for 10m",
        "network-partition shop us-east-1a --for 10m",
    ];
    for (start, fault) in [S, M].iter().flat_map(|s| strikes.map(|fault| (s, fault))) {
        let inject = format!("30m fault inject {fault}");
        let run = run(&[start, STOP, &inject, START, "3h end"]);
        let [stop, strike] = &run.report.incidents[..] else {
            panic!("{fault}: {:?}", run.report.incidents);
        };
        assert_eq!(*stop, quiet(start), "{fault}: the stop's outage is its own");
        assert_eq!(strike.apps, [""; 0], "{fault}");
        assert_eq!(
            (strike.write_outage_ms, strike.read_outage_ms),
            (0, 0),
            "{fault}"
        );
        assert_eq!(strike.recovery_ms, Some(0), "{fault}");
    }
}

#[test]
fn what_outlasts_its_start_is_felt() {
    for (start, fault, is_felt) in [
        (S, "volume-failure orders", true),
        (S, "operator-delete orders", true),
        (M, "volume-failure orders", false),
    ] {
        let inject = format!("30m fault inject {fault}");
        let run = run(&[start, STOP, &inject, START, "3h end"]);
        let strike = &run.report.incidents[1];
        assert_eq!(strike.recovery_ms.is_none(), is_felt, "{fault}");
        assert_eq!(strike.write_outage_ms > 0, is_felt, "{fault}: {strike:?}");
        assert_eq!(run.report.writes.lost > 0, is_felt, "{fault}");
    }
}

#[test]
fn a_zone_without_hosts_starts_nothing() {
    let short = "30m fault inject capacity-shortage us-east-1a --for 10h";
    let other = "31m fault inject capacity-shortage us-east-1b --for 10h";
    let asked = |parts: &[&str]| {
        let run = run(&[parts, &[START, "8h end"]].concat());
        let outcome = *run.outcomes().last().expect("a start was asked for");
        let db = run.database("orders");
        (outcome, db.status, db.az.clone())
    };
    let refused = "InsufficientDBInstanceCapacity";
    let (a, b) = ("us-east-1a".to_owned(), "us-east-1b".to_owned());
    assert_eq!(asked(&[S, STOP, short]), (refused, "stopped", a.clone()));
    assert_eq!(asked(&[M, STOP, short]), ("ok", "available", b));
    assert_eq!(asked(&[M, STOP, short, other]), (refused, "stopped", a));
}

#[test]
fn what_starts_by_itself_waits_for_a_host_and_keeps_the_one_that_it_has() {
    let waits = run(&[
        S,
        STOP,
        "6d fault inject capacity-shortage us-east-1a --for 2d",
        "9d end",
    ]);
    assert_eq!(database(&waits.at("186h"), "orders").status, "starting");
    let at = |event| waits.event_ms("orders", event).expect("it is reported");
    assert_eq!(at(154) - at(87), ms("7d"));
    assert!(at(88) >= ms("8d") + 300_000, "it has its host only then");
    assert_eq!(waits.database("orders").status, "available");
    let later = "61m fault inject capacity-shortage us-east-1a --for 10h";
    let given = run(&[S, STOP, START, later, "2h end"]);
    assert_eq!(given.database("orders").status, "available");
}

#[test]
fn the_engine_starts_once_though_its_standby_takes_over_meanwhile() {
    let run = run(&[
        M,
        STOP,
        "30m fault inject az-outage us-east-1a --for 10h",
        START,
        "8h end",
    ]);
    let events = run.events("orders");
    let starts = events.iter().filter(|(_, id)| *id == 6).count();
    assert_eq!(starts, 1, "{events:?}");
    let place = |id: u16| events.iter().position(|(_, other)| *other == id);
    assert!(
        place(6) > place(49),
        "not while it is held down: {events:?}"
    );
    assert_eq!(run.database("orders").az, "us-east-1b");
}

#[test]
fn its_seven_days_go_on_while_its_region_does_not_answer() {
    let run = run(&[
        S,
        STOP,
        "1d fault inject region-outage us-east-1 --for 2d",
        "8d end",
    ]);
    let at = |event| run.event_ms("orders", event).expect("it is reported");
    assert_eq!(at(154) - at(87), ms("7d"));
    let dark = crate::common::run(&[
        S,
        STOP,
        "6d fault inject region-outage us-east-1 --for 2d",
        "9d end",
    ]);
    let at = |event| dark.event_ms("orders", event).expect("it is reported");
    assert_eq!(at(154) - at(87), ms("7d"));
    assert!(at(88) > ms("8d"), "what starts it is its Region");
}

#[test]
fn it_can_be_given_stopped() {
    let given = STOP.replace("1m ", "given ");
    let run = run(&[S, &given, &format!("10s {STATUS}"), "6d end"]);
    assert_eq!(database(&run.at("1m"), "orders").status, "stopped");
    // The two quiet days before the start are days of its seven.
    assert_eq!(database(&run.at("4d"), "orders").status, "stopped");
    assert_eq!(run.database("orders").status, "available");
}
