//! What is measured for its cost, each thing beside what it is compared with.

use crate::worlds::{Faults, at_start, database};
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

pub const PAIRS: [Pair; 4] = [
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

fn some_views(incidents: u32) -> Work {
    let mut session = at_start(&crashes(40, incidents));
    session.advance_to(after(incidents));
    assert_eq!(session.world().view().incidents.len(), incidents as usize);
    Box::new(move || {
        for _ in 0..5 {
            black_box(session.world().view());
        }
        5
    })
}

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
