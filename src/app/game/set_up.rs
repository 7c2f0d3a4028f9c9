//! Before the day: name, level and design.

use crate::app::ask::{Ask, On, focus};
use crate::app::effect::Effect;
use crate::app::game::{GameMsg, GamePlay, SetUp, end};
use crate::app::landing::Landing;
use crate::app::lesson::LessonPlay;
use crate::app::notice::bad;
use crate::app::route::Route;
use crate::app::run::Run;
use crate::app::starts;
use crate::app::window::Screen;
use crate::app::words;
use crate::lesson::GameLevel;
use crate::lesson::game::{self, rules};
use std::rc::Rc;

pub(super) fn choose(set_up: &mut SetUp, msg: GameMsg) -> Vec<Ask> {
    match msg {
        GameMsg::Name(_) | GameMsg::Dice | GameMsg::Level(_) if set_up.set => {
            return vec![Ask::Say(bad(SET))];
        }
        GameMsg::Name(name) => set_up.name = name,
        GameMsg::Dice => {
            let present = set_up.seed().unwrap_or_default().to_ascii_uppercase();
            set_up.name = starts::next_seed(&present).to_owned();
            let told = format!("The name is {}.", set_up.name);
            return vec![Ask::Announce(told)];
        }
        GameMsg::Level(level) => set_up.level = level,
        GameMsg::MultiAz(on) => {
            set_up.choose(|design| design.multi_az = on);
            set_up.decided = true;
        }
        GameMsg::Retention(days) => set_up.choose(|design| design.retention_days = days),
        GameMsg::Replica(on) => set_up.choose(|design| design.replica = on),
        GameMsg::ReplicaWest(on) => set_up.choose(|design| design.replica_west = on),
        GameMsg::Protection(on) => set_up.choose(|design| design.deletion_protection = on),
        GameMsg::Lines(lines) => {
            set_up.take_lines(lines);
            set_up.try_out();
        }
        GameMsg::ToChoices => set_up.choose(|_| ()),
        _ => {}
    }
    Vec::new()
}

const SET: &str = "Your name is your luck in this task, and its level is set: with others it could not be handed in.";

/// Shows the choice of name, level and design.
#[inline(never)]
pub fn show(set_up: &mut SetUp) -> Vec<Ask> {
    set_up.try_out();
    set_up.set = false;
    vec![
        Ask::Show(Screen::GameSetUp),
        Ask::Stop,
        Ask::Hush,
        focus("headline"),
    ]
}

/// Shows the same with the choices of a link filled in, ready to start.
#[inline(never)]
pub fn open(set_up: &mut SetUp, level: GameLevel, seed: &str, design: Option<String>) -> Vec<Ask> {
    set_up.level = level;
    set_up.name = seed.to_owned();
    if let Some(lines) = design {
        set_up.take_lines(lines);
    }
    show(set_up)
}

/// From the lesson on the stage: its level, and the design at hand.
pub(super) fn from_lesson(set_up: &mut SetUp, play: &LessonPlay) -> Vec<Ask> {
    let front = &play.lesson.front;
    let Some(level) = front.game else {
        return Vec::new();
    };
    set_up.lesson = play.id.clone().zip(Some(Rc::clone(&play.lesson)));
    let name = set_up.name.clone();
    let mut asks = open(set_up, level, &name, Some(front.start.clone()));
    // The lesson's design is one to begin with.
    set_up.decided = false;
    asks.push(address(&Route::GameDay));
    asks
}

fn address(route: &Route) -> Ask {
    Ask::Do(Effect::Address(route.fragment()))
}

/// Begins the day.
pub(super) fn start(set_up: &SetUp) -> Vec<Ask> {
    let Some(seed) = set_up.seed() else {
        return vec![focus("game-name")];
    };
    if !set_up.blemishes.is_empty() {
        return vec![focus("game-lines")];
    }
    if !set_up.decided {
        return vec![Ask::Say(bad(DECIDE)), focus("game-copies")];
    }
    begin(set_up, set_up.level, &seed, &set_up.lines)
}

pub const DECIDE: &str = "Choose first: one copy of the database, or two.";

/// Begins a day with a design that can be played.
fn begin(set_up: &SetUp, level: GameLevel, seed: &str, lines: &str) -> Vec<Ask> {
    let run = match Run::open(&game::start(level, seed, lines)) {
        Ok(run) => run,
        Err(reason) => return vec![Ask::Say(bad(reason))],
    };
    let mut game = GamePlay::new(level, seed, lines);
    game.lesson = set_up.lesson.clone();
    let until = words::span(rules(level).shift);
    let address = address(&game.route());
    vec![
        Ask::Enter(Box::new(run), On::Game(Box::new(game))),
        Ask::Play,
        Ask::Announce(format!("The shift begins. It lasts {until}.")),
        Ask::Keep,
        address,
        focus("game-heading"),
        Ask::Land(Landing::Watch(None)),
    ]
}

/// The same name, level and design once more.
pub(super) fn again(set_up: &SetUp, game: &GamePlay) -> Vec<Ask> {
    begin(set_up, game.level, &game.seed, &game.design)
}

/// Back to the choices, with the same name; perhaps for the next level.
pub(super) fn other_design(set_up: &mut SetUp, game: &GamePlay, harder: bool) -> Vec<Ask> {
    let next = end::next(game.level).filter(|_| harder);
    let level = next.unwrap_or(game.level);
    let stands = set_up.set && next.is_none();
    let mut asks = open(set_up, level, &game.seed, Some(game.design.clone()));
    set_up.set = stands;
    asks.push(address(&Route::GameDay));
    asks
}
