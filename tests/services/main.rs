//! A second service beside RDS: nothing in the world, the language or the page was written for it.

mod tables;

use expect_test::expect;
use failover_lab::app::faults;
use failover_lab::app::lane;
use failover_lab::app::operations;
use failover_lab::app::stage;
use failover_lab::app::thing::Thing;
use failover_lab::cloud::Access;
use failover_lab::grammar::Catalogue;
use failover_lab::language::{Report, Session, Transcript};
use failover_lab::world::CATALOGUE;

/// The lab's own services, and tables.
const WITH_TABLES: Catalogue = Catalogue {
    services: &[CATALOGUE.services[0], &tables::WORDS],
    faults: CATALOGUE.faults,
};

/// A shop on RDS and a basket in a table, in one zone.
const BOTH: &str = "
given history 1h
given aws rds create-db-instance --db-instance-identifier orders --engine postgres --db-instance-class db.m6g.large \
    --allocated-storage 200 --backup-retention-period 7
given app create shop --connect orders --writes 50/s --reads 200/s
given aws tables create-table --table-name baskets
given app create web --connect baskets --writes 20/s --reads 80/s
";

fn run(lines: &str) -> Session {
    let text = format!("seed TABLES\n{BOTH}{lines}");
    let transcript = Transcript::parse_with(WITH_TABLES, &text).expect("it reads");
    let mut session = Session::new(transcript).expect("it starts");
    session.run_to_end();
    session
}

/// What each incident was, whom it touched, where the time went and what was lost.
fn story(report: &Report) -> String {
    let told = report.incidents.iter().map(|incident| {
        let phases = incident
            .phases
            .iter()
            .map(|phase| format!("{} {} s", phase.name, phase.ms / 1000));
        let cause = incident.fault.or(incident.action);
        format!(
            "{} {}: {}; {}; lost {}, stranded {}\n",
            cause.unwrap_or_default(),
            incident.target,
            incident.apps.join(", "),
            phases.collect::<Vec<String>>().join(", "),
            incident.lost_writes,
            incident.stranded_writes,
        )
    });
    told.collect()
}

#[test]
fn applications_use_a_table_as_they_use_a_database() {
    let session = run("60s end\n");
    let writes = session.report().writes;
    assert_eq!(writes.acknowledged, 61 * 60 * (50 + 20));
    assert_eq!((writes.refused, writes.lost), (0, 0));
}

#[test]
fn its_own_fault_loses_what_it_kept_in_memory() {
    let session = run("60s fault inject memory-loss baskets\n10m end\n");
    expect![[r#"
        memory-loss baskets: web; restarting 20 s; lost 73200, stranded 0
    "#]]
    .assert_eq(&story(&session.report()));
}

#[test]
fn a_dark_zone_strikes_both_services_in_one_incident() {
    let session = run("60s fault inject az-outage us-east-1a --for 5m\n20m end\n");
    expect![[r#"
        az-outage us-east-1a: shop, web; waiting for the zone 300 s, crash recovery 52 s, reconnect 0 s; lost 0, stranded 0
    "#]].assert_eq(&story(&session.report()));
}

#[test]
fn what_is_done_to_a_table_is_an_incident_as_any_other() {
    let session = run("60s aws tables delete-table --table-name baskets\n2m end\n");
    expect![[r#"
        aws tables delete-table baskets: web; noticing 60 s; lost 73200, stranded 0
    "#]]
    .assert_eq(&story(&session.report()));
}

/// What became of each line that is not given.
fn replies(session: &Session) -> String {
    let outcomes = session.outcomes().iter();
    let told = outcomes.map(|outcome| match &outcome.result {
        Ok(reply) => format!("{reply}\n"),
        Err(refused) => format!("{refused}\n"),
    });
    told.collect()
}

#[test]
fn a_refused_request_changes_nothing() {
    let describe = "61s aws tables describe-table --table-name baskets\n2m end\n";
    let refused = run(&format!(
        "60s aws tables create-table --table-name baskets\n{describe}"
    ));
    expect![[r#"
        ResourceInUseException: baskets exists
        {"TableStatus":"ACTIVE"}
    "#]]
    .assert_eq(&replies(&refused));
    let without = run(describe);
    assert_eq!(refused.world().view(), without.world().view());
}

#[test]
fn a_fault_of_its_own_that_lasts_is_mended() {
    let session = run("60s fault inject freeze baskets\n3m fault clear freeze baskets\n10m end\n");
    expect![[r#"
        freeze baskets: web; pause 120 s; lost 0, stranded 0
    "#]]
    .assert_eq(&story(&session.report()));
}

#[test]
fn a_dark_region_answers_no_service() {
    let dark = "60s fault inject region-outage us-east-1 --for 5m\n";
    let session = run(&format!(
        "{dark}61s aws tables create-table --table-name more\n2m end\n"
    ));
    expect![[r#"
        null
        EndpointConnectionError: could not connect to the endpoint of the tables in us-east-1; the Region does not answer
    "#]].assert_eq(&replies(&session));
}

/// A name leads to the service that it was given for, whatever another service calls the same later.
#[test]
fn two_services_may_have_one_name() {
    let orders = "--engine postgres --db-instance-class db.m6g.large --allocated-storage 20";
    let session = run(&format!(
        "60s aws rds create-db-instance --db-instance-identifier baskets {orders}\n\
         20m fault inject memory-loss baskets\n\
         21m app point web --to baskets\n\
         30m end\n"
    ));
    expect![[r#"
        memory-loss baskets: web; restarting 20 s; lost 96000, stranded 0
    "#]]
    .assert_eq(&story(&session.report()));
    let told = replies(&session);
    let refused = told.lines().last().unwrap_or_default();
    assert!(
        refused.starts_with("AmbiguousName: baskets is a name of rds and of tables"),
        "{told}"
    );
}

#[test]
fn the_page_draws_a_table_as_it_draws_a_database() {
    let session = run("60s fault inject memory-loss baskets\n+5s end\n");
    let view = session.world().view();
    let basket = stage::find_database(&view, "baskets").expect("it is drawn");
    let stage = stage::lay_out(&view);
    let row = stage::copy_row(&stage.rows, basket, 0).expect("it has a lane");
    let entry = &view.databases[basket];
    let card = lane::card(entry, entry.primary(), view.now);
    let thing = Thing::database(&view.databases[basket]);
    let strikes = faults::against(&view, &thing);
    let strikes: Vec<&str> = strikes.iter().map(|strike| strike.line.as_str()).collect();
    let leads = stage::leads_to(&view, &view.apps[1], Access::Write);
    expect![[r#"
        4 Card {
            name: "baskets",
            role: "primary",
            status: Some(
                "UPDATING",
            ),
            status_name: "Status",
            tone: Down,
            shape: Restarting,
            note: Some(
                "restarting",
            ),
            progress: None,
        }
        [
            "fault inject bad-write baskets --rows 1000",
            "fault inject drop-table baskets --rows 1000",
            "fault inject freeze baskets --for 5m",
            "fault inject memory-loss baskets",
            "fault inject block-corruption baskets --rows 200",
        ]
        Some((1, 0))
    "#]]
    .assert_eq(&format!("{row} {card:#?}\n{strikes:#?}\n{leads:?}\n"));
}

#[test]
fn the_page_offers_what_the_service_brings() {
    let view = run("60s end\n").world().view();
    let basket = stage::find_database(&view, "baskets").expect("it is drawn");
    let thing = Thing::database(&view.databases[basket]);
    let offered = operations::of(&view, &thing).into_iter();
    let lines: Vec<String> = offered.map(|button| button.line).collect();
    assert_eq!(lines, ["aws tables delete-table --table-name baskets"]);
}
