//! What `app` asks of the browser is done here: storage, clipboard, focus, files.

use crate::app::{Effect, Msg, Theme};
use crate::ui::kit::{self, Send};
use gloo_storage::{LocalStorage, Storage};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};

const RUN: &str = "failover-lab.run";
const PROGRESS: &str = "failover-lab.progress";
const THEME: &str = "failover-lab.theme";

pub fn carry_out(effect: Effect, send: &Send) {
    match effect {
        Effect::Save(text) => remember(RUN, &text),
        Effect::SaveProgress(text) => remember(PROGRESS, &text),
        Effect::SaveTheme(theme) => {
            remember(THEME, theme.name());
            show_theme(theme);
        }
        Effect::CopyLink(fragment) => copy_link(&fragment, send),
        Effect::PickFile => click("file"),
        Effect::Focus(id) => focus(id),
        Effect::ScrollTerminal => scroll_terminal(),
    }
}

/// A browser that keeps nothing (private windows, full storage) is no reason to stop.
fn remember(key: &str, value: &str) {
    let _ = LocalStorage::set(key, value);
}

pub fn saved_run() -> Option<String> {
    LocalStorage::get(RUN).ok()
}

pub fn saved_theme() -> Theme {
    let name: Result<String, _> = LocalStorage::get(THEME);
    name.map(|name| Theme::parse(&name)).unwrap_or_default()
}

pub fn show_theme(theme: Theme) {
    let root = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.document_element());
    if let Some(root) = root {
        // Fails only for an attribute name that no document allows.
        let _ = root.set_attribute("data-theme", theme.name());
    }
}

/// The fragment of the address, `#` included.
pub fn fragment() -> String {
    web_sys::window()
        .and_then(|window| window.location().hash().ok())
        .unwrap_or_default()
}

fn copy_link(fragment: &str, send: &Send) {
    let Some(window) = web_sys::window() else {
        return;
    };
    let location = window.location();
    let copied = location.set_hash(fragment).and_then(|()| location.href());
    let send = send.clone();
    match copied {
        Ok(link) => {
            let promise = window.navigator().clipboard().write_text(&link);
            spawn_local(async move {
                send.emit(Msg::Copied(JsFuture::from(promise).await.is_ok()));
            });
        }
        Err(_) => send.emit(Msg::Copied(false)),
    }
}

/// Reads the chosen file, and tells what was in it.
pub fn read_file(input: &web_sys::HtmlInputElement, send: &Send) {
    let Some(file) = input.files().and_then(|files| files.get(0)) else {
        return;
    };
    // So that the same file can be chosen again.
    input.set_value("");
    let send = send.clone();
    spawn_local(async move {
        let text = JsFuture::from(file.text()).await;
        send.emit(match text.ok().and_then(|text| text.as_string()) {
            Some(text) => Msg::OpenTranscript {
                text,
                from: "the file",
            },
            None => Msg::Unreadable("The file"),
        });
    });
}

fn html_element(id: &str) -> Option<web_sys::HtmlElement> {
    kit::element(id)?.dyn_into().ok()
}

fn click(id: &str) {
    if let Some(element) = html_element(id) {
        element.click();
    }
}

/// After the next drawing, since what is to be focused may only then be there.
fn focus(id: String) {
    gloo_timers::callback::Timeout::new(0, move || {
        if let Some(element) = html_element(&id) {
            let _ = element.focus();
        }
    })
    .forget();
}

fn scroll_terminal() {
    gloo_timers::callback::Timeout::new(0, || {
        if let Some(log) = kit::element("terminal-log") {
            log.set_scroll_top(log.scroll_height());
        }
    })
    .forget();
}
