//! The timeline, drawn anew when what it shows is another.

use crate::app::bands::{Bands, bands};
use crate::ui::kit::Send;
use crate::ui::parts::shown;
use yew::prelude::*;

pub fn view(told: &Bands, send: &Send) -> Html {
    shown(send, |at| bands(told, at))
}
