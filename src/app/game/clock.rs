//! The clock of a game day, which is never still, and what strikes while it runs.

use crate::app::ask::Ask;
use crate::app::game::{AS_IT_IS, GamePlay, end, pace};
use crate::app::landing::Landing;
use crate::app::notice::good;
use crate::app::pace::{Clock, is_being_made};
use crate::app::run::Run;
use crate::lesson::game::held_off;
use crate::world::{ChannelState, View};

pub(super) const PACE_IS_BACK: &str =
    " The pace is the day’s own again, not the one that you chose.";
/// The banner stands for so long after all is well again, in real milliseconds.
const BANNER_MS: f64 = 8000.0;

/// Lets so much real time pass on a day that is not over. `frame` is what was last drawn.
#[inline(never)]
pub fn tick(
    game: &mut GamePlay,
    clock: &mut Clock,
    run: &mut Run,
    frame: &View,
    ms: f64,
) -> Vec<Ask> {
    let by = clock.due(ms, pace(game, frame, clock.quiet_ms));
    let now = run.now();
    let ends_at = game.ends_at();
    let target = (now + by).min(ends_at);
    let stop = game
        .day
        .next_at()
        .map_or(target, |at| at.clamp(now, target));
    run.advance(stop.since(now));
    let struck = game.day.due(&run.view());
    clock.quiet_ms += ms;
    game.idle_ms += ms;
    let mut asks = match &struck {
        Some(line) => strike(game, clock, run, line),
        None => Vec::new(),
    };
    let view = run.view();
    let stir = stir(&view);
    if stir != game.stir {
        game.stir = stir;
        clock.quiet_ms = 0.0;
    }
    if let Some(id) = made(game, &view) {
        let hurried = game.haste > AS_IT_IS;
        game.haste = game.haste.min(AS_IT_IS);
        let pace = if hurried { PACE_IS_BACK } else { "" };
        asks.push(Ask::Say(good(format!("`{id}` is ready.{pace}"))));
    }
    if clock.quiet_ms >= BANNER_MS && view.open_incidents().next().is_none() {
        game.banner = None;
    }
    asks.push(Ask::Frame(ms));
    if run.now() >= ends_at {
        asks.extend(end::finish(game, clock, run));
    } else if struck.is_some() {
        asks.extend([Ask::Look, Ask::Keep]);
    }
    asks
}

fn strike(game: &mut GamePlay, clock: &mut Clock, run: &mut Run, line: &str) -> Vec<Ask> {
    let now = run.now();
    let answer = run.act(line);
    clock.quiet_ms = 0.0;
    clock.carry_ms = 0.0;
    if answer.refused {
        let told = run.outcomes().last().and_then(held_off);
        return told.map(|told| Ask::Say(good(told))).into_iter().collect();
    }
    game.banner = Some(now);
    game.slowed = game.haste > AS_IT_IS;
    game.haste = game.haste.min(AS_IT_IS);
    game.acted();
    vec![Ask::Read(None), Ask::Land(Landing::Watch(None))]
}

/// A database that was being made when the clock last looked, and is there now.
fn made(game: &mut GamePlay, view: &View) -> Option<String> {
    let all = view.databases.iter();
    let making = all.filter(|db| is_being_made(db)).map(|db| db.id.clone());
    let before = std::mem::replace(&mut game.making, making.collect());
    let mut all = view.databases.iter().filter(|db| db.settled);
    let ready = all.find(|db| before.contains(&db.id) && !game.making.contains(&db.id))?;
    Some(ready.id.clone())
}

/// How many things go on: incidents that are open, operations, and channels that do not serve.
fn stir(view: &View) -> usize {
    let open = view.open_incidents();
    let at_work = view.databases.iter().filter(|db| is_being_made(db));
    let apps = view.apps.iter();
    let broken = apps.filter(|app| app.writes.state != ChannelState::Serving);
    open.count() * 100 + at_work.count() * 10 + broken.count()
}
