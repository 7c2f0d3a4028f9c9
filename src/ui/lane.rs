//! The lanes of the stage: an application, a copy of a database, a Region's backups.

use crate::app::cards::Cards;
use crate::app::lane::role_of;
use crate::app::say;
use crate::app::tape::{Scale, draw, draw_kept, groups};
use crate::app::thing::{Thing, lane_id, line_name};
use crate::cloud::{RegionId, ZoneId};
use crate::sim::SimDuration;
use crate::ui::icon::{Icon, icon};
use crate::ui::kit::{Send, left};
use crate::ui::parts::shown;
use crate::ui::pieces::kept;
use crate::ui::stage::{Scene, is_dark};
use crate::ui::tape::{Style, spoken, tape};
use crate::world::{AppView, CopyHealth, DatabaseView, TapeView, View};
use yew::prelude::*;

/// Snapshots nearer to each other than this share of the width would hide one another.
const NEAREST_SHOT: f64 = 0.06;

/// A lane. What of it stays is drawn when its figures are others, its tape with every tick.
pub struct Lane {
    id: Option<AttrValue>,
    class: &'static str,
    style: AttrValue,
    still: Html,
    tape: Option<Moving>,
}

/// The tape of a database's copy, which moves.
struct Moving {
    of: Thing,
    /// The place of the copy among all.
    number: usize,
    /// The tape as it was when the card was drawn: so it stays if the database goes.
    held: TapeView,
    how: Style,
    /// What a screen reader is told of it.
    spoken: AttrValue,
}

impl Lane {
    /// One of which nothing moves.
    pub fn still(class: &'static str, style: AttrValue, still: Html) -> Lane {
        Lane {
            id: None,
            class,
            style,
            still: kept(still),
            tape: None,
        }
    }

    /// The same, to be found by its id.
    fn called(self, id: String) -> Lane {
        let id = Some(id.into());
        Lane { id, ..self }
    }

    pub fn shown(&self, frame: &View, scale: Scale, cell: SimDuration) -> Html {
        let moving = self.tape.as_ref().map(|moving| {
            let now = moving.of.database_in(frame);
            let now = now.and_then(|now| now.copies.get(moving.number));
            let held = now.map_or(&moving.held, |now| &now.tape);
            let drawing = draw(scale, held, cell);
            let tape = tape(held, &drawing, moving.how, moving.spoken.clone());
            html! { <div class="lane__tape">{ tape }</div> }
        });
        html! {
            <div id={self.id.clone()} class={self.class} style={self.style.clone()}>
                { self.still.clone() }
                { moving }
            </div>
        }
    }

    /// The orders of an application, once they are others.
    pub fn tell_orders(&mut self, app: &AppView, cards: &Cards, send: &Send) {
        self.still = kept(orders(app, cards, send));
    }
}

/// A copy of a database: its card and its tape.
pub fn of_copy(
    scene: &Scene,
    entry: &DatabaseView,
    number: usize,
    named: Option<ZoneId>,
    zone: ZoneId,
    low: bool,
    style: AttrValue,
) -> Lane {
    let copy = &entry.copies[number];
    let id = lane_id(&line_name(scene.cards.view, entry), number);
    let class = match is_dark(scene, zone) {
        false => "lane lane--copy",
        true => "lane lane--copy lane--dark",
    };
    let card = shown(scene.send, |at| {
        scene.cards.copy(entry, copy, named, low, at)
    });
    let how = Style {
        stored: false,
        emptied: copy.health == CopyHealth::VolumeLost,
        still: copy.health != CopyHealth::Running,
    };
    if copy.health == CopyHealth::Empty {
        // What never held anything has no tape, and lost none.
        let none = html! { <>{ card }<div class="lane__tape"></div></> };
        return Lane::still(class, style, none).called(id);
    }
    let what = format!("{}, {}", entry.id, role_of(entry, copy));
    Lane {
        tape: Some(Moving {
            of: Thing::database(entry),
            number,
            held: copy.tape.clone(),
            how,
            spoken: spoken(&copy.tape, how, &what).into(),
        }),
        ..Lane::still(class, style, card).called(id)
    }
}

/// An application: its card, its last orders, its traffic.
pub fn of_app(scene: &Scene, place: usize, style: AttrValue) -> Lane {
    let app = &scene.cards.view.apps[place];
    let content = orders(app, &scene.cards, scene.send);
    Lane::still("lane lane--app", style, content)
}

/// A proxy: its card.
#[inline(never)]
pub fn of_proxy(scene: &Scene, place: usize, style: AttrValue) -> Lane {
    let proxy = &scene.cards.view.proxies[place];
    let card = shown(scene.send, |at| scene.cards.proxy(proxy, at));
    Lane::still("lane lane--storage", style, card)
}

fn orders(app: &AppView, cards: &Cards, send: &Send) -> Html {
    html! {
        <>
            { shown(send, |at| cards.app(app, at)) }
            <div class="lane__tape">{ shown(send, |at| cards.orders(app, at)) }</div>
        </>
    }
}

/// Snapshots that stand together; a filled camera says that one of them was taken by hand.
fn shot(scene: &Scene, at: f64, shots: &[(&str, bool)]) -> Html {
    let names: Vec<&str> = shots.iter().map(|(name, _)| *name).collect();
    let is_lit = names.iter().any(|name| scene.cards.is_pointed_at(name));
    let is_own = shots.iter().any(|(_, automated)| !automated);
    let class = classes!(
        "shot",
        is_lit.then_some("shot--lit"),
        is_own.then_some("shot--own")
    );
    html! {
        <span {class} style={left(at)} title={names.join(", ")}>
            { icon(Icon::Camera) }
            if names.len() > 1 { <span class="number">{ names.len() }</span> }
        </span>
    }
}

/// One instance's backups in a Region: the log archive as a thin tape, with snapshots on it.
pub fn of_storage(scene: &Scene, region: RegionId, place: usize, style: AttrValue) -> Lane {
    let view = scene.cards.view;
    let mut regions = view.regions.iter();
    let up = regions.any(|entry| entry.id == region && entry.up);
    let class = match up {
        true => "lane lane--storage",
        false => "lane lane--storage lane--dark",
    };
    let all = say::backups_in(view, region);
    let Some(kept) = all.get(place) else {
        return Lane::still(class, style, Html::default());
    };
    let snapshots = view
        .snapshots
        .iter()
        .filter(|shot| shot.region == region && shot.resource_id == kept.resource_id)
        .map(|shot| {
            (
                scene.scale.at(shot.tape.head),
                (shot.id.as_str(), shot.automated),
            )
        });
    let log = kept.archive.and_then(|archive| {
        // One drawn cell for each upload of logs.
        let drawing = draw_kept(scene.scale, archive, SimDuration::from_mins(5))?;
        Some((archive.tape.as_ref()?, drawing))
    });
    let how = Style {
        stored: true,
        still: say::are_unreadable(kept),
        ..Style::default()
    };
    let content = html! {
        <>
            { shown(scene.send, |at| scene.cards.storage(region, kept, at)) }
            <div class="lane__tape">
                if let Some((log, drawing)) = log {
                    { tape(log, &drawing, how, spoken(log, how, &format!("the logs of {}", kept.instance)).into()) }
                }
                { for groups(snapshots, NEAREST_SHOT).into_iter().map(|(at, shots)| shot(scene, at, &shots)) }
            </div>
        </>
    };
    Lane::still(class, style, content).called(lane_id(region.name(), place))
}
