//! Hand-made views for tests of layout and words.

use crate::cloud::{RegionId, ZoneId};
use crate::sim::{Calendar, SimDuration, SimTime};
use crate::world::*;

const NAMES: [&str; 3] = ["Olena K.", "Ines R.", "Kofi A."];

pub fn secs(seconds: i64) -> SimTime {
    SimTime::from_ms(seconds * 1000)
}

fn zone(name: &str) -> ZoneId {
    ZoneId::parse(name).expect("the lab knows the zone")
}

fn tape(position: u64) -> TapeView {
    TapeView {
        timeline: 0,
        forked_from: None,
        forked_at: None,
        position,
        head: secs(40),
        received: position,
        received_at: secs(40),
        written: vec![(secs(-172_800), secs(40))],
        torn: None,
        marks: Vec::new(),
    }
}

fn copy(place: &str, position: u64) -> CopyView {
    CopyView {
        zone: zone(place),
        health: CopyHealth::Running,
        tape: tape(position),
    }
}

fn channel(rate: f64) -> ChannelView {
    ChannelView {
        state: ChannelState::Serving,
        host: None,
        since: SimTime::START,
        rate,
        latency_ms: 4.2,
        outage_total: SimDuration::ZERO,
        outages: Vec::new(),
    }
}

pub fn database(id: &str, place: &str, position: u64) -> DatabaseView {
    DatabaseView {
        id: id.to_owned(),
        region: zone(place).region,
        status: "available",
        role: RoleView::Standalone,
        engine: "postgres",
        class: "db.m6g.large".to_owned(),
        storage_gib: 200,
        endpoint: format!("{id}.c1a2b3.us-east-1.rds.amazonaws.com"),
        diverged_from: None,
        primary: copy(place, position),
        standby: None,
        multi_az: false,
        protected: false,
        retention_days: 7,
        backup_window: "04:10-04:40".to_owned(),
        maintenance_window: "sun:05:00-sun:05:30".to_owned(),
        deletion_protection: false,
        encrypted: false,
        earliest_restorable: Some(secs(-172_800)),
        latest_restorable: Some(secs(-120)),
        created_at: secs(-172_800),
        activity: None,
        pending: Vec::new(),
        hydrated: 1.0,
    }
}

fn app(position: u64) -> AppView {
    AppView {
        name: "shop".to_owned(),
        connect: "orders".to_owned(),
        read_from: "orders".to_owned(),
        write_target: Some("orders".to_owned()),
        read_target: Some("orders".to_owned()),
        writes: channel(2.0),
        reads: channel(10.0),
        running: true,
        totals: WriteTotals {
            attempted: position,
            acknowledged: position,
            present: position,
            ..WriteTotals::default()
        },
        on_damaged_data: false,
        damaged_rows: 0,
        recent: (position.saturating_sub(5)..=position)
            .map(|number| WriteView {
                number,
                at: secs(40),
                customer: NAMES[number as usize % 3].to_owned(),
                amount_cents: 900 + number * 7919 % 9000,
                fate: WriteFate::Present,
            })
            .collect(),
        timeout: SimDuration::from_secs(5),
        dns_cache: Some(SimDuration::from_secs(5)),
        copy_back_until: None,
        uses: Some("orders".to_owned()),
        wrong_data: SimDuration::ZERO,
        stopped: SimDuration::ZERO,
    }
}

fn region(name: &str, zones: [&str; 2]) -> RegionView {
    RegionView {
        id: RegionId::parse(name).expect("the lab knows the Region"),
        up: true,
        zones: zones
            .into_iter()
            .map(|name| ZoneView {
                id: zone(name),
                has_power: true,
            })
            .collect(),
    }
}

fn archive(position: u64) -> ArchiveView {
    ArchiveView {
        instance: "orders".to_owned(),
        resource_id: "db-orders".to_owned(),
        region: RegionId::DEFAULT,
        status: "active",
        earliest: Some(secs(-172_800)),
        latest: Some(secs(-120)),
        tape: Some(tape(position)),
    }
}

fn snapshot(id: &str, position: u64) -> SnapshotView {
    SnapshotView {
        id: id.to_owned(),
        region: RegionId::DEFAULT,
        instance: "orders".to_owned(),
        automated: true,
        status: "available",
        created_at: secs(-30_000),
        percent: 100,
        tape: tape(position),
        storage_gib: 200,
    }
}

/// Single-AZ with backups.
pub fn single() -> View {
    View {
        now: secs(40),
        calendar: Calendar::default(),
        regions: vec![region("us-east-1", ["us-east-1a", "us-east-1b"])],
        databases: vec![database("orders", "us-east-1a", 345_680)],
        snapshots: vec![
            snapshot("rds:orders-2026-01-11", 112_000),
            snapshot("rds:orders-2026-01-12", 286_000),
        ],
        archives: vec![archive(345_440)],
        apps: vec![app(345_680)],
        faults: Vec::new(),
        incidents: Vec::new(),
        own_actions_met_rpo: Some(true),
        goals: Goals {
            rto: Some(SimDuration::from_secs(120)),
            rpo: Some(SimDuration::ZERO),
        },
        writes: WriteTotals::default(),
        cost: vec![CostItem {
            what: "orders: instance".to_owned(),
            usd_per_month: Some(116.07),
            how: "730 h × $0.159".to_owned(),
        }],
        next_event_at: None,
    }
}

/// Multi-AZ, all well.
pub fn multi_az() -> View {
    let mut view = single();
    let orders = &mut view.databases[0];
    orders.standby = Some(copy("us-east-1b", 345_680));
    orders.multi_az = true;
    orders.protected = true;
    view
}

/// Multi-AZ, the primary's zone without power, the failover under way.
pub fn zone_dark() -> View {
    let mut view = multi_az();
    view.regions[0].zones[0].has_power = false;
    view.faults = vec![FaultView {
        fault: Fault::AzOutage {
            zone: "us-east-1a".to_owned(),
        },
        at: secs(20),
        until: Some(secs(2720)),
    }];
    let orders = &mut view.databases[0];
    orders.status = "rebooting";
    orders.protected = false;
    orders.primary.health = CopyHealth::NoPower;
    orders.activity = Some(Activity {
        what: "failing over",
        since: secs(41),
        until: Some(secs(100)),
    });
    let shop = &mut view.apps[0];
    for channel in [&mut shop.writes, &mut shop.reads] {
        channel.state = ChannelState::Failing;
        channel.outages = vec![(secs(20), None)];
        channel.outage_total = SimDuration::from_secs(20);
    }
    for write in &mut shop.recent {
        write.fate = WriteFate::Refused;
    }
    view.incidents = vec![incident(
        "az-outage",
        "us-east-1a",
        &[("detection", 20, 38), ("failover", 38, 40)],
    )];
    view
}

fn incident(
    fault: &'static str,
    target: &str,
    phases: &[(&'static str, i64, i64)],
) -> IncidentView {
    IncidentView {
        number: 0,
        cause: fault,
        is_fault: true,
        target: target.to_owned(),
        at: secs(20),
        asked_at: secs(20),
        in_force: false,
        apps: vec!["shop".to_owned()],
        accounts: Vec::new(),
        write_outage: SimDuration::from_secs(20),
        read_outage: SimDuration::from_secs(20),
        wrong_data: SimDuration::ZERO,
        recovered_at: None,
        recovery: None,
        normal_at: None,
        degraded: SimDuration::ZERO,
        degraded_times: 1.0,
        phases: phases
            .iter()
            .map(|(name, from, to)| PhaseView {
                name,
                from: secs(*from),
                to: secs(*to),
            })
            .collect(),
        lost_writes: 0,
        stranded_writes: 0,
        lost_span: SimDuration::ZERO,
        corrupt_writes_remaining: 0,
        met_rto: None,
        met_rpo: None,
        lost: Vec::new(),
    }
}

/// Multi-AZ, after the first accepted order.
pub fn failed_over() -> View {
    let mut view = zone_dark();
    view.now = secs(113);
    let orders = &mut view.databases[0];
    orders.status = "available";
    orders.activity = None;
    let mut old = copy("us-east-1a", 345_640);
    old.health = CopyHealth::NoPower;
    orders.primary = copy("us-east-1b", 345_700);
    orders.standby = Some(old);
    view.incidents = vec![IncidentView {
        recovered_at: Some(secs(113)),
        recovery: Some(SimDuration::from_ms(93_400)),
        write_outage: SimDuration::from_ms(93_400),
        read_outage: SimDuration::from_ms(93_400),
        met_rto: Some(true),
        met_rpo: Some(true),
        ..incident(
            "az-outage",
            "us-east-1a",
            &[
                ("detection", 20, 38),
                ("failover", 38, 105),
                ("dns", 105, 109),
                ("reconnect", 109, 113),
            ],
        )
    }];
    let shop = &mut view.apps[0];
    for channel in [&mut shop.writes, &mut shop.reads] {
        channel.state = ChannelState::Serving;
        channel.outages = vec![(secs(20), Some(secs(113)))];
    }
    for write in &mut shop.recent {
        write.fate = WriteFate::Present;
    }
    view
}

/// A bad write, on both copies of a Multi-AZ instance.
pub fn bad_write() -> View {
    let mut view = multi_az();
    let mark = MarkView {
        position: 345_640,
        position_before: 345_638,
        at: secs(20),
        rows: 1000,
    };
    let orders = &mut view.databases[0];
    orders.primary.tape.marks = vec![mark.clone()];
    if let Some(standby) = &mut orders.standby {
        standby.tape.marks = vec![mark];
    }
    view.apps[0].on_damaged_data = true;
    view.apps[0].damaged_rows = 1000;
    view.incidents = vec![IncidentView {
        write_outage: SimDuration::ZERO,
        read_outage: SimDuration::ZERO,
        wrong_data: SimDuration::from_secs(20),
        corrupt_writes_remaining: 1000,
        ..incident("bad-write", "orders", &[("noticing", 20, 40)])
    }];
    view
}

/// Multi-AZ with a read replica in another Region that trails.
pub fn cross_region() -> View {
    let mut view = multi_az();
    view.regions
        .push(region("us-west-2", ["us-west-2a", "us-west-2b"]));
    let mut west = database("orders-west", "us-west-2a", 345_520);
    west.primary.tape.received = 345_640;
    west.role = RoleView::ReadReplica {
        source: "arn:aws:rds:us-east-1:123456789012:db:orders".to_owned(),
        source_region: RegionId::DEFAULT,
        state: "replicating",
        replica_lag_s: 3.0,
        behind: SimDuration::from_ms(3200),
        not_received: 40,
        not_applied: 120,
    };
    view.databases.push(west);
    view
}

/// Single-AZ after the loss of its volume and a point-in-time restore that the application uses.
pub fn restored() -> View {
    let mut view = single();
    view.now = secs(2400);
    let orders = &mut view.databases[0];
    orders.status = "failed";
    orders.primary.health = CopyHealth::NoPower;
    let mut restored = database("orders-2", "us-east-1b", 345_100);
    restored.primary.tape.timeline = 1;
    restored.primary.tape.forked_from = Some((0, 344_900));
    restored.primary.tape.forked_at = Some(secs(-370));
    restored.hydrated = 0.4;
    view.databases.push(restored);
    view.apps[0].write_target = Some("orders-2".to_owned());
    view.apps[0].read_target = Some("orders-2".to_owned());
    view.incidents = vec![IncidentView {
        recovered_at: Some(secs(2300)),
        recovery: Some(SimDuration::from_secs(2280)),
        write_outage: SimDuration::from_secs(2280),
        read_outage: SimDuration::from_secs(2280),
        lost_writes: 780,
        stranded_writes: 780,
        lost_span: SimDuration::from_secs(390),
        met_rto: Some(false),
        met_rpo: Some(false),
        lost: vec![LostView {
            app: "shop".to_owned(),
            first_number: 344_901,
            last_number: 345_680,
            first_at: secs(-370),
            last_at: secs(20),
            stranded: true,
        }],
        ..incident(
            "volume-failure",
            "orders",
            &[
                ("noticing", 20, 80),
                ("restoring", 80, 1800),
                ("replaying", 1800, 2240),
                ("re-pointing", 2240, 2300),
            ],
        )
    }];
    view
}
