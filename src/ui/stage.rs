//! The stage: frames around places, wires between cards, and the lanes in their rows.

use crate::app::cards::Cards;
use crate::app::stage::{self, Frame, Place, Row, Stage};
use crate::app::tape::{Scale, cell};
use crate::app::ticker::Ticker;
use crate::app::{wires, words};
use crate::cloud::ZoneId;
use crate::ui::kit::{Send, left};
use crate::ui::lane::{self, Lane};
use crate::ui::parts::shown;
use crate::ui::pieces::kept;
use crate::ui::wire::WireShown;
use crate::world::View;
use yew::prelude::*;

/// Pixels of the layout in the size of a letter, which follows the browser's.
const REM: f64 = 15.0;

/// What every lane needs to be drawn.
pub struct Scene<'a> {
    pub cards: Cards<'a>,
    pub scale: Scale,
    pub stage: &'a Stage,
    pub send: &'a Send,
}

/// What of the stage stays as it is while only time passes. Its cards and backups are of the moment of which the panels speak; only the
/// tapes of copies move with every tick, and the orders as they come.
pub struct Still {
    class: &'static str,
    style: AttrValue,
    frames: Html,
    /// Where the ruler stands.
    ruler: AttrValue,
    lanes: Vec<Lane>,
    wires: Html,
    /// The orders that were drawn.
    orders: Ticker,
}

impl Still {
    pub fn of(cards: Cards, send: &Send) -> Still {
        let stage = stage::lay_out(cards.view);
        let scene = Scene {
            scale: Scale::of(cards.view),
            cards,
            stage: &stage,
            send,
        };
        let frames = stage.frames.iter().rev();
        let wires = stage.wires.iter().map(|wire| {
            let reach = stage::reach(&stage, wire);
            html! { <WireShown key={wires::wire_key(wire)} wire={*wire} {reach} /> }
        });
        let lanes = stage.rows.iter().enumerate();
        Still {
            class: match (stage.roomy, stage.many) {
                _ if stage.crowded => "lanes lanes--many lanes--crowded",
                (false, false) => "lanes",
                (true, false) => "lanes lanes--roomy",
                (false, true) => "lanes lanes--many",
                (true, true) => "lanes lanes--roomy lanes--many",
            },
            style: style_of(&stage).into(),
            frames: kept(frames.map(|one| framed(&scene, one)).collect()),
            ruler: rows_of_places(&stage).into(),
            lanes: lanes
                .map(|(place, row)| lane_of(&scene, place, row))
                .collect(),
            wires: kept(wires.collect()),
            orders: scene.cards.ticker.clone(),
        }
    }

    /// Orders are told as they come, however seldom cards are drawn. Where other applications are there by now, their cards are awaited.
    pub fn tell_orders(&mut self, cards: &Cards, send: &Send) {
        if self.orders.tells_as(cards.ticker) || !self.orders.is_of(&cards.view.apps) {
            return;
        }
        // Rows begin with the applications.
        for (lane, app) in self.lanes.iter_mut().zip(&cards.view.apps) {
            lane.tell_orders(app, cards, send);
        }
        self.orders = cards.ticker.clone();
    }

    /// The stage with what there is in `frame`. `pace` is simulated time per real time.
    pub fn shown(&self, frame: &View, pace: f64) -> Html {
        let (scale, cell) = (Scale::of(frame), cell(pace));
        html! {
            <div class={self.class} style={self.style.clone()}>
                { self.frames.clone() }
                { ruler(scale, self.ruler.clone()) }
                { for self.lanes.iter().map(|lane| lane.shown(frame, scale, cell)) }
                { self.wires.clone() }
            </div>
        }
    }
}

/// How high each row is, and how much room its wires need.
fn style_of(stage: &Stage) -> String {
    let (left_tracks, right_tracks) = wires::tracks(&stage.wires);
    let rows = stage.rows.iter().map(|row| match row {
        // The styles say how high a card is, by how much room there is.
        Row::Copy { .. } => "calc(var(--label-height) + var(--card-height) / 2) auto".to_owned(),
        Row::Proxy { .. } | Row::Storage { .. } => "var(--storage-middle) auto".to_owned(),
        Row::App { .. } | Row::Region { .. } | Row::EmptyZone { .. } => {
            let middle = f64::from(row.card_middle(stage.roomy)) / REM;
            format!("{middle:.4}rem auto")
        }
    });
    let rows: Vec<String> = rows.collect();
    format!(
        "grid-template-rows:{};--left:{left_tracks};--right:{right_tracks}",
        rows.join(" ")
    )
}

fn rows(first: usize, last: usize) -> String {
    format!("grid-row:{}/{}", first * 2 + 1, last * 2 + 3)
}

/// All rows but the applications'.
fn rows_of_places(stage: &Stage) -> String {
    let is_place = |row: &Row| !matches!(row, Row::App { .. });
    let first = stage.rows.iter().position(is_place).unwrap_or(0);
    rows(first, stage.rows.len().saturating_sub(1))
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
fn ruler(scale: Scale, style: AttrValue) -> Html {
    let ticks = scale.ticks();
    let lines = ticks.iter().map(|(ago, at)| {
        html! { <span class="ruler__tick" style={left(*at)}><span>{ words::span(*ago) }</span></span> }
    });
    html! {
        <div class="ruler" {style} aria-hidden="true">
            { for lines }
            <span class="ruler__tick ruler__tick--now" style="left:100%"><span>{ "now" }</span></span>
            <span class="ruler__name">{ "so long ago" }</span>
        </div>
    }
}

fn lane_of(scene: &Scene, place: usize, row: &Row) -> Lane {
    let style = AttrValue::from(rows(place, place));
    // Menus open towards where there is room.
    let low = place * 2 > scene.stage.rows.len();
    let send = scene.send;
    match row {
        Row::App { app } => lane::of_app(scene, *app, style),
        Row::Region { region } => {
            let region = &scene.cards.view.regions[*region];
            let class = match region.up {
                true => "lane lane--region",
                false => "lane lane--region lane--dark",
            };
            let card = shown(send, |at| scene.cards.region(region, low, at));
            Lane::still(class, style, card)
        }
        Row::Proxy { proxy } => lane::of_proxy(scene, *proxy, style),
        Row::EmptyZone { zone } => {
            let class = match is_dark(scene, *zone) {
                false => "lane lane--empty",
                true => "lane lane--empty lane--dark",
            };
            let name = shown(send, |at| scene.cards.zone(*zone, low, at));
            let content = html! { <>{ name }<span class="quiet">{ "nothing here" }</span></> };
            Lane::still(class, style, content)
        }
        Row::Copy {
            database,
            copy,
            zone,
            names_zone,
        } => {
            let entry = &scene.cards.view.databases[*database];
            let named = names_zone.then_some(*zone);
            lane::of_copy(scene, entry, *copy, named, *zone, low, style)
        }
        Row::Storage { region, place } => lane::of_storage(scene, *region, *place, style),
    }
}

/// Whether a zone has no power.
pub fn is_dark(scene: &Scene, zone: ZoneId) -> bool {
    let mut frames = scene.stage.frames.iter();
    frames.any(|frame| !frame.lit && frame.place == Place::Zone(zone))
}
