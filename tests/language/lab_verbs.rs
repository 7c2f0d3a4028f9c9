//! The lab's own verbs in their typed form.

use crate::command;
use failover_lab::cloud::{DbName, Fault, Much, RegionId};
use failover_lab::language::Transcript;
use failover_lab::language::fault_kind;
use failover_lab::rds::{SqlCall, SqlRequest};
use failover_lab::sim::SimDuration;
use failover_lab::world::{AppCommand, Command, CreateApp, DnsCache, FaultCommand, Goal};
use std::sync::Arc;

fn name(name: &str) -> DbName {
    DbName {
        region: None,
        name: name.to_owned(),
    }
}

fn fault(kind: &str, targets: &[&str], given: Option<(&'static str, u64)>) -> Fault {
    Fault {
        kind: fault_kind(kind).expect("it is a kind"),
        targets: targets.iter().map(|target| (*target).to_owned()).collect(),
        given: given
            .into_iter()
            .map(|(name, count)| (name, Much::Count(count)))
            .collect(),
    }
}

#[test]
fn the_lab_has_verbs_of_its_own() {
    let outage = |lasts| {
        Command::Fault(FaultCommand::Inject {
            fault: fault("az-outage", &["us-east-1a"], None),
            lasts,
        })
    };
    let inject = |fault| Command::Fault(FaultCommand::Inject { fault, lasts: None });
    for (text, expected) in [
        ("fault inject az-outage us-east-1a", outage(None)),
        (
            "fault inject az-outage --for 45m us-east-1a",
            outage(Some(SimDuration::from_mins(45))),
        ),
        (
            "fault inject bad-write us-west-2/orders --rows 5",
            inject(fault(
                "bad-write",
                &["us-west-2/orders"],
                Some(("--rows", 5)),
            )),
        ),
        (
            "fault inject write-surge shop --factor 20",
            inject(fault("write-surge", &["shop"], Some(("--factor", 20)))),
        ),
        (
            "fault inject write-surge shop",
            inject(fault("write-surge", &["shop"], None)),
        ),
        (
            "fault clear network-partition us-east-1a us-east-1",
            Command::Fault(FaultCommand::Clear {
                fault: fault("network-partition", &["us-east-1a", "us-east-1"], None),
            }),
        ),
        (
            "goal rto 2m",
            Command::Goal(Goal::Rto(SimDuration::from_mins(2))),
        ),
        (
            "app point shop --to orders-2",
            Command::App(AppCommand::Point {
                name: "shop".to_owned(),
                to: name("orders-2"),
            }),
        ),
        (
            "app copy-back shop --from clean",
            Command::App(AppCommand::CopyBack {
                name: "shop".to_owned(),
                from: name("clean"),
            }),
        ),
        (
            "app stop a",
            Command::App(AppCommand::Stop {
                name: "a".to_owned(),
            }),
        ),
        (
            "app start a",
            Command::App(AppCommand::Start {
                name: "a".to_owned(),
            }),
        ),
        (
            "sql orders-r \"CALL mysql.rds_set_source_delay(3600);\"",
            Command::Service {
                service: "rds",
                region: RegionId::DEFAULT,
                request: Arc::new(SqlRequest {
                    database: name("orders-r"),
                    call: SqlCall::SetSourceDelay(SimDuration::from_hours(1)),
                }),
            },
        ),
    ] {
        assert_eq!(command(text), expected, "{text}");
    }
    let Command::App(AppCommand::Create(create)) = command(
        "app create shop --connect orders --writes 0.5/s --reads 30/m --read-from orders-r --timeout 3s --dns-cache forever",
    ) else {
        panic!("another command");
    };
    let CreateApp { writes, reads, .. } = &create;
    assert_eq!(writes.map(|rate| rate.thousandths()), Some(500));
    assert_eq!(reads.map(|rate| rate.thousandths()), Some(500));
    assert_eq!(create.read_from, Some(name("orders-r")));
    assert_eq!(create.timeout, Some(SimDuration::from_secs(3)));
    assert_eq!(create.dns_cache, Some(DnsCache::Forever));
}

#[test]
fn every_kind_of_fault_is_read() {
    for kind in failover_lab::language::CATALOGUE.fault_kinds() {
        let targets = vec!["x"; kind.targets.len()].join(" ");
        let Command::Fault(FaultCommand::Inject { fault, .. }) =
            command(&format!("fault inject {} {targets}", kind.name))
        else {
            panic!("another command");
        };
        assert_eq!(fault.kind.name, kind.name);
        assert_eq!(fault.target(), targets);
        let clear = Transcript::parse(&format!("1s fault clear {} {targets}", kind.name));
        assert_eq!(clear.is_ok(), kind.lasts, "{}", kind.name);
        let lasting = format!("1s fault inject {} {targets} --for 5m", kind.name);
        assert_eq!(
            Transcript::parse(&lasting).is_ok(),
            kind.lasts,
            "{}",
            kind.name
        );
    }
}
