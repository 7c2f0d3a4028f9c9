//! Where the page scrolls to: what is to be watched, read or pressed comes into sight.

use crate::ui::kit::{self, document, has_room, html_element};
use web_sys::{ScrollIntoViewOptions, ScrollLogicalPosition};

/// Whether an element reaches into the window.
fn is_in_sight(id: &str) -> bool {
    let scrolled = web_sys::window().and_then(|window| window.scroll_y().ok());
    html_element(id).zip(scrolled).is_some_and(|(element, y)| {
        f64::from(element.offset_top() + element.offset_height()) > y + 100.0
    })
}

/// Brings lanes of the stage into sight, the first of them whatever happens: each scrolls just so far as it must, so that those
/// before it stay in sight where there is room for both.
pub fn watch(lanes: Vec<String>, called: bool) {
    if !called && !is_in_sight("stage") {
        return;
    }
    if called {
        // What comes onto the stage a frame later may move what is there.
        bring(lanes.clone(), called, DRAWN_MS);
    }
    bring(lanes, called, 0);
}

/// By then all is drawn that came with a press.
const DRAWN_MS: u32 = 250;

fn bring(lanes: Vec<String>, called: bool, after_ms: u32) {
    gloo_timers::callback::Timeout::new(after_ms, move || {
        if called && let Some(stage) = above_stage().or_else(|| kit::element("stage")) {
            scroll_to(&stage, ScrollLogicalPosition::Start);
        }
        for id in lanes.iter().rev() {
            let lane = kit::element(id).and_then(|one| one.closest(".lane").ok()?);
            if let Some(lane) = lane {
                scroll_to(&lane, ScrollLogicalPosition::Nearest);
            }
        }
    })
    .forget();
}

/// What is told of it above the stage, on a game day.
fn above_stage() -> Option<web_sys::Element> {
    document()?.query_selector(".banner").ok().flatten()
}

fn scroll_to(element: &web_sys::Element, block: ScrollLogicalPosition) {
    let how = ScrollIntoViewOptions::new();
    how.set_block(block);
    element.scroll_into_view_with_scroll_into_view_options(&how);
}

/// Scrolls just so far that an element can be seen.
pub fn show(id: String) {
    // Where what it is one's turn to press stands under the thumb, the stage stays where it is.
    if id == "turn" && has_room("reach") {
        return;
    }
    gloo_timers::callback::Timeout::new(0, move || {
        let wanted = (id == "turn").then(wanted_button).flatten();
        if let Some(element) = wanted.or_else(|| kit::element(&id)) {
            // The stage may be higher than the window: the application stands at its top.
            let block = match &*id {
                "stage" | "ways" => ScrollLogicalPosition::Start,
                // What a step came to begins with its heading: beside a stage, the text above it stays as well.
                "done-part" if has_room("reach") => ScrollLogicalPosition::Start,
                _ => ScrollLogicalPosition::Nearest,
            };
            scroll_to(&element, block);
            // Where not all of it has room, what was answered is read rather than what was asked.
            if let Ok(Some(answer)) = element.query_selector(".runs > .strike__answer") {
                scroll_to(&answer, ScrollLogicalPosition::Nearest);
            }
        }
    })
    .forget();
}

/// The button that a step wants next: whose turn it is looks for it, and not for the words that say so, which stand beneath it.
fn wanted_button() -> Option<web_sys::Element> {
    const WANTED: &str = "#tabpanel .strike > .button--main:not([aria-disabled=\"true\"]), #tabpanel .way > .button:not([aria-disabled=\"true\"]), #tabpanel .step__places > button";
    document()?.query_selector(WANTED).ok().flatten()
}
