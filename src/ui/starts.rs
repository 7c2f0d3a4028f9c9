//! The empty sandbox: four ready-made starts, each with a picture of its copies.

use crate::app::{Msg, starts};
use crate::ui::icon::{Icon, icon};
use crate::ui::kit::{Send, on};
use yew::prelude::*;

pub fn view(send: &Send) -> Html {
    html! {
        <div class="starts">
            <h2>{ "What shall we break today?" }</h2>
            <p class="quiet">{ "Each start is a running database with a shop that writes 50 orders a second, and two quiet days behind it." }</p>
            <div class="starts__grid">
                { for starts::ALL.iter().map(|start| html! {
                    <button type="button" class="start" onclick={on(send, Msg::Start(start.name))}>
                        { picture(start.name) }
                        <b>{ start.title }</b>
                        <span>{ start.what }</span>
                    </button>
                }) }
            </div>
            <p class="quiet">{ icon(Icon::Edit) }{ " Or create your own in the terminal: " }<code>{ "aws rds create-db-instance …" }</code></p>
        </div>
    }
}

/// Tapes in frames: how many copies, in how many zones and Regions, and which of them trail.
fn picture(name: &str) -> Html {
    let (second, trails, region) = match name {
        "single-az" => (false, None, false),
        "multi-az" => (true, None, false),
        "cross-region" => (true, Some(44), true),
        _ => (false, Some(27), false),
    };
    html! {
        <svg class="start__picture" viewBox="0 0 120 64" aria-hidden="true">
            <rect class="p-frame" x="1" y="1" width="118" height={if region { "38" } else { "62" }} rx="5" />
            if region { <rect class="p-frame" x="1" y="43" width="118" height="20" rx="5" /> }
            <rect class="p-tape" x="10" y={if second || trails.is_some() { "8" } else { "27" }} width="100" height="9" rx="1.5" />
            if second { <rect class="p-tape" x="10" y="24" width="100" height="9" rx="1.5" /> }
            if let Some(y) = trails {
                <rect class="p-trail" x="10" y={(y + 4).to_string()} width="78" height="9" rx="1.5" />
            }
        </svg>
    }
}
