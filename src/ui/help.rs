//! The list of keyboard shortcuts.

use crate::app::Msg;
use crate::ui::icon::Icon;
use crate::ui::kit::{Send, icon_button};
use yew::prelude::*;

const SHORTCUTS: [(&str, &str); 10] = [
    ("Space", "play or pause"),
    (".", "step to the next event"),
    ("+ −", "faster, slower"),
    ("u", "undo the last action"),
    ("0", "back to the start"),
    ("i f j t", "inspector, faults, journal, terminal"),
    ("n l v", "in a lesson: next, lesson, verdict"),
    ("/", "to the command line"),
    ("?", "this list"),
    ("Esc", "close what is open"),
];

pub fn view(send: &Send) -> Html {
    html! {
        <div class="veil">
            <div class="help" role="dialog" aria-modal="true" aria-labelledby="help-title">
                <div class="help__top">
                    <h2 id="help-title" tabindex="-1">{ "Keyboard shortcuts" }</h2>
                    { icon_button(send, Icon::Cross, "Close", Msg::CloseMenus) }
                </div>
                <dl>
                    { for SHORTCUTS.iter().map(|(keys, what)| html! {
                        <div><dt><kbd>{ *keys }</kbd></dt><dd>{ *what }</dd></div>
                    }) }
                </dl>
                <p class="quiet">{ "They rest while you type. Everything can also be reached with Tab, and pressed with Enter." }</p>
            </div>
        </div>
    }
}
