//! The timeline, drawn anew when what it shows is another.

use crate::app::bands::{Bands, bands};
use crate::app::timeline::Axis;
use crate::app::{State, say};
use crate::ui::kit::Send;
use crate::ui::parts::shown;
use yew::prelude::*;

pub fn view(state: &State, send: &Send) -> Html {
    let calm = &*state.drawn.calm;
    let incident = calm.incident.map(|place| &calm.view.incidents[place]);
    let selected = state.window.selected.as_ref();
    let told = Bands {
        axis: match &state.game {
            Some(game) => Axis::to(game.ends_at()),
            None => Axis::new(state.run.furthest()),
        },
        view: &calm.view,
        journal: &calm.journal,
        app: say::timed_app(&calm.view, incident, selected),
        lag: state.run.lag(),
        ahead: &calm.lines_ahead,
        seeks: state.tour.is_none() && !state.in_game(),
    };
    shown(send, |at| bands(&told, at))
}
