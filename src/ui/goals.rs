//! A goal, shown and changed in place.

use crate::app::{Msg, words};
use crate::sim::SimDuration;
use crate::ui::kit::{Send, value_of};
use yew::prelude::*;

/// The field of one goal, `rto` or `rpo`: what is entered becomes a `goal` line.
pub fn field(send: &Send, name: &'static str, goal: Option<SimDuration>) -> Html {
    let send = send.clone();
    let onchange = Callback::from(move |event: Event| {
        if let Some(value) = value_of(event.target()) {
            send.emit(Msg::Goal { name, value });
        }
    });
    let words = goal.map_or_else(String::new, words::span);
    html! {
        <label class="goal" title="What was promised; write 90 s, 15 min or 2 h">
            <span>{ name.to_ascii_uppercase() }{ " goal" }</span>
            <input type="text" size="5" placeholder="none" value={words} {onchange} />
        </label>
    }
}

/// A goal that is not to be changed.
pub fn fixed(name: &'static str, goal: Option<SimDuration>) -> Html {
    let words = goal.map_or_else(|| "none".to_owned(), words::span);
    html! { <span class="goal">{ format!("{} {words}", name.to_ascii_uppercase()) }</span> }
}
