//! What the game day's screen does when it is told something.

use crate::app::effect::Effect;
use crate::app::game::play::{GameMsg, GamePlay, HASTES};
use crate::app::game::{end, set_up};
use crate::app::state::State;

pub fn react(state: &mut State, msg: GameMsg) -> Vec<Effect> {
    match msg {
        GameMsg::Start => return set_up::start(state),
        GameMsg::FromLesson => return set_up::from_lesson(state),
        GameMsg::Haste(haste) => change(state, |game| game.haste = haste.min(HASTES.len() - 1)),
        GameMsg::CloseBanner => change(state, |game| game.banner = None),
        GameMsg::GiveUp(asks) => {
            change(state, |game| game.gives_up = asks);
            let focus = if asks { "yield" } else { "give-up" };
            return vec![Effect::Focus(focus.to_owned())];
        }
        GameMsg::Yield => return end::give_up(state),
        GameMsg::Verdict(place) => return end::verdict(state, place),
        GameMsg::ToSandbox => return end::to_sandbox(state),
        GameMsg::Challenge => return end::copy_challenge(state),
        GameMsg::ShareRun => return vec![end::copy_run(state)],
        GameMsg::Again => return end::again(state),
        GameMsg::OtherDesign => return end::other_design(state, false),
        GameMsg::Harder => return end::other_design(state, true),
        GameMsg::Name(_)
        | GameMsg::Dice
        | GameMsg::Level(_)
        | GameMsg::MultiAz(_)
        | GameMsg::Retention(_)
        | GameMsg::Replica(_)
        | GameMsg::ReplicaWest(_)
        | GameMsg::Protection(_)
        | GameMsg::Lines(_)
        | GameMsg::ToChoices => return set_up::choose(state, msg),
    }
    Vec::new()
}

/// One step of haste more (1) or less (-1).
pub fn faster(state: &mut State, way: isize) -> Vec<Effect> {
    change(state, |game| {
        game.haste = game.haste.saturating_add_signed(way).min(HASTES.len() - 1);
    });
    Vec::new()
}

fn change(state: &mut State, change: impl FnOnce(&mut GamePlay)) {
    if let Some(game) = &mut state.game {
        change(game);
    }
}
