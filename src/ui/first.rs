//! The static first screen, and how the application takes its place: index.html holds it, and `scripts/foresee.mjs` what stands in its
//! place for those who come for the course or a lesson. It is seen until the application shows the same.

use crate::ui::kit;
use crate::ui::page::{Arrival, Page};
use gloo_timers::callback::Timeout;
use web_sys::Element;

/// A lesson that is so slow to come says so itself, in milliseconds.
const PATIENCE_MS: u32 = 5000;

/// What index.html calls a page that does not start, and may yet.
const LATE: &str = "stuck late";

/// Starts the application, unseen. Whatever runs for the first time is compiled then, so the browser has its turn in between.
pub fn begin() {
    let app = kit::element("app").expect("index.html holds #app");
    if kit::element("first").is_none() {
        app.set_inner_html("");
    }
    let document = kit::document().expect("it holds #app");
    let lab = document.create_element("div").expect("a div can be made");
    lab.set_id("lab");
    hide(&lab, true);
    // Fails only for what stands within it.
    let _ = app.append_child(&lab);
    Timeout::new(PATIENCE_MS, end).forget();
    Timeout::new(0, move || {
        let arrival = Arrival::new();
        Timeout::new(0, move || {
            yew::Renderer::<Page>::with_root_and_props(lab, arrival).render();
        })
        .forget();
    })
    .forget();
}

/// The application is seen. It can be told so more than once.
pub fn end() {
    if let Some(first) = kit::element("first") {
        first.remove();
    }
    if let Some(lab) = kit::element("lab").filter(|lab| lab.has_attribute("hidden")) {
        hide(&lab, false);
        was_only_late();
    }
}

/// Where index.html had given it up, what it said is no longer true. What broke off says so still.
fn was_only_late() {
    let root = kit::document().and_then(|document| document.document_element());
    let class = root.as_ref().map(|root| root.class_name());
    if let (Some(root), Some(class), Some(app)) = (root, class, kit::element("app"))
        && class.contains(LATE)
    {
        root.set_class_name(&class.replace(LATE, ""));
        // Fails only for an attribute name that no document allows.
        let _ = app.remove_attribute("inert");
    }
}

fn hide(element: &Element, so: bool) {
    // Fails only for an attribute name that no document allows.
    let _ = match so {
        true => element.set_attribute("hidden", ""),
        false => element.remove_attribute("hidden"),
    };
}
