//! What a map's cells say of several seeds, and what a whiteboard says of the design that was judged.

use crate::app::game::SetUp;
use crate::app::map::known::{MapState, Tried};
use crate::app::map::msg::MapMsg;
use crate::app::map::promise::Promise;
use crate::app::map::rows::rows;
use crate::app::map::screen::{react, try_out, whiteboard};
use crate::app::map::shown::{came, front, told, verdict};
use crate::app::map::trial::{Came, Outcome, Struck};
use crate::app::part::Parts;
use crate::app::part::read::spoken;
use crate::app::run::Run;
use crate::app::window::Screen;
use crate::sim::{SimDuration, SimTime};

const SECONDS: Came = Came::Back(SimDuration::from_secs(3));

fn outcome(came: Came, lost: u64) -> Outcome {
    Outcome {
        way: None,
        came,
        lost,
        span: SimDuration::from_secs(lost),
        met: [None; 2],
        text: "seed KYIV\n".to_owned(),
        seed: "KYIV".to_owned(),
        at: SimTime::START,
    }
}

fn in_words(all: &[Came]) -> String {
    let all: Vec<Outcome> = all.iter().map(|came| outcome(*came, 0)).collect();
    let all: Vec<&Outcome> = all.iter().collect();
    told(&all, all.len())
}

#[test]
fn seeds_that_nothing_happened_under_are_not_told_as_lost() {
    let (spared, held) = (Came::Untouched, Came::HeldOff);
    assert_eq!(
        in_words(&[SECONDS, SECONDS, spared, spared, held]),
        "back after 3 s; no request fails under 3 seeds"
    );
    assert_eq!(
        in_words(&[SECONDS, Came::Not, spared]),
        "back after 3 s, under 1 of 3 seeds; no request fails under 1 seed"
    );
    assert_eq!(
        in_words(&[Came::Not, spared]),
        "not within two days; no request fails under 1 seed"
    );
    assert_eq!(in_words(&[spared, held]), "no request fails");
    assert_eq!(in_words(&[held, held]), "held off");
    assert_eq!(in_words(&[Came::Not]), "not within two days");
}

#[test]
fn what_is_lost_where_it_came_back_is_told_beside_a_seed_where_it_did_not() {
    let cell = |all: &[Outcome]| {
        let all: Vec<&Outcome> = all.iter().collect();
        spoken(&Parts::of(|at| came(&all, all.len(), false, at)))
    };
    let (back, gone) = (outcome(SECONDS, 7), outcome(Came::Not, 900));
    let words = cell(&[back, gone.clone()]);
    assert!(words.contains(", −up to 7 orders, 7 s back"), "{words}");
    assert!(!words.contains("900"), "{words}");
    assert!(!cell(&[gone]).contains("orders"), "it is all gone");
}

/// What is judged of a strike at a design that has these lines more.
fn judged(more: &str, line: &str) -> (Came, Option<bool>) {
    let start = "seed KYIV\ngiven aws rds create-db-instance --db-instance-identifier orders --engine postgres --db-instance-class db.m5.large --allocated-storage 200 --storage-type gp3 --multi-az --deletion-protection\ngiven app create shop --connect orders --writes 50/s --reads 200/s\n";
    let run = Run::open(&format!("{start}{more}")).expect("it can be opened");
    let mut row = Tried::new(rows(&run.view()).remove(0));
    try_out(&mut row, Struck::new(&run, line).expect("it strikes"));
    (row.trials[0].alone.came, verdict(&row))
}

#[test]
fn where_nothing_was_promised_nothing_is_kept_not_even_by_what_nobody_notices() {
    let goals = "goal rto 15m\ngoal rpo 1m\n";
    for (line, came) in [
        (
            "fault inject az-outage us-east-1b --for 45m",
            Came::Untouched,
        ),
        ("fault inject operator-delete orders", Came::HeldOff),
    ] {
        assert_eq!(judged("", line), (came, None));
        assert_eq!(judged(goals, line), (came, Some(true)));
    }
}

#[test]
fn a_design_that_is_only_written_otherwise_is_no_other_once_it_is_judged_again() {
    let (mut map, mut set_up) = (MapState::default(), SetUp::default());
    whiteboard(&mut map, &mut set_up, "KYIV");
    set_up.decided = true;
    react(&mut map, &set_up, Screen::Map, MapMsg::Judge);
    let next = MapMsg::GoOn(map.ticket);
    react(&mut map, &set_up, Screen::Map, next);
    let is_old = |map: &MapState, set_up: &SetUp| {
        format!("{:?}", Parts::of(|at| front(map, set_up, at))).contains("Judge it again")
    };
    set_up.lines.push('\n');
    assert!(is_old(&map, &set_up));
    react(&mut map, &set_up, Screen::Map, MapMsg::Judge);
    assert!(!is_old(&map, &set_up));
    let made = map.of.as_ref().map(|of| of.made);
    assert_eq!(made, Some(1), "what was drawn stays");
}

/// A whiteboard whose design has been held to what its name draws.
fn judged_board(name: &str, days: u8) -> String {
    let (mut map, mut set_up) = (MapState::default(), SetUp::default());
    whiteboard(&mut map, &mut set_up, name);
    set_up.decided = true;
    let own = "--backup-retention-period 1";
    assert!(set_up.lines.contains(own), "{}", set_up.lines);
    set_up.lines = set_up
        .lines
        .replace(own, &format!("--backup-retention-period {days}"));
    let mut next = react(&mut map, &set_up, Screen::Map, MapMsg::Judge);
    while !next.is_empty() {
        let ticket = MapMsg::GoOn(map.ticket);
        next = react(&mut map, &set_up, Screen::Map, ticket);
    }
    spoken(&Parts::of(|at| front(&map, &set_up, at)))
}

#[test]
fn what_is_noticed_later_than_the_rto_stands_apart_and_is_no_failure_of_the_design() {
    let day = SimDuration::from_hours(24);
    let name = [
        "KYIV", "OSLO", "LIMA", "TUNIS", "QUITO", "SEOUL", "TURIN", "CAIRO",
    ]
    .into_iter()
    .find(|name| Promise::of(name).rto == day)
    .expect("one of them draws a day");
    let told = judged_board(name, 35);
    let (rows, apart) = told.split_once("Out of reach").expect("some are");
    assert!(
        !rows.contains("noticed after 9d") && apart.contains("noticed after 9d"),
        "{told}"
    );
    assert!(
        !apart.contains("missed") && apart.contains("back after 9 d"),
        "{apart}"
    );
    let (_, failures) = rows.split_once(" failures; ").expect("it is told");
    assert!(
        failures.contains("more are out of reach of any design"),
        "{failures}"
    );
    // With fewer backups there is no way back at all.
    let fewer = judged_board(name, 7);
    let (_, apart) = fewer.split_once("Out of reach").expect("some are");
    assert!(apart.contains("no way back is left"), "{apart}");
}
