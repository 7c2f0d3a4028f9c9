//! Where the focus is: it is never lost, and what it leaves closes.

use crate::app::Msg;
use crate::ui::effects;
use crate::ui::kit::{self, Send, document};
use std::cell::RefCell;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, FocusOptions, HtmlElement};
use yew::prelude::*;

thread_local! {
    /// What took the focus last, and what that stood in then, the innermost first.
    static FOCUSED: RefCell<Vec<Element>> = RefCell::default();
}

/// Called after each drawing. If what had the focus is gone, or can be pressed no more, the heading of what it stood in takes it.
pub fn keep() {
    let active = document().and_then(|document| document.active_element());
    // A browser takes the focus from what cannot be pressed only after this.
    let can_have = |one: &Element| one.tag_name() != "BODY" && !one.has_attribute("disabled");
    if active.is_some_and(|active| can_have(&active)) {
        return;
    }
    let all = FOCUSED.take();
    let is_lost = |own: &Element| !own.is_connected() || own.has_attribute("disabled");
    if !all.first().is_some_and(is_lost) {
        return;
    }
    let left = all.iter().skip(1).find(|element| element.is_connected());
    // Under the thumb another button comes in its place, and the page stays where it is.
    let in_reach = left.is_some_and(|left| left.id() == "reach");
    let holder = left.and_then(|left| left.closest("[tabindex],main,dialog").ok()?);
    let heading = holder
        .as_ref()
        .and_then(|holder| holder.query_selector(":is(h1,h2,h3)[tabindex]").ok()?);
    if let Some(Ok(heir)) = heading.or(holder).map(JsCast::dyn_into::<HtmlElement>) {
        let how = FocusOptions::new();
        // One looks at what one has pressed as long as that is there.
        how.set_prevent_scroll(in_reach || all.first().is_some_and(|own| own.is_connected()));
        // Fails for nothing that is an element of the page.
        let _ = heir.focus_with_options(&how);
    }
}

/// What lies over the page holds the focus, and all else rests: the browser sees to that.
pub fn show_dialog() {
    let dialog =
        document().and_then(|document| document.query_selector("dialog:not([open])").ok()?);
    if let Some(dialog) = dialog {
        // Fails only for a dialog that is open already, or not in the page.
        let _ = dialog
            .unchecked_into::<web_sys::HtmlDialogElement>()
            .show_modal();
    }
}

/// A menu closes when the focus or a press leaves it; what lies over the stage when one presses beside it.
pub fn listen(send: &Send) {
    for name in ["focusin", "click"] {
        let send = send.clone();
        kit::listen(name, move |event: Event| {
            let target = event.target().and_then(|target| target.dyn_into().ok());
            // What was pressed away is not beside anything.
            let target = target.filter(|target: &Element| target.is_connected());
            let Some((document, target)) = document().zip(target) else {
                return;
            };
            if name == "focusin" {
                let outwards = |element: &Element| element.parent_element();
                let chain = std::iter::successors(Some(target.clone()), outwards);
                FOCUSED.set(chain.collect());
            }
            let menu = document.query_selector(".menu").ok().flatten();
            let around = menu.and_then(|menu| menu.parent_element());
            if around.is_some_and(|around| !around.contains(Some(&target))) {
                send.emit(Msg::LeaveMenu);
            }
            let beside = target.closest(NOT_BESIDE).is_ok_and(|one| one.is_none());
            if name == "click" && beside && is_over_the_stage() {
                send.emit(Msg::CloseSheet);
            }
        });
    }
}

/// The inspector itself, what opens it, and what one goes on with while it is open.
const NOT_BESIDE: &str = ".panel,.thing,.break,.time,.notices,dialog";

/// Whether the inspector lies over the stage: only then its button is drawn.
fn is_over_the_stage() -> bool {
    kit::has_room("sheet-close")
}

/// The first thing that Tab comes to. It moves the focus, and leaves the address alone.
pub fn skip((id, words): (&'static str, &'static str)) -> Html {
    let onclick = Callback::from(move |event: MouseEvent| {
        event.prevent_default();
        effects::focus(id.to_owned());
    });
    html! { <a class="skip" href={format!("#{id}")} {onclick}>{ words }</a> }
}
