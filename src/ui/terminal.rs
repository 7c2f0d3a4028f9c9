//! The terminal: the one language, typed.

use crate::app::{Exchange, Msg, Terminal, TerminalMsg};
use crate::ui::kit::{Send, on_text};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub terminal: Terminal,
    pub send: Send,
}

#[component]
pub fn TerminalView(props: &Props) -> Html {
    let send = props.send.clone();
    let onsubmit = Callback::from(move |event: SubmitEvent| {
        event.prevent_default();
        send.emit(Msg::Terminal(TerminalMsg::Submit));
    });
    let send = props.send.clone();
    let onkeydown = Callback::from(move |event: KeyboardEvent| {
        let way = match event.key().as_str() {
            "ArrowUp" => -1,
            "ArrowDown" => 1,
            _ => return,
        };
        event.prevent_default();
        send.emit(Msg::Terminal(TerminalMsg::History(way)));
    });
    html! {
        <div class="terminal">
            <div class="terminal__log" id="terminal-log" role="log" aria-label="Answers" tabindex="0">
                if props.terminal.entries.is_empty() {
                    <p class="quiet">{ "Every button here runs one such line. Try:" }</p>
                    <pre tabindex="0">{ "aws rds describe-db-instances\nfault inject az-outage us-east-1a --for 45m\napp stop shop" }</pre>
                }
                { for props.terminal.entries.iter().map(exchange) }
            </div>
            <form {onsubmit}>
                <label class="hidden" for="prompt">{ "Command" }</label>
                <span aria-hidden="true">{ "$" }</span>
                <input id="prompt" type="text" autocomplete="off" autocapitalize="off" spellcheck="false" enterkeyhint="go"
                    value={props.terminal.input.clone()} oninput={on_text(&props.send, |text| Msg::Terminal(TerminalMsg::Input(text)))} {onkeydown} />
                <button type="submit" class="button">{ "Run" }</button>
            </form>
        </div>
    }
}

fn exchange(entry: &Exchange) -> Html {
    html! {
        <div class={classes!("exchange", entry.refused.then_some("exchange--refused"))}>
            <p><span class="quiet number">{ &entry.at }</span>{ " $ " }<code>{ &entry.line }</code></p>
            if !entry.answer.is_empty() { <pre tabindex="0" class={(!entry.answer.contains('^')).then_some("wraps")}>{ &entry.answer }</pre> }
        </div>
    }
}
