//! How fast the clock of a game day runs: fast while all is well, slow when something happens.

use crate::app::game::{GamePlay, HASTES};
use crate::app::pace::is_being_made;
use crate::lesson::GameLevel;
use crate::world::View;

/// Simulated time per real time while all is well: longer days go by faster.
fn well(level: GameLevel) -> f64 {
    match level {
        GameLevel::WarmUp => 240.0,
        GameLevel::Shift => 150.0,
        GameLevel::Storm => 240.0,
    }
}

/// While something is wrong, and somebody may be thinking.
const WRONG: f64 = 6.0;
/// How long that lasts, in real milliseconds since something struck or was done; then the pace doubles again and again. On the warm-up
/// the panel names what has struck.
fn thinking_ms(level: GameLevel) -> f64 {
    match level {
        GameLevel::WarmUp => 45_000.0,
        GameLevel::Shift | GameLevel::Storm => 120_000.0,
    }
}
const DOUBLES_MS: f64 = 20_000.0;
/// While something is wrong and a repair goes on by itself.
const REPAIRING: f64 = 60.0;
/// How long the clock stays slow after news.
const NEWS_MS: f64 = 3_000.0;
/// How long it takes from there to the full pace.
const RISE_MS: f64 = 4_000.0;

/// Simulated time per real time now. Haste shortens all that the clock waits for.
#[inline(never)]
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
                ((game.idle_ms * haste - thinking_ms(game.level)) / DOUBLES_MS).clamp(0.0, 8.0);
            let doublings = doublings as u32;
            (WRONG * f64::from(1 << doublings)).min(well)
        }
    };
    let rise = ((quiet_ms - NEWS_MS) / RISE_MS).clamp(0.0, 1.0);
    haste * (WRONG + (full - WRONG) * rise)
}
