//! What only a browser can tell: that the page's components and the DOM agree. Needs `make test`, or the runner that
//! `scripts/test` names.
#![cfg(target_arch = "wasm32")]

#[path = "services/tables.rs"]
mod tables;

use failover_lab::app::run::Run;
use failover_lab::app::share;
use failover_lab::app::{State, Theme};
use failover_lab::grammar::Catalogue;
use failover_lab::language::{Session, Transcript};
use failover_lab::ui;
use failover_lab::world::CATALOGUE;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::HtmlElement;
use yew::prelude::*;
use yew::scheduler;

wasm_bindgen_test_configure!(run_in_browser);

/// An empty place for the app, as index.html has it; leftovers of an earlier test are removed.
fn stage() -> web_sys::Element {
    let document = web_sys::window()
        .and_then(|window| window.document())
        .expect("tests run in a page");
    if let Some(old) = document.get_element_by_id("app") {
        old.remove();
    }
    let root = document.create_element("div").expect("div is a valid name");
    root.set_id("app");
    root.set_inner_html("<p>Loading…</p>");
    let body = document.body().expect("a page has a body");
    body.append_child(&root)
        .expect("a fresh element can be appended");
    root
}

#[wasm_bindgen_test]
async fn the_app_replaces_the_first_screen() {
    let root = stage();
    // The test's own page may have a fragment of its own, which would lead elsewhere.
    let location = web_sys::window().expect("tests run in a page").location();
    location.set_hash("/tour").expect("a fragment can be set");
    ui::mount();
    shown().await;
    let heading = root
        .query_selector("h1")
        .expect("h1 is a valid selector")
        .expect("the app has a heading");
    let words = heading.text_content().unwrap_or_default();
    assert!(words.contains("How many orders will you lose?"), "{words}");
    assert!(
        !root.inner_html().contains("Loading…"),
        "the first screen is still there"
    );
}

/// The stage of a run in which an application uses a table, five seconds after the table has lost its memory.
#[component]
fn StageWithTable() -> Html {
    const WITH_TABLES: Catalogue = Catalogue {
        services: &[CATALOGUE.services[0], &tables::WORDS],
        faults: CATALOGUE.faults,
    };
    let text = "given aws tables create-table --table-name baskets\n\
                given app create web --connect baskets\n\
                60s fault inject memory-loss baskets\n\
                +5s end\n";
    let transcript = Transcript::parse_with(WITH_TABLES, text).expect("it reads");
    let mut session = Session::new(transcript).expect("it starts");
    session.run_to_end();
    let state = State::with(Run::of(session), Theme::default());
    let frame = &state.drawn.frame;
    ui::Still::of(state.cards(), &Callback::noop()).shown(frame, state.pace())
}

#[wasm_bindgen_test]
async fn the_stage_draws_a_service_that_it_knows_nothing_of() {
    let root = stage();
    yew::Renderer::<StageWithTable>::with_root(root.clone()).render();
    scheduler::flush().await;
    let words = root.text_content().unwrap_or_default();
    for word in ["web", "baskets", "UPDATING", "restarting"] {
        assert!(words.contains(word), "{word} is not in {words}");
    }
    let tapes = root.query_selector_all(".lane--copy .tape__strip");
    assert_eq!(tapes.expect("a valid selector").length(), 1);
}

/// Waits until the page stands: it comes piece by piece, unseen.
async fn shown() {
    let document = || web_sys::window().and_then(|window| window.document());
    let found =
        || document().and_then(|document| document.query_selector("#lab:not([hidden])").ok()?);
    for _ in 0..1000 {
        if found().is_some() {
            return;
        }
        breathe().await;
    }
    panic!("the page does not come");
}

/// Lets the browser do what it has to do.
async fn breathe() {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        let window = web_sys::window().expect("tests run in a page");
        window
            .request_animation_frame(&resolve)
            .expect("a page is painted");
    });
    let painted = wasm_bindgen_futures::JsFuture::from(promise).await;
    painted.expect("nobody rejects it");
}

/// The words of the first element that matches.
fn words(root: &web_sys::Element, css: &str) -> String {
    let found = root.query_selector(css).expect("it is a valid selector");
    let found = found.and_then(|element| element.text_content());
    found.unwrap_or_default()
}

#[wasm_bindgen_test]
async fn what_did_not_change_is_not_drawn_again() {
    let root = stage();
    let location = web_sys::window().expect("tests run in a page").location();
    location.set_hash("/tour").expect("a fragment can be set");
    ui::mount();
    shown().await;
    let (put_together, drawn) = ui::counted();
    // The clock of the first minute runs: its time is told a few times a second, its tapes move with every tick.
    let mut times = vec![words(&root, ".clock__time")];
    while times.len() < 4 {
        breathe().await;
        let time = words(&root, ".clock__time");
        if times.last() != Some(&time) {
            times.push(time);
        }
    }
    let (put_together, drawn) = (ui::counted().0 - put_together, ui::counted().1 - drawn);
    assert!(drawn > 0, "the time was drawn");
    assert!(
        drawn * 4 < put_together,
        "{drawn} of {put_together} pieces were drawn again"
    );
}

/// Whoever opens a menu with the keyboard goes on from where the menu was opened.
#[wasm_bindgen_test]
async fn a_button_that_opens_something_below_it_stays_the_same() {
    let root = stage();
    let window = web_sys::window().expect("tests run in a page");
    let run = "seed LAB\n\
               given aws rds create-db-instance --db-instance-identifier orders --engine postgres \
               --db-instance-class db.m6g.large --allocated-storage 20\n";
    let there = window
        .location()
        .set_hash(&share::fragment(run, &share::Sight::default()));
    there.expect("a fragment can be set");
    ui::mount();
    shown().await;
    // The page hears of its address once more, as if somebody went there.
    breathe().await;
    breathe().await;
    let button = root.query_selector("#break-orders").expect("a selector");
    let button: HtmlElement = button.expect("it can be broken").unchecked_into();
    button.focus().expect("a button can have the focus");
    button.click();
    scheduler::flush().await;
    breathe().await;
    let menu = root.query_selector(".menu--faults").expect("a selector");
    assert!(menu.is_some(), "the menu is open");
    let document = window.document().expect("a page has a document");
    let focused = document.active_element().map(|element| element.id());
    assert_eq!(focused.as_deref(), Some("break-orders"));
}
