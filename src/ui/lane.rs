//! The lanes of the stage: an application, a copy of a database, a Region's backups.

use crate::app::stage::Which;
use crate::app::tape::{draw, groups};
use crate::app::thing::Thing;
use crate::app::{lane, say, words};
use crate::cloud::{RegionId, ZoneId};
use crate::sim::SimDuration;
use crate::ui::icon::{Icon, icon};
use crate::ui::kit::left;
use crate::ui::stage::{Scene, break_menu, lane_class, select, zone_name};
use crate::ui::tape::{Style, tape};
use crate::world::{ChannelState, ChannelView, CopyHealth, DatabaseView, WriteFate, WriteView};
use yew::prelude::*;

/// Snapshots nearer to each other than this share of the width would hide one another.
const NEAREST_SHOT: f64 = 0.06;

/// A copy of a database: its card and its tape.
pub fn of_copy(
    scene: &Scene,
    entry: &DatabaseView,
    which: Which,
    named: Option<ZoneId>,
    zone: ZoneId,
    low: bool,
    style: String,
) -> Html {
    let copy = match which {
        Which::Primary => &entry.primary,
        Which::Standby => entry.standby.as_ref().unwrap_or(&entry.primary),
    };
    let card = lane::card(entry, which, scene.view.now);
    let now = Thing::database(entry).database_in(scene.frame);
    let held = match which {
        Which::Primary => now.map(|now| &now.primary),
        Which::Standby => now.and_then(|now| now.standby.as_ref()),
    };
    let held = &held.unwrap_or(copy).tape;
    let drawing = draw(scene.scale, held, scene.cell);
    let how = Style {
        stored: false,
        emptied: copy.health == CopyHealth::VolumeLost,
        still: copy.health != CopyHealth::Running,
    };
    html! {
        <div class={lane_class(scene, zone, "lane--copy")} {style}>
            <span class="lane__zone">{ for named.map(|zone| zone_name(scene, zone, low)) }</span>
            { database_card(scene, entry, &card, low) }
            <div class="lane__tape">
                // What never held anything has no tape, and lost none.
                if copy.health != CopyHealth::Empty {
                    { tape(held, &drawing, how, &format!("{}, {}", entry.id, card.role)) }
                }
            </div>
        </div>
    }
}

fn database_card(scene: &Scene, entry: &DatabaseView, card: &lane::Card, low: bool) -> Html {
    let thing = Thing::database(entry);
    let status = card.status.as_ref().filter(|status| *status != "available");
    // What is being done, and how long it will take, needs the whole line.
    let crowded = card.progress.is_some() && card.note.as_ref().is_some_and(|note| note.len() > 16);
    let tone = match card.tone {
        lane::Tone::Well => "card--well",
        lane::Tone::Busy => "card--busy",
        lane::Tone::Down => "card--down",
        lane::Tone::Lost => "card--lost",
    };
    html! {
        <div class={classes!("card", tone)}>
            { select(scene, thing.clone(), "thing--card", html! {
                <>
                    <span class="card__shape">{ icon(shape(card.shape)) }</span>
                    <span class="card__name">{ &card.name }</span>
                    <span class="card__under">
                        <span class={classes!("card__note", status.is_none().then_some("card__note--alone"))} title={card.note.clone()}>
                            if !crowded { <span class="card__role">{ card.role }</span> }
                            { for card.note.iter().map(|note| html! { <>if !crowded { { " · " } }<b>{ note }</b></> }) }
                        </span>
                        { for status.map(|status| html! { <span class="card__status" title="What RDS reports of it">{ "RDS status " }<b>{ status }</b></span> }) }
                    </span>
                    if let Some(progress) = card.progress {
                        <span class="card__progress"><span style={format!("width:{:.0}%", progress * 100.0)}></span></span>
                    }
                </>
            }) }
            // Faults strike the database, so its standby has no menu of its own.
            if !matches!(card.shape, lane::Shape::Standby) {
                { break_menu(scene, &thing, low) }
            }
        </div>
    }
}

fn shape(shape: lane::Shape) -> Icon {
    match shape {
        lane::Shape::Database => Icon::Database,
        lane::Shape::Standby => Icon::Standby,
        lane::Shape::Replica => Icon::Replica,
        lane::Shape::Unpowered => Icon::NoPower,
        lane::Shape::DeadHost => Icon::DeadHost,
        lane::Shape::BrokenDisk => Icon::BrokenDisk,
        lane::Shape::Restarting => Icon::Restarting,
        lane::Shape::Building => Icon::Clock,
    }
}

/// An application: its card, its last orders, its traffic.
pub fn of_app(scene: &Scene, place: usize, style: String) -> Html {
    let app = &scene.view.apps[place];
    let thing = Thing::App(app.name.clone());
    let (tone, words) = app_state(app.writes.state, app.on_damaged_data);
    html! {
        <div class="lane lane--app" {style}>
            <div class={classes!("card", "card--app", tone)}>
                { select(scene, thing.clone(), "thing--card", html! {
                    <>
                        <span class="card__shape">{ icon(Icon::Store) }</span>
                        <span class="card__name"><span class="hidden">{ "Application " }</span>{ &app.name }</span>
                        <span class="card__note card__note--alone"><b>{ words }</b></span>
                    </>
                }) }
                { break_menu(scene, &thing, false) }
            </div>
            <div class="lane__tape">
                <div class="orders" role="img" aria-label={format!("Last orders of {}", app.name)}>
                    { for scene.ticker.of(&app.name).iter().map(order) }
                </div>
                <div class="rates">
                    { rate("writes", &app.writes) }
                    { rate("reads", &app.reads) }
                    <span class="rates__to">{ "endpoint " }<b>{ &app.connect }</b></span>
                </div>
            </div>
        </div>
    }
}

fn app_state(state: ChannelState, damaged: bool) -> (&'static str, &'static str) {
    match (state, damaged) {
        (ChannelState::Serving, true) => ("card--lost", "reads damaged data"),
        (ChannelState::Serving, false) => ("card--well", "orders accepted"),
        (ChannelState::Waiting, _) => ("card--busy", "no answer yet"),
        (ChannelState::Failing, _) => ("card--down", "orders refused"),
        (ChannelState::Stopped, _) => ("card--busy", "stopped"),
    }
}

fn rate(name: &'static str, channel: &ChannelView) -> Html {
    let text = match channel.state {
        ChannelState::Serving => format!(
            "{} {}/s, {:.0} ms",
            name,
            round(channel.rate),
            channel.latency_ms.max(1.0)
        ),
        ChannelState::Waiting => format!("{name} waiting"),
        ChannelState::Failing => format!("{name} failing"),
        ChannelState::Stopped => format!("{name} stopped"),
    };
    html! { <span>{ text }</span> }
}

fn round(rate: f64) -> String {
    if rate.fract() == 0.0 {
        format!("{rate:.0}")
    } else {
        format!("{rate:.1}")
    }
}

fn order(write: &WriteView) -> Html {
    let (class, picture, word) = match write.fate {
        WriteFate::Present => ("order--present", Icon::Check, "accepted"),
        WriteFate::Pending => ("order--pending", Icon::Clock, "sent"),
        WriteFate::Refused => ("order--refused", Icon::Cross, "refused"),
        WriteFate::InDoubt => ("order--pending", Icon::Help, "in doubt"),
        WriteFate::Stranded => ("order--lost", Icon::Warning, "stranded"),
        WriteFate::Gone => ("order--lost", Icon::Warning, "gone"),
        WriteFate::Damaged => ("order--lost", Icon::Warning, "damaged"),
    };
    html! {
        // The places stay and their contents change: nothing on the page moves by itself.
        <span class={classes!("order", class)} title={format!("Order {}: {word}. The application numbers its orders, also those that are refused.", words::count(write.number))}>
          <span class="order__in" key={write.number}>
            <span class="order__top"><span class="order__who">{ &write.customer }</span>{ icon(picture) }</span>
            <span class="order__what number">{ words::money(write.amount_cents) }</span>
            <span class="order__what number">{ "order " }{ words::count(write.number) }</span>
          </span>
        </span>
    }
}

/// One instance's backups in a Region: the log archive as a thin tape, with snapshots on it.
pub fn of_storage(scene: &Scene, region: RegionId, place: usize, style: String) -> Html {
    let view = scene.view;
    let all = say::backups_in(view, region);
    let Some(kept) = all.get(place) else {
        return Html::default();
    };
    let name = format!("Backups of {}", kept.name());
    let snapshots = view
        .snapshots
        .iter()
        .filter(|shot| shot.region == region && shot.resource_id == kept.resource_id)
        .map(|shot| (scene.scale.at(shot.tape.head), shot.id.as_str()));
    let up = view
        .regions
        .iter()
        .any(|entry| entry.id == region && entry.up);
    html! {
        <div class={classes!("lane", "lane--storage", (!up).then_some("lane--dark"))} {style}>
            <div class="card card--storage">
                { select(scene, Thing::Storage(region), "thing--card", html! {
                    <>
                        <span class="card__shape">{ icon(Icon::Archive) }</span>
                        <span class="card__name" title={name.clone()}>{ &name }</span>
                        <span class="card__note card__note--alone">{ say::backups(view, region, kept) }</span>
                    </>
                }) }
            </div>
            <div class="lane__tape">
                if let Some(log) = kept.archive.and_then(|archive| archive.tape.as_ref()) {
                    // One drawn cell for each upload of logs.
                    { tape(log, &draw(scene.scale, log, SimDuration::from_mins(5)),
                        Style { stored: true, ..Style::default() }, &format!("the logs of {}", kept.instance)) }
                }
                { for groups(snapshots, NEAREST_SHOT).into_iter().map(|(at, names)| html! {
                    <span class="shot" style={left(at)} title={names.join(", ")}>
                        { icon(Icon::Camera) }
                        if names.len() > 1 { <span class="number">{ names.len() }</span> }
                    </span>
                }) }
            </div>
        </div>
    }
}
