//! The clock of a game day: fast while all is well, slow when something happens, and never still.

use crate::app::clock::CALM_MS;
use crate::app::course;
use crate::app::game::{AS_IT_IS, GamePlay, HASTES, end};
use crate::app::msg::Effect;
use crate::app::pace::is_being_made;
use crate::app::run::Halt;
use crate::app::state::State;
use crate::app::update::{good, refresh};
use crate::lesson::GameLevel;
use crate::sim::SimDuration;
use crate::world::{ChannelState, View};

/// Simulated time per real time while all is well: longer days go by faster.
fn well(level: GameLevel) -> f64 {
    match level {
        GameLevel::WarmUp => 120.0,
        GameLevel::Shift => 150.0,
        GameLevel::Storm => 240.0,
    }
}

/// While something is wrong, and somebody may be thinking.
const WRONG: f64 = 6.0;
/// How long that lasts, in real milliseconds since something struck or was done; then the pace doubles again and again.
const THINKING_MS: f64 = 120_000.0;
const DOUBLES_MS: f64 = 20_000.0;
/// While something is wrong and a repair goes on by itself.
const REPAIRING: f64 = 60.0;
/// How long the clock stays slow after news.
const NEWS_MS: f64 = 3_000.0;
/// How long it takes from there to the full pace.
const RISE_MS: f64 = 4_000.0;

/// Lets so much real time pass on a day that is not over.
pub fn tick(state: &mut State, ms: f64) -> Vec<Effect> {
    let pace = state.pace();
    let Some(game) = &mut state.game else {
        return Vec::new();
    };
    let due = ms * pace + state.carry_ms;
    let whole = due.floor();
    state.carry_ms = due - whole;
    let now = state.run.now();
    let ends_at = game.ends_at();
    let target = (now + SimDuration::from_ms(whole as u64)).min(ends_at);
    let stop = game
        .day
        .next_at()
        .map_or(target, |at| at.clamp(now, target));
    state.run.advance(stop.since(now), Halt::Never);
    let struck = game.day.due(&state.run.view());
    state.quiet_ms += ms;
    game.idle_ms += ms;
    if let Some(line) = &struck {
        strike(state, line);
    }
    let stir = stir(&state.run.view());
    if let Some(game) = &mut state.game
        && stir != game.stir
    {
        game.stir = stir;
        state.quiet_ms = 0.0;
    }
    state.frame = state.run.view();
    state.ticker.pass(ms, &state.frame);
    state.calm_age_ms += ms;
    if state.run.now() >= ends_at {
        return end::finish(state);
    }
    if struck.is_some() || state.calm_age_ms >= CALM_MS {
        refresh(state);
    }
    match struck {
        Some(_) => course::keep_run(state),
        None => Vec::new(),
    }
}

fn strike(state: &mut State, line: &str) {
    let now = state.run.now();
    let answer = state.run.act(line);
    state.quiet_ms = 0.0;
    state.carry_ms = 0.0;
    if answer.refused {
        state.notice = Some(good(
            "Somebody wanted to delete the database by mistake. Deletion protection held them off.",
        ));
        return;
    }
    state.incident = None;
    if let Some(game) = &mut state.game {
        game.banner = Some(now);
        game.haste = game.haste.min(AS_IT_IS);
    }
    acted(state);
}

/// Something struck, or was done about it: there is something to think about again.
pub fn acted(state: &mut State) {
    if let Some(game) = &mut state.game {
        game.idle_ms = 0.0;
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

/// Simulated time per real time now. Haste shortens all that the clock waits for.
pub fn pace(game: &GamePlay, view: &View, quiet_ms: f64) -> f64 {
    let (haste, _) = HASTES[game.haste];
    let quiet_ms = quiet_ms * haste;
    let open = view.open_incidents().next().is_some();
    let copying = view.apps.iter().any(|app| app.copy_back_until.is_some());
    let repairing = copying || view.databases.iter().any(is_being_made);
    let well = well(game.level);
    let full = match (open, repairing) {
        (false, _) => well,
        (true, true) => REPAIRING,
        (true, false) => {
            let doublings =
                ((game.idle_ms * haste - THINKING_MS) / DOUBLES_MS).clamp(0.0, 8.0) as u32;
            (WRONG * f64::from(1 << doublings)).min(well)
        }
    };
    let rise = ((quiet_ms - NEWS_MS) / RISE_MS).clamp(0.0, 1.0);
    haste * (WRONG + (full - WRONG) * rise)
}
