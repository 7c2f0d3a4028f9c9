//! The page: the only importer of Yew. Views are functions of plain data; they send messages and hold nothing.
//! The picture (stage, lanes, tapes, timeline) is drawn by hand; `parts` draws all else, as presenters in `app` say it.

mod author;
mod effects;
mod files;
mod focus;
mod icon;
mod kit;
mod lane;
mod page;
mod panel;
mod parts;
mod reader;
mod stage;
mod storage;
mod tape;
mod terminal;
mod timeline;
mod wire;

pub use page::Page;
#[cfg(debug_assertions)]
pub use parts::counted;
pub use stage::view as stage;

/// Puts the application in the place of the static first screen.
pub fn mount() {
    let root = kit::element("app").expect("index.html holds #app");
    root.set_inner_html("");
    yew::Renderer::<Page>::with_root(root).render();
}
