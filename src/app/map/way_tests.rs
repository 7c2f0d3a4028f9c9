//! Where a map's cells lead, and what whoever comes back from there finds.

use crate::app::Msg;
use crate::app::map::msg::MapMsg;
use crate::app::map::shown::{came, front};
use crate::app::map::trial::{Came, Outcome};
use crate::app::part::read::{groups, pressed, spoken};
use crate::app::part::{Attribute, Part, Parts};
use crate::app::route::Route;
use crate::app::starts;
use crate::app::state::State;
use crate::app::update::update;
use crate::app::window::{Screen, Theme};
use crate::sim::{SimDuration, SimTime};

/// A design stands in the sandbox, and its map has been begun.
fn mapped() -> (State, String) {
    let start = starts::ALL.iter().find(|one| one.name == "single-az");
    let text = start.expect("there is one").transcript("KYIV");
    let mut state = State::arriving(Theme::Auto, None, None);
    let from = "a file";
    update(&mut state, Msg::OpenTranscript { text, from });
    let design = state.run.text();
    to_map(&mut state);
    for _ in 0..4 {
        let next = MapMsg::GoOn(state.map.ticket);
        update(&mut state, Msg::Map(next));
    }
    (state, design)
}

fn to_map(state: &mut State) {
    update(state, Msg::Go(Route::Map(None)));
    assert_eq!(state.window.screen, Screen::Map);
}

fn map(state: &State) -> Vec<Part> {
    Parts::of(|at| front(&state.map, &state.set_up, at))
}

/// The links that stand there, and their words.
fn links(parts: &[Part]) -> Vec<(String, Route)> {
    let links = groups(parts).into_iter().filter_map(|group| {
        let mut says = group.says.iter();
        let (_, href) = says.find(|(what, _)| *what == Attribute::Href)?;
        Some((spoken(&group.parts), Route::parse(href)))
    });
    links.collect()
}

/// Follows the first cell there is.
fn follow_cell(state: &mut State) {
    let links = links(&map(state));
    let cell = links
        .iter()
        .find(|(words, _)| words.starts_with("back after"));
    let (_, route) = cell.unwrap_or_else(|| panic!("no cell in {links:?}"));
    update(state, Msg::Go(route.clone()));
    assert_eq!(state.window.screen, Screen::Lab);
}

/// The design whose map it is.
fn of(state: &State) -> String {
    let design = state.map.of.as_ref();
    design.expect("there is a map").of.text()
}

#[test]
fn whoever_comes_back_from_a_cell_finds_the_map_that_they_left() {
    let (mut state, design) = mapped();
    for _ in 0..2 {
        let before = spoken(&map(&state));
        follow_cell(&mut state);
        assert_ne!(state.run.text(), design, "it was struck");
        to_map(&mut state);
        assert_eq!(of(&state), design);
        let after = spoken(&map(&state));
        assert!(after.contains("Sandbox, seed KYIV, at 0:00"), "{after}");
        let made = |words: &str| words.split(" strikes so far").next().map(str::len);
        assert!(made(&after) >= made(&before), "nothing is drawn anew");
    }
    // What was done in the run of the cell makes the map no other.
    follow_cell(&mut state);
    update(&mut state, Msg::Act("app stop shop".to_owned()));
    to_map(&mut state);
    assert_eq!(of(&state), design);
}

#[test]
fn back_to_it_leads_to_the_design_that_was_left_whose_map_is_its_own_again() {
    let (mut state, design) = mapped();
    follow_cell(&mut state);
    to_map(&mut state);
    let links = links(&map(&state));
    let back = links.iter().find(|(words, _)| words == "Back to it");
    update(&mut state, Msg::Go(back.expect("it leads there").1.clone()));
    assert_eq!(
        (state.window.screen, state.run.text()),
        (Screen::Lab, design)
    );
    let more = "aws rds modify-db-instance --db-instance-identifier orders --deletion-protection";
    update(&mut state, Msg::Act(more.to_owned()));
    to_map(&mut state);
    assert!(
        of(&state).contains("--deletion-protection"),
        "{}",
        of(&state)
    );
}

#[test]
fn the_run_on_the_stage_and_another_start_have_maps_of_their_own() {
    let (mut state, design) = mapped();
    follow_cell(&mut state);
    let struck = state.run.text();
    to_map(&mut state);
    let buttons = pressed(&map(&state));
    let own = buttons
        .iter()
        .find(|(words, _)| words.contains("run on the stage"));
    update(&mut state, own.expect("it is offered").1.clone());
    assert_eq!(of(&state), struck);
    assert!(!spoken(&map(&state)).contains("run on the stage"));
    update(&mut state, Msg::Go(Route::Sandbox));
    update(&mut state, Msg::Start("multi-az"));
    to_map(&mut state);
    assert!(
        of(&state) != design && of(&state) != struck,
        "{}",
        of(&state)
    );
}

#[test]
fn what_a_cell_says_leads_to_the_runs_that_it_says_it_of() {
    let outcome = |minutes: Option<u64>, lost: u64, seed: &str| Outcome {
        way: None,
        came: minutes.map_or(Came::Not, |all| Came::Back(SimDuration::from_mins(all))),
        lost,
        span: SimDuration::from_secs(lost),
        met: [None; 2],
        text: format!("seed {seed}\n"),
        seed: seed.to_owned(),
        at: SimTime::START,
    };
    let cell = |all: &[Outcome]| {
        let all: Vec<&Outcome> = all.iter().collect();
        let parts = Parts::of(|at| came(&all, all.len(), false, at));
        let links = links(&parts).into_iter().map(|(words, route)| match route {
            Route::Run(text, _) => format!("{words}: {}", text.trim()),
            other => panic!("it leads to {other:?}"),
        });
        links.collect::<Vec<String>>()
    };
    let (quick, slow) = (outcome(Some(8), 700, "OSLO"), outcome(Some(11), 3, "LIMA"));
    assert_eq!(
        cell(&[quick.clone(), slow.clone()]),
        [
            "back after 8 min to 11 min (LIMA): seed LIMA",
            "−up to 700 orders, 11 min 40 s back (OSLO): seed OSLO",
        ]
    );
    let one = cell(&[slow.clone(), outcome(Some(9), 3, "OSLO")]);
    assert_eq!(one, ["back after 9 min to 11 min (LIMA): seed LIMA"]);
    let gone = cell(&[slow, outcome(None, 0, "TUNIS")]);
    assert!(gone[0].ends_with("(TUNIS): seed TUNIS"), "{gone:?}");
}
