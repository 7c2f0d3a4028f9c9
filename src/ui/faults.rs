//! The palette of all faults, and those in force.

use crate::app::faults::Strike;
use crate::app::lesson::refusal;
use crate::app::{Calm, Msg, faults, say};
use crate::lesson::Lesson;
use crate::ui::icon::{Icon, icon};
use crate::ui::kit::{Held, Send, on};
use crate::ui::prose::inline;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub calm: Held<Calm>,
    /// What does not offer everything.
    pub lesson: Option<Held<Lesson>>,
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
                    let target = say::goes_on(&fault.fault.target(), fault.until, view.now);
                    html! {
                        <div class="inforce">
                            { icon(Icon::Zap) }
                            <span><b>{ fault.fault.kind.name }</b>{ " " }{ target }</span>
                            if let Some(line) = faults::mend(fault) {
                                <button type="button" class="button" title={line.clone()} onclick={on(&props.send, Msg::Act(line))}>{ "Mend" }</button>
                            }
                        </div>
                    }
                }) }
            }
            { for view.kinds.iter().map(|of| of.kind).map(|kind| {
                let own: Vec<_> = strikes.iter().filter(|strike| strike.kind == kind).collect();
                html! {
                    if !own.is_empty() {
                        <section class="kind">
                            <h3>{ kind.title }</h3>
                            <p class="quiet">{ kind.meaning }</p>
                            { for own.into_iter().map(|strike| line(&props.lesson, html! { { &strike.place } }, strike, &props.send)) }
                        </section>
                    }
                }
            }) }
        </div>
    }
}

/// A button that strikes; where the lesson does not offer it, it says so.
pub fn line(lesson: &Option<Held<Lesson>>, words: Html, strike: &Strike, send: &Send) -> Html {
    let refused = lesson
        .as_ref()
        .and_then(|lesson| refusal(lesson, &strike.line));
    match refused {
        None => html! {
            <button type="button" class="line" title={strike.kind.meaning} onclick={on(send, Msg::Act(strike.line.clone()))}>
                <span>{ words }</span><code>{ &strike.line }</code>
            </button>
        },
        Some(refused) => html! {
            <div class="operation operation--refused">
                <button type="button" class="line" aria-disabled="true" title={strike.line.clone()} onclick={on(send, Msg::Act(strike.line.clone()))}>
                    <span>{ words }</span><small>{ inline(&refused.reason) }</small>
                </button>
            </div>
        },
    }
}
