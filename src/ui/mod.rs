//! The page: the only importer of Yew. Views are functions of plain data; they send messages and hold nothing.

mod arrival;
mod author;
mod clock;
mod effects;
mod faults;
mod files;
mod game;
mod goals;
mod header;
mod help;
mod home;
mod icon;
mod inspector;
mod journal;
mod kit;
mod lane;
mod lesson;
mod page;
mod panel;
mod progress;
mod prose;
mod reader;
mod stage;
mod starts;
mod tape;
mod terminal;
mod timeline;
mod tour;
mod verdict;

pub use page::Page;

/// Puts the application in the place of the static first screen.
pub fn mount() {
    let root = kit::element("app").expect("index.html holds #app");
    root.set_inner_html("");
    yew::Renderer::<Page>::with_root(root).render();
}
