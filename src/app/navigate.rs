//! Going somewhere within the page.

use crate::app::msg::Effect;
use crate::app::route::Route;
use crate::app::state::State;

pub fn go(_state: &mut State, _route: Route) -> Vec<Effect> {
    Vec::new()
}
