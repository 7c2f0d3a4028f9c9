//! The timeline: when reads and writes were answered, the lag, what happened; and a slider to go back.

use crate::app::timeline::{Axis, Happening, HappeningKind, LagHistory, happenings, outages};
use crate::app::{Msg, State, say, words};
use crate::cloud::JournalEntry;
use crate::sim::{SimDuration, SimTime};
use crate::ui::kit::{Send, left, on, percent, span};
use crate::world::{ChannelView, DatabaseView, RoleView, View};
use wasm_bindgen::JsCast;
use yew::prelude::*;

/// The length of a gap is written behind it if there is so much room.
const ROOM: f64 = 0.08;

pub fn view(state: &State, send: &Send) -> Html {
    let view = &state.drawn.calm.view;
    let now = view.now;
    let axis = match &state.game {
        Some(game) => Axis::to(game.ends_at()),
        None => Axis::new(state.run.furthest()),
    };
    let happened = happenings(axis, &state.drawn.calm.journal);
    let incident = state
        .drawn
        .calm
        .incident
        .map(|place| &view.incidents[place]);
    let app = say::timed_app(view, incident, state.window.selected.as_ref());
    let seeks = state.tour.is_none() && !state.in_game();
    let several = view.apps.len() > 1;
    html! {
        <div class="timeline">
            { for app.filter(|_| several).map(|app| html! {
                <p class="timeline__of">{ "Writes and reads of " }<b>{ &app.name }</b>{ ". Select another to see its own." }</p>
            }) }
            <div class="timeline__names" aria-hidden="true">
                <span>{ "writes" }</span><span>{ "reads" }</span><span>{ "lag" }</span><span>{ "events" }</span>
            </div>
            <div class="timeline__plot">
                { for axis.ticks().into_iter().map(|time| html! {
                    <span class="timeline__tick" style={left(axis.at(time))}>if axis.at(time) < 0.97 { <span class={(axis.at(time) > 0.8).then_some("timeline__late")}>{ label(time) }</span> }</span>
                }) }
                { band(axis, app.map(|app| &app.writes), now) }
                { band(axis, app.map(|app| &app.reads), now) }
                { lag(axis, state.run.lag(), now, replicas(view)) }
                { events(&happened, &state.drawn.calm.journal, seeks.then_some(send)) }
                <span class="timeline__now" style={left(axis.at(now))}></span>
                if seeks { { slider(axis, now, send) } }
            </div>
        </div>
    }
}

fn label(time: SimTime) -> String {
    match time.ms() {
        0 => "0".to_owned(),
        ms => words::span(SimDuration::from_ms(ms.unsigned_abs())),
    }
}

fn band(axis: Axis, channel: Option<&ChannelView>, now: SimTime) -> Html {
    let Some(channel) = channel else {
        return html! { <div class="band band--none"></div> };
    };
    html! {
        <div class="band">
            <span class="band__up" style={span(0.0, axis.at(now))}></span>
            { for outages(axis, channel, now).into_iter().map(|gap| html! {
                <>
                    <span class="band__down" style={span(gap.from, gap.to)} title={words::span(gap.span)}></span>
                    if gap.room > ROOM {
                        <small class="band__span number" style={format!("{};max-width:{}", left(gap.to), percent(gap.room))}>{ words::span(gap.span) }</small>
                    }
                </>
            }) }
        </div>
    }
}

fn replicas(view: &View) -> usize {
    let is_replica = |entry: &&DatabaseView| matches!(entry.role, RoleView::ReadReplica { .. });
    view.databases.iter().filter(is_replica).count()
}

fn lag(axis: Axis, history: &LagHistory, now: SimTime, replicas: usize) -> Html {
    let (points, highest) = history.line(axis, now);
    let line: Vec<String> = points
        .iter()
        .map(|(at, share)| format!("{:.1},{:.1}", at * 1000.0, 19.0 - share * 18.0))
        .collect();
    html! {
        <div class="lag">
            if points.len() > 1 {
                <svg viewBox="0 0 1000 20" preserveAspectRatio="none" aria-hidden="true"><polyline points={line.join(" ")} /></svg>
                <small>if replicas > 1 { { format!("worst of {replicas} replicas: ") } }{ format!("≤ {}", words::span(highest)) }</small>
            }
        </div>
    }
}

/// A mark tells by the pointer what happened, and leads there.
fn events(happened: &[Happening], journal: &[JournalEntry], send: Option<&Send>) -> Html {
    html! {
        <div class="events" role="img" aria-label={format!("{} in the journal", words::counted(journal.len() as u64, "entry", "entries"))}>
            { for happened.iter().map(|happening| html! {
                <span class={match happening.kind {
                    HappeningKind::Fault => "event event--fault",
                    HappeningKind::Action => "event event--action",
                    HappeningKind::Event => "event",
                }} style={left(happening.at)} title={happening.text.clone()}
                    onclick={send.map(|send| on(send, Msg::SeekTo(happening.time)))}></span>
            }) }
        </div>
    }
}

fn slider(axis: Axis, now: SimTime, send: &Send) -> Html {
    let send = send.clone();
    let oninput = Callback::from(move |event: InputEvent| {
        let field = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok());
        if let Some(field) = field {
            send.emit(Msg::SeekTo(axis.time(field.value_as_number() / 1000.0)));
        }
    });
    html! {
        <input class="timeline__slider" type="range" min="0" max="1000" step="1"
            value={format!("{:.0}", axis.at(now) * 1000.0)} {oninput}
            aria-label="Moment of the run" aria-valuetext={words::stopwatch(now)} />
    }
}
