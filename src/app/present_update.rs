//! What is told to a lesson that is shown to a class.

use crate::app::ask::Ask;
use crate::app::present::{self, PresentMsg};
use crate::app::state::State;

#[inline(never)]
pub fn react(state: &mut State, msg: PresentMsg) -> Vec<Ask> {
    match (&mut state.present, &mut state.lesson) {
        (Some(shown), Some(play)) => {
            present::react(shown, play, &mut state.clock, &mut state.run, msg)
        }
        _ => Vec::new(),
    }
}
