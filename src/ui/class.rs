//! What the class and the protection map ask of the browser: the clipboard, a turn, and the task that is worked on.

use crate::app::Msg;
use crate::app::class::{ClassEffect, ClassMsg};
use crate::app::map::MapMsg;
use crate::ui::kit::Send;
use crate::ui::storage;
use wasm_bindgen_futures::{JsFuture, spawn_local};

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

pub fn carry_out(effect: ClassEffect, send: &Send) {
    let send = send.clone();
    match effect {
        ClassEffect::Keep(address) => {
            storage::keep(TASK, &address);
        }
        ClassEffect::Tick => soon(Msg::Class(ClassMsg::Next), send),
        ClassEffect::Copy(what, text) => spawn_local(async move {
            let done = put(text).await.is_some();
            send.emit(Msg::Class(ClassMsg::Copied(what, done)));
        }),
    }
}

/// A fragment is put behind the address of this page. Nothing if the browser refuses.
async fn put(text: String) -> Option<()> {
    let window = web_sys::window()?;
    let text = match text.starts_with('/') {
        true => {
            let href = window.location().href().ok()?;
            format!("{}#{text}", href.split(['#', '?']).next()?)
        }
        false => text,
    };
    let clipboard = window.navigator().clipboard();
    // Pages that came by plain http have none, whatever its type says.
    let copying = clipboard.is_object().then(|| clipboard.write_text(&text))?;
    JsFuture::from(copying).await.ok().map(drop)
}
