//! What the class and the protection map ask of the browser: the clipboard, a turn, and the task that is worked on.

use crate::app::Msg;
use crate::app::class::{ClassEffect, ClassMsg};
use crate::app::map::MapMsg;
use crate::ui::kit::{self, Send};
use crate::ui::storage;
use std::cell::Cell;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Element, HtmlElement};

/// The address of the task that is worked on.
const TASK: &str = "failover-lab.task";

pub fn kept() -> Option<String> {
    storage::kept(TASK)
}

/// Tells the protection map to go on.
pub fn draw_map(ticket: u32, send: &Send) {
    soon(Msg::Map(MapMsg::GoOn(ticket)), send.clone());
}

/// Sends a message once the browser has had its turn.
fn soon(msg: Msg, send: Send) {
    gloo_timers::callback::Timeout::new(0, move || send.emit(msg)).forget();
}

#[inline(never)]
pub fn carry_out(effect: ClassEffect, send: &Send) {
    let send = send.clone();
    match effect {
        ClassEffect::Keep(address) => {
            storage::keep(TASK, &address);
        }
        ClassEffect::Settle => {
            if let Some(page) = page() {
                soon(Msg::Class(ClassMsg::Page(page)), send);
            }
            if !LISTENS.replace(true) {
                kit::listen("keydown", begin);
            }
        }
        ClassEffect::Tick => soon(Msg::Class(ClassMsg::Next), send),
        ClassEffect::Copy(what, text) => spawn_local(async move {
            let done = put(text).await.is_some();
            send.emit(Msg::Class(ClassMsg::Copied(what, done)));
        }),
    }
}

thread_local! {
    /// Whether Enter is listened to.
    static LISTENS: Cell<bool> = const { Cell::new(false) };
}

/// Enter in the field of the name begins the task.
fn begin(event: web_sys::KeyboardEvent) {
    let field = event
        .target()
        .and_then(|one| one.dyn_into::<Element>().ok());
    let is_name = field.is_some_and(|field| field.id() == "class-name");
    if is_name
        && event.key() == "Enter"
        && let Some(begin) = kit::element("class-begin")
        && let Ok(begin) = begin.dyn_into::<HtmlElement>()
    {
        begin.click();
    }
}

/// The address of this page, without its fragment.
fn page() -> Option<String> {
    let href = web_sys::window()?.location().href().ok()?;
    Some(href.split(['#', '?']).next()?.to_owned())
}

/// A fragment is put behind the address of this page. Nothing if the browser refuses.
async fn put(text: String) -> Option<()> {
    let window = web_sys::window()?;
    let text = match text.starts_with('/') {
        true => format!("{}#{text}", page()?),
        false => text,
    };
    let clipboard = window.navigator().clipboard();
    // Pages that came by plain http have none, whatever its type says.
    let copying = clipboard.is_object().then(|| clipboard.write_text(&text))?;
    JsFuture::from(copying).await.ok().map(drop)
}
