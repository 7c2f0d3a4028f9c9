//! A game day on the page: the design, the clock that does not stop, what strikes, and the score.

use crate::app::msg::Effect;
use crate::app::state::{Screen, State};
use crate::lesson::GameLevel;

/// The game day that is being played.
#[derive(Clone, Debug, PartialEq)]
pub struct GamePlay {
    pub level: GameLevel,
}

#[derive(Clone, Debug, PartialEq)]
pub enum GameMsg {}

/// Shows the choice of name, level and design.
pub fn set_up(state: &mut State) -> Vec<Effect> {
    state.screen = Screen::GameSetUp;
    Vec::new()
}

/// Shows the same with the choices of a link filled in, ready to start.
pub fn open(
    state: &mut State,
    _level: GameLevel,
    _seed: &str,
    _design: Option<String>,
) -> Vec<Effect> {
    set_up(state)
}

pub fn react(_state: &mut State, msg: GameMsg) -> Vec<Effect> {
    match msg {}
}
