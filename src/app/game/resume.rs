//! How a game day that was left goes on.

use crate::app::effect::Effect;
use crate::app::follow::refresh;
use crate::app::game::{GamePlay, set_up};
use crate::app::progress::Place;
use crate::app::route::Route;
use crate::app::run::Run;
use crate::app::state::State;
use crate::lesson::game::{Day, recorded};
use crate::sim::SimTime;

/// Goes on with a game day where it was left.
pub fn resume(state: &mut State, place: Place) -> Vec<Effect> {
    let begun = recorded(&place.run).zip(Run::open(&place.run).ok());
    let Some(((level, design), mut run)) = begun else {
        return match Route::parse(&place.route) {
            Route::Game {
                level,
                seed,
                design,
            } => set_up::open(state, level, &seed, design),
            _ => set_up::set_up(state),
        };
    };
    let moment = |key: &str| place.extra[key].as_i64().map(SimTime::from_ms);
    let ahead = place.extra["ahead"].as_u64().unwrap_or(0);
    let seed = run.seed().to_owned();
    let mut game = GamePlay::new(level, &seed, &design);
    game.day = Day::resumed(level, &seed, ahead, moment("next"));
    run.seek(moment("at").unwrap_or_default());
    set_up::enter(state, run, game);
    state.clock.playing = true;
    state.todo.said = Some("The shift goes on.".to_owned());
    refresh(state);
    vec![Effect::Focus("game-heading".to_owned())]
}
