//! A game day on the page: the design, the clock that does not stop, what strikes, and the score.

use crate::app::course::Place;
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

pub fn react(_state: &mut State, msg: GameMsg) -> Vec<Effect> {
    match msg {}
}

/// Offers the choice of design, level and seed.
pub fn set_up(state: &mut State) -> Vec<Effect> {
    state.screen = Screen::GameSetUp;
    Vec::new()
}

/// Begins a game day; `design` holds `given` lines, if it is not the design at hand.
pub fn open(
    _state: &mut State,
    _level: GameLevel,
    _seed: &str,
    _design: Option<String>,
) -> Vec<Effect> {
    Vec::new()
}

/// Goes on with a game day where it was left.
pub fn resume(_state: &mut State, _place: Place) -> Vec<Effect> {
    Vec::new()
}

/// Where to continue the game day that is being played: route, title, how far it has come, and what else it needs as
/// `extra`. The run is added by `course::keep_run`.
pub fn place(_state: &State) -> Option<Place> {
    None
}
