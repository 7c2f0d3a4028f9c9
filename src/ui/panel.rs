//! The tabs beside the stage: inspector, faults, journal, terminal.

use crate::app::part::Parts;
use crate::app::{Msg, Tab, Terminal, side};
use crate::ui::kit::{Send, on};
use crate::ui::parts::shown;
use crate::ui::terminal;
use yew::prelude::*;

/// The tabs, of which one is open.
pub struct Panel<'a> {
    pub tabs: &'static [Tab],
    pub open: Tab,
    /// Whether what was selected covers the page, as on a phone.
    pub is_sheet: bool,
    pub terminal: &'a Terminal,
    /// Whether its lesson is a question of a mock interview.
    pub examined: bool,
}

/// `inside` tells what stands in the open tab, but for the terminal.
#[inline(never)]
pub fn view(panel: &Panel, inside: impl FnOnce(&mut Parts), send: &Send) -> Html {
    let send_ = send.clone();
    let onkeydown = Callback::from(move |event: KeyboardEvent| match event.key().as_str() {
        "ArrowRight" => send_.emit(Msg::MoveTab(1)),
        "ArrowLeft" => send_.emit(Msg::MoveTab(-1)),
        _ => {}
    });
    let (open, is_sheet) = (panel.open, panel.is_sheet);
    html! {
        <section class={classes!("panel", is_sheet.then_some("panel--sheet"))} aria-label="Details">
            if is_sheet { { shown(send, side::closing) } }
            <div class="tabs" role="tablist" {onkeydown}>
                { for panel.tabs.iter().copied().map(|tab| {
                    let chosen = tab == open;
                    html! {
                        <button type="button" role="tab" id={tab.id()} aria-selected={chosen.to_string()} aria-controls="tabpanel"
                            tabindex={if chosen { "0" } else { "-1" }} onclick={on(send, Msg::Open(tab))}>{ if panel.examined && tab == Tab::Lesson { "Question" } else { tab.label() } }</button>
                    }
                }) }
            </div>
            <div class="tabpanel" id="tabpanel" role="tabpanel" aria-labelledby={open.id()} tabindex="0">
                if open == Tab::Terminal { { terminal::view(panel.terminal, send) } } else { { shown(send, inside) } }
            </div>
        </section>
    }
}
