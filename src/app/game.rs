//! A game day on the page: the design, the clock that does not stop, what strikes, and the score.

use crate::app::msg::Effect;
use crate::app::state::State;
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
