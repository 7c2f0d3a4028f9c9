//! What is measured for its cost, each thing beside what it is compared with.

use crate::worlds::{Faults, at_start, database};
use failover_lab::language::Session;
use failover_lab::sim::{SimDuration, SimTime};
use std::hint::black_box;

/// Two things that are compared: what the second costs may be so many times what the first does.
pub struct Pair {
    pub title: &'static str,
    pub base: Case,
    pub other: Case,
    pub budget: Option<f64>,
}

pub struct Case {
    pub name: &'static str,
    /// Prepares what is not counted. What it returns is, when it is called once; that tells how many units it did.
    pub set_up: fn() -> Work,
}

pub type Work = Box<dyn FnMut() -> u32>;

pub const PAIRS: [Pair; 6] = [
    Pair {
        title: "A crash beside 27 idle databases",
        base: Case {
            name: "alone",
            set_up: || some_crashes(1, 0, 50),
        },
        other: Case {
            name: "beside 27",
            set_up: || some_crashes(28, 0, 50),
        },
        budget: Some(1.5),
    },
    Pair {
        title: "A crash after many incidents in one run",
        base: Case {
            name: "after 300",
            set_up: || some_crashes(1, 300, 50),
        },
        other: Case {
            name: "after 900",
            set_up: || some_crashes(1, 900, 50),
        },
        budget: Some(1.3),
    },
    Pair {
        title: "A fault, in years at default rates",
        base: Case {
            name: "of one database",
            set_up: || some_years(1, 400),
        },
        other: Case {
            name: "of 28 databases",
            set_up: || some_years(28, 40),
        },
        budget: Some(2.0),
    },
    Pair {
        title: "A view of a world of 40 databases",
        base: Case {
            name: "at the start",
            set_up: || some_views(0),
        },
        other: Case {
            name: "after 300 incidents",
            set_up: || some_views(300),
        },
        budget: Some(1.3),
    },
    Pair {
        title: "A view of a world of 39 databases, one of them lost again and again",
        base: Case {
            name: "after one loss",
            set_up: || some_views_of_losses(1),
        },
        other: Case {
            name: "after 100 losses",
            set_up: || some_views_of_losses(100),
        },
        budget: Some(1.5),
    },
    Pair {
        title: "A copy of a world of 40 databases",
        base: Case {
            name: "copied at the start",
            set_up: || some_copies(0),
        },
        other: Case {
            name: "copied after 300 incidents",
            set_up: || some_copies(300),
        },
        budget: None,
    },
];

/// Crashes of one of so many databases, an hour apart, after so many others in the same run.
fn some_crashes(databases: u32, before: u32, count: u32) -> Work {
    let mut session = at_start(&crashes(databases, before + count));
    session.advance_to(after(before));
    Box::new(move || {
        session.advance_to(after(before + count));
        assert_eq!(session.outcomes().len(), (before + count) as usize);
        count
    })
}

/// A moment when so many crashes are over, and the next has not begun.
fn after(crashes: u32) -> SimTime {
    let half = SimDuration::from_secs(1800);
    SimTime::START + SimDuration::from_hours(crashes.into()) + half
}

fn some_years(databases_count: u32, years: u32) -> Work {
    let faults = Faults::new(&databases(databases_count));
    Box::new(move || (0..years).map(|number| faults.year(number).faults).sum())
}

/// There are as many backups at the start as later on, so that nothing but incidents tells the two apart.
fn some_views(incidents: u32) -> Work {
    let mut session = at_start(&(HISTORY.to_owned() + &crashes(40, incidents)));
    session.advance_to(after(incidents));
    views(session, incidents)
}

fn some_views_of_losses(count: u32) -> Work {
    let mut session = at_start(&(HISTORY.to_owned() + &losses(39, count)));
    session.advance_to(after(3 * count));
    // What failed just when its log had been uploaded lost nothing.
    let view = session.world().view();
    let lost = view.incidents.iter().filter(|one| one.lost_writes > 0);
    assert!(lost.count() * 10 >= view.incidents.len() * 9);
    views(session, count)
}

/// Somebody has looked before, as whoever watches a run has.
fn views(session: Session, incidents: u32) -> Work {
    assert_eq!(session.world().view().incidents.len(), incidents as usize);
    Box::new(move || {
        for _ in 0..5 {
            black_box(session.world().view());
        }
        5
    })
}

fn some_copies(incidents: u32) -> Work {
    let mut session = at_start(&crashes(40, incidents));
    session.advance_to(after(incidents));
    Box::new(move || {
        for _ in 0..5 {
            black_box(session.world().clone());
        }
        5
    })
}

/// Longer than backups are kept.
const HISTORY: &str = "given history 8d\n";

/// So many databases, the first of which an application uses.
fn databases(count: u32) -> String {
    let lines = (1..=count).map(|number| database(number, "--multi-az"));
    lines.collect::<String>() + "given app create shop --connect db-1\n"
}

/// The same, and a crash of the first every hour.
fn crashes(databases_count: u32, crashes: u32) -> String {
    let lines = (1..=crashes).map(|hour| format!("{hour}h fault inject instance-crash db-1\n"));
    databases(databases_count) + &lines.collect::<String>()
}

/// So many databases; every three hours the one in use is lost and restored, and what took its place is used from then on.
/// One less than an account may have leaves room for it.
fn losses(databases_count: u32, count: u32) -> String {
    let mut text: String = (2..=databases_count)
        .map(|number| database(number, "--multi-az"))
        .collect();
    text += &database(1, "--no-multi-az");
    text += "given app create shop --connect db-1\n";
    let name = |number: u32| match number {
        0 => "db-1".to_owned(),
        number => format!("db-1-restored-{number}"),
    };
    for number in 1..=count {
        let (lost, restored) = (name(number - 1), name(number));
        text += &format!(
            "{}h fault inject volume-failure {lost}\n\
             +60s aws rds restore-db-instance-to-point-in-time --source-db-instance-identifier {lost} \
             --target-db-instance-identifier {restored} --use-latest-restorable-time\n\
             +0s aws rds wait db-instance-available --db-instance-identifier {restored}\n\
             +5s app point shop --to {restored}\n\
             +5s aws rds delete-db-instance --db-instance-identifier {lost} --skip-final-snapshot\n",
            3 * number - 2
        );
    }
    text
}
