//! The first minute: its headline above the stage, and its guide beside it.

use crate::app::tour::{self, CUT, DELETE, HowMany, Said, Step, Tour, When};
use crate::app::{Msg, Route, State, TourMsg, verdict, words};
use crate::cloud::numbers;
use crate::sim::Spread;
use crate::ui::icon::{Icon, icon};
use crate::ui::kit::{Send, href, on};
use crate::ui::verdict::waterfall;
use crate::world::{IncidentView, View};
use yew::prelude::*;

pub fn headline(state: &State, tour: &Tour) -> Html {
    html! {
        <div class="headline">
            <h1 id="headline" tabindex="-1">{ tour::headline(tour, &state.drawn.calm.view) }</h1>
            <p>{ under(tour, &state.drawn.calm.view) }</p>
        </div>
    }
}

fn under(tour: &Tour, view: &View) -> String {
    match tour.step {
        Step::Ask if tour.multi_az => {
            "A shop writes its orders to a database in one zone. Every order is copied to a second zone before the customer gets an answer.".to_owned()
        }
        Step::Ask => "A shop writes its orders to a database in one zone. There is no second copy.".to_owned(),
        Step::Dark => "The zone is dark and the shop’s orders are refused. The clock runs about eight times as fast.".to_owned(),
        Step::Answer => match view.incidents.first() {
            Some(incident) => verdict::why(view, incident),
            None => String::new(),
        },
        Step::Mark if tour.multi_az => format!(
            "{} later the power was back, and the old primary had become the standby. Then the DELETE ran: it stands on both tapes, at the same write, in the same instant.",
            words::span(tour::until_delete(view))
        ),
        Step::Mark => "The DELETE is a write like any other. Only the backups, older tapes, are free of it.".to_owned(),
    }
}

pub fn guide(state: &State, tour: &Tour, send: &Send) -> Html {
    let view = &*state.drawn.calm.view;
    html! {
        <section class="guide" aria-label="What happens next">
            {
                match (tour.step, view.incidents.first()) {
                    (Step::Ask, _) | (_, None) => ask(tour, send),
                    (Step::Dark, Some(incident)) => dark(incident),
                    (Step::Answer, Some(incident)) => answer(tour, view, incident, send),
                    (Step::Mark, Some(_)) => mark(tour, view, send),
                }
            }
            <p class="guide__skip">
                <a class="link" href={href(&Route::Home)}>{ "Skip to the course" }</a>
                { " · " }
                <a class="link" href={href(&Route::Sandbox)}>{ "Skip to the sandbox" }</a>
            </p>
        </section>
    }
}

fn choices<T: Copy + PartialEq + 'static>(
    name: &'static str,
    question: &'static str,
    all: &[T],
    chosen: Option<T>,
    label: impl Fn(T) -> &'static str,
    send: &Send,
    msg: impl Fn(T) -> TourMsg,
) -> Html {
    html! {
        <fieldset class="choices">
            <legend>{ question }</legend>
            <div class="choices__row">
                { for all.iter().map(|choice| html! {
                    <label class="choice">
                        <input type="radio" {name} checked={chosen == Some(*choice)} onchange={on(send, Msg::Tour(msg(*choice)))} />
                        <span>{ label(*choice) }</span>
                    </label>
                }) }
            </div>
        </fieldset>
    }
}

/// A button that runs a line, which stands beneath it.
fn strike(words: &str, line: &'static str, send: &Send, msg: TourMsg) -> Html {
    html! {
        <div class="strike">
            <button type="button" class="button button--main" onclick={on(send, Msg::Tour(msg))}>{ icon(Icon::Zap) }<span>{ words.to_owned() }</span></button>
            <code>{ line }</code>
        </div>
    }
}

fn ask(tour: &Tour, send: &Send) -> Html {
    html! {
        <>
            <h2>{ "Predict, if you like" }</h2>
            { choices("when", "After the power cut, when is the next order accepted?", &When::ALL, tour.when, When::label, send, TourMsg::When) }
            { choices("lost", "How many accepted orders are lost?", &HowMany::ALL, tour.lost, HowMany::label, send, TourMsg::Lost) }
            { strike("Cut the power to us-east-1a", CUT, send, TourMsg::CutPower) }
        </>
    }
}

fn dark(incident: &IncidentView) -> Html {
    html! {
        <>
            <h2>{ "Where the seconds go" }</h2>
            { waterfall(incident) }
            <p class="quiet">{ "Nobody has to do anything. The first accepted order stops the clock." }</p>
        </>
    }
}

fn verdict_words(said: &Said) -> Html {
    let (picture, class) = match said.right {
        true => (Icon::Check, "said said--right"),
        false => (Icon::Cross, "said"),
    };
    html! { <p {class}>{ icon(picture) }<span>{ &said.text }</span></p> }
}

fn answer(tour: &Tour, view: &View, incident: &IncidentView, send: &Send) -> Html {
    let rate = view.apps.first().map_or(0.0, |app| app.writes.rate);
    let said = tour::said(tour, incident, rate);
    html! {
        <>
            { for said.iter().map(verdict_words) }
            if let Some(before) = tour.before {
                <p class="said">{ icon(Icon::Standby) }<span>{ format!("With a standby, under the same seed: {}.", words::span(before)) }</span></p>
            }
            { waterfall(incident) }
            if tour.multi_az { { source() } }
            <h2>{ "Now someone runs a DELETE with a wrong WHERE." }</h2>
            if tour.multi_az {
                { choices("saves", "Does the standby save you?", &[true, false], tour.saves, |saves| if saves { "yes" } else { "no" }, send, TourMsg::Saves) }
            }
            { strike("Run the DELETE", DELETE, send, TourMsg::Delete) }
        </>
    }
}

/// Where the figure for a failover comes from.
fn source() -> Html {
    let number = &numbers::FAILOVER;
    let band = match number.spread {
        Spread::Triangular { low, high, .. } | Spread::Uniform { low, high } => {
            format!("{low:.0}–{high:.0} s")
        }
        Spread::Fixed(value) => format!("{value:.0} s"),
        Spread::LogNormal { median, p95 } => format!("{median:.0}–{p95:.0} s"),
    };
    html! {
        <p class="source">
            { format!("AWS documents {band} for the failover itself; the client’s own address cache and reconnecting come on top. ") }
            <a href={number.url} target="_blank" rel="noopener">{ "Source" }</a>
        </p>
    }
}

fn mark(tour: &Tour, view: &View, send: &Send) -> Html {
    let saved = tour.saves.map(Said::of_standby);
    let first = view.incidents.first();
    let wrong = view.incidents.last().map_or_else(
        || "0 s".to_owned(),
        |incident| words::span(incident.wrong_data),
    );
    html! {
        <>
            { for saved.iter().map(verdict_words) }
            <dl class="named">
                <dt>{ "RTO" }<span>{ "recovery time objective" }</span></dt>
                <dd>{ format!("How long it may take until all is well. The power cut took {}; the DELETE has served wrong data for {wrong}, and counting.",
                    first.map_or_else(String::new, |incident| words::span(incident.recovery.unwrap_or(incident.write_outage)))) }</dd>
                <dt>{ "RPO" }<span>{ "recovery point objective" }</span></dt>
                <dd>{ format!("How much of the past may be missing afterwards. The power cut lost {}; going back to before the DELETE loses every order since.",
                    first.map_or_else(String::new, |incident| words::counted(incident.lost_writes, "order", "orders"))) }</dd>
            </dl>
            <h2>{ "Three doors" }</h2>
            <div class="doors">
                { door(send, "Repair it", "Go back, or copy the rows back: what each way costs.", Msg::Tour(TourMsg::Repair)) }
                if tour.multi_az {
                    { door(send, "The same seed on Single-AZ", "The same power cut, without the standby.", Msg::Tour(TourMsg::SameSeedSingleAz)) }
                } else {
                    { door(send, "The same seed on Multi-AZ", "The same power cut, with a standby.", Msg::Tour(TourMsg::Begin)) }
                }
                { door(send, "The course", "From here to a recovery plan that you have drilled.", Msg::Go(Route::Home)) }
            </div>
        </>
    }
}

fn door(send: &Send, title: &'static str, what: &'static str, msg: Msg) -> Html {
    html! {
        <button type="button" class="door" onclick={on(send, msg)}><b>{ title }</b><span>{ what }</span></button>
    }
}
