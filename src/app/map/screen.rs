//! What the map's screen does: one trial at a time, so that the page never stands still.

use crate::app::ask::{Ask, focus};
use crate::app::effect::Effect;
use crate::app::game::{self, SetUp};
use crate::app::map::known::{Design, MapState, OTHER_SEEDS, Trial, Tried};
use crate::app::map::msg::MapMsg;
use crate::app::map::promise::Promise;
use crate::app::map::trial::{Outcome, Struck};
use crate::app::notice::bad;
use crate::app::route::Route;
use crate::app::run::Run;
use crate::app::share::Sight;
use crate::app::window::Screen;

/// Opens the map of the run on the stage. `in_game`: its day is not over. `place`: what it is a run of, and the way back to it.
#[inline(never)]
pub fn open(map: &mut MapState, run: &Run, in_game: bool, place: (String, Route)) -> Vec<Ask> {
    (map.board, map.place, map.left) = (None, Some(place), None);
    map.nothing = in_game.then_some("A game day is going on: its failures come by themselves. The map is there once it is over.");
    draw(map, run, String::new());
    let mut asks = shown();
    asks.extend(go_on(map));
    asks
}

/// The map that was left for a run that it led to, as it was.
#[inline(never)]
pub fn again(map: &mut MapState) -> Vec<Ask> {
    map.ticket += 1;
    if let (Some(design), Some((_, back))) = (&map.of, &mut map.place)
        && *back == Route::Sandbox
    {
        // There stands the other run now.
        let sight = Sight {
            at: Some(design.of.now()),
            ..Sight::default()
        };
        *back = Route::Run(design.of.text(), Box::new(sight));
    }
    let mut asks = shown();
    asks.extend(go_on(map));
    asks
}

/// Opens the whiteboard of a name. A design that is being held to it goes on; trials that were asked for before are not heard any more.
#[inline(never)]
pub fn whiteboard(map: &mut MapState, set_up: &mut SetUp, seed: &str) -> Vec<Ask> {
    map.ticket += 1;
    map.left = None;
    let board = (seed.to_owned(), Promise::of(seed));
    if map.board.as_ref() != Some(&board) {
        (map.of, map.nothing, map.board) = (None, None, Some(board));
    }
    game::show(set_up);
    let mut asks = shown();
    asks.extend(go_on(map));
    asks
}

fn shown() -> Vec<Ask> {
    vec![
        Ask::Show(Screen::Map),
        Ask::Stop,
        Ask::Hush,
        focus("headline"),
    ]
}

#[inline(never)]
pub fn react(map: &mut MapState, set_up: &SetUp, screen: Screen, msg: MapMsg) -> Vec<Ask> {
    match msg {
        MapMsg::GoOn(ticket) if ticket == map.ticket && screen == Screen::Map => {
            if let Some(design) = &mut map.of {
                one_more(design);
            }
            go_on(map).into_iter().collect()
        }
        // The loop knows the stage.
        MapMsg::GoOn(_) | MapMsg::OfStage => Vec::new(),
        MapMsg::Judge => judge(map, set_up),
    }
}

fn judge(map: &mut MapState, set_up: &SetUp) -> Vec<Ask> {
    let Some((seed, promise)) = &map.board else {
        return Vec::new();
    };
    if !set_up.blemishes.is_empty() {
        return vec![focus("game-lines")];
    }
    if !set_up.decided {
        // Beside the button stands what is missing.
        let told = Ask::Announce(game::DECIDE.to_owned());
        return vec![Ask::Hush, told, focus("game-copies")];
    }
    match Run::open(&promise.text(seed, &set_up.lines)) {
        Ok(run) => {
            map.nothing = None;
            draw(map, &run, set_up.lines.clone());
            let show = Ask::Do(Effect::Show("map-judged".to_owned()));
            [Ask::Hush, show].into_iter().chain(go_on(map)).collect()
        }
        Err(reason) => vec![Ask::Say(bad(reason))],
    }
}

/// A map of this run, unless it is there already.
fn draw(map: &mut MapState, run: &Run, lines: String) {
    map.ticket += 1;
    let view = run.view();
    if map.nothing.is_some() {
        // There is a reason already.
    } else if view.apps.is_empty() || view.databases.is_empty() {
        map.nothing = Some(
            "There is nothing to strike yet: build a database and an application that writes to it.",
        );
    } else if view.incidents.iter().any(|one| one.recovered_at.is_none()) {
        map.nothing = Some(
            "Something is not over yet. The map is of a design that is well: go on until it is, or go back to before.",
        );
    }
    let is_same = |of: &Design| of.of.text() == run.text() && of.of.now() == run.now();
    match &mut map.of {
        of if map.nothing.is_some() => *of = None,
        // What is written otherwise may say the same.
        Some(of) if is_same(of) => of.lines = lines,
        of => *of = Some(Design::new(run, lines)),
    }
}

fn go_on(map: &MapState) -> Option<Ask> {
    let goes_on = map.of.as_ref().is_some_and(|of| of.made < of.all());
    goes_on.then(|| Ask::Do(Effect::DrawMap(map.ticket)))
}

/// Strikes once: all rows under the run's own seed, then under the next.
fn one_more(design: &mut Design) {
    if design.made >= design.all() {
        return;
    }
    let (seed, row) = (
        design.made / design.rows.len(),
        design.made % design.rows.len(),
    );
    if seed > 0 && row == 0 {
        let luck = OTHER_SEEDS.get(seed - 1);
        design.under = luck.and_then(|seed| design.under(seed));
        design.others += usize::from(design.under.is_none());
    }
    let Some(under) = &design.under else {
        design.made += design.rows.len();
        return;
    };
    design.made += 1;
    let Some(tried) = design.rows.get_mut(row) else {
        return;
    };
    match Struck::new(under, &tried.row.line) {
        Ok(struck) => try_out(tried, struck),
        Err(reason) => tried.refused = Some(reason),
    }
}

/// Once with nobody there; and where that leaves a way out open, once with somebody. They take the way that was best under an earlier seed
/// where it is open, else the best of all.
pub(super) fn try_out(tried: &mut Tried, mut struck: Struck) {
    let alone = struck.clone().alone();
    let titles = struck.ways();
    let mut before = tried.trials.iter().filter_map(|one| one.by.as_ref());
    let known = before.find_map(|by| titles.iter().find(|title| by.way.as_ref() == Some(*title)));
    let taken = known.map_or(&titles[..], std::slice::from_ref);
    let ways = taken
        .iter()
        .filter_map(|title| struck.clone().by(title, &titles));
    let by = ways.min_by_key(Outcome::badness);
    tried.trials.push(Trial { alone, by });
}
