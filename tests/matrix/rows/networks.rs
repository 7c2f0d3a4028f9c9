//! Cuts in the network.

use crate::cell::{Row, cell, no_help, not_applicable, yes};
use crate::common::{C, M, R, Run, S, database, proxied};
use crate::design::{A_CLUSTERS_FAILOVER, A_FAILOVER, AFAR, UNTOUCHED, delayed, with_copy};
use failover_lab::world::RoleView;
use std::ops::RangeInclusive;

const AN_HOUR: RangeInclusive<u64> = 3_600..=3_610;

pub fn cut_from_the_application() -> Row {
    const CLIENT: &str = "60s fault inject network-partition shop orders --for 1h";
    const UNSEEN: &str = "60s fault inject network-partition us-east-1a us-east-1 --for 1h";
    let waits = |design: &str| no_help(design, CLIENT, AN_HOUR);
    Row {
        failure: "Network partition between app and DB",
        cells: [
            cell("-", [waits(S)]),
            cell(
                "Y only if the host is seen unreachable; - if it is the client's side",
                [yes(M, UNSEEN, A_FAILOVER), waits(M)],
            ),
            cell(
                "Y only if the host is seen unreachable; - if it is the client's side",
                [yes(C, UNSEEN, A_CLUSTERS_FAILOVER), waits(C)],
            ),
            cell("-", [waits(R)]),
            cell("-", [waits(AFAR)]),
            cell("-", [waits(S)]),
            cell("-", [waits(&with_copy())]),
            cell("-", [waits(&proxied(S))]),
            cell("-", [waits(&delayed())]),
        ],
    }
}

/// How many writes a replica has not received.
fn not_received(run: &Run, moment: &str, replica: &str) -> u64 {
    match database(&run.at(moment), replica).role {
        RoleView::ReadReplica { not_received, .. } => not_received,
        RoleView::Standalone => panic!("{replica} is no replica"),
    }
}

/// The lag grows with the cut, and is gone some time after it.
fn grows_and_shrinks(run: &Run, replica: &str) {
    assert!(not_received(run, "31m", replica) >= 29 * 60 * 50);
    assert!(not_received(run, "5h", replica) <= 251);
}

pub fn cut_from_the_standby() -> Row {
    const ZONES: &str = "60s fault inject network-partition us-east-1a us-east-1b --for 1h";
    const REGIONS: &str = "60s fault inject network-partition us-east-1 us-west-2 --for 1h";
    let goes_on_unprotected = |run: &Run| {
        assert!(!database(&run.at("31m"), "orders").protected);
        assert!(database(&run.view(), "orders").protected);
    };
    let one_acknowledges = |run: &Run| assert!(database(&run.at("31m"), "orders").protected);
    // A copy that is under way waits for the link.
    let copying = with_copy().replace("given -23h", "1s");
    let copied_later = |run: &Run| {
        let arrived = run.event_ms("daily-west", 60).expect("it arrives");
        assert!(arrived >= 3_660_000 + 1_200_000, "{arrived}");
    };
    Row {
        failure: "Partition between primary and standby",
        cells: [
            not_applicable(),
            cell(
                "Y the observer picks one; unprotected until it is in step again",
                [yes(M, ZONES, UNTOUCHED).and(goes_on_unprotected)],
            ),
            cell(
                "Y with one acknowledgement",
                [yes(C, ZONES, UNTOUCHED).and(one_acknowledges)],
            ),
            cell(
                "- the lag grows",
                [no_help(R, ZONES, UNTOUCHED).and(|run| grows_and_shrinks(run, "orders-r"))],
            ),
            cell(
                "- the lag grows",
                [no_help(AFAR, REGIONS, UNTOUCHED)
                    .and(|run| grows_and_shrinks(run, "orders-west"))],
            ),
            cell("-", [no_help(S, ZONES, UNTOUCHED)]),
            cell(
                "- copies are delayed",
                [no_help(&copying, REGIONS, UNTOUCHED).and(copied_later)],
            ),
            cell("-", [no_help(&proxied(S), ZONES, UNTOUCHED)]),
            cell(
                "- the lag grows",
                [no_help(&delayed(), ZONES, UNTOUCHED)
                    .and(|run| grows_and_shrinks(run, "orders-r"))],
            ),
        ],
    }
}
