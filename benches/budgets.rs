//! The budgets of the design that concern the model. `make bench` runs them; their figures are in ARCHITECTURE.md.

use failover_lab::cloud::RegionId;
use failover_lab::rds::{
    AppCommand, Command, CreateApp, CreateDbInstance, CreateReadReplica, DbName, RdsRequest, World,
};
use failover_lab::sim::SimDuration;
use failover_lab::study::YearPlan;

fn main() {
    divan::main();
}

/// A Multi-AZ database with a read replica and an application, after two quiet days.
fn multi_az_with_replica() -> World {
    let mut world = World::new("BENCH", SimDuration::from_days(2));
    let create = CreateDbInstance {
        id: "orders".into(),
        engine: "postgres".into(),
        class: "db.m6g.large".into(),
        allocated_storage_gib: Some(200),
        multi_az: Some(true),
        retention_days: Some(7),
        ..CreateDbInstance::default()
    };
    let replica = CreateReadReplica {
        id: "orders-r".into(),
        source: "orders".into(),
        ..CreateReadReplica::default()
    };
    for request in [
        RdsRequest::CreateDbInstance(create),
        RdsRequest::CreateDbInstanceReadReplica(replica),
    ] {
        world
            .apply(&Command::Rds {
                region: RegionId::DEFAULT,
                request,
            })
            .expect("it is accepted");
    }
    let shop = CreateApp {
        name: "shop".into(),
        connect: DbName {
            region: None,
            name: "orders".into(),
        },
        writes: None,
        reads: None,
        read_from: None,
        timeout: None,
        dns_cache: None,
    };
    world
        .apply(&Command::App(AppCommand::Create(shop)))
        .expect("it is accepted");
    world.start();
    world
}

/// Years a second are a thousand divided by this.
#[divan::bench]
fn a_thousand_years_at_default_fault_rates(bencher: divan::Bencher) {
    let world = multi_az_with_replica();
    let plan = YearPlan::new(&world);
    bencher
        .counter(divan::counter::ItemsCount::new(1000u32))
        .bench_local(|| {
            (0..1000)
                .map(|number| plan.run(&world, "BENCH", number).write_outage.ms())
                .sum::<u64>()
        });
}

#[divan::bench]
fn a_view_for_one_frame(bencher: divan::Bencher) {
    let world = multi_az_with_replica();
    bencher.bench_local(|| world.view());
}

#[divan::bench]
fn a_copy_of_the_world_for_a_keyframe(bencher: divan::Bencher) {
    let world = multi_az_with_replica();
    bencher.bench_local(|| world.clone());
}
