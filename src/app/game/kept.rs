//! What the browser keeps of a game day that is not over.

use crate::app::game::GamePlay;
use crate::app::progress::Place;
use crate::app::run::Run;
use crate::app::words;
use crate::sim::SimTime;
use serde_json::json;

/// Where to continue the game day that is being played: route, title, how far it has come, and what else it needs as
/// `extra`. The run is added by `course::keep_run`.
/// Nothing once the day is over.
pub fn place(game: &GamePlay, run: &Run) -> Option<Place> {
    (!game.is_over()).then(|| Place {
        route: game.route().fragment(),
        title: format!("Game day: {}", game.level.name()),
        note: format!("{} at {}", game.seed, words::stopwatch(run.now())),
        run: String::new(),
        extra: json!({
            "at": run.now().ms(),
            "ahead": game.day.ahead(),
            "next": game.day.next_at().map(SimTime::ms),
        }),
    })
}
