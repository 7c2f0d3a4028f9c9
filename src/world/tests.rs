//! Stories told in typed commands; the language's own tests tell many more as transcripts.

use crate::cloud::{DbName, Fault, Much, RegionId};
use crate::language::fault_kind;
use crate::rds::{
    BackupSource, CreateDbInstance, CreateDbInstanceReadReplica, RdsRequest, RestoreSettings,
    RestoreTime, RestoreToPointInTime,
};
use crate::sim::{SimDuration, SimTime};
use crate::world::{AppCommand, Command, CreateApp, FaultCommand, World};

fn at(secs: i64) -> SimTime {
    SimTime::from_ms(secs * 1000)
}

fn name(id: &str) -> DbName {
    DbName {
        region: None,
        name: id.to_owned(),
    }
}

fn rds(world: &mut World, request: RdsRequest) {
    world
        .apply(&Command::Service {
            service: "rds",
            region: RegionId::DEFAULT,
            request: std::sync::Arc::new(request),
        })
        .expect("it is accepted");
}

fn fault(kind: &str, target: &str) -> Fault {
    Fault::on(fault_kind(kind).expect("it is a kind"), target)
}

fn strike(world: &mut World, fault: Fault, lasts: Option<SimDuration>) {
    world
        .apply(&Command::Fault(FaultCommand::Inject { fault, lasts }))
        .expect("it strikes");
}

fn shop_on_orders(seed: &str, multi_az: bool) -> World {
    let mut world = World::new(seed, SimDuration::from_days(2));
    rds(
        &mut world,
        RdsRequest::CreateDbInstance(CreateDbInstance {
            id: "orders".into(),
            engine: "postgres".into(),
            class: "db.m6g.large".into(),
            allocated_storage_gib: Some(200),
            multi_az: Some(multi_az),
            retention_days: Some(7),
            ..CreateDbInstance::default()
        }),
    );
    let create = CreateApp {
        name: "shop".into(),
        connect: name("orders"),
        writes: None,
        reads: None,
        read_from: None,
        timeout: None,
        dns_cache: None,
    };
    world
        .apply(&Command::App(AppCommand::Create(create)))
        .expect("it is accepted");
    world.start();
    world
}

/// A read replica of `orders`, named `orders-r`.
fn create_replica(world: &mut World) {
    rds(
        world,
        RdsRequest::CreateDbInstanceReadReplica(CreateDbInstanceReadReplica {
            id: "orders-r".into(),
            source: "orders".into(),
            ..CreateDbInstanceReadReplica::default()
        }),
    );
}

#[test]
fn an_az_outage_costs_a_multi_az_database_a_failover_and_no_write() {
    for seed in ["LAB", "KYIV", "OSLO", "LIMA"] {
        let mut world = shop_on_orders(seed, true);
        assert_eq!(world.totals().attempted, 2 * 86_400 * 50);
        world.advance_to(at(60));
        strike(
            &mut world,
            fault("az-outage", "us-east-1a"),
            Some(SimDuration::from_mins(45)),
        );
        world.advance_to(at(3 * 3600));
        let view = world.view();
        let incident = &view.incidents[0];
        let secs = incident.recovery.expect("it recovered").ms() / 1000;
        assert!((60..=137).contains(&secs), "{seed}: {secs}");
        assert_eq!(incident.lost_writes, 0);
        assert_eq!(view.databases[0].primary().zone.name(), "us-east-1b");
        assert!(
            view.databases[0].protected,
            "the old primary is the standby now"
        );
        assert_eq!(
            incident.phases.first().map(|phase| phase.name),
            Some("detection")
        );
    }
}

/// A volume of `orders` failed, and `shop` goes on with `orders-2`, restored from its backups. Also until when it was restored.
fn shop_on_a_restored_database() -> (World, SimTime) {
    let mut world = shop_on_orders("LAB", false);
    world.advance_to(at(450));
    strike(&mut world, fault("volume-failure", "orders"), None);
    assert_eq!(world.view().databases[0].status, "failed");
    let latest = world.view().databases[0]
        .latest_restorable
        .expect("it was backed up");
    world.advance_to(at(510));
    rds(
        &mut world,
        RdsRequest::RestoreToPointInTime(RestoreToPointInTime {
            target: "orders-2".into(),
            source: BackupSource::Instance("orders".into()),
            to: RestoreTime::Latest,
            settings: RestoreSettings::default(),
        }),
    );
    while world.view().databases[1].status != "available" {
        world.advance_to(world.now() + SimDuration::from_secs(30));
    }
    world
        .apply(&Command::App(AppCommand::Point {
            name: "shop".into(),
            to: name("orders-2"),
        }))
        .expect("it is accepted");
    world.advance_to(world.now() + SimDuration::from_secs(10));
    (world, latest)
}

#[test]
fn a_copy_that_runs_ahead_leaves_nothing_behind() {
    let (mut world, _) = shop_on_a_restored_database();
    strike(&mut world, fault("instance-crash", "orders-2"), None);
    world.advance_to(world.now() + SimDuration::from_mins(10));
    assert!(world.view().incidents[1].recovered_at.is_some());
    let mut ahead = world.clone();
    ahead.advance_to(world.now() + SimDuration::from_days(1));
    let later = ahead.view();
    assert!(later.incidents[1].normal_at.is_some(), "it has loaded");
    let (view, afresh) = (world.view(), world.view_afresh());
    assert_eq!(afresh.incidents[1].normal_at, None, "it still loads");
    assert_eq!(view.incidents, afresh.incidents);
    assert!(view == afresh);
    assert!(ahead.view() == later);
}

#[test]
fn a_volume_failure_is_restored_up_to_the_last_upload() {
    let (world, latest) = shop_on_a_restored_database();
    let view = world.view();
    let incident = &view.incidents[0];
    let expected = at(450).since(latest).ms() / 20;
    assert_eq!(incident.lost_writes, expected);
    assert_eq!(incident.stranded_writes, 0);
    let phases: Vec<_> = incident.phases.iter().map(|phase| phase.name).collect();
    assert_eq!(
        phases,
        ["noticing", "restoring", "replaying", "re-pointing"]
    );
    assert!(incident.recovered_at.is_some());
}

#[test]
fn a_bad_write_is_on_the_standby_and_soon_on_the_replica() {
    let mut world = shop_on_orders("LAB", true);
    create_replica(&mut world);
    world.advance_to(at(3600));
    strike(
        &mut world,
        Fault {
            given: vec![("--rows", Much::Count(500))],
            ..fault("bad-write", "orders")
        },
        None,
    );
    let view = world.view();
    assert_eq!(view.databases[0].primary().tape.marks.len(), 1);
    assert_eq!(
        view.databases[0]
            .standbys()
            .first()
            .map(|standby| standby.tape.marks.len()),
        Some(1)
    );
    assert_eq!(
        view.databases[1].primary().tape.marks.len(),
        0,
        "the replica trails"
    );
    world.advance_to(at(3602));
    assert_eq!(world.view().databases[1].primary().tape.marks.len(), 1);
    assert_eq!(world.view().incidents[0].corrupt_writes_remaining, 500);
    assert_eq!(
        world.view().incidents[0].wrong_data,
        SimDuration::from_secs(2)
    );
}

#[test]
fn re_pointing_moves_the_reads_too_once_their_replica_is_gone() {
    let mut world = shop_on_orders("LAB", false);
    create_replica(&mut world);
    world.advance_to(at(7200));
    let create = CreateApp {
        name: "board".into(),
        connect: name("orders"),
        writes: None,
        reads: None,
        read_from: Some(name("orders-r")),
        timeout: None,
        dns_cache: None,
    };
    world
        .apply(&Command::App(AppCommand::Create(create)))
        .expect("it is accepted");
    strike(&mut world, fault("operator-delete", "orders-r"), None);
    world.advance_to(at(10_800));
    let point = AppCommand::Point {
        name: "board".into(),
        to: name("orders"),
    };
    world.apply(&Command::App(point)).expect("it is accepted");
    world.advance_to(at(10_810));
    let view = world.view();
    assert_eq!(view.apps[1].read_target.as_deref(), Some("orders"));
    assert!(view.incidents[0].recovered_at.is_some());
}
