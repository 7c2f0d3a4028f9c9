//! The page: the only importer of Yew. Views are functions of plain data; they send messages and hold nothing.
//! The picture (stage, lanes, tapes, timeline) is drawn by hand; `parts` draws all else, as presenters in `app` say it.

mod author;
mod class;
mod effects;
mod fetch;
mod files;
mod first;
mod focus;
mod icon;
mod keys;
mod kit;
mod lane;
mod listen;
mod page;
mod panel;
mod parts;
mod pieces;
mod present;
mod reader;
mod rest;
mod scroll;
mod stage;
mod storage;
mod tape;
mod terminal;
mod timeline;

mod wire;

pub use page::Page;
#[cfg(debug_assertions)]
pub use parts::counted;
pub use rest::need;
pub use stage::Still;

/// Puts the application in the place of the static first screen, which stays until all is there that the visitor needs.
pub fn mount() {
    match rest::arrive() {
        true => wasm_bindgen_futures::spawn_local(async {
            // If it did not come, the page asks again, and says so.
            rest::fetch().await;
            first::begin();
        }),
        false => first::begin(),
    }
}
