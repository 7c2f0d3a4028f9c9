//! What the whole document tells: links, names and the address, wherever they stand.

use crate::app::{Msg, Route};
use crate::ui::effects;
use crate::ui::kit::{self, Send, listen};
use wasm_bindgen::JsCast;

/// Links within the page, wherever they stand: also in a lesson's prose, and also if the address bar says so already.
pub fn to_links(send: &Send) {
    let send = send.clone();
    listen("click", move |event: web_sys::MouseEvent| {
        let plain =
            event.button() == 0 && !(event.ctrl_key() || event.meta_key() || event.shift_key());
        let target = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let link = target.and_then(|target| target.closest("a[href^='#/']").ok().flatten());
        if let Some(address) = link
            .filter(|_| plain)
            .and_then(|link| link.get_attribute("href"))
        {
            event.prevent_default();
            send.emit(Msg::Go(Route::parse(&address)));
        }
    });
}

/// Names in texts: what is called so lights up on the stage while one points at the name, goes to it or presses it.
pub fn to_names(send: &Send) {
    for event in ["pointerover", "focusin", "click"] {
        let send = send.clone();
        let mut last = String::new();
        listen(event, move |happened: web_sys::Event| {
            let pressed = event == "click";
            let target = happened
                .target()
                .and_then(|target| target.dyn_into::<web_sys::Element>().ok());
            let kind = if pressed { ".name-of" } else { "code,.name-of" };
            let code = target.and_then(|target| target.closest(kind).ok().flatten());
            let name = code
                .and_then(|code| code.text_content())
                .unwrap_or_default();
            if pressed && !name.is_empty() || !pressed && name != last {
                last.clone_from(&name);
                send.emit(Msg::Point { name, pressed });
            }
        });
    }
}

/// Back, forward, and what is typed into the address bar. A fragment that names an element is the browser's own affair.
pub fn to_address(send: &Send) {
    let send = send.clone();
    listen("hashchange", move |_: web_sys::Event| {
        let fragment = effects::fragment();
        if kit::element(fragment.trim_start_matches('#')).is_none() {
            send.emit(Msg::Go(Route::parse(&fragment)));
        }
    });
}
