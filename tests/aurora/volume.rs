//! The volume: six segments in three zones, whoever runs on them.

use crate::common::{Run, app, database, ms, run, run_under, seeds};
use crate::start::{HEADLESS, cluster, instance, reading};
use failover_lab::cloud::view::CopyHealth;
use failover_lab::world::ChannelState;

const SEGMENT: &str = "fault inject segment-failure orders --for 30m";

/// How long writes and reads failed in all, in seconds.
fn outages(run: &Run) -> (u64, u64) {
    let view = run.view();
    let shop = app(&view, "shop");
    let secs = |channel: &failover_lab::world::ChannelView| channel.outage_total.ms() / 1000;
    (secs(&shop.writes), secs(&shop.reads))
}

#[test]
fn a_dark_zone_without_an_instance_is_not_noticed() {
    let run = run(&[
        &reading(2),
        "60s fault inject az-outage us-east-1c --for 45m",
        "2h end",
    ]);
    assert_eq!(outages(&run), (0, 0));
    assert_eq!(run.report.writes.lost, 0);
}

#[test]
fn a_lost_segment_is_not_noticed_nor_are_two() {
    let run = run(&[
        &cluster(1),
        &format!("60s {SEGMENT}"),
        &format!("2m {SEGMENT}"),
        "2h end",
    ]);
    assert_eq!(outages(&run), (0, 0));
    let named = run.report.incidents.iter().map(|one| one.fault);
    assert_eq!(named.collect::<Vec<_>>(), [Some("segment-failure"); 2]);
}

/// A zone and one segment more leave three of six: what was acknowledged is read, and nothing more is.
#[test]
fn a_zone_and_one_segment_more_stop_writes_and_reads_go_on() {
    for seed in seeds().take(5) {
        let dark = "60s fault inject az-outage us-east-1c --for 20m";
        let lines = format!("{dark}\n5m {}", SEGMENT.replace("30m", "10m"));
        let run = run_under(&seed, &[&reading(2), &lines, "2h end"]);
        let between = run.at("7m");
        let shop = app(&between, "shop");
        assert!(
            !matches!(shop.writes.state, ChannelState::Serving),
            "{seed}: {:?}",
            shop.writes
        );
        assert!(matches!(shop.reads.state, ChannelState::Serving), "{seed}");
        let (writes, reads) = outages(&run);
        // Ten minutes until the segment is repaired, and a second to try again.
        assert!((600..=602).contains(&writes), "{seed}: {writes}");
        assert_eq!(reads, 0, "{seed}");
        assert_eq!(run.report.writes.lost, 0, "{seed}");
        assert_eq!(
            run.events("orders"),
            [],
            "{seed}: nobody fails over, for another writer would have no more segments"
        );
    }
}

#[test]
fn two_dark_zones_stop_reads_too_and_lose_nothing() {
    let lines = "60s fault inject az-outage us-east-1b --for 20m\n60s fault inject az-outage us-east-1c --for 10m";
    let run = run(&[&cluster(1), lines, "2h end"]);
    let between = run.at("5m");
    let shop = app(&between, "shop");
    assert!(!matches!(shop.reads.state, ChannelState::Serving));
    assert_eq!(
        database(&between, "orders").primary().health,
        CopyHealth::Stalled
    );
    let (writes, reads) = outages(&run);
    assert!(
        (600..=602).contains(&writes) && (600..=602).contains(&reads),
        "{writes} {reads}"
    );
    assert_eq!(run.report.writes.lost, 0);
}

/// The order in which two zones and a segment are lost and come back is all one: what is there decides.
#[test]
fn the_order_of_losses_makes_no_difference_to_what_is_kept() {
    let dark = |at: &str| format!("{at} fault inject az-outage us-east-1c --for 30m");
    let segment = |at: &str| format!("{at} fault inject segment-failure orders --for 30m");
    for lines in [[dark("60s"), segment("61s")], [segment("60s"), dark("61s")]] {
        let run = run(&[&cluster(1), &lines.join("\n"), "2h end"]);
        assert_eq!(run.report.writes.lost, 0, "{lines:?}");
        assert_eq!(
            run.report.writes.acknowledged, run.report.writes.present,
            "{lines:?}"
        );
    }
}

#[test]
fn a_region_outage_stops_everything_and_loses_nothing() {
    let run = run(&[
        &cluster(2),
        "60s fault inject region-outage us-east-1 --for 1h",
        "4h end",
    ]);
    assert_eq!(run.report.writes.lost, 0);
    assert!(
        run.phase_ms("waiting for the Region") >= ms("59m"),
        "{:?}",
        run.incident()
    );
    assert_eq!(run.database("orders").status, "available");
}

#[test]
fn a_volume_lives_without_any_instance_and_serves_whoever_is_made_on_it_later() {
    let delete =
        "60s aws rds delete-db-instance --db-instance-identifier orders-1 --skip-final-snapshot";
    let again = format!(
        "1h {}",
        instance("orders-9", "--availability-zone us-east-1c")
    );
    let run = run(&[&cluster(1), delete, &again, "3h end"]);
    let before = run.at("50m");
    let orders = database(&before, "orders");
    assert_eq!(
        (orders.status, orders.primary().health),
        ("available", CopyHealth::Stopped)
    );
    assert_eq!(run.report.writes.lost, 0, "the volume has everything");
    assert_eq!(run.database("orders").az, "us-east-1c");
    assert!(run.report.writes.refused > 0);
}

#[test]
fn a_cluster_without_an_instance_takes_no_writes_until_one_is_made() {
    let start =
        format!("{HEADLESS}given app create shop --connect orders --writes 50/s --reads 0/s");
    let made = format!("60s {}", instance("orders-1", ""));
    let run = run(&[&start, &made, "1h end"]);
    let writes = &run.report.writes;
    // Two quiet days, a minute, and the five to ten minutes that an instance takes.
    let least = (2 * 24 * 3600 + 360) * 50;
    assert!(
        (least..least + 310 * 50).contains(&writes.refused),
        "{writes:?}"
    );
    assert_eq!(writes.lost, 0);
}

/// The writer's zone is cut off: it reaches two segments, so it can acknowledge nothing, and a reader elsewhere takes over. So two
/// never write.
#[test]
fn a_writer_that_is_cut_off_from_its_region_acknowledges_nothing_more() {
    for seed in seeds().take(5) {
        let cut = "60s fault inject network-partition us-east-1a us-east-1 --for 30m";
        let run = run_under(&seed, &[&cluster(2), cut, "2h end"]);
        assert!(run.event_ms("orders", 71).is_some(), "{seed}");
        assert_eq!(run.database("orders").az, "us-east-1b", "{seed}");
        assert_eq!(run.report.writes.lost, 0, "{seed}");
    }
}

#[test]
fn a_volume_has_no_more_than_six_segments_to_lose() {
    let lines: String = (1..=7)
        .map(|number| format!("{number}m {SEGMENT}\n"))
        .collect();
    let run = run(&[&cluster(1), &lines, "3h end"]);
    let outcomes = run.outcomes();
    assert_eq!(outcomes[..6], ["ok"; 6]);
    assert_eq!(outcomes[6], "InvalidTarget");
    assert_eq!(run.report.writes.lost, 0);
    let whole = run.at("2h");
    assert!(matches!(
        app(&whole, "shop").writes.state,
        ChannelState::Serving
    ));
}
