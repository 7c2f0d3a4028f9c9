//! The keyboard's shortcuts.

use crate::app::{LessonMsg, Msg, Tab, present};
use crate::ui::kit::{self, Send};
use std::cell::Cell;
use wasm_bindgen::JsCast;

thread_local! {
    /// Whether single keys work as shortcuts: who speaks to the computer, or hits keys by accident, switches them off.
    static ON: Cell<bool> = const { Cell::new(true) };
}

pub fn switch(on: bool) {
    ON.set(on);
}

/// Shortcuts work wherever the focus is, except where one types or a button takes the key. Those of the lab need a stage.
pub fn listen(send: &Send) {
    let send = send.clone();
    kit::listen("keydown", move |event: web_sys::KeyboardEvent| {
        let target = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
            .map(|element| takes_keys_as(&element))
            .unwrap_or_default();
        let modified = event.ctrl_key() || event.meta_key() || event.alt_key();
        let presents = kit::element("present").is_some();
        // Who has switched off single keys still leads on by a remote.
        let named = event.key().len() > 1;
        let works = event.key() == "Escape"
            || presents && (named || ON.get())
            || ON.get() && kit::element("stage").is_some();
        // Behind an open dialog nothing happens.
        let covered = event.key() != "Escape" && kit::element("help-title").is_some();
        if modified || !works || covered && event.key() != "?" {
            return;
        }
        let msg = match presents {
            true => present::key(&event.key(), &target),
            false => shortcut(&event.key(), &target),
        };
        if let Some(msg) = msg {
            event.prevent_default();
            send.emit(msg);
        }
    });
}

/// The tag of an element, by which one knows which keys it takes itself; what is chosen or slid takes no letters.
fn takes_keys_as(element: &web_sys::Element) -> String {
    match element.get_attribute("type").as_deref() {
        Some("radio" | "checkbox" | "range") => "BUTTON".to_owned(),
        _ => element.tag_name(),
    }
}

fn shortcut(key: &str, target: &str) -> Option<Msg> {
    if key == "Escape" {
        return Some(Msg::CloseMenus);
    }
    if matches!(target, "INPUT" | "TEXTAREA" | "SELECT") {
        return None;
    }
    Some(match key {
        " " if matches!(target, "BUTTON" | "A" | "SUMMARY") => return None,
        " " => Msg::TogglePlay,
        "." => Msg::StepForward,
        "+" | "=" => Msg::Faster(1),
        "-" => Msg::Faster(-1),
        "u" => Msg::Undo,
        "l" => Msg::Open(Tab::Lesson),
        "v" => Msg::Open(Tab::Verdict),
        "n" => Msg::Lesson(LessonMsg::Next),
        "i" => Msg::Open(Tab::Inspector),
        "f" => Msg::Open(Tab::Faults),
        "j" => Msg::Open(Tab::Journal),
        "t" | "/" => Msg::ToPrompt,
        "?" => Msg::ToggleHelp,
        _ => return None,
    })
}
