//! What follows from whatever happened: all is drawn anew, and the lesson on the stage looks whether its step has come to its end.

use crate::app::lesson::observe;
use crate::app::look::look;
use crate::app::state::State;

/// Draws everything anew, and lets the present step end.
pub fn refresh(state: &mut State) {
    look(state);
    observe(state);
}
