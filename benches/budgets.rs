//! The budgets of the design that concern the model. `make bench` runs them; their figures are in ARCHITECTURE.md.

use failover_lab::cloud::{DbName, RegionId};
use failover_lab::language::{Session, Transcript};
use failover_lab::rds::{CreateDbInstance, CreateDbInstanceReadReplica, RdsRequest};
use failover_lab::sim::{Luck, SimDuration, SimTime};
use failover_lab::study::YearPlan;
use failover_lab::world::{AppCommand, Command, CreateApp, World};

/// Counts what a copy of the world allocates: the size of its state.
#[global_allocator]
static ALLOCATOR: divan::AllocProfiler = divan::AllocProfiler::system();

fn main() {
    divan::main();
}

/// A Multi-AZ database with a read replica and an application, after two quiet days.
fn multi_az_with_replica() -> World {
    let mut world = two_databases();
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

/// The databases alone, as they are being set up.
fn two_databases() -> World {
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
    let replica = CreateDbInstanceReadReplica {
        id: "orders-r".into(),
        source: "orders".into(),
        ..CreateDbInstanceReadReplica::default()
    };
    for request in [
        RdsRequest::CreateDbInstance(create),
        RdsRequest::CreateDbInstanceReadReplica(replica),
    ] {
        world
            .apply(&Command::Service {
                service: "rds",
                region: RegionId::DEFAULT,
                request: std::sync::Arc::new(request),
            })
            .expect("it is accepted");
    }
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

/// What the budget for a database is about: neither an application nor a journal.
#[divan::bench]
fn a_copy_of_two_databases_alone(bencher: divan::Bencher) {
    let mut world = two_databases();
    world.start();
    let world = world.in_other_luck(Luck::from_seed("BENCH"));
    bencher.bench_local(|| world.clone());
}

/// Thirty days with a fault or two a day.
fn thirty_days() -> Session {
    let mut text = String::from(
        "given aws rds create-db-instance --db-instance-identifier orders --engine postgres --db-instance-class db.m6g.large \
         --allocated-storage 200 --multi-az --backup-retention-period 7\n\
         given aws rds create-db-instance-read-replica --db-instance-identifier orders-r --source-db-instance-identifier orders\n\
         given app create shop --connect orders\n",
    );
    for day in 0..30 {
        text += &format!("{day}d fault inject instance-crash orders\n");
        text += &format!(
            "{day}d6h fault inject az-outage us-east-1{} --for 1h\n",
            ["a", "b"][day % 2]
        );
    }
    text += "30d end\n";
    let transcript = Transcript::parse(&text).expect("it is valid");
    let mut session = Session::new(transcript).expect("nothing given is refused");
    session.run_to_end();
    session
}

/// Each iteration seeks to another moment, forward and backward.
#[divan::bench]
fn seeking_in_a_run_of_thirty_days(bencher: divan::Bencher) {
    let mut session = thirty_days();
    let mut moment = 0;
    bencher.bench_local(|| {
        moment = (moment + 1_103_515_245) % (30 * 86_400_000);
        session.seek(SimTime::from_ms(moment));
    });
}
