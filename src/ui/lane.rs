//! The lanes of the stage: an application, a copy of a database, a Region's backups.

use crate::app::lane::role_of;
use crate::app::say;
use crate::app::tape::{draw, draw_kept, groups};
use crate::app::thing::{Thing, lane_id};
use crate::cloud::{RegionId, ZoneId};
use crate::sim::SimDuration;
use crate::ui::icon::{Icon, icon};
use crate::ui::kit::left;
use crate::ui::parts::shown;
use crate::ui::stage::{Scene, lane_class};
use crate::ui::tape::{Style, tape};
use crate::world::{CopyHealth, DatabaseView};
use yew::prelude::*;

/// Snapshots nearer to each other than this share of the width would hide one another.
const NEAREST_SHOT: f64 = 0.06;

/// A copy of a database: its card and its tape.
pub fn of_copy(
    scene: &Scene,
    entry: &DatabaseView,
    number: usize,
    named: Option<ZoneId>,
    zone: ZoneId,
    low: bool,
    style: String,
) -> Html {
    let copy = &entry.copies[number];
    let now = Thing::database(entry).database_in(scene.frame);
    let now = now.and_then(|now| now.copies.get(number));
    let held = &now.unwrap_or(copy).tape;
    let drawing = draw(scene.scale, held, scene.cell);
    let how = Style {
        stored: false,
        emptied: copy.health == CopyHealth::VolumeLost,
        still: copy.health != CopyHealth::Running,
    };
    html! {
        <div id={lane_id(&entry.id, number)} class={lane_class(scene, zone, "lane--copy")} {style}>
            { shown(scene.send, |at| scene.cards.copy(entry, copy, named, low, at)) }
            <div class="lane__tape">
                // What never held anything has no tape, and lost none.
                if copy.health != CopyHealth::Empty {
                    { tape(held, &drawing, how, &format!("{}, {}", entry.id, role_of(entry, copy))) }
                }
            </div>
        </div>
    }
}

/// An application: its card, its last orders, its traffic.
pub fn of_app(scene: &Scene, place: usize, style: String) -> Html {
    let app = &scene.cards.view.apps[place];
    html! {
        <div class="lane lane--app" {style}>
            { shown(scene.send, |at| scene.cards.app(app, at)) }
            <div class="lane__tape">{ shown(scene.send, |at| scene.cards.orders(app, at)) }</div>
        </div>
    }
}

/// One instance's backups in a Region: the log archive as a thin tape, with snapshots on it.
pub fn of_storage(scene: &Scene, region: RegionId, place: usize, style: String) -> Html {
    let view = scene.cards.view;
    let all = say::backups_in(view, region);
    let Some(kept) = all.get(place) else {
        return Html::default();
    };
    let snapshots = view
        .snapshots
        .iter()
        .filter(|shot| shot.region == region && shot.resource_id == kept.resource_id)
        .map(|shot| (scene.scale.at(shot.tape.head), shot.id.as_str()));
    let up = view
        .regions
        .iter()
        .any(|entry| entry.id == region && entry.up);
    let log = kept.archive.and_then(|archive| {
        // One drawn cell for each upload of logs.
        let drawing = draw_kept(scene.scale, archive, SimDuration::from_mins(5))?;
        Some((archive.tape.as_ref()?, drawing))
    });
    html! {
        <div id={lane_id(region.name(), place)} class={classes!("lane", "lane--storage", (!up).then_some("lane--dark"))} {style}>
            { shown(scene.send, |at| scene.cards.storage(region, kept, at)) }
            <div class="lane__tape">
                if let Some((log, drawing)) = log {
                    { tape(log, &drawing,
                        Style { stored: true, ..Style::default() }, &format!("the logs of {}", kept.instance)) }
                }
                { for groups(snapshots, NEAREST_SHOT).into_iter().map(|(at, names)| html! {
                    <span class={classes!("shot", names.iter().any(|name| scene.cards.is_pointed_at(name)).then_some("shot--lit"))} style={left(at)} title={names.join(", ")}>
                        { icon(Icon::Camera) }
                        if names.len() > 1 { <span class="number">{ names.len() }</span> }
                    </span>
                }) }
            </div>
        </div>
    }
}
