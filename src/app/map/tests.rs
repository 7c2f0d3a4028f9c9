//! Maps of designs, as somebody reads them who has to choose one.

use crate::app::ask::Ask;
use crate::app::game::SetUp;
use crate::app::map::known::{MapState, Trial, Tried};
use crate::app::map::msg::MapMsg;
use crate::app::map::promise::Promise;
use crate::app::map::rows::rows;
use crate::app::map::screen::{open, react, try_out, whiteboard};
use crate::app::map::shown::{front, told, verdict};
use crate::app::map::trial::{Came, Outcome, Struck};
use crate::app::part::Parts;
use crate::app::route::Route;
use crate::app::run::Run;
use crate::app::starts;
use crate::app::window::Screen;
use crate::sim::{SimDuration, SimTime};

fn place() -> (String, Route) {
    ("Sandbox".to_owned(), Route::Sandbox)
}

/// Lets every failure strike, one after the other.
fn strike_all(map: &mut MapState, set_up: &SetUp, mut next: Vec<Ask>) {
    while !next.is_empty() {
        let ticket = MapMsg::GoOn(map.ticket);
        next = react(map, set_up, Screen::Map, ticket);
    }
}

const SNAPSHOT: &str = "given aws rds create-db-snapshot --db-instance-identifier orders --db-snapshot-identifier by-hand\n";
const PROTECTED: &str =
    "given aws rds modify-db-instance --db-instance-identifier orders --deletion-protection\n";

fn design(name: &str, more: &str) -> Run {
    let start = starts::ALL.iter().find(|one| one.name == name);
    let text = start.expect("there is one").transcript("KYIV") + more;
    Run::open(&text).expect("it can be opened")
}

/// What comes of a strike if nobody acts, and the ways out that somebody could take, each to its end.
fn struck(run: &Run, line: &str) -> (Outcome, Vec<Outcome>) {
    let mut struck = Struck::new(run, line).expect("it strikes");
    let alone = struck.clone().alone();
    let ways = struck.ways();
    let by = ways.iter().filter_map(|way| struck.clone().by(way, &ways));
    (alone, by.collect())
}

fn minutes(outcome: &Outcome) -> u64 {
    match outcome.came {
        Came::Back(after) => after.ms() / 60_000,
        other => panic!("it is not back: {other:?}"),
    }
}

fn by<'o>(outcomes: &'o [Outcome], title: &str) -> &'o Outcome {
    let mut all = outcomes.iter();
    let is_it = |one: &&Outcome| one.way.as_ref().is_some_and(|way| way.starts_with(title));
    all.find(is_it)
        .unwrap_or_else(|| panic!("nobody took {title}: {outcomes:?}"))
}

#[test]
fn one_copy_waits_for_its_zone_or_is_restored_elsewhere_without_its_last_minutes() {
    let run = design("single-az", SNAPSHOT);
    let (alone, ways) = struck(&run, "fault inject az-outage us-east-1a --for 45m");
    assert_eq!((minutes(&alone), alone.lost), (45, 0));
    let restored = by(&ways, "Restore");
    assert!(
        (20..45).contains(&minutes(restored)) && restored.lost > 0,
        "{restored:?}"
    );
    assert_eq!(
        restored.met[1],
        Some(restored.span <= SimDuration::from_mins(1))
    );
}

#[test]
fn what_was_deleted_comes_back_from_a_snapshot_by_hand_alone() {
    let line = "fault inject operator-delete orders";
    let (alone, ways) = struck(&design("single-az", SNAPSHOT), line);
    assert_eq!(alone.came, Came::Not);
    let restored = by(&ways, "Restore a snapshot");
    assert!(
        minutes(restored) > 5 && restored.lost > 1_000_000,
        "{restored:?}"
    );
    let (alone, ways) = struck(&design("multi-az", ""), line);
    assert_eq!((alone.came, ways.len()), (Came::Not, 0), "nothing is left");
    let (alone, ways) = struck(&design("multi-az", PROTECTED), line);
    assert_eq!((alone.came, ways.len()), (Came::HeldOff, 0));
}

#[test]
fn a_standby_takes_over_and_its_own_zone_is_missed_by_nobody() {
    let run = design("multi-az", "");
    let (alone, ways) = struck(&run, "fault inject az-outage us-east-1a --for 45m");
    assert!(minutes(&alone) <= 2 && alone.lost == 0 && ways.is_empty());
    let (alone, _) = struck(&run, "fault inject az-outage us-east-1b --for 45m");
    assert_eq!(alone.came, Came::Untouched);
    let (alone, ways) = struck(&run, "fault inject region-outage us-east-1 --for 5h");
    assert_eq!(
        (minutes(&alone), ways.len()),
        (300, 0),
        "its backups stand there too"
    );
}

#[test]
fn a_replica_on_the_other_coast_is_promoted_and_led_to() {
    let run = design("cross-region", "");
    let (_, ways) = struck(&run, "fault inject region-outage us-east-1 --for 5h");
    let promoted = by(&ways, "Promote");
    assert!(minutes(promoted) < 30 && (1..10_000).contains(&promoted.lost));
    // Its source's deletion takes nothing from it but what was under way.
    let (_, ways) = struck(&run, "fault inject operator-delete orders");
    let promoted = by(&ways, "Promote");
    assert!(
        minutes(promoted) < 60 && promoted.lost < 10_000,
        "{promoted:?}"
    );
}

#[test]
fn what_is_noticed_after_the_backups_have_gone_has_no_way_back() {
    let run = design("multi-az", "");
    let (alone, ways) = struck(&run, "fault inject bad-write orders --rows 1000");
    assert_eq!(alone.came, Came::Not);
    assert_eq!(by(&ways, "Copy back").lost, 0);
    assert!(by(&ways, "Rewind").lost > 0);
    let late = "fault inject bad-write orders --rows 1000 --noticed-after 9d";
    let (alone, ways) = struck(&run, late);
    assert_eq!((alone.came, ways.len()), (Came::Not, 0));
}

/// Each cell leads to the run that it was read off.
#[test]
fn a_cells_run_comes_to_what_the_cell_says() {
    let run = design("cross-region", SNAPSHOT);
    for row in rows(&run.view()).iter().step_by(3) {
        let (alone, ways) = struck(&run, &row.line);
        for told in ways.into_iter().chain([alone]) {
            let mut again = Run::open(&told.text).expect("it can be opened");
            again.seek(told.at);
            let view = again.view();
            let incident = view.incidents.last();
            let recovery = incident.and_then(|one| one.recovery);
            match told.came {
                Came::Back(after) => assert_eq!(recovery, Some(after), "{}", told.text),
                Came::Not => assert_eq!(recovery, None, "{}", told.text),
                Came::Untouched | Came::HeldOff => {}
            }
            assert_eq!(incident.map_or(0, |one| one.lost_writes), told.lost);
        }
    }
}

#[test]
fn the_map_is_drawn_strike_by_strike_until_all_seeds_were_tried_and_not_elsewhere() {
    let run = design("multi-az", "");
    let (mut map, set_up) = (MapState::default(), SetUp::default());
    open(&mut map, &run, false, place());
    let next = MapMsg::GoOn(map.ticket);
    assert_eq!(
        react(&mut map, &set_up, Screen::Lab, next).len(),
        0,
        "nobody looks"
    );
    for _ in 0..4 {
        assert_eq!(react(&mut map, &set_up, Screen::Map, next).len(), 1);
    }
    let told = format!("{:?}", Parts::of(|at| front(&map, &SetUp::default(), at)));
    let all = map.of.as_ref().map_or(0, |of| of.all());
    assert!(told.contains(&format!("4 of {all} strikes")), "{told}");
    // Whoever comes back finds what was drawn, and an earlier call draws nothing more.
    open(&mut map, &run, false, place());
    assert_eq!(react(&mut map, &set_up, Screen::Map, next).len(), 0);
    assert_eq!(map.of.as_ref().map(|of| of.made), Some(4));
}

/// What came of a strike, and whether both goals were met.
fn came(came: Came, met: bool) -> Outcome {
    Outcome {
        way: None,
        came,
        lost: 0,
        span: SimDuration::ZERO,
        met: [Some(met); 2],
        text: String::new(),
        seed: String::new(),
        at: SimTime::START,
    }
}

#[test]
fn a_promise_is_judged_seed_by_seed() {
    let back = |minutes, met| came(Came::Back(SimDuration::from_mins(minutes)), met);
    let judged = |trials: &[(Outcome, Option<Outcome>)]| {
        let run = design("multi-az", "");
        let mut row = Tried::new(rows(&run.view()).remove(0));
        let trials = trials.iter().cloned();
        row.trials
            .extend(trials.map(|(alone, by)| Trial { alone, by }));
        verdict(&row)
    };
    let by_itself = (back(1, true), None);
    let by_itself_sooner = (back(1, true), Some(back(9, false)));
    let by_somebody = (came(Came::Not, false), Some(back(9, true)));
    let by_nobody = (came(Came::Not, false), None);
    assert_eq!(judged(&[]), None);
    let kept = [by_itself.clone(), by_itself_sooner, by_somebody.clone()];
    assert_eq!(judged(&kept), Some(true));
    assert_eq!(judged(&[by_somebody, by_nobody, by_itself]), Some(false));
    // What somebody brings back is told of all seeds under which it had to be.
    let (soon, late) = (back(9, true), back(30, true));
    let words = told(&[&soon, &late], 5);
    assert!(words.ends_with(", under 2 of 5 seeds"), "{words}");
    let words = told(&[&soon, &late], 2);
    assert!(
        words.starts_with("back after 9") && !words.contains("seeds"),
        "{words}"
    );
}

#[test]
fn the_way_that_was_best_is_taken_where_it_is_open_and_else_the_best_of_all() {
    let run = design("single-az", SNAPSHOT);
    let line = "fault inject bad-write orders --rows 1000";
    let struck = || Struck::new(&run, line).expect("it strikes");
    let taken_after = |way: &str| {
        let mut row = Tried::new(rows(&run.view()).remove(0));
        let (alone, mut by) = (came(Came::Not, false), came(Came::Not, false));
        by.way = Some(way.to_owned());
        row.trials.push(Trial {
            alone,
            by: Some(by),
        });
        try_out(&mut row, struck());
        let by = row.trials.pop().and_then(|one| one.by);
        by.and_then(|by| by.way).expect("there is a way out")
    };
    let mut rewind = struck().ways().into_iter();
    let rewind = rewind.find(|way| way.starts_with("Rewind"));
    let rewind = rewind.expect("one can rewind");
    assert_eq!(taken_after(&rewind), rewind);
    assert!(taken_after("Whatever is not here").starts_with("Copy back"));
}

#[test]
fn what_cannot_be_mapped_is_told() {
    let told = |run: &Run, in_game: bool| {
        let mut map = MapState::default();
        open(&mut map, run, in_game, place());
        let words = format!("{:?}", Parts::of(|at| front(&map, &SetUp::default(), at)));
        assert!(map.of.is_none() && words.contains("To the stage"));
        map.nothing.unwrap_or_default()
    };
    let empty = Run::open("seed KYIV\n").expect("it can be opened");
    assert!(told(&empty, false).contains("nothing to strike"));
    let mut run = design(
        "multi-az",
        "60s fault inject az-outage us-east-1a --for 45m\n",
    );
    run.advance(SimDuration::from_secs(70));
    assert!(told(&run, false).contains("not over yet"));
    assert!(told(&run, true).contains("game day"));
}

#[test]
fn on_a_whiteboard_a_design_is_chosen_first_and_then_held_to_what_was_promised() {
    let (mut map, mut set_up) = (MapState::default(), SetUp::default());
    whiteboard(&mut map, &mut set_up, "KYIV");
    let asks = react(&mut map, &set_up, Screen::Map, MapMsg::Judge);
    assert!(map.of.is_none() && asks.iter().any(|ask| matches!(ask, Ask::Announce(_))));
    let told = format!("{:?}", Parts::of(|at| front(&map, &set_up, at)));
    assert!(
        told.contains("Choose first") && !told.contains("within the budget"),
        "{told}"
    );
    set_up.decided = true;
    react(&mut map, &set_up, Screen::Map, MapMsg::Judge);
    let goals = map.of.as_ref().map(|of| of.run.view().goals);
    let promise = Promise::of("KYIV");
    assert_eq!(goals.and_then(|goals| goals.rto), Some(promise.rto));
    assert_eq!(goals.and_then(|goals| goals.rpo), Some(promise.rpo));
    let told = format!("{:?}", Parts::of(|at| front(&map, &set_up, at)));
    assert!(told.contains(&format!("the budget of {} dollars", promise.budget)));
    // Other names draw other promises, and the same name the same.
    let names = [
        "KYIV", "OSLO", "LIMA", "TUNIS", "QUITO", "SEOUL", "TURIN", "CAIRO",
    ];
    let mut drawn: Vec<u32> = names.map(|name| Promise::of(name).budget).to_vec();
    drawn.dedup();
    assert!(drawn.len() > 2, "{drawn:?}");
}

#[test]
fn a_design_that_ends_in_a_comment_is_held_to_the_promise_too() {
    let (mut map, mut set_up) = (MapState::default(), SetUp::default());
    set_up.decided = true;
    set_up.lines = set_up.lines.trim_end().to_owned() + "\n# cheap enough";
    whiteboard(&mut map, &mut set_up, "KYIV");
    react(&mut map, &set_up, Screen::Map, MapMsg::Judge);
    let goals = map.of.as_ref().map(|of| of.run.view().goals);
    let promise = Promise::of("KYIV");
    assert_eq!(goals.and_then(|goals| goals.rto), Some(promise.rto));
}

#[test]
fn trials_of_before_reach_no_whiteboard_that_was_opened_anew_and_none_is_made_beyond_the_last() {
    let (mut map, mut set_up) = (MapState::default(), SetUp::default());
    set_up.decided = true;
    whiteboard(&mut map, &mut set_up, "KYIV");
    react(&mut map, &set_up, Screen::Map, MapMsg::Judge);
    let before = MapMsg::GoOn(map.ticket);
    whiteboard(&mut map, &mut set_up, "KYIV");
    assert_eq!(react(&mut map, &set_up, Screen::Map, before).len(), 0);
    let made = |map: &MapState| map.of.as_ref().map(|of| (of.made, of.all()));
    assert_eq!(made(&map).map(|(made, _)| made), Some(0));
    if let Some(of) = &mut map.of {
        of.made = of.all();
    }
    let next = MapMsg::GoOn(map.ticket);
    assert_eq!(react(&mut map, &set_up, Screen::Map, next).len(), 0);
    assert!(made(&map).is_some_and(|(made, all)| made == all));
}

/// In the midst of a restore, seeds differ in what stands already: all are struck once it stands.
#[test]
fn a_row_of_a_map_that_is_opened_in_the_midst_of_a_run_says_one_thing() {
    let lines = "60s aws rds restore-db-instance-to-point-in-time --source-db-instance-identifier orders --target-db-instance-identifier orders-2 --use-latest-restorable-time\n2400s app point shop --to orders-2\n";
    let mut run = design("single-az", lines);
    run.seek(SimTime::from_ms(2_430_000));
    let (mut map, set_up) = (MapState::default(), SetUp::default());
    let next = open(&mut map, &run, false, place());
    strike_all(&mut map, &set_up, next);
    let of = map.of.as_ref().expect("it is drawn");
    assert!(of.run.view().databases.iter().all(|one| one.settled));
    for row in &of.rows {
        assert!(row.refused.is_none() || row.trials.is_empty(), "{row:?}");
    }
    let words = format!("{:?}", Parts::of(|at| front(&map, &set_up, at)));
    assert!(words.contains("Sandbox, seed KYIV, at 40:30"), "{words}");
    assert!(!words.contains("cannot happen"), "{words}");
    run.seek(SimTime::from_ms(360_000));
    run.act("aws rds describe-db-instances");
    run.take_back(1, SimTime::from_ms(360_000));
    open(&mut map, &run, false, place());
    let words = format!("{:?}", Parts::of(|at| front(&map, &set_up, at)));
    assert!(
        words.contains("at 6:00, once all stands ready at "),
        "{words}"
    );
}

#[test]
fn a_whiteboard_ends_with_a_judgement_that_is_marked_once_the_design_is_another() {
    let (mut map, mut set_up) = (MapState::default(), SetUp::default());
    whiteboard(&mut map, &mut set_up, "KYIV");
    set_up.decided = true;
    let next = react(&mut map, &set_up, Screen::Map, MapMsg::Judge);
    let told =
        |map: &MapState, set_up: &SetUp| format!("{:?}", Parts::of(|at| front(map, set_up, at)));
    assert!(
        !told(&map, &set_up).contains("map__verdict"),
        "it is too early"
    );
    strike_all(&mut map, &set_up, next);
    let words = told(&map, &set_up);
    assert!(
        words.contains("Missed: the promise is broken in "),
        "{words}"
    );
    assert!(!words.contains("has changed since"), "{words}");
    set_up.lines += "# another\n";
    assert!(told(&map, &set_up).contains("has changed since"));
}
