//! How a game day that was left goes on.

use crate::app::ask::{Ask, On, focus};
use crate::app::game::{GamePlay, SetUp, set_up};
use crate::app::progress::Place;
use crate::app::route::Route;
use crate::app::run::Run;
use crate::lesson::game::{Day, recorded};
use crate::sim::SimTime;

/// Goes on with a game day where it was left. `set_up` is shown if that cannot be.
#[inline(never)]
pub fn resume(set_up: &mut SetUp, place: &Place) -> Vec<Ask> {
    let begun = recorded(&place.run).zip(Run::open(&place.run).ok());
    let Some(((level, design), mut run)) = begun else {
        return match Route::parse(&place.route) {
            Route::Game {
                level,
                seed,
                design,
            } => set_up::open(set_up, level, &seed, design),
            _ => set_up::show(set_up),
        };
    };
    let moment = |key: &str| place.extra[key].as_i64().map(SimTime::from_ms);
    let ahead = place.extra["ahead"].as_u64().unwrap_or(0);
    let mut game = GamePlay::new(level, run.seed(), &design);
    game.day = Day::resumed(level, run.seed(), ahead, moment("next"));
    run.seek(moment("at").unwrap_or_default());
    vec![
        Ask::Enter(Box::new(run), On::Game(Box::new(game))),
        Ask::Play,
        Ask::Announce("The shift goes on.".to_owned()),
        focus("game-heading"),
    ]
}
