//! A database of three copies and two names, as a Multi-AZ DB cluster is: the page draws what the view lists, however many there are.

use crate::app::stage::{self, Row, WireKind, lay_out};
use crate::app::tape::Scale;
use crate::app::thing::Thing;
use crate::app::{announce, describe, fixture, lane, say};
use crate::cloud::Access;
use crate::world::{CopyHealth, HostView};

#[test]
fn each_copy_has_a_lane_and_each_standby_a_wire() {
    let stage = lay_out(&fixture::three_copies());
    let lanes = stage.rows.iter().filter_map(|row| match row {
        Row::Copy { copy, zone, .. } => Some((*copy, zone.name())),
        _ => None,
    });
    let zones = ["us-east-1a", "us-east-1b", "us-east-1c"].map(str::to_owned);
    assert_eq!(
        lanes.collect::<Vec<_>>(),
        (0..).zip(zones).collect::<Vec<_>>()
    );
    let one = WireKind::Synchronous {
        waits: "each commit waits for one of these",
    };
    let ends = stage.wires.iter().filter(|wire| wire.kind == one);
    let ends: Vec<(usize, usize)> = ends.map(|wire| (wire.from, wire.to)).collect();
    assert_eq!(ends, [(2, 3), (2, 4)]);
}

#[test]
fn reads_go_where_their_own_name_leads_or_to_the_host_that_is_held() {
    let mut view = fixture::three_copies();
    let leads = |view: &_, access| stage::leads_to(view, &view.apps[0], access);
    assert_eq!(leads(&view, Access::Write), Some((0, 0)));
    assert_eq!(leads(&view, Access::Read), Some((0, 2)), "the name");
    view.apps[0].reads.host = Some(HostView {
        database: "orders".to_owned(),
        region: view.databases[0].region,
        zone: view.databases[0].copies[1].zone,
        copy: Some(1),
    });
    assert_eq!(leads(&view, Access::Read), Some((0, 1)), "an old answer");
    let stage = lay_out(&view);
    let reads = stage.wires.iter().find(|wire| wire.kind == WireKind::Reads);
    assert_eq!(reads.map(|wire| wire.to), Some(3));
}

#[test]
fn cards_and_inspector_tell_each_copy_and_each_name() {
    let mut view = fixture::three_copies();
    view.databases[0].copies[2].health = CopyHealth::OutOfSync;
    let orders = &view.databases[0];
    let cards = orders.copies.iter();
    let cards = cards.map(|copy| lane::card(orders, copy, view.now));
    let told: Vec<(&str, Option<String>)> = cards.map(|card| (card.role, card.note)).collect();
    let note = |text: &str| Some(text.to_owned());
    assert_eq!(
        told,
        [
            ("writer", None),
            ("reader", note("in step")),
            ("reader", note("not in step"))
        ]
    );
    let thing = Thing::database(orders);
    assert_eq!(describe::kind(&view, &thing), "Multi-AZ DB cluster");
    let facts = describe::facts(&view, &thing);
    for fact in [
        ("Reader", "us-east-1b, in step"),
        ("Reader", "us-east-1c, not in step"),
        ("Endpoint", "orders, to us-east-1a"),
        ("Reader endpoint", "orders-ro, to us-east-1c"),
    ] {
        let fact = (fact.0, fact.1.to_owned());
        assert!(facts.contains(&fact), "{fact:?} of {facts:?}");
    }
}

#[test]
fn one_standby_in_step_protects_and_a_change_of_any_is_announced() {
    let before = fixture::three_copies();
    let mut now = before.clone();
    now.databases[0].copies[2].health = CopyHealth::NoPower;
    assert!(!say::is_unprotected(&now.databases[0]));
    let said = announce::changes(&before, &now, false);
    assert_eq!(said, ["The standbys of orders: in step, no power."]);
    now.databases[0].copies[1].health = CopyHealth::NoPower;
    assert!(say::is_unprotected(&now.databases[0]));
}

#[test]
fn the_scale_begins_where_the_oldest_copy_stands() {
    let mut view = fixture::three_copies();
    let before = Scale::of(&view);
    let old = view.databases[0].created_at;
    let held = &mut view.databases[0].copies[2].tape;
    held.head = old - crate::sim::SimDuration::from_days(30);
    assert_ne!(Scale::of(&view), before);
}
