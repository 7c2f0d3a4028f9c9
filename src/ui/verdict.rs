//! The verdict: goals beside what is measured, the waterfall, the torn-off writes, why, and the ways out.

use crate::app::lost::{self, LostRow};
use crate::app::verdict::{self, Bar, Figure};
use crate::app::ways::WayOut;
use crate::app::{Calm, Msg, say, words};
use crate::sim::{Calendar, SimDuration, SimTime};
use crate::ui::goals;
use crate::ui::icon::{Icon, icon};
use crate::ui::kit::{Held, Send, facts, named, on, span};
use crate::world::{IncidentView, LostView, WriteFate, WriteView};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub calm: Held<Calm>,
    /// Whether the goals stand, as a lesson has set them.
    #[prop_or_default]
    pub fixed: bool,
    pub send: Send,
}

#[component]
pub fn Verdict(props: &Props) -> Html {
    let view = &*props.calm.view;
    let incident = props.calm.incident.map(|place| &view.incidents[place]);
    let goal = |name: &'static str, goal: Option<SimDuration>| match props.fixed {
        true => goals::fixed(name, goal),
        false => goals::field(&props.send, name, goal),
    };
    html! {
        <section class="verdict" aria-label="Verdict">
            <div class="figures">
                { figure("Recovery", "RTO", incident.map(|incident| verdict::recovery(view, incident)),
                    goal("rto", view.goals.rto)) }
                { figure(verdict::loss_name(view), "RPO", incident.map(verdict::loss),
                    goal("rpo", view.goals.rpo)) }
            </div>
            { for verdict::own_loss(view).map(|(text, met)| own_loss(&text, met)) }
            if !view.incidents.is_empty() || view.writes.lost > 0 {
                { named("facts facts--wide", verdict::lines(view, incident).into_iter().map(|(name, text)| (name.into(), text)).collect()) }
            }
            {
                match incident {
                    Some(incident) => details(props, incident),
                    None => html! { <p class="quiet verdict__empty">{ "No incident yet. Each thing on the stage can be broken: press its " }{ icon(Icon::Zap) }<span class="hidden">{ "Break button" }</span>{ ", and read here what it cost." }</p> },
                }
            }
        </section>
    }
}

fn figure(name: &'static str, goal_name: &'static str, figure: Option<Figure>, goal: Html) -> Html {
    let (value, met) = match figure {
        Some(figure) => (figure.value, figure.met),
        None => ("–".to_owned(), None),
    };
    let lost = goal_name == "RPO" && value != "0" && value != "–";
    html! {
        <div class={classes!("figure", lost.then_some("figure--lost"))}>
            <p class="figure__name"><span>{ name }</span>{ for met.map(badge) }</p>
            <p class="figure__value number">{ value }</p>
            <div class="figure__goal">{ goal }</div>
        </div>
    }
}

/// Whether a goal was met, by shape and in a word.
pub fn badge(met: bool) -> Html {
    match met {
        true => html! { <span class="badge">{ icon(Icon::Check) }{ "met" }</span> },
        false => {
            html! { <span class="badge badge--missed">{ icon(Icon::Cross) }{ "missed" }</span> }
        }
    }
}

fn own_loss(text: &str, met: Option<bool>) -> Html {
    html! {
        <p class="own">
            { icon(Icon::Warning) }
            <span>{ text }{ for met.map(|met| html! { <>{ " RPO " }{ badge(met) }</> }) }</span>
        </p>
    }
}

fn details(props: &Props, incident: &IncidentView) -> Html {
    let view = &*props.calm.view;
    let state = say::standing(incident).words();
    html! {
        <div class="verdict__body">
            { pager(props) }
            <h2>
                { format!("{}, {}", words::capital(&say::cause(incident)), incident.target) }
                <span class="quiet">{ format!(" at {}, {state}", words::stopwatch(incident.at)) }</span>
            </h2>
            if !props.calm.ways.is_empty() { { ways_out(&props.calm.ways, &props.send) } }
            { waterfall(incident) }
            { facts("facts", verdict::facts(view, incident)) }
            if incident.lost_writes > 0 { { torn_off(incident, &props.calm.lost, view.calendar) } }
            <p class="verdict__why">{ verdict::why(view, incident) }</p>
        </div>
    }
}

/// The phases, each beginning where the one before ends.
pub fn waterfall(incident: &IncidentView) -> Html {
    let bars = verdict::waterfall(incident);
    html! {
        <ol class="waterfall">
            { for bars.iter().map(bar) }
        </ol>
    }
}

fn bar(bar: &Bar) -> Html {
    html! {
        <li class={classes!("phase", bar.open.then_some("phase--open"))} key={bar.name}>
            <span class="phase__name">{ bar.name }</span>
            <span class="phase__track"><span style={span(bar.from, bar.from + bar.width)}></span></span>
            <span class="phase__span number">{ &bar.span }</span>
        </li>
    }
}

/// Where there were several incidents: which one is read.
fn pager(props: &Props) -> Html {
    let count = props.calm.view.incidents.len();
    let place = props.calm.incident.unwrap_or(0);
    html! {
        if count > 1 {
            <p class="pager">
                <button type="button" class="link" disabled={place == 0} onclick={on(&props.send, Msg::Incident(place.saturating_sub(1)))}>{ "earlier" }</button>
                <span>{ format!("incident {} of {count}", place + 1) }</span>
                <button type="button" class="link" disabled={place + 1 == count} onclick={on(&props.send, Msg::Incident(place + 1))}>{ "later" }</button>
            </p>
        }
    }
}

fn ways_out(ways: &[(WayOut, Option<String>)], send: &Send) -> Html {
    html! {
        <div class="ways">
            { for ways.iter().map(|(way, refusal)| html! {
                <div class={classes!("way", way.loses.then_some("way--loses"))}>
                    <p class="way__title">{ way.title }</p>
                    <p class="way__cost number">{ &way.cost }</p>
                    <p class="way__what">{ way.what }</p>
                    { for way.line.iter().map(|line| take_way(way.step, line, refusal.as_deref(), send)) }
                </div>
            }) }
        </div>
    }
}

fn take_way(step: &'static str, line: &str, refusal: Option<&str>, send: &Send) -> Html {
    match refusal {
        None => html! {
            <button type="button" class="button" title={line.to_owned()} onclick={on(send, Msg::Act(line.to_owned()))}>{ step }</button>
        },
        Some(reason) => html! {
            <button type="button" class="button button--refused" aria-disabled="true" title={reason.to_owned()}
                onclick={on(send, Msg::WhyNot(reason.to_owned()))}>{ step }{ ": why not?" }</button>
        },
    }
}

/// The torn-off writes: how many, from when to when, and the first and last of them by name.
fn torn_off(incident: &IncidentView, rows: &[LostRow], calendar: Calendar) -> Html {
    let dated = lost::is_dated(calendar, &incident.lost);
    let time = |at| words::wall_time(calendar.date(at), dated);
    let named = incident
        .lost
        .iter()
        .any(|one| one.app != incident.lost[0].app);
    html! {
        <div class="lost">
            { for incident.lost.iter().map(|lost| stretch(lost, time)) }
            <table>
                <thead><tr><th scope="col">{ "Order" }</th><th scope="col">{ "Time" }</th><th scope="col">{ "Customer" }</th><th scope="col">{ "Amount" }</th><th scope="col">{ "Fate" }</th></tr></thead>
                <tbody>{ for rows.iter().map(|row| match row {
                    LostRow::Order { app, write } => order(named.then_some(app), write, words::wall_clock(calendar.date(write.at))),
                    LostRow::More(count) => across(format!("and {} more", words::count(*count))),
                    LostRow::Day(day) => across(day.clone()),
                }) }</tbody>
            </table>
        </div>
    }
}

fn across(text: String) -> Html {
    html! { <tr><td colspan="5" class="quiet">{ text }</td></tr> }
}

fn order(app: Option<&String>, write: &WriteView, time: String) -> Html {
    let fate = match write.fate {
        WriteFate::Stranded => "stranded",
        WriteFate::Gone => "gone",
        WriteFate::Present | WriteFate::Damaged => "back",
        WriteFate::Pending | WriteFate::Refused | WriteFate::InDoubt => "in doubt",
    };
    html! {
        <tr>
            <td class="number">{ for app.map(|app| format!("{app} ")) }{ words::count(write.number) }</td>
            <td class="number">{ time }</td>
            <td>{ &write.customer }</td>
            <td class="number">{ words::money(write.amount_cents) }</td>
            <td>{ fate }</td>
        </tr>
    }
}

fn stretch(lost: &LostView, time: impl Fn(SimTime) -> String) -> Html {
    let fate = if lost.stranded {
        "stranded on a copy that is not in use"
    } else {
        "gone"
    };
    html! {
        <p>
            { icon(Icon::Warning) }
            <span>{ format!("{} of {}, written {} to {}: {fate}", say::lost(lost::count(lost)), lost.app,
                time(lost.first_at), time(lost.last_at)) }</span>
        </p>
    }
}
