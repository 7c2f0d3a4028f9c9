//! The stage: frames around places, wires between cards, and the lanes in their rows.

use crate::app::faults::Strike;
use crate::app::lesson::refusal;
use crate::app::stage::{self, Flow, Frame, Place, Row, Stage, Wire, WireKind};
use crate::app::tape::{Scale, cell};
use crate::app::thing::Thing;
use crate::app::ticker::Ticker;
use crate::app::{Menu, Msg, State, faults, words};
use crate::cloud::ZoneId;
use crate::lesson::Lesson;
use crate::sim::SimDuration;
use crate::ui::icon::{Icon, icon};
use crate::ui::kit::{Send, left, on};
use crate::ui::lane;
use crate::world::{RegionView, View};
use yew::prelude::*;

/// What every lane needs to be drawn.
pub struct Scene<'a> {
    pub view: &'a View,
    /// What there is as of the last tick.
    pub frame: &'a View,
    pub scale: Scale,
    pub stage: &'a Stage,
    selected: Option<&'a Thing>,
    menu: &'a Menu,
    /// Whether things can be broken by hand.
    breaks: bool,
    /// How much time one drawn cell is.
    pub cell: SimDuration,
    pub ticker: &'a Ticker,
    /// What does not offer everything.
    lesson: Option<&'a Lesson>,
    pub send: &'a Send,
}

pub fn view(state: &State, send: &Send) -> Html {
    // Words and figures are of the moment of which the panels speak; only the tapes move with every frame.
    let view = &*state.drawn.calm.view;
    let stage = stage::lay_out(view);
    let (left_tracks, right_tracks) = stage::tracks(&stage.wires);
    let rows: Vec<String> = stage
        .rows
        .iter()
        .map(|row| format!("{}px auto", row.card_middle(stage.roomy)))
        .collect();
    let style = format!(
        "grid-template-rows:{};--left:{left_tracks};--right:{right_tracks}",
        rows.join(" ")
    );
    let scene = Scene {
        view,
        frame: &state.drawn.frame,
        scale: Scale::of(&state.drawn.frame),
        stage: &stage,
        selected: state.window.selected.as_ref(),
        menu: &state.window.menu,
        breaks: state.game.is_none(),
        cell: cell(state.pace()),
        ticker: &state.drawn.ticker,
        lesson: state.lesson.as_ref().map(|play| &*play.lesson),
        send,
    };
    html! {
        <div class={classes!("lanes", stage.roomy.then_some("lanes--roomy"))} {style}>
            { for stage.frames.iter().rev().map(frame) }
            { ruler(&scene) }
            { for stage.rows.iter().enumerate().map(|(place, row)| lane_of(&scene, place, row)) }
            { for stage.wires.iter().map(wire) }
        </div>
    }
}

fn rows(first: usize, last: usize) -> String {
    format!("grid-row:{}/{}", first * 2 + 1, last * 2 + 3)
}

fn frame(frame: &Frame) -> Html {
    let kind = match frame.place {
        Place::Region(_) => "frame--region",
        Place::Zone(_) => "frame--zone",
    };
    let class = classes!("frame", kind, (!frame.lit).then_some("frame--dark"));
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

fn wire(wire: &Wire) -> Html {
    let (kind, words) = match wire.kind {
        WireKind::Endpoint => ("wire--endpoint", "writes"),
        WireKind::Reads => ("wire--endpoint wire--reads", "reads"),
        WireKind::Synchronous => ("wire--copy wire--sync", "each commit waits for both"),
        WireKind::Asynchronous => ("wire--copy wire--async", "trailing"),
    };
    let flow = match wire.flow {
        Flow::Flowing => "wire--flowing",
        Flow::Still => "wire--still",
        Flow::Cut => "wire--cut",
    };
    let way = if wire.to > wire.from {
        "wire--down"
    } else {
        "wire--up"
    };
    let (top, end) = (wire.from.min(wire.to), wire.from.max(wire.to));
    let style = format!(
        "grid-row:{}/{};--track:{}",
        top * 2 + 2,
        end * 2 + 2,
        wire.track
    );
    html! {
        <div class={classes!("wire", kind, flow, way)} {style} title={words} aria-hidden="true">
            <span class="wire__head"></span>
            if wire.flow == Flow::Cut { <span class="wire__cut">{ icon(Icon::Cross) }</span> }
        </div>
    }
}

fn lane_of(scene: &Scene, place: usize, row: &Row) -> Html {
    let style = rows(place, place);
    // Menus open towards where there is room.
    let low = place * 2 > scene.stage.rows.len();
    match row {
        Row::App { app } => lane::of_app(scene, *app, style),
        Row::Region { region } => region_head(scene, &scene.view.regions[*region], low, style),
        Row::EmptyZone { zone } => html! {
            <div class={lane_class(scene, *zone, "lane--empty")} {style}>
                { zone_name(scene, *zone, low) }
                <span class="quiet">{ "nothing here" }</span>
            </div>
        },
        Row::Copy {
            database,
            which,
            zone,
            names_zone,
        } => {
            let entry = &scene.view.databases[*database];
            lane::of_copy(
                scene,
                entry,
                *which,
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

/// A button that selects a thing on the stage.
pub fn select(scene: &Scene, thing: Thing, class: &'static str, inside: Html) -> Html {
    let chosen = scene.selected == Some(&thing);
    html! {
        <button type="button" class={classes!("thing", class)} aria-pressed={chosen.to_string()}
            onclick={on(scene.send, Msg::Select(thing))}>
            { inside }
        </button>
    }
}

/// The menu of faults of a thing, beside it.
pub fn break_menu(scene: &Scene, thing: &Thing, low: bool) -> Html {
    let strikes = faults::against(scene.view, thing);
    if strikes.is_empty() || !scene.breaks {
        return Html::default();
    }
    let open = *scene.menu == Menu::Faults(thing.clone());
    let toggle = match open {
        true => Msg::CloseMenus,
        false => Msg::OpenMenu(Menu::Faults(thing.clone())),
    };
    html! {
        <div class="break">
            <button type="button" id={thing.break_id()} class="break__button" aria-expanded={open.to_string()} title={format!("Break {}: choose a fault", thing.name())}
                aria-label={format!("Break {}", thing.name())} onclick={on(scene.send, toggle)}>
                { icon(Icon::Zap) }
            </button>
            if open {
                <div class={classes!("menu", "menu--faults", low.then_some("menu--up"))} role="group" aria-label={format!("Faults of {}", thing.name())}>
                    { for strikes.iter().map(|strike| menu_item(scene, strike)) }
                </div>
            }
        </div>
    }
}

/// A fault of the menu; where the lesson does not offer it, it says so.
fn menu_item(scene: &Scene, strike: &Strike) -> Html {
    let refused = scene
        .lesson
        .is_some_and(|lesson| refusal(lesson, &strike.line).is_some());
    html! {
        <button type="button" class={classes!("menu__item", refused.then_some("menu__item--refused"))} aria-disabled={refused.to_string()}
            onclick={on(scene.send, Msg::Act(strike.line.clone()))}>
            <span>{ strike.kind.title }</span>
            if refused { <small>{ "not in this lesson" }</small> } else { <code>{ &strike.line }</code> }
        </button>
    }
}

fn region_head(scene: &Scene, region: &RegionView, low: bool, style: String) -> Html {
    let thing = Thing::Region(region.id);
    let name = region.id.name();
    html! {
        <div class={classes!("lane", "lane--region", (!region.up).then_some("lane--dark"))} {style}>
            <span class="place">
                { select(scene, thing.clone(), "thing--place", html! {
                    <>{ icon(if region.up { Icon::Globe } else { Icon::NoPower }) }<b>{ name }</b><span class="quiet">{ if region.up { "Region" } else { "Region down" } }</span></>
                }) }
                { break_menu(scene, &thing, low) }
            </span>
        </div>
    }
}

pub fn zone_name(scene: &Scene, zone: ZoneId, low: bool) -> Html {
    let thing = Thing::Zone(zone);
    let lit = scene
        .view
        .regions
        .iter()
        .flat_map(|region| &region.zones)
        .any(|entry| entry.id == zone && entry.has_power);
    html! {
        <span class="place">
            { select(scene, thing.clone(), "thing--place", html! {
                <><span class="hidden">{ "Zone " }</span>{ icon(if lit { Icon::Zone } else { Icon::NoPower }) }<b>{ zone.name() }</b>if !lit { <span class="quiet">{ "no power" }</span> }</>
            }) }
            { break_menu(scene, &thing, low) }
        </span>
    }
}
