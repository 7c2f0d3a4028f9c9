//! What the browser keeps of a game day that is not over.

use crate::app::progress::Place;
use crate::app::state::State;
use crate::app::words;
use crate::sim::SimTime;
use serde_json::json;

/// Where to continue the game day that is being played: route, title, how far it has come, and what else it needs as
/// `extra`. The run is added by `course::keep_run`.
pub fn place(state: &State) -> Option<Place> {
    let game = state.game.as_ref().filter(|game| !game.is_over())?;
    Some(Place {
        route: game.route().fragment(),
        title: format!("Game day: {}", game.level.name()),
        note: format!("{} at {}", game.seed, words::stopwatch(state.run.now())),
        run: String::new(),
        extra: json!({
            "at": state.run.now().ms(),
            "ahead": game.day.ahead(),
            "next": game.day.next_at().map(SimTime::ms),
        }),
    })
}
