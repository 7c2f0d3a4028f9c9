//! The terminal: the one language, typed.

use crate::app::side::answers;
use crate::app::{Msg, Terminal, TerminalMsg};
use crate::ui::kit::{Send, on_text};
use crate::ui::parts::shown;
use yew::prelude::*;

#[inline(never)]
pub fn view(terminal: &Terminal, to: &Send) -> Html {
    let send = to.clone();
    let onsubmit = Callback::from(move |event: SubmitEvent| {
        event.prevent_default();
        send.emit(Msg::Terminal(TerminalMsg::Submit));
    });
    let send = to.clone();
    let onkeydown = Callback::from(move |event: KeyboardEvent| {
        let way = match event.key().as_str() {
            "ArrowUp" => -1,
            "ArrowDown" => 1,
            "Enter" => {
                event.prevent_default();
                return send.emit(Msg::Terminal(TerminalMsg::Submit));
            }
            _ => return,
        };
        event.prevent_default();
        send.emit(Msg::Terminal(TerminalMsg::History(way)));
    });
    html! {
        <div class="terminal">
            <div class="terminal__log" id="terminal-log" role="log" aria-label="Answers" tabindex="0">
                { shown(to, |at| answers(&terminal.entries, at)) }
            </div>
            <form {onsubmit}>
                <label class="hidden" for="prompt">{ "Command" }</label>
                <span aria-hidden="true">{ "$" }</span>
                // What lies beneath it holds the same text, and so gives it its height.
                <span class="terminal__line" data-line={terminal.input.clone()}>
                    <textarea id="prompt" rows="1" autocomplete="off" autocapitalize="off" spellcheck="false" enterkeyhint="go"
                        value={terminal.input.clone()} oninput={on_text(to, |text| Msg::Terminal(TerminalMsg::Input(text)))} {onkeydown} />
                </span>
                <button type="submit" class="button">{ "Run" }</button>
            </form>
        </div>
    }
}
