//! What the game day's screen does when it is told something.

use crate::app::ask::{Ask, focus};
use crate::app::game::play::{GameMsg, GamePlay, HASTES};
use crate::app::game::{SetUp, end, set_up};
use crate::app::lesson::LessonPlay;
use crate::app::pace::Clock;
use crate::app::run::Run;

/// What is told to the choices before a day. `lesson` stands on the stage.
#[inline(never)]
pub fn choose(set_up: &mut SetUp, lesson: Option<&LessonPlay>, msg: GameMsg) -> Vec<Ask> {
    match msg {
        GameMsg::Start => set_up::start(set_up),
        GameMsg::FromLesson => {
            lesson.map_or_else(Vec::new, |play| set_up::from_lesson(set_up, play))
        }
        msg => set_up::choose(set_up, msg),
    }
}

/// What is told to the day that is being played, or was.
#[inline(never)]
pub fn react(
    game: &mut GamePlay,
    set_up: &mut SetUp,
    clock: &mut Clock,
    run: &mut Run,
    msg: GameMsg,
) -> Vec<Ask> {
    match msg {
        GameMsg::Haste(haste) => game.haste = haste.min(HASTES.len() - 1),
        GameMsg::CloseBanner => game.banner = None,
        GameMsg::GiveUp(asks) => {
            game.gives_up = asks;
            return vec![focus(if asks { "yield" } else { "give-up" })];
        }
        GameMsg::Yield => return end::give_up(game, clock),
        GameMsg::Verdict(place) => return end::verdict(game, run, place),
        GameMsg::ToSandbox => return end::to_sandbox(run),
        GameMsg::Challenge => return end::copy_challenge(game),
        GameMsg::ShareRun => return end::copy_run(game, run),
        GameMsg::Again => return set_up::again(set_up, game),
        GameMsg::OtherDesign => return set_up::other_design(set_up, game, false),
        GameMsg::Harder => return set_up::other_design(set_up, game, true),
        _ => {}
    }
    Vec::new()
}

/// One step of haste more (1) or less (-1).
pub fn faster(game: &mut GamePlay, way: isize) {
    game.haste = game.haste.saturating_add_signed(way).min(HASTES.len() - 1);
}
