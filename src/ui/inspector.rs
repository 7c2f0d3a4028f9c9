//! The inspector: what the selected thing is, what can be done with it, where its numbers come from.

use crate::app::operations::Operation;
use crate::app::thing::Thing;
use crate::app::{Calm, Msg, TerminalMsg, describe, faults, say, words};
use crate::lesson::Lesson;
use crate::ui::faults::line;
use crate::ui::icon::{Icon, icon};
use crate::ui::kit::{Held, Send, facts, on};
use crate::ui::prose::inline;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub calm: Held<Calm>,
    /// What does not offer everything.
    pub lesson: Option<Held<Lesson>>,
    pub selected: Option<Thing>,
    /// Whether things can be broken, and mended, by hand.
    pub breaks: bool,
    pub send: Send,
}

#[component]
pub fn Inspector(props: &Props) -> Html {
    let Some(thing) = &props.selected else {
        return html! { <p class="quiet">{ "Select something on the stage to see what it is and what it can do." }</p> };
    };
    let view = &*props.calm.view;
    if let Some(gone) = say::gone(view, &props.calm.journal, thing) {
        return html! { <p>{ gone }</p> };
    }
    html! {
        <div class="inspector">
            <h2>{ thing.name() }<span class="quiet">{ format!(" {}", describe::kind(view, thing)) }</span></h2>
            { facts("facts facts--wide", describe::facts(view, thing)) }
            { contents(props, thing) }
            if props.breaks { { in_force(props, thing) } }
            if !props.calm.operations.is_empty() {
                <h3>{ "What it can do now" }</h3>
                <div class="operations">{ for props.calm.operations.iter().map(|(operation, refusal)| operate(operation, refusal.as_deref(), &props.send)) }</div>
            }
            if props.breaks { { breaks(props, thing) } }
            { sources(props, thing) }
            { cost(props) }
        </div>
    }
}

/// What stands inside: the snapshots of a Region's storage.
fn contents(props: &Props, thing: &Thing) -> Html {
    let Thing::Storage(region) = thing else {
        return Html::default();
    };
    let shots = props
        .calm
        .view
        .snapshots
        .iter()
        .filter(|shot| shot.region == *region);
    html! {
        <div class="operations">
            { for shots.map(|shot| html! {
                <button type="button" class="line" onclick={on(&props.send, Msg::Select(Thing::snapshot(shot)))}>
                    <span>{ icon(Icon::Camera) }{ &shot.id }</span>
                    <code>{ describe::snapshot_line(&props.calm.view, shot) }</code>
                </button>
            }) }
        </div>
    }
}

fn in_force(props: &Props, thing: &Thing) -> Html {
    let mends: Vec<_> = faults::in_force(&props.calm.view, thing)
        .filter_map(|fault| faults::mend(fault).map(|line| (fault.fault.kind.name, line)))
        .collect();
    html! {
        { for mends.into_iter().map(|(kind, line)| html! {
            <button type="button" class="line line--mend" onclick={on(&props.send, Msg::Act(line.clone()))}>
                <span>{ icon(Icon::Restarting) }{ format!("Mend: {kind}") }</span><code>{ line }</code>
            </button>
        }) }
    }
}

fn operate(operation: &Operation, refusal: Option<&str>, send: &Send) -> Html {
    match refusal {
        None => html! {
            <div class="operation">
                <button type="button" class="line" onclick={on(send, Msg::Act(operation.line.clone()))}>
                    <span>{ &operation.title }</span><code>{ &operation.line }</code>
                </button>
                <button type="button" class="button button--icon" title="Change it first" aria-label={format!("Change before running: {}", operation.title)}
                    onclick={on(send, Msg::Terminal(TerminalMsg::Edit(operation.line.clone())))}>{ icon(Icon::Edit) }</button>
            </div>
        },
        Some(reason) => html! {
            <div class="operation operation--refused">
                <button type="button" class="line" aria-disabled="true" title={operation.line.clone()} onclick={on(send, Msg::WhyNot(reason.to_owned()))}>
                    <span>{ &operation.title }</span><small>{ inline(reason) }</small>
                </button>
            </div>
        },
    }
}

fn breaks(props: &Props, thing: &Thing) -> Html {
    let strikes = faults::against(&props.calm.view, thing);
    html! {
        if !strikes.is_empty() {
            <h3>{ "Break it" }</h3>
            <div class="operations">
                { for strikes.iter().map(|strike| line(&props.lesson, html! { <>{ icon(Icon::Zap) }{ strike.kind.title }</> }, strike, &props.send)) }
            </div>
        }
    }
}

fn sources(props: &Props, thing: &Thing) -> Html {
    let numbers = describe::numbers(&props.calm.view, thing);
    html! {
        if !numbers.is_empty() {
            <details class="sources">
                <summary>{ "Where its numbers come from" }</summary>
                <dl>
                    { for numbers.into_iter().map(|number| html! {
                        <div>
                            <dt>{ number.meaning }</dt>
                            <dd>
                                <b>{ describe::band(number) }</b>{ ", " }{ number.confidence.meaning() }{ ". " }
                                if number.url.is_empty() { { number.source } } else { <a href={number.url} target="_blank" rel="noopener">{ number.source }</a> }
                            </dd>
                        </div>
                    }) }
                </dl>
            </details>
        }
    }
}

/// The month's bill for all that stands, line by line.
fn cost(props: &Props) -> Html {
    let view = &props.calm.view;
    let items = &view.cost;
    let rest = match view.unpriced().next() {
        Some(_) => ", and what has no price here",
        None => "",
    };
    html! {
        if !items.is_empty() {
            <details class="sources">
                <summary>{ format!("What it all costs: {} a month{rest}", words::dollars(view.monthly_cost_usd())) }</summary>
                <dl>
                    { for items.iter().map(|item| html! {
                        <div><dt>{ &item.what }</dt><dd><b>{ words::price(item.usd_per_month) }</b>{ ", " }{ &item.how }</dd></div>
                    }) }
                </dl>
            </details>
        }
    }
}
