//! The palette of all faults, and those in force.

use crate::app::{Calm, Msg, faults, words};
use crate::rds::FAULT_KINDS;
use crate::ui::icon::{Icon, icon};
use crate::ui::kit::{Held, Send, on};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub calm: Held<Calm>,
    pub send: Send,
}

#[component]
pub fn Faults(props: &Props) -> Html {
    let view = &*props.calm.view;
    let strikes = faults::all(view);
    if strikes.is_empty() {
        return html! { <p class="quiet">{ "There is nothing to break yet." }</p> };
    }
    html! {
        <div class="palette">
            if !view.faults.is_empty() {
                <h3>{ "In force" }</h3>
                { for view.faults.iter().map(|fault| {
                    let left = fault.until.map(|until| format!("{} left", words::span(until.since(view.now))));
                    let name = format!("{} {}", fault.fault.kind(), fault.fault.target());
                    html! {
                        <div class="inforce">
                            { icon(Icon::Zap) }
                            <span><b>{ name }</b>{ " " }<span class="quiet">{ left.unwrap_or_default() }</span></span>
                            if let Some(line) = faults::mend(fault) {
                                <button type="button" class="button" title={line.clone()} onclick={on(&props.send, Msg::Act(line))}>{ "Mend" }</button>
                            }
                        </div>
                    }
                }) }
            }
            { for FAULT_KINDS.iter().map(|kind| {
                let own: Vec<_> = strikes.iter().filter(|strike| strike.kind == kind.name).collect();
                html! {
                    if !own.is_empty() {
                        <section class="kind">
                            <h3>{ faults::title(kind.name) }</h3>
                            <p class="quiet">{ kind.meaning }</p>
                            { for own.into_iter().map(|strike| html! {
                                <button type="button" class="line" onclick={on(&props.send, Msg::Act(strike.line.clone()))}>
                                    <span>{ &strike.place }</span><code>{ &strike.line }</code>
                                </button>
                            }) }
                        </section>
                    }
                }
            }) }
        </div>
    }
}
