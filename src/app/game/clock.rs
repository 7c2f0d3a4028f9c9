//! The clock of a game day, which is never still, and what strikes while it runs.

use crate::app::course::keep_run;
use crate::app::effect::Effect;
use crate::app::follow::refresh;
use crate::app::game::{AS_IT_IS, end};
use crate::app::notice::good;
use crate::app::pace::is_being_made;
use crate::app::playing::CALM_MS;
use crate::app::run::Halt;
use crate::app::state::State;
use crate::sim::SimDuration;
use crate::world::{ChannelState, View};

/// Lets so much real time pass on a day that is not over.
pub fn tick(state: &mut State, ms: f64) -> Vec<Effect> {
    let pace = state.pace();
    let Some(game) = &mut state.game else {
        return Vec::new();
    };
    let due = ms * pace + state.clock.carry_ms;
    let whole = due.floor();
    state.clock.carry_ms = due - whole;
    let now = state.run.now();
    let ends_at = game.ends_at();
    let target = (now + SimDuration::from_ms(whole as u64)).min(ends_at);
    let stop = game
        .day
        .next_at()
        .map_or(target, |at| at.clamp(now, target));
    state.run.advance(stop.since(now), Halt::Never);
    let struck = game.day.due(&state.run.view());
    state.clock.quiet_ms += ms;
    game.idle_ms += ms;
    if let Some(line) = &struck {
        strike(state, line);
    }
    let stir = stir(&state.run.view());
    if let Some(game) = &mut state.game
        && stir != game.stir
    {
        game.stir = stir;
        state.clock.quiet_ms = 0.0;
    }
    state.drawn.frame = state.run.view();
    state.drawn.ticker.pass(ms, &state.drawn.frame);
    state.drawn.calm_age_ms += ms;
    if state.run.now() >= ends_at {
        return end::finish(state);
    }
    if struck.is_some() || state.drawn.calm_age_ms >= CALM_MS {
        refresh(state);
    }
    match struck {
        Some(_) => keep_run(state),
        None => Vec::new(),
    }
}

fn strike(state: &mut State, line: &str) {
    let now = state.run.now();
    let answer = state.run.act(line);
    state.clock.quiet_ms = 0.0;
    state.clock.carry_ms = 0.0;
    if answer.refused {
        state.window.notice = Some(good(
            "Somebody wanted to delete the database by mistake. Deletion protection held them off.",
        ));
        return;
    }
    state.window.incident = None;
    if let Some(game) = &mut state.game {
        game.banner = Some(now);
        game.haste = game.haste.min(AS_IT_IS);
        game.acted();
    }
}

/// How many things go on: incidents that are open, operations, and channels that do not serve.
fn stir(view: &View) -> usize {
    let open = view.open_incidents();
    let at_work = view.databases.iter().filter(|db| is_being_made(db));
    let apps = view.apps.iter();
    let broken = apps.filter(|app| app.writes.state != ChannelState::Serving);
    open.count() * 100 + at_work.count() * 10 + broken.count()
}
