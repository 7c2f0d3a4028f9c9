//! The rest of the module: what the first minute does not run. `scripts/split.mjs` puts it into files of its own when the page
//! is published; `static/rest.js` fetches them. Nothing else knows of it: a message that needs the rest waits here until it has come; what is
//! seldom needed comes by itself, later.
//!
//! A page that was not split, as `make play` and the tests in the browser build it, has all from its beginning.

use crate::app::Msg;
use crate::ui::kit;
use std::cell::Cell;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

#[wasm_bindgen(js_namespace = failoverLab)]
extern "C" {
    /// Fetches the rest, unless that was done before, and joins it to this module.
    #[wasm_bindgen(catch)]
    async fn join(exports: JsValue) -> Result<(), JsValue>;

    /// The same at once, up to this part: the page stands still meanwhile.
    #[wasm_bindgen(js_name = joinNow)]
    fn join_now(exports: JsValue, last: u8);
}

thread_local! {
    static IS_HERE: Cell<bool> = const { Cell::new(false) };
    /// Up to this part, as `scripts/split.mjs` counts them, all were asked for at once, and are here.
    static LAST: Cell<u8> = const { Cell::new(1) };
}

/// Whether the rest is here. What is seldom needed may still be on its way.
pub fn is_here() -> bool {
    IS_HERE.get()
}

/// Whether the rest was split off, and whether whoever comes needs it at once, as index.html sees it.
pub fn arrive() -> bool {
    let root = kit::document().and_then(|document| document.document_element());
    let is_split = root
        .as_ref()
        .is_some_and(|root| root.has_attribute("data-rest"));
    IS_HERE.set(!is_split);
    let class = root.map(|root| root.class_name()).unwrap_or_default();
    is_split && class.contains("returning")
}

/// Fetches the rest, and says what became of it.
pub async fn fetch() -> Rest {
    match join(wasm_bindgen::exports()).await {
        Ok(()) => {
            IS_HERE.set(true);
            Rest::Came
        }
        Err(reason) if reason.as_f64() == Some(404.0) => Rest::IsGone,
        Err(_) => Rest::DidNotCome,
    }
}

/// Fetches a part at once if it is not here: nobody foresaw that it would be needed.
pub fn need(part: u8) {
    if !is_here() || part > LAST.get() {
        join_now(wasm_bindgen::exports(), part);
        IS_HERE.set(true);
        LAST.set(part);
    }
}

/// What happens to the rest.
pub enum Rest {
    Came,
    DidNotCome,
    /// The host has another version of the page, and this one's rest no more.
    IsGone,
    TryAgain,
}

/// The messages that wait for the rest, and whether it is on its way.
#[derive(Default)]
pub struct Waiting {
    held: Vec<Msg>,
    is_asked: bool,
    is_foreseen: bool,
    is_gone: bool,
}

impl Waiting {
    /// Keeps a message until the rest has come.
    pub fn hold(&mut self, msg: Msg, tell: &Callback<Rest>) {
        if !self.held.contains(&msg) {
            self.held.push(msg);
        }
        self.ask(tell);
    }

    /// Fetches the rest before anything needs it. If it does not come, there is time yet.
    pub fn foresee(&mut self, tell: &Callback<Rest>) {
        if !self.is_foreseen {
            self.is_foreseen = true;
            self.ask(tell);
        }
    }

    /// Fetches the rest, unless it is here or on its way.
    pub fn ask(&mut self, tell: &Callback<Rest>) {
        if is_here() || self.is_asked {
            return;
        }
        self.is_asked = true;
        let tell = tell.clone();
        spawn_local(async move { tell.emit(fetch().await) });
    }

    /// What waited, if the rest has come; if not, it goes on waiting.
    pub fn hear(&mut self, what: Rest, tell: &Callback<Rest>) -> Vec<Msg> {
        self.is_asked = false;
        self.is_gone = matches!(what, Rest::IsGone);
        match what {
            Rest::Came => return std::mem::take(&mut self.held),
            Rest::TryAgain => self.ask(tell),
            Rest::DidNotCome | Rest::IsGone => {}
        }
        Vec::new()
    }

    pub fn view(&self, tell: &Callback<Rest>) -> Html {
        let is_gone = self.is_gone;
        let tell = tell.clone();
        let again = move |_: MouseEvent| match is_gone {
            true => load_again(),
            false => tell.emit(Rest::TryAgain),
        };
        let (what, cure) = match is_gone {
            true => (
                "A newer version of the lab has taken the place of this one.",
                "Load it again",
            ),
            false => ("The rest of the lab could not be fetched.", "Try again"),
        };
        let failed = !self.held.is_empty() && !self.is_asked;
        html! {
            <div class="notices rest" role="status">
                if failed {
                    <div class="notice notice--bad">
                        <p>{ what }</p>
                        <button type="button" class="button link" onclick={again}>{ cure }</button>
                    </div>
                } else if self.is_asked && !self.held.is_empty() {
                    <p class="notice">{ "Loading…" }</p>
                }
            </div>
        }
    }
}

fn load_again() {
    if let Some(window) = web_sys::window() {
        // Fails nowhere in a page that was fetched.
        let _ = window.location().reload();
    }
}
