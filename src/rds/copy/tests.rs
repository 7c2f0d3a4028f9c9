//! A Multi-AZ DB cluster: an instance of three copies and two names. No rule knows how many there are.

use super::*;
use crate::cloud::view::CopyHealth;
use crate::cloud::{Answer, Context, DbKey, Endpoint, RegionId, Service, Tape};
use crate::rds::{CreateDbCluster, OfferRequest, Rds, RdsRequest};
use crate::sim::SimDuration;

const KEY: DbKey = DbKey {
    service: 0,
    number: 0,
};

struct Story {
    rds: Rds,
    cx: Context,
}

impl Story {
    /// `orders` with a writer and two readable standbys, each in a zone of its own, one day old.
    fn new() -> Story {
        let mut cx = Context::new("three copies", SimDuration::from_days(1));
        let mut rds = Rds::new(0);
        let create = RdsRequest::CreateDbCluster(CreateDbCluster {
            id: "orders".into(),
            engine: "mysql".into(),
            class: Some("db.m6gd.large".into()),
            allocated_storage_gib: Some(100),
            offer: OfferRequest {
                storage_type: Some("gp3".into()),
                ..OfferRequest::default()
            },
            ..CreateDbCluster::default()
        });
        let plan = create.plan(&rds, &cx, RegionId::DEFAULT);
        plan.expect("it can be created")
            .carry_out(&mut rds, &mut cx);
        let mut story = Story { rds, cx };
        story.go_on(SimDuration::ZERO);
        story.cx.setting_up = false;
        story.go_on(SimDuration::from_days(1));
        story
    }

    fn go_on(&mut self, span: SimDuration) {
        let until = self.cx.now + span;
        self.rds.touch_all();
        while self.rds.react(&mut self.cx) {}
        while let Some((event, party)) = self.cx.queue.pop_due(until) {
            self.cx.now = event.due();
            self.rds.come_due(&mut self.cx, event, party);
            while self.rds.react(&mut self.cx) {}
            Service::check(&self.rds, &self.cx);
        }
        self.cx.now = until;
    }

    fn host(&self, place: usize) -> NodeId {
        self.rds.db(KEY).copies[place].node.id
    }

    fn host_named(&self, name: &str) -> Option<NodeId> {
        let endpoint = Endpoint {
            service: 0,
            region: RegionId::DEFAULT,
            name: name.into(),
        };
        self.rds.resolve(&self.cx, &endpoint)
    }

    fn accepts(&self, node: NodeId, access: Access) -> bool {
        let answer = self.rds.answer(&self.cx, "shop", node, access);
        matches!(answer, Some(Answer::Accepts { .. }))
    }

    /// What the copies hold, apart from backups, in the order of the copies.
    fn heads(&self) -> Vec<SimTime> {
        let mut tapes: Vec<Tape> = self.rds.copies(&self.cx);
        tapes.retain(|tape| Some(*tape) != self.rds.archived_tape(&self.cx, KEY));
        tapes.iter().map(|tape| tape.head).collect()
    }
}

#[test]
fn each_name_leads_to_its_copy_and_only_the_primary_takes_writes() {
    let story = Story::new();
    assert_eq!(story.host_named("orders"), Some(story.host(0)));
    assert_eq!(story.host_named("orders.cluster-ro"), Some(story.host(1)));
    let hosts = story.rds.hosts(&story.cx, KEY);
    assert_eq!(hosts.len(), 3);
    for (place, (node, _)) in hosts.into_iter().enumerate() {
        assert_eq!(story.rds.owner_of(node), Some(KEY));
        assert!(story.accepts(node, Access::Read), "copy {place}");
        assert_eq!(story.accepts(node, Access::Write), place == 0);
    }
    assert_eq!(story.heads(), [story.cx.now; 3]);
}

#[test]
fn a_standby_behind_holds_what_it_held_and_the_one_in_step_takes_over_from_a_lost_volume() {
    let mut story = Story::new();
    let heir = story.host(2);
    let dark = story.cx.now;
    let zone = story.rds.db(KEY).copies[1].node.zone;
    story.cx.topology.power_off_zone(zone);
    story.go_on(SimDuration::from_mins(1));
    assert_eq!(story.heads(), [story.cx.now, dark, story.cx.now]);
    assert!(!story.accepts(story.host(1), Access::Read));
    story.rds.db_mut(KEY).primary_mut().volume = Volume::Lost;
    assert_eq!(story.heads(), [dark, story.cx.now]);
    story.go_on(SimDuration::from_mins(5));
    assert_eq!(story.host_named("orders"), Some(heir));
    assert!(story.accepts(heir, Access::Read));
    assert!(!story.accepts(heir, Access::Write), "nobody acknowledges");
    assert_eq!(story.heads(), [story.cx.now, dark]);
    story.go_on(SimDuration::from_hours(3));
    assert!(story.accepts(heir, Access::Write), "one is there again");
}

#[test]
fn a_zone_that_goes_dark_costs_one_copy_and_the_names_follow() {
    let mut story = Story::new();
    let [old, heir, other] = [0, 1, 2].map(|place| story.host(place));
    let zone = story.rds.db(KEY).primary().zone;
    story.cx.topology.power_off_zone(zone);
    story.go_on(SimDuration::from_mins(5));
    assert_eq!(story.host_named("orders"), Some(heir));
    assert_eq!(story.host_named("orders.cluster-ro"), Some(other));
    assert!(story.accepts(heir, Access::Write) && story.accepts(other, Access::Read));
    assert!(!story.accepts(old, Access::Read));
    assert!(story.rds.db(KEY).is_protected(&story.cx.topology));
    story.cx.topology.power_on_zone(zone);
    story.go_on(SimDuration::from_hours(3));
    assert!(story.accepts(old, Access::Read) && !story.accepts(old, Access::Write));
    assert_eq!(story.heads(), [story.cx.now; 3]);
}

#[test]
fn an_observer_sees_every_copy_and_where_each_name_leads() {
    let mut story = Story::new();
    let zone = story.rds.db(KEY).copies[1].node.zone;
    story.cx.topology.power_off_zone(zone);
    story.go_on(SimDuration::from_mins(1));
    let view = story.rds.database_view(&story.cx, KEY);
    let health: Vec<CopyHealth> = view.copies.iter().map(|copy| copy.health).collect();
    let (well, dark) = (CopyHealth::Running, CopyHealth::NoPower);
    assert_eq!(health, [well, dark, well]);
    assert!(view.protected && view.has_readers());
    let leads = |story: &Story| -> Vec<(String, Option<usize>)> {
        let view = story.rds.database_view(&story.cx, KEY);
        let records = view.records.into_iter();
        records
            .map(|record| (record.name, record.leads_to))
            .collect()
    };
    let named = |story: &Story| {
        ["orders", "orders.cluster-ro"].map(|name| {
            let host = story.host_named(name);
            let place = (0..3).find(|place| Some(story.host(*place)) == host);
            (name.to_owned(), place)
        })
    };
    assert_eq!(leads(&story), named(&story));
    let zone = story.rds.db(KEY).primary().zone;
    story.cx.topology.power_off_zone(zone);
    story.go_on(SimDuration::from_mins(5));
    assert_eq!(leads(&story), named(&story), "after a failover too");
}

#[test]
fn each_name_is_behind_while_it_names_a_host_that_no_longer_serves_what_it_is_for() {
    let mut story = Story::new();
    let endpoint = |name: &str| Endpoint {
        service: 0,
        region: RegionId::DEFAULT,
        name: name.into(),
    };
    let behind = |story: &Story| {
        let names = ["orders", "orders.cluster-ro"].map(endpoint);
        names.map(|name| story.rds.waits_for(&story.cx, &name).is_some())
    };
    assert_eq!(behind(&story), [false, false]);
    story.rds.db_mut(KEY).copies[1].node.engine_up = false;
    assert_eq!(behind(&story), [false, true], "the reader's alone");
}
