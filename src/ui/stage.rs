//! The stage: frames around places, wires between cards, and the lanes in their rows.

use crate::app::cards::Cards;
use crate::app::stage::{self, Frame, Place, Row, Stage};
use crate::app::tape::{Scale, cell};
use crate::app::words;
use crate::cloud::ZoneId;
use crate::sim::SimDuration;
use crate::ui::kit::{Send, left};
use crate::ui::lane;
use crate::ui::parts::shown;
use crate::ui::wire::WireShown;
use crate::world::View;
use yew::prelude::*;

/// Pixels of the layout in the size of a letter, which follows the browser's.
const REM: f64 = 15.0;

/// What every lane needs to be drawn.
pub struct Scene<'a> {
    pub cards: Cards<'a>,
    /// What there is as of the last tick.
    pub frame: &'a View,
    pub scale: Scale,
    pub stage: &'a Stage,
    /// How much time one drawn cell is.
    pub cell: SimDuration,
    pub send: &'a Send,
}

/// The cards are of the moment of which the panels speak; only the tapes, of `frame`, move with every tick. `pace` is simulated time
/// per real time.
pub fn view(cards: Cards, frame: &View, pace: f64, send: &Send) -> Html {
    let stage = stage::lay_out(cards.view);
    let (left_tracks, right_tracks) = stage::tracks(&stage.wires);
    let rows: Vec<String> = stage
        .rows
        .iter()
        .map(|row| match row {
            // The styles say how high a card is, by how much room there is.
            Row::Copy { .. } => {
                "calc(var(--label-height) + var(--card-height) / 2) auto".to_owned()
            }
            Row::Storage { .. } => "var(--storage-middle) auto".to_owned(),
            Row::App { .. } | Row::Region { .. } | Row::EmptyZone { .. } => {
                let middle = f64::from(row.card_middle(stage.roomy)) / REM;
                format!("{middle:.4}rem auto")
            }
        })
        .collect();
    let style = format!(
        "grid-template-rows:{};--left:{left_tracks};--right:{right_tracks}",
        rows.join(" ")
    );
    let scene = Scene {
        cards,
        frame,
        scale: Scale::of(frame),
        stage: &stage,
        cell: cell(pace),
        send,
    };
    html! {
        <div class={classes!("lanes", stage.roomy.then_some("lanes--roomy"), stage.many.then_some("lanes--many"))} {style}>
            { for stage.frames.iter().rev().map(|one| framed(&scene, one)) }
            { ruler(&scene) }
            { for stage.rows.iter().enumerate().map(|(place, row)| lane_of(&scene, place, row)) }
            { for stage.wires.iter().map(|wire| {
                let reach = stage::reach(&stage, wire);
                html! { <WireShown key={stage::wire_key(wire)} wire={*wire} {reach} /> }
            }) }
        </div>
    }
}

fn rows(first: usize, last: usize) -> String {
    format!("grid-row:{}/{}", first * 2 + 1, last * 2 + 3)
}

fn framed(scene: &Scene, frame: &Frame) -> Html {
    let (kind, name) = match frame.place {
        Place::Region(region) => ("frame--region", region.name().to_owned()),
        Place::Zone(zone) => ("frame--zone", zone.name()),
    };
    let pointed = scene.cards.is_pointed_at(&name);
    let class = classes!(
        "frame",
        kind,
        (!frame.lit).then_some("frame--dark"),
        pointed.then_some("frame--lit")
    );
    html! { <div {class} style={rows(frame.first, frame.last)}></div> }
}

/// Lines down the stage by which heads are compared, with how long ago they stand for.
fn ruler(scene: &Scene) -> Html {
    let rows_all = &scene.stage.rows;
    let last = rows_all.len().saturating_sub(1);
    let is_place = |row: &Row| !matches!(row, Row::App { .. });
    let first = rows_all.iter().position(is_place).unwrap_or(0);
    let ticks = scene.scale.ticks();
    let lines = ticks.iter().map(|(ago, at)| {
        html! { <span class="ruler__tick" style={left(*at)}><span>{ words::span(*ago) }</span></span> }
    });
    html! {
        <div class="ruler" style={rows(first, last)} aria-hidden="true">
            { for lines }
            <span class="ruler__tick ruler__tick--now" style="left:100%"><span>{ "now" }</span></span>
            <span class="ruler__name">{ "so long ago" }</span>
        </div>
    }
}

fn lane_of(scene: &Scene, place: usize, row: &Row) -> Html {
    let style = rows(place, place);
    // Menus open towards where there is room.
    let low = place * 2 > scene.stage.rows.len();
    match row {
        Row::App { app } => lane::of_app(scene, *app, style),
        Row::Region { region } => {
            let region = &scene.cards.view.regions[*region];
            html! {
                <div class={classes!("lane", "lane--region", (!region.up).then_some("lane--dark"))} {style}>
                    { shown(scene.send, |at| scene.cards.region(region, low, at)) }
                </div>
            }
        }
        Row::EmptyZone { zone } => html! {
            <div class={lane_class(scene, *zone, "lane--empty")} {style}>
                { shown(scene.send, |at| scene.cards.zone(*zone, low, at)) }
                <span class="quiet">{ "nothing here" }</span>
            </div>
        },
        Row::Copy {
            database,
            copy,
            zone,
            names_zone,
        } => {
            let entry = &scene.cards.view.databases[*database];
            lane::of_copy(
                scene,
                entry,
                *copy,
                names_zone.then_some(*zone),
                *zone,
                low,
                style,
            )
        }
        Row::Storage { region, place } => lane::of_storage(scene, *region, *place, style),
    }
}

pub fn lane_class(scene: &Scene, zone: ZoneId, kind: &'static str) -> Classes {
    let dark = scene
        .stage
        .frames
        .iter()
        .any(|frame| !frame.lit && frame.place == Place::Zone(zone));
    classes!("lane", kind, dark.then_some("lane--dark"))
}
