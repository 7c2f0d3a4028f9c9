//! Before the day: name, level and design.

use crate::app::course::keep_run;
use crate::app::effect::Effect;
use crate::app::enter;
use crate::app::follow::refresh;
use crate::app::game::{GameMsg, GamePlay};
use crate::app::notice::bad;
use crate::app::route::Route;
use crate::app::run::Run;
use crate::app::starts;
use crate::app::state::State;
use crate::app::window::{Screen, Tab};
use crate::app::words;
use crate::lesson::GameLevel;
use crate::lesson::game::{self, rules};
use std::rc::Rc;

pub(super) fn choose(state: &mut State, msg: GameMsg) -> Vec<Effect> {
    let set_up = &mut state.set_up;
    match msg {
        GameMsg::Name(name) => set_up.name = name,
        GameMsg::Dice => {
            let present = set_up.seed().unwrap_or_default().to_ascii_uppercase();
            set_up.name = starts::next_seed(&present).to_owned();
            state.todo.said = Some(format!("The name is {}.", state.set_up.name));
        }
        GameMsg::Level(level) => set_up.level = level,
        GameMsg::MultiAz(on) => set_up.choose(|design| design.multi_az = on),
        GameMsg::Retention(days) => set_up.choose(|design| design.retention_days = days),
        GameMsg::Replica(on) => set_up.choose(|design| design.replica = on),
        GameMsg::ReplicaWest(on) => set_up.choose(|design| design.replica_west = on),
        GameMsg::Protection(on) => set_up.choose(|design| design.deletion_protection = on),
        GameMsg::Lines(lines) => set_up.take_lines(lines),
        GameMsg::ToChoices => set_up.choose(|_| ()),
        _ => {}
    }
    Vec::new()
}

/// Shows the choice of name, level and design.
pub fn set_up(state: &mut State) -> Vec<Effect> {
    state.window.screen = Screen::GameSetUp;
    state.clock.playing = false;
    state.window.notice = None;
    vec![Effect::Focus("headline".to_owned())]
}

/// Shows the same with the choices of a link filled in, ready to start.
pub fn open(
    state: &mut State,
    level: GameLevel,
    seed: &str,
    design: Option<String>,
) -> Vec<Effect> {
    let set_up_ = &mut state.set_up;
    set_up_.level = level;
    set_up_.name = seed.to_owned();
    if let Some(lines) = design {
        set_up_.take_lines(lines);
    }
    set_up(state)
}

/// From the lesson on the stage: its level, and the design at hand.
pub(super) fn from_lesson(state: &mut State) -> Vec<Effect> {
    let Some(play) = &state.lesson else {
        return Vec::new();
    };
    let front = &play.lesson.front;
    let Some((level, start)) = front.game.zip(Some(front.start.clone())) else {
        return Vec::new();
    };
    let lesson = play.id.clone().zip(Some(Rc::clone(&play.lesson)));
    state.set_up.lesson = lesson;
    let name = state.set_up.name.clone();
    let mut effects = open(state, level, &name, Some(start));
    effects.push(Effect::Address(Route::GameDay.fragment()));
    effects
}

/// Begins the day.
pub(super) fn start(state: &mut State) -> Vec<Effect> {
    let set_up = &state.set_up;
    let Some(seed) = set_up.seed() else {
        return vec![Effect::Focus("game-name".to_owned())];
    };
    if !set_up.blemishes.is_empty() {
        return vec![Effect::Focus("game-lines".to_owned())];
    }
    let (level, lines) = (set_up.level, set_up.lines.clone());
    begin(state, level, &seed, &lines)
}

/// Begins a day with a design that can be played.
pub(super) fn begin(state: &mut State, level: GameLevel, seed: &str, lines: &str) -> Vec<Effect> {
    match Run::open(&game::start(level, seed, lines)) {
        Ok(run) => {
            let mut game = GamePlay::new(level, seed, lines);
            game.lesson = state.set_up.lesson.clone();
            enter(state, run, game);
            state.clock.playing = true;
            let until = words::span(rules(level).shift);
            state.todo.said = Some(format!("The shift begins. It lasts {until}."));
            let mut effects = keep_run(state);
            effects.extend(
                state
                    .game
                    .iter()
                    .map(|game| Effect::Address(game.route().fragment())),
            );
            effects.push(Effect::Focus("game-heading".to_owned()));
            effects
        }
        Err(reason) => {
            state.window.notice = Some(bad(reason));
            Vec::new()
        }
    }
}

/// Puts a game day on the stage.
pub(super) fn enter(state: &mut State, run: Run, game: GamePlay) {
    enter::enter(state, run);
    state.game = Some(game);
    state.window.tab = Tab::Game;
    state.clock.quiet_ms = 0.0;
    refresh(state);
}
