//! The page: the only importer of Yew.

use yew::prelude::*;

/// Puts the application in the place of the static first screen.
pub fn mount() {
    let document = web_sys::window()
        .and_then(|window| window.document())
        .expect("a page has a document");
    let root = document
        .get_element_by_id("app")
        .expect("index.html holds #app");
    root.set_inner_html("");
    yew::Renderer::<App>::with_root(root).render();
}

#[component]
pub fn App() -> Html {
    html! {
        <main>
            <h1>{ "Failover Lab" }</h1>
        </main>
    }
}
